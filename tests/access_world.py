"""Rows for every URL that names one, on both sides, and strings that must not surface.

A page of a new model needs one function here that makes its rows for a side; `test_access.py` says so in
words when it is missing. A row that some may not see carries a canary: a string that nothing else here says.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.utils import timezone

from coproduce.accounts.access import Scoped
from coproduce.accounts.models import Invitation, Role, RoleName, Team, User
from coproduce.outbox.models import Email, Suppression
from learning.models import (
    Adoption,
    Attachment,
    CaseStudy,
    Comment,
    CommentState,
    Format,
    Revision,
    State,
    Synonyms,
    Teller,
    Term,
)
from participants.models import CapacityEntry, Expense, Involvement, InvolvementEvidence, Participant
from partnerships.models import (
    Body,
    CapacityAssessment,
    Claim,
    CouncilArea,
    Engagement,
    Evaluation,
    EvidenceWithdrawal,
    ExpressedView,
    HealthBoard,
    ImprovementAction,
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
    StatutoryGroup,
    StatutoryRule,
    StrategicPlan,
    SupportOffer,
    Tenure,
)
from tests.factories.accounts import holder, invitation
from tests.factories.adoptions import AdoptionFactory
from tests.factories.bodies import (
    BodyFactory,
    EvaluationFactory,
    LocalityFactory,
    MeetingFactory,
    SeatFactory,
    TenureFactory,
)
from tests.factories.capacity import CapacityAssessmentFactory, ImprovementActionFactory
from tests.factories.companions import attached, in_format
from tests.factories.consents import grant, teller
from tests.factories.learning import CaseStudyFactory, TermFactory, comment, flag, revised
from tests.factories.merging import MergeFactory, organisation_import
from tests.factories.organisations import ClaimFactory, PartnershipPartFactory, SupportOfferFactory
from tests.factories.participants import (
    EvidenceFactory,
    ExpenseFactory,
    IdentityFactory,
    InvolvementFactory,
    ParticipantFactory,
)
from tests.factories.partnerships import (
    CouncilAreaFactory,
    EngagementFactory,
    PlanStageFactory,
    StageEvidenceFactory,
    StatutoryGroupFactory,
    StrategicPlanFactory,
)
from tests.factories.planning import (
    EvidenceWithdrawalFactory,
    ExpressedViewFactory,
    LocalityDecisionFactory,
    PerformanceReportFactory,
    PlannedStageFactory,
    PlanReviewFactory,
    SchemeReviewFactory,
    SignificantDecisionFactory,
)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Canary:
    """A string for the eyes of those who see the row and, where it takes one, have the permission on it."""

    text: str
    row: Model
    permission: str = ""

    def may_be_read_by(self, person: User) -> bool:
        return sees(person, self.row) and (not self.permission or person.has_perm(self.permission, self.row))


def sees(person: User, row: Model) -> bool:
    rows = cast(Scoped, type(row)._default_manager)
    return bool(rows.visible_to(person).filter(pk=row.pk).exists())


@dataclass
class Side:
    """One partnership and one organisation, with rows of every model; `mark` is in each of its canaries."""

    mark: str
    partnership: Partnership
    organisation: Organisation
    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)

    def word(self, kind: str) -> str:
        """Something that only one row says."""
        return f"zq{kind}{self.mark}"

    def guard(self, kind: str, row: Model, permission: str = "") -> None:
        self.canaries.append(Canary(self.word(kind), row, permission))

    def one(self, model: type[M]) -> M:
        """The first row of this model."""
        return cast(M, self.rows[model][0])


Maker = Callable[[Side], Iterable[Model]]
SAMPLES: dict[type[Model], Maker] = {}


def sample(model: type[Model]) -> Callable[[Maker], Maker]:
    """Registers what makes a side's rows of this model; earlier samples may be built on."""

    def register(maker: Maker) -> Maker:
        SAMPLES[model] = maker
        return maker

    return register


def side(mark: str, partnership: Partnership, organisation: Organisation) -> Side:
    made = Side(mark, partnership, organisation)
    for model, maker in SAMPLES.items():
        made.rows[model] = list(maker(made))
    return made


