"""The upload set: polyglots, mismatches, traversal names, notes of cameras, and what becomes of each."""

from dataclasses import dataclass

from pikepdf import Dictionary, Name, String

from learning.files.documents import MIMETYPE, TYPES
from learning.files.kinds import Kind
from tests.factories.files import (
    GOOD,
    archive,
    docx,
    docx_parts,
    odt,
    odt_parts,
    opening,
    pdf,
    photo,
    picture,
    related,
)

HTML = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
PHP = b"<?php system($_GET['x']); ?>"
ZIP = archive({"payload.html": HTML})
EXE = b"MZ\x90\x00" + bytes(60)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
#: Scripts that must never be part of what is handed out.
PAYLOADS = (b"alert(", b"system(", b"payload.html")


@dataclass(frozen=True)
class Upload:
    """A file as somebody sends it; `kept` says as what it is kept, None that it is refused."""

    name: str
    content: bytes
    kept: Kind | None = None


PICTURES = {Kind.JPEG: picture("JPEG"), Kind.PNG: picture("PNG"), Kind.WEBP: picture("WEBP")}
LOUD = {
    Kind.JPEG: picture("JPEG", comment=HTML),
    Kind.PNG: picture("PNG", icc_profile=HTML),
    Kind.WEBP: picture("WEBP", xmp=HTML),
}
GOOD_FILES = {kind: made() for kind, made in GOOD.items()}
TAILS = (HTML, SVG, PHP, ZIP, EXE)

#: A picture is painted anew, so that nothing of a second file in it is left: those are kept, as the picture.
POLYGLOTS = [
    *(Upload(f"two.{kind}", made + tail, kind) for kind, made in PICTURES.items() for tail in TAILS),
    *(Upload(f"loud.{kind}", made, kind) for kind, made in LOUD.items()),
    *(Upload(f"two.{kind}", HTML + made) for kind, made in GOOD_FILES.items()),
    *(Upload(f"two.{kind}", PHP + made) for kind, made in GOOD_FILES.items()),
    *(Upload("two.pdf", GOOD_FILES[Kind.PDF] + tail) for tail in TAILS),
    *(Upload("two.pdf", b"%PDF-1.4\n" + tail + b"\n%%EOF") for tail in TAILS),
    *(Upload("two.docx", GOOD_FILES[Kind.DOCX] + tail) for tail in TAILS),
    *(Upload("two.odt", GOOD_FILES[Kind.ODT] + tail) for tail in TAILS),
    Upload("two.pdf", b"GIF89a" + GOOD_FILES[Kind.PDF]),
    Upload("two.gif", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)"),
    Upload("two.docx", archive({**docx_parts(), **odt_parts()})),
    Upload("two.odt", archive({**odt_parts(), "x.html": HTML, TYPES: "<Types/>"}, plainly=MIMETYPE)),
    Upload("two.webp", b"RIFF\x24\x00\x00\x00WAVE" + PICTURES[Kind.WEBP]),
    Upload("two.webp", PICTURES[Kind.WEBP][:12] + HTML),
    Upload("two.png", b"\x89PNG\r\n\x1a\n" + HTML),
    Upload("two.jpg", b"\xff\xd8\xff\xe0" + HTML),
]
MISMATCHES = [
    *(
        Upload(f"other.{ending}", content)
        for kind, content in GOOD_FILES.items()
        for ending in ("html", "svg", "exe", *(other for other in Kind if other != kind))
        if ending != "jpeg"
    ),
    *(Upload(f"not.{ending}", HTML) for ending in ("pdf", "png", "html")),
    *(Upload(f"not.{ending}", SVG) for ending in ("svg", "png")),
    *(Upload(f"not.{ending}", OLE) for ending in ("doc", "docx")),
    *(Upload(f"not.{ending}", EXE) for ending in ("exe", "pdf")),
    *(Upload(f"not.{ending}", ZIP) for ending in ("zip", "docx", "odt")),
    Upload("plain.txt", b"Only words."),
    Upload("page.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
    Upload("empty.pdf", b""),
]
SPOILT = [
    Upload("script.pdf", pdf(opening(Dictionary(S=Name.JavaScript, JS=String("alert(1)"))))),
    Upload("start.pdf", pdf(opening(Dictionary(S=Name.Launch)))),
    Upload("macro.docx", archive({**docx_parts(), "word/vbaProject.bin": OLE})),
    Upload("template.docx", docx(relationships=related("attachedTemplate"))),
    Upload("basic.odt", archive({**odt_parts(), "Basic/x.xml": "<x/>"}, plainly=MIMETYPE)),
    Upload("script.odt", odt(body='<text:a xlink:href="vnd.sun.star.script:x"/>')),
]
TRAVERSALS = [
    Upload(f"{way}report.pdf", GOOD_FILES[Kind.PDF], Kind.PDF)
    for way in (
        "../",
        "../../../",
        "..\\..\\",
        "/etc/",
        "C:\\",
        "\\\\server\\share\\",
        "....//",
        "%2e%2e%2f",
        "~/",
    )
]
PHOTOS = [Upload(f"holiday.{ending}", photo(), Kind.JPEG) for ending in ("jpg", "jpeg", "JPG")]
UPLOADS = [*POLYGLOTS, *MISMATCHES, *SPOILT, *TRAVERSALS, *PHOTOS]
