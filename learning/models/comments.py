"""What readers write below a case study, what others find wrong with it, and what moderators decided."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Min, Q
from django.urls import reverse

from coproduce.accounts.access import Person
from coproduce.accounts.models import Team, User

from .case_studies import CaseStudy
from .decisions import ERASED_NOTE

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LONGEST = 2_000


class CommentState(models.TextChoices):
    SHOWN = "shown", "Shown"
    HIDDEN = "hidden", "Hidden by a moderator"
    TAKEN_BACK = "taken_back", "Taken back by its author"
    TAKEN_DOWN = "taken_down", "Taken down with its case study"


#: Those that hold no words any more.
ERASED = (CommentState.TAKEN_BACK, CommentState.TAKEN_DOWN)
#: Those that a moderator can decide about.
DECIDABLE = (CommentState.SHOWN, CommentState.HIDDEN)
WAITS = Q(flags__decision__isnull=True, flags__isnull=False, state__in=DECIDABLE)


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: Person) -> "CommentQuerySet":
        """Of what everyone can open, to everyone; of anything else to nobody. Words are another matter."""
        return self.filter(case_study__in=CaseStudy.objects.open_to_all().keys())

    def of(self, case_study: CaseStudy) -> "CommentQuerySet":
        return self.filter(case_study=case_study)

    def by(self, user: User) -> "CommentQuerySet":
        return self.filter(author=user)

    def written_after(self, moment: dt.datetime) -> "CommentQuerySet":
        return self.filter(created_at__gt=moment)

    def listed(self) -> "CommentQuerySet":
        """Those that leave a trace on the page, if only a line that says where their words have gone."""
        return self.exclude(state=CommentState.TAKEN_DOWN)

    def with_writers(self) -> "CommentQuerySet":
        return self.select_related("author", "speaks_for")

    def with_case_study(self) -> "CommentQuerySet":
        return self.select_related("case_study__organisation").defer("case_study__search")

    def oldest_first(self) -> "CommentQuerySet":
        return self.order_by("created_at", "pk")

    def newest_first(self) -> "CommentQuerySet":
        return self.order_by("-created_at", "-pk")

    def waiting(self) -> "CommentQuerySet":
        """Flagged since a moderator last decided about them."""
        return self.filter(WAITS).distinct()

    def queued(self) -> "CommentQuerySet":
        """For the moderators: what was flagged and waits comes first, the longest waiting at the top."""
        rows = self.annotate(waits_since=Min("flags__at", filter=WAITS), waits=Count("flags", filter=WAITS))
        return rows.order_by(F("waits_since").asc(nulls_last=True), "-created_at", "pk")


class Comment(models.Model):
    """Plain text on an open case study. It is never deleted: whoever wrote it can take its words back."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    speaks_for = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="written for"
    )
    text = models.TextField("your comment", max_length=LONGEST, blank=True)
    state = models.CharField(max_length=20, choices=CommentState, default=CommentState.SHOWN, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = CommentQuerySet.as_manager()

    if TYPE_CHECKING:
        flags: RelatedManager["CommentFlag"]
        decisions: RelatedManager["CommentDecision"]

    class Meta:
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("author", "-created_at"), name="comment_newest_of_author"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ERASED, text="") | Q(state__in=DECIDABLE) & ~Q(text=""),
                name="comment_has_words_unless_erased",
            ),
        )

    def __str__(self) -> str:
        return f"Comment {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("learning:comment_list", args=[self.case_study.slug])

    @property
    def is_shown(self) -> bool:
        return self.state == CommentState.SHOWN

    @property
    def words(self) -> str:
        """What readers see of it: nothing, once it is hidden."""
        return self.text if self.is_shown else ""

    @property
    def writer(self) -> str:
        """The name that the account chose, and for whom they wrote if they said so; never an address."""
        if not self.author.is_active:
            return "Someone who has left"
        name = self.author.name or "A member"
        return f"{name}, {self.speaks_for}" if self.speaks_for else name

    @property
    def last_decision(self) -> "CommentDecision | None":
        return self.decisions.last()


class CommentOutcome(models.TextChoices):
    KEEP = "keep", "Kept"
    HIDE = "hide", "Hidden"


class CommentDecision(models.Model):
    """What a moderator decided about a comment, and why: rows that are only ever added.

    They stay as they are, but for the note, which is erased with the words of the entry.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=CommentOutcome)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome=CommentOutcome.HIDE) | ~Q(note=""), name="comment_hidden_with_a_note"
            ),
        )
        triggers = (
            pgtrigger.Protect(name="comment_decisions_are_only_added", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="comment_decisions_stay_but_for_notes", exclude=["note"]),
            pgtrigger.Protect(
                name="comment_notes_are_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__note__df=pgtrigger.F("new__note"))
                & ~pgtrigger.Q(new__note=ERASED_NOTE),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.at:%-d %B %Y}"


class CommentFlag(models.Model):
    """Someone finds a comment wrong, and says why; it waits until a decision answers it."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="flags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=500)
    at = models.DateTimeField()
    decision = models.ForeignKey(CommentDecision, on_delete=models.PROTECT, null=True, related_name="flags")

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("comment", "by"),
                condition=Q(decision__isnull=True),
                name="comment_flagged_once_by_a_person_until_decided",
            ),
        )

    def __str__(self) -> str:
        return f"Flag {self.pk}"
