"""Taking consent back: what follows, that nothing of the story is left, and that it holds in a race."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, Status
from learning import (
    agreeing,
    commenting,
    content,
    digest,
    exporting,
    feeds,
    moderation,
    revising,
    withdrawing,
)
from learning.models import (
    ERASED_NOTE,
    AttachmentContent,
    CaseStudy,
    Channel,
    Comment,
    CommentOutcome,
    Decision,
    Digest,
    FormatKind,
    Grant,
    How,
    Revision,
    State,
    StepName,
    Subscription,
    Teller,
    Term,
    Through,
    Use,
)
from partnerships.models import Organisation
from tests.factories.accounts import account
from tests.factories.companions import attached, in_format
from tests.factories.consents import grant, story, teller
from tests.factories.learning import CaseStudyFactory, TermFactory, comment, flag, follower, revised
from tests.threads import at_once

pytestmark = pytest.mark.django_db
PHRASE = "zqheron"
WEEK = dt.timedelta(days=7)
Taking = Callable[..., list[Use]]


def take_back(entry: CaseStudy, *uses: Use, now: dt.datetime, **also: Any) -> list[Use]:
    person = Teller.objects.of(entry)[0]
    return withdrawing.withdraw(person, uses or (Use.WORDS,), now=now, **{"through": Through.LINK, **also})


def told_everywhere(organisation: Organisation, theme: Term, author: User, now: dt.datetime) -> CaseStudy:
    """A story with one word in every field that takes text, in revisions, notes, mails sent and unsent."""
    entry = story(
        published=False,
        submitted=True,
        slug=f"the-{PHRASE}-story",
        title=f"The {PHRASE} story",
        summary=f"One day {PHRASE} came.",
        organisation=organisation,
        author=author,
        last_edited_by=author,
        themes=[theme],
        partners=[{"name": f"{PHRASE} club", "brought": PHRASE, "leads": True}],
    )
    for name, field in content.FIELDS.items():
        if field.reading in {content.Reading.TEXT, content.Reading.LINE} and not str(
            getattr(entry, name, "x")
        ):
            setattr(entry, name, PHRASE)
    entry.source_url = f"https://a.example/{PHRASE}"
    entry.save()
    moderation.send_back(entry, by=account(), now=now, note=f"Cut the {PHRASE}.")
    moderation.submit(entry, by=author, now=now)
    moderation.publish(entry, by=account(), now=now, note=f"The {PHRASE} is fine now.")
    return entry


def with_a_revision_in_hand(entry: CaseStudy, author: User, now: dt.datetime) -> Revision:
    attached(entry, name=f"{PHRASE}.txt", description=PHRASE, content=PHRASE.encode())
    in_format(entry, title=PHRASE, summary=PHRASE, text=PHRASE)
    revision = revising.begin(entry, by=author, now=now)
    revision.note = f"More of the {PHRASE}"
    revision.save()
    return revision


def talked_about(entry: CaseStudy, now: dt.datetime) -> Comment:
    """Two comments, one of them flagged and hidden; its author has been told."""
    comment(entry, f"I know this {PHRASE}.")
    said = comment(entry, f"Is {PHRASE} Isla?")
    flag(said, reason=f"It says who {PHRASE} is.")
    commenting.decide(said, CommentOutcome.HIDE, by=account(), now=now, note=f"Do not say who {PHRASE} is.")
    return said


def found_in_the_database(phrase: str) -> set[str]:
    """Every table.column of any kind that holds it, history and full-text vectors included."""
    columns = (
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND is_generated IN ('NEVER', 'ALWAYS')"
    )
    with connection.cursor() as cursor:
        cursor.execute(columns)
        found = set()
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE %s LIMIT 1', [f"%{phrase}%"]
            )
            if cursor.fetchone():
                found.add(f"{table}.{column}")
    return found


@pytest.fixture
def told(organisation: Organisation, theme: Term, editor: User, now: dt.datetime) -> CaseStudy:
    return told_everywhere(organisation, theme, editor, now)


# --- the phrase is nowhere ---


def test_the_search_of_the_database_does_find_it(told: CaseStudy, editor: User, now: dt.datetime) -> None:
    with_a_revision_in_hand(told, editor, now)
    talked_about(told, now)
    found = found_in_the_database(PHRASE)
    assert {
        *("learning_casestudy.title", "learning_casestudy.slug", "learning_casestudy.search"),
        *("learning_casestudy.partners", "learning_casestudy.did_not_work", "learning_revision.content"),
        *("learning_attachment.name", "learning_attachment.description", "learning_format.text"),
        *("learning_revision.note", "learning_decision.note", "outbox_email.text", "outbox_email.html"),
        *("learning_comment.text", "learning_commentflag.reason", "learning_commentdecision.note"),
    } <= found


def test_not_a_word_of_it_is_left_in_any_column(
    told: CaseStudy, theme: Term, editor: User, now: dt.datetime
) -> None:
    follower(theme, since=now - WEEK)
    digest.plan(now=now + WEEK)
    Email.objects.filter(kind="case_study_published").update(status=Status.SENT, sent_at=now)
    with_a_revision_in_hand(told, editor, now)
    talked_about(told, now)
    take_back(told, now=now)
    assert found_in_the_database(PHRASE) == set()


def test_whoever_was_to_be_told_of_a_hidden_comment_is_not_told(told: CaseStudy, now: dt.datetime) -> None:
    talked_about(told, now)
    take_back(told, now=now)
    mail = Email.objects.get(kind=commenting.HIDDEN_KIND)
    assert (mail.status, mail.text) == (Status.LAPSED, "")


PAGES = (
    *("/case-studies/", "/case-studies/?q=came", "/case-studies/?q=camme"),
    *("/case-studies/feed.atom", "/case-studies/feed.json", "/case-studies/export.csv"),
)


def body(client: Client, path: str) -> str:
    answer: Any = client.get(path)
    return str((b"".join(answer.streaming_content) if answer.streaming else answer.content).decode())


def test_it_is_on_no_page_list_feed_or_export(client: Client, told: CaseStudy, now: dt.datetime) -> None:
    old = told.get_absolute_url()
    assert [path for path in (*PAGES, old) if PHRASE not in body(client, path)] == ["/case-studies/?q=camme"]
    take_back(told, now=now)
    assert [path for path in (*PAGES, old) if PHRASE in body(client, path)] == []
    assert client.get(old).status_code == 410


def test_it_is_in_no_new_export_and_in_no_cache(told: CaseStudy, now: dt.datetime) -> None:
    take_back(told, now=now)
    closed = CaseStudy.objects.lately_closed(since=now - WEEK)
    assert list(closed) == [told]
    feed = feeds.atom(feeds.Channel("a", "b", "c", "d"), [], closed)
    written = b"".join(exporting.export(CaseStudy.objects.all()))
    assert PHRASE.encode() not in feed + written
    assert cache.get(PHRASE) is None


def test_those_inside_read_none_of_it_either(
    told: CaseStudy, client_of: Callable[[User], Client], editor: User, now: dt.datetime
) -> None:
    take_back(told, now=now)
    told.refresh_from_db()
    for path in (
        told.get_absolute_url(),
        f"{told.get_absolute_url()}manage/",
        f"{told.get_absolute_url()}consents/",
    ):
        answer = client_of(editor).get(path)
        assert answer.status_code == 200
        assert PHRASE not in answer.content.decode()


# --- what is left ---


def test_the_entry_is_withdrawn_and_says_nothing(told: CaseStudy, now: dt.datetime) -> None:
    take_back(told, now=now)
    told.refresh_from_db()
    assert (told.state, told.withdrawn_at, told.title) == (State.WITHDRAWN, now, "Withdrawn story")
    assert (told.summary, told.text, told.partners, told.shows, told.source_url) == ("", "", [], [], "")
    assert not told.terms.exists()
    assert not told.council_areas.exists()


def test_that_it_was_agreed_to_is_kept(told: CaseStudy, now: dt.datetime) -> None:
    take_back(told, now=now)
    row = Grant.objects.get()
    assert (row.withdrawn_at, row.withdrawn_through, row.withdrawn_by) == (now, Through.LINK, None)
    assert row.wording
    assert row.teller.name == "Isla Example"


def test_who_decided_what_and_when_is_kept_without_the_notes(told: CaseStudy, now: dt.datetime) -> None:
    before = list(told.decisions.values_list("step", "by", "at"))
    take_back(told, now=now)
    assert list(told.decisions.values_list("step", "by", "at"))[: len(before)] == before
    last = told.decisions.last()
    assert last is not None
    assert (last.step, last.by, last.note) == (StepName.WITHDRAW, None, withdrawing.NOTE)
    assert set(told.decisions.values_list("note", flat=True)) == {ERASED_NOTE, "", withdrawing.NOTE}


def test_notes_can_be_erased_and_not_rewritten(told: CaseStudy) -> None:
    with pytest.raises(Exception, match="Cannot update"):
        Decision.objects.update(note="Something nicer")


def test_the_old_address_is_gone_for_good_and_given_to_nobody(
    client: Client, told: CaseStudy, now: dt.datetime
) -> None:
    old = told.slug
    take_back(told, now=now)
    told.refresh_from_db()
    assert told.slug == f"withdrawn-{told.pk}"
    assert CaseStudy.objects.free_slug(f"The {PHRASE} story", Grant.objects.get().submission) != old
    answer = client.get(f"/case-studies/{old}/")
    assert (answer.status_code, answer["X-Robots-Tag"]) == (410, "noindex")
    assert client.get(f"/case-studies/{told.slug}/").status_code == 410


def test_a_revision_in_hand_is_dropped(told: CaseStudy, editor: User, now: dt.datetime) -> None:
    with_a_revision_in_hand(told, editor, now)
    take_back(told, now=now)
    assert [row.content for row in Revision.objects.of(told)] == [{}]
    assert told.decisions.filter(step=StepName.DROP, by=None).exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_what_was_never_public_becomes_an_empty_draft(state: State, client: Client, now: dt.datetime) -> None:
    trait = {} if state == State.DRAFT else {state.value: True}
    entry = story(published=False, slug="their-story", **trait)
    take_back(entry, now=now)
    entry.refresh_from_db()
    assert (entry.state, entry.title, entry.text) == (State.DRAFT, "Withdrawn story", "")
    assert client.get("/case-studies/their-story/").status_code == 404


@pytest.mark.parametrize("trait", ["retired", "withdrawn"])
def test_what_was_retired_or_withdrawn_before_is_erased_too(trait: str, now: dt.datetime) -> None:
    entry = story(published=False, **{trait: True})
    take_back(entry, now=now)
    entry.refresh_from_db()
    assert (entry.state, entry.text, entry.retired_at) == (State.WITHDRAWN, "", None)


def test_an_entry_from_sources_can_be_erased(now: dt.datetime) -> None:
    entry = story(organisation=None, source_note=f"From {PHRASE}")
    take_back(entry, now=now)
    assert found_in_the_database(PHRASE) == set()


@pytest.mark.parametrize("use", [Use.WORDS, Use.REAL_NAME, Use.FIRST_NAME, Use.INVENTED_NAME])
def test_words_and_names_take_the_whole_entry(use: Use, now: dt.datetime) -> None:
    entry = story(use, Use.PICTURE)
    assert set(take_back(entry, use, now=now)) == {Use.WORDS, use, Use.PICTURE}
    entry.refresh_from_db()
    assert entry.state == State.WITHDRAWN
    assert not Grant.objects.live(now.date()).exists()


@pytest.mark.parametrize("use", [Use.PICTURE, Use.FILM])
def test_a_picture_or_film_is_taken_out_and_the_rest_stays(use: Use, now: dt.datetime) -> None:
    entry = story(Use.PICTURE, Use.FILM)
    revised(entry)
    assert take_back(entry, use, now=now) == [use]
    entry.refresh_from_db()
    assert entry.text
    assert CaseStudy.objects.published(now.date()).filter(pk=entry.pk).exists()
    assert use not in entry.shows
    assert all(use not in row.content["shows"] for row in Revision.objects.of(entry))


def test_files_with_people_in_them_go_with_the_picture(now: dt.datetime) -> None:
    entry = story(Use.PICTURE)
    kept, pictured = attached(entry), attached(entry, shows_people=True)
    version = in_format(entry)
    take_back(entry, Use.PICTURE, now=now)
    assert list(entry.attachments.all()) == [kept]
    assert list(entry.formats.all()) == [version]
    assert not AttachmentContent.objects.filter(attachment=pictured.pk).exists()


def test_films_and_recordings_go_with_the_film(now: dt.datetime) -> None:
    entry = story(Use.FILM)
    written = in_format(entry)
    in_format(entry, FormatKind.BSL, url="https://a.example/film", transcript="Hello")
    take_back(entry, Use.FILM, now=now)
    assert list(entry.formats.all()) == [written]


def test_one_of_two_people_is_enough(now: dt.datetime) -> None:
    entry = story()
    other = teller(entry, name="Second")
    grant(by=other)
    withdrawing.withdraw(other, [Use.WORDS], through=Through.LINK, now=now)
    entry.refresh_from_db()
    assert entry.state == State.WITHDRAWN
    assert Grant.objects.unwithdrawn().get().teller != other


def test_earlier_and_ended_agreements_end_with_it(now: dt.datetime) -> None:
    entry = story(agreed=False)
    person, today = teller(entry), now.date()
    for days in (900, 500, 100):
        grant(by=person, agreed_on=today - dt.timedelta(days), expires_on=today - dt.timedelta(days - 90))
    take_back(entry, now=now)
    assert not Grant.objects.unwithdrawn().exists()


def test_what_came_by_phone_names_who_recorded_it(editor: User, now: dt.datetime) -> None:
    entry = story()
    take_back(entry, now=now, through=Through.PHONE, by=editor)
    assert Grant.objects.get().withdrawn_by == editor
    assert Decision.objects.get(step=StepName.WITHDRAW).by == editor


def test_repeated_it_changes_nothing(told: CaseStudy, now: dt.datetime) -> None:
    take_back(told, now=now)
    before = (
        list(Decision.objects.values()),
        list(CaseStudy.objects.defer("search").values("slug", "erased_address")),
    )
    assert take_back(told, now=now + WEEK) == []
    assert (
        list(Decision.objects.values()),
        list(CaseStudy.objects.values("slug", "erased_address")),
    ) == before


def test_other_entries_are_left_alone(told: CaseStudy, now: dt.datetime) -> None:
    other = story(themes=[TermFactory()])
    before = CaseStudy.objects.filter(pk=other.pk).values().get()
    take_back(told, now=now)
    assert CaseStudy.objects.filter(pk=other.pk).values().get() == before
    assert CaseStudy.objects.published(now.date()).get() == other


def test_a_mistake_ends_the_grant_and_erases_nothing(editor: User, now: dt.datetime) -> None:
    entry = story()
    person = Teller.objects.get()
    assert withdrawing.strike_out(person, [Use.WORDS], by=editor, now=now) == [Use.WORDS]
    entry.refresh_from_db()
    assert (entry.state, bool(entry.text)) == (State.PUBLISHED, True)
    assert not CaseStudy.objects.published(now.date()).exists()
    assert withdrawing.strike_out(person, [Use.WORDS], by=editor, now=now) == []


# --- mail ---


@pytest.fixture
def subscription(theme: Term) -> Subscription:
    return follower(theme, since=timezone.now() - 2 * WEEK)


def listed(theme: Term, now: dt.datetime) -> tuple[CaseStudy, CaseStudy]:
    """A story and a practice beside it, in one digest that has not gone out."""
    entry = story(themes=[theme], published_at=now)
    beside = CaseStudyFactory(published=True, published_at=now, themes=[theme])
    digest.plan(now=now + WEEK)
    return entry, beside


def test_a_digest_not_yet_sent_lapses_blank(theme: Term, subscription: Subscription) -> None:
    entry, _ = listed(theme, timezone.now())
    take_back(entry, now=timezone.now())
    mail = Email.objects.get(kind=digest.KIND)
    assert (mail.status, mail.subject, mail.text, mail.html) == (Status.LAPSED, "", "", "")


def test_the_rest_of_a_lapsed_digest_comes_a_week_later(theme: Term, subscription: Subscription) -> None:
    now = timezone.now()
    entry, beside = listed(theme, now)
    take_back(entry, now=now)
    digest.plan(now=now + 2 * WEEK)
    last = Digest.objects.last()
    assert last is not None
    assert list(last.case_studies.all()) == [beside]


def test_what_was_sent_is_counted_by_day(theme: Term, subscription: Subscription) -> None:
    now = timezone.now()
    entry, _ = listed(theme, now)
    Email.objects.update(status=Status.SENT, sent_at=now)
    take_back(entry, now=now)
    entry.refresh_from_db()
    (gone,) = withdrawing.gone_out(entry)
    assert (gone.kind, gone.day, gone.count) == (digest.KIND, timezone.localdate(now), 1)


def test_no_digest_tells_what_was_not_agreed_to_for_it(theme: Term, subscription: Subscription) -> None:
    entry = story(themes=[theme], published_at=timezone.now(), agreed=False)
    grant(entry, channels=[Channel.PAGE])
    assert digest.plan(now=timezone.now() + WEEK) == 0


def test_a_digest_lapses_when_consent_to_it_ends_before_it_leaves(
    theme: Term, subscription: Subscription
) -> None:
    entry, _ = listed(theme, timezone.now())
    mail = Email.objects.get(kind=digest.KIND)
    assert digest.still_wanted(mail)
    grant(by=Teller.objects.of(entry)[0], agreed_on=timezone.localdate(), channels=[Channel.PAGE])
    assert not digest.still_wanted(mail)


# --- in a race ---


@pytest.mark.django_db(transaction=True)
def test_two_withdrawals_at_once_are_one(told: CaseStudy, now: dt.datetime) -> None:
    def take() -> list[Use]:
        return take_back(CaseStudy.objects.get(pk=told.pk), now=now)

    assert sorted(map(len, at_once(*[take] * 4))) == [0, 0, 0, 1]
    assert Decision.objects.filter(step=StepName.WITHDRAW).count() == 1
    assert found_in_the_database(PHRASE) == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_attempt", range(4))
def test_a_revision_published_at_the_same_moment_brings_nothing_back(
    told: CaseStudy, editor: User, moderator: User, now: dt.datetime, _attempt: int
) -> None:
    revision = with_a_revision_in_hand(told, editor, now)
    moderation.submit(revision, by=editor, now=now)

    def publish() -> object:
        try:
            return moderation.publish(Revision.objects.get(pk=revision.pk), by=moderator, now=now)
        except (moderation.ModerationError, Revision.DoesNotExist) as refusal:
            return refusal

    at_once(publish, lambda: take_back(CaseStudy.objects.get(pk=told.pk), now=now))
    assert CaseStudy.objects.get(pk=told.pk).state == State.WITHDRAWN
    assert found_in_the_database(PHRASE) == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_attempt", range(4))
def test_an_entry_published_at_the_same_moment_is_published_before_or_not_at_all(
    moderator: User, now: dt.datetime, _attempt: int
) -> None:
    entry = story(published=False, submitted=True)

    def publish() -> object:
        try:
            return moderation.publish(CaseStudy.objects.get(pk=entry.pk), by=moderator, now=now)
        except moderation.ModerationError as refusal:
            return refusal

    at_once(publish, lambda: take_back(CaseStudy.objects.get(pk=entry.pk), now=now))
    assert not CaseStudy.objects.published(now.date()).exists()
    assert CaseStudy.objects.get(pk=entry.pk).text == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_attempt", range(6))
def test_a_digest_written_at_the_same_moment_keeps_none_of_it(
    theme: Term, now: dt.datetime, _attempt: int
) -> None:
    follower(theme, since=timezone.now() - 2 * WEEK)
    entry = story(
        themes=[theme], published_at=timezone.now(), title=f"The {PHRASE}", summary=f"A {PHRASE} came."
    )
    at_once(
        lambda: digest.plan(now=timezone.now() + WEEK),
        lambda: len(take_back(CaseStudy.objects.get(pk=entry.pk), now=now)),
    )
    assert found_in_the_database(PHRASE) == set()


@pytest.mark.django_db(transaction=True)
def test_a_grant_recorded_at_the_same_moment_revives_nothing(editor: User, now: dt.datetime) -> None:
    entry = story()
    person = Teller.objects.get()
    day = now.date()
    until = day + dt.timedelta(400)
    agreement = agreeing.Agreement((Use.WORDS,), tuple(Channel), How.PAPER, day, until)

    def record() -> object:
        try:
            mine = CaseStudy.objects.get(pk=entry.pk)
            return agreeing.record(
                mine, agreement, teller=person, by=editor, now=now, submission=uuid.uuid4()
            )
        except agreeing.ConsentError as refusal:
            return refusal

    at_once(record, lambda: take_back(CaseStudy.objects.get(pk=entry.pk), now=now))
    assert CaseStudy.objects.get(pk=entry.pk).state == State.WITHDRAWN
    assert not CaseStudy.objects.published(day).exists()
