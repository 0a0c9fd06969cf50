"""Statutory groups become dated rules and can go back: rows, people's edits and both lawful answers stay."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

APP = "partnerships"
DATA = "0003_statutory_groups_to_dated_rules"
AFTER = "0004_statutory_rules_leave_the_groups"
CHANGE = dt.date(2026, 9, 1)
CHANGING = "voting from 2026-09-01 (SSI 2025/405); non-voting before"


@dataclass(frozen=True)
class Steps:
    """The two steps, and the models as they were between them."""

    data: Migration
    after: Migration
    state: ProjectState


@pytest.fixture(scope="module")
def steps() -> Steps:
    loader = MigrationLoader(None)
    state = loader.project_state((APP, DATA))
    return Steps(loader.get_migration(APP, DATA), loader.get_migration(APP, AFTER), state)


def take(migration: Migration, state: ProjectState, *, back: bool = False) -> None:
    with connection.schema_editor(atomic=False) as editor:
        (migration.unapply if back else migration.apply)(state.clone(), editor)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def before(steps: Steps, db: None) -> Iterator[Any]:
    """The database as it was before the data moved, in the test's own transaction; gives the old model."""
    take(steps.after, steps.state, back=True)
    yield steps.state.apps.get_model(APP, "StatutoryGroup")


@pytest.fixture
def rules(steps: Steps) -> Any:
    return steps.state.apps.get_model(APP, "StatutoryRule").objects


def group(model: Any, code: str, **told: Any) -> Any:
    common = {
        "label": "Example group", "instrument": "SSI 2014/285", "provision": "art.3(1)(a)", "minimum": "1",
        "applies_to": "integration_joint_board", "source_url": "https://www.legislation.gov.uk/ssi/2014/285",
    }  # fmt: skip
    return model.objects.create(code=code, **{**common, **told})


def there(steps: Steps) -> None:
    take(steps.data, steps.state)


def back(steps: Steps) -> None:
    take(steps.data, steps.state, back=True)


def test_a_group_gets_one_rule_in_force_since_ever(before: Any, rules: Any, steps: Steps) -> None:
    made = group(before, "ijb_gp", voting_status="non-voting", notes="Determined by the Health Board.")
    there(steps)
    rule = rules.get()
    assert (rule.group_id, rule.since, rule.until) == (made.pk, None, None)
    assert (rule.instrument, rule.provision, rule.notes) == (made.instrument, made.provision, made.notes)
    assert (rule.minimum, rule.voting, rule.source_url) == (1, "non_voting", made.source_url)


def test_ssi_2025_405_is_two_rules_with_dates(before: Any, rules: Any, steps: Steps) -> None:
    law = "SSI 2014/285 as amended by SSI 2025/405"
    provision = "art.3(7)(d); art.5(7)(d); voting: SSI 2025/405 art.2(2)"
    group(before, "ijb_unpaid_carer", voting_status=CHANGING, instrument=law, provision=provision)
    there(steps)
    old, new = rules.order_by("until")
    assert (old.voting, old.since, old.until) == ("non_voting", None, CHANGE)
    assert (old.instrument, old.provision) == ("SSI 2014/285", "art.3(7)(d); art.5(7)(d)")
    assert (new.voting, new.since, new.until, new.may_send) == ("voting", CHANGE, None, "proxy")
    assert (new.instrument, new.provision) == (law, provision)
    assert (old.term_years, new.term_years) == (3, 3)


def test_a_minimum_in_words_becomes_a_number(before: Any, rules: Any, steps: Steps) -> None:
    for told in ("3", "0", "", "1 per locality"):
        group(before, f"ijb_{told[:1]}", minimum=told, notes="As chosen.", label=told)
    there(steps)
    found = {rule.group.label: (rule.minimum, rule.per_locality, rule.notes) for rule in rules.all()}
    assert found == {
        "3": (3, False, "As chosen."),
        "0": (0, False, "As chosen."),
        "": (0, False, "As chosen."),
        "1 per locality": (1, True, "As chosen."),
    }


def test_a_minimum_that_people_worded_otherwise_is_kept_in_the_notes(
    before: Any, rules: Any, steps: Steps
) -> None:
    for place, told in enumerate(("at least 2", "two or more", "12345678")):
        group(before, f"ijb_{place}", minimum=told, notes="Optional.")
    there(steps)
    assert [(rule.minimum, rule.notes) for rule in rules.order_by("group__code")] == [
        (2, "Optional.\nMinimum: at least 2"),
        (0, "Optional.\nMinimum: two or more"),
        (1234, "Optional.\nMinimum: 12345678"),
    ]


def test_voting_that_people_worded_otherwise_is_kept_in_the_notes(
    before: Any, rules: Any, steps: Steps
) -> None:
    group(before, "ijb_other", voting_status="votes on everything but the budget")
    there(steps)
    rule = rules.get()
    assert (rule.voting, rule.notes) == ("", "Voting: votes on everything but the budget")


