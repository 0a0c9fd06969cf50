"""Takes what is due from the table to the relay."""


def deliver(*, seconds: float | None = None) -> None:
    """Send what is due."""
