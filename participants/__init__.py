"""Who takes part, in what, and whether the groups that the law names were heard; names stay behind one door."""
