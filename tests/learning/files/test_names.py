"""File names: a true ending, no path, nothing invisible, and never longer than a list can show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.files.kinds import FileProblem, Kind
from learning.files.names import LONGEST, display_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Our report.pdf", "Our report.pdf"),
        ("OUR REPORT.PDF", "OUR REPORT.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system32\\report.pdf", "report.pdf"),
        ("/etc/cron.d/report.pdf", "report.pdf"),
        ("report.pdf/", "file.pdf"),
        ("C:\\Users\\Mairi\\report.pdf", "report.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("report", "report.pdf"),
        ("Report 12.2026", "Report 12.2026.pdf"),
        ("CON.pdf", "file.pdf"),
        ("con.x.pdf", "file.pdf"),
        ("re\x00po\nrt\x7f.pdf", "report.pdf"),
        ("re\u202eport\u2066.pdf", "report.pdf"),
        ("re\u200bport\ufeff.pdf", "report.pdf"),
        ('a<b>c:"d|e?f*g.pdf', "a b c d e f g.pdf"),
        ("Aithisg bho Ghàidhlig.pdf", "Aithisg bho Ghàidhlig.pdf"),
        ("report.pdf. . ", "report.pdf"),
        ("report%0d%0aX-Header.pdf", "report 0d 0aX-Header.pdf"),
        ("report;filename=x.html;.pdf", "report filename=x.html.pdf"),
    ],
)
def test_a_name_is_made_safe(given_name: str, kept: str) -> None:
    assert display_name(given_name, Kind.PDF) == kept


@pytest.mark.parametrize(
    ("name", "kind", "ending"),
    [
        ("photo.jpg", Kind.PNG, "jpg"),
        ("page.html", Kind.PDF, "html"),
        ("report.pdf.exe", Kind.PDF, "exe"),
        ("photo\u202egpj.exe", Kind.JPEG, "exe"),
        ("drawing.svg", Kind.PNG, "svg"),
        ("report.docm", Kind.DOCX, "docm"),
        ("report.pdf\x00.php", Kind.PDF, "php"),
        ("track.mp3", Kind.PDF, "mp3"),
    ],
)
def test_an_ending_that_contradicts_the_content_is_refused_in_words(
    name: str, kind: Kind, ending: str
) -> None:
    with pytest.raises(FileProblem, match=rf"ends in \.{ending}, but what is in it is a.* ends in \.{kind}"):
        display_name(name, kind)


@pytest.mark.parametrize("name", ["photo.jpeg", "photo.JPG", "photo.jpe", "photo.jfif"])
def test_a_jpeg_may_end_as_jpegs_do(name: str) -> None:
    assert display_name(name, Kind.JPEG) == "photo.jpg"


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    name = display_name("x" * 300 + ".docx", Kind.DOCX)
    assert len(name) == LONGEST
    assert name.endswith("x.docx")


@given(st.text(max_size=300), st.sampled_from(list(Kind)))
def test_no_name_at_all_makes_trouble(name: str, kind: Kind) -> None:
    try:
        kept = display_name(name, kind)
    except FileProblem:
        return
    assert kept.endswith(f".{kind}")
    assert len(kept) <= LONGEST
    assert kept.isprintable()
    assert not set(kept) & set('/\\:*?"<>|')
    assert not kept.startswith((".", " "))
