"""What an entry asks for, what is missing, how an agreement is recorded, and the words it is kept in."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from learning import agreeing, consents, content, moderation
from learning.agreeing import Agreement, ConsentError
from learning.consents import UnknownCodeError
from learning.forms.writing import CaseStudyEditForm
from learning.models import (
    Attachment,
    CaseStudy,
    Channel,
    Grant,
    How,
    Kind,
    Revision,
    State,
    Teller,
    Through,
    Use,
)
from learning.models.consents import new_code
from tests.factories.companions import attached
from tests.factories.consents import grant, story, teller
from tests.factories.learning import CaseStudyFactory, revised
from tests.threads import at_once

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def agreement(now: dt.datetime) -> Agreement:
    on = now.date()
    return Agreement((Use.WORDS, Use.PICTURE), (Channel.PAGE, Channel.DIGEST), How.PAPER, on, on + 500 * DAY)


def recorded(entry: CaseStudy, agreement: Agreement, *, by: User, now: dt.datetime, **also: Any) -> Teller:
    said: dict[str, Any] = {"name": "Isla Example", "submission": uuid.uuid4(), **also}
    return agreeing.record(entry, agreement, by=by, now=now, **said)


# --- what is asked for ---


def test_a_story_always_asks_for_words() -> None:
    assert consents.asked_for(CaseStudy(kind=Kind.STORY, shows=[], revision=1)) == {Use.WORDS}


def test_a_practice_asks_for_what_is_ticked() -> None:
    assert consents.asked_for(CaseStudy(kind=Kind.PRACTICE, shows=[Use.FILM], revision=1)) == {Use.FILM}


def test_a_revision_asks_for_what_it_would_show(published: CaseStudy) -> None:
    revision = revised(published, content={"kind": Kind.STORY, "shows": [Use.PICTURE]})
    assert consents.asked_for(revision) == {Use.WORDS, Use.PICTURE}
    assert consents.asked_for(published) == set()


def test_a_form_ticks_words_for_a_story(draft: CaseStudy) -> None:
    says = {**content.content_of(draft), "kind": Kind.STORY, "shows": [Use.PICTURE]}
    form = CaseStudyEditForm(says, instance=draft)
    form.is_valid()
    assert form.cleaned_data["shows"] == [Use.WORDS, Use.PICTURE]


def test_a_document_put_in_place_shows_words_of_a_story(published: CaseStudy) -> None:
    content.put({**content.content_of(published), "kind": Kind.STORY, "shows": []}, published)
    published.refresh_from_db()
    assert published.shows == [Use.WORDS]


# --- what is missing, and what that stops ---


def test_what_is_missing_is_named() -> None:
    entry = story(Use.PICTURE, agreed=False)
    grant(entry)
    assert consents.missing(entry) == [Use.PICTURE]
    assert consents.objection(entry) == "Consent is missing for: a picture of them."


def test_a_grant_without_the_page_is_not_enough() -> None:
    entry = story(agreed=False)
    grant(entry, channels=[Channel.DIGEST, Channel.PRINT])
    assert consents.missing(entry) == [Use.WORDS]


def test_nothing_is_published_without_consent(moderator: User, now: dt.datetime) -> None:
    entry = story(published=False, submitted=True, agreed=False)
    with pytest.raises(moderation.ModerationError, match="Consent is missing for: their own words"):
        moderation.publish(entry, by=moderator, now=now)
    grant(entry)
    moderation.publish(entry, by=moderator, now=now)
    assert entry.state == State.PUBLISHED


def test_consent_that_ended_yesterday_publishes_nothing(moderator: User, now: dt.datetime) -> None:
    entry = story(published=False, submitted=True, agreed=False)
    grant(entry, agreed_on=now.date() - 9 * DAY, expires_on=now.date() - DAY)
    with pytest.raises(moderation.ModerationError, match="Consent is missing"):
        moderation.publish(entry, by=moderator, now=now)


def test_a_revision_is_not_published_without_consent_to_what_it_adds(
    published: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    revision = revised(published, content={"shows": [Use.PICTURE]}, state=State.SUBMITTED)
    with pytest.raises(moderation.ModerationError, match="a picture of them"):
        moderation.publish(revision, by=moderator, now=now)
    grant(published, Use.PICTURE)
    moderation.publish(revision, by=moderator, now=now)
    published.refresh_from_db()
    assert published.shows == [Use.PICTURE]


def test_what_is_retired_comes_back_only_with_consent(moderator: User, now: dt.datetime) -> None:
    entry = story(published=False, retired=True, agreed=False)
    with pytest.raises(moderation.ModerationError, match="Consent is missing"):
        moderation.reinstate(entry, by=moderator, now=now)


def test_submitting_waits_for_nobodys_consent(editor: User, now: dt.datetime) -> None:
    """It may come in while the moderators read."""
    entry = story(published=False, agreed=False)
    moderation.submit(entry, by=editor, now=now)
    assert entry.state == State.SUBMITTED


# --- recording ---


def test_an_agreement_is_a_grant_for_each_use(
    published: CaseStudy, agreement: Agreement, editor: User, now: dt.datetime
) -> None:
    person = recorded(published, agreement, by=editor, now=now)
    rows = list(person.grants.all())
    assert {row.use for row in rows} == {Use.WORDS, Use.PICTURE}
    assert {tuple(row.channels) for row in rows} == {(Channel.PAGE, Channel.DIGEST)}
    assert {(row.recorded_by, row.recorded_at) for row in rows} == {(editor, now)}


def test_the_wording_is_kept_and_holds_nothing_of_the_story(
    published: CaseStudy, agreement: Agreement, editor: User, now: dt.datetime
) -> None:
    CaseStudy.objects.update(title="zqtitle", summary="zqsummary")
    words = recorded(published, agreement, by=editor, now=now).grants.all()[0].wording
    assert "- your own words, or what happened to you\n- a picture of you" in words
    assert "- in emails to people who follow its theme" in words
    assert "film" not in words
    assert "The last day is 29 July 2028." in words
    assert "cannot be called back" in words
    assert str(published.organisation) in words
    assert "zq" not in words


def test_pressed_twice_it_is_recorded_once(
    published: CaseStudy, agreement: Agreement, editor: User, now: dt.datetime
) -> None:
    once: dict[str, Any] = {"submission": uuid.uuid4(), "by": editor, "now": now}
    assert recorded(published, agreement, **once) == recorded(published, agreement, **once)
    assert (Teller.objects.count(), Grant.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_recorded_once(
    published: CaseStudy, agreement: Agreement, editor: User, now: dt.datetime
) -> None:
    key = uuid.uuid4()

    def press() -> int:
        mine = CaseStudy.objects.get(pk=published.pk)
        return recorded(mine, agreement, by=editor, now=now, submission=key).pk

    assert len(set(at_once(*[press] * 4))) == 1
    assert (Teller.objects.count(), Grant.objects.count()) == (1, 2)


def test_a_person_known_already_agrees_again(
    published: CaseStudy, agreement: Agreement, editor: User, now: dt.datetime
) -> None:
    person = recorded(published, agreement, by=editor, now=now)
    again = recorded(published, agreement, by=editor, now=now, teller=person, name="")
    assert again == person
    assert person.grants.count() == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"agreed_on": DAY}, "cannot be in the future"),
        ({"expires_on": -500 * DAY}, "must be after the day"),
        ({"expires_on": 3 * 366 * DAY}, "3 years at most"),
    ],
)
def test_what_cannot_have_been_agreed_is_refused(
    published: CaseStudy, agreement: Agreement, editor: User, now: dt.datetime,
    change: dict[str, dt.timedelta], words: str,
) -> None:  # fmt: skip
    ((name, by),) = change.items()
    wrong = replace(agreement, **{name: getattr(agreement, name) + by})
    with pytest.raises(ConsentError, match=words):
        recorded(published, wrong, by=editor, now=now)
    assert not Teller.objects.exists()


def test_nothing_is_agreed_to_once_it_is_withdrawn(
    agreement: Agreement, editor: User, now: dt.datetime
) -> None:
    with pytest.raises(ConsentError, match="has been withdrawn"):
        recorded(CaseStudyFactory(withdrawn=True), agreement, by=editor, now=now)


def test_what_was_agreed_before_it_was_taken_back_counts_no_more(
    published: CaseStudy, agreement: Agreement, editor: User, now: dt.datetime
) -> None:
    person = recorded(published, agreement, by=editor, now=now)
    person.grants.update(withdrawn_at=now, withdrawn_through=Through.LINK)
    late = replace(agreement, agreed_on=now.date() - DAY)
    with pytest.raises(ConsentError, match="They took this back on 17 March 2027"):
        recorded(published, late, by=editor, now=now, teller=person)
    recorded(published, agreement, by=editor, now=now + DAY, teller=person)
    assert Grant.objects.live(now.date()).count() == 2


@pytest.mark.parametrize(
    ("agreed_on", "end"),
    [(dt.date(2027, 5, 3), dt.date(2029, 5, 3)), (dt.date(2028, 2, 29), dt.date(2030, 2, 28))],
)
def test_consent_usually_lasts_two_years(agreed_on: dt.date, end: dt.date) -> None:
    assert agreeing.usual_end(agreed_on) == end


# --- where it stands, without names ---


def test_standing_says_how_many_until_when_and_where(published: CaseStudy, now: dt.datetime) -> None:
    today = now.date()
    CaseStudy.objects.update(shows=[Use.PICTURE])
    published.refresh_from_db()
    grant(published, Use.PICTURE, expires_on=today + 9 * DAY, channels=[Channel.PAGE, Channel.PRINT])
    grant(published, Use.PICTURE, expires_on=today + 5 * DAY, channels=[Channel.PAGE, Channel.REUSE])
    (one,) = consents.standing(published, today)
    assert (one.people, one.until, one.channels) == (2, today + 5 * DAY, (Channel.PAGE,))
    assert not one.is_missing


def test_standing_says_since_when_readers_see_nothing(now: dt.datetime) -> None:
    entry, today = story(agreed=False), now.date()
    grant(entry, agreed_on=today - 9 * DAY, expires_on=today - 2 * DAY)
    (one,) = consents.standing(entry, today)
    assert one.is_missing
    assert (one.ended_on, one.closed_since) == (today - 2 * DAY, today - DAY)


def test_standing_counts_those_who_took_it_back(published: CaseStudy) -> None:
    grant(published, Use.FILM, withdrawn_at=timezone.now(), withdrawn_through=Through.LINK)
    (one,) = consents.standing(published, timezone.localdate())
    assert (one.people, one.taken_back, one.is_shown, one.is_missing) == (0, 1, False, False)


def test_standing_of_what_is_published_costs_one_query(
    published: CaseStudy, django_assert_num_queries: object
) -> None:
    grant(published)
    grant(published, Use.FILM)
    with django_assert_num_queries(1):  # type: ignore[operator]
        consents.standing(published, timezone.localdate())


# --- their own page ---


def test_a_code_is_long_random_and_easy_to_read_out() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 13 and not set(code) & set("0189=") for code in codes)


@pytest.mark.parametrize("typed", ["{}", "{}-", " {} "])
def test_a_code_is_found_however_it_is_typed(published: CaseStudy, typed: str) -> None:
    person = teller(published)
    assert consents.teller_of(typed.format(person.spaced_code.upper())) == person
    assert consents.teller_of(person.code) == person


@pytest.mark.parametrize("code", ["", "-", "aaaa-bbbb-cccc-d", "\x00", "x" * 4000])
def test_another_code_is_unknown(published: CaseStudy, code: str) -> None:
    teller(published)
    with pytest.raises(UnknownCodeError):
        consents.teller_of(code)


def test_the_link_holds_nothing_personal(published: CaseStudy) -> None:
    person = teller(published, name="Isla Example")
    path = consents.link(person).removeprefix("http://127.0.0.1:8000/stories/")
    assert path == f"{person.spaced_code}/"


def test_a_page_tells_what_counts_and_keeps_mistakes_to_itself(published: CaseStudy, editor: User) -> None:
    person, today = teller(published), timezone.localdate()
    kept = grant(by=person, agreed_on=today - 3 * DAY)
    ended: dict[str, Any] = {"withdrawn_at": timezone.now(), "withdrawn_by": editor}
    grant(by=person, agreed_on=today, withdrawn_through=Through.MISTAKE, **ended)
    back = grant(by=person, use=Use.FILM, withdrawn_through=Through.PHONE, **ended)
    told = consents.told(consents.teller_of(person.code), today)
    assert [one.grant for one in told.kept] == [kept]
    assert [one.grant for one in told.taken_back] == [back]


# --- files that show people ---


def test_a_file_with_people_in_it_asks_for_a_picture(draft: CaseStudy) -> None:
    attached(draft, shows_people=False)
    assert consents.asked_for(draft) == set()
    attached(draft, shows_people=True)
    assert consents.asked_for(draft) == {Use.PICTURE}


def test_a_file_asks_from_the_revision_that_brings_it_to_the_one_that_ends_it(published: CaseStudy) -> None:
    attached(published, shows_people=True, since=2)
    revision = revised(published)
    assert consents.asked_for(published) == set()
    assert consents.asked_for(revision) == {Use.PICTURE}
    Attachment.objects.update(since=1, until=2)
    assert consents.asked_for(revision) == set()


def test_what_files_show_is_written_down_when_it_is_put_before_readers(
    submitted: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    attached(submitted, shows_people=True)
    with pytest.raises(moderation.ModerationError, match="a picture of them"):
        moderation.publish(submitted, by=moderator, now=now)
    grant(submitted, Use.PICTURE)
    moderation.publish(submitted, by=moderator, now=now)
    assert CaseStudy.objects.get().shows == Revision.objects.get().content["shows"] == [Use.PICTURE]


def test_a_picture_that_a_revision_brings_is_written_down_with_it(
    published: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    revision = revised(published, state=State.SUBMITTED)
    attached(published, shows_people=True, since=2)
    grant(published, Use.PICTURE)
    moderation.publish(revision, by=moderator, now=now)
    published.refresh_from_db()
    revision.refresh_from_db()
    assert published.shows == revision.content["shows"] == [Use.PICTURE]
