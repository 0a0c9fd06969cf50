"""Turns a kind and its facts into a subject, a text and a page, once, when the message is decided."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string

BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


def written(kind: str, context: Mapping[str, Any], *, unsubscribe: str) -> tuple[str, str, str]:
    """Subject, text and HTML. The subject is one line, whatever the facts hold: it cannot add a header."""
    end_of_subject = uuid4().hex
    facts = {
        **context,
        "base_url": settings.BASE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "unsubscribe_url": unsubscribe,
        "end_of_subject": end_of_subject,
    }
    subject, _, text = render_to_string(f"emails/{kind}.txt", facts).partition(end_of_subject)
    return one_line(subject), tidy(text), tidy(render_to_string(f"emails/{kind}.html", facts))


def one_line(subject: str) -> str:
    """At most 150 printable characters on one line."""
    words = "".join(character if character.isprintable() else " " for character in subject).split()
    line = " ".join(words)
    return line if len(line) <= 150 else line[:149].rstrip() + "…"


def tidy(text: str) -> str:
    """Without the gaps that template tags leave, and without the NUL that PostgreSQL cannot hold."""
    lines = (line.rstrip() for line in text.replace("\x00", "").splitlines())
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"
