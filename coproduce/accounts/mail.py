"""The way by which accounts' own mail (codes, notices, invitations) reaches the one table of all mail.

The outbox stands above accounts (it knows people, people don't know it), so accounts must not import it. The
road is named in `settings.MAIL_ROAD` and looked up here and nowhere else, for codes and invitations alike.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string


def send(
    kind: str, *, to: str, context: Mapping[str, Any], told_apart_by: str, expires_at: datetime | None = None
) -> None:
    """Queue a mail that someone has just asked for.

    `told_apart_by` is what makes this mail another one than the last of its kind to the same address (a code,
    a moment); the same twice is one mail. The key is salted, so a code cannot be guessed from it.
    """
    digest = salted_hmac(f"mail:{kind}", f"{to}\n{told_apart_by}", algorithm="sha256").hexdigest()
    answer = import_string(settings.MAIL_ROAD)
    key = f"{kind}:{digest[:40]}"
    answer(kind, key=key, to=to, context=context, expires_at=expires_at)
