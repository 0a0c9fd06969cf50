"""The seven National Standards: each with a level and its evidence, never one number, never a ranking."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import User
from partnerships import judging
from partnerships.judging import JudgingError
from partnerships.models import Engagement, Partnership, Standard, StandardJudgement
from partnerships.models.hearing import Level
from tests.conftest import ClientOf
from tests.factories import hearing as heard

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db
#: The order of the National Standards for Community Engagement (2016).
ORDER = ["Inclusion", "Support", "Planning", "Working together", "Methods", "Communication", "Impact"]


@pytest.fixture
def over(fife: Partnership) -> Engagement:
    return heard.over(fife)


def kept(engagement: Engagement) -> dict[str, tuple[int, str]]:
    return {row.standard: (row.level, row.evidence) for row in engagement.judgements.all()}


def judge_all(engagement: Engagement, *, by: User) -> None:
    told = {
        standard: (level, f"Shown by {standard}.") for standard, level in zip(Standard, LEVELS, strict=True)
    }
    judging.judge(engagement, told, by=by)


#: Their mean would be 3.14, and their sum 22.
LEVELS = (1, 2, 3, 4, 5, 6, 1)


# --- Keeping
def test_there_are_seven_standards_and_each_says_what_it_means() -> None:
    assert [standard.label for standard in Standard] == ORDER
    assert set(judging.MEANING) == set(Standard)


def test_there_are_six_levels_with_a_name_each() -> None:
    assert [level.value for level in Level] == [1, 2, 3, 4, 5, 6]
    assert (Level(1).label, Level(6).label) == ("Unsatisfactory", "Excellent")


@pytest.mark.parametrize("level", Level)
def test_each_level_is_kept_with_its_evidence(level: Level, over: Engagement, officer: User) -> None:
    judging.judge(over, {Standard.IMPACT: (level, "  The timetable changed.\n")}, by=officer)
    assert kept(over) == {"impact": (level, "The timetable changed.")}


@pytest.mark.parametrize("evidence", ["", "   ", "\n\t"])
def test_a_level_without_evidence_is_refused(evidence: str, over: Engagement, officer: User) -> None:
    with pytest.raises(JudgingError, match="Say what shows the level of “Working together”"):
        judging.judge(over, {Standard.WORKING_TOGETHER: (3, evidence)}, by=officer)
    assert kept(over) == {}


def test_one_refused_standard_keeps_none_of_the_others(over: Engagement, officer: User) -> None:
    told = {Standard.INCLUSION: (4, "Carers came."), Standard.SUPPORT: (2, "")}
    with pytest.raises(JudgingError):
        judging.judge(over, told, by=officer)
    assert kept(over) == {}


@pytest.mark.parametrize("level", [0, 7, 60])
def test_the_database_refuses_a_level_that_does_not_exist(level: int, over: Engagement) -> None:
    with pytest.raises(IntegrityError, match="standard_level_from_1_to_6"), transaction.atomic():
        StandardJudgement.objects.create(engagement=over, standard="impact", level=level, evidence="So.")


def test_the_database_refuses_a_level_without_evidence(over: Engagement) -> None:
    with pytest.raises(IntegrityError, match="standard_level_has_evidence"), transaction.atomic():
        StandardJudgement.objects.create(engagement=over, standard="impact", level=4, evidence="")


def test_a_standard_is_judged_once(over: Engagement, officer: User) -> None:
    judging.judge(over, {Standard.IMPACT: (2, "Little changed.")}, by=officer)
    judging.judge(over, {Standard.IMPACT: (5, "The timetable changed.")}, by=officer)
    assert kept(over) == {"impact": (5, "The timetable changed.")}


def test_a_judgement_is_taken_back_and_the_others_stay(over: Engagement, officer: User) -> None:
    judge_all(over, by=officer)
    judging.judge(over, {Standard.IMPACT: None}, by=officer)
    assert set(kept(over)) == set(Standard) - {Standard.IMPACT}


def test_what_is_not_named_is_left_as_it_is(over: Engagement, officer: User) -> None:
    judge_all(over, by=officer)
    judging.judge(over, {}, by=officer)
    assert len(kept(over)) == 7


def test_an_engagement_can_be_judged_while_it_is_planned(draft: Engagement, officer: User) -> None:
    judging.judge(draft, {Standard.PLANNING: (4, "The purpose was agreed with carers.")}, by=officer)
    assert set(kept(draft)) == {"planning"}


def test_what_was_cancelled_is_not_judged(cancelled: Engagement, officer: User) -> None:
    with pytest.raises(JudgingError, match="cancelled, so there is nothing to judge"):
        judging.judge(cancelled, {Standard.IMPACT: (1, "Nobody came.")}, by=officer)


def test_what_is_closed_is_judged_no_other_way_until_it_is_reopened(over: Engagement, officer: User) -> None:
    judging.judge(over, {Standard.IMPACT: (2, "Little changed.")}, by=officer)
    heard.closed(over, by=officer)
    for change in ((6, "Everything changed."), None):
        with pytest.raises(JudgingError, match="Reopen it"):
            judging.judge(over, {Standard.IMPACT: change}, by=officer)
    assert kept(over) == {"impact": (2, "Little changed.")}


def test_who_judged_and_what_stood_before_is_in_the_history(
    over: Engagement, officer: User, lead: User
) -> None:
    judging.judge(over, {Standard.IMPACT: (2, "Little changed.")}, by=officer)
    judging.judge(over, {Standard.IMPACT: (5, "The timetable changed.")}, by=lead)
    events = StandardJudgement.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    told = [(event.level, event.pgh_context.metadata["user"]) for event in events]
    assert told == [(2, officer.pk), (5, lead.pk)]


@given(st.sets(st.sampled_from(list(Standard))))
def test_all_seven_are_told_in_their_order_whatever_was_judged(chosen: set[Standard]) -> None:
    rows = [StandardJudgement(standard=standard, level=3, evidence="So.") for standard in chosen]
    told = judging.judged(reversed(rows))
    assert [found.standard for found in told] == list(Standard)
    assert {found.standard for found in told if found.judgement} == chosen
    assert [found.label for found in told if not found.judgement] == [""] * (7 - len(chosen))


@given(told=st.dictionaries(st.sampled_from(list(Standard)), st.none() | st.integers(1, 6), max_size=7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
def test_what_is_kept_is_what_was_judged_last(
    told: dict[Standard, int | None], over: Engagement, officer: User
) -> None:
    judge_all(over, by=officer)
    change = {standard: (level, "So.") if level else None for standard, level in told.items()}
    judging.judge(over, change, by=officer)
    before = dict(zip(Standard, LEVELS, strict=True))
    expected = {standard: level for standard, level in {**before, **told}.items() if level}
    assert {standard: level for standard, (level, _) in kept(over).items()} == expected


# --- Reading
@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize(
    ("name", "at_once"),
    [
        ("reader", True),
        ("officer", True),
        ("auditor", True),
        ("administrator", True),
        ("moderator", False),
        ("officer_elsewhere", False),
        ("newcomer", False),
        ("organisation_lead", False),
    ],
)
def test_others_read_judgements_once_the_engagement_is_closed(
    name: str, at_once: bool, is_closed: bool, over: Engagement, officer: User, request: pytest.FixtureRequest
) -> None:
    judge_all(over, by=officer)
    if is_closed:
        heard.closed(over, by=officer)
    person = request.getfixturevalue(name)
    assert StandardJudgement.objects.visible_to(person).exists() == (at_once or is_closed)


def test_the_public_reads_them_only_once_it_is_closed(
    over: Engagement, officer: User, client: Client
) -> None:
    judge_all(over, by=officer)
    assert "Shown by impact." not in read(client, over.get_absolute_url())
    heard.closed(over, by=officer)
    assert "Shown by impact." in read(client, over.get_absolute_url())


def test_what_is_reopened_is_the_teams_again(
    over: Engagement, officer: User, client: Client, client_of: ClientOf
) -> None:
    judge_all(over, by=officer)
    heard.closed(over, by=officer)
    client_of(officer).post(f"{over.get_absolute_url()}reopen/")
    assert "How it was judged" not in read(client, over.get_absolute_url())
    assert "Shown by impact." in read(client_of(officer), over.get_absolute_url())


def standards_of(page: str) -> str:
    return page[page.index('id="standards"') : page.index("</table>", page.index('id="standards"'))]


def test_the_page_tells_each_standard_and_no_number_for_all_of_them(
    over: Engagement, officer: User, client: Client
) -> None:
    judge_all(over, by=officer)
    heard.closed(over, by=officer)
    told = standards_of(read(client, over.get_absolute_url()))
    assert re.findall(r"<td>(\d) of 6", told) == [str(level) for level in LEVELS]
    assert re.findall(r'scope="row">([^<]+)', told) == ORDER
    for whole in ("3.1", "22", "average", "Average", "total", "Total", "overall", "Overall"):
        assert whole not in told


def test_the_list_of_engagements_ranks_nobody_by_their_levels(
    over: Engagement, dundee: Partnership, officer: User, officer_elsewhere: User, client: Client
) -> None:
    """The later comes first, however well it was judged."""
    there = heard.over(dundee, title="Well judged", starts_at=over.starts_at - dt.timedelta(days=300))
    judging.judge(over, {Standard.IMPACT: (1, "Nothing changed.")}, by=officer)
    judging.judge(there, {Standard.IMPACT: (6, "All changed.")}, by=officer_elsewhere)
    for engagement, by in ((over, officer), (there, officer_elsewhere)):
        heard.closed(engagement, by=by)
    page = read(client, "/engagements/?when=past")
    assert page.index(over.title) < page.index("Well judged")
    assert " of 6" not in page


def test_nothing_judged_is_said_to_the_team_and_not_to_the_public(
    over: Engagement, officer: User, client: Client, client_of: ClientOf
) -> None:
    words = "None of the seven National Standards has been judged yet."
    assert words in read(client_of(officer), over.get_absolute_url())
    assert words not in read(client, over.get_absolute_url())


# --- The form's page
def address(engagement: Engagement) -> str:
    return f"{engagement.get_absolute_url()}standards/"


def test_the_page_asks_about_all_seven_and_promises_no_sum(
    over: Engagement, officer: User, client_of: ClientOf
) -> None:
    page = read(client_of(officer), address(over))
    for standard in Standard:
        assert f'name="{standard}_level"' in page
        assert f'name="{standard}_evidence"' in page
    assert "each on its own" in page


def test_the_page_shows_what_was_judged_before(over: Engagement, officer: User, client_of: ClientOf) -> None:
    judging.judge(over, {Standard.METHODS: (5, "A walk, not a meeting.")}, by=officer)
    form = client_of(officer).get(address(over)).context["form"]
    assert (form["methods_level"].value(), form["methods_evidence"].value()) == (
        "5",
        "A walk, not a meeting.",
    )
    assert form["impact_level"].value() == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"impact_level": "4"}, "Say what shows it, or leave “Impact” unjudged"),
        ({"impact_evidence": "The timetable."}, "Choose a level for “Impact”"),
        ({"impact_level": "7", "impact_evidence": "The timetable."}, "Choose"),
        ({"impact_level": "", "impact_evidence": "\0"}, "characters that cannot be shown"),
        ({"impact_level": "3", "impact_evidence": "e" * 1001}, "1000 characters or fewer"),
    ],
)
def test_what_is_judged_by_half_is_told_at_its_field_and_nothing_kept(
    typed: dict[str, str], words: str, over: Engagement, officer: User, client_of: ClientOf
) -> None:
    other = {"support_level": "5", "support_evidence": "Travel was paid."}
    page = client_of(officer).post(address(over), {**other, **typed}).content.decode()
    assert "There is a problem" in page
    assert words in page
    assert "Travel was paid." in page
    assert not StandardJudgement.objects.exists()


def test_emptying_both_takes_the_judgement_back(over: Engagement, officer: User, client_of: ClientOf) -> None:
    judging.judge(over, {Standard.METHODS: (5, "A walk, not a meeting.")}, by=officer)
    client_of(officer).post(address(over), {"methods_level": "", "methods_evidence": ""})
    assert not StandardJudgement.objects.exists()


def test_who_judges_what_was_closed_meanwhile_keeps_what_they_typed(
    over: Engagement, officer: User, client_of: ClientOf
) -> None:
    heard.closed(over, by=officer)
    typed = {"impact_level": "4", "impact_evidence": "The timetable changed."}
    answer = client_of(officer).post(address(over), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Reopen it before you change how it was judged." in page
    assert "The timetable changed.</textarea>" in page
    assert not StandardJudgement.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("name", "status"),
    [("lead", 200), ("reader", 403), ("officer_elsewhere", 403), ("auditor", 403), ("administrator", 403)],
)
def test_only_the_teams_officers_judge(
    name: str,
    status: int,
    method: str,
    over: Engagement,
    client_of: ClientOf,
    request: pytest.FixtureRequest,
) -> None:
    client = client_of(request.getfixturevalue(name))
    typed = {"impact_level": "4"}
    assert getattr(client, method)(address(over), typed).status_code == status


def test_the_page_takes_few_queries_however_much_is_judged(
    over: Engagement, officer: User, client_of: ClientOf, queries_of: QueriesOf
) -> None:
    client = client_of(officer)
    few = queries_of(client, address(over))
    judge_all(over, by=officer)
    assert queries_of(client, address(over)) == few <= 12
