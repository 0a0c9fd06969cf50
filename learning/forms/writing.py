"""What an organisation writes and revises, and why it takes something back."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.db import IntegrityError

from coproduce.accounts.access import team_ids
from coproduce.accounts.models import User
from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from learning import content
from learning.models import CaseStudy, Revision
from learning.rules import WRITERS
from partnerships.models import Organisation

from .practice import COLUMNS, PracticeForm


class CaseStudyCreateForm(OnceForm, PracticeForm):
    """A new draft of an organisation for which the person writes; asked only if there are several."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Organisation that publishes it")

    class Meta(PracticeForm.Meta):
        fields = ("organisation", *COLUMNS)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, before={}, **kwargs)
        self.instance.author = self.instance.last_edited_by = by
        choices = Organisation.objects.filter(team__in=team_ids(by, *WRITERS))
        if len(choices) == 1:
            del self.fields["organisation"]
            self.instance.organisation = choices[0]
        else:
            self.fields["organisation"].queryset = choices  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> CaseStudy:  # noqa: FBT001, FBT002  Django's own signature
        """Two people may take the same title at the same moment: the second gets a longer address."""
        key = self.submission_key() or uuid.uuid4()
        self.instance.slug = CaseStudy.objects.free_slug(self.cleaned_data["title"], key)
        try:
            saved: CaseStudy = super().save(commit)
        except IntegrityError:
            self.instance.slug = CaseStudy.objects.free_slug(self.cleaned_data["title"], key)
            saved = super().save(commit)
        return saved


class CaseStudyEditForm(FreshForm, PracticeForm):
    """A change to a draft, or to what the moderators returned."""

    def __init__(self, *args: Any, instance: CaseStudy, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, before=content.content_of(instance), **kwargs)


class RevisionForm(FreshForm, PracticeForm):
    """The next revision of a published case study; readers see the present one until it is published."""

    submit_text = "Save the revision"
    note = forms.CharField(
        label="What changes, and why",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Moderators read it now; once the revision is published, so can everyone",
    )

    def __init__(self, *args: Any, instance: Revision, **kwargs: Any) -> None:
        """Fields are checked as those of a case study; what is typed goes into the revision."""
        self.revision = instance
        written = CaseStudy(changed_at=instance.changed_at)
        kwargs["initial"] = {"note": instance.note}
        super().__init__(*args, instance=written, before=instance.content, **kwargs)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  Django's own signature
        self.revision.content, self.revision.note = self.document(), self.cleaned_data["note"]
        if commit:
            self.revision.save()
        return self.revision


class WithdrawForm(WordedForm, forms.Form):
    """Why it is taken back; kept with the decision, never shown in public."""

    submit_text = "Withdraw this case study"
    nouns: ClassVar = {"note": "the reason"}
    note = forms.CharField(
        label="Why are you withdrawing it?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Your organisation, auditors and administrators can read this. Readers cannot.",
        error_messages={"required": "Enter why you are withdrawing it"},
    )


class ReinstateForm(WordedForm, forms.Form):
    """Why a retired entry is practice to follow after all."""

    submit_text = "Put it back into the lists"
    note = forms.CharField(
        label="Why does it come back?",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Your organisation, moderators and auditors can read this",
    )


class RetireForm(WordedForm, forms.Form):
    """Why it is no longer good practice to follow; readers of the page see this."""

    submit_text = "Retire this case study"
    nouns: ClassVar = {"note": "the reason"}
    note = forms.CharField(
        label="Why are you retiring it?",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Everyone who opens the page can read this, and those who try the practice are told.",
        error_messages={"required": "Enter why you are retiring it"},
    )
