"""A case study in another format, and the format that somebody looks for."""

import uuid
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from learning import formatting
from learning.files import Kind
from learning.models import Attachment, Format, FormatKind

TEXTS = ("title", "summary", "text")
#: What is asked for each kind.
ASKED: dict[str, tuple[str, ...]] = {
    FormatKind.EASY_READ: ("attachment",),
    FormatKind.BSL: ("url", "transcript"),
    FormatKind.AUDIO: ("url", "transcript"),
    FormatKind.GAELIC: TEXTS,
    FormatKind.LANGUAGE: ("language_name", "language", *TEXTS),
}
DOCUMENTS = (Kind.PDF, Kind.DOCX)


class DocumentField(forms.ModelChoiceField[Attachment]):
    def label_from_instance(self, obj: Attachment) -> str:
        return f"{obj.description} ({obj.name})"


class FormatForm(WordedForm, forms.ModelForm[Format]):
    """The fields of its kind, all of them needed; in a first draft nobody is asked which words it says."""

    nouns: ClassVar = {
        "attachment": "the Easy Read document",
        "url": "the link to the film or recording",
        "language_name": "the language",
        "language": "the language tag",
        "text": "the text",
    }

    attachment = DocumentField(
        Attachment.objects.none(),
        label="Easy Read document",
        help_text="A PDF or Word document among the attachments of this case study",
    )
    url = forms.URLField(
        label="Link to the film or recording",
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Enter a link that begins with https://"},
        help_text="Where your organisation keeps it. Readers leave this site when they follow it",
    )
    is_current = forms.BooleanField(
        label="It says what the case study says now",
        required=False,
        initial=True,
        help_text="With the changes that you are making. Without the tick, readers are told that it may be "
        "out of date once these changes are published",
    )

    class Meta:
        model = Format
        fields: ClassVar = ("attachment", "language_name", "language", "url", "transcript", *TEXTS)
        error_messages: ClassVar = {"language": {"invalid": "Enter a language tag, like pl or zh-Hant"}}
        widgets: ClassVar = {
            "transcript": forms.Textarea({"rows": 12}),
            "summary": forms.Textarea({"rows": 4}),
            "text": forms.Textarea({"rows": 20}),
        }
        help_texts: ClassVar = {
            "transcript": "Everything that is said or signed, for people who cannot see or hear it",
            "text": "In that language. Markdown is understood",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        kept = {*ASKED[self.instance.kind], "is_current", "submission", "seen_at"}
        for name in set(self.fields) - kept:
            del self.fields[name]
        for name in ASKED[self.instance.kind]:
            self.fields[name].required = True
        if self.instance.case_study.revision == 0:
            del self.fields["is_current"]
        if "attachment" in self.fields:
            self.offer_documents()

    def offer_documents(self) -> None:
        number = self.instance.case_study.revision + 1
        rows = Attachment.objects.of(self.instance.case_study).of_revision(number).filter(kind__in=DOCUMENTS)
        cast(DocumentField, self.fields["attachment"]).queryset = rows

    @property
    def says_the_words_of_now(self) -> bool:
        return bool(self.cleaned_data.get("is_current", True))


class FormatCreateForm(OnceForm, FormatForm):
    submit_text = "Add this version"

    def save(self, commit: bool = True) -> Format:  # noqa: FBT001, FBT002  Django's own signature
        self.instance.submission = self.submission_key() or uuid.uuid4()
        current = self.says_the_words_of_now
        return formatting.add(self.instance, by=self.by, now=timezone.now(), is_current=current)


class FormatEditForm(FreshForm, FormatForm):
    submit_text = "Save this version"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_current" in self.fields:
            self.fields["is_current"].initial = self.instance.reflects > self.instance.case_study.revision

    def save(self, commit: bool = True) -> Format:  # noqa: FBT001, FBT002  Django's own signature
        return formatting.change(self.instance, by=self.by, is_current=self.says_the_words_of_now)


class PreferenceForm(WordedForm, forms.Form):
    """Which format somebody looks for, if any."""

    nouns: ClassVar = {"format": "a format"}
    format = forms.ChoiceField(
        label="Which format do you look for?",
        required=False,
        choices=[("", "No special format"), *FormatKind.choices],
        widget=forms.RadioSelect,
    )
