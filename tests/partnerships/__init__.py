"""Tests of the partnerships app."""
