"""Forms of invitations, answers and attendance: forged keys and stale pages are refused in words."""

from typing import Any

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from participants import attendance
from participants.forms import AnswerForm, AttendanceForm, InviteForm, PeopleFilter
from participants.models import Involvement, Participant
from partnerships.models import Engagement, StatutoryGroup
from tests.factories.participants import InvolvementFactory


def invite(agnes: Participant, **typed: Any) -> InviteForm:
    everyone = Participant.objects.of_partnership(agnes.partnership).current(timezone.localdate())
    return InviteForm(typed, everyone=everyone, offered=[agnes])


def test_boxes_and_references_add_up_to_people(agnes: Participant, bruce: Participant) -> None:
    form = invite(agnes, participants=[agnes.pk], references="P-0008; 7")
    assert form.is_valid()
    assert set(form.chosen) == {agnes, bruce}


def test_a_box_says_the_reference_and_the_groups(agnes: Participant, carers: StatutoryGroup) -> None:
    choices = invite(agnes).fields["participants"].choices  # type: ignore[attr-defined]
    assert list(choices) == [(agnes.pk, f"P-0007: {carers}")]


def test_nobody_chosen_is_refused(agnes: Participant) -> None:
    assert invite(agnes).errors["participants"] == ["Choose at least one person, or enter a reference"]


def test_someone_of_another_partnership_is_refused_in_words(agnes: Participant, coll: Participant) -> None:
    words = "One of the people you chose does not take part in this partnership. Choose again"
    assert invite(agnes, participants=[coll.pk]).errors["participants"] == [words]


@pytest.mark.parametrize("forged", [["x"], ["0"], ["99999999999999999999"]])
def test_a_forged_key_is_refused_in_words(agnes: Participant, forged: list[str]) -> None:
    assert "does not take part" in str(invite(agnes, participants=forged).errors["participants"])


@pytest.mark.parametrize("typed", ["P-0099", "Agnes", "P-0099, Agnes", "0"])
def test_an_unknown_reference_is_named(agnes: Participant, typed: str) -> None:
    [words] = invite(agnes, references=typed).errors["references"]
    assert words == f"Nobody takes part in this partnership as {typed}"


def test_who_has_ended_is_no_longer_known(agnes: Participant, bruce: Participant) -> None:
    bruce.until = timezone.localdate()
    bruce.save()
    assert "references" in invite(agnes, references="P-0008").errors


def test_yes_has_no_barrier() -> None:
    form = AnswerForm({"answer": "accepted", "through": "phone", "barrier": "cost"})
    assert form.errors["barrier"] == ["Leave this out when they say yes"]


def test_an_answer_says_how_it_came() -> None:
    form = AnswerForm({"answer": "declined", "through": "link"})
    assert set(form.errors) == {"through"}


@pytest.mark.parametrize("show", ["", "contact", "none", "accepted", "declined"])
def test_people_are_shown_by_what_they_answered(
    agnes: Participant, bruce: Participant, engagement: Engagement, show: str
) -> None:
    yes = InvolvementFactory(participant=agnes, engagement=engagement, accepted=True)
    no = InvolvementFactory(participant=bruce, engagement=engagement, declined=True)
    form = PeopleFilter({"show": show})
    assert form.is_valid()
    expected = {"": {yes, no}, "contact": {yes}, "none": set(), "accepted": {yes}, "declined": {no}}
    assert set(form.narrow(Involvement.objects.all())) == expected[show]


# --- Attendance
@pytest.fixture
def row(agnes: Participant, past: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=past)


def mark(row: Involvement, told: str, *, seen: str = "none") -> AttendanceForm:
    rows = Involvement.objects.with_participant()
    return AttendanceForm({f"attendance_{row.pk}": told, f"seen_{row.pk}": seen}, involvements=rows)


def test_each_person_has_a_question_with_what_is_known(row: Involvement) -> None:
    form = AttendanceForm(involvements=Involvement.objects.with_participant())
    field = form[f"attendance_{row.pk}"]
    assert (field.label, field.value()) == ("P-0007: Carers of users of social care", "none")


def test_only_what_was_changed_on_the_page_is_recorded(row: Involvement) -> None:
    form = mark(row, "came")
    assert form.is_valid()
    assert form.marks == {row.pk: "came"}
    same = mark(row, "none")
    assert same.is_valid()
    assert same.marks == {}


def test_an_untouched_answer_never_undoes_what_another_recorded(
    row: Involvement, lead: User, past: Engagement
) -> None:
    attendance.record(past, {row.pk: "absent"}, by=lead, now=timezone.now())
    form = mark(row, "none")
    assert form.is_valid()
    assert form.marks == {}


def test_a_conflict_is_shown_once_and_then_theirs_to_settle(
    row: Involvement, lead: User, past: Engagement
) -> None:
    attendance.record(past, {row.pk: "absent"}, by=lead, now=timezone.now())
    form = mark(row, "came")
    assert form.errors[f"attendance_{row.pk}"] == [
        "“Did not come” was recorded for P-0007 meanwhile. Choose again"
    ]
    again = AttendanceForm(form.data, involvements=Involvement.objects.with_participant())
    assert again.is_valid()
    assert again.marks == {row.pk: "came"}


@pytest.mark.parametrize("told", ["", "perhaps"])
def test_attendance_has_four_answers_and_no_other(row: Involvement, told: str) -> None:
    assert f"attendance_{row.pk}" in mark(row, told).errors
