"""The reader of pages behind `make smoke`."""

import pytest

from tests.smoke.journeys import one_time_code
from tests.smoke.pages import Page

HTML = """
<title>Plan</title><script>var hidden = "<form>";</script>
<a href="/plans/"> All
 plans</a>
<form action="/save/" method="post">
  <input type="hidden" name="token" value="secret">
  <label for="t">Title</label><input id="t" name="title" value="Old">
  <label for="a">Carers</label><input id="a" type="checkbox" name="groups" value="1">
  <label for="b">Staff</label><input id="b" type="checkbox" name="groups" value="2" checked>
  <label for="c">Inform: we tell</label><input id="c" type="radio" name="promise" value="inform" checked>
  <label for="d">Involve: we work</label><input id="d" type="radio" name="promise" value="involve">
  <select name="plan"><option value="">None</option><option value="7">Fife &amp; more</option></select>
  <textarea name="text">As it
was</textarea>
  <input type="file" name="picture">
  <button name="do" value="draft">Save draft</button><button type="button">No</button>
</form>
<input name="outside">
<form><input type="search" name="q"><input type="submit" value="Find"></form>
"""


@pytest.fixture
def page() -> Page:
    return Page("http://127.0.0.1/plan/", 200, HTML)


def test_words_are_what_a_person_sees(page: Page) -> None:
    assert "All plans" in page.words
    assert "hidden" not in page.words


def test_a_link_is_found_by_its_words(page: Page) -> None:
    assert page.link("All plans") == "/plans/"


def test_a_form_is_sent_as_it_stands(page: Page) -> None:
    form, button = page.form_with("Save draft")
    assert (form.action, form.method) == ("/save/", "post")
    assert form.encoded(button) == (
        "token=secret&title=Old&groups=2&promise=inform&plan=&text=As+it%0Awas&do=draft"
    )


def test_fields_are_filled_by_name_and_boxes_by_label(page: Page) -> None:
    form, button = page.form_with("Save draft")
    form.fill("title", "New")
    for label in ("Carers", "Involve", "Fife & more"):
        form.tick(label)
    assert form.encoded(button) == (
        "token=secret&title=New&groups=1&groups=2&promise=involve&plan=7&text=As+it%0Awas&do=draft"
    )


def test_a_choice_can_be_made_by_its_value(page: Page) -> None:
    form, button = page.form_with("Save draft")
    form.fill("promise", "involve")
    assert "promise=involve" in form.encoded(button)


def test_the_choices_of_a_list_are_known(page: Page) -> None:
    assert page.form_with("Save draft")[0].choices("plan") == ["Fife & more"]


def test_each_form_has_its_own_fields(page: Page) -> None:
    assert [item.name for item in page.form_with("Find")[0].fields] == ["q"]


def test_what_is_not_there_is_said_with_what_is(page: Page) -> None:
    with pytest.raises(LookupError, match="Save draft"):
        page.form_with("Publish")
    with pytest.raises(LookupError, match="no field called summary"):
        page.form_with("Save draft")[0].fill("summary", "x")
    with pytest.raises(LookupError, match="begins with 'Nobody'"):
        page.form_with("Save draft")[0].tick("Nobody")
    with pytest.raises(LookupError, match="no link"):
        page.link("Nowhere")


def test_one_time_codes_are_those_of_rfc_6238(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 59.0)
    assert one_time_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == "287082"
