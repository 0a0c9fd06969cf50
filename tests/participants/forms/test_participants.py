"""Forms about people: each field says who sees it, email is one way of several, and refusals are in words."""

from typing import Any

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from participants.forms import (
    CorrectForm,
    EnrolForm,
    FindForm,
    ParticipantEditForm,
    ParticipantFilter,
    ReasonForm,
)
from participants.forms.participants import BEHIND_THE_DOOR, BESIDE_THE_REFERENCE
from participants.models import Participant
from participants.models.participants import ParticipantQuerySet
from partnerships.models import Partnership, StatutoryGroup
from tests.factories.partnerships import OrganisationFactory

DETAILS = {"name": "Canary Dougal", "phone": "01632 960009", "preferred_format": "standard"}


def enrol(officer: User, **changes: Any) -> EnrolForm:
    partnership = Partnership.objects.get(slug="fife")
    return EnrolForm(
        {"partnership": partnership.pk, **DETAILS, **changes}, instance=Participant(), user=officer
    )


def test_every_field_says_who_will_see_it(officer: User) -> None:
    form = EnrolForm(instance=Participant(), user=officer)
    told = {field.name: str(field.help_text) for field in form.visible_fields()}
    silent = [
        name
        for name, help_text in told.items()
        if not help_text.endswith((BEHIND_THE_DOOR, BESIDE_THE_REFERENCE))
    ]
    assert silent == []


@pytest.mark.parametrize(
    "way", [{"email": "c@example.org"}, {"phone": "01632 960009"}, {"postal_address": "1 Example Row"}]
)
def test_one_way_to_reach_someone_is_enough(officer: User, way: dict[str, str]) -> None:
    assert enrol(officer, **{"phone": "", **way}).is_valid()


def test_an_organisation_is_a_way_to_reach_someone(officer: User) -> None:
    assert enrol(officer, phone="", organisation=OrganisationFactory().pk).is_valid()


def test_somebody_nobody_can_reach_is_refused(officer: User) -> None:
    form = enrol(officer, phone="")
    assert form.errors["phone"] == [
        "Enter a phone number, an email or postal address, or an organisation to reach them"
    ]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Enter a name"),
        ("name", "Canary\0", "Name"),
        ("email", "canary", "like name@example.com"),
        ("phone", "call me", "Enter a phone number, like 01632 960001"),
        ("preferred_format", "semaphore", "from the list"),
        ("groups", ["9999"], "from the list"),
        ("partnership", "9999", "from the list"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(officer: User, field: str, typed: Any, words: str) -> None:
    form = enrol(officer, **{field: typed})
    assert words in str(form.errors[field])


@pytest.mark.parametrize("phone", ["+44 1632 960009", "(01632) 960-009", "01632 960009 ext. 12"])
def test_phone_numbers_are_taken_as_people_write_them(officer: User, phone: str) -> None:
    assert enrol(officer, phone=phone).is_valid()


def test_nobody_is_enrolled_in_a_partnership_one_does_not_work_for(
    officer: User, dundee: Partnership
) -> None:
    assert "partnership" in enrol(officer, partnership=dundee.pk).errors


def test_a_correction_keeps_what_was_typed(db: None) -> None:
    form = CorrectForm({**DETAILS, "name": "", "phone": "01632 960123", "seen": "x"})
    assert not form.is_valid()
    assert form["phone"].value() == "01632 960123"


@pytest.mark.parametrize(
    ("reason", "is_one"), [("", False), ("ok", False), ("To phone them", True), ("x" * 301, False)]
)
def test_a_reason_has_some_words(reason: str, is_one: bool) -> None:
    assert ReasonForm({"reason": reason}).is_valid() is is_one


def test_a_search_takes_at_least_three_letters() -> None:
    assert "words" in FindForm({"words": "ag", "reason": "They phoned in"}).errors


def narrowed(**asked: str) -> list[Participant]:
    form = ParticipantFilter(asked, today=timezone.localdate())
    assert form.is_valid() or form.errors
    rows: ParticipantQuerySet = form.narrow(Participant.objects.in_order())
    return list(rows)


def test_the_list_narrows_by_group_reference_and_dates(
    agnes: Participant, bruce: Participant, carers: StatutoryGroup
) -> None:
    bruce.until = timezone.localdate()
    bruce.save()
    assert narrowed() == narrowed(q="P-7") == narrowed(group=carers.code) == [agnes]
    assert narrowed(taking_part="ended") == [bruce]
    assert narrowed(taking_part="all") == [agnes, bruce]


def test_a_forged_group_narrows_nothing(agnes: Participant) -> None:
    assert narrowed(group="no_such_group") == [agnes]


def test_nobody_stops_before_they_started(agnes: Participant) -> None:
    until = {"until_day": "1", "until_month": "1", "until_year": "1999"}
    form = ParticipantEditForm(until, instance=agnes)
    assert form.errors["until"] == ["They cannot stop before they started"]
