"""Markdown from people whom nobody checked first, read back as a browser would."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.ui.markdown import TAGS, to_html

from .conftest import Page

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    '[x](https://a.example/" onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    '![a" onerror="alert(1)](x)',
    "<a href='https://a.example' style='position:fixed'>x</a>",
    '```"><script>alert(1)</script>\nx\n```',
    "`<svg/onload=alert(1)>`",
    "<https://a.example/<script>>",
    "[x]: javascript:alert(1)\n\n[x]",
    "| <b onclick=x> |\n|-|\n| <iframe src=//a.example> |",
    "<!--><script>alert(1)</script>-->",
    "<math><mtext></table><mglyph><style><img src onerror=alert(1)>",
    "[x](https://a.example)<base href=//evil.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<form action=//evil.example><button>",
    "> <details open ontoggle=alert(1)>",
]
PIECES = st.sampled_from(
    [*HOSTILE, "# ", "\n", "\n\n", "- ", "> ", "**", "`", "|", "|-|", "<", ">", '"', "](", "!["]
)
OURS = {"div", "table"}  # the frame around the text, and tables in theirs
ATTRIBUTES = {
    "a": {"href", "rel"},
    "ol": {"start"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "table": {"class"},
}


def assert_harmless(html: str) -> None:
    for tag, attrs in Page(html).tags:
        assert tag in TAGS | OURS
        assert set(attrs) <= ATTRIBUTES.get(tag, set()), (tag, attrs)
        assert attrs.get("href", "").partition(":")[0].lower() not in {"javascript", "data", "vbscript"}


@pytest.mark.parametrize("text", HOSTILE)
def test_known_attacks_come_out_as_words(text: str) -> None:
    assert_harmless(to_html(text))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join))
def test_no_mixture_of_attacks_gets_through(text: str) -> None:
    assert_harmless(to_html(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["A", "", "![](x)"])), max_size=8))
def test_headings_never_skip_a_level_and_are_never_empty(headings: list[tuple[int, str]]) -> None:
    page = Page(to_html("\n\n".join("#" * level + " " + words for level, words in headings)))
    found = [number for number, (tag, _) in enumerate(page.tags) if re.fullmatch("h[1-6]", tag)]
    assert all(page.words.get(number, "").strip() for number in found)
    levels = [1, *(int(page.tags[number][0][1]) for number in found)]
    assert all(1 < later <= earlier + 1 for earlier, later in pairwise(levels))


def test_headings_start_below_the_heading_they_stand_under(read: Callable[[Any], Page]) -> None:
    assert read(to_html("# One\n\n## Two")).one("h3")["text"] == "Two"
    assert read(to_html("# One", below=3)).one("h4")["text"] == "One"


def test_a_heading_deeper_than_six_stays_at_six(read: Callable[[Any], Page]) -> None:
    assert read(to_html("# One\n\n## Two", below=5)).all("h6") == [{"text": "One"}, {"text": "Two"}]


@pytest.mark.parametrize(
    "href", ["https://a.example/x", "http://a.example", "//a.example/x", "https:///a.example"]
)
def test_links_that_lead_elsewhere_are_not_vouched_for(read: Callable[[Any], Page], href: str) -> None:
    assert read(to_html(f"[words]({href})")).one("a")["rel"] == "noopener nofollow ugc"


@pytest.mark.parametrize("href", ["/case-studies/", "#top", "mailto:a@b.example"])
def test_links_within_the_platform_carry_no_mark(read: Callable[[Any], Page], href: str) -> None:
    assert "rel" not in read(to_html(f"[words]({href})")).one("a")


@pytest.mark.parametrize(
    "text", ["[](https://a.example/x)", "[ \u200b](https://a.example/x)", "[![](y)](https://a.example/x)"]
)
def test_a_link_without_words_is_named_by_its_address(read: Callable[[Any], Page], text: str) -> None:
    assert read(to_html(text)).one("a")["text"].endswith("https://a.example/x")


def test_an_image_leaves_its_description(read: Callable[[Any], Page]) -> None:
    page = read(to_html("See ![a garden with raised beds](x.png)"))
    assert page.one("p")["text"] == "See a garden with raised beds"
    assert not page.all("img")


def test_a_table_scrolls_in_its_own_frame(read: Callable[[Any], Page]) -> None:
    page = read(to_html("| | b |\n|-|-|\n| 1 | 2 |"))
    assert page.one("div", class_="co_scroll")["tabindex"] == "0"
    assert [header["text"] for header in page.all("th")] == ["b"]


def test_a_table_that_someone_only_writes_about_stays_words(read: Callable[[Any], Page]) -> None:
    assert not read(to_html("`<table>` and <table>")).all("table")


def test_the_result_is_marked_safe_and_emptiness_is_fine() -> None:
    assert isinstance(to_html(""), SafeString)
    assert_harmless(to_html("\0"))
