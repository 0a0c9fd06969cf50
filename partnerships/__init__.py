"""Who works with whom, on which plan, and when they next meet."""
