"""How a case study is cited, by people and by programs."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from learning.models import CaseStudy

FROM_SOURCES = "Summary from public sources"
SITE = "Coproduce"
#: What could end the script element, or a line of an older reader of JSON.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def address(case_study: CaseStudy) -> str:
    return f"{settings.BASE_URL}{case_study.get_absolute_url()}"


def stable_id(case_study: CaseStudy) -> str:
    """Stays the same whatever its title becomes, and says nothing of it (RFC 4151)."""
    host = urlsplit(settings.BASE_URL).hostname
    return f"tag:{host},{case_study.created_at:%Y-%m-%d}:case-study/{case_study.pk}"


def author_of(case_study: CaseStudy) -> str:
    return str(case_study.organisation or FROM_SOURCES)


def citation(case_study: CaseStudy) -> str:
    """In plain text; the day of reading is the reader's to fill in."""
    published = case_study.published_at
    year = str(timezone.localdate(published).year) if published else "no date"
    end = "" if case_study.title.endswith((".", "?", "!")) else "."
    return f"{author_of(case_study)} ({year}). {case_study.title}{end} {SITE}. {address(case_study)}"


def article(case_study: CaseStudy) -> dict[str, Any]:
    """As schema.org describes an article; what is not recorded is left out."""
    site = {"@type": "Organization", "name": SITE, "url": f"{settings.BASE_URL}/"}
    published, organisation = case_study.published_at, case_study.organisation
    known = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": stable_id(case_study),
        "headline": case_study.title,
        "abstract": case_study.summary,
        "url": address(case_study),
        "datePublished": published.isoformat() if published else "",
        "dateModified": case_study.changed_at.isoformat(),
        "author": {"@type": "Organization", "name": str(organisation)} if organisation else site,
        "publisher": site,
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "isBasedOn": case_study.source_url,
        "keywords": [theme.name for theme in case_study.themes],
        "contentLocation": [
            {"@type": "AdministrativeArea", "name": area.name} for area in case_study.council_areas.all()
        ],
    }
    return {name: value for name, value in known.items() if value}


def structured(case_study: CaseStudy) -> str:
    return inert(article(case_study))


def inert(data: Any) -> str:
    """As JSON that can stand in a script element: nothing in it can end the element."""
    return json.dumps(data, ensure_ascii=False).translate(ESCAPES)