@sample(Partnership)
def partnerships(side: Side) -> list[Model]:
    return [side.partnership]


@sample(Organisation)
def organisations(side: Side) -> list[Model]:
    return [side.organisation]


@sample(SupportOffer)
def support_offers(side: Side) -> list[Model]:
    return [SupportOfferFactory(organisation=side.organisation)]


@sample(Merge)
def merges(side: Side) -> list[Model]:
    fields = [{"label": "Note", "kept": side.word("merge"), "merged": "", "chosen": "kept"}]
    before = {"kept": {}, "merged": {}, "fields": fields, "moved": []}
    made = MergeFactory(kept=side.organisation, before=before)
    side.guard("merge", made, "partnerships.view_merge")
    return [made]


@sample(OrganisationImport)
def organisation_imports(side: Side) -> list[Model]:
    made = organisation_import(f"name,kind\n{side.word('import')},Network\n")
    side.guard("import", made)
    return [made]


@sample(Claim)
def claims(side: Side) -> list[Model]:
    made = ClaimFactory(organisation=side.organisation, statement=side.word("claim"))
    side.guard("claim", made)
    return [made]


@sample(PartnershipPart)
def parts(side: Side) -> list[Model]:
    return [PartnershipPartFactory(organisation=side.organisation, partnership=side.partnership)]


@sample(HealthBoard)
def health_boards(side: Side) -> list[Model]:
    return [side.partnership.health_board]


@sample(CouncilArea)
def council_areas(side: Side) -> list[Model]:
    return [CouncilAreaFactory(partnership=side.partnership)]


@sample(PlanStage)
def plan_stages(side: Side) -> list[Model]:
    return [PlanStageFactory()]


@sample(StatutoryGroup)
def statutory_groups(side: Side) -> list[Model]:
    return [StatutoryGroupFactory()]


@sample(StatutoryRule)
def statutory_rules(side: Side) -> list[Model]:
    return [StatutoryRule.objects.create(group=side.one(StatutoryGroup), provision="reg.2(1)(a)")]


@sample(StrategicPlan)
def plans(side: Side) -> list[Model]:
    return [StrategicPlanFactory(partnership=side.partnership)]


@sample(StageEvidence)
def evidence(side: Side) -> list[Model]:
    return [StageEvidenceFactory(plan=side.one(StrategicPlan), stage=side.one(PlanStage))]


@sample(Engagement)
def engagements(side: Side) -> list[Model]:
    draft = EngagementFactory(partnership=side.partnership, title=f"Draft {side.word('draft')}")
    side.guard("draft", draft)
    return [draft, EngagementFactory(partnership=side.partnership, published=True)]


@sample(SignificantDecision)
def significant_decisions(side: Side) -> list[Model]:
    return [SignificantDecisionFactory(partnership=side.partnership)]


@sample(LocalityDecision)
def locality_decisions(side: Side) -> list[Model]:
    return [LocalityDecisionFactory(locality__partnership=side.partnership)]


@sample(PlannedStage)
def planned_stages(side: Side) -> list[Model]:
    return [PlannedStageFactory(plan=side.one(StrategicPlan), stage=side.one(PlanStage))]


@sample(PlanReview)
def plan_reviews(side: Side) -> list[Model]:
    return [PlanReviewFactory(plan=side.one(StrategicPlan))]


@sample(EvidenceWithdrawal)
def evidence_withdrawals(side: Side) -> list[Model]:
    evidence = StageEvidenceFactory(plan=side.one(StrategicPlan), stage=side.one(PlanStage))
    return [EvidenceWithdrawalFactory(evidence=evidence)]


@sample(PerformanceReport)
def performance_reports(side: Side) -> list[Model]:
    return [PerformanceReportFactory(partnership=side.partnership)]


@sample(SchemeReview)
def scheme_reviews(side: Side) -> list[Model]:
    return [SchemeReviewFactory(partnership=side.partnership)]


