"""Every row of every app that names an organisation, found without knowing the apps above this one."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, InternalError, models, transaction
from django.db.models import ManyToOneRel, Value
from django.db.models.functions import Cast
from pghistory.models import Event

from partnerships.models import Merge, Organisation

from .fields import capital


@dataclass(frozen=True)
class LinkedRow:
    """One row, by the key it has in the database and by what it calls itself."""

    model: str
    pk: str
    field: str
    kind: str
    says: str


@dataclass(frozen=True)
class Link:
    """One foreign key to organisations: of another model, or of the rows of a many-to-many field."""

    model: type[models.Model]
    field: str

    @property
    def name(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"  # noqa: SLF001  Django documents it

    @property
    def kind(self) -> str:
        if self.model is Organisation:
            return "Entries merged into it earlier"
        return capital(str(self.model._meta.verbose_name_plural))  # noqa: SLF001

    def rows(self, organisation: Organisation) -> models.QuerySet[Any]:
        """Past the model's own manager, which might hide some."""
        return self.model._base_manager.filter(**{self.field: organisation}).order_by("pk")  # noqa: SLF001

    def told(self, rows: models.QuerySet[Any]) -> list[LinkedRow]:
        label = self.model._meta.label_lower  # noqa: SLF001
        return [
            LinkedRow(label, str(row.pk), self.field, self.kind, str(row)[:200])
            for row in rows.select_related(*self.named_by())
        ]

    def named_by(self) -> set[str]:
        """The keys that a row may name itself by: those it always has, and the one by which it hangs here."""
        columns = self.model._meta.fields  # noqa: SLF001  Django documents it
        return {one.name for one in columns if one.is_relation and not one.null} | {self.field}


@dataclass(frozen=True)
class Held:
    """How many rows of one kind name an organisation."""

    link: Link
    number: int


def links() -> list[Link]:
    """History is not moved: what it says was so. Nor are earlier merges, which are never changed."""
    relations = Organisation._meta.get_fields(include_hidden=True)  # noqa: SLF001
    found = (
        Link(relation.related_model, relation.field.name)
        for relation in relations
        if isinstance(relation, ManyToOneRel) and is_moved(relation.related_model)
    )
    return sorted(found, key=lambda link: link.name)


def is_moved(model: Any) -> bool:
    areas = Organisation.council_areas.through
    return model not in {Merge, areas} and not issubclass(model, Event)


def held(organisation: Organisation) -> list[Held]:
    """How many rows of each kind name it, in one query for all kinds."""
    each = links()
    one, *others = [counted(link, organisation) for link in each]
    numbers = dict(one.union(*others, all=True))
    return [Held(link, numbers[link.name]) for link in each if numbers.get(link.name)]


def counted(link: Link, organisation: Organisation) -> models.QuerySet[Any]:
    named = link.rows(organisation).order_by().annotate(link=Cast(Value(link.name), models.CharField()))
    each: models.QuerySet[Any] = named.values("link").annotate(number=models.Count("pk"))
    return each.values_list("link", "number")


def move(link: Link, *, kept: Organisation, merged: Organisation) -> tuple[list[LinkedRow], list[LinkedRow]]:
    """Those rows that name the kept entry now, and those that a rule of the database kept where they were."""
    found = link.told(link.rows(merged))
    if not found or at_once(link.rows(merged), link.field, kept):
        return found, []
    moved = [row for row in found if at_once(link.rows(merged).filter(pk=row.pk), link.field, kept)]
    return moved, [row for row in found if row not in moved]


def at_once(rows: models.QuerySet[Any], field: str, kept: Organisation) -> bool:
    """False where the list has it already, or where a trigger lets nobody change the row."""
    try:
        with transaction.atomic():
            rows.update(**{field: kept})
    except (IntegrityError, InternalError):
        return False
    return True
