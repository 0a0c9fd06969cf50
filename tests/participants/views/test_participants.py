"""Pages of the register: references everywhere, a name once, with a reason and one disclosure."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accounts.models import User
from participants.models import Participant
from participants.models.identity import Identity
from partnerships.models import Partnership, StatutoryGroup
from tests.conftest import ClientOf
from tests.factories.participants import InvolvementFactory, ParticipantFactory
from tests.participants.conftest import CANARY, CANARY_EMAIL, Count, looks, text_of

LIST = reverse("participants:participant_list")
ENROL = reverse("participants:participant_enrol")
FIND = reverse("participants:participant_find")
DETAILS = {"name": "Canary Dougal", "phone": "01632 960009", "preferred_format": "standard"}
REASON = {"reason": "To phone about Tuesday"}


def page(name: str, participant: Participant) -> str:
    return reverse(f"participants:{name}", args=[participant.pk])


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


# --- Lists
@pytest.mark.parametrize("role", ["reader", "officer", "lead", "auditor", "administrator"])
def test_the_list_shows_references_and_no_names(
    role: str, request: pytest.FixtureRequest, client_of: ClientOf, agnes: Participant
) -> None:
    text = text_of(client_of(request.getfixturevalue(role)).get(LIST))
    assert "P-0007" in text
    assert "anary" not in text
    assert looks() == []


def test_the_list_stays_in_the_partnership(desk: Client, coll: Participant, carers: StatutoryGroup) -> None:
    ParticipantFactory(partnership=coll.partnership, number=99)
    assert "P-0099" not in text_of(desk.get(f"{LIST}?taking_part=all"))


def test_whoever_sees_several_partnerships_is_told_which(
    client_of: ClientOf, auditor: User, desk: Client, agnes: Participant, coll: Participant
) -> None:
    assert "Dundee City Health" in text_of(client_of(auditor).get(LIST))
    assert '<th scope="col">Partnership</th>' not in text_of(desk.get(LIST))


def test_a_name_in_the_address_finds_nobody(desk: Client, agnes: Participant) -> None:
    assert "P-0007" not in text_of(desk.get(f"{LIST}?q=Canary"))


@pytest.mark.parametrize(
    "query", ["page=999999", "page=x", "taking_part=perhaps", "group=x", "q=%F0%9F%98%80"]
)
def test_odd_questions_get_a_page_and_no_fault(desk: Client, agnes: Participant, query: str) -> None:
    assert desk.get(f"{LIST}?{query}").status_code in {200, 404}


def test_the_list_takes_the_same_queries_at_10_and_at_1000(
    desk: Client, fife: Partnership, officer: User, carers: StatutoryGroup, queries: Count
) -> None:
    def enrol(numbers: range) -> None:
        rows = [Participant(partnership=fife, number=number, enrolled_by=officer) for number in numbers]
        made = Participant.objects.bulk_create(rows)
        through = Participant.groups.through
        through.objects.bulk_create(through(participant=row, statutorygroup=carers) for row in made)

    enrol(range(1, 11))
    few = queries(desk, LIST)
    enrol(range(11, 1001))
    assert queries(desk, LIST) == few <= 12


# --- Enrolling
def test_enrolling_leads_to_the_reference(desk: Client, fife: Partnership) -> None:
    answer = desk.post(ENROL, {"partnership": fife.pk, **DETAILS}, follow=True)
    assert "Participant P-0001" in text_of(answer)
    assert "anary" not in text_of(answer)


def test_pressing_twice_enrols_once(desk: Client, fife: Partnership) -> None:
    typed = {"partnership": fife.pk, **DETAILS, "submission": str(uuid4())}
    assert desk.post(ENROL, typed).url == desk.post(ENROL, typed).url  # type: ignore[attr-defined]
    assert Participant.objects.count() == 1


def test_a_rejected_enrolment_keeps_what_was_typed(desk: Client, fife: Partnership) -> None:
    text = text_of(desk.post(ENROL, {"partnership": fife.pk, **DETAILS, "name": ""}))
    assert "There is a problem" in text
    assert "Enter a name" in text
    assert "01632 960009" in text


def test_a_forged_partnership_is_refused_in_words(desk: Client, dundee: Partnership) -> None:
    text = text_of(desk.post(ENROL, {"partnership": dundee.pk, **DETAILS}))
    assert "There is a problem" in text
    assert not Participant.objects.exists()


# --- Finding
def test_a_search_leads_to_references_and_leaves_one_disclosure_each(
    desk: Client, agnes: Participant, bruce: Participant
) -> None:
    text = text_of(desk.post(FIND, {"words": "canary", **REASON}))
    assert "P-0007" in text
    assert "P-0008" in text
    assert looks(agnes) == looks(bruce) == [("search", REASON["reason"])]


def test_the_words_of_a_search_are_shown_nowhere_again(desk: Client, agnes: Participant) -> None:
    answer = desk.post(FIND, {"words": "Canary Agnes", **REASON})
    assert "anary" not in text_of(answer)
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("typed", [{"words": "canary"}, {"words": "ca", **REASON}, {}])
def test_a_search_without_words_or_reason_finds_nothing(
    desk: Client, agnes: Participant, typed: dict[str, str]
) -> None:
    text = text_of(desk.post(FIND, typed))
    assert "There is a problem" in text
    assert "P-0007" not in text
    assert looks() == []


def test_a_search_by_get_is_no_search(desk: Client, agnes: Participant) -> None:
    assert "P-0007" not in text_of(desk.get(f"{FIND}?words=canary&reason=Curious"))


# --- One participant
def test_the_page_of_a_participant_tells_what_they_took_part_in(desk: Client, agnes: Participant) -> None:
    InvolvementFactory(participant=agnes, engagement__title="A round table", came=True)
    text = text_of(desk.get(page("participant_detail", agnes)))
    assert "A round table" in text
    assert "Came" in text
    assert "anary" not in text


def test_readers_and_auditors_see_no_attendance(
    client_of: ClientOf, reader: User, auditor: User, agnes: Participant
) -> None:
    InvolvementFactory(participant=agnes, declined=True, barrier="cost")
    for user in (reader, auditor):
        text = text_of(client_of(user).get(page("participant_detail", agnes)))
        assert "Attendance" not in text
        assert "What it would cost me" not in text


def test_only_the_lead_sees_who_looked(
    desk: Client, client_of: ClientOf, lead: User, agnes: Participant
) -> None:
    desk.post(page("participant_disclose", agnes), REASON)
    address = page("participant_detail", agnes)
    assert REASON["reason"] in text_of(client_of(lead).get(address))
    assert REASON["reason"] not in text_of(desk.get(address))
    assert desk.get(page("disclosure_list", agnes)).status_code == 403


def test_the_lead_reads_all_of_it_page_by_page(client_of: ClientOf, lead: User, agnes: Participant) -> None:
    client = client_of(lead)
    for number in range(26):
        client.post(page("participant_disclose", agnes), {"reason": f"Reason number {number}"})
    address = page("disclosure_list", agnes)
    assert "Reason number 25" in text_of(client.get(address))
    assert "Reason number 0" in text_of(client.get(f"{address}?page=2"))


def test_a_participant_takes_the_same_queries_however_much_they_did(
    client_of: ClientOf, lead: User, agnes: Participant, queries: Count
) -> None:
    client, address = client_of(lead), page("participant_detail", agnes)
    InvolvementFactory(participant=agnes)
    few = queries(client, address)
    InvolvementFactory.create_batch(12, participant=agnes)
    assert queries(client, address) == few <= 12


@pytest.mark.parametrize("name", ["participant_detail", "participant_disclose", "participant_edit"])
def test_a_stranger_does_not_learn_that_the_reference_exists(
    client_of: ClientOf, officer_elsewhere: User, agnes: Participant, name: str
) -> None:
    client = client_of(officer_elsewhere)
    assert client.get(page(name, agnes)).status_code == 404
    assert client.post(page(name, agnes), REASON).status_code in {404, 405}
    assert looks() == []


# --- The name
def test_a_name_takes_a_reason_and_leaves_exactly_one_disclosure(desk: Client, agnes: Participant) -> None:
    answer = desk.post(page("participant_disclose", agnes), REASON)
    assert CANARY in text_of(answer)
    assert CANARY_EMAIL in text_of(answer)
    assert looks() == [("look", REASON["reason"])]
    assert answer["Cache-Control"] == "no-store, private"


def test_asking_for_the_page_shows_nothing_yet(desk: Client, agnes: Participant) -> None:
    for address in (
        page("participant_disclose", agnes),
        page("participant_disclose", agnes) + "?reason=Curious",
    ):
        assert "anary" not in text_of(desk.get(address))
    assert looks() == []


def test_without_a_reason_there_is_no_name(desk: Client, agnes: Participant) -> None:
    text = text_of(desk.post(page("participant_disclose", agnes), {"reason": ""}))
    assert "There is a problem" in text
    assert "anary" not in text
    assert looks() == []


def test_someone_without_email_is_to_be_called(desk: Client, bruce: Participant) -> None:
    text = text_of(desk.post(page("participant_disclose", bruce), REASON))
    assert "None: call or write to them" in text
    assert "01632 960008" in text


@pytest.mark.parametrize("role", ["reader", "auditor", "administrator"])
def test_who_sees_the_reference_may_still_not_see_the_name(
    role: str, request: pytest.FixtureRequest, client_of: ClientOf, agnes: Participant
) -> None:
    client = client_of(request.getfixturevalue(role))
    assert client.post(page("participant_disclose", agnes), REASON).status_code == 403
    assert "participant_disclose" not in text_of(client.get(page("participant_detail", agnes)))
    assert looks() == []


# --- Correcting
def seen(desk: Client, agnes: Participant) -> str:
    """What the page with the name noted as the version it showed."""
    answer: Any = desk.post(page("participant_disclose", agnes), REASON)
    return str(answer.context["form"]["seen"].value())


def test_a_correction_is_kept_and_leads_back_to_the_reference(desk: Client, agnes: Participant) -> None:
    typed = {**DETAILS, "seen": seen(desk, agnes)}
    answer = desk.post(page("participant_correct", agnes), typed, follow=True)
    assert "The details are saved." in text_of(answer)
    assert "anary" not in text_of(answer)
    assert Identity.objects.get().name == "Canary Dougal"


def test_a_rejected_correction_is_one_more_look(desk: Client, agnes: Participant) -> None:
    text = text_of(desk.post(page("participant_correct", agnes), {**DETAILS, "phone": "call me"}))
    assert "Canary Dougal" in text
    assert looks() == [("look", "Correcting name and contact details")]


def test_a_stale_correction_is_told_so(desk: Client, agnes: Participant) -> None:
    typed = {**DETAILS, "seen": "2020-01-01T00:00:00.000000+00:00"}
    assert "Someone else changed these details" in text_of(
        desk.post(page("participant_correct", agnes), typed)
    )
    assert Identity.objects.get().name == CANARY


def test_the_form_to_correct_has_no_address_of_its_own(desk: Client, agnes: Participant) -> None:
    answer: Any = desk.get(page("participant_correct", agnes))
    assert answer.url == page("participant_disclose", agnes)


@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_nobody_else_corrects(
    role: str, request: pytest.FixtureRequest, client_of: ClientOf, agnes: Participant
) -> None:
    client = client_of(request.getfixturevalue(role))
    for typed in (DETAILS, {}):
        assert client.post(page("participant_correct", agnes), typed).status_code == 403


# --- Groups and dates
def test_groups_and_the_end_can_be_changed(desk: Client, agnes: Participant, users: StatutoryGroup) -> None:
    today = timezone.localdate()
    until = {"until_day": today.day, "until_month": today.month, "until_year": today.year}
    form: Any = desk.get(page("participant_edit", agnes)).context["form"]
    typed = {"groups": [users.pk], **until, "seen_at": form["seen_at"].value()}
    assert desk.post(page("participant_edit", agnes), typed).status_code == 302
    agnes.refresh_from_db()
    assert (list(agnes.groups.all()), agnes.until) == ([users], today)


def test_an_edit_over_another_edit_is_refused_in_words(
    desk: Client, agnes: Participant, users: StatutoryGroup
) -> None:
    form: Any = desk.get(page("participant_edit", agnes)).context["form"]
    agnes.save()
    typed = {"groups": [users.pk], "seen_at": form["seen_at"].value()}
    text = text_of(desk.post(page("participant_edit", agnes), typed))
    assert "Someone else changed this participant" in text
