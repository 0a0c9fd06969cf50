"""What a question finds: words and facets together, how many there are, and what each choice would leave.

Everything here is bounded, so that a broad question costs no more than a narrow one: the newest 2,000 that
answer it are kept, ranked and counted; that there are more is known, and said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import CharField, QuerySet, Value
from django.db.models.expressions import RawSQL

from .models.facets import COLUMNS, LINKED, LINKS, Chosen
from .models.rows import CaseStudyQuerySet
from .search import Query

MOST = 2_000
#: The population of all that answer the whole question; the others ask it without the choice of one facet.
WHOLE = ""
#: `mask` has a bit for each choice that a case study fits; who misses two of them is in no population.
FITTING = """
fitting (key, mask) AS MATERIALIZED (
    SELECT key, bit_or(bit) FROM ({links}) AS link (key, bit)
    GROUP BY key HAVING bit_count(bit_or(bit)::bit(32)) >= {least}
),"""
NUMBERS = """
WITH {fitting} kept (population, key, published_at) AS MATERIALIZED ({kept})
SELECT population, NULL, NULL, count(*),
    CASE WHEN population = '' THEN array_agg(key ORDER BY published_at DESC, key) END
FROM kept GROUP BY population
UNION ALL
SELECT population, facet, value, count(*), NULL
FROM kept JOIN ({answers}) AS answer (key, {columns}) USING (key)
CROSS JOIN LATERAL (VALUES {pairs}) AS said (facet, value)
WHERE value <> '' AND population IN ('', facet)
GROUP BY population, facet, value
"""
LINKS_OF_ONE_KIND = """
UNION ALL
SELECT population, facet, value, count(*), NULL
FROM kept JOIN ({links}) AS said (facet, value, found) ON said.found = kept.key
WHERE population IN ('', facet)
GROUP BY population, facet, value
"""
SQL = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Question:
    """The words as PostgreSQL reads them, if there are any, and what is chosen in each facet."""

    query: Query | None = None
    chosen: Chosen = field(default_factory=dict)

    @property
    def asked(self) -> list[str]:
        return [name for name, values in self.chosen.items() if values]

    @property
    def bits(self) -> dict[str, int]:
        """One for each facet with a choice whose answers are rows of their own."""
        return {name: 1 << at for at, name in enumerate(name for name in self.asked if name in LINKED)}

    def narrow(self, rows: CaseStudyQuerySet) -> CaseStudyQuerySet:
        """Those that answer it, where it is asked by itself."""
        rows = rows.about(self.chosen)
        return rows if self.query is None else rows.answering(self.query)

    def population(self, rows: CaseStudyQuerySet, name: str) -> CaseStudyQuerySet:
        """Those that answer it but for the choice in one facet; only where there is a table `fitting`."""
        bits, own = self.bits, self.bits.get(name, 0)
        rows = rows.about({one: self.chosen[one] for one in self.asked if one in COLUMNS and one != name})
        if all_bits := sum(bits.values()) - own:
            fits = RawSQL("SELECT key FROM fitting WHERE mask & %s = %s", [all_bits, all_bits])
            rows = rows.filter(pk__in=fits)
        return rows if self.query is None else rows.answering(self.query)


@dataclass(frozen=True)
class Found:
    """The newest that answer a question, and for each facet how many have which value.

    The numbers of a facet leave its own choice aside: they say what choosing would give. Those of `cut`
    facets are of the newest alone, because there are more.
    """

    question: Question
    keys: list[int]
    numbers: Mapping[str, Mapping[str, int]]
    populations: Mapping[str, int]

    @property
    def most(self) -> str:
        return f"{MOST:,}"

    @property
    def count(self) -> int:
        return len(self.keys)

    def is_cut(self, facet: str = WHOLE) -> bool:
        population = facet if facet in self.populations else WHOLE
        return self.populations.get(population, 0) > MOST

    def shown(self, rows: CaseStudyQuerySet, start: int, stop: int) -> CaseStudyQuerySet:
        """From `rows` those at these places: newest first, or with marks and best first for words."""
        query = self.question.query
        if query is None:
            return rows.among(self.keys[start:stop]).newest_first()
        best = rows.model.objects.among(self.keys).best_first(query)[start:stop]
        return rows.filter(pk__in=best.values("pk")).marked(query).best_first(query)


def find(rows: CaseStudyQuerySet, question: Question) -> Found:
    """In one query, however many facets have a choice."""
    sql, params = numbers_of(rows, question)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return gathered(question, cursor.fetchall())


def numbers_of(rows: CaseStudyQuerySet, question: Question) -> SQL:
    """The ORM writes the parts; what holds them together is constants of this module."""
    columns = (facet.column for facet in COLUMNS.values())
    answers = compiled(rows.model.objects.order_by().values_list("pk", *columns))
    links = [compiled(one().order_by().values_list("facet", "value", "found")) for one in LINKS]
    fitting, kept = fitting_of(question), kept_of(rows, question)
    whole = NUMBERS.format(
        fitting=fitting[0],
        kept=kept[0],
        answers=answers[0],
        columns=", ".join(COLUMNS),
        pairs=", ".join(f"('{name}', {name})" for name in COLUMNS),
    )
    counted = [LINKS_OF_ONE_KIND.format(links=sql) for sql, _ in links]
    params = (params for _, params in (fitting, kept, answers, *links))
    return whole + "".join(counted), tuple(chain.from_iterable(params))


def compiled(rows: QuerySet[Any, Any]) -> SQL:
    """A part of a statement that is longer than the ORM can say."""
    return rows.query.sql_with_params()


def fitting_of(question: Question) -> SQL:
    """Looked up once for all populations: choices that much fits would else be looked up in each again."""
    bits = question.bits
    links = [
        LINKED[name].holders(question.chosen[name]).values_list("found", Value(bit))
        for name, bit in bits.items()
    ]
    if not links:
        return "", ()
    sql, params = compiled(links[0].union(*links[1:], all=True))
    return FITTING.format(links=sql, least=len(links) - 1), params


def kept_of(rows: CaseStudyQuerySet, question: Question) -> SQL:
    """The newest of each population, asking only what an index alone can tell."""
    newest = [
        question.population(rows, name)
        .newest_first()
        .values_list(Value(name, CharField()), "pk", "published_at")[: MOST + 1]
        for name in (WHOLE, *question.asked)
    ]
    return compiled(newest[0].union(*newest[1:], all=True) if question.asked else newest[0])


def gathered(question: Question, rows: Iterable[tuple[Any, ...]]) -> Found:
    """An answer counts in the population of its own facet where one is chosen there, else in the whole."""
    keys: list[int] = []
    numbers: dict[str, dict[str, int]] = {}
    populations = dict.fromkeys((WHOLE, *question.asked), 0)
    for population, facet, value, number, found in rows:
        if facet is None:
            populations[population] = number
            keys = found or keys
        elif population == (facet if facet in populations else WHOLE):
            numbers.setdefault(facet, {})[value] = min(number, MOST)
    return Found(question, keys[:MOST], numbers, populations)
