"""The library to look around in: real work, summarised from public sources, and a made-up draft."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from coproduce.accounts.models import User
from partnerships.models import Organisation

from . import content, demo_adoptions, following, revising
from .models import CaseStudy, Decision, Kind, State, StepName, Term

CASE_STUDIES = Path(__file__).parent / "data" / "case_studies.toml"
FROM_SOURCES = "Summary written by the platform team from public sources."
SEEDED = (
    "Published when the platform was set up. The platform team wrote this summary from public sources; "
    "no moderator has reviewed it."
)
DRAFT = {
    "title": "Tea and timetables: planning buses with the people who wait for them",
    "summary": "A made-up example. Older people and a driver drew the bus routes they need to get to the "
    "clinic, and took the map to the people who plan transport.",
    "text": "This draft is part of the demonstration and tells of nothing that happened.",
    "who_took_part": "Twelve people who wait at the same stop, and one driver.",
    "did_not_work": "The first meeting was held where no bus goes.",
}


def load(now: datetime) -> str:
    """Run it as often as you like: only what is not there yet is added."""
    rows = tomllib.loads(CASE_STUDIES.read_text(encoding="utf-8"))["case_study"]
    for row in rows:
        seed(row, now=now)
    write_draft()
    follow_themes(now=now)
    demo_adoptions.load(now=now)
    published = CaseStudy.objects.published().count()
    return f"Library: {published} case studies published, {CaseStudy.objects.count() - published} not."


def seed(row: dict[str, Any], *, now: datetime) -> None:
    """One summary from public sources, published with a decision that says how; or, without text, a title."""
    if CaseStudy.objects.filter(slug=row["slug"]).exists():
        return
    note = row.get("source_note", FROM_SOURCES)
    case_study = CaseStudy.objects.create(slug=row["slug"], title=row["title"], source_note=note)
    content.put(document(row), case_study)
    if not row.get("unpublished"):
        publish(case_study, now=now)


def document(row: dict[str, Any]) -> content.Document:
    """As the file has it: places as slugs, and the terms of all taxonomies in one list."""
    says = {name: tidy(row.get(name, field.empty)) for name, field in content.FIELDS.items()}
    says["council_areas"] = row.get("areas", [])
    says["partnerships"] = [row["partnership"]] if "partnership" in row else []
    for term in Term.objects.filter(slug__in=row.get("terms", [])):
        says[term.taxonomy].append(term.slug)
    return says | {"kind": row.get("kind", Kind.PRACTICE)}


def tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def publish(case_study: CaseStudy, *, now: datetime) -> None:
    """As the platform came: no moderator has seen it, and its decision says so."""
    case_study.state, case_study.published_at = State.PUBLISHED, now
    revising.keep_first(case_study, now=now)
    case_study.save()
    Decision.objects.create(
        case_study=case_study,
        revision=case_study.revision,
        step=StepName.PUBLISH,
        from_state=State.DRAFT,
        to_state=State.PUBLISHED,
        at=now,
        note=SEEDED,
    )


def write_draft() -> None:
    """An unfinished entry of a third sector interface, for whoever enters as its editor."""
    editor = User.objects.filter(email="editor.fva@demo.coproduce.example").first()
    publisher = Organisation.objects.filter(team__roles__user=editor).first() if editor else None
    slug = "tea-and-timetables"
    if publisher is None or CaseStudy.objects.filter(slug=slug).exists():
        return
    draft = CaseStudy.objects.create(
        slug=slug, organisation=publisher, author=editor, last_edited_by=editor, **DRAFT
    )
    draft.terms.set(Term.objects.filter(slug__in=("lived-experience", "overcoming-barriers")))
    draft.council_areas.set(publisher.council_areas.all())


def follow_themes(*, now: datetime) -> None:
    """One reader who came after the seeded library was there, unless they have chosen for themselves."""
    reader = User.objects.filter(email="reader.fife@demo.coproduce.example").first()
    if reader is None or following.has_chosen(reader):
        return
    for theme in Term.objects.filter(slug__in=("lived-experience", "overcoming-barriers")):
        following.follow(theme, by=reader, now=now + timedelta(seconds=1))
