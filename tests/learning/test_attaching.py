"""Attaching: with the revision in its authors' hands, at most ten, once, and gone when it is to go."""

import datetime as dt
import hashlib
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from coproduce.accounts.models import User
from learning import attaching, moderation, revising
from learning.attaching import AttachingError
from learning.files import Clean, Kind
from learning.models import Attachment, AttachmentContent, CaseStudy, Format, FormatKind, State
from partnerships.models import Organisation
from tests.factories.companions import attached, in_format
from tests.factories.learning import CaseStudyFactory, revised
from tests.threads import at_once

FILE = Clean(Kind.PNG, b"bytes of a picture", b"smaller")


def attach(case_study: CaseStudy, *, by: User, now: dt.datetime, **fields: Any) -> Attachment:
    known = {"name": "hall.png", "description": "People in a hall"}
    return attaching.attach(Attachment(case_study=case_study, **{**known, **fields}), FILE, by=by, now=now)


def names(case_study: CaseStudy, number: int) -> list[str]:
    return [row.name for row in Attachment.objects.of(case_study).of_revision(number)]


def test_a_file_is_kept_with_what_is_known_of_it(draft: CaseStudy, editor: User, now: dt.datetime) -> None:
    made = attach(draft, by=editor, now=now, shows_people=True)
    assert bytes(made.stored.content) == FILE.content
    assert bytes(made.stored.preview) == FILE.preview
    assert (made.kind, made.size, made.since, made.until) == (Kind.PNG, len(FILE.content), 1, None)
    assert made.sha256 == hashlib.sha256(FILE.content).hexdigest()
    assert (made.added_by, made.added_at, made.media_type) == (editor, now, "image/png")
    assert list(Attachment.objects.showing_people()) == list(Attachment.objects.pictures()) == [made]


def test_sent_twice_it_is_kept_once(draft: CaseStudy, editor: User, now: dt.datetime) -> None:
    key = uuid.uuid4()
    first, second = (attach(draft, by=editor, now=now, submission=key) for _ in range(2))
    assert first == second == Attachment.objects.get()


def test_whoever_attaches_has_edited_it_last(
    draft: CaseStudy, organisation_lead: User, now: dt.datetime
) -> None:
    before = draft.changed_at
    attach(draft, by=organisation_lead, now=now)
    draft.refresh_from_db()
    assert draft.last_edited_by == organisation_lead
    assert draft.changed_at == before, "or the page on which the words are edited would be out of date"


def test_with_a_revision_its_last_editor_is_noted_there(
    published: CaseStudy, organisation_lead: User, editor: User, now: dt.datetime
) -> None:
    revision = revised(published)
    attach(published, by=organisation_lead, now=now)
    revision.refresh_from_db()
    published.refresh_from_db()
    assert (revision.last_edited_by, published.last_edited_by) == (organisation_lead, editor)


