"""The made-up adoptions of the demonstration: of nobody who exists, marked, added once."""

import datetime as dt

import pytest
from django.utils import timezone

from coproduce.accounts.models import RoleName, Team, User
from coproduce.outbox.models import Email
from learning import demo_adoptions, reference
from learning.models import Adoption, CaseStudy
from partnerships.models import Organisation
from tests.factories.accounts import holder
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory


@pytest.fixture
def now() -> dt.datetime:
    """Roles begin today by the database's clock."""
    return timezone.now()


@pytest.fixture
def stage_set(national_team: Team) -> Organisation:
    """What the demonstration of partnerships and of accounts has made before."""
    reference.load()
    holder(RoleName.MODERATOR, national_team, email="moderator@demo.coproduce.example")
    for slug in ("highland", "aberdeenshire"):
        CouncilAreaFactory(slug=slug)
    carers = OrganisationFactory(slug="example-carers-circle")
    carers.council_areas.set([CouncilAreaFactory(slug="fife")])
    return carers


@pytest.fixture
def loaded(stage_set: Organisation, now: dt.datetime) -> CaseStudy:
    demo_adoptions.load(now=now)
    return CaseStudy.objects.get()


def test_the_practice_is_plainly_made_up(loaded: CaseStudy) -> None:
    assert loaded.title.startswith("Made-up example")
    assert loaded.summary.startswith("A made-up example.")
    assert loaded.source_note == demo_adoptions.MADE_UP
    assert (loaded.is_published, loaded.revision) == (True, 2)


def test_whoever_tries_it_is_made_up_too_and_says_so(loaded: CaseStudy) -> None:
    for adoption in Adoption.objects.with_adopter():
        assert isinstance(adoption.adopter, Organisation)
        assert adoption.adopter.name.startswith("Example ")
        assert adoption.adopter.note == demo_adoptions.MADE_UP
        assert demo_adoptions.MADE_UP in adoption.happened
        assert not adoption.why_stopped or demo_adoptions.MADE_UP in adoption.why_stopped


def test_one_has_adopted_it_and_is_asked_and_one_has_stopped(loaded: CaseStudy) -> None:
    rows = Adoption.objects.with_stage().with_practice().with_question().current_first()
    assert [(row.stage, row.question is not None) for row in rows] == [("adopted", True), ("stopped", False)]
    mail = Email.objects.get()
    assert (mail.kind, mail.recipient) == (
        "adoption_practice_revised",
        "editor.kitchen@demo.coproduce.example",
    )


def test_it_is_there_once(loaded: CaseStudy, now: dt.datetime) -> None:
    demo_adoptions.load(now=now)
    assert (CaseStudy.objects.count(), Adoption.objects.count(), Email.objects.count()) == (1, 2, 1)


@pytest.mark.django_db
def test_without_a_made_up_publisher_nothing_is_made(now: dt.datetime) -> None:
    demo_adoptions.load(now=now)
    assert not CaseStudy.objects.exists()
    assert not User.objects.exists()
