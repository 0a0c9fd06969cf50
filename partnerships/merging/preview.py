"""What a merge would do, before anyone does it."""

from dataclasses import dataclass

from partnerships.models import Identifier, Organisation, Scheme

from .fields import Compared, compared
from .linked import LinkedRow, linked_rows


@dataclass(frozen=True)
class Preview:
    """Both entries side by side, what moves, and what to be careful about."""

    kept: Organisation
    merged: Organisation
    fields: list[Compared]
    linked: dict[str, list[LinkedRow]]
    people: int
    warnings: list[str]

    @property
    def differing(self) -> list[Compared]:
        return [field for field in self.fields if field.differs]

    @property
    def version(self) -> str:
        """Changes when either entry is changed."""
        return f"{self.kept.changed_at.isoformat()} {self.merged.changed_at.isoformat()}"


def preview(kept: Organisation, merged: Organisation) -> Preview:
    return Preview(
        kept=kept,
        merged=merged,
        fields=compared(kept, merged),
        linked=linked_rows(merged),
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
