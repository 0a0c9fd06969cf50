"""Forgetting: after it, a search of everything finds nobody, and every count of people is what it was."""

import datetime as dt
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, Status, Suppression
from participants import (
    coverage,
    downloading,
    erasing,
    invitations,
    register,
    replies,
    selfservice,
)
from participants.models import ErasureWish, Involvement, OwnLink, Participant, Through
from participants.models.declarations import ERASED, Erasure, about_people, columns, declared, rows
from participants.models.identity import Disclosure, Identity
from partnerships.models import Engagement, Partnership, StatutoryGroup, StrategicPlan
from tests.factories.declared import canary, marked_columns, seed
from tests.factories.participants import IdentityFactory, InvolvementFactory, ParticipantFactory
from tests.factories.partnerships import EngagementFactory, PlanStageFactory, StrategicPlanFactory

from .conftest import CANARY, CANARY_EMAIL, mails
from .test_canaries import tables_with

CROWD = 50


@pytest.fixture
def plan(fife: Partnership) -> StrategicPlan:
    plan: StrategicPlan = StrategicPlanFactory(partnership=fife)
    return plan


@pytest.fixture
def crowd(
    fife: Partnership, plan: StrategicPlan, carers: StatutoryGroup, users: StatutoryGroup, officer: User
) -> list[Participant]:
    """Fifty people with a canary wherever there is one to put, invited, searched for and written to."""
    past = EngagementFactory(
        partnership=fife,
        published=True,
        plan=plan,
        stage=PlanStageFactory(),
        starts_at=timezone.now() - dt.timedelta(days=2),
    )
    coming = EngagementFactory(
        partnership=fife, published=True, starts_at=timezone.now() + dt.timedelta(days=9)
    )
    people: list[Any] = [
        ParticipantFactory(
            partnership=fife, number=100 + n, groups=[[carers], [users], [carers, users]][n % 3]
        )
        for n in range(CROWD)
    ]
    for n, one in enumerate(people):
        seed(one, f"canary{n:02}")
        InvolvementFactory(participant=one, engagement=past, came=n % 2 == 0, accepted=True)
    invitations.invite(coming, people, by=officer, now=timezone.now())
    register.find("zqcanary07", by=officer, reason="zqcanary07identityname phoned in")
    Suppression.objects.create(
        address=f"{canary(Identity, 'email', 'canary09')}@example.org",
        reason="unsubscribed",
        detail="zqcanary09",
    )
    return people


def forget(people: list[Participant]) -> None:
    """And let the last messages go out."""
    for one in people:
        erasing.forget_me(one, now=timezone.now())
    last = Email.objects.filter(kind=erasing.KIND)
    last.update(status=Status.SENT, sent_at=timezone.now())
    erasing.forget_last_messages(now=timezone.now())


def figures(plan: StrategicPlan) -> dict[str, Any]:
    """What the law asks the partnership to report."""
    cells = coverage.matrix(plan, on=timezone.localdate())
    every = Involvement.objects.order_by()
    return {
        "matrix": [[cell.evidence for cell in row.cells] for row in cells.rows],
        "counts": every.counted(),
        "groups": every.counted_by_group(),
        "people": Participant.objects.count(),
    }


def in_files(folder: Path, words: str) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes())


