"""Which entries may be one organisation told twice: by a number, by a website, by a name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from partnerships.models import Identifier, Organisation, OtherName

from .names import alike, alike_pairs, plain

#: As many pairs as anyone will work through; the next ones show when these are settled.
MOST_PAIRS = 200


@dataclass(frozen=True)
class Likely:
    """Two entries, and why they may be one."""

    one: Organisation
    other: Organisation
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Traces:
    """What an entry can be recognised by."""

    pk: int
    website: str
    numbers: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def keys(self) -> Iterator[tuple[str, str]]:
        yield from (("number", number) for number in self.numbers)
        yield from (("name", name) for name in self.names if name)
        if self.website:
            yield ("website", self.website)

    def reasons(self, other: "Traces") -> tuple[str, ...]:
        """The strongest first."""
        found = [f"The same number, {number}" for number in sorted(self.numbers & other.numbers)]
        if self.names & other.names - {""}:
            found.append("The same name")
        elif any(alike(one, another) for one in self.names for another in other.names):
            found.append("A similar name")
        if self.website and self.website == other.website:
            found.append("The same website")
        return tuple(found)


def duplicates(organisation: Organisation) -> list[Likely]:
    """Entries that may be this one, the likeliest first."""
    everyone = traces()
    own = everyone.pop(organisation.pk, None)
    if own is None:
        return []
    found = {(own.pk, other.pk): own.reasons(other) for other in everyone.values()}
    return told(found)


def likely_duplicates() -> list[Likely]:
    """Pairs of entries that may be one; three that are one show as two pairs."""
    everyone = traces()
    pairs = set(sharing(everyone.values())) | set(similar(everyone.values()))
    return told({pair: everyone[pair[0]].reasons(everyone[pair[1]]) for pair in pairs})


def traces() -> dict[int, Traces]:
    """Of every entry that has not been merged into another."""
    rows = Organisation.objects.filter(merged_into__isnull=True).order_by("pk")
    found = {
        pk: Traces(pk, address(website), names={plain(name)})
        for pk, name, website in rows.values_list("pk", "name", "website")
    }
    for pk, name in OtherName.objects.filter(organisation__in=rows).values_list("organisation", "name"):
        found[pk].names.add(plain(name))
    for pk, value in Identifier.objects.filter(organisation__in=rows).values_list("organisation", "value"):
        found[pk].numbers.add(value.replace(" ", "").upper())
    return found


def address(website: str) -> str:
    """Where a website is, however it is written."""
    try:
        parts = urlsplit(website.strip().lower())
    except ValueError:
        return website
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


def sharing(everyone: Iterable[Traces]) -> Iterator[tuple[int, int]]:
    """Each entry with the first one that has the same number, name or website."""
    first: dict[tuple[str, str], int] = {}
    for entry in everyone:
        for key in entry.keys():  # noqa: SIM118  not a dictionary
            if first.setdefault(key, entry.pk) != entry.pk:
                yield first[key], entry.pk


def similar(everyone: Iterable[Traces]) -> Iterator[tuple[int, int]]:
    called: defaultdict[str, list[int]] = defaultdict(list)
    for entry in everyone:
        for name in entry.names:
            called[name].append(entry.pk)
    for one, other in alike_pairs(called):
        first, second = sorted((called[one][0], called[other][0]))
        if first != second:
            yield first, second


def told(pairs: dict[tuple[int, int], tuple[str, ...]]) -> list[Likely]:
    likeliest = sorted(
        (pair for pair, why in pairs.items() if why), key=lambda pair: weight(pairs[pair], pair)
    )
    shown = likeliest[:MOST_PAIRS]
    rows = Organisation.objects.with_areas().in_bulk({pk for pair in shown for pk in pair})
    return [Likely(rows[one], rows[other], pairs[one, other]) for one, other in shown]


def weight(reasons: tuple[str, ...], pair: tuple[int, int]) -> tuple[int, int, tuple[int, int]]:
    """A shared number before a shared name before the rest."""
    ranks = ("The same number", "The same name", "A similar name", "The same website")
    strongest = next(at for at, words in enumerate(ranks) if reasons[0].startswith(words))
    return strongest, -len(reasons), pair
