"""When a practice is revised, retired or withdrawn, whoever follows it is asked, once each."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest

from coproduce.accounts.models import RoleName, User
from coproduce.outbox.delivery import deliver
from coproduce.outbox.models import Email, Lane, Status
from learning import adopting, moderation
from learning.models import Adoption, AdoptionAnswer, CaseStudy, Decision, State
from partnerships.models import Organisation, Partnership
from tests.factories.accounts import give, holder
from tests.factories.adoptions import AdoptionFactory, stopped
from tests.factories.learning import CaseStudyFactory, revised
from tests.outbox.sink import Sink
from tests.threads import at_once

DAY = dt.timedelta(days=1)
Meanwhile = Callable[[Adoption, User, dt.datetime], None]


@pytest.fixture
def entry(organisation: Organisation) -> CaseStudy:
    return CaseStudyFactory(slug="tea", title="Tea & company", organisation=organisation, published=True)


@pytest.fixture
def adoption(entry: CaseStudy, fife: Partnership, now: dt.datetime) -> Adoption:
    return AdoptionFactory(case_study=entry, partnership=fife, recorded_at=now - DAY)


def revise(entry: CaseStudy, *, by: User, now: dt.datetime, note: str = "We found <the> bills.") -> Decision:
    entry.refresh_from_db()
    revision = revised(entry, state=State.SUBMITTED, note=note, content={"money": "£5"})
    return moderation.publish(revision, by=by, now=now)


def told() -> list[str]:
    return sorted(Email.objects.filter(kind__startswith="adoption_").values_list("recipient", flat=True))


def body(mail: Email) -> str:
    """Without the footer that every mail has."""
    return mail.text.partition("\n--\n")[0].strip()


# --- what it says ---


def test_a_revision_is_told_with_what_changed_and_what_they_follow(
    adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    decision = revise(adoption.case_study, by=moderator, now=now)
    mail = Email.objects.get()
    assert mail.key == f"adoption_practice_revised:{decision.pk}:{officer.pk}"
    assert (mail.lane, mail.subject) == (Lane.REMINDER, "A practice that you follow has been revised")
    assert mail.about == f"learning.casestudy:{adoption.case_study_id}"
    assert body(mail) == (
        "“Tea & company” has a new revision, number 2:\n"
        "http://127.0.0.1:8000/case-studies/tea/\n\n"
        "What changed, and why:\n\nWe found <the> bills.\n\n"
        "Does it matter to you? One of you can answer for all:\n\n"
        "* Fife Health and Social Care Partnership follows revision 1.\n"
        f"  http://127.0.0.1:8000/adoptions/{adoption.pk}/"
    )
    assert "We found &lt;the&gt; bills." in mail.html
    assert "Tea &amp; company" in mail.html


def test_a_retirement_is_told_with_its_reason(
    adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    moderation.retire(adoption.case_study, by=moderator, now=now, note="The clinic moved.")
    mail = Email.objects.get()
    assert mail.subject == "A practice that you follow has been retired"
    assert body(mail) == (
        "“Tea & company” has been retired. It keeps its page for those who have built on it, and is no "
        "longer recommended:\nhttp://127.0.0.1:8000/case-studies/tea/\n\n"
        "Why:\n\nThe clinic moved.\n\n"
        "Does it matter to you? One of you can answer for all:\n\n"
        "* Fife Health and Social Care Partnership follows revision 1.\n"
        f"  http://127.0.0.1:8000/adoptions/{adoption.pk}/"
    )
    assert "The clinic moved." in mail.html


def test_a_withdrawal_is_told_without_a_word_of_the_entry(
    adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    decision = moderation.withdraw(adoption.case_study, by=moderator, now=now, note="The teller asked us to.")
    mail = Email.objects.get()
    assert mail.subject == "A practice that you follow has been withdrawn"
    assert mail.about == f"learning.decision:{decision.pk}"
    assert body(mail) == (
        "A practice that you follow has been withdrawn. Those who told it may do that at any time, so we no "
        "longer name it, and readers can no longer open it. Please do not pass on copies.\n\n"
        "What you wrote about your own work stays yours. This practice is marked among those that your team "
        "tries. There you can also say whether it matters to you; one of you can answer for all:\n"
        "http://127.0.0.1:8000/adoptions/\n\n"
        "* Fife Health and Social Care Partnership followed revision 1."
    )
    for words in ("Tea", "tea/", "asked us to", "lunch club"):
        assert words not in mail.text + mail.html


# --- who is told ---


@pytest.mark.parametrize("step", ["revise", "retire", "withdraw"])
def test_officers_and_leads_of_a_partnership_are_told_and_nobody_else(
    step: str, adoption: Adoption, officer: User, lead: User, reader: User, officer_elsewhere: User,
    editor: User, moderator: User, now: dt.datetime,
) -> None:  # fmt: skip
    if step == "revise":
        revise(adoption.case_study, by=moderator, now=now)
    else:
        getattr(moderation, step)(adoption.case_study, by=moderator, now=now, note="Because.")
    assert told() == ["lead@fife.example", "officer@fife.example"]


def test_editors_and_leads_of_an_organisation_are_told_and_not_its_members(
    entry: CaseStudy, other_organisation: Organisation, moderator: User, now: dt.datetime
) -> None:
    AdoptionFactory(case_study=entry, organisation=other_organisation, recorded_at=now - DAY)
    for role in (RoleName.MEMBER, RoleName.EDITOR, RoleName.LEAD):
        holder(role, other_organisation.team, email=f"{role}@dva.example")
    revise(entry, by=moderator, now=now)
    assert told() == ["editor@dva.example", "lead@dva.example"]


def test_a_person_of_two_teams_gets_one_mail_that_names_both(
    adoption: Adoption, dundee: Partnership, officer: User, moderator: User, now: dt.datetime
) -> None:
    AdoptionFactory(case_study=adoption.case_study, partnership=dundee, recorded_at=now - DAY)
    give(officer, RoleName.LEAD, dundee.team)
    revise(adoption.case_study, by=moderator, now=now)
    mail = Email.objects.get()
    assert "* Fife Health and Social Care Partnership follows revision 1." in mail.text
    assert "* Dundee City Health and Social Care Partnership follows revision 1." in mail.text


def test_whoever_decided_is_not_told(
    adoption: Adoption, officer: User, now: dt.datetime, editor: User
) -> None:
    give(officer, RoleName.EDITOR, adoption.case_study.organisation.team)  # type: ignore[union-attr]
    moderation.retire(adoption.case_study, by=officer, now=now, note="It is over.")
    assert told() == []


def test_closed_accounts_and_ended_roles_are_not_told(
    adoption: Adoption, officer: User, lead: User, moderator: User, now: dt.datetime
) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    lead.roles.update(since=dt.date(2025, 1, 1), until=dt.date(2026, 1, 1))
    revise(adoption.case_study, by=moderator, now=now)
    assert told() == []


def test_those_who_have_stopped_or_are_ahead_are_not_told(
    entry: CaseStudy, fife: Partnership, dundee: Partnership, officer: User, officer_elsewhere: User,
    moderator: User, now: dt.datetime,
) -> None:  # fmt: skip
    stopped(case_study=entry, partnership=fife, recorded_at=now - DAY)
    AdoptionFactory(case_study=entry, partnership=dundee, follows=2, recorded_at=now - DAY)
    revise(entry, by=moderator, now=now)
    assert told() == []


def test_of_nothing_else_is_anybody_told(
    adoption: Adoption, officer: User, moderator: User, editor: User, now: dt.datetime
) -> None:
    moderation.retire(adoption.case_study, by=moderator, now=now, note="Over.")
    Email.objects.all().delete()
    moderation.reinstate(adoption.case_study, by=moderator, now=now)
    revision = revised(adoption.case_study)
    moderation.submit(revision, by=editor, now=now)
    moderation.send_back(revision, by=moderator, now=now, note="Say more.")
    assert told() == []


# --- once, and only while it is true ---


def test_telling_again_tells_nobody_twice(
    adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    decision = revise(adoption.case_study, by=moderator, now=now)
    adopting.tell_of(decision)
    assert told() == ["officer@fife.example"]


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_tell_at_once_write_one_mail(
    adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    decision = revise(adoption.case_study, by=moderator, now=now)
    Email.objects.all().delete()
    at_once(*[partial(adopting.tell_of, decision)] * 4)
    assert told() == ["officer@fife.example"]


def test_it_still_goes_out_while_nobody_has_answered(
    adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    revise(adoption.case_study, by=moderator, now=now)
    assert adopting.still_asked(Email.objects.get())


def answered(adoption: Adoption, officer: User, now: dt.datetime) -> None:
    decision = Decision.objects.get()
    AdoptionAnswer.objects.create(
        adoption=adoption, decision=decision, answer="no_difference", by=officer, at=now
    )


def ended(adoption: Adoption, officer: User, now: dt.datetime) -> None:
    Adoption.objects.update(stopped_on=dt.date(2027, 3, 1), why_stopped="Nobody came.")


def left(adoption: Adoption, officer: User, now: dt.datetime) -> None:
    officer.roles.update(since=dt.date(2025, 1, 1), until=dt.date(2026, 1, 1))


def withdrawn(adoption: Adoption, officer: User, now: dt.datetime) -> None:
    CaseStudy.objects.update(state=State.WITHDRAWN, withdrawn_at=now)


def followed(adoption: Adoption, officer: User, now: dt.datetime) -> None:
    Adoption.objects.update(follows=2)


@pytest.mark.parametrize("meanwhile", [answered, ended, left, withdrawn, followed])
def test_it_lapses_when_there_is_nothing_to_ask_any_more(
    meanwhile: Meanwhile, adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    revise(adoption.case_study, by=moderator, now=now)
    meanwhile(adoption, officer, now)
    assert not adopting.still_asked(Email.objects.get())


def test_a_later_revision_takes_the_place_of_an_earlier_one(
    adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    revise(adoption.case_study, by=moderator, now=now)
    revise(adoption.case_study, by=moderator, now=now + DAY)
    first, second = Email.objects.order_by("pk")
    assert not adopting.still_asked(first)
    assert adopting.still_asked(second)


def test_of_a_withdrawal_it_is_told_though_the_entry_is_closed(
    adoption: Adoption, officer: User, moderator: User, now: dt.datetime
) -> None:
    moderation.withdraw(adoption.case_study, by=moderator, now=now, note="Because.")
    assert adopting.still_asked(Email.objects.get())


@pytest.mark.django_db
def test_a_mail_about_a_decision_that_is_unknown_lapses() -> None:
    assert not adopting.still_asked(Email(key="adoption_practice_revised:0:0"))


@pytest.mark.django_db(transaction=True)
def test_what_lapsed_is_not_sent_and_what_holds_is(
    adoption: Adoption, officer: User, lead: User, moderator: User, now: dt.datetime, sink: Sink
) -> None:
    revise(adoption.case_study, by=moderator, now=now)
    left(adoption, lead, now)
    deliver()
    assert [mail["To"] for mail in sink.taken] == ["officer@fife.example"]
    assert Email.objects.get(recipient=lead.email).status == Status.LAPSED
