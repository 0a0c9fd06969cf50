"""Template filters of the participants app."""
