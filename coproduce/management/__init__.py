"""Commands of the platform as a whole; what they call is named in settings."""
