"""Tests of uploaded files, by the kind of file."""
