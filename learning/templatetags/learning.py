"""Tags of the library's pages: what was searched for, marked in what was found; states and stages."""

import re

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from learning import citing
from learning.models import CaseStudy, Stage, State
from learning.models.searching import END_FOUND, FOUND

register = template.Library()

PIECE = re.compile(f"{FOUND}([^{FOUND}{END_FOUND}]*){END_FOUND}")
TONES: dict[str, str] = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "info",
    State.RETURNED: "warning",
    State.PUBLISHED: "good",
    State.WITHDRAWN: "bad",
    State.RETIRED: "neutral",
    Stage.CONSIDERING: "neutral",
    Stage.TRYING: "info",
    Stage.ADOPTED: "good",
    Stage.STOPPED: "warning",
}


@register.filter
def found(text: str) -> SafeString:
    """The text escaped, and what the search marked in it as `mark`; a stray mark is dropped."""
    pieces = enumerate(PIECE.split(text))
    return format_html_join("", "{}", ((marked(piece, hit=at % 2 == 1),) for at, piece in pieces))


def marked(piece: str, *, hit: bool) -> SafeString:
    plain = conditional_escape(piece.replace(FOUND, "").replace(END_FOUND, ""))
    return SafeString(f"<mark>{plain}</mark>") if hit else plain


@register.filter
def has_found(text: str | None) -> bool:
    return FOUND in (text or "")


@register.filter
def tone(state: str) -> str:
    return TONES[state]


@register.filter
def citation(case_study: CaseStudy) -> str:
    return citing.citation(case_study)


@register.filter
def structured(case_study: CaseStudy) -> SafeString:
    return SafeString(citing.structured(case_study))