# --- The whole
def test_fifty_people_are_found_nowhere_and_every_figure_stays(
    crowd: list[Participant],
    plan: StrategicPlan,
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.MEDIA_ROOT = tmp_path
    before, found = figures(plan), set(tables_with("zqcanary"))
    assert {model._meta.db_table for model, _ in marked_columns()} <= found
    forget(crowd)
    assert list(tables_with("zqcanary")) == []
    assert figures(plan) == before
    assert list(in_files(tmp_path, "zqcanary")) == []
    told = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert "zqcanary" not in repr(told) + "".join(capfd.readouterr())


def test_others_keep_what_they_have(crowd: list[Participant]) -> None:
    forget(crowd[:1])
    assert list(tables_with("zqcanary00")) == []
    for model, name in marked_columns():
        text = canary(model, name, "canary01")
        assert list(tables_with(text)), text


def test_a_copy_holds_every_column_and_nobody_elses(crowd: list[Participant]) -> None:
    """100 % of the declared columns."""
    tables = downloading.copy(crowd[3])
    told = json.loads(downloading.as_json(tables, now=timezone.now()))["tables"]
    for model in about_people():
        found = told[model.__name__]["rows"]
        assert len(found) == rows(model, [crowd[3].pk]).count()
        assert all(set(row) == set(columns(model)) for row in found)
    text = json.dumps(told)
    assert all(canary(model, name, "canary03") in text for model, name in marked_columns())
    others = [f"zqcanary{n:02}" for n in range(CROWD) if n != 3]
    assert [mark for mark in others if mark in text.replace("zqcanary07identityname phoned in", "")] == []


# --- One by one
def test_a_second_time_changes_nothing(agnes: Participant, now: dt.datetime) -> None:
    first = erasing.forget_me(agnes, now=now)
    again = erasing.forget_me(agnes, now=now + dt.timedelta(days=1))
    assert (again.pk, again.done_at) == (first.pk, now)
    assert len(mails(erasing.KIND)) == 1


def test_half_of_it_is_none_of_it(
    agnes: Participant, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(erasing, "say_goodbye", broken)
    with pytest.raises(DatabaseError):
        erasing.forget_me(agnes, now=now)
    assert Identity.objects.get(participant=agnes).name == CANARY
    assert not ErasureWish.objects.exists()


def test_the_last_message_says_what_went_and_what_stays(agnes: Participant, now: dt.datetime) -> None:
    erasing.forget_me(agnes, now=now)
    [mail] = mails(erasing.KIND)
    assert (mail.recipient, mail.lane, mail.status) == (CANARY_EMAIL, 0, Status.QUEUED)
    for title in (*erasing.goes(), *(title for title, _ in erasing.stays())):
        assert title in mail.text
    assert CANARY not in f"{mail.subject}{mail.text}{mail.html}"


def test_its_address_goes_once_it_is_sent(agnes: Participant, now: dt.datetime) -> None:
    erasing.forget_me(agnes, now=now)
    assert erasing.forget_last_messages(now=now) == 0
    Email.objects.update(status=Status.SENT, sent_at=now)
    assert [erasing.forget_last_messages(now=now) for _ in range(2)] == [1, 0]
    assert list(tables_with(CANARY_EMAIL)) == []


def test_its_address_goes_after_a_week_even_if_it_never_left(agnes: Participant, now: dt.datetime) -> None:
    erasing.forget_me(agnes, now=now)
    assert erasing.forget_last_messages(now=now + erasing.LAST_MESSAGE + dt.timedelta(minutes=1)) == 1
    assert list(tables_with(CANARY_EMAIL)) == []
    assert Email.objects.get(kind=erasing.KIND).status == Status.LAPSED


def test_who_has_no_email_gets_no_message(bruce: Participant, now: dt.datetime) -> None:
    erasing.forget_me(bruce, now=now)
    assert mails(erasing.KIND) == []
    assert list(tables_with("Canary Bruce")) == []


def test_they_take_part_no_more(agnes: Participant, now: dt.datetime) -> None:
    erasing.forget_me(agnes, now=now)
    agnes.refresh_from_db()
    assert agnes.until == timezone.localdate(now)
    assert not agnes.groups.exists()


def test_queued_mail_does_not_leave(
    agnes: Participant, engagement: Engagement, officer: User, now: dt.datetime
) -> None:
    invitations.invite(engagement, [agnes], by=officer, now=now)
    erasing.forget_me(agnes, now=now)
    [mail] = mails("engagement_invitation")
    assert (mail.status, mail.recipient, mail.text) == (Status.LAPSED, "", "")


def test_links_are_dead(agnes: Participant, engagement: Engagement, officer: User, now: dt.datetime) -> None:
    invitations.invite(engagement, [agnes], by=officer, now=now)
    selfservice.send(agnes, now=now)
    own = selfservice.token(OwnLink.objects.get())
    involvement = Involvement.objects.get()
    erasing.forget_me(agnes, now=now)
    with pytest.raises(selfservice.UnknownLinkError):
        selfservice.link_of(own, now=now)
    with pytest.raises(replies.ClosedError):
        replies.require_open(replies.involvement_of(replies.token(involvement)), now=now)


def test_someone_who_shares_the_address_keeps_theirs(
    agnes: Participant, fife: Partnership, now: dt.datetime
) -> None:
    IdentityFactory(participant=ParticipantFactory(partnership=fife), email=CANARY_EMAIL)
    Suppression.objects.create(address=CANARY_EMAIL, reason="unsubscribed")
    erasing.forget_me(agnes, now=now)
    assert Identity.objects.filter(email=CANARY_EMAIL).count() == 1
    assert Suppression.objects.filter(address=CANARY_EMAIL).exists()


@pytest.mark.parametrize(
    "reason", ["Agnes rang about Tuesday", "From canary.agnes@example.org", "canary AGNES"]
)
def test_reasons_of_searches_do_not_name_them(
    reason: str, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    register.find("nobody at all", by=officer, reason=reason)
    erasing.forget_me(agnes, now=now)
    assert Disclosure.objects.get(participant=None).reason == ERASED


def test_other_reasons_of_searches_stay(agnes: Participant, officer: User, now: dt.datetime) -> None:
    register.find("nobody at all", by=officer, reason="Someone rang about agnestic views")
    erasing.forget_me(agnes, now=now)
    assert "agnestic" in Disclosure.objects.get(participant=None).reason


def test_the_organisation_goes_from_the_history_too(
    agnes: Participant, organisation: Any, now: dt.datetime
) -> None:
    agnes.organisation = organisation
    agnes.save()
    erasing.forget_me(agnes, now=now)
    events: Any = agnes
    assert set(events.events.values_list("organisation", flat=True)) == {None}


def test_nothing_but_the_marker_may_be_written_over_a_reason(agnes: Participant, officer: User) -> None:
    register.disclose(agnes, by=officer, reason="To phone them")
    Disclosure.objects.update(reason=ERASED)
    with pytest.raises(DatabaseError):
        Disclosure.objects.update(reason="Something else")


# --- By staff
def test_staff_note_the_wish_and_a_lead_carries_it_out(
    agnes: Participant, officer: User, lead: User, now: dt.datetime
) -> None:
    wish = erasing.note_wish(agnes, through=Through.PHONE, by=officer, now=now)
    assert (wish.recorded_by, wish.done_at) == (officer, None)
    assert Identity.objects.filter(participant=agnes).exists()
    done = erasing.carry_out(agnes, by=lead, now=now)
    assert (done.done_by, done.done_at) == (lead, now)
    assert not register.is_known(agnes)


def test_an_officer_cannot_carry_it_out(agnes: Participant, officer: User, now: dt.datetime) -> None:
    erasing.note_wish(agnes, through=Through.PHONE, by=officer, now=now)
    with pytest.raises(PermissionDenied):
        erasing.carry_out(agnes, by=officer, now=now)


def test_nobody_is_forgotten_who_did_not_ask(agnes: Participant, lead: User, now: dt.datetime) -> None:
    with pytest.raises(erasing.ErasingError, match="Nobody has noted"):
        erasing.carry_out(agnes, by=lead, now=now)


def test_a_wish_can_be_taken_back_until_it_is_done(
    agnes: Participant, officer: User, now: dt.datetime
) -> None:
    erasing.note_wish(agnes, through=Through.PAPER, by=officer, now=now)
    erasing.take_back_wish(agnes, by=officer)
    assert not ErasureWish.objects.exists()
    erasing.forget_me(agnes, now=now)
    erasing.take_back_wish(agnes, by=officer)
    assert ErasureWish.objects.done().count() == 1


@pytest.mark.parametrize("role", ["reader", "officer_elsewhere", "moderator", "auditor", "administrator"])
def test_nobody_else_can_ask_for_someone(
    role: str, request: pytest.FixtureRequest, agnes: Participant, now: dt.datetime
) -> None:
    with pytest.raises(PermissionDenied):
        erasing.note_wish(agnes, through=Through.PHONE, by=request.getfixturevalue(role), now=now)


# --- Afterwards
def test_the_register_says_that_nothing_is_kept(agnes: Participant, officer: User, now: dt.datetime) -> None:
    erasing.forget_me(agnes, now=now)
    assert register.contact(agnes, purpose="Email") == ""
    for verb in (
        lambda: register.disclose(agnes, by=officer, reason="To phone them"),
        lambda: register.correct(agnes, register.Details(name="Canary"), by=officer),
    ):
        with pytest.raises(register.RegisterError, match="no longer kept"):
            verb()


def test_every_table_says_what_erasure_does() -> None:
    assert {declared(model).erasure for model in about_people()} <= set(Erasure)
    told = [title for title, why in erasing.stays() if not why]
    assert told == []


def test_the_page_of_the_reference_says_so(
    agnes: Participant, officer: User, now: dt.datetime, client: Client
) -> None:
    erasing.forget_me(agnes, now=now)
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(agnes.get_absolute_url()).content.decode()
    assert "They asked to be forgotten" in page
    assert "See name and contact details" not in page
