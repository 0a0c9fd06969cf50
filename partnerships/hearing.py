"""What an engagement heard: how many came, what was said and what came of it, and the account at its end."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from .models import Answer, Engagement, ExpressedView, Promise, StatutoryGroup, Turnout
from .suppressing import suppress, words

#: How long after a decision people are told of it, unless another day is set.
FEEDBACK_WITHIN = dt.timedelta(days=30)

CO_PRODUCED = (
    "To call it co-produced, say who decided, and whether people took part in design, delivery or evaluation."
)

#: How many were invited and how many took part; None is "not known".
Numbers = tuple[int | None, int | None]


class HearingError(Exception):
    """Why it cannot be recorded, in words for the person who tried."""


class UnansweredError(HearingError):
    """An engagement cannot be closed: these views have no answer yet."""

    def __init__(self, views: Sequence[ExpressedView]) -> None:
        super().__init__("A view may lead to no change, but not to silence. Answer every view first.")
        self.views = views


# --- How many came


@dataclass(frozen=True)
class Counted:
    """A row of the table that everyone reads: no group stands for "group not known"."""

    group: StatutoryGroup | None
    took_part: str


@transaction.atomic
def count(engagement: Engagement, numbers: Mapping[StatutoryGroup | None, Numbers], *, by: User) -> None:
    """Keep these numbers; a group of which neither is known has no row."""
    refuse_unless_open(engagement)
    with pghistory.context(user=by.pk):
        for group, (invited, took_part) in numbers.items():
            if invited is None and took_part is None:
                engagement.turnouts.filter(group=group).delete()
            else:
                known = {"invited": invited, "took_part": took_part}
                Turnout.objects.update_or_create(engagement=engagement, group=group, defaults=known)


def for_public(turnouts: Iterable[Turnout], *, threshold: int) -> tuple[list[Counted], str]:
    """Who took part, small numbers and the sums that would give them away held back.

    How many were invited stays with the team: beside who came it would tell how many did not come.
    """
    rows = [row for row in turnouts if row.took_part is not None]
    shown = suppress([[row.took_part] for row in rows], threshold)
    told = [
        Counted(row.group, words(cells[0], threshold)) for row, cells in zip(rows, shown.cells, strict=True)
    ]
    return told, words(shown.total, threshold)


# --- You said, we did


@transaction.atomic
def say(engagement: Engagement, said: str, *, by: User, submission: UUID | None = None) -> ExpressedView:
    """Write down a view as a theme: what people said, never who."""
    refuse_unless_open(engagement)
    with pghistory.context(user=by.pk):
        return ExpressedView.objects.create(
            engagement=engagement,
            said=required(said, "Say what people told you."),
            submission=submission or uuid4(),
        )


@transaction.atomic
def reword(view: ExpressedView, said: str, *, by: User) -> None:
    refuse_unless_open(view.engagement)
    lock_view(view)
    view.said = required(said, "Say what people told you.")
    keep_view(view, by=by)


@dataclass(frozen=True)
class Verdict:
    """What was decided about a view; the reason is asked for unless it was followed."""

    answer: Answer
    response: str
    decided_on: dt.date
    reason: str = ""
    feedback_due: dt.date | None = None


@transaction.atomic
def answer(view: ExpressedView, verdict: Verdict, *, by: User) -> None:
    """Say what was decided; whoever was not followed in full is owed the reason.

    People who were told of something else are owed the news: when they were told before stays in the history.
    """
    refuse_unless_open(view.engagement)
    lock_view(view)
    told = told_of(view)
    reason = verdict.reason
    if verdict.answer != Answer.FOLLOWED:
        reason = required(reason, "Say why it was not followed, or not in full.")
    view.answer, view.reason = verdict.answer, reason.strip()
    view.response = required(verdict.response, "Say what you did, or will do.")
    view.decided_on = verdict.decided_on
    view.feedback_due = verdict.feedback_due or verdict.decided_on + FEEDBACK_WITHIN
    if view.fed_back_on and (told_of(view) != told or view.fed_back_on < verdict.decided_on):
        view.fed_back_on, view.channel = None, ""
    keep_view(view, by=by)


def told_of(view: ExpressedView) -> tuple[str, ...]:
    """What people hear of an answer."""
    return view.answer, view.response, view.reason


@transaction.atomic
def feed_back(view: ExpressedView, *, on: dt.date, channel: str, by: User) -> None:
    """Note that people were told, also after the engagement is closed."""
    lock(view.engagement)
    refuse_if_cancelled(view.engagement)
    lock_view(view)
    if not view.is_answered or view.decided_on is None:
        raise HearingError("Answer the view first: there is nothing yet to tell people.")
    if on < view.decided_on:
        raise HearingError("People cannot have been told before the decision was made.")
    view.fed_back_on, view.channel = on, required(channel, "Say how people were told.")
    keep_view(view, by=by)


# --- The account at the end


@dataclass(frozen=True)
class Account:
    """What was done in the end; what was co-produced tells who decided and where people took part."""

    promise_kept: Promise
    promise_account: str
    who_decided: str = ""
    took_part_in: Sequence[str] = ()


@transaction.atomic
def close(engagement: Engagement, account: Account, *, by: User, now: dt.datetime) -> None:
    """Tell what was done in the end beside what was promised. No view is left without an answer."""
    lock(engagement)
    refuse_to_close(engagement, now=now)
    if account.promise_kept == Promise.CO_PRODUCE and not (
        account.who_decided.strip() and account.took_part_in
    ):
        raise HearingError(CO_PRODUCED)
    engagement.promise_account = required(account.promise_account, "Say how the promise was kept.")
    engagement.promise_kept, engagement.who_decided = account.promise_kept, account.who_decided.strip()
    engagement.took_part_in, engagement.closed_at = list(account.took_part_in), now
    keep(engagement, by=by)


def refuse_to_close(engagement: Engagement, *, now: dt.datetime) -> None:
    """Why it cannot be closed now, whatever is told of it."""
    if not engagement.is_published:
        state = engagement.get_state_display().lower()
        raise HearingError(f"This engagement is {state}, so there is nothing to close.")
    if engagement.is_closed:
        raise HearingError("This engagement is closed already.")
    if not engagement.is_over(now):
        raise HearingError("It is not over yet. Close it once it has taken place and every view is answered.")
    if views := list(ExpressedView.objects.of_engagement(engagement).unanswered()):
        raise UnansweredError(views)


@transaction.atomic
def reopen(engagement: Engagement, *, by: User) -> None:
    """Take up work on it again; what was told at its end stays, and is public again when it is closed."""
    lock(engagement)
    if not engagement.is_closed:
        raise HearingError("This engagement is open already.")
    engagement.closed_at = None
    keep(engagement, by=by)


# --- What the verbs share


def refuse_unless_open(engagement: Engagement) -> None:
    """Locks it, so that nobody closes it meanwhile."""
    lock(engagement)
    refuse_if_cancelled(engagement)
    if engagement.is_closed:
        raise HearingError(
            "This engagement is closed. Reopen it before you change what was counted, said or answered."
        )


def refuse_if_cancelled(engagement: Engagement) -> None:
    if engagement.is_cancelled:
        raise HearingError("This engagement was cancelled, so nobody was heard.")


def required(text: str, refusal: str) -> str:
    if not text.strip():
        raise HearingError(refusal)
    return text.strip()


def lock(engagement: Engagement) -> None:
    engagement.refresh_from_db(from_queryset=Engagement.objects.select_for_update())


def lock_view(view: ExpressedView) -> None:
    try:
        view.refresh_from_db(from_queryset=ExpressedView.objects.select_for_update())
    except ExpressedView.DoesNotExist as gone:
        raise HearingError("This view was taken back meanwhile, so there is nothing to change.") from gone


def keep_view(view: ExpressedView, *, by: User) -> None:
    with pghistory.context(user=by.pk):
        view.save()


def keep(engagement: Engagement, *, by: User) -> None:
    with pghistory.context(user=by.pk):
        engagement.save()
