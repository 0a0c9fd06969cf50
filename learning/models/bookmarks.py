"""Case studies that someone keeps for later."""

from django.conf import settings
from django.db import models

from coproduce.accounts.access import Person
from coproduce.accounts.models import User

from .case_studies import CaseStudy


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def visible_to(self, user: Person) -> "BookmarkQuerySet":
        """Their own and nobody else's: what people keep is no one's business."""
        return self.filter(user=user) if isinstance(user, User) else self.none()

    def of(self, case_study: CaseStudy) -> "BookmarkQuerySet":
        return self.filter(case_study=case_study)

    def standing(self) -> "BookmarkQuerySet":
        """Of case studies that everyone can open."""
        return self.filter(case_study__in=CaseStudy.objects.open_to_all().keys())

    def gone(self) -> "BookmarkQuerySet":
        return self.exclude(case_study__in=CaseStudy.objects.open_to_all().keys())

    def newest_first(self) -> "BookmarkQuerySet":
        return self.order_by("-created_at", "pk")

    def with_case_studies(self) -> "BookmarkQuerySet":
        """What a list shows of them; the search column stays in the database."""
        rows = self.select_related("case_study__organisation").defer("case_study__search")
        return rows.prefetch_related("case_study__terms", "case_study__council_areas")


class Bookmark(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks")
    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField()

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "case_study"), name="case_study_kept_once"),)

    def __str__(self) -> str:
        return f"Bookmark {self.pk}"
