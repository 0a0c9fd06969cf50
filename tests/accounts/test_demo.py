"""The demo's door: open where DEMO is on, and to fictional people only."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from coproduce.accounts import demo
from coproduce.accounts.models import LADDERS, RoleName, Team, User
from coproduce.outbox.models import Email
from learning.models import Digest
from partnerships.models import Organisation, Partnership
from tests.factories.accounts import account
from tests.factories.learning import CaseStudyFactory, TermFactory, follower
from tests.factories.participants import IdentityFactory, InvolvementFactory
from tests.factories.partnerships import EngagementFactory


@pytest.fixture
def _demo(settings: Settings, db: None, now: dt.datetime) -> None:
    settings.DEMO = True
    demo.load(now=now)


@pytest.fixture
def demo_lead(fife: Partnership, now: dt.datetime) -> User:
    address = "lead.fife@demo.coproduce.example"
    return demo.person(address, "Isla Example", role=RoleName.LEAD, team=fife.team, now=now)


def test_without_demo_there_is_no_door(client: Client, demo_lead: User) -> None:
    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/enter/{demo_lead.pk}/").status_code == 404


@pytest.mark.usefixtures("_demo")
def test_the_page_offers_everyone_with_what_they_can_do(client: Client, demo_lead: User) -> None:
    page = client.get("/demo/").content.decode()
    assert "Enter as Isla Example" in page
    assert all(
        words in page
        for words in ("Morven Example", demo.PASSWORD, demo_lead.email, "also invites colleagues")
    )


@pytest.mark.usefixtures("_demo")
def test_one_click_opens_what_the_role_opens(client: Client, demo_lead: User, fife: Partnership) -> None:
    answer = client.post(f"/demo/enter/{demo_lead.pk}/")
    assert answer.headers["Location"] == "/"
    assert "Invite someone" in client.get(f"/teams/{fife.team_id}/").content.decode()


@pytest.mark.usefixtures("_demo")
def test_entering_as_someone_else_leaves_nothing_of_the_first(client: Client, demo_lead: User) -> None:
    client.post(f"/demo/enter/{demo_lead.pk}/")
    moderator = User.objects.get(email="moderator@demo.coproduce.example")
    client.post(f"/demo/enter/{moderator.pk}/")
    assert client.get("/admin/").status_code == 200
    assert "Morven Example" in client.get("/account/").content.decode()


@pytest.mark.usefixtures("_demo")
def test_the_visit_is_in_the_list_of_sessions(client: Client, demo_lead: User) -> None:
    client.post(f"/demo/enter/{demo_lead.pk}/")
    assert "You are here" in client.get("/accounts/sessions/").content.decode()


@pytest.mark.usefixtures("_demo")
def test_looking_does_not_enter(client: Client, demo_lead: User) -> None:
    assert client.get(f"/demo/enter/{demo_lead.pk}/").status_code == 405


@pytest.mark.usefixtures("_demo")
def test_a_form_from_elsewhere_does_not_enter(demo_lead: User) -> None:
    assert Client(enforce_csrf_checks=True).post(f"/demo/enter/{demo_lead.pk}/").status_code == 403


@pytest.mark.usefixtures("_demo")
def test_nobody_enters_as_a_real_person(client: Client) -> None:
    real = account("isla@example.org")
    fake = account("x@demo.coproduce.example.org")
    closed = account("closed@demo.coproduce.example")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert [client.post(f"/demo/enter/{user.pk}/").status_code for user in (real, fake, closed)] == [404] * 3


@pytest.mark.usefixtures("_demo")
def test_the_real_road_works_for_demo_people(client: Client) -> None:
    form = {"login": "moderator@demo.coproduce.example", "password": demo.PASSWORD}
    assert client.post("/accounts/login/", form).headers["Location"] == "/"
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"


def test_loading_again_changes_nothing_that_people_edited(db: None, now: dt.datetime) -> None:
    demo.load(now=now)
    User.objects.filter(email__startswith="auditor@").update(name="Renamed")
    assert demo.load(now=now) == "Demo accounts: 3 people to enter as."
    assert User.objects.get(email__startswith="auditor@").name == "Renamed"
    assert Team.objects.national().roles.count() == 3


@pytest.mark.usefixtures("_demo")
def test_people_are_grouped_by_team_from_the_lowest_role_up(
    client: Client, organisation: Organisation, now: dt.datetime
) -> None:
    for role in (RoleName.LEAD, RoleName.MEMBER):
        demo.person(f"{role}{demo.DOMAIN}", str(role.label), role=role, team=organisation.team, now=now)
    page = client.get("/demo/").content.decode()
    assert re.findall(r"<strong>([^<]+)</strong>,", page)[:2] == ["Member", "Lead"]


def test_every_role_is_described() -> None:
    from_ladders = {(kind, role) for kind, ladder in LADDERS.items() for role in ladder}
    assert set(demo.WAYS) == from_ladders


@pytest.mark.usefixtures("_demo")
def test_looking_ahead_plans_the_mail_of_the_coming_week(client: Client, now: dt.datetime) -> None:
    """A meeting in five days, and a theme with news since it was followed."""
    in_five_days = EngagementFactory(published=True, starts_at=now + dt.timedelta(days=5))
    coming = InvolvementFactory(accepted=True, engagement=in_five_days)
    IdentityFactory(participant=coming.participant, email="goes@example.org")
    theme = TermFactory()
    follower(theme, since=now - dt.timedelta(days=1))
    CaseStudyFactory(published=True, published_at=now, themes=[theme])
    assert client.post("/demo/look-ahead/").headers["Location"] == "/demo/"
    planned = Email.objects.values_list("kind", flat=True)
    assert sorted(planned) == ["case_study_digest", "engagement_reminder"]


@pytest.mark.parametrize(
    "moment",
    [
        "2027-03-08 09:00",
        "2027-03-09 07:59",
        "2027-03-09 08:00",
        "2027-03-09 08:05",
        "2027-03-09 23:59",
        "2027-03-26 23:59",
        "2027-10-26 08:30",
    ],
    ids=["Monday", "before the mail", "with it", "after it", "at midnight", "over spring", "over autumn"],
)
def test_looking_ahead_tells_nothing_twice_on_any_day(moment: str, db: None) -> None:
    """Two Tuesdays in sight were two mails with the same news, for the first was still queued."""
    now = timezone.make_aware(dt.datetime.fromisoformat(moment))
    theme = TermFactory()
    follower(theme, since=now - dt.timedelta(days=1))
    for minutes in (1, 10):
        CaseStudyFactory(published=True, published_at=now - dt.timedelta(minutes=minutes), themes=[theme])
    demo.look_ahead(now=now)
    demo.look_ahead(now=now)
    assert [digest.case_studies.count() for digest in Digest.objects.all()] == [2]


def test_without_demo_nobody_looks_ahead(client: Client, db: None) -> None:
    assert client.post("/demo/look-ahead/").status_code == 404
