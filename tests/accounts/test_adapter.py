"""allauth's mail: which template, which key, and that it takes the one road."""

import datetime as dt
from pathlib import Path
from typing import Any

import allauth
import pytest
from django.conf import settings

from coproduce.accounts.adapter import AccountAdapter, kind_of, quarter_of_an_hour
from coproduce.outbox.models import Email, Lane
from tests.accounts.conftest import Mails

ADDRESS = "una@example.org"
NOTICE = {
    "timestamp": dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC),
    "ip": "192.0.2.1",
    "user_agent": "A browser",
}


def kinds_of_allauth() -> list[str]:
    """Every mail that the parts of allauth we use can send."""
    templates = Path(allauth.__file__).parent / "templates"
    found = [*templates.glob("account/email/*_message.txt"), *templates.glob("mfa/email/*_message.txt")]
    names = [f"{path.parent.parent.name}/email/{path.name.removesuffix('_message.txt')}" for path in found]
    return sorted(name for name in names if not name.endswith(NOT_USED))


#: Bases, and mail about links and sign-in codes, which we do not send.
NOT_USED = ("/base", "/login_code", "/password_reset_key", "/base_notification")


@pytest.mark.parametrize("prefix", kinds_of_allauth())
def test_every_mail_of_allauth_has_our_words(prefix: str, mails: Mails) -> None:
    AccountAdapter().send_mail(prefix, ADDRESS, NOTICE | {"code": "ABC123"} if "code" in prefix else NOTICE)
    mail = mails(ADDRESS)[0]
    assert mail.kind == kind_of(prefix)
    assert mail.lane == Lane.ASKED_FOR
    assert "allauth" not in mail.text + mail.html
    assert "{{" not in mail.text


@pytest.mark.parametrize("prefix", kinds_of_allauth())
def test_subjects_hold_no_code_and_no_address(prefix: str, mails: Mails) -> None:
    AccountAdapter().send_mail(prefix, ADDRESS, NOTICE | {"code": "ABC123", "deleted_email": ADDRESS})
    subject = mails(ADDRESS)[0].subject
    assert subject
    assert "ABC123" not in subject
    assert "@" not in subject


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("account/email/password_reset_code", "account_password_reset_code"),
        ("account/email/account_already_exists", "account_already_exists"),
        ("mfa/email/totp_activated", "account_totp_activated"),
    ],
)
def test_a_kind_is_named_after_its_template(prefix: str, kind: str) -> None:
    assert kind_of(prefix) == kind


def send(context: dict[str, Any], *, to: str = ADDRESS) -> None:
    AccountAdapter().send_mail("account/email/password_reset_code", to, context)


def test_the_same_code_is_one_mail_and_another_code_another(mails: Mails) -> None:
    for code in ("AAA111", "AAA111", "BBB222"):
        send({"code": code})
    assert len(mails(ADDRESS)) == 2


def test_the_same_code_to_another_address_is_another_mail(db: None) -> None:
    send({"code": "AAA111"})
    send({"code": "AAA111"}, to="other@example.org")
    assert Email.objects.count() == 2


def test_the_key_tells_neither_code_nor_address(mails: Mails) -> None:
    send({"code": "AAA111"})
    key = mails(ADDRESS)[0].key
    assert key.startswith("account_password_reset_code:")
    assert "AAA111" not in key
    assert "una" not in key


def test_a_code_that_ran_out_is_not_sent_any_more(mails: Mails) -> None:
    send({"code": "AAA111"})
    mail = mails(ADDRESS)[0]
    assert mail.expires_at is not None
    life = (mail.expires_at - mail.created_at).total_seconds()
    assert life == pytest.approx(settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT, abs=5)
    assert (
        settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT == settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT
    )


def test_mail_without_a_code_goes_out_once_in_a_quarter_of_an_hour(mails: Mails) -> None:
    for _ in range(3):
        AccountAdapter().send_mail("account/email/unknown_account", ADDRESS, {})
    assert len(mails(ADDRESS)) == 1


@pytest.mark.parametrize(("minute", "slot"), [(0, 0), (14, 0), (15, 15), (59, 45)])
def test_quarters_start_on_the_clock(minute: int, slot: int) -> None:
    moment = dt.datetime(2026, 3, 1, 9, minute, 42, tzinfo=dt.UTC)
    assert quarter_of_an_hour(moment) == f"2026-03-01T09:{slot:02}:00+00:00"


def test_a_notice_says_when_and_where_from_and_what_to_do(mails: Mails) -> None:
    AccountAdapter().send_mail("account/email/password_changed", ADDRESS, NOTICE)
    text = mails(ADDRESS)[0].text
    assert all(
        words in text for words in ("23 November 2026, 12:00", "192.0.2.1", "choose a new password now")
    )
    assert "someone asked for it" not in text
