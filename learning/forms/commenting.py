"""What readers write below a case study, why they flag what others wrote, and what a moderator decides."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coproduce.accounts.models import Team, TeamKind, User
from coproduce.ui.forms import OnceForm, WordedForm
from learning import commenting
from learning.models import CaseStudy, Comment, CommentOutcome
from learning.models.comments import LONGEST

from .deciding import Judging


class CommentFields(WordedForm, forms.ModelForm[Comment]):
    text = forms.CharField(
        label="Your comment",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text="Everyone can read it with your name, also without an account. "
        "Name nobody who has not agreed to it.",
    )
    speaks_for = forms.ModelChoiceField(
        Team.objects.none(),
        required=False,
        label="Do you write for somebody?",
        empty_label="Nobody but myself",
        help_text="What you choose is shown beside your name",
    )

    by: User

    class Meta:
        model = Comment
        fields: ClassVar = ("text", "speaks_for")

    def save(self, commit: bool = True) -> Comment:  # noqa: FBT001, FBT002  Django's own signature
        commenting.write(self.instance, by=self.by, now=timezone.now())
        return self.instance


class CommentForm(OnceForm, CommentFields):
    """A new comment; whoever holds a role may say that they write for that team, and need not."""

    submit_text = "Send your comment"

    def __init__(self, *args: Any, by: User, on: CaseStudy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.instance.case_study = by, on
        teams = Team.objects.filter(pk__in=by.team_ids()).exclude(kind=TeamKind.NATIONAL)
        if teams:
            self.fields["speaks_for"].queryset = teams  # type: ignore[attr-defined]
        else:
            del self.fields["speaks_for"]


class FlagForm(WordedForm, forms.Form):
    submit_text = "Ask the moderators to look at it"
    reason = forms.CharField(
        label="What is wrong with it?",
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text="For example: it names somebody, it is unkind, or it has nothing to do with this practice."
        " Only moderators and national oversight can read this, and your name is not shown to its author.",
        error_messages={"required": "Enter what is wrong with it"},
    )


class CommentDecisionForm(Judging, forms.ModelForm[Comment]):
    """Keep it or hide it."""

    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 6, "cols": 80}),
        help_text="Needed to hide it. The author reads it then, so say what would have been fine.",
    )

    class Meta:
        model = Comment
        fields: ClassVar = ()

    @property
    def outcome(self) -> CommentOutcome | None:
        return next((outcome for outcome in CommentOutcome if f"_{outcome}" in self.data), None)

    def stale_words(self) -> str:
        last = self.instance.last_decision
        if last is None:
            return super().stale_words()
        theirs = f"{last}, by {last.by}" + (f": “{last.note}”" if last.note else "")
        return (
            f"Someone else has decided meanwhile. Theirs: {theirs}. Yours was not recorded, and what you "
            "typed is still here."
        )

    def refuse_impossible(self) -> None:
        if self.outcome is None:
            raise ValidationError("Choose what you decide: use one of the buttons.")
        note = self.cleaned_data.get("note", "")
        if reason := commenting.objection(self.outcome, self.instance, by=self.by, note=note):
            lacks_note = self.outcome == CommentOutcome.HIDE and not note.strip()
            self.add_error("note" if lacks_note else None, reason)
