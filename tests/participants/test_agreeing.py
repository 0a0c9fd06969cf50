"""What people choose: the newest row counts, rows are only added, and invitations keep to it."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError

from coproduce.accounts.models import User
from participants import agreeing, register, reminders, replies
from participants.agreeing import AgreementError, choose
from participants.invitations import InvitationError, Invited, OverBudgetError, invite
from participants.models import Agreement, Answer, AskedAnyway, Involvement, Participant, Through, Topic
from participants.models.identity import Identity
from partnerships.models import Engagement
from tests.factories.participants import InvolvementFactory

from .conftest import mails

A_DAY = dt.timedelta(days=1)


def no_to(participant: Participant, topic: Topic, now: dt.datetime) -> None:
    choose(participant, {topic: "no"}, now=now)


def asked(participant: Participant, times: int, now: dt.datetime, days: int = 10) -> None:
    for _ in range(times):
        InvolvementFactory(participant=participant, invited_at=now - days * A_DAY)


# --- The ledger
def test_while_nothing_is_said_nothing_is_published_and_nobody_objects(agnes: Participant) -> None:
    told = agreeing.chosen(agnes)
    assert (told[Topic.PUBLICATION], told[Topic.OBJECTION]) == ("unpublished", "no")
    assert told[Topic.INVITATIONS] == "yes"


def test_a_choice_is_a_row_with_the_wording_that_was_shown(agnes: Participant, now: dt.datetime) -> None:
    assert choose(agnes, {Topic.PUBLICATION: "named"}, now=now) == 1
    row = Agreement.objects.get()
    assert (row.choice, row.at, row.through) == ("named", now, Through.LINK)
    assert row.wording == agreeing.WORDINGS[Topic.PUBLICATION]


def test_the_newest_counts_and_the_earlier_stay(agnes: Participant, now: dt.datetime) -> None:
    for choice in ("named", "anonymous", "unpublished"):
        choose(agnes, {Topic.PUBLICATION: choice}, now=now)
    assert agreeing.chosen(agnes)[Topic.PUBLICATION] == "unpublished"
    assert Agreement.objects.count() == 3
    assert Agreement.objects.newest().get().choice == "unpublished"


def test_the_same_choice_again_adds_nothing(agnes: Participant, now: dt.datetime) -> None:
    assert [choose(agnes, {Topic.NEWS: "no"}, now=now) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("wanted", [{Topic.NEWS: "perhaps"}, {"shoes": "yes"}, {Topic.REGISTER: "no"}])
def test_what_is_not_offered_is_refused(agnes: Participant, wanted: Any, now: dt.datetime) -> None:
    with pytest.raises(AgreementError):
        choose(agnes, wanted, now=now)
    assert not Agreement.objects.exists()


def test_what_came_by_phone_names_who_recorded_it(
    agnes: Participant, officer: User, now: dt.datetime
) -> None:
    choose(agnes, {Topic.NEWS: "no"}, now=now, through=Through.PHONE, by=officer)
    assert Agreement.objects.get().recorded_by == officer


def test_the_lawful_basis_is_told_once_for_each_wording(
    agnes: Participant, officer: User, now: dt.datetime
) -> None:
    for _ in range(2):
        agreeing.note_told(agnes, by=officer, now=now, through=Through.PHONE)
    row = Agreement.objects.get()
    assert "public task" in row.wording
    assert "object at any time" in row.wording


@pytest.mark.parametrize("change", [{"choice": "yes"}, {"wording": "Other words"}, {"words": "Other words"}])
def test_rows_are_only_added(agnes: Participant, change: dict[str, str], now: dt.datetime) -> None:
    no_to(agnes, Topic.NEWS, now)
    with pytest.raises(InternalError, match="agreements"):
        Agreement.objects.update(**change)


def test_rows_are_not_deleted(agnes: Participant, now: dt.datetime) -> None:
    no_to(agnes, Topic.NEWS, now)
    with pytest.raises(InternalError, match="agreements"):
        Agreement.objects.all().delete()


# --- Classes of messages
def test_who_wants_no_invitations_by_email_is_called_or_written_to(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    no_to(agnes, Topic.INVITATIONS, now)
    assert invite(engagement, [agnes], by=officer, now=now) == Invited(to_contact=1)
    assert mails("engagement_invitation") == []
    assert reminders.to_contact(Involvement.objects.all()).count() == 1


def test_who_would_rather_be_phoned_gets_no_email(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    register.prefer(agnes, {"preferred_way": "phone"})
    assert invite(engagement, [agnes], by=officer, now=now) == Invited(to_contact=1)


def test_an_invitation_on_its_way_does_not_leave_after_a_no(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    invite(engagement, [agnes], by=officer, now=now)
    [mail] = mails("engagement_invitation")
    assert reminders.still_open(mail)
    no_to(agnes, Topic.INVITATIONS, now)
    assert not reminders.still_open(mail)


def test_who_wants_no_reminders_gets_none(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    invite(engagement, [agnes], by=officer, now=now)
    replies.reply(Involvement.objects.get(), Answer.ACCEPTED, now=now)
    no_to(agnes, Topic.REMINDERS, now)
    assert reminders.plan(now=engagement.starts_at - dt.timedelta(hours=20)) == 0
    choose(agnes, {Topic.REMINDERS: "yes"}, now=now)
    assert reminders.plan(now=engagement.starts_at - dt.timedelta(hours=20)) == 1


# --- Objection
def test_who_objects_cannot_be_invited(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    choose(agnes, {Topic.OBJECTION: "yes"}, now=now)
    with pytest.raises(InvitationError, match="P-0007 asked not to be contacted"):
        invite(engagement, [agnes], by=officer, now=now)


def test_who_objects_later_is_on_no_list_of_people_to_call(
    engagement: Engagement, bruce: Participant, officer: User, now: dt.datetime
) -> None:
    invite(engagement, [bruce], by=officer, now=now)
    choose(bruce, {Topic.OBJECTION: "yes"}, now=now)
    assert reminders.to_contact(Involvement.objects.all()).count() == 0
    assert reminders.counted(Involvement.objects.all())["to_contact"] == 0


def test_an_objection_can_be_taken_back(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    for choice in ("yes", "no"):
        choose(agnes, {Topic.OBJECTION: choice}, now=now)
    assert invite(engagement, [agnes], by=officer, now=now).by_email == 1


# --- The asking budget
def test_over_all_engagements_the_budget_is_kept(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    choose(agnes, {Topic.BUDGET: "2"}, now=now)
    asked(agnes, 2, now)
    with pytest.raises(OverBudgetError, match=r"P-0007 \(asked 2 times, wants at most 2 in three months\)"):
        invite(engagement, [agnes], by=officer, now=now)
    assert not Involvement.objects.filter(engagement=engagement).exists()


def test_below_the_budget_they_are_asked(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    choose(agnes, {Topic.BUDGET: "2"}, now=now)
    asked(agnes, 1, now)
    asked(agnes, 5, now, days=92)
    assert invite(engagement, [agnes], by=officer, now=now).by_email == 1


def test_with_words_they_are_asked_all_the_same_and_the_words_are_kept(
    engagement: Engagement, agnes: Participant, bruce: Participant, officer: User, now: dt.datetime
) -> None:
    choose(agnes, {Topic.BUDGET: "0"}, now=now)
    invited = invite(engagement, [agnes, bruce], by=officer, now=now, anyway=" She asked to hear of it ")
    assert invited == Invited(by_email=1, to_contact=1)
    row = AskedAnyway.objects.get()
    assert (row.participant, row.engagement, row.by) == (agnes, engagement, officer)
    assert row.words == "She asked to hear of it"


def test_who_was_invited_before_is_not_asked_again_by_it(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    invite(engagement, [agnes], by=officer, now=now)
    choose(agnes, {Topic.BUDGET: "1"}, now=now)
    assert invite(engagement, [agnes], by=officer, now=now) == Invited(before=1)


def test_the_budget_takes_the_same_queries_for_many(agnes: Participant, now: dt.datetime) -> None:
    people = [agnes, *(one.participant for one in InvolvementFactory.create_batch(5))]
    for one in people:
        choose(one, {Topic.BUDGET: "1"}, now=now)
    assert len(agreeing.over_budget(people, now=now)) == 5


def test_asked_twice_the_same_press_says_it_once(
    engagement: Engagement, agnes: Participant, officer: User, now: dt.datetime
) -> None:
    choose(agnes, {Topic.BUDGET: "0"}, now=now)
    for _ in range(2):
        invite(engagement, [agnes], by=officer, now=now, anyway="She asked")
    assert AskedAnyway.objects.count() == 1


# --- How they are reached
def test_preferences_are_set_without_a_look(agnes: Participant) -> None:
    register.prefer(agnes, {"preferred_language": " Gàidhlig ", "preferred_format": "audio"})
    identity = Identity.objects.get(participant=agnes)
    assert (identity.preferred_language, identity.preferred_format) == ("Gàidhlig", "audio")
    assert set(register.preferences(agnes)) == set(register.PREFERENCES)


def test_a_name_is_no_preference(agnes: Participant) -> None:
    with pytest.raises(register.RegisterError):
        register.prefer(agnes, {"name": "Another"})


def test_staff_of_elsewhere_cannot_set_them(agnes: Participant, officer_elsewhere: User) -> None:
    with pytest.raises(PermissionDenied):
        register.prefer(agnes, {"preferred_way": "post"}, by=officer_elsewhere)
