"""Reminders that consent is about to end: once at 60 and once at 14 days, to those who can ask again."""

import datetime as dt

import pytest

from coproduce.accounts.models import RoleName, User
from coproduce.outbox.models import Email
from learning import expiring, withdrawing
from learning.models import CaseStudy, Grant, Teller, Through, Use
from learning.tasks import send_consent_reminders
from partnerships.models import Organisation
from tests.factories.accounts import holder
from tests.factories.consents import grant, story, teller
from tests.threads import at_once

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ENDS = dt.date(2027, 9, 1)


def at(days: int) -> dt.datetime:
    """So many days before the last one, at noon."""
    return dt.datetime.combine(ENDS - days * DAY, dt.time(12), dt.UTC)


@pytest.fixture
def entry(organisation: Organisation, editor: User) -> CaseStudy:
    made = story(agreed=False, organisation=organisation, author=editor, title="The zqheron story")
    grant(made, agreed_on=ENDS - 700 * DAY, expires_on=ENDS)
    return made


def keys() -> list[str]:
    return sorted(Email.objects.values_list("key", flat=True))


@pytest.mark.parametrize(("days", "mails"), [(61, 0), (60, 1), (15, 1), (14, 1), (0, 1), (-1, 0)])
def test_a_reminder_is_due_in_its_time(entry: CaseStudy, days: int, mails: int) -> None:
    assert expiring.remind(now=at(days)) == mails


def test_every_day_for_three_months_it_comes_twice(entry: CaseStudy, editor: User) -> None:
    for days in range(90, -5, -1):
        expiring.remind(now=at(days))
    stem = f"case_study_consent_expiring:{entry.pk}:{editor.pk}"
    assert keys() == [f"{stem}:14:2027-09-01", f"{stem}:60:2027-09-01"]


def test_when_late_only_the_second_comes(entry: CaseStudy) -> None:
    expiring.remind(now=at(10))
    expiring.remind(now=at(9))
    assert [key.split(":")[3] for key in keys()] == ["14"]


def test_it_goes_to_the_author(entry: CaseStudy, editor: User, organisation_lead: User) -> None:
    expiring.remind(now=at(30))
    assert [mail.recipient for mail in Email.objects.all()] == [editor.email]


def test_where_the_author_has_left_it_goes_to_all_who_write(
    entry: CaseStudy, organisation: Organisation
) -> None:
    CaseStudy.objects.update(author=None)
    holder(RoleName.EDITOR, organisation.team, email="second@fva.example")
    holder(RoleName.MEMBER, organisation.team, email="member2@fva.example")
    expiring.remind(now=at(30))
    assert sorted(mail.recipient for mail in Email.objects.all()) == [
        "editor@fva.example",
        "second@fva.example",
    ]


def test_the_subject_names_nobody_and_the_text_only_the_entry(entry: CaseStudy) -> None:
    expiring.remind(now=at(30))
    mail = Email.objects.get()
    assert mail.subject == "Consent to a case study ends soon"
    assert "until 1 September 2027" in mail.text
    assert "their own words, or what happened to them" in mail.text
    assert Teller.objects.get().name not in mail.text + mail.html


def test_people_whose_time_ends_on_one_day_are_told_together(entry: CaseStudy) -> None:
    grant(by=teller(entry, name="Second"), agreed_on=ENDS - 700 * DAY, expires_on=ENDS)
    assert expiring.remind(now=at(30)) == 1


def test_nothing_comes_for_what_it_no_longer_shows(entry: CaseStudy) -> None:
    CaseStudy.objects.update(kind="practice", shows=[Use.PICTURE])
    assert expiring.remind(now=at(30)) == 0


def test_nothing_comes_once_they_have_agreed_for_longer(entry: CaseStudy) -> None:
    grant(by=Teller.objects.get(), agreed_on=ENDS - 90 * DAY, expires_on=ENDS + 400 * DAY)
    assert expiring.remind(now=at(30)) == 0


@pytest.mark.parametrize("field", ["draft", "withdrawn"])
def test_nothing_comes_for_what_readers_cannot_open(field: str) -> None:
    made = story(published=False, agreed=False, **({} if field == "draft" else {field: True}))
    grant(made, agreed_on=ENDS - 700 * DAY, expires_on=ENDS)
    assert expiring.remind(now=at(30)) == 0


def test_an_entry_of_the_platform_team_reminds_nobody() -> None:
    made = story(agreed=False, organisation=None, source_note="Sources")
    grant(made, agreed_on=ENDS - 700 * DAY, expires_on=ENDS)
    assert expiring.remind(now=at(30)) == 0


def test_just_before_it_leaves_it_is_asked_once_more(entry: CaseStudy) -> None:
    expiring.remind(now=at(30))
    mail = Email.objects.get()
    assert expiring.still_ending(mail)
    grant(by=Teller.objects.get(), agreed_on=ENDS - 90 * DAY, expires_on=ENDS + 400 * DAY)
    assert not expiring.still_ending(mail)


def test_it_is_blanked_with_the_story(entry: CaseStudy) -> None:
    expiring.remind(now=at(30))
    withdrawing.withdraw(Teller.objects.get(), [Use.WORDS], through=Through.LINK, now=at(29))
    assert Email.objects.get().is_blank
    assert not expiring.still_ending(Email.objects.get())


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_write_it_once(entry: CaseStudy) -> None:
    assert sum(at_once(*[lambda: expiring.remind(now=at(30))] * 4)) == 1


def test_the_sweep_runs_for_the_moment_it_is_given_or_reads_the_clock(entry: CaseStudy) -> None:
    assert send_consent_reminders(at(30).isoformat()) == 1
    assert send_consent_reminders() == 0
    assert Grant.objects.count() == 1
