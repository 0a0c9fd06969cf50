"""Files for tests, made in memory: good ones of each kind, and the means to spoil them."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from learning.files.documents import MAIN_PART, MIMETYPE, TYPES
from learning.files.kinds import MEDIA_TYPES, Kind

#: A name that must not come through, wherever a file may keep one.
AUTHOR = "Canary Author"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """The left half is dark, so that it shows when it has been turned."""
    image = Image.new("L", size, 230)
    image.paste(20, (0, 0, size[0] // 2, size[1]))
    made = BytesIO()
    image.convert(mode).save(made, form, **options)
    return made.getvalue()


def photo(**options: Any) -> bytes:
    """As a phone takes it: on its side, with the place and the owner's name."""
    notes = Image.Exif()
    notes[0x0112], notes[0x013B] = 6, AUTHOR
    notes.get_ifd(0x8825).update({1: "N", 2: (56.0, 12.0, 0.0)})
    return picture(exif=notes, comment=AUTHOR.encode(), **options)


def pdf(change: Callable[[Pdf], object] | None = None, **options: Any) -> bytes:
    """One page, with the names that programs write into a PDF."""
    made = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        document.docinfo = document.make_indirect(
            Dictionary(Author=AUTHOR, Creator=AUTHOR, Title="Our story")
        )
        with document.open_metadata(update_docinfo=False) as told:
            told["dc:creator"] = [AUTHOR]
        if change:
            change(document)
        document.save(made, **options)
    return made.getvalue()


def opening(action: Any) -> Callable[[Pdf], object]:
    def change(document: Pdf) -> None:
        document.Root.OpenAction = action

    return change


def noted(note: Any) -> Callable[[Pdf], object]:
    """A note on the page, such as a link or a comment."""

    def change(document: Pdf) -> None:
        note.Type, note.Rect = Name.Annot, Array([0, 0, 50, 50])
        document.pages[0].obj.Annots = Array([document.make_indirect(note)])

    return change


def archive(parts: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED, *, plainly: str = "") -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", how) as writing:
        for name, part in parts.items():
            writing.writestr(name, part, zipfile.ZIP_STORED if name == plainly else how)
    return made.getvalue()


def docx_parts(body: str = "", relationships: str = "", types: str = "") -> dict[str, bytes | str]:
    return {
        TYPES: '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/'
        '2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_PART}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" '
        f'Type="{OFFICE_RELS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:ins w:id="1" w:author="{AUTHOR}">'
        f"<w:r><w:t>Our story</w:t></w:r></w:ins></w:p>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}">{relationships}</Relationships>',
        "docProps/core.xml": f"<creator>{AUTHOR}</creator>",
        "docProps/app.xml": f"<Company>{AUTHOR}</Company>",
    }


def docx(**parts: str) -> bytes:
    return archive(docx_parts(**parts))


def related(kind: str, target: str = "https://example.org/x", mode: str = "External") -> str:
    return f'<Relationship Id="r9" Type="{OFFICE_RELS}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def odt_parts(body: str = "", manifest: str = "") -> dict[str, bytes | str]:
    return {
        MIMETYPE: MEDIA_TYPES[Kind.ODT],
        "content.xml": '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:office" xmlns:dc="urn:dc" xmlns:draw="urn:draw" '
        'xmlns:xlink="urn:xlink" xmlns:script="urn:script" '
        f'xmlns:text="urn:text"><dc:creator>{AUTHOR}</dc:creator><text:p>Our story</text:p>{body}'
        "</office:document-content>",
        "meta.xml": f"<meta>{AUTHOR}</meta>",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:manifest"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{MEDIA_TYPES[Kind.ODT]}"/>'
        f"{manifest}</manifest:manifest>",
    }


def odt(**parts: str) -> bytes:
    return archive(odt_parts(**parts), plainly=MIMETYPE)


GOOD: dict[Kind, Callable[[], bytes]] = {
    Kind.PDF: pdf,
    Kind.DOCX: docx,
    Kind.ODT: odt,
    Kind.JPEG: photo,
    Kind.PNG: lambda: picture("PNG"),
    Kind.WEBP: lambda: picture("WEBP"),
}
