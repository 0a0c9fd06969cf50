"""Who may use which verb on registers, plans, evidence and engagements."""

import rules
from django.db.models import Model
from rules import Predicate, predicate

from coproduce.accounts.access import Person, holds, holds_nationally, roles_of, sees
from coproduce.accounts.models import RoleName, TeamKind

from .models import (
    Body,
    CapacityAssessment,
    CapacityJudgement,
    Claim,
    CouncilArea,
    Engagement,
    Evaluation,
    EvidenceWithdrawal,
    ExpressedView,
    HealthBoard,
    ImprovementAction,
    IntegrationModel,
    Locality,
    LocalityDecision,
    Meeting,
    Merge,
    Organisation,
    OrganisationImport,
    Partnership,
    PartnershipPart,
    PerformanceReport,
    PlannedStage,
    PlanReview,
    PlanStage,
    SchemeReview,
    Seat,
    SignificantDecision,
    StageEvidence,
    StandardJudgement,
    StatutoryGroup,
    StatutoryRule,
    StrategicPlan,
    SupportOffer,
    Tenure,
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
    StatutoryRule,
)


AROUND_PLANS = (
    EvidenceWithdrawal,
    LocalityDecision,
    PerformanceReport,
    PlannedStage,
    PlanReview,
    SchemeReview,
    SignificantDecision,
)


@predicate  # type: ignore[untyped-decorator]
def is_officer_somewhere(user: Person) -> bool:
    """Leads of organisations hold the role "lead" too, so the kind of team counts."""
    return any(kind == TeamKind.PARTNERSHIP and name in OFFICERS for name, kind, _ in roles_of(user))


@predicate  # type: ignore[untyped-decorator]
def is_one_row(user: Person, row: object) -> bool:
    """Asked of a certain row, not of any at all."""
    return row is not None


def is_officer(team: str) -> Predicate:
    """Engagement officer or lead of the row's partnership; `team` is the dotted way to its team."""
    its_officer: Predicate = is_officer_somewhere & holds(*OFFICERS, team=team)
    return its_officer


def is_lead(team: str) -> Predicate:
    """Lead of the row's partnership; leads of organisations hold the role of the same name elsewhere."""
    its_lead: Predicate = is_officer_somewhere & holds(RoleName.LEAD, team=team)
    return its_lead


def works_here(team: str) -> Predicate:
    """Holds a role, whichever, in the row's partnership."""
    return holds(RoleName.READER, *OFFICERS, team=team)


@predicate  # type: ignore[untyped-decorator]
def works_on(user: Person, row: Model | None) -> bool:
    """Holds a role, whichever, in the row's own team or, where it has none, in its partnership's."""
    way = "team" if hasattr(row, "team") else "partnership.team"
    return bool(holds(team=way)(user, row))


@predicate  # type: ignore[untyped-decorator]
def is_finalised(user: Person, plan: StrategicPlan | None) -> bool:
    """So far that its statement may be read by everyone."""
    return plan is not None and plan.evidence.finishing("finalised", "published").exists()


is_national = holds_nationally(RoleName.MODERATOR, RoleName.AUDITOR, RoleName.ADMINISTRATOR)
is_administrator = holds_nationally(RoleName.ADMINISTRATOR)
#: Numbers as they were counted; moderators read what the public reads.
sees_counts = holds_nationally(RoleName.AUDITOR, RoleName.ADMINISTRATOR) | holds(
    team="engagement.partnership.team"
)
oversees = holds_nationally(RoleName.AUDITOR, RoleName.ADMINISTRATOR)
plans_here = is_officer("partnership.team")
#: Of registers whose `visible_to` leaves nobody out there is nothing to ask.
public = rules.always_allow

rules.add_perm("partnerships", is_national)  # Django admin lists the app

for register in REGISTERS:
    noun = register._meta.model_name  # noqa: SLF001  Django documents it
    rules.add_perm(f"partnerships.view_{noun}", public)
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
rules.add_perm("partnerships.withdraw_stageevidence", is_officer("plan.partnership.team"))
rules.add_perm("partnerships.date_stage", plans_here)
rules.add_perm("partnerships.review_strategicplan", plans_here)
rules.add_perm("partnerships.view_statement", is_finalised | works_here("partnership.team") | is_national)

#: Asked of the partnership.
rules.add_perm("partnerships.view_duties", works_here("team") | is_national)
rules.add_perm("partnerships.keep_duties", is_officer("team"))
rules.add_perm("partnerships.change_significantdecision", plans_here)
rules.add_perm("partnerships.change_performancereport", plans_here)
rules.add_perm("partnerships.change_schemereview", plans_here)
rules.add_perm("partnerships.change_localitydecision", is_officer("locality.partnership.team"))
for kept in AROUND_PLANS:
    rules.add_perm(f"partnerships.view_{kept._meta.model_name}", sees(kept))  # noqa: SLF001  as above

