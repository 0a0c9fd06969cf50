"""Other formats: whole, one of a kind, out of date when the words change, found by who looks for them."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coproduce.accounts.models import User
from learning import attaching, formatting
from learning.attaching import AttachingError
from learning.models import CaseStudy, Format, FormatKind, Preference
from tests.factories.companions import VERSIONS, attached, in_format
from tests.factories.learning import CaseStudyFactory, revised


def new(case_study: CaseStudy, kind: str = FormatKind.GAELIC, **fields: Any) -> Format:
    return Format(case_study=case_study, kind=kind, **{**VERSIONS.get(kind, {"language": "en"}), **fields})


def test_a_version_of_a_draft_says_the_words_of_its_first_revision(
    draft: CaseStudy, editor: User, now: dt.datetime
) -> None:
    made = formatting.add(new(draft), by=editor, now=now, is_current=True)
    assert (made.since, made.reflects, made.added_by) == (1, 1, editor)


def test_sent_twice_it_is_added_once(draft: CaseStudy, editor: User, now: dt.datetime) -> None:
    version = new(draft)
    again = new(draft, submission=version.submission)
    first, second = (formatting.add(one, by=editor, now=now, is_current=True) for one in (version, again))
    assert first == second == Format.objects.get()


@pytest.mark.parametrize(("is_current", "reflects"), [(True, 2), (False, 1)])
def test_a_version_added_with_a_revision_says_the_new_words_or_the_old(
    is_current: bool, reflects: int, published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    revised(published)
    made = formatting.add(new(published), by=editor, now=now, is_current=is_current)
    assert (made.since, made.reflects) == (2, reflects)


def test_it_is_out_of_date_once_the_words_have_changed(published: CaseStudy) -> None:
    version = in_format(published)
    assert not version.is_out_of_date
    published.revision = 2
    assert not version.is_out_of_date, "a revision of other things leaves the words alone"
    published.words_revision = 2
    assert version.is_out_of_date


@pytest.mark.parametrize(("is_current", "reflects"), [(True, 2), (False, 1)])
def test_changing_it_leaves_readers_what_they_have(
    is_current: bool, reflects: int, published: CaseStudy, editor: User
) -> None:
    version = in_format(published)
    revised(published)
    version.title = "Sgeulachd ùr"
    formatting.change(version, by=editor, is_current=is_current)
    read, coming = (Format.objects.of(published).of_revision(number).get() for number in (1, 2))
    assert (read.title, read.reflects) == ("Sgeulachd", 1)
    assert (coming.title, coming.reflects) == ("Sgeulachd ùr", reflects)


def test_there_is_one_of_a_kind_and_language(draft: CaseStudy, editor: User, now: dt.datetime) -> None:
    in_format(draft, FormatKind.GAELIC)
    in_format(draft, FormatKind.LANGUAGE)
    formatting.add(new(draft, FormatKind.LANGUAGE, language="ur"), by=editor, now=now, is_current=True)
    for kind in (FormatKind.GAELIC, FormatKind.LANGUAGE):
        with pytest.raises(AttachingError, match="a version like this already"):
            formatting.add(new(draft, kind), by=editor, now=now, is_current=True)


def test_a_version_that_goes_makes_room_for_another_and_then_cannot_stay(
    published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    old = in_format(published)
    revised(published)
    attaching.remove(old, by=editor)
    formatting.add(new(published), by=editor, now=now, is_current=True)
    with pytest.raises(AttachingError, match="Another version has taken its place"):
        attaching.keep(old, by=editor)


def test_an_easy_read_version_cannot_stay_without_its_file(published: CaseStudy, editor: User) -> None:
    version = in_format(published, FormatKind.EASY_READ)
    revised(published)
    assert version.attachment is not None
    attaching.remove(version.attachment, by=editor)
    version = Format.objects.get()
    assert version.is_ending
    with pytest.raises(AttachingError, match="Keep the file first"):
        attaching.keep(version, by=editor)


def test_removed_from_a_draft_its_file_takes_the_easy_read_version_along(
    draft: CaseStudy, editor: User
) -> None:
    version = in_format(draft, FormatKind.EASY_READ)
    assert version.attachment is not None
    attaching.remove(version.attachment, by=editor)
    assert not Format.objects.exists()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (FormatKind.EASY_READ, {"attachment": None}),
        (FormatKind.BSL, {"transcript": ""}),
        (FormatKind.AUDIO, {"transcript": ""}),
        (FormatKind.BSL, {"url": "http://video.example/1"}),
        (FormatKind.BSL, {"url": "javascript:alert(1)"}),
        (FormatKind.GAELIC, {"title": ""}),
        (FormatKind.GAELIC, {"summary": ""}),
        (FormatKind.LANGUAGE, {"text": ""}),
        (FormatKind.GAELIC, {"reflects": 0}),
        ("braille", {}),
    ],
)
def test_the_database_refuses_half_a_version(kind: str, fields: dict[str, Any], draft: CaseStudy) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        in_format(draft, kind, **fields)


def test_only_one_of_two_at_once_is_kept_by_the_database(draft: CaseStudy) -> None:
    in_format(draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        in_format(draft)


@pytest.mark.parametrize("tag", ["pl", "zh-Hant", "ur", "bfi", "sr-Latn-RS"])
def test_a_language_tag_is_known_by_its_form(tag: str, draft: CaseStudy) -> None:
    new(draft, FormatKind.LANGUAGE, language=tag).clean_fields(exclude=["added_by", "added_at"])


@pytest.mark.parametrize("tag", ["Polish", "p", "pl-", "pl_PL", '"><script>', "pl\n"])
def test_what_is_no_language_tag_is_refused(tag: str, draft: CaseStudy) -> None:
    with pytest.raises(ValidationError, match="language tag"):
        new(draft, FormatKind.LANGUAGE, language=tag).clean_fields(exclude=["added_by", "added_at"])


# --- looking for a format ---


def test_case_studies_are_found_by_the_formats_that_readers_see(published: CaseStudy) -> None:
    other = CaseStudyFactory(published=True)
    in_format(published, FormatKind.BSL)
    in_format(other, FormatKind.AUDIO)
    assert list(CaseStudy.objects.in_format([FormatKind.BSL])) == [published]
    assert set(CaseStudy.objects.in_format([FormatKind.BSL, FormatKind.AUDIO])) == {published, other}
    assert not CaseStudy.objects.in_format([FormatKind.GAELIC])


@pytest.mark.parametrize("fields", [{"since": 2}, {"since": 1, "until": 2}])
def test_a_version_that_readers_do_not_see_finds_nothing(
    fields: dict[str, int], published: CaseStudy
) -> None:
    in_format(published, FormatKind.BSL, **fields)
    CaseStudy.objects.update(revision=1 if fields["since"] == 2 else 2)
    assert not CaseStudy.objects.in_format([FormatKind.BSL])
    assert not Format.objects.public()


def test_of_a_draft_nothing_is_public(draft: CaseStudy) -> None:
    in_format(draft)
    assert not Format.objects.public()
    assert not CaseStudy.objects.in_format([FormatKind.GAELIC])


def test_each_case_study_says_whether_it_has_the_format(published: CaseStudy, editor: User) -> None:
    CaseStudyFactory(published=True)
    in_format(published, FormatKind.BSL)
    formatting.prefer(FormatKind.BSL, by=editor)
    marked: list[Any] = list(CaseStudy.objects.marked_for(editor))
    assert [row for row in marked if row.is_in_format] == [published]
    assert len(marked) == 2


def test_a_preference_is_remembered_changed_and_forgotten(editor: User) -> None:
    assert formatting.preferred_by(editor) == ""
    for kind in (FormatKind.BSL, FormatKind.EASY_READ):
        formatting.prefer(kind, by=editor)
        assert formatting.preferred_by(editor) == kind
    formatting.prefer("", by=editor)
    assert not Preference.objects.exists()


def test_the_preferred_format_comes_first_and_the_others_keep_their_order(
    draft: CaseStudy, editor: User
) -> None:
    easy, bsl, gaelic = (
        in_format(draft, kind) for kind in (FormatKind.EASY_READ, FormatKind.BSL, FormatKind.GAELIC)
    )
    for user in (editor, AnonymousUser()):
        assert list(Format.objects.preferred_first(user)) == [easy, bsl, gaelic]
    formatting.prefer(FormatKind.GAELIC, by=editor)
    assert list(Format.objects.preferred_first(editor)) == [gaelic, easy, bsl]


def test_choosing_a_format_asks_for_no_email(editor: User) -> None:
    formatting.prefer(FormatKind.BSL, by=editor)
    assert not hasattr(User.objects.get(pk=editor.pk), "subscription")


def test_what_is_attached_is_told_with_its_name(draft: CaseStudy) -> None:
    row = attached(draft, name="easy.pdf")
    assert str(row) == "easy.pdf"
    assert str(in_format(draft, FormatKind.LANGUAGE)) == "polski"
    assert str(in_format(draft)) == "Gaelic (Gàidhlig)"
