"""Schema of the good-practice library."""