@sample(ExpressedView)
def expressed_views(side: Side) -> list[Model]:
    draft, published = side.rows[Engagement][:2]
    early = ExpressedViewFactory(engagement=draft, said=side.word("said"))
    side.guard("said", early)
    return [early, ExpressedViewFactory(engagement=published)]


@sample(CapacityAssessment)
def capacity_assessments(side: Side) -> list[Model]:
    own = CapacityAssessmentFactory(partnership=side.partnership, summary=side.word("capacity"))
    side.guard("capacity", own)
    return [own, CapacityAssessmentFactory(partnership=side.partnership, shared=True)]


@sample(ImprovementAction)
def improvement_actions(side: Side) -> list[Model]:
    made = ImprovementActionFactory(assessment=side.one(CapacityAssessment), action=side.word("action"))
    side.guard("action", made)
    return [made]


@sample(Locality)
def localities(side: Side) -> list[Model]:
    return [LocalityFactory(partnership=side.partnership)]


@sample(Body)
def bodies(side: Side) -> list[Model]:
    return [BodyFactory(partnership=side.partnership)]


@sample(Seat)
def seats(side: Side) -> list[Model]:
    return [SeatFactory(body=side.one(Body))]


@sample(Tenure)
def tenures(side: Side) -> list[Model]:
    return [TenureFactory(seat=side.one(Seat))]


@sample(Meeting)
def meetings(side: Side) -> list[Model]:
    return [MeetingFactory(body=side.one(Body))]


@sample(Evaluation)
def evaluations(side: Side) -> list[Model]:
    return [EvaluationFactory(body=side.one(Body))]


@sample(Term)
def themes(side: Side) -> list[Model]:
    return [TermFactory()]


@sample(Synonyms)
def synonyms(side: Side) -> list[Model]:
    return [Synonyms.objects.create(words=f"tea{side.mark}\nbrew{side.mark}")]


@sample(CaseStudy)
def case_studies(side: Side) -> list[Model]:
    known = {"organisation": side.organisation, "themes": [side.one(Term)]}
    known["council_areas"] = [side.one(CouncilArea)]
    draft = CaseStudyFactory(title=f"Draft {side.word('practice')}", slug=f"{side.mark}-draft", **known)
    submitted = CaseStudyFactory(title=f"New {side.word('queued')}", submitted=True, **known)
    side.guard("practice", draft)
    side.guard("queued", submitted)
    return [draft, submitted, CaseStudyFactory(published=True, **known)]


@sample(Revision)
def revisions(side: Side) -> list[Model]:
    published = side.rows[CaseStudy][2]
    assert isinstance(published, CaseStudy)
    made = revised(published, content={"summary": side.word("revised")}, note=side.word("revised"))
    side.guard("revised", made)
    other = CaseStudyFactory(published=True, organisation=side.organisation)
    waiting = revised(other, content={"learned": side.word("reviewed")}, state=State.SUBMITTED)
    side.guard("reviewed", waiting)
    return [made, waiting]


@sample(Attachment)
def attachments(side: Side) -> list[Model]:
    draft, _, published = side.rows[CaseStudy][:3]
    early = attached(cast(CaseStudy, draft), description=side.word("attached"), kind="png")
    side.guard("attached", early)
    return [early, attached(cast(CaseStudy, published), kind="png")]


@sample(Format)
def formats(side: Side) -> list[Model]:
    draft, _, published = side.rows[CaseStudy][:3]
    early = in_format(cast(CaseStudy, draft), title=side.word("gaelic"))
    side.guard("gaelic", early)
    return [early, in_format(cast(CaseStudy, published))]


@sample(Comment)
def comments(side: Side) -> list[Model]:
    published = cast(CaseStudy, side.rows[CaseStudy][2])
    hidden = comment(published, side.word("hidden"), state=CommentState.HIDDEN)
    side.guard("hidden", hidden, "learning.view_comment")
    flagged = comment(published)
    side.guard("flagged", flag(flagged, reason=side.word("flagged")).comment, "learning.view_comment")
    gone = comment(CaseStudyFactory(withdrawn=True, organisation=side.organisation), side.word("silenced"))
    side.guard("silenced", gone)
    return [flagged, hidden, gone]


