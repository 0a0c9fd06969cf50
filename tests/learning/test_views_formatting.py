"""Other formats on their pages: written, linked, read in their language, marked for who looks for them."""

import uuid
from typing import Any

import pytest
from django.test import Client

from coproduce.accounts.models import User
from learning import formatting, moderation
from learning.models import CaseStudy, Format, FormatKind
from tests.conftest import ClientOf
from tests.factories.companions import VERSIONS, attached, in_format
from tests.factories.learning import revised

DRAFT = "/case-studies/draft/formats/"
PUBLISHED = "/case-studies/published/formats/"


@pytest.fixture
def writer(client_of: ClientOf, editor: User) -> Client:
    return client_of(editor)


def filled(kind: str, **fields: Any) -> dict[str, Any]:
    return {**VERSIONS.get(kind, {}), "submission": str(uuid.uuid4()), **fields}


def add(client: Client, kind: str, **fields: Any) -> str:
    answer = client.post(f"{DRAFT}new/{kind}/", filled(kind, **fields), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", list(VERSIONS))
def test_a_version_is_added_and_listed(kind: str, writer: Client, draft: CaseStudy) -> None:
    html = add(writer, kind)
    made = Format.objects.get()
    assert "The version is added" in html
    assert (made.kind, made.language) == (kind, VERSIONS[kind]["language"])
    assert f"{DRAFT}{made.pk}/edit/" in html
    assert made.get_absolute_url() in writer.get(draft.get_absolute_url()).content.decode()


def test_an_easy_read_version_is_one_of_the_documents(writer: Client, draft: CaseStudy) -> None:
    document, photo = attached(draft, name="easy.pdf"), attached(draft, kind="png", name="hall.png")
    asked = writer.get(f"{DRAFT}new/easy-read/").content.decode()
    assert "easy.pdf" in asked
    assert "hall.png" not in asked
    assert "Choose the Easy Read document" in add(writer, "easy-read", attachment=photo.pk)
    add(writer, "easy-read", attachment=document.pk)
    made = Format.objects.get()
    assert (made.attachment, made.get_absolute_url()) == (document, document.get_absolute_url())


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        ("easy-read", "attachment", "", "Choose the Easy Read document"),
        ("bsl", "url", "", "Enter the link to the film or recording"),
        ("bsl", "url", "http://video.example/1", "begins with https://"),
        ("bsl", "url", "javascript:alert(1)", "begins with https://"),
        ("bsl", "transcript", "", "Enter a transcript"),
        ("audio", "transcript", " ", "Enter a transcript"),
        ("gaelic", "title", "", "Enter a title"),
        ("gaelic", "summary", "", "Enter a summary"),
        ("gaelic", "text", "", "Enter the text"),
        ("language", "language", "Polish", "Enter a language tag"),
        ("language", "language_name", "", "Enter the language"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_in_words(
    kind: str, field: str, value: str, words: str, writer: Client, draft: CaseStudy
) -> None:
    html = add(writer, kind, **{field: value})
    assert "There is a problem" in html
    assert words in html
    assert not Format.objects.exists()


def test_an_address_without_its_beginning_is_completed(writer: Client, draft: CaseStudy) -> None:
    add(writer, "bsl", url="video.example/2")
    assert Format.objects.get().url == "https://video.example/2"


def test_a_second_of_a_kind_is_refused_and_what_was_typed_stays(writer: Client, draft: CaseStudy) -> None:
    in_format(draft)
    html = add(writer, "gaelic", title="Tiotal eile")
    assert "a version like this already" in html
    assert 'value="Tiotal eile"' in html


@pytest.mark.parametrize("kind", ["braille", "new"])
def test_a_kind_that_is_not_known_has_no_page(kind: str, writer: Client, draft: CaseStudy) -> None:
    assert writer.get(f"{DRAFT}new/{kind}/").status_code == 404


def test_in_a_draft_nobody_is_asked_which_words_it_says(writer: Client, draft: CaseStudy) -> None:
    assert "It says what the case study says now" not in writer.get(f"{DRAFT}new/gaelic/").content.decode()


def test_saying_that_it_is_right_again_brings_it_up_to_date(writer: Client, published: CaseStudy) -> None:
    version = in_format(published)
    revised(published)
    url = f"{PUBLISHED}{version.pk}/edit/"
    form = writer.get(url).context["form"]
    assert form["is_current"].value() is False
    typed = {**VERSIONS["gaelic"], "seen_at": form["seen_at"].value(), "is_current": "on"}
    assert "The version is saved" in writer.post(url, typed, follow=True).content.decode()
    assert Format.objects.of(published).of_revision(2).get().reflects == 2


def test_a_page_that_has_gone_stale_is_refused(writer: Client, draft: CaseStudy) -> None:
    version = in_format(draft)
    before = writer.get(f"{DRAFT}{version.pk}/edit/").context["form"]["seen_at"].value()
    version.save()
    typed = {**VERSIONS["gaelic"], "title": "Leam-sa", "seen_at": before}
    html = writer.post(f"{DRAFT}{version.pk}/edit/", typed).content.decode()
    assert "Someone else changed this format" in html
    assert 'value="Leam-sa"' in html


def test_it_is_removed_and_kept_after_all(writer: Client, published: CaseStudy) -> None:
    version = in_format(published)
    revised(published)
    html = writer.post(f"{PUBLISHED}{version.pk}/remove/", follow=True).content.decode()
    assert "Goes with the next revision" in html
    assert "stays" in writer.post(f"{PUBLISHED}{version.pk}/keep/", follow=True).content.decode()
    version.refresh_from_db()
    assert version.until is None


@pytest.mark.parametrize("who", ["newcomer", "member", "officer", "moderator", "auditor"])
def test_only_its_authors_write_them(
    who: str, client_of: ClientOf, published: CaseStudy, request: pytest.FixtureRequest
) -> None:
    revised(published)
    version = in_format(published)
    client = client_of(request.getfixturevalue(who))
    for page in ("", "new/bsl/", f"{version.pk}/edit/", f"{version.pk}/remove/"):
        assert client.get(PUBLISHED + page).status_code == 403


# --- reading ---


def test_a_text_is_read_in_its_language(client: Client, published: CaseStudy) -> None:
    version = in_format(published, text="## Carson\n\n<script>alert(1)</script>")
    html = client.get(version.get_absolute_url()).content.decode()
    assert '<h1 class="ds_page-header__title" lang="gd" dir="auto">Sgeulachd</h1>' in html
    assert "<h2>Carson</h2>" in html
    assert "<script>alert" not in html
    assert published.get_absolute_url() in html


@pytest.mark.parametrize(("kind", "words"), [("bsl", "Watch the film"), ("audio", "Listen to the recording")])
def test_what_is_kept_elsewhere_has_its_transcript_here(
    kind: str, words: str, client: Client, published: CaseStudy
) -> None:
    html = client.get(
        in_format(published, kind, transcript="Word for word").get_absolute_url()
    ).content.decode()
    assert words in html
    assert "Word for word" in html
    assert 'rel="noopener nofollow"' in html


def test_readers_are_told_that_a_version_may_be_out_of_date(client: Client, published: CaseStudy) -> None:
    version = in_format(published)
    warning = "May be out of date: the case study has changed since"
    for url in (published.get_absolute_url(), version.get_absolute_url()):
        assert warning not in client.get(url).content.decode()
    CaseStudy.objects.update(revision=2, words_revision=2)
    for url in (published.get_absolute_url(), version.get_absolute_url()):
        assert warning in client.get(url).content.decode()


def test_withdrawn_it_is_gone_like_its_page(
    client: Client, published: CaseStudy, editor: User, now: Any
) -> None:
    version = in_format(published, title="Canary")
    moderation.withdraw(published, by=editor, now=now, note="The family asked us to.")
    answer = client.get(version.get_absolute_url())
    assert answer.status_code == 410
    assert "Canary" not in answer.content.decode()


def test_the_preferred_format_comes_first_and_is_marked_in_lists(
    client_of: ClientOf, newcomer: User, published: CaseStudy
) -> None:
    in_format(published, FormatKind.BSL)
    in_format(published)
    client = client_of(newcomer)
    mark = "Also in the format you look for"
    assert mark not in client.get("/case-studies/").content.decode()
    assert (
        "Your choice is saved" in client.post("/reading/", {"format": "gaelic"}, follow=True).content.decode()
    )
    assert mark in client.get("/case-studies/").content.decode()
    assert mark in client.get("/case-studies/?q=lunch").content.decode()
    html = client.get(published.get_absolute_url()).content.decode()
    assert html.index("Gaelic (Gàidhlig)") < html.index("British Sign Language")


def test_a_choice_is_shown_again_and_can_be_taken_back(client_of: ClientOf, newcomer: User) -> None:
    client = client_of(newcomer)
    formatting.prefer(FormatKind.BSL, by=newcomer)
    assert client.get("/reading/").context["form"]["format"].value() == "bsl"
    client.post("/reading/", {"format": ""})
    assert formatting.preferred_by(newcomer) == ""


def test_a_forged_choice_is_refused(client_of: ClientOf, newcomer: User) -> None:
    html = client_of(newcomer).post("/reading/", {"format": "braille"}).content.decode()
    assert "Choose a format from the list" in html
