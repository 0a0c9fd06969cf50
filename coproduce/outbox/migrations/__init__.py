"""Schema of the outbox."""
