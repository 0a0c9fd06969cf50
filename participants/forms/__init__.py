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
from .privacy import (
    CopyForm,
    EqualityForm,
    ForgetMeForm,
    ForgetThemForm,
    PreferencesForm,
    RecordPreferencesForm,
    RetentionForm,
    WishForm,
)
from .replies import ReplyForm

__all__ = [
    "AnswerForm",
    "AttendanceForm",
    "CopyForm",
    "CorrectForm",
    "EnrolForm",
    "EqualityForm",
    "FindForm",
    "ForgetMeForm",
    "ForgetThemForm",
    "InviteForm",
    "OfferFilter",
    "ParticipantEditForm",
    "ParticipantFilter",
    "PeopleFilter",
    "PreferencesForm",
    "ReasonForm",
    "RecordPreferencesForm",
    "ReplyForm",
    "RetentionForm",
    "WishForm",
]
