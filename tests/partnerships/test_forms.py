"""What the forms refuse, in which words, and what they keep."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import RoleName, User
from partnerships.forms import (
    CancelForm,
    EngagementCreateForm,
    EngagementEditForm,
    EngagementFilter,
    EvidenceForm,
    OrganisationFilter,
    PlanCreateForm,
)
from partnerships.models import (
    Engagement,
    Kind,
    Organisation,
    Partnership,
    PlanStage,
    StageEvidence,
    StatutoryGroup,
    StrategicPlan,
)
from tests.factories.accounts import give
from tests.factories.partnerships import EngagementFactory, StatutoryGroupFactory

SCOTLAND = ZoneInfo("Europe/London")
TODAY = dt.date(2027, 2, 3)
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
        "on_day": "27",
        "on_month": "3",
        "on_year": "2027",
        "starts": "14:00",
        "ends": "16:00",
        "place": "Example Hall",
        "submission": str(uuid.uuid4()),
    }


def create_form(typed: Typed, officer: User) -> EngagementCreateForm:
    return EngagementCreateForm(
        typed, user=officer, today=localdate(), instance=Engagement(created_by=officer)
    )


def edit_form(engagement: Engagement, officer: User, **changes: Any) -> EngagementEditForm:
    """The form as the page showed it, with these fields typed over."""
    shown = EngagementEditForm(instance=engagement, user=officer, today=localdate())
    starts, ends = (moment.astimezone(SCOTLAND) for moment in (engagement.starts_at, engagement.ends_at))
    data = {
        **{
            name: shown[name].value() or ""
            for name in ("title", "purpose", "promise", "place", "online_link")
        },
        **{f"on_{part}": str(getattr(starts, part)) for part in ("day", "month", "year")},
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "seen_at": shown.version(),
    }
    row = Engagement.objects.get(pk=engagement.pk)
    return EngagementEditForm({**data, **changes}, instance=row, user=officer, today=localdate())


def test_a_complete_form_makes_a_draft_at_the_time_that_clocks_show(typed: Typed, officer: User) -> None:
    form = create_form({**typed, "on_month": "7"}, officer)
    assert form.is_valid(), form.errors
    engagement = form.save()
    assert engagement.is_draft
    assert engagement.starts_at == dt.datetime(2027, 7, 27, 13, tzinfo=dt.UTC)
    assert engagement.created_by == officer


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "Enter a title"),
        ({"title": "t" * 201}, "title", "Title must be 200 characters or fewer"),
        ({"title": "A\0walk"}, "title", "Title contains characters that cannot be shown"),
        ({"purpose": "\0"}, "purpose", "Purpose contains characters that cannot be shown"),
        ({"purpose": "p" * 4001}, "purpose", "Purpose must be 4000 characters or fewer"),
        ({"promise": ""}, "promise", "Choose a promise to people"),
        ({"promise": "promote"}, "promise", "Choose a promise to people from the list"),
        ({"on_day": "", "on_month": "", "on_year": ""}, "on", "Enter the day it starts, like 27 3 2027"),
        ({"on_day": "31", "on_month": "2"}, "on", "Enter the day it starts, like 27 3 2027"),
        ({"on_year": ""}, "on", "must include a year"),
        ({"starts": "half two"}, "starts", "Enter the start time, like 14:30"),
        ({"ends": "14:00"}, "ends", "The end time must be after the start time"),
        ({"ends": "13:59"}, "ends", "The end time must be after the start time"),
        (
            {"until_day": "26", "until_month": "3", "until_year": "2027"},
            "until",
            "must not be before the first",
        ),
        ({"partnership": ""}, "partnership", "Choose a partnership"),
        ({"partnership": "999999"}, "partnership", "Choose a partnership from the list"),
        ({"partnership": "\0"}, "partnership", "Choose a partnership from the list"),
        ({"groups": ["999999"]}, "groups", "Choose"),
        ({"groups": ["one"]}, "groups", "Choose"),
        ({"plan": "999999"}, "plan", "Choose a strategic plan from the list"),
        ({"online_link": "javascript:alert(1)"}, "online_link", "Enter a link to join online, like https://"),
        ({"online_link": f"https://{'a' * 1000}.example"}, "online_link", "1000 characters or fewer"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    changes: Typed, field: str, words: str, typed: Typed, officer: User
) -> None:
    form = create_form({**typed, **changes}, officer)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in str(form.errors[field])


@given(
    day=st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31)),
    start=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    minutes=st.integers(1, 3000),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_any_day_and_time_is_shown_as_it_was_saved(
    day: dt.date, start: dt.time, minutes: int, officer: User
) -> None:
    starts = dt.datetime.combine(day, start, SCOTLAND)
    ends = (starts.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(SCOTLAND)
    row = Engagement(pk=1, starts_at=starts, ends_at=ends, changed_at=starts)
    shown = EngagementEditForm(instance=row, user=officer, today=localdate()).initial
    assert (shown["on"], shown["starts"]) == (day, start)
    assert (shown["until"] or day, shown["ends"]) == (ends.date(), ends.time())


@pytest.mark.parametrize(
    ("day", "month", "starts", "ends"), [("28", "3", "01:30", "03:00"), ("31", "10", "00:30", "01:30")]
)
def test_a_time_that_clocks_skip_or_show_twice_is_refused(
    day: str, month: str, starts: str, ends: str, typed: Typed, officer: User
) -> None:
    form = create_form({**typed, "on_day": day, "on_month": month, "starts": starts, "ends": ends}, officer)
    assert not form.is_valid()
    assert "The clocks change at" in str(form.errors)


def test_something_may_run_over_several_days(typed: Typed, officer: User) -> None:
    last = {"until_day": "29", "until_month": "3", "until_year": "2027", "ends": "09:00"}
    form = create_form({**typed, **last}, officer)
    assert form.is_valid(), form.errors
    assert form.save().ends_at == dt.datetime(2027, 3, 29, 9, tzinfo=SCOTLAND)


def test_an_officer_of_one_partnership_need_not_choose_it(fife: Partnership, officer: User) -> None:
    form = EngagementCreateForm(user=officer, today=localdate(), instance=Engagement())
    assert form["partnership"].value() == fife.pk
    assert [label for _, label in form.fields["partnership"].choices] == [fife.name]  # type: ignore[attr-defined]


def test_an_officer_of_two_partnerships_chooses(dundee: Partnership, officer: User, typed: Typed) -> None:
    give(officer, RoleName.OFFICER, dundee.team)
    again = User.objects.get(pk=officer.pk)
    assert (
        EngagementCreateForm(user=again, today=localdate(), instance=Engagement())["partnership"].value()
        is None
    )
    assert create_form({**typed, "partnership": str(dundee.pk)}, again).is_valid()


def test_another_partnership_cannot_be_slipped_in(typed: Typed, dundee: Partnership, officer: User) -> None:
    form = create_form({**typed, "partnership": str(dundee.pk)}, officer)
    assert form.errors["partnership"] == ["Choose a partnership from the list"]


def test_another_partnerships_plan_cannot_be_slipped_in(
    typed: Typed, plan_elsewhere: StrategicPlan, officer: User
) -> None:
    form = create_form({**typed, "plan": str(plan_elsewhere.pk)}, officer)
    assert form.errors["plan"] == ["Choose a strategic plan from the list"]


def test_the_plan_must_be_of_the_partnership_chosen(
    typed: Typed, dundee: Partnership, plan_elsewhere: StrategicPlan, officer: User
) -> None:
    give(officer, RoleName.LEAD, dundee.team)
    form = create_form({**typed, "plan": str(plan_elsewhere.pk)}, User.objects.get(pk=officer.pk))
    assert form.errors["plan"] == ["Choose a plan of the same partnership"]


def test_a_stage_needs_its_plan(typed: Typed, plan: StrategicPlan, stage: PlanStage, officer: User) -> None:
    alone = create_form({**typed, "stage": str(stage.pk)}, officer)
    assert alone.errors["plan"] == ["Choose the plan that the stage belongs to, or no stage"]
    together = create_form({**typed, "stage": str(stage.pk), "plan": str(plan.pk)}, officer)
    assert together.is_valid(), together.errors


def test_the_groups_offered_are_the_standard_consultees(typed: Typed, officer: User) -> None:
    consultee = StatutoryGroupFactory()
    other = StatutoryGroupFactory(applies_to=Kind.JOINT_BOARD)
    form = create_form({**typed, "groups": [str(consultee.pk)]}, officer)
    assert list(form.save().groups.all()) == [consultee]
    refused = create_form({**typed, "groups": [str(other.pk)]}, officer)
    assert list(refused.errors) == ["groups"]
    assert StatutoryGroup.objects.consultees().count() == 1


def test_pressing_the_button_twice_makes_one_engagement(typed: Typed, officer: User) -> None:
    first, second = create_form(typed, officer), create_form(typed, officer)
    assert first.is_valid()
    assert second.is_valid()
    assert first.save() == second.save() == second.already_saved()
    assert Engagement.objects.count() == 1


def test_saving_an_unchanged_form_moves_nothing(published: Engagement, officer: User) -> None:
    form = edit_form(published, officer)
    assert form.is_valid(), form.errors
    assert not form.has_moved


@pytest.mark.parametrize("field", ["starts", "ends"])
def test_another_time_is_a_move(field: str, officer: User, fife: Partnership) -> None:
    starts = dt.datetime(2027, 3, 10, 10, tzinfo=SCOTLAND)
    engagement = EngagementFactory(partnership=fife, published=True, starts_at=starts)
    typed_over = {"starts": "11:00", "ends": "13:00"}
    form = edit_form(engagement, officer, **{field: typed_over[field]})
    assert form.is_valid(), form.errors
    assert form.has_moved


def test_a_move_changes_both_moments(published: Engagement, officer: User) -> None:
    form = edit_form(
        published, officer, on_day="1", on_month="3", on_year="2029", starts="09:00", ends="10:00"
    )
    assert form.is_valid(), form.errors
    form.save()
    published.refresh_from_db()
    assert published.starts_at == dt.datetime(2029, 3, 1, 9, tzinfo=SCOTLAND)
    assert published.ends_at == dt.datetime(2029, 3, 1, 10, tzinfo=SCOTLAND)


def test_what_someone_else_changed_meanwhile_is_not_overwritten(published: Engagement, officer: User) -> None:
    form = edit_form(published, officer, title="Mine", seen_at="2026-01-01T00:00:00.000000+00:00")
    assert not form.is_valid()
    assert "Someone else changed this engagement while you were editing it" in str(form.non_field_errors())
    assert form["title"].value() == "Mine"


def test_a_published_engagement_keeps_a_place(published: Engagement, officer: User) -> None:
    form = edit_form(published, officer, place="")
    assert form.errors["place"] == ["Enter a place or a link: people have been told that it takes place"]
    assert edit_form(published, officer, place="", online_link="meet.example.org/a").is_valid()


def test_a_draft_need_not_have_a_place_yet(draft: Engagement, officer: User) -> None:
    assert edit_form(draft, officer, place="").is_valid()


def test_a_cancelled_engagement_is_not_edited_any_more(cancelled: Engagement, officer: User) -> None:
    form = edit_form(cancelled, officer, title="Back again")
    assert "has been cancelled" in str(form.non_field_errors())


@pytest.mark.parametrize("reason", ["", "   ", "r" * 501, "a\0b"])
def test_a_reason_is_asked_for(reason: str) -> None:
    assert list(CancelForm({"reason": reason}).errors) == ["reason"]


# --- Plans and evidence ---
def evidence_form(plan: StrategicPlan, stage: PlanStage, officer: User, **changes: Any) -> EvidenceForm:
    data = {
        "dated_day": "3",
        "dated_month": "2",
        "dated_year": "2027",
        "statement": "The group met.",
        "finishes": "yes",
        "submission": str(uuid.uuid4()),
    }
    row = StageEvidence(plan=plan, stage=stage, recorded_by=officer)
    return EvidenceForm({**data, **changes}, instance=row, by=officer, today=TODAY)


@pytest.mark.parametrize(("answer", "finishes"), [("yes", True), ("no", False)])
def test_evidence_says_whether_it_finishes_the_stage(
    answer: str, finishes: bool, plan: StrategicPlan, stage: PlanStage, officer: User
) -> None:
    form = evidence_form(plan, stage, officer, finishes=answer)
    assert form.is_valid(), form.errors
    assert form.save().finishes == finishes


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"dated_day": "4"}, "dated", "The day it was done must be today or earlier"),
        ({"dated_day": ""}, "dated", "must include a day"),
        ({"statement": " "}, "statement", "Enter what was done"),
        ({"statement": "s" * 2001}, "statement", "2000 characters or fewer"),
        ({"finishes": ""}, "finishes", "Choose where this leaves the stage"),
        ({"finishes": "perhaps"}, "finishes", "Choose where this leaves the stage from the list"),
        ({"link": "not a link"}, "link", "Enter a link, like https://www.example.com"),
    ],
)
def test_what_is_wrong_with_evidence_is_told_at_its_field(
    changes: Typed, field: str, words: str, plan: StrategicPlan, stage: PlanStage, officer: User
) -> None:
    form = evidence_form(plan, stage, officer, **changes)
    assert list(form.errors) == [field]
    assert words in str(form.errors[field])


def test_no_answer_is_suggested(plan: StrategicPlan, stage: PlanStage, officer: User) -> None:
    """Whether a stage is done is for the officer to say."""
    row = StageEvidence(plan=plan, stage=stage, recorded_by=officer)
    assert EvidenceForm(instance=row, by=officer, today=TODAY)["finishes"].value() is None


def test_a_plan_may_start_on_a_day_not_yet_decided(fife: Partnership, officer: User) -> None:
    form = PlanCreateForm({"partnership": fife.pk, "title": "Plan"}, user=officer)
    assert form.is_valid(), form.errors
    assert form.save().starts_on is None


# --- Searches ---
def test_a_search_without_words_shows_what_is_coming_up(published: Engagement, now: dt.datetime) -> None:
    EngagementFactory(published=True, starts_at=now - dt.timedelta(days=9))
    form = EngagementFilter({}, now=now)
    assert form.is_valid()
    assert list(form.narrow(Engagement.objects.all())) == [published]


def test_past_engagements_are_asked_for(published: Engagement, now: dt.datetime) -> None:
    past = EngagementFactory(published=True, starts_at=now - dt.timedelta(days=9))
    form = EngagementFilter({"when": "past"}, now=now)
    assert form.is_valid()
    assert list(form.narrow(Engagement.objects.all())) == [past]


def test_engagements_of_one_partnership(published: Engagement, now: dt.datetime) -> None:
    EngagementFactory(published=True)
    form = EngagementFilter({"partnership": "fife"}, now=now)
    assert form.is_valid()
    assert list(form.narrow(Engagement.objects.all())) == [published]


@pytest.mark.parametrize(
    "asked",
    [{"partnership": "nowhere"}, {"when": "someday"}, {"q": "w" * 201}, {"q": "a\0b"}, {"partnership": "\0"}],
)
def test_what_cannot_be_understood_is_told_and_left_out(
    asked: dict[str, str], published: Engagement, now: dt.datetime
) -> None:
    form = EngagementFilter(asked, now=now)
    assert not form.is_valid()
    assert list(form.narrow(Engagement.objects.all())) == [published]


def test_organisations_are_searched_by_kind_and_words(organisation: Organisation) -> None:
    asked = OrganisationFilter({"kind": "local_third_sector", "q": "fife"}, today=TODAY)
    assert asked.is_valid()
    assert asked.is_asking
    assert list(asked.narrow(Organisation.objects.all())) == [organisation]
    other = OrganisationFilter({"kind": "council", "q": "fife"}, today=TODAY)
    assert other.is_valid()
    assert list(other.narrow(Organisation.objects.all())) == []
