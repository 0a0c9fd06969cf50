# mypy: disallow-untyped-calls=False, disallow-untyped-decorators=False
"""Rows that hang on organisations, merges of two, and files of organisations."""

from typing import Any

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory

from partnerships import importing
from partnerships.models import (
    Identifier,
    Merge,
    OrganisationImport,
    OtherName,
    Scheme,
)
from tests.factories.partnerships import OrganisationFactory, someone
from tests.factories.rows import RowFactory


class OtherNameFactory(RowFactory[OtherName]):
    class Meta:
        model = OtherName

    organisation = SubFactory(OrganisationFactory)
    name = Sequence(lambda n: f"Former name {n}")


class IdentifierFactory(RowFactory[Identifier]):
    class Meta:
        model = Identifier

    organisation = SubFactory(OrganisationFactory)
    scheme = Scheme.OSCR
    value = Sequence(lambda n: f"SC{n:06}")


class MergeFactory(RowFactory[Merge]):
    """Of two entries that had nothing, unless `before` says otherwise."""

    class Meta:
        model = Merge

    kept = SubFactory(OrganisationFactory)
    merged = SubFactory(OrganisationFactory)
    before = LazyFunction(lambda: {"kept": {}, "merged": {}, "fields": [], "moved": []})
    made_at = LazyFunction(timezone.now)
    made_by = LazyFunction(someone)


def organisation_import(text: str, **fields: Any) -> OrganisationImport:
    """A file that has been tried out on the register as it is now."""
    row = OrganisationImport(
        text=text, file_name="organisations.csv", made_at=timezone.now(), made_by=someone()
    )
    for name, value in fields.items():
        setattr(row, name, value)
    importing.reported(row).save()
    return row
