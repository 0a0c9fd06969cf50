"""Tests of coproduce/ui."""
