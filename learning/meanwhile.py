"""What someone else has decided meanwhile, for a moderator whose own decision comes too late."""

from django.db.models import Q

from coproduce.accounts.access import national
from coproduce.accounts.models import RoleName

from .models import Decision, Revision, StepName
from .moderation import Subject, entry_of


def last_decision_on(model: type[Subject], key: str) -> Decision | None:
    """The latest step of the entry or revision of this key, for whoever may know of it but not read on."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    row = model.objects.filter(pk=key).first()
    return last_decision_about(row) if row else None


def last_decision_about(subject: Subject) -> Decision | None:
    """The latest step of the entry, or of the revision and of its entry as a whole."""
    taken = entry_of(subject).decisions.select_related("by")
    if isinstance(subject, Revision):
        taken = taken.filter(Q(revision=subject.number) | Q(revision=None))
    return taken.last()


def note_of(decision: Decision) -> str:
    """Why an organisation took its own entry back is for itself and for oversight (`WithdrawForm`)."""
    is_its_own = decision.by is None or not national(decision.by, RoleName.MODERATOR)
    return "" if decision.step == StepName.WITHDRAW and is_its_own else decision.note
