"""What the public registers share: everyone sees every row."""

from typing import Self, TypeVar

from django.db import models

from coproduce.accounts.access import Person

M = TypeVar("M", bound=models.Model)


class RegisterQuerySet(models.QuerySet[M]):
    def visible_to(self, user: Person) -> Self:
        return self.all()
