"""Recording what someone agreed to, in the words that they were told."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate

from coproduce.accounts.models import User

from . import revising
from .consents import YOURS, small
from .models import CaseStudy, Channel, Grant, How, State, Teller, Use

#: How long consent lasts unless another day is said, and at most; in years.
USUAL_YEARS, MOST_YEARS = 2, 3
OPENING = (
    "{organisation} would like to tell your story, or a story with you in it, on Coproduce. Everyone can "
    "read that website."
)
ANY_TIME = (
    "You can take this back at any time, and you need not say why. Nothing else changes for you. It then "
    "leaves the website at once."
)
NOT_CALLED_BACK = (
    "Two things cannot be called back: emails that have been sent, and copies that other people have made."
)


class ConsentError(Exception):
    """An agreement cannot be recorded as it is told; the message says why, in words."""


@dataclass(frozen=True)
class Agreement:
    """What someone agreed to, as it is told to us; `expires_on` is its last day."""

    uses: tuple[Use, ...]
    channels: tuple[Channel, ...]
    how: How
    agreed_on: dt.date
    expires_on: dt.date
    agreed_for_them: str = ""


def usual_end(agreed_on: dt.date, years: int = USUAL_YEARS) -> dt.date:
    """Some years on; the 29th of February becomes the 28th."""
    last = 28 if (agreed_on.month, agreed_on.day) == (2, 29) else agreed_on.day
    return agreed_on.replace(year=agreed_on.year + years, day=last)


def wording(case_study: CaseStudy, agreement: Agreement) -> str:
    """What they agree to, word for word, without a word of the story: it is kept when that is gone."""
    shows = [f"- {YOURS[use]}" for use in Use if use in agreement.uses]
    channels = [channel for channel in Channel if channel in agreement.channels]
    places = [f"- {small(str(channel.label))}" for channel in channels]
    until = date_format(agreement.expires_on, "j F Y")
    organisation = case_study.organisation or "The platform team"
    return "\n".join(
        (
            OPENING.format(organisation=organisation),
            "",
            "You agree that it shows:",
            *shows,
            "",
            "It may be seen:",
            *places,
            "",
            f"The last day is {until}. After that it leaves the website, unless you agree again.",
            "",
            ANY_TIME,
            "",
            NOT_CALLED_BACK,
        )
    )


def whole_wording(case_study: CaseStudy, *, on: dt.date) -> str:
    """With every use and every channel, to be read out or shown before anything is ticked."""
    everything = Agreement(tuple(Use), tuple(Channel), How.IN_PERSON, on, usual_end(on))
    return wording(case_study, everything)


@transaction.atomic
def record(  # noqa: PLR0913  who, what, by whom and when, all given by name
    case_study: CaseStudy,
    agreement: Agreement,
    *,
    teller: Teller | None = None,
    name: str = "",
    by: User,
    now: dt.datetime,
    submission: uuid.UUID,
) -> Teller:
    """Keep what someone agreed to, a grant for each use; pressed twice, it is kept once."""
    revising.locked(case_study)
    if earlier := Grant.objects.filter(submission=submission).select_related("teller").first():
        return earlier.teller
    if reason := refusal(case_study, agreement, teller, today=localdate(now)):
        raise ConsentError(reason)
    teller = teller or Teller.objects.create(case_study=case_study, name=name)
    words = wording(case_study, agreement)
    for use in agreement.uses:
        Grant.objects.create(
            teller=teller,
            use=use,
            channels=list(agreement.channels),
            wording=words,
            agreed_for_them=agreement.agreed_for_them,
            how=agreement.how,
            agreed_on=agreement.agreed_on,
            expires_on=agreement.expires_on,
            recorded_by=by,
            recorded_at=now,
            submission=submission,
        )
    return teller


def refusal(case_study: CaseStudy, agreement: Agreement, teller: Teller | None, *, today: dt.date) -> str:
    """Why this cannot have been agreed, in words; empty when it can."""
    if case_study.state == State.WITHDRAWN:
        return "This case study has been withdrawn, so there is nothing to agree to any more."
    if agreement.agreed_on > today:
        return "The day on which they agreed cannot be in the future."
    if agreement.expires_on <= agreement.agreed_on:
        return "The last day must be after the day on which they agreed."
    if agreement.expires_on > usual_end(agreement.agreed_on, MOST_YEARS):
        return f"Consent lasts {MOST_YEARS} years at most; then ask them again."
    return given_before_it_was_taken_back(agreement, teller)


def given_before_it_was_taken_back(agreement: Agreement, teller: Teller | None) -> str:
    """What someone took back counts again only if they agree anew, later."""
    if teller is None:
        return ""
    back = Grant.objects.given().filter(teller=teller, use__in=agreement.uses, withdrawn_at__isnull=False)
    last = max((localdate(row.withdrawn_at) for row in back if row.withdrawn_at), default=None)
    if last is None or agreement.agreed_on >= last:
        return ""
    when = date_format(last, "j F Y")
    return f"They took this back on {when}. Only what they have agreed to since then counts."
