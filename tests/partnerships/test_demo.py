"""The demonstration: made-up people in real partnerships, told as made up, the same on every run."""

import datetime as dt
from typing import Any

import pytest
from django.utils.timezone import localdate

from coproduce.accounts.models import Role, User
from partnerships import demo
from partnerships.demo.made_up import MADE_UP
from partnerships.models import (
    CapacityAssessment,
    Claim,
    Engagement,
    EngagementState,
    ExpressedView,
    Identifier,
    PartnershipPart,
    StageEvidence,
    StrategicPlan,
    SupportOffer,
)

NOW = dt.datetime(2027, 2, 3, 10, 30, tzinfo=dt.UTC)
PEOPLE = {
    *("reader.fife", "officer.fife", "lead.fife", "officer.dundee"),
    *("member.fva", "editor.fva", "lead.fva"),
}

MADE: tuple[type[Any], ...] = (
    *(User, StrategicPlan, StageEvidence, Engagement),
    *(Claim, Identifier, PartnershipPart, SupportOffer),
)


@pytest.fixture(autouse=True)
def _loaded(registers: None) -> None:
    demo.load(now=NOW)


def test_each_demo_role_has_its_person() -> None:
    assert set(User.objects.values_list("email", flat=True)) == {
        f"{name}@demo.coproduce.example" for name in PEOPLE
    }
    for role in Role.objects.select_related("user"):
        assert role.user.email.startswith(f"{role.name}.")


def test_everyone_is_plainly_made_up() -> None:
    assert all(user.name.endswith(" Example") for user in User.objects.all())


def test_everything_says_that_it_is_made_up() -> None:
    told = (
        *StrategicPlan.objects.values_list("summary", flat=True),
        *StageEvidence.objects.values_list("statement", flat=True),
        *Engagement.objects.values_list("purpose", flat=True),
    )
    assert told
    assert all(MADE_UP in text for text in told)


def test_both_partnerships_have_something_coming_up_and_a_draft() -> None:
    for slug in ("fife", "dundee-city"):
        coming_up = Engagement.objects.filter(partnership__slug=slug).upcoming(NOW)
        assert {EngagementState.DRAFT, EngagementState.PUBLISHED} <= {row.state for row in coming_up}


def test_one_engagement_takes_place_tomorrow_so_that_its_reminder_can_be_seen() -> None:
    days = [localdate(row.starts_at) for row in Engagement.objects.published()]
    assert localdate(NOW) + dt.timedelta(days=1) in days


def test_there_is_something_past_and_something_cancelled() -> None:
    assert Engagement.objects.published().past(NOW).count() == 2
    assert Engagement.objects.cancelled().count() == 1


def test_loading_again_adds_nothing_and_keeps_what_people_changed() -> None:
    engagement = Engagement.objects.drafts().earliest("pk")
    engagement.title = "As somebody changed it"
    engagement.save()
    before = {model: model.objects.count() for model in MADE}
    demo.load(now=NOW + dt.timedelta(days=3))
    assert {model: model.objects.count() for model in before} == before
    engagement.refresh_from_db()
    assert engagement.title == "As somebody changed it"


@pytest.mark.parametrize(
    "now", [dt.datetime(2027, 3, 27, 23, 59, tzinfo=dt.UTC), dt.datetime(2028, 2, 29, tzinfo=dt.UTC)]
)
def test_it_loads_on_any_day(now: dt.datetime) -> None:
    ExpressedView.objects.all().delete()
    Engagement.objects.all().delete()
    demo.load(now=now)
    assert Engagement.objects.upcoming(now).exists()


def test_fife_has_looked_at_its_capacity_and_shared_the_later_look() -> None:
    later, earlier = CapacityAssessment.objects.order_by("-made_on")
    assert later.shared_at
    assert not earlier.shared_at
    assert (later.judgements.count(), earlier.judgements.count()) == (11, 9)
    assert later.actions.exists()


def test_people_of_the_demonstration_have_a_claim_to_decide_and_an_offer_to_keep() -> None:
    claim = Claim.objects.get()
    assert claim.user.email == "reader.fife@demo.coproduce.example"
    assert claim.organisation.team.roles.filter(user__email="lead.fva@demo.coproduce.example").exists()
    assert claim.organisation.support_offers.exists()
