"""Planning an engagement: clocks that change, places and links, and what it may serve."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate

from coproduce.accounts.models import RoleName, User
from partnerships.forms import EngagementCreateForm, EngagementEditForm
from partnerships.models import Engagement, Partnership, StrategicPlan, Topic
from partnerships.models.promises import CostRange, Method, QualityDomain
from tests.factories import hearing as heard
from tests.factories.accounts import give
from tests.factories.bodies import LocalityFactory
from tests.factories.partnerships import EngagementFactory
from tests.factories.planning import LocalityDecisionFactory, SignificantDecisionFactory

SCOTLAND = ZoneInfo("Europe/London")
Typed = dict[str, Any]

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(fife: Partnership) -> Typed:
    """A complete form, as a browser sends it."""
    return {
        "partnership": str(fife.pk),
        "title": "A walk",
        "purpose": "To see what stands in the way.",
        "promise": "involve",
        **on(dt.date(2027, 6, 2)),
        "starts": "14:00",
        "ends": "16:00",
        "submission": str(uuid.uuid4()),
    }


def on(day: dt.date, name: str = "on") -> Typed:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def form_of(typed: Typed, officer: User) -> EngagementCreateForm:
    again = User.objects.get(pk=officer.pk)
    row = Engagement(created_by=again)
    return EngagementCreateForm(typed, user=again, today=localdate(), instance=row)


def made(typed: Typed, officer: User) -> Engagement:
    form = form_of(typed, officer)
    assert form.is_valid(), form.errors
    engagement: Engagement = form.save()
    return engagement


# --- Clocks
@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (dt.date(2027, 3, 27), 14),
        (dt.date(2027, 3, 28), 13),
        (dt.date(2027, 10, 30), 13),
        (dt.date(2027, 10, 31), 14),
    ],
)
def test_two_in_the_afternoon_is_two_by_the_clocks_of_that_day(
    day: dt.date, hour: int, typed: Typed, officer: User
) -> None:
    engagement = made({**typed, **on(day)}, officer)
    assert engagement.starts_at.astimezone(dt.UTC).hour == hour


@pytest.mark.parametrize(
    ("day", "field", "time"),
    [
        (dt.date(2027, 3, 28), "starts", "01:00"),
        (dt.date(2027, 3, 28), "starts", "01:59"),
        (dt.date(2027, 10, 31), "starts", "01:00"),
        (dt.date(2027, 10, 31), "starts", "01:59"),
        (dt.date(2028, 3, 26), "starts", "01:30"),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice_is_told_at_its_field(
    day: dt.date, field: str, time: str, typed: Typed, officer: User
) -> None:
    form = form_of({**typed, **on(day), field: time}, officer)
    assert form.errors == {field: [f"The clocks change at {time} on that day. Choose another time"]}


@pytest.mark.parametrize(
    ("day", "starts", "ends", "hours"),
    [(dt.date(2027, 3, 28), "00:59", "02:00", 0), (dt.date(2027, 10, 31), "00:59", "02:00", 2)],
)
def test_what_begins_before_the_change_and_ends_after_it_lasts_as_long_as_it_lasts(
    day: dt.date, starts: str, ends: str, hours: int, typed: Typed, officer: User
) -> None:
    engagement = made({**typed, **on(day), "starts": starts, "ends": ends}, officer)
    engagement.refresh_from_db()
    assert engagement.ends_at - engagement.starts_at == dt.timedelta(hours=hours, minutes=1)


def test_a_survey_over_the_change_ends_at_the_time_that_was_typed(typed: Typed, officer: User) -> None:
    last = on(dt.date(2027, 11, 1), "until")
    engagement = made({**typed, **on(dt.date(2027, 10, 30)), **last, "ends": "09:00"}, officer)
    assert engagement.ends_at == dt.datetime(2027, 11, 1, 9, tzinfo=SCOTLAND)
    assert not engagement.is_one_day


def test_a_last_day_that_is_the_first_is_one_day(typed: Typed, officer: User) -> None:
    engagement = made({**typed, **on(dt.date(2027, 6, 2), "until")}, officer)
    assert engagement.is_one_day


def test_a_night_ends_on_the_next_day_only_if_that_is_said(typed: Typed, officer: User) -> None:
    night = {**typed, "starts": "22:00", "ends": "02:00"}
    assert list(form_of(night, officer).errors) == ["ends"]
    engagement = made({**night, **on(dt.date(2027, 6, 3), "until")}, officer)
    assert engagement.ends_at - engagement.starts_at == dt.timedelta(hours=4)


@pytest.mark.parametrize("year", ["0", "10000", "-5"])
def test_an_odd_year_is_told_at_its_field(year: str, typed: Typed, officer: User) -> None:
    assert list(form_of({**typed, "on_year": year}, officer).errors) == ["on"]


# --- Places, links and costs
@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("Example Hall", ""),
        ("", "https://meet.example.org/a"),
        ("Example Hall", "https://meet.example.org/a"),
    ],
)
def test_it_takes_place_in_a_hall_or_online_or_in_both(
    place: str, link: str, typed: Typed, officer: User
) -> None:
    engagement = made({**typed, "place": place, "online_link": link}, officer)
    assert (engagement.place, engagement.online_link) == (place, link)


@pytest.mark.parametrize("cost", ["", *CostRange])
def test_a_cost_is_one_of_the_ranges_or_not_told(cost: str, typed: Typed, officer: User) -> None:
    assert made({**typed, "cost_range": cost}, officer).cost_range == cost


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cost_range", "12.50"),
        ("quality_domain", "best"),
        ("topics", ["weather"]),
        ("methods", ["survey", "telepathy"]),
        ("promise", "coproduce"),
        ("stage", "x"),
    ],
)
def test_a_choice_that_does_not_exist_is_told_at_its_field(
    field: str, value: str | list[str], typed: Typed, officer: User
) -> None:
    assert list(form_of({**typed, field: value}, officer).errors) == [field]


def test_topics_methods_and_domain_are_kept(typed: Typed, officer: User) -> None:
    topics, methods = [Topic.DEMENTIA, Topic.TRANSPORT], [Method.SURVEY]
    more = {"topics": topics, "methods": methods, "quality_domain": QualityDomain.ROUTINE}
    engagement = made({**typed, **more}, officer)
    assert (engagement.topic_labels, engagement.method_labels) == (["Dementia", "Getting about"], ["Survey"])
    assert engagement.get_quality_domain_display() == "Routine engagement"


# --- What it serves
def test_what_has_no_answer_to_choose_is_not_asked(typed: Typed, officer: User) -> None:
    fields = form_of(typed, officer).fields
    assert not {"localities", "significant_decision", "locality_decision"} & set(fields)


def test_localities_and_decisions_of_the_partnership_are_kept(
    fife: Partnership, typed: Typed, officer: User
) -> None:
    levenmouth = LocalityFactory(partnership=fife, name="Levenmouth")
    significant = SignificantDecisionFactory(partnership=fife)
    local = LocalityDecisionFactory(locality=levenmouth)
    serves = {
        "localities": [str(levenmouth.pk)],
        "significant_decision": str(significant.pk),
        "locality_decision": str(local.pk),
    }
    engagement = made({**typed, **serves}, officer)
    assert list(engagement.localities.all()) == [levenmouth]
    assert (engagement.significant_decision, engagement.locality_decision) == (significant, local)


@pytest.mark.parametrize("field", ["localities", "significant_decision", "locality_decision"])
def test_what_belongs_to_another_of_ones_partnerships_is_refused(
    field: str, fife: Partnership, dundee: Partnership, typed: Typed, officer: User
) -> None:
    give(officer, RoleName.OFFICER, dundee.team)
    there = LocalityFactory(partnership=dundee)
    key = {
        "localities": [str(there.pk)],
        "significant_decision": str(SignificantDecisionFactory(partnership=dundee).pk),
        "locality_decision": str(LocalityDecisionFactory(locality=there).pk),
    }[field]
    form = form_of({**typed, field: key}, officer)
    assert "of the same partnership" in str(form.errors[field])


def test_what_belongs_to_a_partnership_one_does_not_work_for_is_not_offered(
    fife: Partnership, dundee: Partnership, typed: Typed, officer: User
) -> None:
    SignificantDecisionFactory(partnership=fife, title="Closing the hall")
    there = SignificantDecisionFactory(partnership=dundee, title="Closing the pool")
    form = form_of({**typed, "significant_decision": str(there.pk)}, officer)
    assert list(form.errors) == ["significant_decision"]
    assert "Closing the pool" not in str(form["significant_decision"])
    assert "Closing the hall" in str(form["significant_decision"])


def test_a_locality_that_has_ended_is_offered_only_where_it_was_chosen(
    fife: Partnership, officer: User, typed: Typed
) -> None:
    ended = LocalityFactory(partnership=fife, name="Old Fife", until=dt.date(2025, 1, 1))
    LocalityFactory(partnership=fife, name="Levenmouth")
    assert "Old Fife" not in str(form_of(typed, officer)["localities"])
    engagement = EngagementFactory(partnership=fife)
    engagement.localities.add(ended)
    shown = EngagementEditForm(instance=engagement, user=officer, today=localdate())
    assert "Old Fife" in str(shown["localities"])


def test_the_plans_offered_are_those_of_ones_own_partnership(
    plan: StrategicPlan, plan_elsewhere: StrategicPlan, typed: Typed, officer: User
) -> None:
    offered = str(form_of(typed, officer)["plan"])
    assert "Plan for Fife" in offered
    assert "Plan for Dundee" not in offered


def test_what_is_closed_is_not_edited_until_it_is_reopened(fife: Partnership, officer: User) -> None:
    engagement = heard.closed(heard.over(fife), by=officer)
    form = EngagementEditForm({"title": "Mine"}, instance=engagement, user=officer, today=localdate())
    assert "Reopen it before you change it." in str(form.non_field_errors())
    assert form["title"].value() == "Mine"
