"""Related entries: what they have in common with one that is read, and saying so in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse

from .finding import compiled
from .models import CaseStudy, Taxonomy
from .models.facets import LINKED
from .search import LONGEST, search_query

SHOWN = 4
#: Those with most in common are compared by their words as well; all others are not read at all.
COMPARED = 50
PUBLISHER = "organisation"
#: How much it means to have this in common.
WEIGHTS: Mapping[str, int] = {
    **dict.fromkeys((Taxonomy.POPULATION.value, Taxonomy.METHOD.value), 3),
    **dict.fromkeys((Taxonomy.THEME.value, Taxonomy.PRODUCT.value, Taxonomy.SETTING.value, "area"), 2),
    **dict.fromkeys((Taxonomy.MOMENT.value, Taxonomy.OUTCOME.value, Taxonomy.PRINCIPLE.value), 1),
    **dict.fromkeys((Taxonomy.STANDARD.value, Taxonomy.PERSONAL.value, PUBLISHER), 1),
}
#: In the order in which it is said; `{}` is what both have, `{s}` the s of more than one.
SAID = {
    Taxonomy.POPULATION.value: "are about {}",
    Taxonomy.METHOD.value: "used the method{s} {}",
    "area": "took place in {}",
    Taxonomy.PRODUCT.value: "co-produced {}",
    Taxonomy.THEME.value: "share the theme{s} {}",
    Taxonomy.SETTING.value: "share the setting{s} {}",
    Taxonomy.MOMENT.value: "tell of the moment{s} {}",
    Taxonomy.OUTCOME.value: "work towards the national outcome{s} {}",
    Taxonomy.PRINCIPLE.value: "show the principle{s} {}",
    Taxonomy.STANDARD.value: "show the standard{s} {}",
    Taxonomy.PERSONAL.value: "led to the personal outcome{s} {}",
    PUBLISHER: "are published by {}",
}
#: These read as they are inside a sentence; other names stand in quotation marks.
PROPER = {"area", PUBLISHER}
PLAIN = {Taxonomy.POPULATION.value, Taxonomy.PRODUCT.value, *PROPER}
MOST_SAID, MOST_NAMED = 3, 3
RELATED = """
WITH shared (key, said, weight) AS ({shared}),
closest AS (
    SELECT key, sum(weight) AS weight, array_agg(said) AS said FROM shared
    WHERE key <> %s AND key IN ({public})
    GROUP BY key ORDER BY weight DESC, key DESC LIMIT %s
)
SELECT slug, title, said FROM closest JOIN ({texts}) AS text (key, slug, title, alike) USING (key)
ORDER BY weight + 2 * alike DESC, key DESC LIMIT %s
"""


@dataclass(frozen=True)
class Related:
    """Another entry, and in words what both have in common."""

    slug: str
    title: str
    reason: str

    def get_absolute_url(self) -> str:
        return reverse("learning:case_study_detail", args=[self.slug])


def related(case_study: CaseStudy) -> list[Related]:
    """At most four published entries, those with most in common first; in one query, or none.

    Best asked of a row that `with_places` fetched.
    """
    names = names_of(case_study)
    if not names:
        return []
    parts = [compiled(rows) for rows in (shared(case_study, names), public(), texts(case_study))]
    sql = RELATED.format(shared=parts[0][0], public=parts[1][0], texts=parts[2][0])
    params = (parts[0][1], [case_study.pk], parts[1][1], [COMPARED], parts[2][1], [SHOWN])
    with connection.cursor() as cursor:
        cursor.execute(sql, list(chain.from_iterable(params)))
        return [Related(slug, title, reason(said, names)) for slug, title, said in cursor.fetchall()]


def names_of(case_study: CaseStudy) -> dict[str, str]:
    """What it can have in common with others, as `facet:value`, and what that is called."""
    found = {f"{term.taxonomy}:{term.slug}": term.name for term in case_study.terms.all()}
    found |= {f"area:{area.slug}": area.name for area in case_study.council_areas.all()}
    if case_study.organisation is not None:
        found[f"{PUBLISHER}:{case_study.organisation_id}"] = case_study.organisation.name
    return found


def shared(case_study: CaseStudy, names: Iterable[str]) -> QuerySet[Any, Any]:
    """A row for each thing that an entry, this one among them, has in common with this one."""
    values: dict[str, list[str]] = {}
    for facet, _, value in (name.partition(":") for name in names):
        values.setdefault(facet, []).append(value)
    parts = [
        LINKED[facet]
        .holders(chosen)
        .values_list(
            "found", Concat(Value(f"{facet}:"), "slug", output_field=CharField()), Value(WEIGHTS[facet])
        )
        for facet, chosen in values.items()
        if facet != PUBLISHER
    ]
    if PUBLISHER in values:
        rows = CaseStudy.objects.filter(organisation=case_study.organisation_id).order_by()
        said = Value(f"{PUBLISHER}:{case_study.organisation_id}", CharField())
        parts.append(rows.values_list("pk", said, Value(WEIGHTS[PUBLISHER])))
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]


def public() -> QuerySet[Any, Any]:
    return CaseStudy.objects.published().keys()


def texts(case_study: CaseStudy) -> QuerySet[Any, Any]:
    """How much others say in the words of its title, from 0 to 1."""
    query = search_query(" or ".join(case_study.title.split())[:LONGEST], {})
    alike = SearchRank(F("search"), query, normalization=Value(32))
    return CaseStudy.objects.order_by().values_list("pk", "slug", "title", alike)


def reason(said: Sequence[str], names: Mapping[str, str]) -> str:
    """A sentence on the most telling of what both have."""
    parts = []
    for facet, phrase in SAID.items():
        both = sorted(names[one] for one in said if one.startswith(f"{facet}:"))[:MOST_NAMED]
        if both:
            parts.append(phrase.format(listed([put(name, facet) for name in both]), s="s" * (len(both) > 1)))
    return f"Both {listed(parts[:MOST_SAID], comma=',')}."


def listed(words: Sequence[str], *, comma: str = "") -> str:
    return f"{comma} and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def put(name: str, facet: str) -> str:
    """As it reads within a sentence; an abbreviation and a proper name stay as they are."""
    if facet not in PLAIN:
        return f"“{name}”"
    is_proper = facet in PROPER or name[1:2].isupper()
    return name if is_proper else name[:1].lower() + name[1:]