@sample(Teller)
def tellers(side: Side) -> list[Model]:
    draft, _, published = side.rows[CaseStudy]
    made = [teller(cast(CaseStudy, entry), name=side.word("teller")) for entry in (draft, published)]
    for one in made:
        grant(by=one)
        side.guard("teller", one)
    return list(made)


@sample(Adoption)
def adoptions(side: Side) -> list[Model]:
    """One of what has been withdrawn, one of each kind of adopter of what is public."""
    gone = CaseStudyFactory(withdrawn=True, title=side.word("gone"))
    hidden = AdoptionFactory(case_study=gone, partnership=side.partnership, happened=side.word("tried"))
    side.guard("tried", hidden)
    side.guard("gone", gone)
    open_ones = [
        AdoptionFactory(partnership=side.partnership),
        AdoptionFactory(organisation=side.organisation),
    ]
    return [hidden, *open_ones]


@sample(Participant)
def participants(side: Side) -> list[Model]:
    made = ParticipantFactory(partnership=side.partnership)
    name, email, phone = side.word("name"), f"{side.word('mail')}@example.org", side.word("phone")
    IdentityFactory(participant=made, name=name, email=email, phone=phone)
    for kind in ("name", "mail", "phone"):
        side.guard(kind, made, "participants.disclose_participant")
    return [made]


@sample(Involvement)
def involvements(side: Side) -> list[Model]:
    published = side.rows[Engagement][1]
    return [InvolvementFactory(participant=side.one(Participant), engagement=published)]


@sample(InvolvementEvidence)
def evidence_of_involvement(side: Side) -> list[Model]:
    made = EvidenceFactory(involvement=side.one(Involvement), words=side.word("minutes"))
    side.guard("minutes", made, "participants.record_involvement")
    return [made]


@sample(CapacityEntry)
def capacity_entries(side: Side) -> list[Model]:
    """Their own word, which no account reads."""
    made = CapacityEntry.objects.create(
        participant=side.one(Participant),
        part="skills",
        step=2,
        words=side.word("journey"),
        through="link",
        at=timezone.now(),
    )
    side.guard("journey", made)
    return [made]


@sample(Expense)
def expenses(side: Side) -> list[Model]:
    made = ExpenseFactory(participant=side.one(Participant), claimed=True, words=side.word("fares"))
    side.guard("fares", made)
    return [made]


@sample(Team)
def teams(side: Side) -> list[Model]:
    return [side.partnership.team, side.organisation.team]


@sample(User)
def colleagues(side: Side) -> list[Model]:
    made = holder(RoleName.READER, side.partnership.team, name=f"Colleague {side.word('colleague')}")
    holder(RoleName.LEAD, side.partnership.team)
    holder(RoleName.LEAD, side.organisation.team)
    side.guard("colleague", made)
    return [made]


@sample(Role)
def roles(side: Side) -> list[Model]:
    return [side.one(User).roles.get()]


@sample(Invitation)
def invitations(side: Side) -> list[Model]:
    made = invitation(side.partnership.team, email=f"{side.word('invited')}@example.org")
    side.guard("invited", made)
    return [made, invitation(side.organisation.team)]


@sample(Email)
def emails(side: Side) -> list[Model]:
    to = f"{side.word('told')}@example.org"
    key = f"access:{side.mark}"
    made = Email.objects.create(
        key=key, kind="account_invitation", topic="", lane=0, recipient=to, subject="Hello", text="", html="",
        message_id=key, status="failed",
    )  # fmt: skip
    side.guard("told", made)
    return [made]


@sample(Suppression)
def suppressions(side: Side) -> list[Model]:
    return [Suppression.objects.create(address=f"{side.word('bounced')}@example.org", reason="bounced")]


@sample(Authenticator)
def keys(side: Side) -> list[Model]:
    return [Authenticator.objects.create(user=side.one(User), type="webauthn", data={"name": "Key"})]
