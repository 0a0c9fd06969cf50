"""Migrations of the partnerships app."""
