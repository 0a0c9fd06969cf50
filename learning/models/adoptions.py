"""Who tries a practice from the library elsewhere, and what news of it they have not answered.

An adoption says nothing of the entry itself: when that is withdrawn, nothing of it stays here.
"""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse

from coproduce.accounts.access import Person, national, team_ids
from coproduce.accounts.models import RoleName
from partnerships.models import CouncilArea, Organisation, Partnership

from .adoption_steps import AdoptionAnswer, AdoptionStep
from .case_studies import WORDS, CaseStudy
from .decisions import Decision, StepName
from .stages import Stage
from .states import State

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

SHORT = 2_000
#: Of the entry a list of adoptions needs its title, address and state.
UNREAD = [f"case_study__{name}" for name in ("search", *WORDS) if name != "title"]
#: The steps that adopters are asked about, by the state that each leads to.
ASKING = {
    State.PUBLISHED: StepName.PUBLISH,
    State.RETIRED: StepName.RETIRE,
    State.WITHDRAWN: StepName.WITHDRAW,
}


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def telling(self, name: str, expression: Any) -> "AdoptionQuerySet":
        """Each with what the database works out; the model declares the names."""
        return self.annotate(**{name: expression})

    def visible_to(self, user: Person) -> "AdoptionQuerySet":
        """As open as the entry itself; their own always, to the adopter's people."""
        if national(user, RoleName.AUDITOR, RoleName.ADMINISTRATOR):
            return self
        return self.filter(Q(case_study__in=public()) | of_teams(user))

    def of_teams(self, user: Person) -> "AdoptionQuerySet":
        return self.filter(of_teams(user))

    def of(self, case_study: CaseStudy) -> "AdoptionQuerySet":
        return self.filter(case_study=case_study)

    def around(self, case_study: CaseStudy) -> "AdoptionQuerySet":
        """Those of the entry and, before them, the one that it came from; `is_origin` tells which."""
        is_origin = models.ExpressionWrapper(Q(became=case_study), output_field=models.BooleanField())
        rows = self.filter(Q(case_study=case_study) | Q(became=case_study)).telling("is_origin", is_origin)
        return rows.order_by(F("is_origin").desc(nulls_last=True), *CURRENT_FIRST)

    def adopted_by(self, adopter: Partnership | Organisation) -> "AdoptionQuerySet":
        return self.filter(**{str(adopter._meta.model_name): adopter})  # noqa: SLF001  Django documents it

    def open(self) -> "AdoptionQuerySet":
        """Not stopped."""
        return self.filter(stopped_on__isnull=True)

    def behind(self, number: int) -> "AdoptionQuerySet":
        return self.filter(follows__lt=number)

    def at_stage(self, stage: str) -> "AdoptionQuerySet":
        """Asked of rows `with_stage`."""
        return self.filter(Q(stage=stage))

    def in_area(self, slug: str) -> "AdoptionQuerySet":
        places = Partnership.objects.filter(council_areas__slug=slug)
        serving = Organisation.objects.filter(council_areas__slug=slug)
        return self.filter(Q(partnership__in=places) | Q(organisation__in=serving))

    def with_stage(self) -> "AdoptionQuerySet":
        """Each with the `stage` it has come to and `since` when, of its latest step."""
        steps = AdoptionStep.objects.filter(adoption=OuterRef("pk")).order_by("-pk")
        rows = self.telling("stage", Subquery(steps.values("stage")[:1]))
        return rows.telling("since", Subquery(steps.values("since")[:1]))

    def with_adopter(self) -> "AdoptionQuerySet":
        return self.select_related("partnership", "organisation")

    def with_areas(self) -> "AdoptionQuerySet":
        """Each with `area_names`; none is all of Scotland."""
        areas = CouncilArea.objects.filter(
            Q(partnership=OuterRef("partnership")) | Q(organisations=OuterRef("organisation"))
        )
        return self.telling("area_names", ArraySubquery(areas.order_by("name").values("name")))

    def with_practice(self) -> "AdoptionQuerySet":
        """Each with its entry, and whether that `is_readable` for everyone."""
        readable = Exists(public().filter(pk=OuterRef("case_study")))
        return self.select_related("case_study").defer(*UNREAD).telling("is_readable", readable)

    def with_lineage(self, user: Person) -> "AdoptionQuerySet":
        """Each with what came of it, and whether the person may see that: `shows_became`."""
        seen = CaseStudy.objects.visible_to(user).filter(pk=OuterRef("became"))
        rows = self.select_related("became").telling("shows_became", Exists(seen))
        return rows.defer(*(name.replace("case_study", "became", 1) for name in UNREAD))

    def with_question(self) -> "AdoptionQuerySet":
        """What `question` and `last_answer` go by, in two queries more."""
        asking = Decision.objects.filter(step__in=ASKING.values())
        return self.prefetch_related(Prefetch("case_study__decisions", queryset=asking), "answers")

    def with_steps(self) -> "AdoptionQuerySet":
        return self.prefetch_related("steps")

    def current_first(self) -> "AdoptionQuerySet":
        """Those at work, the newest step first, before those that have stopped."""
        return self.order_by(*CURRENT_FIRST)


