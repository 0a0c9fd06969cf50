"""The same case study in other formats, each of which knows which revision's words it says."""

import pghistory
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from coproduce.accounts.access import Person
from coproduce.accounts.models import User

from .attachments import Attachment
from .companions import Companion, CompanionQuerySet
from .format_kinds import FormatKind

#: Kept elsewhere, with a transcript here; written here, in another language.
LINKED = (FormatKind.BSL, FormatKind.AUDIO)
WRITTEN = (FormatKind.GAELIC, FormatKind.LANGUAGE)
#: The language of each kind, where it is always the same; BCP 47 tags.
LANGUAGES = {
    FormatKind.EASY_READ: "en",
    FormatKind.BSL: "bfi",
    FormatKind.AUDIO: "en",
    FormatKind.GAELIC: "gd",
}


class FormatQuerySet(CompanionQuerySet["Format"]):
    def like(self, version: "Format") -> "FormatQuerySet":
        """Of the same case study, kind and language."""
        return self.filter(case_study=version.case_study_id, kind=version.kind, language=version.language)

    def linked(self) -> "FormatQuerySet":
        """Films and recordings."""
        return self.filter(kind__in=LINKED)

    def preferred_first(self, user: Person) -> "FormatQuerySet":
        """Those of the kind that the person looks for at the top."""
        if not isinstance(user, User):
            return self
        looked_for = User.objects.filter(pk=user.pk, preference__format=OuterRef("kind"))
        return self.order_by(Exists(looked_for).desc(), "added_at", "pk")

    def with_attachment(self) -> "FormatQuerySet":
        return self.select_related("attachment")


@pghistory.track(exclude=["url", "transcript", "title", "summary", "text"])
class Format(Companion):
    """One version: an attached file, a film or recording with its transcript, or a text in a language."""

    kind = models.CharField(max_length=20, choices=FormatKind, editable=False)
    language = models.CharField(
        "language tag",
        max_length=35,
        validators=[
            RegexValidator(r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "Enter a language tag, like pl or zh-Hant")
        ],
        help_text="The short name of the language, such as pl for Polish, ur for Urdu or zh-Hant for "
        "traditional Chinese. Screen readers need it to speak the words",
    )
    language_name = models.CharField(
        "language", max_length=60, blank=True, help_text="As those who read it call it, such as polski"
    )
    #: The revision whose words it says.
    reflects = models.PositiveSmallIntegerField(editable=False)
    attachment = models.ForeignKey(
        Attachment, on_delete=models.CASCADE, null=True, blank=True, related_name="formats"
    )
    url = models.URLField(
        "link",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https"], message="Enter a link that begins with https://")],
    )
    transcript = models.TextField(max_length=40_000, blank=True)
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(max_length=600, blank=True)
    text = models.TextField("the text", max_length=40_000, blank=True)

    objects = FormatQuerySet.as_manager()

    class Meta(Companion.Meta):
        abstract = False
        constraints = (
            *Companion.Meta.constraints,
            models.CheckConstraint(condition=Q(reflects__gte=1), name="format_reflects_a_revision"),
            models.CheckConstraint(
                condition=Q(kind=FormatKind.EASY_READ, attachment__isnull=False, url="", text="")
                | Q(kind__in=LINKED, attachment__isnull=True, url__startswith="https://", text="")
                & ~Q(transcript="")
                | Q(kind__in=WRITTEN, attachment__isnull=True, url="")
                & ~Q(title="")
                & ~Q(summary="")
                & ~Q(text=""),
                name="format_is_whole",
            ),
            models.UniqueConstraint(
                fields=("case_study", "kind", "language"),
                condition=Q(until__isnull=True),
                name="one_format_of_a_kind_and_language",
            ),
        )

    def __str__(self) -> str:
        return self.language_name or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        """Its own page, or the file that it is."""
        if self.attachment_id is not None:
            return reverse("learning:attachment_download", args=[self.slug, self.attachment_id])
        return reverse("learning:format_detail", args=[self.slug, self.pk])

    @property
    def is_written(self) -> bool:
        return self.kind in WRITTEN

    @property
    def is_out_of_date(self) -> bool:
        """The words of the case study have changed since; in a first draft there is nothing to compare."""
        return self.case_study.words_revision > self.reflects
