"""Each group's provision becomes a dated rule; SSI 2025/405 two of them, from and until 1 September 2026."""

import datetime as dt
import re
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CHANGE = dt.date(2026, 9, 1)
SAME = ("instrument", "provision", "qualifying_condition", "notes", "source_url")
ONLY_FOR = {
    "spg_health_board_nominee": "joint_board",
    "spg_local_authority_nominee": "one_council",
    "spg_local_authorities_joint_nominee": "several_councils",
    "spg_other_authority_nominee_hb_lead": "lead_agency",
    "spg_other_authority_nominee_la_lead": "lead_agency",
}
EX_OFFICIO = {"ijb_cswo", "ijb_chief_officer", "ijb_s95"}
#: Consulted too, though not in the Schedule of SSI 2014/283.
BESIDE_THE_SCHEDULE = (
    *("con_constituent_authorities", "con_locality_residents", "con_service_users_s36"),
    *("con_other_councils", "con_other"),
)
VOTING = {"": "", "voting": "voting", "non-voting": "non_voting"}
VOTES_FROM_CHANGE = "voting from 2026-09-01 (SSI 2025/405); non-voting before"


def to_rules(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group_model, rule_model = (
        apps.get_model("partnerships", name) for name in ("StatutoryGroup", "StatutoryRule")
    )
    group_model.objects.filter(
        models.Q(code__startswith="con_") & ~models.Q(code__in=BESIDE_THE_SCHEDULE)
        | models.Q(instrument="SSI 2014/283", provision__startswith="Schedule"),
        applies_to="consultees",
    ).update(applies_to="standard_consultees")
    rule_model.objects.bulk_create(
        rule for group in group_model.objects.all() for rule in rules(rule_model, group)
    )


def rules(rule_model: Any, group: Any) -> list[Any]:
    common = {name: getattr(group, name) for name in SAME} | minimum(group.minimum)
    common |= {"group": group, "only_for": ONLY_FOR.get(group.code, ""), "notes": notes(group)}
    if group.applies_to == "integration_joint_board" and group.code not in EX_OFFICIO:
        common["term_years"] = 3
    if "2026-09-01" not in group.voting_status:
        return [rule_model(**common, voting=VOTING.get(group.voting_status, ""))]
    before = {"instrument": "SSI 2014/285", "provision": group.provision.partition("; voting")[0]}
    return [
        rule_model(**{**common, **before}, voting="non_voting", until=CHANGE),
        rule_model(**common, voting="voting", may_send="proxy", since=CHANGE),
    ]


def minimum(told: str) -> dict[str, Any]:
    number = re.search(r"[0-9]{1,4}", told)
    return {"minimum": int(number[0]) if number else 0, "per_locality": "locality" in told}


def notes(group: Any) -> str:
    """With what people wrote where only numbers and three words were meant, so that nothing is lost."""
    told = [group.notes]
    if not re.fullmatch(r"([0-9]{1,4}( per locality)?)?", group.minimum):
        told.append(f"Minimum: {group.minimum}")
    if group.voting_status not in VOTING and "2026-09-01" not in group.voting_status:
        told.append(f"Voting: {group.voting_status}")
    return "\n".join(line for line in told if line)


def to_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The latest rule of each group, in the words of its columns."""
    group_model, rule_model = (
        apps.get_model("partnerships", name) for name in ("StatutoryGroup", "StatutoryRule")
    )
    group_model.objects.filter(applies_to="standard_consultees").update(applies_to="consultees")
    for rule in rule_model.objects.select_related("group").order_by(models.F("since").asc(nulls_first=True)):
        for name in SAME:
            setattr(rule.group, name, getattr(rule, name))
        rule.group.minimum = f"{rule.minimum} per locality" if rule.per_locality else str(rule.minimum)
        changes = rule.since == CHANGE and rule.voting == "voting"
        rule.group.voting_status = VOTES_FROM_CHANGE if changes else rule.voting.replace("_", "-")
        rule.group.save()
    rule_model.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_bodies_offers_decisions_and_hearing")]

    operations = [migrations.RunPython(to_rules, to_groups)]
