"""Forms about what taking part costs: amounts, days and words are right before anything is claimed."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from participants.forms.expenses import ClaimForm, OfferForm, RateForm, ToldClaimForm, claimable
from participants.models import Involvement, Participant
from partnerships.models import Engagement
from tests.factories.participants import InvolvementFactory

SOMETHING = {
    "kind": "travel",
    "pence": "4.50",
    "words": "Bus",
    "on_day": "1",
    "on_month": "2",
    "on_year": "2026",
}


@pytest.fixture
def came(agnes: Participant, past: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=past, accepted=True)


def form(agnes: Participant, **other: Any) -> ClaimForm:
    told = {**SOMETHING, **other}
    return ClaimForm(told, involvements=claimable(agnes, timezone.now()))


def test_a_claim_for_something_else_has_a_day_and_words(agnes: Participant) -> None:
    filled = form(agnes)
    assert filled.is_valid()
    claim = filled.claim()
    assert (claim.pence, claim.on, claim.involvement) == (450, dt.date(2026, 2, 1), None)


def test_a_claim_for_a_meeting_takes_its_day(came: Involvement) -> None:
    filled = form(came.participant, involvement=came.pk, on_day="", on_month="", on_year="", words="")
    assert filled.is_valid()
    assert filled.claim().on == came.engagement.starts_at.date()


@pytest.mark.parametrize("name", ["kind", "pence", "words"])
def test_what_is_missing_is_named(agnes: Participant, name: str) -> None:
    assert name in form(agnes, **{name: ""}).errors


def test_a_meeting_to_come_cannot_be_claimed_for(agnes: Participant, engagement: Engagement) -> None:
    coming = InvolvementFactory(participant=agnes, engagement=engagement, accepted=True)
    assert "involvement" in form(agnes, involvement=coming.pk).errors


def test_a_bank_account_is_refused_where_it_was_typed(agnes: Participant) -> None:
    assert "bank account" in str(form(agnes, words="GB33 BUKB 2020 1555 5555 55").errors["words"])


def test_what_is_told_says_how(agnes: Participant) -> None:
    wrong = ToldClaimForm(SOMETHING, involvements=claimable(agnes, timezone.now()))
    assert list(wrong.errors) == ["through"]


def test_an_offer_has_a_kind() -> None:
    assert "Choose at least one kind" in str(OfferForm({}).errors["kinds"])
    assert OfferForm({"kinds": ["travel", "time"]}).is_valid()


@pytest.mark.parametrize(
    ("pence", "fits"), [("0.45", True), ("1000", True), ("1000.01", False), ("0", False)]
)
def test_a_rate_is_an_amount_within_reason(db: None, pence: str, fits: bool) -> None:
    since = {"since_day": "1", "since_month": "4", "since_year": "2026"}
    assert RateForm({"kind": "travel", "pence": pence, "per": "mile", **since}).is_valid() is fits
