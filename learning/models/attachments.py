"""Files that come with a case study; their bytes are in a table of their own, so that no list loads them."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from learning.files.kinds import LARGEST, MEDIA_TYPES, Kind

from .companions import Companion, CompanionQuerySet


class AttachmentQuerySet(CompanionQuerySet["Attachment"]):
    def pictures(self) -> "AttachmentQuerySet":
        return self.filter(kind__in=[kind for kind in Kind if kind.is_picture])

    def showing_people(self) -> "AttachmentQuerySet":
        """Those that need somebody's consent."""
        return self.filter(shows_people=True)


@pghistory.track(exclude=["name", "description", "sha256"])
class Attachment(Companion):
    """A document or a picture as we wrote it anew. Its description is the alternative text of a picture."""

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.upper()) for kind in Kind])
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300)
    shows_people = models.BooleanField("People can be recognised in it", default=False)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = AttachmentQuerySet.as_manager()

    class Meta(Companion.Meta):
        abstract = False
        constraints = (
            *Companion.Meta.constraints,
            models.CheckConstraint(condition=~Q(description=""), name="attachment_is_described"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="attachment_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=LARGEST), name="attachment_is_neither_empty_nor_too_large"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("learning:attachment_download", args=[self.slug, self.pk])

    def picture_url(self) -> str:
        """Of the smaller picture, for `img`."""
        return reverse("learning:attachment_picture", args=[self.slug, self.pk])

    @property
    def is_picture(self) -> bool:
        return Kind(self.kind).is_picture

    @property
    def told(self) -> str:
        people = ". People can be recognised in it" if self.shows_people else ""
        return f"“{self.description}”{people}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[Kind(self.kind)]


class AttachmentContentQuerySet(models.QuerySet["AttachmentContent"]):
    def bytes_of(self, attachment: Attachment, column: str) -> bytes:
        """`column` is content or preview; the other one is not loaded."""
        return bytes(self.values_list(column, flat=True).get(pk=attachment.pk))


class AttachmentContent(models.Model):
    """The bytes; of a picture also those of a smaller one that pages show."""

    attachment = models.OneToOneField(
        Attachment, on_delete=models.CASCADE, primary_key=True, related_name="stored"
    )
    content = models.BinaryField()
    preview = models.BinaryField(default=b"")

    objects = AttachmentContentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Content of attachment {self.pk}"
