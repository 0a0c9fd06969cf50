"""Recognising who asked to be forgotten: by a way to reach them, in their partnership, by hash alone."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import Settings

from coproduce.accounts.models import User
from participants import erasing, forgetting, register
from participants.models import Agreement, Forgotten, Participant, Topic
from participants.register import Details, ForgottenError
from partnerships.models import Partnership

from .conftest import CANARY, CANARY_EMAIL
from .test_canaries import tables_with

NEVER = Details(name="Canary Unknown", email="canary.unknown@example.org", phone="01632 960999")


@pytest.fixture
def gone(agnes: Participant, now: dt.datetime) -> Participant:
    erasing.forget_me(agnes, now=now)
    return agnes


@pytest.mark.parametrize(
    "details",
    [
        Details(name=CANARY, email=CANARY_EMAIL),
        Details(name="Spelt Otherwise", email=f" {CANARY_EMAIL.upper()} "),
        Details(name="Agnès", phone="+44 1632 960007"),
        Details(name="Agnes", phone="01632-960-007 ext 3"),
    ],
)
def test_a_way_to_reach_them_is_recognised(
    details: Details, gone: Participant, fife: Partnership, officer: User
) -> None:
    with pytest.raises(ForgottenError, match="asked to be forgotten"):
        register.enrol(fife, details, by=officer)
    assert Participant.objects.count() == 1


def test_someone_else_is_not(gone: Participant, fife: Partnership, officer: User) -> None:
    assert register.enrol(fife, NEVER, by=officer).reference == "P-0008"


def test_the_same_name_alone_is_someone_else(gone: Participant, fife: Partnership, officer: User) -> None:
    assert register.enrol(fife, Details(name=CANARY, phone="01632 960999"), by=officer)


def test_a_name_counts_where_there_was_nothing_else(
    fife: Partnership, officer: User, now: dt.datetime
) -> None:
    one = register.enrol(fife, Details(name="Canary Màiri"), by=officer)
    erasing.forget_me(one, now=now)
    with pytest.raises(ForgottenError, match="this name"):
        register.enrol(fife, Details(name="canary  mairi"), by=officer)


def test_a_post_address_counts_with_the_name(fife: Partnership, officer: User, now: dt.datetime) -> None:
    home = {"postal_address": "1 Example Street\nGlenrothes"}
    erasing.forget_me(register.enrol(fife, Details(name="Canary Iain", **home), by=officer), now=now)
    assert register.enrol(fife, Details(name="Canary Una", **home), by=officer)
    with pytest.raises(ForgottenError, match="name and postal address"):
        register.enrol(
            fife, Details(name="CANARY IAIN", postal_address="1, example street, glenrothes"), by=officer
        )


def test_another_partnership_knows_nothing_of_it(
    gone: Participant, dundee: Partnership, officer_elsewhere: User
) -> None:
    details = Details(name=CANARY, email=CANARY_EMAIL)
    assert register.enrol(dundee, details, by=officer_elsewhere)
    mine, theirs = (
        forgetting.marks_of(where, name=CANARY, email=CANARY_EMAIL) for where in (gone.partnership, dundee)
    )
    assert mine["email"] != theirs["email"]


def test_by_their_own_wish_they_come_back_and_that_is_kept(
    gone: Participant, fife: Partnership, officer: User
) -> None:
    details = Details(name=CANARY, email=CANARY_EMAIL)
    back = register.enrol(fife, details, by=officer, own_wish="She rang on Monday and asked to")
    row = Agreement.objects.get(participant=back, topic=Topic.RETURN)
    assert (row.words, row.recorded_by) == ("She rang on Monday and asked to", officer)
    assert back.pk != gone.pk
    assert register.enrol(fife, details, by=officer), "they are not asked about it again"


def test_a_wish_of_blanks_is_none(gone: Participant, fife: Partnership, officer: User) -> None:
    with pytest.raises(ForgottenError):
        register.enrol(fife, Details(name=CANARY, email=CANARY_EMAIL), by=officer, own_wish="  ")


def test_a_change_of_the_secret_key_forgets_nobody(
    gone: Participant, fife: Partnership, officer: User, settings: Settings
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key of more than fifty characters, all of them made up"
    with pytest.raises(ForgottenError):
        register.enrol(fife, Details(name=CANARY, email=CANARY_EMAIL), by=officer)


def test_without_the_key_a_mark_tells_nothing(gone: Participant, settings: Settings) -> None:
    settings.SECRET_KEY = "another secret key of more than fifty characters, all of them made up"
    marks = forgetting.marks_of(gone.partnership, name=CANARY, email=CANARY_EMAIL)
    assert forgetting.recognised(marks, gone.partnership) == []
    assert all(len(row.mark) == 64 for row in Forgotten.objects.all())
    assert list(tables_with("960007")) == []


def test_leaving_the_same_mark_twice_is_fine(fife: Partnership) -> None:
    marks = forgetting.marks_of(fife, name="Canary", email="canary@example.org")
    for _ in range(2):
        forgetting.leave(marks, fife, on=timezone.localdate())
    assert Forgotten.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other"), [("+44 (0)1632 960007", "01632 960007"), ("0044 1632 960007", "01632 960007")]
)
def test_a_phone_number_may_be_written_in_several_ways(one: str, other: str) -> None:
    assert forgetting.dialled(one) == forgetting.dialled(other)