def test_what_is_added_to_a_published_entry_comes_with_its_next_revision(
    published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    attached(published, name="before.pdf")
    revised(published)
    attach(published, by=editor, now=now)
    assert names(published, 1) == ["before.pdf"]
    assert names(published, 2) == ["before.pdf", "hall.png"]


def test_what_is_removed_from_a_published_entry_goes_with_its_next_revision(
    published: CaseStudy, editor: User
) -> None:
    row = attached(published, name="before.pdf")
    revised(published)
    attaching.remove(row, by=editor)
    assert (names(published, 1), names(published, 2)) == (["before.pdf"], [])
    attaching.keep(row, by=editor)
    assert names(published, 2) == ["before.pdf"]


def test_what_no_reader_has_seen_is_removed_at_once_with_its_bytes(draft: CaseStudy, editor: User) -> None:
    attaching.remove(attached(draft), by=editor)
    assert not Attachment.objects.exists()
    assert not AttachmentContent.objects.exists()


def test_a_description_that_nobody_reads_yet_is_changed_in_place(draft: CaseStudy, editor: User) -> None:
    row = attached(draft)
    row.description = "Better words"
    assert attaching.describe(row, by=editor).pk == row.pk
    assert Attachment.objects.get().description == "Better words"


def test_a_description_that_readers_see_stays_until_the_next_revision(
    published: CaseStudy, editor: User
) -> None:
    row = attached(published, b"the bytes", b"small")
    revised(published)
    row.description = "Better words"
    attaching.describe(row, by=editor)
    read, coming = (Attachment.objects.of(published).of_revision(number).get() for number in (1, 2))
    assert (read.description, coming.description) == ("Our report", "Better words")
    assert bytes(coming.stored.content) == bytes(read.stored.content) == b"the bytes"
    assert bytes(coming.stored.preview) == b"small"


def test_what_is_described_anew_takes_the_place_of_what_was_until_it_is_removed(
    published: CaseStudy, editor: User
) -> None:
    row, before = attached(published), Attachment.objects.get()
    revised(published)
    described = attaching.describe(row, by=editor)
    assert Attachment.objects.in_hand_with(published) == [described]
    with pytest.raises(AttachingError, match="Another version has taken its place"):
        attaching.keep(before, by=editor)
    attaching.remove(described, by=editor)
    attaching.keep(before, by=editor)
    assert Attachment.objects.get().until is None


def test_an_easy_read_version_follows_the_file_that_is_described_anew(
    published: CaseStudy, editor: User
) -> None:
    version = in_format(published, FormatKind.EASY_READ)
    revised(published)
    described = Attachment.objects.get()
    described.description = "Better words"
    attaching.describe(described, by=editor)
    read, coming = (Format.objects.of(published).of_revision(number).get() for number in (1, 2))
    assert (read, coming.attachment) == (version, described)


def test_what_has_been_removed_meanwhile_is_not_described(published: CaseStudy, editor: User) -> None:
    row = attached(published)
    revised(published)
    attaching.remove(row, by=editor)
    with pytest.raises(AttachingError, match="removed in the meantime"):
        attaching.describe(Attachment.objects.get(), by=editor)


def test_an_eleventh_is_refused_and_a_removed_one_makes_room(
    draft: CaseStudy, editor: User, now: dt.datetime
) -> None:
    rows = [attached(draft) for _ in range(attaching.MOST)]
    with pytest.raises(AttachingError, match="10 attachments, which is the most"):
        attach(draft, by=editor, now=now)
    attaching.remove(rows[0], by=editor)
    attach(draft, by=editor, now=now)
    assert Attachment.objects.count() == attaching.MOST


def test_those_that_go_with_the_next_revision_do_not_count(
    published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    rows = [attached(published) for _ in range(attaching.MOST)]
    revised(published)
    attaching.remove(rows[0], by=editor)
    attach(published, by=editor, now=now)
    with pytest.raises(AttachingError, match="which is the most"):
        attaching.keep(rows[0], by=editor)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_make_eleven(draft: CaseStudy, editor: User, now: dt.datetime) -> None:
    for _ in range(attaching.MOST - 1):
        attached(draft)

    def one() -> str:
        try:
            own = CaseStudy.objects.get(pk=draft.pk)
            return attach(own, by=User.objects.get(pk=editor.pk), now=now).name
        except AttachingError as refusal:
            return str(refusal)

    answers = at_once(one, one)
    assert sorted(answers) == sorted(["hall.png", attaching.FULL])
    assert Attachment.objects.count() == attaching.MOST


@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED, State.RETIRED, State.WITHDRAWN])
def test_what_is_not_in_its_authors_hands_is_left_alone(
    state: State, organisation: Organisation, editor: User, now: dt.datetime
) -> None:
    case_study = CaseStudyFactory(organisation=organisation, **{state.value: True})
    row = attached(case_study)
    for attempt in (
        lambda: attach(case_study, by=editor, now=now),
        lambda: attaching.remove(row, by=editor),
        lambda: attaching.describe(row, by=editor),
    ):
        with pytest.raises(AttachingError, match="not in your hands now"):
            attempt()
    assert Attachment.objects.get() == row


def test_a_submitted_revision_is_left_alone(published: CaseStudy, editor: User, now: dt.datetime) -> None:
    revised(published, state=State.SUBMITTED, submitted_at=now)
    with pytest.raises(AttachingError, match="not in your hands now"):
        attach(published, by=editor, now=now)


def test_dropping_a_revision_undoes_what_it_brought_and_what_it_took(
    published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    stays, version = attached(published, name="stays.pdf"), in_format(published)
    revision = revising.begin(published, by=editor, now=now)
    attach(published, by=editor, now=now)
    attaching.remove(stays, by=editor)
    attaching.remove(version, by=editor)
    revising.drop(revision, by=editor, now=now)
    assert names(published, 1) == names(published, 2) == ["stays.pdf"]
    assert Format.objects.get().until is None


def test_publishing_a_revision_brings_it_before_readers(
    published: CaseStudy, editor: User, moderator: User, now: dt.datetime
) -> None:
    goes = attached(published, name="goes.pdf")
    revision = revising.begin(published, by=editor, now=now)
    attaching.remove(goes, by=editor)
    attach(published, by=editor, now=now)
    moderation.submit(revision, by=editor, now=now)
    moderation.publish(revision, by=moderator, now=now)
    published.refresh_from_db()
    assert [row.name for row in Attachment.objects.shown_with(published)] == ["hall.png"]
    assert [row.name for row in Attachment.objects.public()] == ["hall.png"]


def test_erasing_leaves_no_byte(published: CaseStudy) -> None:
    attached(published, b"unmistakable bytes")
    in_format(published, FormatKind.EASY_READ)
    in_format(published)
    attaching.erase(published)
    assert not Attachment.objects.exists()
    assert not Format.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM learning_attachmentcontent")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "fields",
    [{"description": ""}, {"kind": "svg"}, {"size": 0}, {"size": 10_485_761}, {"since": 0}, {"until": 1}],
)
def test_the_database_refuses_what_no_verb_would_write(fields: dict[str, Any], draft: CaseStudy) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        attached(draft, **fields)


def test_history_keeps_no_words_and_no_trace_of_the_bytes(draft: CaseStudy) -> None:
    attached(draft, name="canary.pdf", description="Canary words", sha256="c" * 64)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM learning_attachmentevent e")
        kept = cursor.fetchone()[0].lower()
    assert "canary" not in kept
    assert "ccc" not in kept
