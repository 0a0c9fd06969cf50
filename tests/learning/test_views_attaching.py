"""Files on their pages: attached, refused in words, handed out to be saved, and gone with their entry."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coproduce.accounts.models import User
from learning import files, moderation
from learning.attaching import MOST
from learning.files import MEDIA_TYPES
from learning.files.cleaning import clean
from learning.models import Attachment, CaseStudy, FormatKind, State
from partnerships.models import Organisation
from tests.conftest import ClientOf
from tests.factories.companions import attached, in_format
from tests.factories.files import AUTHOR, pdf, photo, picture
from tests.factories.learning import CaseStudyFactory, revised
from tests.learning.files.upload_set import PAYLOADS, UPLOADS

DRAFT = "/case-studies/draft/attachments/"
PUBLISHED = "/case-studies/published/attachments/"


@pytest.fixture
def writer(client_of: ClientOf, editor: User) -> Client:
    return client_of(editor)


def chosen(content: bytes, name: str = "hall.png", **fields: Any) -> dict[str, Any]:
    """As a browser sends it, with a type that nobody believes."""
    file = SimpleUploadedFile(name, content, "text/html")
    return {"file": file, "description": "Our hall", "submission": str(uuid.uuid4()), **fields}


def send(client: Client, content: bytes, name: str = "hall.png", url: str = DRAFT, **fields: Any) -> str:
    answer = client.post(url, chosen(content, name, **fields), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


# --- attaching ---


def test_a_picture_is_attached_as_we_painted_it(writer: Client, draft: CaseStudy, editor: User) -> None:
    html = send(writer, photo(), "holiday.JPG", shows_people="on")
    made = Attachment.objects.get()
    assert "The file is attached" in html
    assert (made.name, made.description, made.shows_people) == ("holiday.jpg", "Our hall", True)
    assert AUTHOR.encode() not in bytes(made.stored.content)
    assert f'<img src="{DRAFT}{made.pk}/picture/" alt="Our hall"' in html


def test_pressing_twice_attaches_once(writer: Client, draft: CaseStudy) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        send(writer, picture("PNG"), submission=key)
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<svg/>", "logo.svg", "Save the drawing as PNG"),
        (picture("PNG"), "hall.jpg", "what is in it is a PNG picture"),
        (picture("PNG") + bytes(11_000_000), "hall.png", "The file must be 10.0 MB or smaller"),
        (b"", "hall.png", "The file is empty"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_in_words(
    content: bytes, name: str, words: str, writer: Client, draft: CaseStudy
) -> None:
    html = send(writer, content, name)
    assert "There is a problem" in html
    assert words in html.replace("\xa0", " ")
    assert 'value="Our hall"' in html
    assert not Attachment.objects.exists()


def test_a_description_is_compulsory_and_the_file_has_to_be_chosen_again(
    writer: Client, draft: CaseStudy
) -> None:
    html = send(writer, picture("PNG"), description=" ")
    assert "Enter a description: what the picture shows, or what the document is" in html
    assert "Choose the file again" in html
    assert not Attachment.objects.exists()


def test_a_form_without_a_file_asks_for_one(writer: Client, draft: CaseStudy) -> None:
    answer = writer.post(DRAFT, {"description": "Our hall"})
    assert "Choose a file" in answer.content.decode()


def test_the_eleventh_is_refused_and_no_form_is_shown(writer: Client, draft: CaseStudy) -> None:
    for _ in range(MOST):
        attached(draft)
    html = send(writer, picture("PNG"))
    assert "which is the most" in html
    assert "Remove one to attach another" in html
    assert 'type="file"' not in html
    assert Attachment.objects.count() == MOST


def test_the_form_says_what_it_takes_and_sends_files_as_files(writer: Client, draft: CaseStudy) -> None:
    html = writer.get(DRAFT).content.decode()
    assert 'enctype="multipart/form-data"' in html
    assert "10 MB at most" in html


# --- describing and removing ---


def test_a_description_is_changed(writer: Client, draft: CaseStudy) -> None:
    row = attached(draft)
    page = writer.get(f"{DRAFT}{row.pk}/edit/")
    seen = page.context["form"]["seen_at"].value()
    writer.post(f"{DRAFT}{row.pk}/edit/", {"description": "Better words", "seen_at": seen})
    row.refresh_from_db()
    assert row.description == "Better words"


def test_an_empty_description_is_refused(writer: Client, draft: CaseStudy) -> None:
    row = attached(draft)
    answer = writer.post(f"{DRAFT}{row.pk}/edit/", {"description": ""})
    assert "Enter a description" in answer.content.decode()


def test_removing_asks_first(writer: Client, draft: CaseStudy) -> None:
    row = attached(draft)
    in_format(draft, FormatKind.EASY_READ, attachment=row)
    asked = writer.get(f"{DRAFT}{row.pk}/remove/").content.decode()
    assert "No reader has seen it yet" in asked
    assert "The Easy Read version is this file" in asked
    assert Attachment.objects.exists()
    assert "Removed" in writer.post(f"{DRAFT}{row.pk}/remove/", follow=True).content.decode()
    assert not Attachment.objects.exists()


def test_a_removal_that_readers_do_not_see_yet_can_be_taken_back(
    writer: Client, published: CaseStudy
) -> None:
    row = attached(published)
    revised(published)
    assert "Readers see it until" in writer.get(f"{PUBLISHED}{row.pk}/remove/").content.decode()
    html = writer.post(f"{PUBLISHED}{row.pk}/remove/", follow=True).content.decode()
    assert "Goes with the next revision" in html
    assert writer.get(f"{PUBLISHED}{row.pk}/edit/").status_code == 403
    assert "stays" in writer.post(f"{PUBLISHED}{row.pk}/keep/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.until is None


def test_what_cannot_be_kept_is_refused_in_words(writer: Client, published: CaseStudy) -> None:
    row = attached(published, until=2)
    revised(published)
    for _ in range(MOST):
        attached(published, since=2)
    assert "which is the most" in writer.post(f"{PUBLISHED}{row.pk}/keep/", follow=True).content.decode()


@pytest.mark.parametrize("who", ["newcomer", "member", "officer", "moderator", "auditor", "administrator"])
def test_only_its_authors_have_the_page(
    who: str, client_of: ClientOf, published: CaseStudy, request: pytest.FixtureRequest
) -> None:
    revised(published)
    row = attached(published)
    client = client_of(request.getfixturevalue(who))
    for page in ("", f"{row.pk}/edit/", f"{row.pk}/remove/"):
        assert client.get(PUBLISHED + page).status_code == 403
        assert client.post(PUBLISHED + page).status_code == 403


def test_a_published_entry_has_the_page_while_a_revision_is_written(
    writer: Client, published: CaseStudy
) -> None:
    assert writer.get(PUBLISHED).status_code == 403
    revision = revised(published)
    assert PUBLISHED in writer.get(revision.get_absolute_url()).content.decode()
    assert writer.get(PUBLISHED).status_code == 200
    type(revision).objects.update(state=State.SUBMITTED, submitted_at=revision.created_at)
    assert writer.get(PUBLISHED).status_code == 403


def test_a_revision_tells_what_it_brings_and_what_goes(writer: Client, published: CaseStudy) -> None:
    revision = revised(published)
    stays, goes = attached(published, name="stays.pdf"), attached(published, name="goes.pdf", until=2)
    comes = attached(published, name="comes.png", kind="png", since=2, shows_people=True)
    before = attached(published, description="Old words", until=2)
    attached(published, description="New words", since=2, replaces=before)
    in_format(published, since=2, reflects=2)
    page = f"{revision.get_absolute_url()}companions/"
    assert page in writer.get(revision.get_absolute_url()).content.decode()
    with CaptureQueriesContext(connection) as seen:
        html = " ".join(writer.get(page).content.decode().split())
    assert len(seen) <= 12
    assert f'Added: <a href="{comes.get_absolute_url()}">comes.png</a></h2> <p>“Our report”. People' in html
    assert f'<img src="{comes.picture_url()}"' in html
    assert "Gaelic (Gàidhlig)" in html
    assert f"Removed: {goes}" in html
    assert "<p>“New words”</p> <p>Before: “Old words”</p>" in html
    assert stays.name not in html


# --- handing out ---


def test_a_file_is_handed_out_to_be_saved_and_to_do_nothing(client: Client, published: CaseStudy) -> None:
    row = attached(published, b"%PDF-1.7 x", name="Aithisg “bliadhna”.pdf", sha256="a" * 64)
    answer = client.get(row.get_absolute_url())
    assert answer.content == b"%PDF-1.7 x"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''Aithisg%20%E2%80%9Cbliadhna"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-cache"


def test_asked_again_only_what_has_changed_travels(client: Client, published: CaseStudy) -> None:
    row = attached(published, sha256="a" * 64)
    etag = client.get(row.get_absolute_url())["ETag"]
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(row.get_absolute_url(), headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert not [query for query in seen if "attachmentcontent" in query["sql"]]
    assert client.get(row.get_absolute_url(), headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_head_tells_the_size_without_the_bytes(client: Client, published: CaseStudy) -> None:
    answer = client.head(attached(published, b"x" * 1234).get_absolute_url())
    assert answer["Content-Length"] == "1234"
    assert answer.content == b""


def test_the_page_shows_a_smaller_picture_and_offers_the_whole(client: Client, published: CaseStudy) -> None:
    row = attached(published, b"whole", b"small", kind="png", name="hall.png", description="Our <hall>")
    html = client.get(published.get_absolute_url()).content.decode()
    assert f'<img src="{row.picture_url()}" alt="Our &lt;hall&gt;"' in html
    assert f'<a href="{row.get_absolute_url()}">Download hall.png</a>' in html
    answer = client.get(row.picture_url())
    assert (answer.content, answer["Content-Type"]) == (b"small", "image/png")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_document_has_no_picture(client: Client, published: CaseStudy) -> None:
    assert client.get(attached(published).picture_url()).status_code == 404


def test_a_file_has_no_address_with_another_case_study(
    client: Client, published: CaseStudy, organisation: Organisation
) -> None:
    other = CaseStudyFactory(published=True, organisation=organisation)
    row = attached(published)
    assert client.get(f"/case-studies/{other.slug}/attachments/{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("editor", 200), ("member", 200), ("auditor", 200), ("moderator", 404), ("newcomer", 404)],
)
def test_what_a_revision_brings_is_for_those_who_see_the_revision(
    who: str, status: int, client_of: ClientOf, published: CaseStudy, request: pytest.FixtureRequest
) -> None:
    revised(published)
    row = attached(published, b"coming", since=2)
    client = client_of(request.getfixturevalue(who))
    assert client.get(row.get_absolute_url()).status_code == status
    assert client.get(row.get_absolute_url())["Cache-Control"] == "no-store, private"
    assert row.get_absolute_url() not in client.get(published.get_absolute_url()).content.decode()


def test_moderators_see_what_a_submitted_revision_brings(
    client_of: ClientOf, moderator: User, published: CaseStudy
) -> None:
    revision = revised(published)
    row = attached(published, since=2)
    type(revision).objects.update(state=State.SUBMITTED, submitted_at=revision.created_at)
    assert client_of(moderator).get(row.get_absolute_url()).status_code == 200
    assert Client().get(row.get_absolute_url()).status_code == 404


def test_what_a_revision_took_away_is_gone_for_everyone(
    client_of: ClientOf, editor: User, published: CaseStudy
) -> None:
    row = attached(published, until=2)
    assert Client().get(row.get_absolute_url()).status_code == 200
    CaseStudy.objects.update(revision=2)
    for client in (Client(), client_of(editor)):
        assert client.get(row.get_absolute_url()).status_code == 404


def test_withdrawn_it_is_gone_like_its_page(
    client: Client, published: CaseStudy, editor: User, now: Any
) -> None:
    row = attached(published, b"canary bytes", b"canary small", kind="png")
    moderation.withdraw(published, by=editor, now=now, note="The family asked us to.")
    for url in (row.get_absolute_url(), row.picture_url()):
        answer = client.get(url)
        assert answer.status_code == 410
        assert "This case study is no longer here" in answer.content.decode()
        assert "canary" not in answer.content.decode()


def test_a_page_with_ten_files_takes_as_many_queries_as_one_with_two(
    client: Client, published: CaseStudy
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(published.get_absolute_url())
        return len(seen)

    in_format(published, FormatKind.EASY_READ)
    attached(published, kind="png")
    few = queries()
    for number in range(MOST - 2):
        attached(published, kind="png" if number % 2 else "pdf")
    for kind in (FormatKind.BSL, FormatKind.GAELIC, FormatKind.LANGUAGE):
        in_format(published, kind)
    assert queries() == few <= 12


# --- the upload set ---


@pytest.mark.parametrize("upload", UPLOADS, ids=lambda upload: upload.name)
def test_of_the_upload_set_nothing_is_shown_or_of_a_wrong_type(
    upload: Any, writer: Client, draft: CaseStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened in this process, for the sake of time; `test_upload_set.py` opens some in one of their own."""
    monkeypatch.setattr(files, "read", clean)
    html = send(writer, upload.content, upload.name)
    row = Attachment.objects.first()
    assert (row is None) == (upload.kept is None) == ("There is a problem" in html)
    if row is not None:
        answer = writer.get(row.get_absolute_url())
        assert answer["Content-Type"] == MEDIA_TYPES[upload.kept]
        assert answer["Content-Disposition"] == f'attachment; filename="{row.name}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not [payload for payload in PAYLOADS if payload in answer.content]


def test_a_document_goes_the_whole_way(writer: Client, draft: CaseStudy) -> None:
    send(writer, pdf(), "../../Our report.pdf")
    row = Attachment.objects.get()
    answer = writer.get(row.get_absolute_url())
    assert row.name == "Our report.pdf"
    assert answer.content.startswith(b"%PDF-")
    assert AUTHOR.encode() not in answer.content
