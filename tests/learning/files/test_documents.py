"""Word documents and OpenDocument texts: parts are repacked, what runs or fetches is refused."""

import zipfile
from io import BytesIO

import pytest

from learning.files.cleaning import clean
from learning.files.documents import MIMETYPE, TYPES
from learning.files.kinds import FileProblem, Kind
from tests.factories.files import AUTHOR, GOOD, archive, docx, docx_parts, odt, odt_parts, picture, related

OVERRIDE = '<Override PartName="/word/x" ContentType="{}"/>'
ENTRY = '<manifest:file-entry manifest:full-path="x" manifest:media-type="{}"/>'


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.ODT])
def test_the_words_stay_and_nobody_is_named(kind: Kind) -> None:
    made = clean(GOOD[kind]())
    everything = b"".join(parts_of(made.content).values())
    assert made.kind is kind
    assert b"Our story" in everything
    assert AUTHOR.encode() not in everything


def test_an_odt_begins_with_its_type_as_readers_expect() -> None:
    made = clean(odt()).content
    with zipfile.ZipFile(BytesIO(made)) as opened:
        first = opened.infolist()[0]
    assert (first.filename, first.compress_type) == (MIMETYPE, zipfile.ZIP_STORED)


def test_the_day_on_which_it_was_written_is_forgotten() -> None:
    with zipfile.ZipFile(BytesIO(clean(docx()).content)) as opened:
        assert {entry.date_time[0] for entry in opened.infolist()} == {1980}


def test_who_commented_in_single_quotes_is_forgotten_too() -> None:
    body = f"<w:comment w:author='{AUTHOR}' w:initials=\"{AUTHOR}\"/>"
    assert AUTHOR.encode() not in b"".join(parts_of(clean(docx(body=body)).content).values())


def test_links_and_pictures_inside_stay() -> None:
    parts = docx_parts(relationships=related("hyperlink"))
    content = archive({**parts, "word/media/image1.png": picture("PNG")})
    kept = parts_of(clean(content).content)
    assert kept["word/media/image1.png"] == picture("PNG")
    assert b"https://example.org/x" in kept["word/_rels/document.xml.rels"]


def test_the_bars_and_keys_that_libreoffice_writes_into_every_odt_are_no_macros() -> None:
    bars = ENTRY.format("application/vnd.sun.xml.ui.configuration")
    parts = {
        **odt_parts(manifest=bars),
        "Configurations2/accelerator/current.xml": "",
        "Configurations2/": "",
    }
    assert clean(archive(parts, plainly=MIMETYPE)).kind is Kind.ODT


MACROS, INSIDE, ELSEWHERE = "holds macros", "holds another file inside", "from another place"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({**docx_parts(), "word/vbaProject.bin": b"x"}, MACROS),
        ({**docx_parts(), "word/VBAPROJECT.BIN": b"x"}, MACROS),
        ({**docx_parts(), "word/activeX/activeX1.xml": "<x/>"}, MACROS),
        (docx_parts(types=OVERRIDE.format("application/vnd.ms-office.vbaProject")), MACROS),
        (docx_parts(types=OVERRIDE.format("application/vnd.ms-word.document.macroEnabled.main+xml")), MACROS),
        (docx_parts(types=OVERRIDE.format("application/vnd.ms-office.activeX+xml")), MACROS),
        (docx_parts(relationships=related("vbaProject", mode="Internal")), MACROS),
        (
            docx_parts(types=OVERRIDE.format("application/vnd.openxmlformats-officedocument.oleObject")),
            INSIDE,
        ),
        (docx_parts(relationships=related("oleObject", "embeddings/x.bin", "Internal")), INSIDE),
        (docx_parts(relationships=related("aFChunk", "x.html", "Internal")), INSIDE),
        ({**docx_parts(), "word/embeddings/x.xlsx": archive({"x": "x"})}, INSIDE),
        ({**docx_parts(), "word/embeddings/x.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, INSIDE),
        ({**docx_parts(), "word/media/x.png": b"MZ\x90\x00"}, INSIDE),
        (docx_parts(relationships=related("attachedTemplate")), ELSEWHERE),
        (docx_parts(relationships=related("attachedTemplate", "file:///C:/x.dotm")), ELSEWHERE),
        (docx_parts(relationships=related("image")), ELSEWHERE),
        (docx_parts(relationships=related("oleObject", "mhtml:http://example.org/x")), ELSEWHERE),
        (docx_parts(relationships=related("frame", mode="eXternal")), ELSEWHERE),
        (docx_parts(body="<w:instrText>DDEAUTO c:\\x</w:instrText>"), ELSEWHERE),
        (
            docx_parts(body="<w:instrText>DD</w:instrText><w:instrText>EAUTO x</w:instrText>"),
            ELSEWHERE,
        ),
        (docx_parts(body='<w:fldSimple w:instr="&#68;DE x"/>'), ELSEWHERE),
        ({**odt_parts(), "Basic/Standard/x.xml": "<x/>"}, MACROS),
        ({**odt_parts(), "Scripts/python/x.py": "x"}, MACROS),
        (odt_parts(manifest=ENTRY.format("text/x-python")), MACROS),
        (
            odt_parts(body='<script:event-listener xlink:href="vnd.sun.star.script:x"/>'),
            MACROS,
        ),
        (odt_parts(body='<text:a xlink:href="vnd&#46;sun.star.script:x"/>'), MACROS),
        (odt_parts(body='<text:a xlink:href="macro://x"/>'), MACROS),
        (odt_parts(manifest=ENTRY.format("application/vnd.sun.star.oleobject")), INSIDE),
        (odt_parts(body='<draw:object-ole xlink:href="x"/>'), ELSEWHERE),
        (odt_parts(body='<draw:image xlink:href="https://example.org/x.png"/>'), ELSEWHERE),
        (odt_parts(body='<text:section-source xlink:href="x.odt"/>'), ELSEWHERE),
    ],
)
def test_what_runs_or_fetches_or_hides_a_file_is_refused(parts: dict[str, bytes | str], words: str) -> None:
    plainly = MIMETYPE if MIMETYPE in parts else ""
    with pytest.raises(FileProblem, match=words):
        clean(archive(parts, plainly=plainly))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a.txt": "x"}, "attach the files one by one"),
        ({**docx_parts(), **odt_parts()}, "attach the files one by one"),
        ({**docx_parts(), TYPES: "<Types/>"}, "attach the files one by one"),
        (
            {**odt_parts(), MIMETYPE: "application/vnd.oasis.opendocument.spreadsheet"},
            "save a document as PDF",
        ),
        ({MIMETYPE: "application/epub+zip", "content.xml": "<x/>"}, "damaged"),
        ({"content.xml": "<x/>", **odt_parts()}, "damaged"),
        (odt_parts(manifest="<manifest:encryption-data/>"), "password"),
        ({**docx_parts(), "word/document.xml": '<!DOCTYPE x [<!ENTITY y "z">]><x/>'}, "damaged"),
        ({**docx_parts(), TYPES: '<?xml version="1.0" encoding="UTF-7"?><x/>'}, "damaged"),
        ({**docx_parts(), "word/document.xml": "<x/>".encode("utf-16")}, "damaged"),
        ({**docx_parts(), TYPES: "<Types>"}, "damaged"),
    ],
)
def test_what_is_not_one_of_the_two_is_refused(parts: dict[str, bytes | str], words: str) -> None:
    with pytest.raises(FileProblem, match=words):
        clean(archive(parts))
