"""Who takes part, in what, and whether the groups the law names were heard; names stay behind one door."""
