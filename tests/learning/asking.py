"""Questions to the library as its pages ask them."""

from learning import finding
from learning.finding import Found, Question
from learning.models import CaseStudy, Synonyms
from learning.models.rows import CaseStudyQuerySet


def ask(words: str = "", among: CaseStudyQuerySet | None = None, /, **chosen: list[str]) -> Found:
    query = Synonyms.objects.asked_by(words) if words else None
    return finding.find(CaseStudy.objects.published() if among is None else among, Question(query, chosen))


def answers(words: str = "", /, **chosen: list[str]) -> list[CaseStudy]:
    """What is found in the order of the page, with its marks."""
    return list(ask(words, None, **chosen).shown(CaseStudy.objects.all(), 0, finding.MOST))


def slugs(words: str = "", /, **chosen: list[str]) -> list[str]:
    return [row.slug for row in answers(words, **chosen)]
