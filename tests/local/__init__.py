"""Tests of the embedded engines and the supervisor."""
