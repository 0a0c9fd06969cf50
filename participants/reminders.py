"""What participants are told by email about an engagement: when it is due, and if it still is when it leaves.

People without email get nothing from here: staff see them on the list of people to call or write to.
Reminders go to those who accepted: who has not answered is asked by a person, not by a second mail.
"""

import datetime as dt

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.timezone import localdate, localtime
from django.utils.timezone import now as current_time

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, Status
from coproduce.outbox.queue import Lane, enqueue

from . import agreeing, register, replies, selfservice
from .models import Answer, Confirmation, ErasureWish, Involvement
from .models.involvement import InvolvementQuerySet

INVITATION, REMINDER, CANCELLED = "engagement_invitation", "engagement_reminder", "engagement_cancelled"
CONFIRMATION = "engagement_confirmation"
ABOUT = "participants.involvement:"
#: The recipient has it, or may have it: told of an invitation, they must be told of a cancellation.
OUT = (Status.SENT, Status.IN_DOUBT, Status.HELD)
UNDER_WAY = (*OUT, Status.QUEUED, Status.CLAIMED)


def invitation_key(involvement: Involvement) -> str:
    """A second invitation, to a corrected address, has a key of its own."""
    again = f":{involvement.invitation}" if involvement.invitation > 1 else ""
    return f"{INVITATION}:{involvement.pk}{again}"


def reminder_key(involvement: Involvement) -> str:
    """Names the start as clocks in Scotland show it: a moved engagement earns a new reminder."""
    return f"{REMINDER}:{involvement.pk}:{localtime(involvement.engagement.starts_at):%Y-%m-%dT%H:%M}"


def confirmation_key(involvement: Involvement) -> str:
    return f"{CONFIRMATION}:{involvement.pk}"


def cancellation_key(involvement: Involvement) -> str:
    return f"{CANCELLED}:{involvement.pk}"


def send_invitation(involvement: Involvement, *, by: User) -> bool:
    """In the transaction that invites; False for people without email, whom staff must ask."""
    return send(INVITATION, involvement, key=invitation_key(involvement), by=by)


@transaction.atomic
def send(kind: str, involvement: Involvement, *, key: str, by: User | None = None) -> bool:
    """Look up the address and queue the mail; without a new mail there was no look either."""
    engagement = involvement.engagement
    if not reachable(Involvement.objects.filter(pk=involvement.pk), kind).exists():
        return False
    purpose = f"Email about “{engagement.title}”"
    address = register.contact(involvement.participant, purpose=purpose[:300], by=by)
    if not address:
        return False
    is_new = enqueue(
        kind,
        key=key,
        to=address,
        context={
            "engagement": engagement,
            "partnership": engagement.partnership,
            "reply_url": replies.link(involvement),
        },
        lane=Lane.REMINDER,
        expires_at=engagement.starts_at,
        about=involvement,
    )
    if not is_new:
        transaction.set_rollback(True)
    return is_new


@transaction.atomic
def ask_to_confirm(involvement: Involvement, *, by: User, now: dt.datetime) -> bool:
    """Ask whether it is right that they came, once for an engagement; False for people without email."""
    engagement = involvement.engagement
    if Email.objects.filter(key=confirmation_key(involvement)).exists():
        return False
    purpose = f"Email asking whether they came to “{engagement.title}”"
    address = register.contact(involvement.participant, purpose=purpose[:300], by=by)
    if not address:
        return False
    link = selfservice.make(involvement.participant, now=now, by=by)
    return enqueue(
        CONFIRMATION,
        key=confirmation_key(involvement),
        to=address,
        context={
            "engagement": engagement,
            "partnership": engagement.partnership,
            "confirm_url": selfservice.url(link, "own_took_part"),
        },
        lane=Lane.REMINDER,
        expires_at=link.expires_at,
        about=involvement,
    )


def plan(*, now: dt.datetime) -> int:
    """Queue every reminder and cancellation that is due; how many were new. Safe to run late or twice."""
    return remind(now=now) + tell_of_cancellations(now=now)


def remind(*, now: dt.datetime) -> int:
    due = Involvement.objects.reminder_due(now).of_current_participants(localdate(now)).with_participant()
    return queue_new(REMINDER, {reminder_key(row): row for row in reachable(due, REMINDER)})


