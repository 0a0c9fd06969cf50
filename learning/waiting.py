"""What waits for a moderator, how much of it for long, and where it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduce.accounts.access import Person

from .models import CaseStudy, Revision

#: Whoever has waited for longer has been kept waiting.
LONG = timedelta(days=14)


@dataclass(frozen=True)
class Queue:
    """One list on the moderators' desk; `address` is the name of its URL."""

    label: str
    address: str
    waiting: int
    for_long: int

    @property
    def long(self) -> int:
        """In days."""
        return LONG.days


def queues(person: Person, *, now: datetime) -> list[Queue]:
    """In one query for each."""
    desks = (
        ("Case studies", "admin:learning_casestudy_changelist", CaseStudy.objects),
        ("Revisions of published case studies", "admin:learning_revision_changelist", Revision.objects),
    )
    return [
        Queue(label, address, *rows.visible_to(person).counted(now - LONG)) for label, address, rows in desks
    ]
