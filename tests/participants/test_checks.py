"""The project refuses to start while a column about people has no kind, no period, or no end."""

from dataclasses import replace

import pytest

from participants import checks
from participants.models import Involvement, Participant
from participants.models.declarations import DECLARED, Erasure
from participants.models.identity import Identity
from participants.models.privacy import FIELDS, Kind


def told() -> list[str]:
    return [f"{one.id} {one.msg}" for one in checks.every_column_is_declared()]


def test_as_it_stands_everything_is_declared() -> None:
    assert told() == []


def test_a_column_without_a_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {name: kind for name, kind in FIELDS["Identity"].items() if name != "phone"}
    monkeypatch.setitem(FIELDS, "Identity", fields)
    [fault] = told()
    assert fault.startswith("participants.E001 Identity does not declare what phone says")


def test_a_kind_without_a_column_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FIELDS, "Identity", {**FIELDS["Identity"], "shoe_size": Kind.PERSONAL})
    assert [fault[:17] for fault in told()] == ["participants.E001"]


def test_a_table_without_a_period_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(DECLARED, "Involvement")
    [fault] = told()
    assert fault.startswith("participants.E002 Involvement does not declare how long")


def test_a_table_that_stays_must_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DECLARED, "Involvement", replace(DECLARED["Involvement"], why=""))
    assert [fault[:17] for fault in told()] == ["participants.E002"]


def test_blanking_a_column_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    about = DECLARED["Involvement"]
    monkeypatch.setitem(DECLARED, "Involvement", replace(about, blank={**about.blank, "feelings": ""}))
    assert [fault[:17] for fault in told()] == ["participants.E003"]


def test_a_personal_column_that_would_stay_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    about = replace(DECLARED["Identity"], erasure=Erasure.BLANK, why="just because")
    monkeypatch.setitem(DECLARED, "Identity", replace(about, blank={"name": "Nobody"}))
    kept = {fault.split(" ")[4].rstrip(",") for fault in told()}
    assert {"email", "phone", "helper_name"} <= kept
    assert "name" not in kept


def test_a_special_column_in_a_history_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FIELDS, "Participant", {**FIELDS["Participant"], "since": Kind.SPECIAL})
    assert {fault[:17] for fault in told()} == {"participants.E004", "participants.E005"}


def test_each_fault_names_its_table() -> None:
    assert list(checks.faults(Participant)) == list(checks.faults(Identity)) == []
    assert list(checks.faults(Involvement)) == []
