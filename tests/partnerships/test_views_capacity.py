"""Pages of a partnership's look at its own capacity."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from coproduce.accounts.models import User
from partnerships import assessing
from partnerships.models import CapacityAssessment, CapacityJudgement, ImprovementAction, Partnership
from tests.conftest import ClientOf
from tests.factories.capacity import (
    CapacityAssessmentFactory,
    CapacityJudgementFactory,
    ImprovementActionFactory,
)

from .conftest import QueriesOf

pytestmark = pytest.mark.django_db
Typed = dict[str, str]


@pytest.fixture
def assessment(fife: Partnership) -> CapacityAssessment:
    return CapacityAssessmentFactory(partnership=fife)


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


@pytest.fixture
def lead_desk(client_of: ClientOf, lead: User) -> Client:
    return client_of(lead)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def occasion() -> Typed:
    return {
        "made_on_day": "5",
        "made_on_month": "10",
        "made_on_year": "2026",
        "took_part": "Four officers",
        "summary": "",
    }


def edit_of(assessment: CapacityAssessment) -> str:
    return f"{assessment.get_absolute_url()}edit/"


def seen(desk: Client, assessment: CapacityAssessment) -> Typed:
    """What the page sends back unchanged."""
    form = desk.get(edit_of(assessment)).context["form"]
    return {**occasion(), "seen_at": form["seen_at"].value()}


def test_beginning_leads_to_the_page_where_one_judges(desk: Client, fife: Partnership) -> None:
    response = desk.post("/partnerships/fife/capacity/new/", occasion())
    made = CapacityAssessment.objects.get()
    assert response.headers["Location"] == f"/capacity/{made.pk}/edit/"
    assert (made.partnership, made.made_on) == (fife, dt.date(2026, 10, 5))


def test_beginning_without_saying_who_took_part_is_refused_in_words(desk: Client, fife: Partnership) -> None:
    response = desk.post("/partnerships/fife/capacity/new/", {**occasion(), "took_part": ""})
    assert "Enter who took part in judging" in response.content.decode()
    assert not CapacityAssessment.objects.exists()


def test_the_judging_page_describes_every_level(desk: Client, assessment: CapacityAssessment) -> None:
    page = desk.get(edit_of(assessment)).content.decode()
    for row in assessing.scale():
        assert row.question.replace("'", "&#x27;") in page
    assert page.count("We have not judged this") == 11


def test_part_of_the_scale_can_be_judged(desk: Client, assessment: CapacityAssessment) -> None:
    told = {"staff_skills_level": "3", "staff_skills_evidence": "All were trained."}
    response = desk.post(edit_of(assessment), {**seen(desk, assessment), **told}, follow=True)
    assert "What you judged is saved" in response.content.decode()
    assert "Level 3 of 4" in response.content.decode()
    assert CapacityJudgement.objects.get().evidence == "All were trained."


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"staff_skills_level": "3"}, "Say what shows it"),
        ({"staff_skills_evidence": "Seen."}, "Choose a level for"),
        ({"staff_skills_level": "9", "staff_skills_evidence": "Seen."}, "There is a problem"),
    ],
)
def test_half_a_judgement_is_refused_and_kept_on_the_page(
    desk: Client, assessment: CapacityAssessment, told: Typed, words: str
) -> None:
    sent = {**seen(desk, assessment), "staff_confidence_evidence": "Half a word", **told}
    page = desk.post(edit_of(assessment), sent).content.decode()
    assert words in page
    assert "Half a word" in page
    assert not CapacityJudgement.objects.exists()


def test_of_two_who_judge_at_once_the_second_is_told(desk: Client, assessment: CapacityAssessment) -> None:
    early = seen(desk, assessment)
    desk.post(edit_of(assessment), {**early, "summary": "First."})
    second = desk.post(edit_of(assessment), {**early, "summary": "Second."})
    assert "Someone else changed this capacity assessment" in second.content.decode()


def test_the_lead_shares_and_ends_it(
    lead_desk: Client, client: Client, assessment: CapacityAssessment
) -> None:
    CapacityJudgementFactory(assessment=assessment)
    address = f"{assessment.get_absolute_url()}share/"
    assert "Everyone will be able to read all of it" in text_of(lead_desk, address)
    lead_desk.post(address)
    assert "Level 2 of 4" in text_of(client, assessment.get_absolute_url())
    assert "Stop sharing" in text_of(lead_desk, address)
    lead_desk.post(address)
    assert client.get(assessment.get_absolute_url()).status_code == 404


def test_sharing_nothing_is_refused_in_words(lead_desk: Client, assessment: CapacityAssessment) -> None:
    response = lead_desk.post(f"{assessment.get_absolute_url()}share/", follow=True)
    assert "nothing to share" in response.content.decode()


def test_an_officer_judges_and_does_not_share(desk: Client, assessment: CapacityAssessment) -> None:
    assert desk.get(f"{assessment.get_absolute_url()}share/").status_code == 403
    assert "Share with everyone" not in text_of(desk, assessment.get_absolute_url())


def test_an_action_is_added_and_done(desk: Client, assessment: CapacityAssessment) -> None:
    day = {"due_on_day": "31", "due_on_month": "3", "due_on_year": "2027"}
    new = f"{assessment.get_absolute_url()}actions/new/"
    desk.post(new, {"action": "Train with carers", "owner": "Engagement officer", **day})
    action = ImprovementAction.objects.get()
    edit = f"/improvement-actions/{action.pk}/edit/"
    done = {"done_on_day": "1", "done_on_month": "3", "done_on_year": "2027", "result": "Twelve came"}
    version = desk.get(edit).context["form"]["seen_at"].value()
    sent = {"action": action.action, "owner": action.owner, "seen_at": version, **day, **done}
    assert "Twelve came" in desk.post(edit, sent, follow=True).content.decode()


def test_an_action_without_a_day_is_refused_in_words(desk: Client, assessment: CapacityAssessment) -> None:
    response = desk.post(f"{assessment.get_absolute_url()}actions/new/", {"action": "Train"})
    page = response.content.decode()
    assert "Enter who sees to it" in page
    assert "Enter the day by which it is done" in page


def test_everyone_sees_only_what_was_shared(client: Client, desk: Client, fife: Partnership) -> None:
    CapacityAssessmentFactory(partnership=fife, made_on=dt.date(2025, 5, 1))
    shared = CapacityAssessmentFactory(partnership=fife, shared=True)
    CapacityJudgementFactory(assessment=shared)
    public, own = (text_of(who, "/partnerships/fife/capacity/") for who in (client, desk))
    assert "1 May 2025" not in public
    assert "5 October 2026" in public
    assert "1 May 2025" in own


def test_without_anything_the_page_says_so(client: Client, fife: Partnership) -> None:
    assert "Nothing to see yet" in text_of(client, "/partnerships/fife/capacity/")


def test_change_is_shown_as_pictures_and_as_a_table(desk: Client, fife: Partnership) -> None:
    for year, level in ((2024, 1), (2025, 3)):
        made = CapacityAssessmentFactory(partnership=fife, made_on=dt.date(year, 6, 1))
        CapacityJudgementFactory(assessment=made, level=level)
    page = text_of(desk, "/partnerships/fife/capacity/")
    assert page.count('<svg class="co_steps"') == 11
    assert "Can our staff work with people as partners? 1, 3" in page
    assert "<td>1</td><td>3</td>" in page.replace("\n", "")


def test_open_actions_are_listed_and_overdue_ones_marked(
    desk: Client, assessment: CapacityAssessment
) -> None:
    ImprovementActionFactory(assessment=assessment, due_on=timezone.localdate() - dt.timedelta(days=2))
    ImprovementActionFactory(assessment=assessment, action="Long done", done_on=dt.date(2026, 1, 1))
    page = text_of(desk, "/partnerships/fife/capacity/")
    assert "Overdue" in page
    assert "Long done" not in page
    assert "Long done" in text_of(desk, assessment.get_absolute_url())


def test_the_list_takes_the_same_queries_for_many(
    desk: Client, fife: Partnership, queries_of: QueriesOf
) -> None:
    few = many = 0
    for made in range(12):
        assessment = CapacityAssessmentFactory(partnership=fife, made_on=dt.date(2024, 1 + made, 1))
        CapacityJudgementFactory(assessment=assessment)
        ImprovementActionFactory(assessment=assessment)
        many = queries_of(desk, "/partnerships/fife/capacity/") if made in {0, 11} else many
        few = few or many
    assert few == many <= 12
