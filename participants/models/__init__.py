"""Participants as references, what they take part in, and, apart, who they are.

`identity` is loaded here so that Django knows its tables; `participants.register` alone may use it.
"""

from . import identity as identity
from .involvement import Answer, Attendance, Barrier, Involvement, Through
from .links import OwnLink
from .participants import Participant

__all__ = ["Answer", "Attendance", "Barrier", "Involvement", "OwnLink", "Participant", "Through"]
