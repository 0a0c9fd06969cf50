"""The base of all factories: calling one gives a row, to the type checker as well."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from factory.django import DjangoModelFactory

M = TypeVar("M", bound=models.Model)


class RowFactory(DjangoModelFactory[M]):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    if TYPE_CHECKING:

        def __new__(cls, *args: Any, **kwargs: Any) -> M: ...  # type: ignore[misc]
