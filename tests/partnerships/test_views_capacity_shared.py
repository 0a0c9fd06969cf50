"""Who reads a look at capacity before and after it is shared; that none is ranked; actions and days."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import RoleName, User
from partnerships import assessing
from partnerships.models import CapacityAssessment, CapacityJudgement, ImprovementAction, Partnership
from tests.conftest import ClientOf
from tests.factories.accounts import holder
from tests.factories.capacity import (
    CapacityAssessmentFactory,
    CapacityJudgementFactory,
    ImprovementActionFactory,
)

from .conftest import QueriesOf
from .test_views_duties import boxes, sent
from .test_views_registers import read

pytestmark = pytest.mark.django_db
LIST = "/partnerships/fife/capacity/"
OUTSIDERS = ("officer_elsewhere", "editor", "organisation_lead", "moderator", "newcomer")


@pytest.fixture
def assessment(fife: Partnership) -> CapacityAssessment:
    """Judged, with an action, and not shared."""
    made: CapacityAssessment = CapacityAssessmentFactory(partnership=fife, took_part="Two of the carers.")
    CapacityJudgementFactory(assessment=made, evidence="Only for ourselves.")
    ImprovementActionFactory(assessment=made, action="Learn from carers")
    return made


@pytest.fixture
def shared(assessment: CapacityAssessment, lead: User) -> CapacityAssessment:
    assessing.share(assessment, by=lead, now=dt.datetime(2026, 10, 9, 12, tzinfo=dt.UTC))
    return assessment


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


OWN_WORDS = ("Only for ourselves.", "Learn from carers", "Two of the carers.")


@pytest.mark.parametrize("name", OUTSIDERS)
def test_what_is_not_shared_is_nowhere_for_others(
    client_of: ClientOf, assessment: CapacityAssessment, name: str, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    pages = [read(client, LIST), read(client, "/partnerships/fife/")]
    assert not any(words in page for words in OWN_WORDS for page in pages)
    assert "Nothing to see yet" in pages[0]
    for place in ("", "edit/", "share/", "actions/new/"):
        read(client, f"{assessment.get_absolute_url()}{place}", 404)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_what_is_shared_is_read_by_others_and_worked_on_by_none_of_them(
    client_of: ClientOf, shared: CapacityAssessment, name: str, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    page = read(client, shared.get_absolute_url())
    assert all(words in page for words in OWN_WORDS)
    assert "Judge and edit" not in page
    for place in ("edit/", "share/", "actions/new/"):
        read(client, f"{shared.get_absolute_url()}{place}", 403)
    assert client.post(f"{LIST}new/", sent(took_part="Us") | boxes("made_on", localdate())).status_code == 403


def test_without_an_account_one_reads_what_is_shared(client: Client, shared: CapacityAssessment) -> None:
    page = read(client, shared.get_absolute_url())
    assert "Shared with everyone since 9 October 2026." in page
    assert all(words in page for words in OWN_WORDS)
    assert client.get(f"{shared.get_absolute_url()}edit/")["Location"].startswith("/accounts/login")


def test_a_reader_of_the_team_reads_and_writes_nothing(
    client_of: ClientOf, reader: User, assessment: CapacityAssessment
) -> None:
    client = client_of(reader)
    page = read(client, assessment.get_absolute_url())
    assert "Only your partnership’s team and national oversight can see this." in page
    assert "Judge and edit" not in page
    assert "Look at our capacity" not in read(client, LIST)
    for place in ("edit/", "share/", "actions/new/"):
        assert client.post(f"{assessment.get_absolute_url()}{place}").status_code == 403
    action = ImprovementAction.objects.get()
    assert client.post(f"/improvement-actions/{action.pk}/edit/").status_code == 403


def test_what_is_no_longer_shared_is_gone_for_others_with_its_actions(
    client: Client, shared: CapacityAssessment, lead: User
) -> None:
    assert "Learn from carers" in read(client, LIST)
    assessing.stop_sharing(shared, by=lead)
    assert "Learn from carers" not in read(client, LIST)
    read(client, shared.get_absolute_url(), 404)


def test_sharing_again_tells_the_new_day(shared: CapacityAssessment, lead: User, client: Client) -> None:
    assessing.stop_sharing(shared, by=lead)
    assessing.share(shared, by=lead, now=dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC))
    assert "Shared with everyone since 2 November 2026." in read(client, shared.get_absolute_url())


def test_who_shared_and_who_ended_it_is_kept(shared: CapacityAssessment, lead: User) -> None:
    assessing.stop_sharing(shared, by=lead)
    events = shared.events.order_by("pgh_id")  # type: ignore[attr-defined]
    told = [(event.shared_at is not None, event.pgh_context.metadata["user"]) for event in events[1:]]
    assert told == [(True, lead.pk), (False, lead.pk)]


def test_a_lead_elsewhere_shares_nothing_of_ours(
    client_of: ClientOf, assessment: CapacityAssessment, dundee: Partnership
) -> None:
    client = client_of(holder(RoleName.LEAD, dundee.team))
    assert client.post(f"{assessment.get_absolute_url()}share/").status_code == 404
    assessment.refresh_from_db()
    assert assessment.shared_at is None


def cells(page: str) -> list[list[str]]:
    """The rows of the table: the levels, then what the picture beside them says."""
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL)
    return [
        [
            *re.findall(r"<td>(?:<span[^>]*>)?([1-4]|Not judged)", row),
            *re.findall(r"aria-label=\"([^\"]*)\"", row),
        ]
        for row in rows
    ]


def test_the_picture_says_what_the_table_says(desk: Client, fife: Partnership) -> None:
    first, second, third = (
        CapacityAssessmentFactory(partnership=fife, made_on=dt.date(year, 6, 1))
        for year in (2023, 2024, 2025)
    )
    for made, level in ((first, 4), (third, 2)):
        CapacityJudgementFactory(assessment=made, level=level)
    CapacityJudgementFactory(assessment=second, aspect="support", level=3)
    page = unescape(read(desk, LIST))
    skills, _, support, *_ = ([*levels, picture.rpartition("? ")[2]] for *levels, picture in cells(page))
    assert skills == ["4", "Not judged", "2", "4, not judged, 2"]
    assert support == ["Not judged", "3", "Not judged", "not judged, 3, not judged"]
    assert page.index("Jun 2023") < page.index("Jun 2024") < page.index("Jun 2025")


def test_levels_are_nowhere_added_up(client: Client, shared: CapacityAssessment) -> None:
    for row in assessing.scale()[1:]:
        CapacityJudgementFactory(assessment=shared, subject=row.subject, aspect=row.aspect, level=4)
    page = read(client, LIST) + read(client, shared.get_absolute_url())
    words = re.sub(r"<[^>]*>", " ", page).lower()
    assert not re.search(r"\b(average|total|score|rank|best|out of)\b", words)
    assert "42" not in words
    assert "never added up and never compared" in words


def test_partnerships_stand_in_the_order_of_their_names_whatever_their_levels(
    client: Client, fife: Partnership, dundee: Partnership
) -> None:
    for partnership, level in ((fife, 4), (dundee, 1)):
        made = CapacityAssessmentFactory(partnership=partnership, shared=True)
        CapacityJudgementFactory(assessment=made, level=level)
    for asked in ("", "?sort=level", "?order=-level", "?o=-level"):
        page = read(client, f"/partnerships/{asked}")
        assert page.index('href="/partnerships/dundee-city/"') < page.index('href="/partnerships/fife/"')


def test_a_page_of_one_partnership_says_nothing_of_another(
    client: Client, shared: CapacityAssessment, dundee: Partnership
) -> None:
    made = CapacityAssessmentFactory(partnership=dundee, shared=True, took_part="People of Dundee.")
    CapacityJudgementFactory(assessment=made, evidence="Seen in Dundee.")
    ImprovementActionFactory(assessment=made, action="Do it in Dundee")
    page = read(client, LIST) + read(client, shared.get_absolute_url())
    assert not any(words in page for words in ("in Dundee", "of Dundee"))


@pytest.mark.parametrize(("ago", "overdue"), [(0, False), (1, True), (-1, False)])
def test_an_action_is_overdue_from_the_day_after_its_last(
    desk: Client, assessment: CapacityAssessment, ago: int, overdue: bool
) -> None:
    ImprovementAction.objects.update(due_on=localdate() - dt.timedelta(days=ago))
    for address in (LIST, assessment.get_absolute_url()):
        assert ("Overdue" in read(desk, address)) is overdue


def test_what_was_done_late_is_done_and_not_overdue(desk: Client, assessment: CapacityAssessment) -> None:
    ImprovementAction.objects.update(
        due_on=dt.date(2020, 1, 1), done_on=dt.date(2020, 2, 1), result="Twelve came."
    )
    page = read(desk, assessment.get_absolute_url())
    assert "Overdue" not in page
    assert "1 February 2020: Twelve came." in page
    assert "No action is open." in read(desk, LIST)


def test_open_actions_stand_by_their_day(desk: Client, assessment: CapacityAssessment) -> None:
    for words, day in (("Third", 3), ("First", 1), ("Second", 2)):
        ImprovementActionFactory(assessment=assessment, action=words, due_on=dt.date(2026, 12, day))
    page = read(desk, LIST)
    assert page.index("First:") < page.index("Second:") < page.index("Third:")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"action": ""}, "Enter what you will do"),
        ({"action": "x" * 501}, "500 characters"),
        ({"owner": ""}, "Enter who sees to it"),
        ({"owner": "x" * 201}, "200 characters"),
        ({"due_on_year": ""}, "must include a year"),
        ({"due_on_day": "31", "due_on_month": "2"}, "Enter the day by which it is done"),
    ],
)
def test_an_action_is_refused_in_words_and_stays_on_the_page(
    desk: Client, assessment: CapacityAssessment, changes: dict[str, str], words: str
) -> None:
    told = sent(action="Ask them first", owner="Engagement officer") | boxes("due_on", dt.date(2027, 3, 1))
    page = desk.post(f"{assessment.get_absolute_url()}actions/new/", told | changes).content.decode()
    assert words in page
    assert "Ask them first" in page or "Engagement officer" in page
    assert ImprovementAction.objects.count() == 1


def test_an_action_added_twice_by_one_press_is_one(desk: Client, assessment: CapacityAssessment) -> None:
    told = sent(action="Ask them first", owner="Officer") | boxes("due_on", dt.date(2027, 3, 1))
    for _ in range(2):
        answer = desk.post(f"{assessment.get_absolute_url()}actions/new/", told)
        assert answer["Location"] == f"{assessment.get_absolute_url()}#actions"
    assert ImprovementAction.objects.filter(action="Ask them first").count() == 1


def test_a_judgement_without_evidence_is_not_kept_and_the_rest_neither(
    desk: Client, assessment: CapacityAssessment
) -> None:
    address = f"{assessment.get_absolute_url()}edit/"
    told: dict[str, Any] = {
        "took_part": "Two carers",
        "seen_at": desk.get(address).context["form"]["seen_at"].value(),
    }
    told |= boxes("made_on", assessment.made_on) | {
        "staff_support_level": "2", "staff_support_evidence": "  ", "outcomes_change_level": "4",
        "outcomes_change_evidence": "Sgeulachdan 🌱",
    }  # fmt: skip
    page = desk.post(address, told).content.decode()
    assert "Say what shows it, or leave" in page
    assert "Sgeulachdan 🌱" in page
    assert CapacityJudgement.objects.get().evidence == "Only for ourselves."
    assessment.refresh_from_db()
    assert assessment.took_part == "Two of the carers."


def test_a_level_is_taken_back(desk: Client, assessment: CapacityAssessment) -> None:
    address = f"{assessment.get_absolute_url()}edit/"
    form = desk.get(address).context["form"]
    assert form.initial["staff_skills_level"] == "2"
    told = {"took_part": "Two carers", "seen_at": form["seen_at"].value()} | boxes(
        "made_on", assessment.made_on
    )
    assert desk.post(address, told).status_code == 302
    assert not CapacityJudgement.objects.exists()
    assert "Not judged" in read(desk, assessment.get_absolute_url())


def test_markup_and_other_alphabets_are_shown_as_typed(client: Client, shared: CapacityAssessment) -> None:
    CapacityJudgement.objects.update(evidence="<script>x</script> شواهد 证据 Dearbhadh")
    page = read(client, shared.get_absolute_url())
    assert "&lt;script&gt;x&lt;/script&gt; شواهد 证据 Dearbhadh" in page


def test_one_assessment_takes_as_many_queries_for_forty_actions_as_for_two(
    desk: Client, assessment: CapacityAssessment, queries_of: QueriesOf
) -> None:
    counts = []
    for more in (1, 38):
        ImprovementActionFactory.create_batch(more, assessment=assessment)
        counts.append((queries_of(desk, assessment.get_absolute_url()), queries_of(desk, LIST)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def test_a_picture_holds_the_latest_twelve_and_the_others_keep_their_pages(
    desk: Client, fife: Partnership
) -> None:
    made = [CapacityAssessmentFactory(partnership=fife, made_on=dt.date(2010 + n, 6, 1)) for n in range(13)]
    page = read(desk, LIST)
    assert "Jun 2010" not in page
    assert page.count('<th scope="col">Jun 20') == 12
    read(desk, made[0].get_absolute_url())