def tell_of_cancellations(*, now: dt.datetime) -> int:
    """Once, to everyone whose invitation or reminder left, unless they declined."""
    due = Involvement.objects.called_off(now).of_current_participants(localdate(now)).with_participant()
    told = reachable(due, CANCELLED).filter(Exists(emails_about().filter(status__in=OUT)))
    return queue_new(CANCELLED, {cancellation_key(row): row for row in told})


def reachable(rows: InvolvementQuerySet, kind: str) -> InvolvementQuerySet:
    """By email, who have not said no to mail of this kind or to being contacted at all."""
    wanted = rows.filter(participant__in=register.mailable())
    no = agreeing.refusing(kind)
    return wanted.exclude(participant__in=no).exclude(participant__in=agreeing.objecting())


def emails_about() -> models.QuerySet[Email]:
    """The mails about the involvement of the outer query."""
    about = Concat(Value(ABOUT), Cast(OuterRef("pk"), models.CharField()))
    return Email.objects.filter(about=about)


def queue_new(kind: str, due: dict[str, Involvement]) -> int:
    """The unique key decides; asking first only spares a look at addresses that need none."""
    planned = set(Email.objects.filter(key__in=due).values_list("key", flat=True))
    return sum(send(kind, row, key=key) for key, row in due.items() if key not in planned)


def with_mail(rows: InvolvementQuerySet) -> InvolvementQuerySet:
    """Adds `mailed`: a mail about it has reached them, or is about to."""
    return rows.annotate(mailed=Exists(emails_about().filter(status__in=UNDER_WAY)))


def to_contact(rows: InvolvementQuerySet) -> InvolvementQuerySet:
    """Those who did not decline and whom no mail reaches: to be called or written to, unless they object."""
    wanted = rows.not_declined().exclude(out_of_reach())
    return wanted.filter(~Exists(emails_about().filter(status__in=UNDER_WAY)))


def out_of_reach() -> Q:
    """They asked for no contact, or were forgotten."""
    forgotten = ErasureWish.objects.done().values("participant")
    return Q(participant__in=agreeing.objecting()) | Q(participant__in=forgotten)


def counted(rows: InvolvementQuerySet) -> dict[str, int]:
    """The counts of the rows, with `to_contact` among them."""
    unreached = Q(~Exists(emails_about().filter(status__in=UNDER_WAY)))
    unreached &= ~out_of_reach()
    return rows.counted(to_contact=Count("pk", filter=~Q(answer=Answer.DECLINED) & unreached))


def still_open(email: Email) -> bool:
    """Just before an invitation leaves: can it be answered, and is this their address still?"""
    row = about(email)
    return (
        row is not None
        and not row.is_declined
        and email.key == invitation_key(row)
        and is_due_to(email, row)
        and is_open(row)
    )


def still_due(email: Email) -> bool:
    """Just before a reminder leaves: still coming, still on that day and hour, still their address."""
    row = about(email)
    return (
        row is not None
        and row.is_accepted
        and email.key == reminder_key(row)
        and is_due_to(email, row)
        and is_open(row)
    )


def still_called_off(email: Email) -> bool:
    """Just before the news of a cancellation leaves."""
    row = about(email)
    return row is not None and row.engagement.is_cancelled and not row.is_declined and is_due_to(email, row)


def still_to_confirm(email: Email) -> bool:
    """Just before the question leaves: is it recorded still that they came, and have they not answered?"""
    row = about(email)
    return (
        row is not None
        and row.has_come
        and not Confirmation.objects.about_what_is_recorded().filter(involvement=row).exists()
        and is_due_to(email, row)
    )


def about(email: Email) -> Involvement | None:
    key = email.about.removeprefix(ABOUT)
    return Involvement.objects.with_participant().filter(pk=key).first() if key.isdigit() else None


def is_due_to(email: Email, row: Involvement) -> bool:
    """Their address still, and they have not said no since."""
    mine = Involvement.objects.filter(pk=row.pk)
    return register.is_reached_at(row.participant, email.recipient) and reachable(mine, email.kind).exists()


def is_open(row: Involvement) -> bool:
    try:
        replies.require_open(row, now=current_time())
    except replies.ClosedError:
        return False
    return True
