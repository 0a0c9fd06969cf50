"""What a merge would do, before anyone does it."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from partnerships.models import Identifier, Organisation, Scheme

from .fields import Compared, compared
from .linked import Held, LinkedRow, held

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Preview:
    """Both entries side by side, what moves, and what to be careful about."""

    kept: Organisation
    merged: Organisation
    fields: list[Compared]
    held: list[Held]
    people: int
    warnings: list[str]

    @property
    def differing(self) -> list[Compared]:
        return [field for field in self.fields if field.differs]

    @property
    def version(self) -> str:
        """Changes when either entry is changed."""
        return f"{self.kept.changed_at.isoformat()} {self.merged.changed_at.isoformat()}"

    def chosen(self, name: str = "") -> Held | None:
        """Rows of one kind are shown at a time: of the one that is named, else of the first."""
        return next((each for each in self.held if each.link.name == name), next(iter(self.held), None))

    def pages(self, shown: Held) -> Paginator[int]:
        return Paginator(range(shown.number), ROWS_A_PAGE)

    def rows(self, shown: Held, page: Page[int]) -> list[LinkedRow]:
        rows = shown.link.rows(self.merged)[page.start_index() - 1 : page.end_index()]
        return shown.link.told(rows)


def preview(kept: Organisation, merged: Organisation) -> Preview:
    return Preview(
        kept=kept,
        merged=merged,
        fields=compared(kept, merged),
        held=held(merged),
        people=merged.team.roles.filter(until=None).count(),
        warnings=warnings(kept, merged),
    )


def warnings(kept: Organisation, merged: Organisation) -> list[str]:
    """Reasons to look twice; none of them forbids it."""
    found = []
    if kept.kind != merged.kind:
        kinds = f"{kept.get_kind_display()} and {merged.get_kind_display()}"
        found.append(f"They are of different kinds: {kinds}.")
    rows = Identifier.objects.filter(organisation__in=(kept, merged))
    numbers = list(rows.values_list("scheme", "organisation", "value"))
    for scheme in Scheme:
        held = {pk: value for its_scheme, pk, value in numbers if its_scheme == scheme}
        if len(held) == 2:
            both = f"{held[kept.pk]} and {held[merged.pk]}"
            found.append(f"Each has a number of its own: {scheme.label}, {both}. They may be two after all.")
    return found
