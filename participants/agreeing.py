"""What participants are told and choose: the wording, the newest choice, and how often they are asked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Count
from django.utils import timezone

from coproduce.accounts.models import User

from .models import Agreement, AskedAnyway, Involvement, Participant, Through, Topic
from .models.consent import MESSAGES, NO, YES

#: As many days as a budget is counted over: a quarter of a year, looking back.
QUARTER = dt.timedelta(days=91)
NO_LIMIT = "any"
BUDGETS = (
    (NO_LIMIT, "As often as you like"),
    ("1", "Once in three months"),
    ("2", "Twice in three months"),
    ("4", "Four times in three months"),
    ("0", "Only when I ask you"),
)
NAMED, ANONYMOUS, UNPUBLISHED = "named", "anonymous", "unpublished"
PUBLICATION = (
    (UNPUBLISHED, "Do not publish what I say"),
    (ANONYMOUS, "Publish it without my name"),
    (NAMED, "Publish it with my name"),
)
YES_OR_NO = ((YES, "Yes"), (NO, "No"))
#: What is shown when each choice is made; a row keeps the words of its day.
WORDINGS: Mapping[str, str] = {
    Topic.REGISTER: "We keep your name and how to reach you on a register, so that we can involve you in "
    "planning services as the law asks of us. This is a public task (UK GDPR Article 6(1)(e), sections 29 "
    "to 42 of the Public Bodies (Joint Working) (Scotland) Act 2014), so we do not ask for consent. You may "
    "object at any time.",
    Topic.INVITATIONS: "May we invite you by email when there is something to take part in?",
    Topic.REMINDERS: "May we email you a reminder of what you said you would come to?",
    Topic.NEWS: "May we email you what came of what you and others said?",
    Topic.CONFIRMATIONS: "May we ask you to confirm what we record about what you did?",
    Topic.PUBLICATION: "How may we publish what you say? You can change this at any time. What is printed "
    "already cannot be called back.",
    Topic.BUDGET: "How often are you happy to be asked, over everything that we do?",
    Topic.OBJECTION: "Stop contacting me about anything, in any way.",
    Topic.RETURN: "They asked to be forgotten before, and say themselves that they want to take part again.",
}
CHOICES: Mapping[str, Iterable[tuple[str, str]]] = {
    **dict.fromkeys(MESSAGES, YES_OR_NO),
    Topic.PUBLICATION: PUBLICATION,
    Topic.BUDGET: BUDGETS,
    Topic.OBJECTION: YES_OR_NO,
}
#: What holds while nobody has said anything: nothing is published, and nobody has objected.
UNSAID: Mapping[str, str] = {
    **dict.fromkeys(MESSAGES, YES),
    Topic.PUBLICATION: UNPUBLISHED,
    Topic.BUDGET: NO_LIMIT,
    Topic.OBJECTION: NO,
}
#: Kinds of mail, by the class of messages that they belong to.
CLASSES = {
    "engagement_invitation": Topic.INVITATIONS,
    "engagement_reminder": Topic.REMINDERS,
    "engagement_cancelled": Topic.REMINDERS,
}


class AgreementError(Exception):
    """A choice that is not offered; the message can be shown."""


def chosen(participant: Participant) -> dict[str, str]:
    """What counts now, by topic; one query."""
    rows = Agreement.objects.of_participant(participant).order_by("pk").values_list("topic", "choice")
    return {**UNSAID, **dict(rows)}


@transaction.atomic
def choose(
    participant: Participant,
    wanted: Mapping[str, str],
    *,
    now: dt.datetime,
    through: Through = Through.LINK,
    by: User | None = None,
) -> int:
    """Add a row for each choice that is another one now; how many. Staff are named with what they record."""
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    for topic, choice in wanted.items():
        if choice not in dict(CHOICES.get(topic, ())):
            raise AgreementError("One of the choices is not offered here. Choose again.")
    before = chosen(participant)
    changed = {topic: choice for topic, choice in wanted.items() if before[topic] != choice}
    way = {"through": through, "recorded_by": by, "at": now}
    Agreement.objects.bulk_create(
        Agreement(participant=participant, topic=topic, choice=choice, wording=WORDINGS[topic], **way)
        for topic, choice in changed.items()
    )
    return len(changed)


def note_told(participant: Participant, *, by: User, now: dt.datetime, through: Through) -> None:
    """That the person was told why and on what basis they are on the register; once for each wording."""
    told = {"topic": Topic.REGISTER, "choice": "told", "wording": WORDINGS[Topic.REGISTER]}
    if not Agreement.objects.of_participant(participant).filter(**told).exists():
        Agreement.objects.create(participant=participant, through=through, recorded_by=by, at=now, **told)


def note_return(participant: Participant, own_wish: str, *, by: User, now: dt.datetime) -> None:
    told = {"topic": Topic.RETURN, "choice": YES, "wording": WORDINGS[Topic.RETURN]}
    way = {"through": Through.PHONE, "recorded_by": by, "at": now}
    Agreement.objects.create(participant=participant, words=own_wish.strip(), **told, **way)


def objecting() -> models.QuerySet[Agreement, int]:
    """Keys of the participants who are not to be contacted at all."""
    return Agreement.objects.saying(Topic.OBJECTION, YES).values_list("participant", flat=True)


def refusing(kind: str) -> models.QuerySet[Agreement, int]:
    """Keys of the participants who want no mail of this kind; staff may still phone or write."""
    topic = CLASSES.get(kind, Topic.NEWS)
    return Agreement.objects.saying(topic, NO).values_list("participant", flat=True)


@dataclass(frozen=True)
class Asked:
    """How often someone was asked in the last three months, against what they are happy with."""

    participant: Participant
    lately: int
    budget: int

    def __str__(self) -> str:
        wish = f"at most {self.budget} in three months" if self.budget else "only when they ask"
        return f"{self.participant} (asked {self.lately} times, wants {wish})"


def over_budget(participants: Iterable[Participant], *, now: dt.datetime) -> list[Asked]:
    """Those whom one more invitation would ask too often for them, over all that the partnership does."""
    people = list(participants)
    said = Agreement.objects.filter(topic=Topic.BUDGET, participant__in=people).newest()
    budgets = {row.participant_id: int(row.choice) for row in said if row.choice != NO_LIMIT}
    counted = Involvement.objects.filter(participant__in=budgets, invited_at__gt=now - QUARTER)
    lately = dict(counted.order_by().values_list("participant").annotate(Count("pk")))
    asked = (Asked(one, lately.get(one.pk, 0), budgets[one.pk]) for one in people if one.pk in budgets)
    return [one for one in asked if one.lately >= one.budget]


def note_asked_anyway(involvement: Involvement, words: str, *, by: User) -> None:
    AskedAnyway.objects.create(
        participant=involvement.participant,
        engagement=involvement.engagement,
        words=words.strip(),
        by=by,
        at=involvement.invited_at or timezone.now(),
    )
