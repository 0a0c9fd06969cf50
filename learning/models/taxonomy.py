"""What case studies are about, in words that administrators keep."""

import pghistory
from django.db import models

from coproduce.accounts.access import Person
from coproduce.accounts.models import User


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: Person) -> "ThemeQuerySet":
        """Themes are public; the argument is there because every page asks."""
        return self

    def followed_by(self, user: Person) -> "ThemeQuerySet":
        return self.filter(follows__subscription__user=user) if isinstance(user, User) else self.none()


@pghistory.track()
class Theme(models.Model):
    """One theme of the library; readers follow themes and filter by them."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    definition = models.TextField(help_text="One or two plain sentences: what belongs here and what does not")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