def test_nominees_go_with_the_model_of_the_partnership(before: Any, rules: Any, steps: Steps) -> None:
    table = {
        "spg_health_board_nominee": "joint_board",
        "spg_local_authority_nominee": "one_council",
        "spg_local_authorities_joint_nominee": "several_councils",
        "spg_other_authority_nominee_hb_lead": "lead_agency",
        "spg_other_authority_nominee_la_lead": "lead_agency",
        "spg_health_professionals": "",
    }
    for code in table:
        group(before, code, applies_to="strategic_planning_group")
    there(steps)
    assert dict(rules.values_list("group__code", "only_for")) == table


def test_terms_are_for_members_of_joint_boards_who_do_not_sit_by_their_office(
    before: Any, rules: Any, steps: Steps
) -> None:
    for code in ("ijb_staff", "ijb_cswo"):
        group(before, code)
    group(before, "spg_other", applies_to="strategic_planning_group")
    there(steps)
    years = dict(rules.values_list("group__code", "term_years"))
    assert years == {"ijb_staff": 3, "ijb_cswo": None, "spg_other": None}


def test_the_groups_of_the_schedule_are_the_standard_consultees(before: Any, steps: Steps) -> None:
    table = {
        "con_health_care_users": ("Schedule; regs 2, 3, 4, 5", "standard_consultees"),
        "con_health_care_carers": ("The Schedule, as we read it", "standard_consultees"),
        "con_locality_residents": ("reg.4(b); Act s.41(4)", "consultees"),
        "con_other_councils": ("reg.2(1)(b)", "consultees"),
        "our_own_forum": ("", "consultees"),
    }
    for code, (provision, _) in table.items():
        group(before, code, applies_to="consultees", instrument="SSI 2014/283", provision=provision)
    there(steps)
    assert dict(before.objects.values_list("code", "applies_to")) == {
        code: kind for code, (_, kind) in table.items()
    }
    back(steps)
    assert set(before.objects.values_list("applies_to", flat=True)) == {"consultees"}


def test_what_people_edited_is_in_the_rule(before: Any, rules: Any, steps: Steps) -> None:
    told = {
        "label": "Grùpa a’ bhùird", "provision": "art.3(9), as our board reads it",
        "notes": "Two lines\nof ours", "qualifying_condition": "Lives on an island",
        "source_url": "https://board.example/rules",
    }  # fmt: skip
    made = group(before, "ijb_islanders", **told)
    there(steps)
    rule = rules.get()
    assert rule.group.label == told["label"]
    assert {name: getattr(rule, name) for name in told if name != "label"} == {
        name: getattr(made, name) for name in told if name != "label"
    }


def columns(model: Any) -> list[dict[str, Any]]:
    return list(model.objects.order_by("code").values())


def test_there_and_back_leaves_every_column_as_it_was(before: Any, rules: Any, steps: Steps) -> None:
    group(before, "ijb_gp", voting_status="non-voting")
    group(before, "ijb_service_user", voting_status=CHANGING, provision="art.3(7)(c); voting: SSI 2025/405")
    group(before, "spg_locality_representative", minimum="1 per locality")
    group(before, "con_third_sector_bodies", applies_to="consultees")
    old = columns(before)
    there(steps)
    assert rules.count() == 5
    back(steps)
    assert columns(before) == old
    assert not rules.exists()


def test_there_and_back_and_there_again_gives_the_same_rules(before: Any, rules: Any, steps: Steps) -> None:
    group(before, "ijb_service_user", voting_status=CHANGING, provision="art.3(7)(c); voting: SSI 2025/405")
    there(steps)
    first = list(rules.order_by("until").values_list("provision", "voting", "may_send", "since", "until"))
    back(steps)
    there(steps)
    again = list(rules.order_by("until").values_list("provision", "voting", "may_send", "since", "until"))
    assert (again, len(again)) == (first, 2)


def test_back_takes_the_words_of_the_latest_rule(before: Any, rules: Any, steps: Steps) -> None:
    made = group(before, "ijb_gp", voting_status="non-voting")
    there(steps)
    rules.update(until=dt.date(2027, 1, 1))
    model = steps.state.apps.get_model(APP, "StatutoryRule")
    model.objects.create(group_id=made.pk, provision="art.9", voting="voting", since=dt.date(2027, 1, 1))
    back(steps)
    made.refresh_from_db()
    assert (made.provision, made.voting_status) == ("art.9", "voting")


def test_the_next_step_finds_the_rules_and_no_group_is_lost(before: Any, steps: Steps) -> None:
    codes = {group(before, code).code for code in ("ijb_gp", "ijb_nurse", "ijb_staff")}
    there(steps)
    take(steps.after, steps.state)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.code, r.provision FROM partnerships_statutorygroup g "
            "JOIN partnerships_statutoryrule r ON r.group_id = g.id"
        )
        assert dict(cursor.fetchall()) == dict.fromkeys(codes, "art.3(1)(a)")
