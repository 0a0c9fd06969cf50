"""What accompanies the made-up plan: dates, decisions, a report and a scheme review, once and marked."""

import datetime as dt

import pytest

from partnerships import demo, duties
from partnerships.demo.made_up import MADE_UP
from partnerships.models import (
    LocalityDecision,
    Partnership,
    PerformanceReport,
    PlannedStage,
    SchemeReview,
    SignificantDecision,
)

NOW = dt.datetime(2027, 2, 3, 10, 30, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(registers: None) -> None:
    for _ in range(2):
        demo.load(now=NOW)


def test_only_fife_has_them_and_once() -> None:
    assert SignificantDecision.objects.get().partnership.slug == "fife"
    assert LocalityDecision.objects.get().locality.partnership.slug == "fife"
    assert PerformanceReport.objects.count() == SchemeReview.objects.count() == 1


def test_some_stages_are_to_come() -> None:
    due = {row.due_on for row in PlannedStage.objects.all() if row.due_on}
    assert len(due) == 3
    assert max(due) > NOW.date()


def test_last_years_report_is_out() -> None:
    report = PerformanceReport.objects.get()
    assert (report.year_ending, report.published_on) == (dt.date(2026, 3, 31), dt.date(2026, 7, 20))
    assert report.link.startswith("https://fife.example/")


def test_the_scheme_was_reviewed_four_years_ago() -> None:
    assert NOW.date() - SchemeReview.objects.get().done_on == dt.timedelta(days=1460)


def test_they_say_that_they_are_made_up() -> None:
    told = (
        SignificantDecision.objects.get().reason,
        LocalityDecision.objects.get().consulted,
        SchemeReview.objects.get().note,
    )
    assert all(MADE_UP in text for text in told)


def test_what_people_changed_since_stays() -> None:
    SignificantDecision.objects.update(title="As somebody changed it")
    demo.load(now=NOW)
    assert SignificantDecision.objects.get().title == "As somebody changed it"


def test_the_duties_of_fife_show_the_dates() -> None:
    found = duties.duties(Partnership.objects.get(slug="fife"), NOW.date())
    assert "stage_second_draft" in {duty.code for duty in found}
