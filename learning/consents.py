"""Consent of the people whose story is told: what is asked for, what is agreed, and what they are told.

`asked_for` is the one place that says what an entry shows of people. How an agreement is recorded is in
`agreeing`, how it is taken back in `withdrawing`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from . import content
from .models import Attachment, CaseStudy, Channel, Grant, Revision, Teller, Use


def small(label: str) -> str:
    """As it reads in the middle of a sentence."""
    return f"{label[0].lower()}{label[1:]}"


#: What is shown, as one says it to the person.
YOURS: Mapping[Use, str] = {
    Use.WORDS: "your own words, or what happened to you",
    Use.REAL_NAME: "your real name",
    Use.FIRST_NAME: "your first name",
    Use.INVENTED_NAME: "an invented name in place of yours",
    Use.PICTURE: "a picture of you",
    Use.FILM: "film of you, or your voice",
}
#: As one says it of the person, in the middle of a sentence.
THEIRS: Mapping[Use, str] = {use: small(str(use.label)) for use in Use}


class UnknownCodeError(Exception):
    """A link that we did not make, or that was cut on its way."""


def asked_for(subject: CaseStudy | Revision) -> set[Use]:
    """What it shows of people; each of these needs consent.

    What readers have seen was written down when it was put before them (`tick`). Until then the files that
    come with it count too. Formats do not say that they show people: an interpreter signs, a reader reads.
    Where the person is to be seen or heard, that is ticked.
    """
    if isinstance(subject, Revision):
        shows, number = content.shown_by(subject.content), subject.number
        return {Use(use) for use in shows} | pictured(subject.case_study, number)
    shows = content.shown(subject.kind, subject.shows)
    return {Use(use) for use in shows} | (set() if subject.revision else pictured(subject, 1))


def pictured(entry: CaseStudy, number: int) -> set[Use]:
    """People can be recognised in a file of this revision."""
    files = Attachment.objects.of(entry).of_revision(number).showing_people()
    return {Use.PICTURE} if files.exists() else set()


def tick(subject: CaseStudy | Revision) -> None:
    """Write down what it shows, as it is put before readers: lists go by that column alone."""
    shows = [use.value for use in Use if use in asked_for(subject)]
    if isinstance(subject, Revision):
        subject.content["shows"] = shows
    else:
        subject.shows = shows


def missing(subject: CaseStudy | Revision, on: dt.date | None = None) -> list[Use]:
    """What it shows without live consent of everyone asked; readers may not see it so."""
    asked = asked_for(subject)
    entry = subject.case_study if isinstance(subject, Revision) else subject
    agreed = set(Grant.objects.about(entry).agreed(Channel.PAGE, on)) if asked else set()
    return [use for use in Use if use in asked - agreed]


def objection(subject: CaseStudy | Revision, on: dt.date | None = None) -> str:
    """Why it cannot be put before readers yet, in words; empty when everyone has agreed."""
    wanting = ", ".join(THEIRS[use] for use in missing(subject, on))
    return f"Consent is missing for: {wanting}." if wanting else ""


# --- Where consent stands, without names
@dataclass(frozen=True)
class Standing:
    """Where consent to one use stands on a day: how many people agreed, in which channels, until when."""

    use: Use
    is_shown: bool
    people: int
    channels: tuple[Channel, ...]
    until: dt.date | None
    ended_on: dt.date | None
    taken_back: int

    @property
    def label(self) -> str:
        return str(self.use.label)

    @property
    def is_missing(self) -> bool:
        return self.is_shown and Channel.PAGE not in self.channels

    @property
    def channel_names(self) -> list[str]:
        return [str(channel.label) for channel in self.channels]

    @property
    def closed_since(self) -> dt.date | None:
        """The first day on which readers could not see it, where that is because someone's time was over."""
        return self.ended_on + dt.timedelta(days=1) if self.ended_on and self.is_missing else None


def standing(case_study: CaseStudy, on: dt.date) -> list[Standing]:
    """For all that it shows or that someone ever agreed to, in the order of `Use`."""
    rows = list(Grant.objects.about(case_study).counting())
    asked = asked_for(case_study)
    known = [use for use in Use if use in asked | {row.use for row in rows}]
    return [stands(use, [row for row in rows if row.use == use], on, is_shown=use in asked) for use in known]


def stands(use: Use, rows: Sequence[Grant], on: dt.date, *, is_shown: bool) -> Standing:
    """The same rule as `GrantQuerySet.agreed`, for one use, in words rather than in SQL."""
    kept = [row for row in rows if not row.is_withdrawn]
    ended = [row.expires_on for row in kept if not row.is_live(on)]
    shared = {channel for channel in Channel if all(channel in row.channels for row in kept)}
    open_to = shared if kept and not ended else set()
    return Standing(
        use=use,
        is_shown=is_shown,
        people=len(kept) - len(ended),
        channels=tuple(channel for channel in Channel if channel in open_to),
        until=min((row.expires_on for row in kept if row.is_live(on)), default=None),
        ended_on=min(ended, default=None),
        taken_back=len(rows) - len(kept),
    )


# --- Their own page
def link(teller: Teller) -> str:
    return f"{settings.BASE_URL}{teller.get_absolute_url()}"


def teller_of(code: str) -> Teller:
    """Whose page it is; typed from paper, so spaces, hyphens and capitals do not matter."""
    bare = "".join(sign for sign in code.lower() if sign.isalnum())
    found = Teller.objects.with_grants().filter(code=bare).first() if bare else None
    if found is None:
        raise UnknownCodeError
    return found


def uses_of(rows: Iterable[Grant]) -> list[Use]:
    """In the order in which they are asked."""
    have = {row.use for row in rows}
    return [use for use in Use if use in have]


@dataclass(frozen=True)
class Said:
    """One use, as a page for the person says it: what it is, and the grant that counts."""

    yours: str
    grant: Grant
    is_over: bool


@dataclass(frozen=True)
class Told:
    """All that someone agreed to, for their own page."""

    kept: list[Said]
    taken_back: list[Said]
    wordings: list[Grant]

    @property
    def uses(self) -> list[Use]:
        return uses_of(one.grant for one in self.kept)


def told(teller: Teller, on: dt.date) -> Told:
    """Uses what `with_grants` fetched. A grant recorded by mistake was never given, and is not told."""
    given = [row for row in teller.grants.all() if not row.is_mistake]
    last = {row.use: row for row in given}  # in the order in which they were given
    says = [Said(YOURS[use], last[use], last[use].expires_on < on) for use in uses_of(given)]
    return Told(
        kept=[one for one in says if not one.grant.is_withdrawn],
        taken_back=[one for one in says if one.grant.is_withdrawn],
        wordings=list({row.submission: row for row in given}.values()),
    )


def is_over_with(asked: Iterable[str], uses: Iterable[Use]) -> bool:
    """What is asked to be taken back has been taken back already: the same button was pressed twice."""
    wanted = set(asked)
    return bool(wanted) and not wanted & set(uses)


def can_be_read(case_study: CaseStudy) -> bool:
    return case_study.is_open and not missing(case_study)


def readable(case_study: CaseStudy) -> content.Document:
    """What its page says, for a row with `with_consent`: nothing is licensed that may not be used again."""
    says = content.content_of(case_study)
    return says if case_study.in_reuse else {**says, "licence": ""}
