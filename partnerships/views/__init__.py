"""Pages of the registers, plans and engagements."""
