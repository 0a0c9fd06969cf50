"""Recognising who asked to be forgotten, without knowing them: keyed hashes of the ways to reach them."""

import datetime as dt
import unicodedata
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac

from partnerships.models import Partnership

from .models import Forgotten


def marks_of(
    partnership: Partnership, *, name: str, email: str = "", phone: str = "", postal_address: str = ""
) -> dict[str, list[str]]:
    """For each way to reach someone its mark, by the key of today first and then by earlier keys.

    A way on its own recognises someone whose name is written differently; a name counts on its own only
    where there is nothing else, since two people may share it. Another partnership's marks are different.
    """
    ways = {
        "email": email.strip().lower(),
        "phone": dialled(phone),
        "post": plain(name) + plain(postal_address) if plain(postal_address) else "",
    }
    known = {way: value for way, value in ways.items() if value} or {"name": plain(name)}
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    salt = f"participants.forgetting.{partnership.pk}"
    return {
        way: [salted_hmac(salt, f"{way}:{value}", key, algorithm="sha256").hexdigest() for key in keys]
        for way, value in known.items()
    }


def plain(words: str) -> str:
    """Letters and figures alone, without accents and capitals."""
    bare = unicodedata.normalize("NFKD", words).casefold()
    return "".join(character for character in bare if character.isalnum())


def dialled(phone: str) -> str:
    """The figures that are dialled from within the United Kingdom."""
    number = phone.lower().partition("x")[0].replace("(0)", "")
    figures = "".join(character for character in number if character in "+0123456789")
    for abroad in ("+44", "0044"):
        if figures.startswith(abroad):
            return f"0{figures.removeprefix(abroad).lstrip('0')}"
    return figures.replace("+", "")


def leave(marks: dict[str, list[str]], partnership: Partnership, *, on: dt.date) -> None:
    """Remember by the key of today; safe to repeat."""
    rows = (Forgotten(partnership=partnership, mark=own, on=on) for own, *_ in marks.values())
    Forgotten.objects.bulk_create(rows, ignore_conflicts=True)


def recognised(marks: dict[str, list[str]], partnership: Partnership) -> list[str]:
    """The ways, such as "email", by which someone asked to be forgotten here."""
    every = flattened(marks)
    found = set(
        Forgotten.objects.filter(partnership=partnership, mark__in=every).values_list("mark", flat=True)
    )
    return [way for way, own in marks.items() if found & set(own)]


def welcome_back(marks: dict[str, list[str]], partnership: Partnership) -> None:
    Forgotten.objects.filter(partnership=partnership, mark__in=flattened(marks)).delete()


def flattened(marks: dict[str, list[str]]) -> Iterable[str]:
    return [mark for own in marks.values() for mark in own]
