"""Who may use which verb on registers, plans, evidence and engagements."""

import rules
from rules import Predicate, predicate

from coproduce.accounts.access import Person, holds, holds_nationally, roles_of, sees
from coproduce.accounts.models import RoleName, TeamKind

from .models import (
    CouncilArea,
    Engagement,
    HealthBoard,
    IntegrationModel,
    Organisation,
    Partnership,
    PlanStage,
    StageEvidence,
    StatutoryGroup,
    StrategicPlan,
)

OFFICERS = (RoleName.OFFICER, RoleName.LEAD)
REGISTERS = (
    CouncilArea,
    HealthBoard,
    IntegrationModel,
    Organisation,
    Partnership,
    PlanStage,
    StatutoryGroup,
)


@predicate  # type: ignore[untyped-decorator]
def is_officer_somewhere(user: Person) -> bool:
    """Leads of organisations hold the role "lead" too, so the kind of team counts."""
    return any(kind == TeamKind.PARTNERSHIP and name in OFFICERS for name, kind, _ in roles_of(user))


def is_officer(team: str) -> Predicate:
    """Engagement officer or lead of the row's partnership; `team` is the dotted way to its team."""
    its_officer: Predicate = is_officer_somewhere & holds(*OFFICERS, team=team)
    return its_officer


is_national = holds_nationally(RoleName.MODERATOR, RoleName.AUDITOR, RoleName.ADMINISTRATOR)
is_administrator = holds_nationally(RoleName.ADMINISTRATOR)
plans_here = is_officer("partnership.team")

rules.add_perm("partnerships", is_national)  # Django admin lists the app

for register in REGISTERS:
    noun = register._meta.model_name  # noqa: SLF001  Django documents it
    rules.add_perm(f"partnerships.view_{noun}", sees(register))
    rules.add_perm(f"partnerships.add_{noun}", is_administrator)
    rules.add_perm(f"partnerships.change_{noun}", is_administrator)

#: Asked of the partnership, before there is a plan or an engagement to ask it of.
rules.add_perm("partnerships.plan_for_partnership", is_officer("team"))

rules.add_perm("partnerships.view_strategicplan", sees(StrategicPlan))
rules.add_perm("partnerships.add_strategicplan", plans_here)
rules.add_perm("partnerships.change_strategicplan", plans_here)
#: Asked of the plan that the evidence is for.
rules.add_perm("partnerships.add_stageevidence", plans_here)
rules.add_perm("partnerships.view_stageevidence", sees(StageEvidence))

rules.add_perm("partnerships.view_engagement", sees(Engagement))
rules.add_perm("partnerships.add_engagement", plans_here)
rules.add_perm("partnerships.change_engagement", plans_here)
rules.add_perm("partnerships.publish_engagement", plans_here)
rules.add_perm("partnerships.cancel_engagement", plans_here)
