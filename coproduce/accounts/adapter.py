"""What allauth, which ships no types, asks of us: its mail takes our road, its refusals use our words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils import timezone

from . import mail

#: How long a code in a mail is good for; allauth's settings say the same.
CODE_LIFE = timedelta(minutes=15)
MISMATCH = "The email address and password do not go together. Check both and try again."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account has been closed. Write to us if you think it should not be.",
        "cannot_remove_primary_email": "This is the address you sign in with, so it cannot be removed.",
        "duplicate_email": "This address already belongs to your account.",
        "email_password_mismatch": MISMATCH,
        "email_taken": "There is already an account with this address.",
        "enter_current_password": "Enter the password you use now.",
        "incorrect_code": "That code is not right. Enter the code from the newest message we sent.",
        "incorrect_password": "That is not your password. Try again.",
        "invalid_or_expired_key": "This link or code has run out. Ask for a new one.",
        "invalid_login": MISMATCH,
        "invalid_password_reset": "This code has run out. Ask for a new one.",
        "same_as_current": "Enter an address that differs from the one you use now.",
        "too_many_login_attempts": "That was tried too often. Wait five minutes, then try again.",
        "unknown_email": "No account has this address.",
        "unverified_primary_email": "Confirm your email address first.",
        "rate_limited": "That was too quick. Wait a little, then try again.",
    }

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        now = timezone.now()
        code = context.get("code")
        mail.send(
            kind_of(template_prefix),
            to=email,
            context=context,
            told_apart_by=str(code or context.get("timestamp") or quarter_of_an_hour(now)),
            expires_at=now + CODE_LIFE if code else None,
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right. Enter what your app shows now, or a recovery code.",
        "unverified_email": "Confirm your email address first, then set up the second step.",
        "add_email_blocked": "A second step protects your account. Remove it before you change the address.",
    }


def kind_of(template_prefix: str) -> str:
    """`account/email/password_reset_code` is our `account_password_reset_code`; likewise `mfa/email/…`."""
    name = template_prefix.rpartition("/")[2]
    return f"account_{name.removeprefix('account_')}"


def quarter_of_an_hour(now: datetime) -> str:
    """How often at most a mail without a code goes out, such as "no account has this address"."""
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0).isoformat()
