"""Tags and components that pages are made of."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.paginator import Paginator

from coproduce.ui.tiles import Tile

from .conftest import Page

Show = Callable[..., str]
Read = Callable[[Any], Page]


def test_a_crumb_with_an_address_is_a_link_and_without_is_the_page(show: Show, read: Read) -> None:
    page = read(show('{% trail %}{% crumb "Plans" "/plans/" %}{% crumb name %}{% endtrail %}', name="A & B"))
    assert page.one("a")["href"] == "/plans/"
    assert page.one("li", aria_current="page")["text"] == "A & B"
    assert page.one("nav")["aria-label"] == "Breadcrumb"


def test_a_page_without_crumbs_has_no_empty_list(show: Show) -> None:
    assert show("{% trail %}  \n{% endtrail %}") == ""


def test_a_status_says_its_words(show: Show, read: Read) -> None:
    tag = read(show('{% status words "good" %}', words="<Published>")).one("span")
    assert tag["text"] == "<Published>"
    assert "co_status--good" in tag["class"]


def test_a_tone_that_does_not_exist_is_a_mistake_of_ours(show: Show) -> None:
    with pytest.raises(ValueError, match="splendid"):
        show('{% status "Published" "splendid" %}')


def test_a_query_string_keeps_what_it_does_not_change(show: Show) -> None:
    assert show("{% query_with page=3 %}", path="/?q=a%26b&area=x&area=y&page=1") == (
        "?q=a%26b&amp;area=x&amp;area=y&amp;page=3"
    )


def test_a_query_string_loses_what_is_none(show: Show) -> None:
    assert show("{% query_with page=None %}", path="/?page=2") == "?"


def test_markdown_of_nothing_is_nothing(show: Show, read: Read) -> None:
    assert read(show("{{ text|markdown }}", text=None)).one("div")["text"] == ""
    assert read(show("{{ text|markdown:2 }}", text="# Deep")).one("h3")["text"] == "Deep"


TILES = [
    Tile("Fife", "FIF", 5, 4, "/fife/"),
    Tile("Shetland Islands", "SHE", 6, 0, "/shetland/", "2 engagements"),
    Tile("Angus", "ANG", 4, 3, "/angus/"),
]


def test_the_tile_map_is_a_list_of_links_in_reading_order(show: Show, read: Read) -> None:
    page = read(show("{% tile_map tiles %}", tiles=TILES))
    assert [link["href"] for link in page.all("a")] == ["/shetland/", "/angus/", "/fife/"]
    assert page.one("a", href="/shetland/")["text"] == "SHE: Shetland Islands, 2 engagements"
    assert page.one("ul")["aria-label"] == "Map of Scotland by council area"


def test_a_tile_stands_where_its_numbers_say(show: Show, read: Read) -> None:
    page = read(show("{% tile_map tiles %}", tiles=TILES[:1]))
    assert {"co_tiles__item--column-5", "co_tiles__item--row-4"} <= set(page.one("li")["class"].split())


def test_a_tile_without_an_address_is_no_link_and_says_its_note_all_the_same(show: Show, read: Read) -> None:
    tile = Tile("Moray", "MOR", 4, 3, "", "nothing recorded", tone="none")
    page = read(show("{% tile_map tiles %}", tiles=[tile]))
    assert page.all("a") == []
    assert page.one("span", class_="co_tile--none")["text"] == "MOR: Moray, nothing recorded"


def pages(show: Show, number: int, of: int = 250) -> str:
    page = Paginator(range(of), 25).page(number)
    return show('{% include "components/_pagination.html" %}', path="/?q=x", page_obj=page)


def test_pages_around_the_current_one_are_offered(show: Show, read: Read) -> None:
    page = read(pages(show, 5))
    assert [link["text"] for link in page.all("a")] == [
        "Previous page", "Page 1", "Page 4", "Page 5", "Page 6", "Page 10", "Next page",
    ]  # fmt: skip
    assert page.one("a", aria_current="page")["href"] == "?q=x&page=5"


def test_the_first_page_has_none_before_it(show: Show, read: Read) -> None:
    assert not read(pages(show, 1)).all("a", rel="prev")


def test_a_single_page_needs_no_numbers(show: Show) -> None:
    assert pages(show, 1, of=25).strip() == ""


@pytest.mark.parametrize(
    ("value", "shown"), [("Alloa", "Alloa"), (0, "0"), ("", "Not recorded"), (None, "Not recorded")]
)
def test_a_summary_row_tells_nothing_from_nought(show: Show, read: Read, value: Any, shown: str) -> None:
    source = '{% include "components/_summary_row.html" with term="Where" value=value only %}'
    assert read(show(source, value=value)).one("dd")["text"] == shown


def test_a_summary_row_escapes_what_nobody_marked_safe(show: Show, read: Read) -> None:
    source = '{% include "components/_summary_row.html" with term="Where" html=value only %}'
    assert not read(show(source, value="<script>")).all("script")


def test_an_empty_list_says_what_to_do(show: Show, read: Read) -> None:
    words = 'title="None yet" action_url="/new/" action_text="Add one"'
    page = read(show('{% include "components/_empty.html" with ' + words + " only %}"))
    assert (page.one("h2")["text"], page.one("a")["href"]) == ("None yet", "/new/")


def test_a_search_box_keeps_the_words(show: Show, read: Read) -> None:
    source = '{% include "components/_search.html" with label="Search plans" name="q" value=words only %}'
    page = read(show(source, words='a"b'))
    assert page.one("input")["value"] == 'a"b'
    assert page.one("label")["for"] == page.one("input")["id"]


def test_tabs_are_links_to_sections_that_need_no_script(show: Show, read: Read) -> None:
    source = (
        '{% tabs "In this plan" %}{% tab "stages" "Stages" %}One{% endtab %}'
        '{% tab "groups" "Groups & people" %}<b>Two</b>{% endtab %}{% endtabs %}'
    )
    page = read(show(source))
    assert [link["href"] for link in page.all("a")] == ["#stages", "#groups"]
    assert [section["id"] for section in page.all("section")] == ["stages", "groups"]
    assert page.one("section", id="groups")["text"] == "Groups & peopleTwo"
    assert page.one("h2")["id"] == page.one("ul")["aria-labelledby"]


def test_two_sets_of_tabs_do_not_mix(show: Show, read: Read) -> None:
    one = '{% tabs "A" %}{% tab "x" "X" %}1{% endtab %}{% endtabs %}'
    page = read(show(one + one.replace('"A"', '"B"').replace('"x"', '"y"')))
    assert [link["href"] for link in page.all("a")] == ["#x", "#y"]
