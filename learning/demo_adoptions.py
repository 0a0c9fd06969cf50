"""A made-up practice that made-up organisations try: nothing is said here of anybody who exists."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from coproduce.accounts.demo import DOMAIN, person
from coproduce.accounts.models import RoleName, Team, TeamKind, User
from partnerships.models import CouncilArea, Organisation, OrganisationKind

from . import adopting, content, moderation, revising
from .models import Adoption, CaseStudy, Decision, Revision, Stage, State, StepName, Term

PUBLISHER = "example-carers-circle"
MADE_UP = "Part of the demonstration: it describes nothing that happened."
ENTRY = {
    "slug": "made-up-one-diary",
    "title": "Made-up example: one diary for everybody who helps",
    "summary": "A made-up example. Carers, neighbours and the home care team write in one paper diary on the "
    "kitchen table, so that nobody asks the same question twice.",
    "changed_for_people": "People told their story once. Carers knew who had come, and who would come next.",
    "text": "They bought forty diaries and agreed on four rules, which stand on the first page.",
    "contact_role": "Circle coordinator",
    "source_note": MADE_UP,
}
REVISED = {
    "did_not_work": "Diaries went missing when people went into hospital. A label with a number helped."
}
KITCHEN = {
    "changed": "We use it for meals as well: the cook writes what was eaten.",
    "happened": "Nobody has had two lunches since. The pages for Sundays stay empty.",
    "contact_role": "Kitchen coordinator",
}
HARBOUR = {"happened": "The crew is away for weeks, and nobody wrote at home."}
WHY = "A paper diary does not go to sea. We talk on the radio instead."


def load(*, now: datetime) -> None:
    """Once, and only where the made-up organisation that publishes it is there."""
    publisher = Organisation.objects.filter(slug=PUBLISHER).first()
    moderator = User.objects.filter(email=f"moderator{DOMAIN}").first()
    if publisher is None or moderator is None or CaseStudy.objects.filter(slug=ENTRY["slug"]).exists():
        return
    entry = publish(publisher, now=now - timedelta(days=90))
    try_in_kitchen(entry, now=now - timedelta(days=60))
    try_at_harbour(entry, now=now - timedelta(days=60))
    revise(entry, by=moderator, now=now)


def publish(publisher: Organisation, *, now: datetime) -> CaseStudy:
    entry = CaseStudy.objects.create(organisation=publisher, state=State.DRAFT, **ENTRY)
    entry.terms.set(Term.objects.filter(slug__in=("working-together", "lived-experience")))
    entry.council_areas.set(publisher.council_areas.all())
    entry.state, entry.published_at = State.PUBLISHED, now
    revising.keep_first(entry, now=now)
    entry.save()
    Decision.objects.create(
        case_study=entry,
        revision=1,
        step=StepName.PUBLISH,
        from_state=State.DRAFT,
        to_state=State.PUBLISHED,
        at=now,
        note=f"{MADE_UP} No moderator has reviewed it.",
    )
    return entry


def adopter(slug: str, name: str, area: str) -> Organisation:
    made = Organisation.objects.create(
        slug=slug,
        name=name,
        kind=OrganisationKind.COMMUNITY_GROUP,
        note=MADE_UP,
        team=Team.objects.create(kind=TeamKind.ORGANISATION, name=name),
    )
    made.council_areas.set(CouncilArea.objects.filter(slug=area))
    return made


def recorded(entry: CaseStudy, who: Organisation, *, by: User, now: datetime, **said: str) -> Adoption:
    said["happened"] = f"{said['happened']}\n\n{MADE_UP}"
    adoption = Adoption(case_study=entry, organisation=who, follows=entry.revision, **said)
    return adopting.record(adoption, stage=Stage.CONSIDERING, since=localdate(now), by=by, now=now)


def try_in_kitchen(entry: CaseStudy, *, now: datetime) -> None:
    """It has adopted the practice; somebody to enter as is asked whether the next revision matters."""
    kitchen = adopter("example-village-kitchen", "Example Village Kitchen", "highland")
    iona = person(f"editor.kitchen{DOMAIN}", "Iona Example", role=RoleName.EDITOR, team=kitchen.team, now=now)
    adoption = recorded(entry, kitchen, by=iona, now=now, **KITCHEN)
    for stage, days in ((Stage.TRYING, 7), (Stage.ADOPTED, 40)):
        later = now + timedelta(days=days)
        adopting.step(adoption, stage=stage, since=localdate(later), by=iona, now=later)


def try_at_harbour(entry: CaseStudy, *, now: datetime) -> None:
    """It has tried, and stopped."""
    harbour = adopter("example-harbour-network", "Example Harbour Network", "aberdeenshire")
    lorne = person(f"lead.harbour{DOMAIN}", "Lorne Example", role=RoleName.LEAD, team=harbour.team, now=now)
    adoption = recorded(entry, harbour, by=lorne, now=now, **HARBOUR)
    for stage, days, why in ((Stage.TRYING, 3, ""), (Stage.STOPPED, 30, f"{WHY}\n\n{MADE_UP}")):
        later = now + timedelta(days=days)
        adopting.step(adoption, stage=stage, since=localdate(later), by=lorne, now=later, why=why)


def revise(entry: CaseStudy, *, by: User, now: datetime) -> None:
    revision = Revision.objects.create(
        case_study=entry,
        number=2,
        state=State.SUBMITTED,
        content=content.content_of(entry) | REVISED,
        note="We now say what did not work.",
        submitted_at=now,
    )
    moderation.publish(revision, by=by, now=now)