rules.add_perm("partnerships.view_engagement", sees(Engagement))
rules.add_perm("partnerships.add_engagement", plans_here)
rules.add_perm("partnerships.change_engagement", plans_here)
rules.add_perm("partnerships.publish_engagement", plans_here)
rules.add_perm("partnerships.cancel_engagement", plans_here)
for verb in ("count", "hear", "judge", "close", "reopen"):
    rules.add_perm(f"partnerships.{verb}_engagement", plans_here)

its_hearing = is_officer("engagement.partnership.team")
rules.add_perm("partnerships.view_expressedview", sees(ExpressedView))
for verb in ("change", "answer", "feed_back"):
    rules.add_perm(f"partnerships.{verb}_expressedview", its_hearing)
rules.add_perm("partnerships.view_turnout", sees_counts)
rules.add_perm("partnerships.view_standardjudgement", sees(StandardJudgement))

#: Asked of the partnership, before there is an assessment to ask it of.
rules.add_perm("partnerships.assess_capacity", is_officer("team"))
rules.add_perm("partnerships.view_capacityassessment", sees(CapacityAssessment))
rules.add_perm("partnerships.change_capacityassessment", plans_here)
rules.add_perm("partnerships.share_capacityassessment", is_lead("partnership.team"))
rules.add_perm("partnerships.view_capacityjudgement", sees(CapacityJudgement))
rules.add_perm("partnerships.view_improvementaction", sees(ImprovementAction))
rules.add_perm("partnerships.change_improvementaction", is_officer("assessment.partnership.team"))

#: Everything of both entries is in the record of a merge, so it is for those who oversee the registers.
rules.add_perm("partnerships.merge_organisation", is_administrator)
rules.add_perm("partnerships.view_merge", oversees & sees(Merge))
rules.add_perm("partnerships.import_organisations", is_administrator & sees(OrganisationImport))
rules.add_perm("partnerships.view_organisationimport", sees(OrganisationImport))

#: Bodies, seats and localities are the lead's; who sits and when they meet, the officers'. Adding is asked of
#: the row above: of the partnership, the body or the seat.
for seated in (Body, Evaluation, Locality, Meeting, Seat, Tenure):
    rules.add_perm(f"partnerships.view_{seated._meta.model_name}", public)  # noqa: SLF001
rules.add_perm("partnerships.lead_partnership", is_lead("team"))
rules.add_perm("partnerships.add_body", is_lead("team") | is_administrator)
rules.add_perm("partnerships.add_locality", is_lead("team") | is_administrator)
rules.add_perm("partnerships.add_seat", is_lead("partnership.team") | is_administrator)
rules.add_perm("partnerships.change_body", is_lead("partnership.team") | is_administrator)
rules.add_perm("partnerships.change_locality", is_lead("partnership.team") | is_administrator)
rules.add_perm("partnerships.change_seat", is_lead("body.partnership.team") | is_administrator)
rules.add_perm("partnerships.add_tenure", is_officer("body.partnership.team") | is_administrator)
rules.add_perm("partnerships.change_tenure", is_officer("seat.body.partnership.team") | is_administrator)
rules.add_perm("partnerships.add_meeting", is_officer("partnership.team") | is_administrator)
rules.add_perm("partnerships.change_meeting", is_officer("body.partnership.team") | is_administrator)
rules.add_perm("partnerships.add_evaluation", is_officer("partnership.team"))

#: An organisation's entry, claims on it, what it offers, and its parts in partnerships.
its_lead = is_one_row & holds(RoleName.LEAD, team="team")
its_writer = is_one_row & holds(RoleName.EDITOR, RoleName.LEAD, team="team")
its_people = is_one_row & holds(RoleName.MEMBER, RoleName.EDITOR, RoleName.LEAD, team="team")
rules.set_perm("partnerships.change_organisation", is_administrator | its_lead)
rules.add_perm("partnerships.confirm_organisation", is_administrator | its_people)
rules.add_perm("partnerships.offer_support", is_administrator | its_writer)
rules.add_perm("partnerships.claim_organisation", rules.is_authenticated)
rules.add_perm("partnerships.view_claim", sees(Claim))
rules.add_perm(
    "partnerships.decide_claim",
    is_administrator | (is_one_row & holds(RoleName.LEAD, team="organisation.team")),
)
rules.add_perm("partnerships.view_supportoffer", sees(SupportOffer))
rules.add_perm("partnerships.add_supportoffer", is_administrator)  # in Django admin
rules.add_perm(
    "partnerships.change_supportoffer",
    is_administrator | (is_one_row & holds(RoleName.EDITOR, RoleName.LEAD, team="organisation.team")),
)
rules.add_perm("partnerships.view_partnershippart", sees(PartnershipPart))
rules.add_perm("partnerships.add_partnershippart", is_officer("team") | is_administrator)
rules.add_perm("partnerships.change_partnershippart", is_officer("partnership.team") | is_administrator)

#: Who changed what on a partnership, body, plan, engagement or organisation.
rules.add_perm("partnerships.view_changes", works_on | oversees)
