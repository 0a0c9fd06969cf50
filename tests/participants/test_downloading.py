"""A copy of everything: what is in it, what is not, and that staff who make one leave a trace."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from coproduce.accounts.models import User
from participants import downloading, invitations, register
from participants.models import Participant
from participants.models.declarations import about_people
from partnerships.models import Engagement
from tests.factories.declared import seed

from .conftest import CANARY, CANARY_EMAIL, looks


def words(participant: Participant, name: str) -> str:
    [table] = [one for one in downloading.copy(participant) if one.name == name]
    return repr([[field.words for field in row] for row in table.rows])


def told(participant: Participant, now: dt.datetime) -> Any:
    return json.loads(downloading.as_json(downloading.copy(participant), now=now))


def test_it_has_every_table(agnes: Participant, now: dt.datetime) -> None:
    names = {model.__name__ for model in about_people()} | {"Email"}
    assert set(told(agnes, now)["tables"]) == names


def test_it_has_the_name_and_the_address(agnes: Participant, now: dt.datetime) -> None:
    [row] = told(agnes, now)["tables"]["Identity"]["rows"]
    assert (row["name"], row["email"]) == (CANARY, CANARY_EMAIL)


def test_it_has_what_was_written_to_them(
    agnes: Participant, engagement: Engagement, officer: User, now: dt.datetime
) -> None:
    invitations.invite(engagement, [agnes], by=officer, now=now)
    [row] = told(agnes, now)["tables"]["Email"]["rows"]
    assert row["recipient"] == CANARY_EMAIL
    assert "A round table" in row["text"]


def test_no_name_of_staff_is_in_it(agnes: Participant, officer: User, now: dt.datetime) -> None:
    register.disclose(agnes, by=officer, reason="To phone them")
    text = json.dumps(told(agnes, now))
    assert officer.name not in text
    assert officer.email not in text
    assert downloading.SOMEONE in text


def test_nobody_elses_row_is_in_it(
    agnes: Participant, bruce: Participant, coll: Participant, now: dt.datetime
) -> None:
    for one in (bruce, coll):
        seed(one, f"other{one.number}")
    text = json.dumps(told(agnes, now))
    assert "Canary Bruce" not in text
    assert "Canary Coll" not in text
    assert "zqother" not in text


def test_it_reads_in_words(agnes: Participant) -> None:
    assert "Carers of users of social care" in words(agnes, "Participant")
    assert "Standard print" in words(agnes, "Identity")


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, ""), (True, "Yes"), (False, "No"), (0, "0"), (dt.date(2026, 3, 1), "1 March 2026")],
)
def test_values_are_told_as_people_say_them(value: Any, said: str) -> None:
    assert downloading.in_words(value) == said


def test_a_copy_by_staff_is_on_record_with_the_reason(agnes: Participant, lead: User) -> None:
    tables = downloading.copy_for(agnes, by=lead, reason="She asked by phone")
    assert looks(agnes) == [("copy", "She asked by phone")]
    [disclosed] = [one for one in tables if one.name == "Disclosure"]
    assert len(disclosed.rows) == 1


@pytest.mark.parametrize("role", ["reader", "officer", "officer_elsewhere", "moderator", "auditor"])
def test_nobody_else_makes_one(role: str, request: pytest.FixtureRequest, agnes: Participant) -> None:
    with pytest.raises(PermissionDenied):
        downloading.copy_for(agnes, by=request.getfixturevalue(role), reason="Out of interest")
    assert looks() == []


def test_without_a_reason_there_is_none(agnes: Participant, lead: User) -> None:
    with pytest.raises(Exception, match="disclosure_has_a_reason"):
        downloading.copy_for(agnes, by=lead, reason="  ")
