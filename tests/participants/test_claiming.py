"""That someone took part is our word until they say so; nobody on our side says it for them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from coproduce.accounts.models import RoleName, User
from participants import attendance, claiming, reminders
from participants.claiming import ClaimingError
from participants.models import Attendance, Confirmation, Involvement, Participant, Through, Verdict
from participants.models.confirmations import EvidenceKind, with_verdict
from participants.models.declarations import ERASED
from partnerships.models import Engagement, Partnership, StatutoryGroup
from tests.factories.accounts import holder
from tests.factories.participants import InvolvementFactory

from .conftest import CANARY_EMAIL, history, looks, mails


@pytest.fixture
def came(agnes: Participant, past: Engagement, officer: User, now: dt.datetime) -> Involvement:
    """An officer recorded that Agnes came."""
    row = InvolvementFactory(participant=agnes, engagement=past, accepted=True)
    attendance.record(past, {row.pk: Attendance.CAME}, by=officer, now=now)
    return Involvement.objects.get(pk=row.pk)


@pytest.fixture
def colleague(fife: Partnership) -> User:
    return holder(RoleName.OFFICER, fife.team, email="colleague@fife.example", name="Cara Colleague")


def verdict(row: Involvement) -> str | None:
    found = with_verdict(Involvement.objects.filter(pk=row.pk)).get()
    return found.verdict  # type: ignore[attr-defined, no-any-return]


# --- The person's own word
@pytest.mark.parametrize("said", [Verdict.CONFIRMED, Verdict.DISPUTED])
def test_the_person_says_whether_it_is_right(came: Involvement, now: dt.datetime, said: Verdict) -> None:
    claiming.answer(came, said, now=now)
    answer = Confirmation.objects.get()
    assert (answer.through, answer.by) == (Through.LINK, None)
    assert verdict(came) == said


def test_the_last_word_counts(came: Involvement, now: dt.datetime) -> None:
    for said in (Verdict.DISPUTED, Verdict.CONFIRMED):
        claiming.answer(came, said, now=now)
    assert verdict(came) == Verdict.CONFIRMED
    assert Confirmation.objects.count() == 2


def test_putting_right_needs_to_say_what(came: Involvement, users: StatutoryGroup, now: dt.datetime) -> None:
    with pytest.raises(ClaimingError, match="what is to be put right"):
        claiming.answer(came, Verdict.CORRECTED, now=now, words="  ")
    claiming.answer(came, Verdict.CORRECTED, now=now, groups=[users])
    assert list(Confirmation.objects.get().groups.all()) == [users]


def test_what_is_recorded_anew_is_a_new_claim(
    came: Involvement, past: Engagement, officer: User, now: dt.datetime
) -> None:
    claiming.answer(came, Verdict.DISPUTED, now=now)
    for number, mark in enumerate((Attendance.ABSENT, Attendance.CAME)):
        attendance.record(past, {came.pk: mark}, by=officer, now=now + dt.timedelta(minutes=number + 1))
    assert verdict(came) is None


def test_an_absence_is_no_claim(came: Involvement, past: Engagement, officer: User, now: dt.datetime) -> None:
    attendance.record(past, {came.pk: Attendance.ABSENT}, by=officer, now=now)
    with pytest.raises(ClaimingError, match="nothing to confirm"):
        claiming.answer(came, Verdict.CONFIRMED, now=now)


def test_answers_stay_as_they_are(came: Involvement, now: dt.datetime) -> None:
    answer = claiming.answer(came, Verdict.CONFIRMED, now=now, words="It was good")
    for change in (answer.delete, lambda: Confirmation.objects.update(verdict=Verdict.DISPUTED)):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    with pytest.raises(InternalError), transaction.atomic():
        Confirmation.objects.update(words="It was bad")
    Confirmation.objects.update(words=ERASED)


# --- As told, with the code of a sheet
def told(row: Involvement, code: str, by: User, now: dt.datetime) -> Confirmation:
    return claiming.answer_as_told(row, Verdict.CONFIRMED, code=code, through=Through.PHONE, by=by, now=now)


def test_a_colleague_writes_down_what_is_told_with_the_code(
    came: Involvement, lead: User, colleague: User, now: dt.datetime
) -> None:
    code = claiming.print_code(came, by=lead, now=now)
    answer = told(came, f" {code[:3].lower()}-{code[3:]} ", colleague, now)
    assert (answer.by, answer.through) == (colleague, Through.PHONE)


def test_nobody_confirms_what_they_claimed_or_printed(
    came: Involvement, officer: User, lead: User, now: dt.datetime
) -> None:
    code = claiming.print_code(came, by=lead, now=now)
    for who, words in ((officer, "You recorded"), (lead, "You printed")):
        with pytest.raises(ClaimingError, match=words):
            told(came, code, who, now)
    assert not Confirmation.objects.exists()


def test_without_a_sheet_nothing_is_told(came: Involvement, colleague: User, now: dt.datetime) -> None:
    with pytest.raises(ClaimingError, match="No sheet"):
        told(came, "ABCDEF", colleague, now)


def test_a_code_is_guessed_five_times_at_most(
    came: Involvement, lead: User, colleague: User, now: dt.datetime
) -> None:
    code = claiming.print_code(came, by=lead, now=now)
    for _ in range(claiming.MOST_TRIES):
        with pytest.raises(ClaimingError, match="not the code"):
            told(came, "222222", colleague, now)
    with pytest.raises(ClaimingError, match="Too many"):
        told(came, code, colleague, now)


def test_a_new_sheet_makes_the_old_one_void(
    came: Involvement, lead: User, colleague: User, now: dt.datetime
) -> None:
    old = claiming.print_code(came, by=lead, now=now)
    new = claiming.print_code(came, by=lead, now=now)
    assert old != new
    with pytest.raises(ClaimingError, match="not the code"):
        told(came, old, colleague, now)
    assert told(came, new, colleague, now)


def test_the_code_itself_is_kept_nowhere(came: Involvement, lead: User, now: dt.datetime) -> None:
    code = claiming.print_code(came, by=lead, now=now)
    sheet = claiming.sheet_of(came)
    assert sheet
    assert code not in str(vars(sheet))
    assert set(code) <= set(claiming.ALPHABET)


@pytest.mark.parametrize("who", ["reader", "officer_elsewhere", "auditor", "moderator", "editor"])
def test_others_print_and_record_nothing(
    came: Involvement, who: str, now: dt.datetime, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        claiming.print_code(came, by=by, now=now)
    with pytest.raises(PermissionDenied):
        told(came, "ABCDEF", by, now)
    with pytest.raises(PermissionDenied):
        claiming.add_evidence(came, EvidenceKind.SHEET, by=by, now=now)


# --- Evidence
def test_evidence_is_withdrawn_with_a_reason_once(came: Involvement, officer: User, now: dt.datetime) -> None:
    row = claiming.add_evidence(came, EvidenceKind.MINUTES, by=officer, now=now, words="Item 4")
    with pytest.raises(ClaimingError, match="Say why"):
        claiming.withdraw_evidence(row, by=officer, now=now, reason=" ")
    claiming.withdraw_evidence(row, by=officer, now=now, reason="Another meeting")
    with pytest.raises(ClaimingError, match="already"):
        claiming.withdraw_evidence(row, by=officer, now=now, reason="Again")
    assert not hasattr(history(row).last(), "words")


# --- Asking
def test_who_came_is_asked_once_by_email(
    came: Involvement, past: Engagement, officer: User, now: dt.datetime
) -> None:
    attendance.record(past, {came.pk: Attendance.LEFT_EARLY}, by=officer, now=now)
    [mail] = mails("engagement_confirmation")
    assert mail.recipient == CANARY_EMAIL
    assert "/own/" in mail.text
    assert looks(came.participant)[-1][0] == "contact"


def test_the_question_leaves_while_it_is_open(
    came: Involvement, past: Engagement, officer: User, now: dt.datetime
) -> None:
    [mail] = mails("engagement_confirmation")
    assert reminders.still_to_confirm(mail)
    attendance.record(past, {came.pk: Attendance.ABSENT}, by=officer, now=now)
    assert not reminders.still_to_confirm(mail)


def test_who_has_answered_is_not_asked(came: Involvement, now: dt.datetime) -> None:
    [mail] = mails("engagement_confirmation")
    claiming.answer(came, Verdict.DISPUTED, now=now)
    assert not reminders.still_to_confirm(mail)


def test_who_has_no_email_is_not_written_to(
    bruce: Participant, past: Engagement, officer: User, now: dt.datetime
) -> None:
    row = InvolvementFactory(participant=bruce, engagement=past, accepted=True)
    attendance.record(past, {row.pk: Attendance.CAME}, by=officer, now=now)
    assert mails("engagement_confirmation") == []
