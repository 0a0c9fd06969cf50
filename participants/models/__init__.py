"""Participants as references, what they take part in, and, apart, who they are.

`identity` is loaded here so that Django knows its tables; `participants.register` alone may use it.
"""

from . import identity as identity
from .confirmations import (
    Confirmation,
    ConfirmationCode,
    InvolvementEvidence,
    NotApplicable,
    Verdict,
)
from .expenses import Expense, ExpenseKind, ExpenseState, ExpenseStep
from .involvement import Answer, Attendance, Barrier, Involvement, Through
from .links import OwnLink
from .participants import Participant
from .rates import ExpenseRate

__all__ = [
    "Answer",
    "Attendance",
    "Barrier",
    "Confirmation",
    "ConfirmationCode",
    "Expense",
    "ExpenseKind",
    "ExpenseRate",
    "ExpenseState",
    "ExpenseStep",
    "Involvement",
    "InvolvementEvidence",
    "NotApplicable",
    "OwnLink",
    "Participant",
    "Through",
    "Verdict",
]
