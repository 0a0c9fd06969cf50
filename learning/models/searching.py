"""What of a case study is searched, with what weight, and how a find is marked."""

from django.contrib.postgres.search import SearchVector, SearchVectorCombinable, SearchVectorField
from django.db import models
from django.db.models import Func

from learning.search import SEARCH_CONFIG

#: Marks round a found word until the page has escaped the rest (private use, Unicode 23.5).
FOUND, END_FOUND = "\ue000", "\ue001"


class PlainText(Func):
    """Markdown without its marks, good enough for an excerpt."""

    function = "regexp_replace"
    template = r"%(function)s(%(expressions)s, '\]\([^)]*\)|[*_#>`\[]', ' ', 'g')"
    output_field = models.TextField()


class Spoken(Func):
    """Parts of the account one after the other, with a gap so that no two words run together."""

    function = "concat_ws"
    template = "%(function)s(E'\\n\\n', %(expressions)s)"
    output_field = models.TextField()


class PartnersText(Func):
    """The names of partners, and what they brought, as an excerpt may quote them."""

    template = (
        "(SELECT string_agg(concat_ws(': ', one ->> 'name', nullif(one ->> 'brought', '')), '. ')"
        " FROM jsonb_array_elements(%(expressions)s) AS one)"
    )
    output_field = models.TextField()


def weighed(weight: str, *columns: str) -> SearchVector:
    return SearchVector(*columns, weight=weight, config=SEARCH_CONFIG)


class PartnersVector(SearchVectorCombinable, Func):
    """The names of partners, and what they brought."""

    template = (
        f"setweight(jsonb_to_tsvector('{SEARCH_CONFIG}'::regconfig, %(expressions)s, '[\"string\"]'), 'D')"
    )
    output_field = SearchVectorField()


#: What is searched with little weight, and where an excerpt is taken from.
PARTS = (
    *("changed_for_people", "learned", "did_not_work", "text", "who_took_part", "power_shared"),
    *("changed_for_services", "changed_for_staff", "localities"),
)
