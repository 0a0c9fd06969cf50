"""Pages about participants, what they are invited to, their replies, and coverage."""
