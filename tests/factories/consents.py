# mypy: disallow-untyped-calls=False
"""Consent for tests: people whose story is told, and what they agreed to."""

import datetime as dt
from typing import Any

from django.utils import timezone

from learning.models import CaseStudy, Channel, Grant, How, Kind, Teller, Use
from tests.factories.accounts import account
from tests.factories.learning import CaseStudyFactory


def teller(case_study: CaseStudy, *, name: str = "Isla Example") -> Teller:
    return Teller.objects.create(case_study=case_study, name=name)


def grant(
    case_study: CaseStudy | None = None, use: Use = Use.WORDS, *, by: Teller | None = None, **fields: Any
) -> Grant:
    """One person's agreement to a use, in every channel, since yesterday and for two years."""
    today = timezone.localdate()
    known = {
        "channels": list(Channel),
        "wording": "You agree that it shows: your own words.",
        "how": How.PAPER,
        "agreed_on": today - dt.timedelta(days=1),
        "expires_on": today + dt.timedelta(days=730),
        "recorded_by": fields.pop("recorded_by", None) or account(),
        "recorded_at": timezone.now(),
    }
    if by is None:
        assert case_study is not None, "a grant is about a case study or by someone in one"
        by = teller(case_study)
    return Grant.objects.create(teller=by, use=use, **{**known, **fields})


def story(*uses: Use, agreed: bool = True, **fields: Any) -> CaseStudy:
    """A published story that shows words and these; agreed to, unless said."""
    shows = [use for use in Use if use in {Use.WORDS, *uses}]
    made = CaseStudyFactory(**{"published": True, "kind": Kind.STORY, "shows": shows, **fields})
    if agreed:
        by = teller(made)
        for use in shows:
            grant(use=use, by=by)
    return made
