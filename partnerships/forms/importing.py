"""Uploading a file of organisations."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from coproduce.ui.fields import UploadField
from coproduce.ui.forms import OnceForm
from partnerships import importing
from partnerships.importing.reading import MOST_BYTES
from partnerships.models import OrganisationImport


class ImportForm(OnceForm, forms.ModelForm[OrganisationImport]):
    submit_text = "Try it out"
    nouns: ClassVar[dict[str, str]] = {"file": "a CSV file"}

    file = UploadField(
        label="CSV file",
        max_bytes=MOST_BYTES,
        max_length=255,
        allow_empty_file=True,
        help_text="10 MB at most, in the encoding UTF-8. Trying it out writes nothing to the register",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    class Meta:
        model = OrganisationImport
        fields: ClassVar[list[str]] = []

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            self.instance.text = importing.read(file.read())
        except importing.ImportProblem as problem:
            raise ValidationError(str(problem), code="unreadable") from None
        self.instance.file_name = "".join(filter(str.isprintable, file.name or ""))[-255:] or "file.csv"
        return file

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  Django's own signature
        importing.reported(self.instance)
        return super().save(commit)
