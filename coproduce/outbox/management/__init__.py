"""Doors of the outbox on the command line."""
