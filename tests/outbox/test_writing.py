"""Writing: subject, text and page out of one kind and its facts."""

import pytest

from coproduce.outbox.writing import one_line, tidy, written


def news(name: str, unsubscribe: str = "https://site.example/unsubscribe/x/") -> tuple[str, str, str]:
    return written("trial_news", {"name": name}, unsubscribe=unsubscribe)


def test_the_text_is_as_typed_and_the_page_is_escaped() -> None:
    subject, text, page = news("Tam & <b>Una</b>")
    assert subject == "News for Tam & <b>Una</b>"
    assert "Dear Tam & <b>Una</b>," in text
    assert "Dear Tam &amp; &lt;b&gt;Una&lt;/b&gt;," in page


def test_every_message_ends_with_why_it_came_and_how_to_change_that() -> None:
    _, text, page = news("Una")
    for part in (text, page):
        assert "You get this because you asked for news." in part
        assert "https://site.example/unsubscribe/x/" in part
        assert "hello@coproduce.example" in part


@pytest.mark.parametrize("name", ["Una\nBcc: else@example.org", "Una\r\n\r\nBody", "Una\x0b\x1e\u2028News"])
def test_no_fact_can_add_a_line_to_the_subject(name: str) -> None:
    subject = news(name)[0]
    assert len(subject.splitlines()) == 1
    assert subject.startswith("News for Una ")


def test_the_subject_does_not_leak_into_the_text() -> None:
    assert news("Una")[1].startswith("Dear Una,")


def test_a_long_subject_is_cut_with_a_sign() -> None:
    assert one_line("a" * 151) == "a" * 149 + "…"
    assert one_line("a" * 150) == "a" * 150


def test_gaps_of_template_tags_are_closed_and_paragraphs_kept() -> None:
    assert tidy("\n\none  \n\n \n\ntwo\nthree\n\n") == "one\n\ntwo\nthree\n"


def test_a_nul_that_the_database_cannot_hold_is_dropped() -> None:
    assert tidy("one\x00two") == "onetwo\n"
