"""Links in mails: signed, nothing personal in them, and only ours are believed."""

import pytest
from django.core.signing import Signer
from pytest_django import Settings

from coproduce.outbox import links
from coproduce.outbox.models import Email, Lane
from tests.factories.outbox import email

pytestmark = pytest.mark.django_db


def test_a_link_leads_back_to_its_mail() -> None:
    row = email()
    assert links.email_of(links.token(row)) == row


def test_a_link_is_whole_and_holds_nothing_personal(settings: Settings) -> None:
    settings.BASE_URL = "https://coproduce.example"
    row = email(recipient="una.example@example.org", key="trial_news:482913")
    for link in (links.unsubscribe_url(row), links.one_click_url(row)):
        assert link.startswith("https://coproduce.example/unsubscribe/")
        assert not any(piece in link for piece in ("una", "example.org", "482913"))


def test_what_was_asked_for_has_no_link_to_stop_it() -> None:
    row = email(lane=Lane.ASKED_FOR)
    assert (links.unsubscribe_url(row), links.one_click_url(row)) == ("", "")


def test_a_signed_token_of_what_was_asked_for_is_not_believed() -> None:
    with pytest.raises(links.UnknownLinkError):
        links.email_of(links.token(email(lane=Lane.ASKED_FOR)))


def test_a_link_that_was_changed_or_cut_is_not_believed() -> None:
    mine, other = links.token(email()), links.token(email())
    forged = other.partition(".")[0] + "." + mine.partition(".")[2]
    for token in (mine[:-1], mine.upper(), "x" + mine, mine.partition(".")[0], forged, "", "."):
        with pytest.raises(links.UnknownLinkError):
            links.email_of(token)


def test_a_link_of_another_installation_is_not_believed() -> None:
    theirs = Signer(key="another secret", sep=".", salt=links.SIGNER.salt)
    with pytest.raises(links.UnknownLinkError):
        links.email_of(theirs.sign(email().token.hex))


def test_a_link_whose_mail_is_no_longer_kept_is_unknown() -> None:
    row = email()
    token = links.token(row)
    Email.objects.all().delete()
    with pytest.raises(links.UnknownLinkError):
        links.email_of(token)