#: For rows `with_stage`.
CURRENT_FIRST = (F("stopped_on").desc(nulls_first=True), F("since").desc(), "pk")


def public() -> models.QuerySet[CaseStudy]:
    """The entries that everyone may read."""
    return CaseStudy.objects.visible_to(AnonymousUser()).order_by()


def of_teams(user: Person) -> Q:
    mine = team_ids(user)
    return Q(partnership__team__in=mine) | Q(organisation__team__in=mine)


@pghistory.track(exclude=["changed", "happened", "why_stopped", "contact_role", "changed_at"])
class Adoption(models.Model):
    """A partnership or an organisation and a practice of others; how far they are is in its steps."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="adoptions")
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions"
    )
    follows = models.PositiveSmallIntegerField("revision it follows")
    changed = models.TextField("what you changed", max_length=SHORT, blank=True)
    happened = models.TextField("what happened", max_length=SHORT, blank=True)
    stopped_on = models.DateField(null=True, editable=False)
    why_stopped = models.TextField("why you stopped", max_length=SHORT, blank=True)
    contact_role = models.CharField("whom to ask", max_length=120, blank=True)
    became = models.OneToOneField(
        CaseStudy, on_delete=models.PROTECT, null=True, editable=False, related_name="adapted_from"
    )
    recorded_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = AdoptionQuerySet.as_manager()

    if TYPE_CHECKING:
        steps: RelatedManager[AdoptionStep]
        answers: RelatedManager[AdoptionAnswer]
        # by `with_stage`, `with_areas`, `with_practice`, `with_lineage` and `around`
        stage: str
        since: dt.date
        area_names: list[str]
        is_readable: bool
        shows_became: bool
        is_origin: bool

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(partnership__isnull=True) ^ Q(organisation__isnull=True),
                name="adopted_by_a_partnership_or_an_organisation",
            ),
            models.UniqueConstraint(
                fields=("case_study", "partnership"),
                condition=Q(stopped_on__isnull=True),
                name="one_open_adoption_of_a_partnership",
            ),
            models.UniqueConstraint(
                fields=("case_study", "organisation"),
                condition=Q(stopped_on__isnull=True),
                name="one_open_adoption_of_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=False) & ~Q(why_stopped="")
                | Q(stopped_on__isnull=True, why_stopped=""),
                name="stopped_iff_it_says_why",
            ),
            models.CheckConstraint(condition=Q(follows__gte=1), name="follows_a_revision"),
            models.CheckConstraint(condition=~Q(became=F("case_study")), name="became_another_entry"),
        )

    def __str__(self) -> str:
        """Without the title of the entry: that may be withdrawn."""
        return f"A practice that {self.adopter} follows"

    def get_absolute_url(self) -> str:
        return reverse("learning:adoption_detail", args=[self.pk])

    @property
    def adopter(self) -> Partnership | Organisation:
        found = self.partnership or self.organisation
        assert found is not None  # by constraint
        return found

    @property
    def team_id(self) -> int:
        return self.adopter.team_id

    @property
    def stage_label(self) -> str:
        return Stage(self.stage).label

    @property
    def is_behind(self) -> bool:
        return self.follows < self.case_study.revision

    @property
    def place(self) -> str:
        """Where it is, in two names or one."""
        return " and ".join(self.area_names) if 1 <= len(self.area_names) <= 2 else "Scotland"

    @property
    def practice(self) -> str:
        """The title, while everyone may read it."""
        if self.is_readable:
            return self.case_study.title
        is_withdrawn = self.case_study.state == State.WITHDRAWN
        return (
            "A practice that has been withdrawn" if is_withdrawn else "A practice that is closed to readers"
        )

    @property
    def question(self) -> Decision | None:
        """What they were last asked about and have not settled; uses what `with_question` fetched."""
        step = ASKING.get(State(self.case_study.state))
        asked = [one for one in self.case_study.decisions.all() if one.step == step and self.is_asked(one)]
        if self.stopped_on or not asked:
            return None
        settled = any(one.decision_id == asked[-1].pk and one.is_settled for one in self.answers.all())
        return None if settled else asked[-1]

    def is_asked(self, decision: Decision) -> bool:
        """It came after they recorded what they do, and is no revision that they follow."""
        is_news = decision.step != StepName.PUBLISH or (decision.revision or 1) > self.follows
        return is_news and decision.at >= self.recorded_at

    @property
    def last_answer(self) -> AdoptionAnswer | None:
        """What they last said to the question that is open."""
        asked = self.question.pk if self.question else None
        return next((one for one in reversed(self.answers.all()) if one.decision_id == asked), None)
