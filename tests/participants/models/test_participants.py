"""Participants: references within one partnership, and who may know of them."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError

from coproduce.accounts.models import User
from participants.models import Participant
from participants.models.participants import number_in
from partnerships.models import Partnership, StatutoryGroup
from tests.factories.participants import InvolvementFactory, ParticipantFactory
from tests.factories.partnerships import OrganisationFactory
from tests.participants.conftest import history

DAY = dt.date(2026, 5, 1)


@pytest.mark.parametrize("typed", ["P-0042", "p-0042", "p42", "42", " 0042 "])
def test_a_reference_is_understood_however_it_is_typed(typed: str) -> None:
    assert number_in(typed) == 42


@pytest.mark.parametrize("typed", ["", "P-", "Agnes", "4 2", "P-0042x", "9999999999"])
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert number_in(typed) is None


def test_a_participant_is_called_by_their_reference(agnes: Participant) -> None:
    assert str(agnes) == agnes.reference == "P-0007"


def test_a_number_means_one_person_in_one_partnership(agnes: Participant, coll: Participant) -> None:
    assert agnes.number == coll.number
    with pytest.raises(IntegrityError, match="one_participant_per_number_in_a_partnership"):
        ParticipantFactory(partnership=agnes.partnership, number=agnes.number)


def test_nobody_ends_before_they_start(fife: Partnership) -> None:
    with pytest.raises(IntegrityError, match="participant_ends_after_they_start"):
        ParticipantFactory(partnership=fife, since=DAY, until=DAY - dt.timedelta(days=1))


def test_the_last_day_is_the_day_before_until(fife: Partnership) -> None:
    person = ParticipantFactory(partnership=fife, since=DAY, until=DAY + dt.timedelta(days=2))
    told = [person.is_current(DAY + dt.timedelta(days=days)) for days in (-1, 0, 1, 2)]
    asked = [Participant.objects.current(DAY + dt.timedelta(days=days)).exists() for days in (-1, 0, 1, 2)]
    assert told == asked == [False, True, True, False]


def test_who_has_ended_is_found_among_the_ended(fife: Partnership, agnes: Participant) -> None:
    gone = ParticipantFactory(partnership=fife, since=DAY, until=DAY)
    assert list(Participant.objects.ended(DAY)) == [gone]


@pytest.mark.parametrize("role", ["reader", "officer", "lead", "auditor", "administrator"])
def test_the_team_and_national_oversight_see_the_reference(
    role: str, request: pytest.FixtureRequest, agnes: Participant
) -> None:
    assert list(Participant.objects.visible_to(request.getfixturevalue(role))) == [agnes]


@pytest.mark.parametrize("role", ["officer_elsewhere", "organisation_lead", "moderator", "newcomer"])
def test_nobody_else_knows_of_a_participant(
    role: str, request: pytest.FixtureRequest, agnes: Participant
) -> None:
    assert not Participant.objects.visible_to(request.getfixturevalue(role)).exists()


def test_a_search_takes_a_reference_or_an_organisation(agnes: Participant, bruce: Participant) -> None:
    bruce.organisation = OrganisationFactory(name="Fife Voluntary Action")
    bruce.save()
    assert list(Participant.objects.matching("p-7")) == [agnes]
    assert list(Participant.objects.matching("voluntary")) == [bruce]


def test_a_search_of_the_list_never_finds_a_name(agnes: Participant) -> None:
    assert not Participant.objects.matching("Canary").exists()


def test_speaking_for_two_groups_counts_once(
    agnes: Participant, bruce: Participant, carers: StatutoryGroup, users: StatutoryGroup
) -> None:
    agnes.groups.add(users)
    assert list(Participant.objects.speaking_for(carers, users)) == [agnes, bruce]
    assert list(Participant.objects.speaking_for(carers)) == [agnes]


def test_numbers_tell_how_often_someone_was_invited(agnes: Participant, bruce: Participant) -> None:
    InvolvementFactory.create_batch(2, participant=agnes)
    counted: Any = Participant.objects.with_numbers().in_order()
    assert [row.invited for row in counted] == [2, 0]


def test_who_is_invited_is_not_offered_again(agnes: Participant, bruce: Participant) -> None:
    involvement = InvolvementFactory(participant=agnes)
    assert list(Participant.objects.not_invited_to(involvement.engagement_id)) == [bruce]


def test_changes_are_in_the_history(agnes: Participant, officer: User) -> None:
    agnes.until = DAY + dt.timedelta(days=3000)
    agnes.save()
    events = history(agnes).values_list("pgh_label", "until")
    assert list(events) == [("insert", None), ("update", agnes.until)]
