"""Choosing a file, and saying what it is."""

import uuid
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.ui.fields import UploadField
from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from learning import attaching, files
from learning.files import LARGEST, MEDIA_TYPES, Clean, Kind
from learning.models import Attachment

ACCEPTED = ",".join([*MEDIA_TYPES.values(), *(f".{kind}" for kind in Kind)])
KINDS = "PDF, Word (docx), OpenDocument text (odt), JPEG, PNG or WebP, 10 MB at most."
CHOOSE_AGAIN = "Choose the file again: browsers let go of it when something else has to be put right"


class DescribedForm(WordedForm, forms.ModelForm[Attachment]):
    """What is said of a file."""

    nouns: ClassVar = {"description": "a description: what the picture shows, or what the document is"}

    class Meta:
        model = Attachment
        fields: ClassVar = ("description", "shows_people")
        labels: ClassVar = {"description": "What it shows, or what it is"}
        help_texts: ClassVar = {
            "description": "Of a picture: what somebody would need to hear who cannot see it. Of a document: "
            "its title. Everyone can read this",
            "shows_people": "Pictures of people need their consent before they are published",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by


class AttachmentForm(OnceForm, DescribedForm):
    """The file is opened while the form is checked, so that all that is wrong is told at once."""

    submit_text = "Attach this file"
    nouns: ClassVar = {**DescribedForm.nouns, "file": "a file"}
    field_order = ("file",)

    file = UploadField(
        label="File",
        max_bytes=LARGEST,
        allow_empty_file=True,
        help_text=f"{KINDS} We take out who wrote it and what a camera noted, and make large pictures "
        "smaller. Photos inside a document keep what the camera noted, such as the place",
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    content: Clean

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.attrs = {**helper.attrs, "enctype": "multipart/form-data"}
        return helper

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            self.content = files.read(file.read())
            self.instance.name = files.display_name(file.name or "", self.content.kind)
        except files.FileProblem as problem:
            raise ValidationError(str(problem), code="refused") from None
        return file

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.errors and "file" not in self.errors:
            self.add_error("file", ValidationError(CHOOSE_AGAIN, code="again"))
        return cleaned

    def save(self, commit: bool = True) -> Attachment:  # noqa: FBT001, FBT002  Django's own signature
        self.instance.submission = self.submission_key() or uuid.uuid4()
        return attaching.attach(self.instance, self.content, by=self.by, now=timezone.now())


class DescriptionForm(FreshForm, DescribedForm):
    """Better words for a file that is attached already."""

    def save(self, commit: bool = True) -> Attachment:  # noqa: FBT001, FBT002  Django's own signature
        return attaching.describe(self.instance, by=self.by)
