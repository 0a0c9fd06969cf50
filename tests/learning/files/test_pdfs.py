"""PDFs are written anew: what they could do by themselves is refused, who made them is forgotten."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from learning.files.cleaning import clean
from learning.files.kinds import FileProblem
from tests.factories.files import AUTHOR, archive, noted, opening, pdf


def read(content: bytes) -> Pdf:
    return pikepdf.open(BytesIO(content))


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def embedded(document: Pdf) -> None:
    document.attachments["inside.txt"] = b"inside"


def named_script(document: Pdf) -> None:
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script()])))


def unreachable(document: Pdf) -> None:
    """Nothing leads to it from a page, but the trailer keeps it."""
    document.trailer["/Kept"] = document.make_indirect(script())


def deep(document: Pdf) -> None:
    document.Root.Kept = Array([Array([Dictionary(More=Array([script()]))])])


def running_form(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(XFA=Array([]))


def portfolio(document: Pdf) -> None:
    document.Root.Collection = Dictionary()


def fetched_stream(document: Pdf) -> None:
    stream = Stream(document, b"")
    stream["/F"] = String("http://example.org/x")
    document.pages[0].obj.Contents = stream


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (opening(script()), "a script"),
        (named_script, "a script"),
        (unreachable, "a script"),
        (deep, "a script"),
        (opening(Dictionary(S=Name.GoTo, D=Array([]), Next=script())), "a script"),
        (opening(Dictionary(S=Name.Launch, F=String("cmd.exe"))), "starts a program"),
        (opening(Dictionary(S=Name.URI, URI=String("https://example.org"))), "run by themselves"),
        (noted(Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch))), "starts a program"),
        (noted(Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.GoToE))), "another file"),
        (noted(Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.GoToR))), "another file"),
        (noted(Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm))), "sends what is typed"),
        (noted(Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.ImportData))), "fetches data"),
        (noted(Dictionary(Subtype=Name.Link, AA=Dictionary())), "run by themselves"),
        (noted(Dictionary(Subtype=Name.FileAttachment)), "other files"),
        (noted(Dictionary(Subtype=Name.RichMedia)), "films or sound"),
        (noted(Dictionary(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition))), "films or sound"),
        (embedded, "other files"),
        (
            lambda document: document.Root.__setattr__("AcroForm", Dictionary(XFA=Array([]))),
            "a form that runs",
        ),
        (portfolio, "other files"),
        (fetched_stream, "kept elsewhere"),
    ],
)
def test_what_a_pdf_could_do_by_itself_is_refused(change: Callable[[Pdf], object], words: str) -> None:
    with pytest.raises(FileProblem, match=words):
        clean(pdf(change))


@pytest.mark.parametrize("options", [{}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}])
def test_a_script_is_found_in_whatever_way_the_file_is_written(options: dict[str, Any]) -> None:
    with pytest.raises(FileProblem, match="a script"):
        clean(pdf(opening(script()), **options))


def test_a_name_written_in_hexadecimal_is_the_same_name() -> None:
    disguised = pdf(opening(script())).replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")
    assert b"/JS" not in disguised
    with pytest.raises(FileProblem, match=r"a script|damaged"):
        clean(disguised)


@pytest.mark.parametrize(
    "opens", [Array([Name.XYZ]), Dictionary(S=Name.GoTo, D=Array([]))], ids=["place", "going there"]
)
def test_where_it_opens_is_dropped_without_a_fuss(opens: Any) -> None:
    """Word and LibreOffice write it into every PDF."""
    assert "/OpenAction" not in read(clean(pdf(opening(opens))).content).Root


def test_links_to_web_pages_stay() -> None:
    link = Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/")))
    kept = read(clean(pdf(noted(link))).content)
    assert str(kept.pages[0].obj.Annots[0].A.URI) == "https://example.org/"


def test_authors_and_programs_are_forgotten_and_the_title_stays() -> None:
    made = clean(pdf()).content
    kept = read(made)
    assert dict(kept.docinfo.items()) == {"/Title": "Our story"}
    assert kept.open_metadata()["dc:title"] == "Our story"
    assert AUTHOR.encode() not in made + kept.Root.Metadata.read_bytes()


def test_who_wrote_a_comment_is_forgotten_and_the_comment_stays() -> None:
    note = Dictionary(Subtype=Name.Text, T=String(AUTHOR), Contents=String("Well said"))
    kept = read(clean(pdf(noted(note))).content)
    assert str(kept.pages[0].obj.Annots[0].Contents) == "Well said"
    assert "/T" not in kept.pages[0].obj.Annots[0]


def test_the_name_of_a_field_to_fill_in_stays() -> None:
    def fill(document: Pdf) -> None:
        noted(Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("answer")))(document)
        document.Root.AcroForm = Dictionary(Fields=document.pages[0].obj.Annots)

    kept = read(clean(pdf(fill)).content)
    assert str(kept.pages[0].obj.Annots[0].T) == "answer"


def test_earlier_versions_inside_the_file_are_left_behind() -> None:
    """Programs that save quickly leave what was deleted in the file."""
    before = pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with read(before) as document:
        number, root = document.trailer.Info.objgen[0], document.Root.objgen[0]
        size = document.trailer.Size
    changed, started = len(before), int(before.split()[-2])
    after = before + b"%d 0 obj <</Title (New)>> endobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, changed)
    trailer = b"trailer <</Size %d /Root %d 0 R /Info %d 0 R /Prev %d>>" % (size, root, number, started)
    made = clean(after + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % len(after)).content
    assert b"(New)" in made
    assert b"Our story" not in made


def test_what_is_not_there_is_no_trouble() -> None:
    """TeX writes null where a table of contents has no place to go to."""

    def change(document: Pdf) -> None:
        document.Root.Kept = Array([None, Array([None])])

    assert clean(pdf(change)).content.startswith(b"%PDF-")


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_protected_pdf_is_refused(password: str) -> None:
    with pytest.raises(FileProblem, match="protected by a password or by restrictions"):
        clean(pdf(encryption=pikepdf.Encryption(owner="x", user=password)))


@pytest.mark.parametrize(
    "content",
    [
        pdf() + b"<html>",
        pdf() + archive({"x": b"x"}),
        pdf()[:-6],
        b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF",
        b"%PDF-1.7\n%%EOF",
        pdf()[:9] + b"<script>alert(1)</script>" + pdf()[9:],
        pdf().replace(b"startxref", b"startxxxx"),
        b"%PDF-1.7\n" + b"[" * 200_000 + b"\n%%EOF",
    ],
    ids=[
        "html after",
        "zip after",
        "cut off",
        "html inside",
        "hollow",
        "html at the top",
        "no table",
        "nesting",
    ],
)
def test_what_is_no_whole_pdf_or_something_else_besides_is_refused(content: bytes) -> None:
    with pytest.raises(FileProblem, match=r"PDF"):
        clean(content)


def test_an_archive_that_ends_like_a_pdf_is_refused() -> None:
    both = bytearray(pdf() + archive({"x": b"x"}))
    both[-2:] = (6).to_bytes(2, "little")
    with pytest.raises(FileProblem, match="before or after it"):
        clean(bytes(both) + b"\n%%EOF")


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compress(bytes(120 * 1024 * 1024), 9)

    def change(document: Pdf) -> None:
        document.pages[0].obj.Contents = Stream(document, bomb, Filter=Name.FlateDecode)

    content = pdf(change)
    assert len(content) < 200_000
    with pytest.raises(FileProblem, match=r"damaged|cannot be read"):
        clean(content)
