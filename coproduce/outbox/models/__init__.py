"""The outbox: each email, what was decided about it by hand, and the addresses that get none."""

from .emails import ENDED, Email, EmailQuerySet, Intervention, Lane, Status, label
from .suppressions import Suppression

__all__ = ["ENDED", "Email", "EmailQuerySet", "Intervention", "Lane", "Status", "Suppression", "label"]
