"""Pytest plugins that must act before settings are read."""
