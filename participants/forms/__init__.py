"""Forms of the register, of invitations and attendance, and of replies."""

from .involvement import AnswerForm, AttendanceForm, InviteForm, OfferFilter, PeopleFilter
from .participants import (
    CorrectForm,
    EnrolForm,
    FindForm,
    ParticipantEditForm,
    ParticipantFilter,
    ReasonForm,
)
from .replies import ReplyForm

__all__ = [
    "AnswerForm",
    "AttendanceForm",
    "CorrectForm",
    "EnrolForm",
    "FindForm",
    "InviteForm",
    "OfferFilter",
    "ParticipantEditForm",
    "ParticipantFilter",
    "PeopleFilter",
    "ReasonForm",
    "ReplyForm",
]
