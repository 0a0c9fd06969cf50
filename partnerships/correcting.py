"""Correcting an organisation’s entry: its own fields, its other names, its numbers, its team’s name."""

from collections.abc import Iterable, Mapping

import pghistory
from django.db import IntegrityError, transaction

from coproduce.accounts.models import User

from .models import CouncilArea, Identifier, Organisation, OtherName


class CorrectingError(Exception):
    """Why an entry cannot be corrected, in words for the person who tried."""


def correct(
    organisation: Organisation,
    *,
    council_areas: Iterable[CouncilArea],
    other_names: Iterable[str],
    numbers: Mapping[str, Iterable[str]],
    by: User,
) -> None:
    """Keep what was filled in: other names and numbers by scheme are those given here, and no others."""
    if organisation.merged_into_id is not None:
        raise CorrectingError("This entry has been merged into another one. Correct that one instead.")
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            keep_team(organisation)
            organisation.save()
            organisation.council_areas.set(council_areas)
            keep_names(organisation, list(other_names))
            keep_numbers(organisation, {(scheme, one) for scheme in numbers for one in numbers[scheme]})
    except IntegrityError as clash:
        raise CorrectingError(
            "Somebody gave another entry one of these numbers a moment ago. Save again to see which."
        ) from clash


def keep_team(organisation: Organisation) -> None:
    """The team goes by the organisation's name."""
    team = organisation.team
    if team.name != organisation.name:
        team.name = organisation.name
        team.save(update_fields=["name"])


def keep_names(organisation: Organisation, wanted: list[str]) -> None:
    rows = organisation.other_names.all()
    rows.exclude(name__in=wanted).delete()
    kept = set(rows.values_list("name", flat=True))
    for name in wanted:
        if name not in kept:
            OtherName.objects.create(organisation=organisation, name=name)


def keep_numbers(organisation: Organisation, wanted: set[tuple[str, str]]) -> None:
    kept = set()
    for row in organisation.identifiers.all():
        if (row.scheme, row.value) in wanted:
            kept.add((row.scheme, row.value))
        else:
            row.delete()
    for scheme, value in sorted(wanted - kept):
        Identifier.objects.create(organisation=organisation, scheme=scheme, value=value)
