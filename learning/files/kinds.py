"""The kinds of files that are taken, told apart by their content, and what to do about the others."""

import re
from dataclasses import dataclass
from enum import StrEnum

#: Bytes of one file, as it comes and as it is kept.
LARGEST = 10 * 1024 * 1024


class FileProblem(Exception):  # noqa: N818  shown to a person, as a problem with their file
    """Why a file is not taken; the message says what to do instead."""


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"

    @property
    def is_picture(self) -> bool:
        return self in {Kind.JPEG, Kind.PNG, Kind.WEBP}


MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
}
NOUNS = {
    Kind.PDF: "a PDF document",
    Kind.DOCX: "a Word document (docx)",
    Kind.ODT: "an OpenDocument text (odt)",
    Kind.JPEG: "a JPEG picture",
    Kind.PNG: "a PNG picture",
    Kind.WEBP: "a WebP picture",
}
TAKEN = "Choose a PDF, a Word document (docx), an OpenDocument text (odt), or a JPEG, PNG or WebP picture."
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: How the kinds begin; archives say only inside what they are.
BEGINNINGS = (
    (re.compile(rb"%PDF-"), Kind.PDF),
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), Kind.WEBP),
)
#: How other files begin that people try, and what they can do.
REFUSALS = (
    (
        re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype svg|<svg)", re.DOTALL | re.IGNORECASE),
        "This is an SVG drawing, which can hold scripts. Save the drawing as PNG and choose that.",
    ),
    (
        re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<[!\w]", re.DOTALL),
        "This is a web page or another file with markup. Print it to a PDF and choose that.",
    ),
    (re.compile(rb"GIF8[79]a"), "This is a GIF picture. Save it as PNG and choose that."),
    (
        re.compile(rb"BM|II\*\0|MM\0\*"),
        "This picture is a bitmap or TIFF. Save it as JPEG or PNG and choose that.",
    ),
    (
        re.compile(rb"....ftyp(hei|hev|mif|msf|avi[fs])", re.DOTALL),
        "This is a HEIC or AVIF picture. Save or export it as JPEG and choose that.",
    ),
    (
        re.compile(rb"....ftyp|\x1aE\xdf\xa3|RIFF....(AVI |WAVE)|ID3|\xff[\xfb\xf3\xf2]|OggS", re.DOTALL),
        "This is a film or a recording. Put it where your organisation keeps films, and add the link to it "
        "with a transcript, as another format.",
    ),
    (
        re.compile(re.escape(OLE)),
        "This is a file of an old Office version, or one with a password. Save it as docx or PDF, without a "
        "password, and choose that.",
    ),
    (re.compile(rb"\{\\rtf"), "This is an RTF text. Save it as docx or PDF and choose that."),
    (
        re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ"),
        "This is an archive. Unpack it and attach the files one by one.",
    ),
    (re.compile(rb"MZ|\x7fELF|#!"), "This is a program. Programs cannot be attached."),
)  # fmt: skip


@dataclass(frozen=True)
class Clean:
    """What is kept of a file: written anew by us; `preview` is a smaller picture to show in a page."""

    kind: Kind
    content: bytes
    preview: bytes = b""


def kind_of(content: bytes) -> Kind | None:
    """By its first bytes; None for an archive, which `documents` looks into. All else is refused in words."""
    if not content:
        raise FileProblem("The file is empty. Choose another one.")
    if len(content) > LARGEST:
        raise FileProblem("The file is larger than 10 MB. Make it smaller, or leave out pictures.")
    if content.startswith(ZIP):
        return None
    for beginning, kind in BEGINNINGS:
        if beginning.match(content):
            return kind
    for beginning, words in REFUSALS:
        if beginning.match(content[:4096]):
            raise FileProblem(words)
    raise FileProblem(f"This kind of file cannot be attached. {TAKEN}")
