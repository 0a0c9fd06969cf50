"""Forgetting a participant, in one transaction, by what is declared of each table; counts of people stay."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from coproduce.outbox.models import ENDED, Email, Suppression, label
from coproduce.outbox.queue import Lane, enqueue
from coproduce.outbox.recalling import forget

from . import register
from .models import ErasureWish, Participant, Through
from .models.declarations import Erasure, Retention, about_people, columns, declared, histories, rows

KIND = "participant_forgotten"
PURPOSE = "Email that says what was deleted"
#: So long the last message may be on its way; then its address goes, sent or not.
LAST_MESSAGE = dt.timedelta(days=7)
EVERYTHING = frozenset(Retention)


class ErasingError(Exception):
    """Nothing was deleted; the message says why and can be shown."""


@transaction.atomic
def note_wish(participant: Participant, *, through: Through, by: User, now: dt.datetime) -> ErasureWish:
    """What someone asked for by phone or on paper; a lead carries it out."""
    register.require(by, "participants.ask_to_forget_participant", participant)
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    asked = {"asked_at": now, "through": through, "recorded_by": by}
    return ErasureWish.objects.get_or_create(participant=participant, defaults=asked)[0]


@transaction.atomic
def take_back_wish(participant: Participant, *, by: User) -> None:
    """They changed their mind before it was done."""
    register.require(by, "participants.ask_to_forget_participant", participant)
    ErasureWish.objects.waiting().filter(participant=participant).delete()


@transaction.atomic
def carry_out(participant: Participant, *, by: User, now: dt.datetime) -> ErasureWish:
    """A lead does what was asked by phone or on paper."""
    register.require(by, "participants.forget_participant", participant)
    wish = ErasureWish.objects.select_for_update().filter(participant=participant).first()
    if wish is None:
        raise ErasingError("Nobody has noted that they asked to be forgotten. Note that first.")
    return erase(wish, by=by, now=now)


@transaction.atomic
def forget_me(participant: Participant, *, now: dt.datetime) -> ErasureWish:
    """The person does it themselves, on their own page; nobody else has to agree."""
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    asked = {"asked_at": now, "through": Through.LINK}
    wish, _ = ErasureWish.objects.get_or_create(participant=participant, defaults=asked)
    return erase(wish, by=None, now=now)


def erase(wish: ErasureWish, *, by: User | None, now: dt.datetime) -> ErasureWish:
    """All of it or nothing; a second time changes nothing."""
    if wish.done_at is not None:
        return wish
    participant, today = Participant.objects.select_for_update().get(pk=wish.participant_id), localdate(now)
    address = register.leave_marks(participant, on=today)
    clear(participant, EVERYTHING)
    drop_suppressions(address)
    if participant.is_current(today):
        participant.refresh_from_db()
        participant.until = max(today, participant.since)
        participant.save()
    wish.done_at, wish.done_by = now, by
    wish.save()
    if address:
        say_goodbye(wish, address, now=now)
    return wish


def clear(participant: Participant, kinds: Collection[Retention]) -> int:
    """Do to each table of these classes what is declared; how many rows it concerned."""
    tables = [model for model in about_people() if declared(model).retention in kinds]
    mine = {model: list(rows(model, [participant.pk])) for model in tables}
    if Retention.CONTACT in kinds:
        forget(label(row) for model in about_people() for row in rows(model, [participant.pk]))
    for model, found in mine.items():
        clear_table(model, [row.pk for row in found])
    return sum(map(len, mine.values()))


def clear_table(model: type[models.Model], keys: list[Any]) -> None:
    about, found = declared(model), model._base_manager.filter(pk__in=keys)  # noqa: SLF001
    match about.erasure:
        case Erasure.DELETE:
            found.delete()
            clear_histories(model, keys, {})
        case Erasure.BLANK:
            lists = {one.name for one in model._meta.many_to_many} & set(about.blank)  # noqa: SLF001
            for name in lists:
                way: Any = model._meta.get_field(name)  # noqa: SLF001
                through, source = way.remote_field.through, way.m2m_field_name()
                through._base_manager.filter(**{f"{source}__in": keys}).delete()  # noqa: SLF001
            plain = {name: value for name, value in about.blank.items() if name not in lists}
            unblank(found, plain).update(**plain)
            clear_histories(model, keys, plain)


def unblank(found: models.QuerySet[Any], blank: dict[str, Any]) -> models.QuerySet[Any]:
    """Rows in which something is left to blank."""
    left = models.Q()
    for name, value in blank.items():
        empty = models.Q(**{f"{name}__isnull": True}) if value is None else models.Q(**{name: value})
        if isinstance(value, str):
            empty |= models.Q(**{name: ""})
        left |= ~empty
    return found.filter(left) if blank else found.none()


def clear_histories(model: type[models.Model], keys: list[Any], plain: dict[str, Any]) -> None:
    """Events of rows that are gone go; of others, they lose what the row lost."""
    for history in histories(model):
        events = history._base_manager.filter(pgh_obj_id__in=keys)  # noqa: SLF001
        kept = {name: value for name, value in plain.items() if name in columns(history)}
        if declared(model).erasure == Erasure.DELETE:
            events.delete()
        elif kept:
            events.update(**kept)


def drop_suppressions(address: str) -> None:
    """What an address had enough of, unless someone else is reached at it: nothing is sent there any more."""
    if address and not register.shared(address) and not User.objects.filter(email=address).exists():
        Suppression.objects.filter(address=address).delete()


def say_goodbye(wish: ErasureWish, address: str, *, now: dt.datetime) -> None:
    partnership = wish.participant.partnership
    enqueue(
        KIND,
        key=f"{KIND}:{wish.pk}",
        to=address,
        context={"partnership": partnership, "goes": goes(), "stays": stays()},
        lane=Lane.ASKED_FOR,
        expires_at=now + LAST_MESSAGE,
        about=wish,
    )


def forget_last_messages(*, now: dt.datetime) -> int:
    """The address of a last message goes once it was sent, or after a week; safe to run at any time."""
    last = Email.objects.filter(kind=KIND).exclude(recipient="")
    over = last.filter(models.Q(status__in=ENDED) | models.Q(created_at__lte=now - LAST_MESSAGE))
    return forget(list(over.values_list("about", flat=True)))


def goes() -> list[str]:
    """What erasure deletes, in words for the person."""
    return [declared(model).title for model in about_people() if declared(model).erasure == Erasure.DELETE]


def stays() -> list[tuple[str, str]]:
    """What it does not delete, and why."""
    kept = [declared(model) for model in about_people() if declared(model).erasure != Erasure.DELETE]
    return [(about.title, about.why) for about in kept]
