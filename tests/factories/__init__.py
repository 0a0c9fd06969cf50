"""Rows that tests stand on, one module per app."""
