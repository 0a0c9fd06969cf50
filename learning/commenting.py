"""Comments below case studies: written, taken back, flagged, and decided about by moderators."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from coproduce.accounts.access import Person
from coproduce.accounts.models import User
from coproduce.outbox.models import Email
from coproduce.outbox.queue import Lane, enqueue

from .models import (
    ERASED_NOTE,
    CaseStudy,
    Comment,
    CommentDecision,
    CommentFlag,
    CommentOutcome,
    CommentState,
)
from .models.comments import DECIDABLE, ERASED

HIDDEN_KIND = "comment_hidden"
#: Comments that one person can write within this time; enough to talk, too few to flood.
MOST, WITHIN = 5, timedelta(minutes=10)
#: Comments on one page; the page of the case study has the latest of them.
SHOWN = 20


class CommentingError(Exception):
    """Why a comment cannot be written, flagged or decided about, in words for the person who tried."""


@dataclass(frozen=True)
class Latest:
    """The newest comments, the oldest of these first, and whether there are more before them."""

    comments: list[Comment]
    has_more: bool


def latest(case_study: CaseStudy, *, reader: Person) -> Latest:
    rows = Comment.objects.of(case_study).visible_to(reader).listed().with_writers().newest_first()
    found = list(rows[: SHOWN + 1])
    return Latest(found[SHOWN - 1 :: -1], has_more=len(found) > SHOWN)


@transaction.atomic
def write(comment: Comment, *, by: User, now: datetime) -> None:
    """Save a new comment; refused to whoever has just written many."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Comment.objects.by(by).written_after(now - WITHIN).count() >= MOST:
        raise CommentingError(
            f"You have written {MOST} comments in the last ten minutes. Wait a little, then send this one: "
            "what you typed is still here."
        )
    comment.author, comment.created_at = by, now
    comment.save()


@transaction.atomic
def take_back(comment: Comment) -> None:
    """Erase its words for good, as its author asks; what was erased already stays as it is."""
    lock(comment)
    if comment.state not in ERASED:
        comment.text, comment.state = "", CommentState.TAKEN_BACK
        comment.save(update_fields=["text", "state", "changed_at"])


@transaction.atomic
def flag(comment: Comment, *, by: User, reason: str, now: datetime) -> CommentFlag:
    """Ask the moderators to look at it. Flagging again before they have decided adds nothing."""
    lock(comment)
    if not comment.is_shown:
        raise CommentingError("This comment is no longer shown, so there is nothing to look at.")
    flagged, _ = comment.flags.get_or_create(by=by, decision=None, defaults={"reason": reason, "at": now})
    return flagged


@transaction.atomic
def decide(
    comment: Comment, outcome: CommentOutcome, *, by: User, now: datetime, note: str = ""
) -> CommentDecision:
    """Keep it or hide it, whatever it was before; this answers all flags that wait."""
    lock(comment)
    if reason := objection(outcome, comment, by=by, note=note):
        raise CommentingError(reason)
    decision = comment.decisions.create(outcome=outcome, by=by, at=now, note=note.strip())
    comment.flags.filter(decision=None).update(decision=decision)
    hides = outcome == CommentOutcome.HIDE
    comment.state = CommentState.HIDDEN if hides else CommentState.SHOWN
    comment.save(update_fields=["state", "changed_at"])
    if hides:
        tell_author(decision)
    return decision


def objection(outcome: CommentOutcome, comment: Comment, *, by: User, note: str = "") -> str:
    """Why this person cannot decide so now, in words; empty when they can."""
    if comment.state not in DECIDABLE:
        return f"There is nothing left to decide: it was {comment.get_state_display().lower()}."
    if reason := bias(comment, by=by):
        return reason
    if outcome == CommentOutcome.HIDE and not comment.is_shown:
        return "It is hidden already."
    if (
        outcome == CommentOutcome.KEEP
        and comment.is_shown
        and not comment.flags.filter(decision=None).exists()
    ):
        return "It is shown already, and no flag waits for an answer."
    if outcome == CommentOutcome.HIDE and not note.strip():
        return "Write a note: the author needs to know why it was hidden."
    return ""


def bias(comment: Comment, *, by: User) -> str:
    """Why somebody else has to decide; empty when the person had no part in it."""
    if comment.author_id == by.pk:
        return "Someone else has to decide: you wrote this comment."
    if comment.case_study.is_of(by):
        return (
            f"Someone else has to decide: you work for {comment.case_study.organisation}, whose entry it is."
        )
    return ""


def tell_author(decision: CommentDecision) -> None:
    comment = decision.comment
    if not comment.author.is_active:
        return
    enqueue(
        HIDDEN_KIND,
        key=f"{HIDDEN_KIND}:{decision.pk}",
        to=comment.author.email,
        context={"comment": comment, "case_study": comment.case_study, "decision": decision},
        lane=Lane.REMINDER,
        about=comment,
    )


def still_hidden(email: Email) -> bool:
    """Asked just before the mail leaves: it is still so, and the case study is still open."""
    comments = Comment.objects.filter(pk=email.about.rpartition(":")[2], state=CommentState.HIDDEN)
    return comments.filter(case_study__in=CaseStudy.objects.open_to_all().keys()).exists()


@transaction.atomic
def erase(case_study: CaseStudy) -> None:
    """Blank every comment on it, and what was said of them: those whose story it tells take it back."""
    comments = Comment.objects.of(case_study)
    CommentFlag.objects.filter(comment__in=comments).update(reason="")
    noted = CommentDecision.objects.filter(comment__in=comments).exclude(note__in=("", ERASED_NOTE))
    noted.update(note=ERASED_NOTE)
    comments.filter(state__in=DECIDABLE).update(text="", state=CommentState.TAKEN_DOWN)


def lock(comment: Comment) -> None:
    """The row as it is now, kept until the transaction ends."""
    rows = Comment.objects.with_case_study().select_for_update(of=("self",))
    comment.refresh_from_db(from_queryset=rows)
