"""The outbox: each email, what was decided about it by hand, and the addresses that get none."""

from .emails import ENDED, Email, Intervention, Lane, Status
from .suppressions import Suppression

__all__ = ["ENDED", "Email", "Intervention", "Lane", "Status", "Suppression"]
