"""Engagements from the draft to the page that everyone reads, or to its cancellation."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localtime

from coproduce.accounts.models import User
from partnerships.models import Engagement, EngagementState, Partnership, StrategicPlan
from tests.conftest import ClientOf
from tests.factories.partnerships import EngagementFactory, StatutoryGroupFactory

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db
VERBS = ("edit", "publish", "cancel")


@pytest.fixture
def typed(fife: Partnership) -> dict[str, Any]:
    return {
        "partnership": fife.pk,
        "title": "A walk",
        "purpose": "To see.",
        "promise": "involve",
        "on_day": "27",
        "on_month": "3",
        "on_year": "2029",
        "starts": "14:00",
        "ends": "16:00",
        "place": "Example Hall",
        "submission": str(uuid.uuid4()),
    }


def as_shown(client: Client, engagement: Engagement) -> dict[str, Any]:
    """What the edit page would send if nothing was typed."""
    form = client.get(f"{engagement.get_absolute_url()}edit/").context["form"]
    day = localtime(engagement.starts_at)
    names = ("title", "purpose", "promise", "place", "online_link", "support_offered", "seen_at")
    return {
        **{name: form[name].value() for name in names},
        **{f"on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")},
        "starts": f"{day:%H:%M}",
        "ends": f"{localtime(engagement.ends_at):%H:%M}",
    }


# --- Reading ---
def test_everyone_reads_what_is_published_and_what_was_cancelled(
    client: Client, draft: Engagement, published: Engagement, cancelled: Engagement
) -> None:
    page = read(client, "/engagements/")
    assert published.title in page
    assert cancelled.title in page
    assert page.count(">Cancelled<") == 1
    assert draft.title not in page


def test_a_cancelled_engagement_says_why(client: Client, cancelled: Engagement) -> None:
    page = read(client, cancelled.get_absolute_url())
    assert "The hall is flooded." in page
    assert "Cancelled on" in page


def test_a_draft_is_not_found_by_others(
    client: Client, client_of: ClientOf, draft: Engagement, moderator: User
) -> None:
    read(client, draft.get_absolute_url(), 404)
    read(client_of(moderator), draft.get_absolute_url(), 404)


@pytest.mark.parametrize("name", ["reader", "auditor"])
def test_a_reader_sees_a_draft_and_no_button(
    name: str, client_of: ClientOf, draft: Engagement, request: pytest.FixtureRequest
) -> None:
    page = read(client_of(request.getfixturevalue(name)), draft.get_absolute_url())
    assert "This is a draft" in page
    assert not [verb for verb in VERBS if f"{draft.get_absolute_url()}{verb}/" in page]


def test_a_page_says_what_people_are_promised_and_who_is_sought(client: Client, fife: Partnership) -> None:
    group = StatutoryGroupFactory(label="Users of social care")
    engagement = EngagementFactory(
        partnership=fife, published=True, groups=[group], support_offered="Taxi <paid>"
    )
    page = read(client, engagement.get_absolute_url())
    for words in ("Involve: we work with you", "Users of social care", "Taxi &lt;paid&gt;", fife.name):
        assert words in page


def test_an_engagement_over_several_days_shows_both(client: Client, now: dt.datetime) -> None:
    engagement = EngagementFactory(published=True, ends_at=now + dt.timedelta(days=40))
    page = read(client, engagement.get_absolute_url())
    for moment in (engagement.starts_at, engagement.ends_at):
        assert f"{localtime(moment):%-d %B %Y, %H:%M}" in page


def test_past_engagements_are_a_list_of_their_own(
    client: Client, published: Engagement, now: dt.datetime
) -> None:
    past = EngagementFactory(title="Long ago", published=True, starts_at=now - dt.timedelta(days=9))
    assert past.title not in read(client, "/engagements/")
    page = read(client, "/engagements/?when=past")
    assert past.title in page
    assert published.title not in page
    assert "This engagement is over." in read(client, past.get_absolute_url())


def test_an_empty_list_leads_to_the_other(client: Client) -> None:
    assert "/engagements/?when=past" in read(client, "/engagements/")
    assert "No past engagement fits" in read(client, "/engagements/?when=past")


# --- Planning ---
def test_what_is_planned_is_a_draft_of_who_planned_it(
    client_of: ClientOf, officer: User, typed: dict[str, Any]
) -> None:
    answer = client_of(officer).post("/engagements/new/", typed, follow=True)
    engagement = Engagement.objects.get()
    assert engagement.is_draft
    assert engagement.created_by == officer
    assert answer.redirect_chain == [(engagement.get_absolute_url(), 302)]
    assert "Only your partnership’s team can see it" in answer.content.decode().replace("&#x27;", "’")


def test_planning_twice_with_one_form_makes_one_draft(
    client_of: ClientOf, officer: User, typed: dict[str, Any]
) -> None:
    client = client_of(officer)
    first, second = (client.post("/engagements/new/", typed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Engagement.objects.count() == 1


def test_a_refused_form_keeps_what_was_typed(
    client_of: ClientOf, officer: User, typed: dict[str, Any]
) -> None:
    page = client_of(officer).post("/engagements/new/", {**typed, "ends": "13:00"}).content.decode()
    assert "There is a problem" in page
    assert "The end time must be after the start time" in page
    for value in ("A walk", "Example Hall", "14:00"):
        assert f'value="{value}"' in page
    assert not Engagement.objects.exists()


def test_the_form_starts_from_the_plan_it_was_opened_for(
    client_of: ClientOf, officer: User, plan: StrategicPlan
) -> None:
    answer = client_of(officer).get(f"/engagements/new/?partnership={plan.partnership_id}&plan={plan.pk}")
    assert f'value="{plan.pk}" selected' in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["?plan=x", "?plan=-1&partnership=none", "?partnership=99999999999999999999"]
)
def test_an_odd_start_is_answered(query: str, client_of: ClientOf, officer: User) -> None:
    read(client_of(officer), f"/engagements/new/{query}")


# --- Changing ---
def test_who_moves_a_published_engagement_is_told_about_reminders(
    client_of: ClientOf, officer: User, published: Engagement
) -> None:
    client = client_of(officer)
    address = f"{published.get_absolute_url()}edit/"
    assert "reminders go out the day before the new date" in read(client, address)
    moved = {**as_shown(client, published), "on_year": "2029"}
    page = client.post(address, moved, follow=True).content.decode()
    assert "Reminders go out the day before the new date." in page
    assert Engagement.objects.get().starts_at.year == 2029


def test_who_changes_only_words_is_not(client_of: ClientOf, officer: User, published: Engagement) -> None:
    client = client_of(officer)
    changed = {**as_shown(client, published), "title": "Another title"}
    page = client.post(f"{published.get_absolute_url()}edit/", changed, follow=True).content.decode()
    assert "The engagement is saved." in page
    assert "Reminders go out" not in page


def test_two_officers_at_once_do_not_overwrite_each_other(
    client_of: ClientOf, officer: User, lead: User, draft: Engagement
) -> None:
    mine, theirs = client_of(officer), client_of(lead)
    address = f"{draft.get_absolute_url()}edit/"
    typed, typed_too = as_shown(mine, draft), as_shown(theirs, draft)
    assert theirs.post(address, {**typed_too, "title": "Theirs"}).status_code == 302
    page = mine.post(address, {**typed, "title": "Mine"}).content.decode()
    assert "Someone else changed this engagement" in page
    assert 'value="Mine"' in page
    assert Engagement.objects.get().title == "Theirs"


def test_who_edits_what_was_cancelled_meanwhile_is_told(
    client_of: ClientOf, officer: User, cancelled: Engagement
) -> None:
    client = client_of(officer)
    typed = {**as_shown(client, cancelled), "title": "Back again"}
    page = client.post(f"{cancelled.get_absolute_url()}edit/", typed).content.decode()
    assert "has been cancelled, so it can no longer be changed" in page
    assert 'value="Back again"' in page


# --- Publishing and cancelling ---
def test_publishing_asks_first_and_says_who_will_see_it(
    client_of: ClientOf, officer: User, draft: Engagement
) -> None:
    page = read(client_of(officer), f"{draft.get_absolute_url()}publish/")
    assert "Everyone will be able to see all of it, without an account" in page
    assert Engagement.objects.get().is_draft


def test_publishing_shows_it_to_everyone(
    client: Client, client_of: ClientOf, officer: User, draft: Engagement
) -> None:
    answer = client_of(officer).post(f"{draft.get_absolute_url()}publish/", follow=True)
    assert "The engagement is published." in answer.content.decode()
    assert draft.title in read(client, draft.get_absolute_url())


def test_a_button_pressed_twice_explains(client_of: ClientOf, officer: User, draft: Engagement) -> None:
    client = client_of(officer)
    client.post(f"{draft.get_absolute_url()}publish/")
    answer = client.post(f"{draft.get_absolute_url()}publish/", follow=True)
    assert "This engagement is published, so it cannot be published." in answer.content.decode()


def test_what_has_no_place_is_not_offered_for_publishing(
    client_of: ClientOf, officer: User, fife: Partnership
) -> None:
    engagement = EngagementFactory(partnership=fife, place="")
    client = client_of(officer)
    page = read(client, f"{engagement.get_absolute_url()}publish/")
    assert "Say where it takes place" in page
    assert "Publish the engagement</button>" not in page
    client.post(f"{engagement.get_absolute_url()}publish/")
    assert Engagement.objects.get().is_draft


def test_cancelling_asks_for_the_reason_and_tells_it(
    client: Client, client_of: ClientOf, officer: User, published: Engagement
) -> None:
    address = f"{published.get_absolute_url()}cancel/"
    officers = client_of(officer)
    assert "everyone can read the reason" in read(officers, address)
    officers.post(address, {"reason": "Snow on every road."})
    assert "Snow on every road." in read(client, published.get_absolute_url())


@pytest.mark.parametrize("reason", ["", "r" * 501, "\0"])
def test_cancelling_without_a_good_reason_changes_nothing(
    reason: str, client_of: ClientOf, officer: User, published: Engagement
) -> None:
    answer = client_of(officer).post(f"{published.get_absolute_url()}cancel/", {"reason": reason})
    assert "There is a problem" in answer.content.decode()
    assert Engagement.objects.get().is_published


def test_cancelling_what_is_over_is_refused_in_words(
    client_of: ClientOf, officer: User, fife: Partnership, now: dt.datetime
) -> None:
    over = EngagementFactory(partnership=fife, published=True, starts_at=now - dt.timedelta(days=3))
    answer = client_of(officer).post(f"{over.get_absolute_url()}cancel/", {"reason": "Snow"}, follow=True)
    assert "It has already taken place, so it cannot be cancelled." in answer.content.decode()


def test_a_cancelled_draft_stays_with_the_team(
    client: Client, client_of: ClientOf, officer: User, reader: User, draft: Engagement
) -> None:
    client_of(officer).post(f"{draft.get_absolute_url()}cancel/", {"reason": "Doubled"})
    assert Engagement.objects.get().state == EngagementState.CANCELLED
    assert "Doubled" in read(client_of(reader), draft.get_absolute_url())
    read(client, draft.get_absolute_url(), 404)


# --- Strangers ---
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("name", "on_draft", "on_published"),
    [
        ("reader", 403, 403),
        ("officer_elsewhere", 404, 403),
        ("editor", 404, 403),
        ("administrator", 403, 403),
    ],
)
def test_nobody_else_changes_an_engagement(
    method: str,
    verb: str,
    name: str,
    on_draft: int,
    on_published: int,
    draft: Engagement,
    published: Engagement,
    client_of: ClientOf,
    request: pytest.FixtureRequest,
) -> None:
    client = client_of(request.getfixturevalue(name))
    answers = [getattr(client, method)(f"{row.get_absolute_url()}{verb}/") for row in (draft, published)]
    assert [answer.status_code for answer in answers] == [on_draft, on_published]


def test_who_has_no_account_is_led_to_sign_in(client: Client, draft: Engagement) -> None:
    for address in ("/engagements/new/", *(f"{draft.get_absolute_url()}{verb}/" for verb in VERBS)):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", ["reader", "organisation_lead", "moderator"])
def test_who_plans_nowhere_cannot_open_the_form(
    name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    read(client_of(request.getfixturevalue(name)), "/engagements/new/", 403)


# --- Queries ---
@pytest.mark.parametrize(
    "address", ["/engagements/", "/engagements/?when=past", "/engagements/?partnership=fife"]
)
def test_the_list_takes_as_many_queries_for_a_thousand_rows_as_for_ten(
    address: str,
    fife: Partnership,
    client_of: ClientOf,
    officer: User,
    queries_of: QueriesOf,
    now: dt.datetime,
) -> None:
    client = client_of(officer)
    starts = now - dt.timedelta(days=3) if "past" in address else now + dt.timedelta(days=3)
    rows = EngagementFactory.build_batch(1000, partnership=fife, starts_at=starts, created_by=officer)
    Engagement.objects.bulk_create(rows[:10])
    few = queries_of(client, address)
    Engagement.objects.bulk_create(rows[10:])
    assert queries_of(client, address) == few <= 12


def test_a_page_takes_at_most_twelve_queries(
    fife: Partnership, plan: StrategicPlan, client_of: ClientOf, officer: User, queries_of: QueriesOf
) -> None:
    groups = StatutoryGroupFactory.create_batch(13)
    engagement = EngagementFactory(partnership=fife, plan=plan, published=True, groups=groups)
    for address in ("", "edit/", "cancel/", "publish/"):
        assert queries_of(client_of(officer), f"{engagement.get_absolute_url()}{address}") <= 12
