"""Participants as references, what they take part in, and, apart, who they are.

`identity` is loaded here so that Django knows its tables; `participants.register` alone may use it.
"""

from . import identity as identity
from .capacity import CapacityEntry, Part
from .confirmations import (
    Confirmation,
    ConfirmationCode,
    InvolvementEvidence,
    NotApplicable,
    Verdict,
)
from .consent import Agreement, AskedAnyway, Topic
from .expenses import Expense, ExpenseKind, ExpenseState, ExpenseStep
from .involvement import Answer, Attendance, Barrier, Involvement, Through
from .keeping import ErasureWish, Forgotten, RetentionPeriod, RetentionWarning
from .links import OwnLink
from .monitoring import EqualityAnswer
from .participants import Participant
from .rates import ExpenseRate

__all__ = [
    "Agreement",
    "Answer",
    "AskedAnyway",
    "Attendance",
    "Barrier",
    "CapacityEntry",
    "Confirmation",
    "ConfirmationCode",
    "EqualityAnswer",
    "ErasureWish",
    "Expense",
    "ExpenseKind",
    "ExpenseRate",
    "ExpenseState",
    "ExpenseStep",
    "Forgotten",
    "Involvement",
    "InvolvementEvidence",
    "NotApplicable",
    "OwnLink",
    "Part",
    "Participant",
    "RetentionPeriod",
    "RetentionWarning",
    "Through",
    "Topic",
    "Verdict",
]
