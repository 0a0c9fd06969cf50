"""Attaching by keyboard, with a refusal on the way; a browser shows the picture and saves the file."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from coproduce.accounts.models import User
from coproduce.ui.middleware import MOST_SENT
from learning.models import Attachment, CaseStudy, FormatKind
from partnerships.models import Organisation
from tests.factories.companions import attached, in_format
from tests.factories.files import photo, picture
from tests.factories.learning import CaseStudyFactory, revised
from tests.journeys.keys import Keys
from tests.journeys.walk import Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOADED = "[...document.querySelectorAll('main img')].map(image => image.complete && image.naturalWidth > 0)"


@pytest.fixture
def draft(transactional_db: None, organisation: Organisation) -> CaseStudy:
    return CaseStudyFactory(slug="tea", title="Tea and company", organisation=organisation)


def choose(keys: Keys, name: str, content: bytes) -> Keys:
    """Enter on the file field opens the system's own dialogue."""
    file: Any = {"name": name, "mimeType": "image/png", "buffer": content}
    with keys.walk.page.expect_file_chooser() as dialogue:
        keys.press("Enter")
    dialogue.value.set_files(file)
    return keys


def shown(page: Page) -> list[bool]:
    page.wait_for_load_state("networkidle")
    found: list[bool] = page.evaluate(LOADED)
    return found


def test_a_picture_is_attached_by_keyboard_after_a_refusal(
    walk: WalkFactory, editor: User, draft: CaseStudy
) -> None:
    author = walk("attaching", editor)
    author.page.on("filechooser", lambda dialogue: None)  # from now on, for a key may be faster than the wait
    keys = Keys(author.go("/case-studies/tea/attachments/").sees("Nothing is attached yet"))
    choose(keys.reach('button "File"'), "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    keys.reach("textbox").type("People round a table with a teapot").reach("checkbox").press("Space")
    keys.reach('button "Attach this file"').go()
    author.sees("There is a problem", "Save the drawing as PNG")
    choose(keys.reach('button "File"'), "holiday.jpg", photo(size=(1200, 800)))
    keys.reach('button "Attach this file"').go()
    author.sees("The file is attached", "People round a table with a teapot", "needs their consent")
    assert Attachment.objects.get().shows_people
    assert shown(author.page) == [True]


def test_a_reader_sees_the_picture_and_saves_the_document(
    walk: WalkFactory, organisation: Organisation, tmp_path: Path
) -> None:
    case_study = CaseStudyFactory(slug="tea", organisation=organisation, published=True)
    attached(case_study, picture("PNG", (900, 600)), picture("PNG", (800, 533)), kind="png", name="hall.png")
    attached(
        case_study, b"%PDF-1.7 the report", name="Our report.pdf", description="Report of the first year"
    )
    in_format(case_study, FormatKind.BSL)
    in_format(case_study)
    reader = walk("saving").go("/case-studies/tea/").sees("Attachments", "Also available as")
    reader.page.locator("figure").scroll_into_view_if_needed()
    assert shown(reader.page) == [True]
    with reader.page.expect_download() as saving:
        reader.page.get_by_role("link", name="Report of the first year").click()
    assert saving.value.suggested_filename == "Our report.pdf"
    saving.value.save_as(tmp_path / "saved.pdf")
    assert (tmp_path / "saved.pdf").read_bytes() == b"%PDF-1.7 the report"
    reader.click("Gaelic").sees("Sgeulachd", "The case study in English")
    reader.go("/case-studies/tea/").click("British Sign Language").sees("Watch the film", "Transcript")


def test_what_is_far_too_large_is_refused_in_words(
    walk: WalkFactory, editor: User, draft: CaseStudy, tmp_path: Path
) -> None:
    (tmp_path / "film.png").write_bytes(bytes(MOST_SENT + 1))
    author = walk("far-too-large", editor).go("/case-studies/tea/attachments/")
    author.page.locator("[name='file']").set_input_files(tmp_path / "film.png")
    author.press("Attach this file").sees("A file may have 10 MB at most")


def test_formats_are_added_changed_and_removed(
    walk: WalkFactory, editor: User, organisation: Organisation
) -> None:
    case_study = CaseStudyFactory(slug="tea", organisation=organisation, published=True)
    in_format(case_study)
    revised(case_study)
    author: Walk = walk("formats", editor).go("/case-studies/tea/formats/")
    author.click("British Sign Language").press("Add this version")
    author.sees("Enter the link to the film or recording", "Enter a transcript")
    author.fill(url="https://video.example/1", transcript="They sign.").press("Add this version")
    author.sees("The version is added").click("Change Gaelic").press("Save this version")
    author.sees("The version is saved").click("Remove Gaelic").press("Remove it")
    author.go("/reading/").tick("Audio").press("Save").sees("Your choice is saved")
    author.go("/case-studies/tea/revisions/2/").click("See what it does to files and other formats")
    author.sees("Added: British Sign Language", "Removed: Gaelic")
