"""Word documents and OpenDocument texts: only the document, without macros, objects, and names of authors."""

import html
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from . import archives
from .kinds import MEDIA_TYPES, FileProblem, Kind

MIMETYPE, TYPES = "mimetype", "[Content_Types].xml"
MAIN_PART = MEDIA_TYPES[Kind.DOCX] + ".main+xml"
MACROS = "The document holds macros. Save it as docx or odt without macros, or as PDF, and choose that."
ELSEWHERE = (
    "The document loads a template, a picture or something else from another place when it is opened. Save "
    "it as PDF and choose that."
)
NOT_TEXT = (
    "This is an archive or another kind of document. Unpack an archive and attach the files one by one; save "
    "a document as PDF."
)
#: In the content types of a docx, or the manifest of an odt, in small letters.
MACRO_TYPES = re.compile(r"macroenabled|vbaproject|vbadata|activex|x-javascript|text/x-python")
OBJECT_TYPES = re.compile(r"oleobject|opaque|spreadsheetml|presentationml|embedded")
MACRO_NAMES = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml|(basic|scripts|dialogs|activex)/)", re.IGNORECASE
)
#: Ends of the types of relationships in a docx that load or hold what is not text.
HOLDING = (
    *("/oleobject", "/package", "/afchunk", "/control", "/vbaproject", "/wordvbadata"),
    *("/attachedtemplate", "/subdocument"),
)
FIELDS = re.compile(
    rb"""<(?:[\w.-]+:)?instrText\b[^>]*>([^<]*)<|<(?:[\w.-]+:)?fldSimple\b[^>]*?instr=["']([^"']*)"""
)
COMMANDS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)
#: In the text of an odt: what calls a macro, and what fetches something.
CALLING = re.compile(r"vnd\.sun\.star\.|macro://|<(?:[\w.-]+:)?event-listener\b")
FETCHING = re.compile(
    r"<(?:[\w.-]+:)?(dde-source|dde-connection|section-source|object-ole|applet|plugin|floating-frame)\b|"
    r"<(?:[\w.-]+:)?(image|fill-image|background-image)\b[^>]*href=[\"'](?:[a-z+.]+:|//)"
)

#: Where programs write who worked on the document; what stands there instead names nobody.
NOBODY = {
    "docprops/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "word/people.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w15:people '
    b'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/>'
    b"</office:document-meta>",
}
#: Who commented or changed something, in the text itself.
AUTHORS = re.compile(rb"""(\s(?:w|w15|w16\w*):(?:author|initials|userId)=)(?:"[^"]*"|'[^']*')""")
CREATORS = re.compile(rb"(<(dc:creator|meta:creator-initials|loext:sender-initials)>)[^<]*(</\2>)")


def kind_of(content: bytes) -> Kind:
    """By the entries that only one of the two has; an archive that is both or neither is refused in words."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {name.casefold() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        raise FileProblem(archives.DAMAGED) from problem
    found = [kind for kind, entry in ((Kind.DOCX, TYPES), (Kind.ODT, MIMETYPE)) if entry.casefold() in names]
    if len(found) != 1:
        raise FileProblem(NOT_TEXT)
    return found[0]


def repacked(content: bytes, kind: Kind) -> bytes:
    """The parts of the document in a new archive; refused where any of them could do something."""
    parts = archives.unpacked(content)
    if any(MACRO_NAMES.search(name) for name in parts):
        raise FileProblem(MACROS)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".rdf")):
            refuse_tricks(part)
    if kind is Kind.DOCX:
        check_word(parts)
        return archives.packed({name: anonymous(name, part) for name, part in parts.items()})
    check_open_document(parts)
    return archives.packed({name: anonymous(name, part) for name, part in parts.items()}, plainly=MIMETYPE)


def refuse_tricks(part: bytes) -> None:
    """XML as Office programs write it: in UTF-8 and without definitions of its own."""
    declared = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']*)", part)
    is_usual = declared is None or declared[1].lower() in {b"utf-8", b"us-ascii"}
    is_other = b"\0" in part or part[:2] in {b"\xfe\xff", b"\xff\xfe"}
    if not is_usual or is_other or re.search(rb"<!(DOCTYPE|ENTITY)", part):
        raise FileProblem(archives.DAMAGED)


def elements(part: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element's own name, in small letters, with its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, attributes: dict[str, str]) -> None:
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        found.append((name.rpartition(" ")[2].lower(), own))

    parser.StartElementHandler = begin
    try:
        parser.Parse(part, True)  # noqa: FBT003  its own signature
    except expat.ExpatError as problem:
        raise FileProblem(archives.DAMAGED) from problem
    return iter(found)


def check_word(parts: dict[str, bytes]) -> None:
    types = {own.get("ContentType", "").lower(): own.get("PartName", "") for _, own in elements(parts[TYPES])}
    refuse_types(types)
    main = types.get(MAIN_PART, "").lstrip("/")
    if main not in parts:
        raise FileProblem(NOT_TEXT)
    for name, part in parts.items():
        if name.endswith(".rels"):
            check_relationships(part)
        elif name.endswith(".xml"):
            refuse_commands(part)


def refuse_types(types: dict[str, str]) -> None:
    """`types` as the document declares them, of all that it holds."""
    told = "\n".join(types)
    if MACRO_TYPES.search(told):
        raise FileProblem(MACROS)
    if OBJECT_TYPES.search(told):
        raise FileProblem(archives.INSIDE)


def check_relationships(part: bytes) -> None:
    for _, own in elements(part):
        meant = own.get("Type", "").lower()
        leads_out = own.get("TargetMode", "").lower() == "external"
        if meant.endswith("/vbaproject"):
            raise FileProblem(MACROS)
        if leads_out and not meant.endswith("/hyperlink"):
            raise FileProblem(ELSEWHERE)
        if meant.endswith(HOLDING):
            raise FileProblem(archives.INSIDE)


def refuse_commands(part: bytes) -> None:
    """Fields that start a program or fetch a file; Word may have cut the command into pieces."""
    fields = "".join((one or other).decode(errors="replace") for one, other in FIELDS.findall(part))
    if COMMANDS.search(html.unescape(fields)):
        raise FileProblem(ELSEWHERE)


def check_open_document(parts: dict[str, bytes]) -> None:
    """As the standard has it: the type first and not packed, a manifest, and the text."""
    if next(iter(parts)) != MIMETYPE or not {"META-INF/manifest.xml", "content.xml"} <= parts.keys():
        raise FileProblem(archives.DAMAGED)
    if parts[MIMETYPE] != MEDIA_TYPES[Kind.ODT].encode():
        raise FileProblem(NOT_TEXT)
    manifest = list(elements(parts["META-INF/manifest.xml"]))
    if any(name == "encryption-data" for name, _ in manifest):
        raise FileProblem("The document has a password. Save it without one and choose that.")
    refuse_types({own.get("media-type", "").lower(): "" for _, own in manifest})
    for name, part in parts.items():
        if name.endswith(".xml"):
            refuse_scripts(part)


def refuse_scripts(part: bytes) -> None:
    text = html.unescape(part.decode(errors="replace"))
    if CALLING.search(text):
        raise FileProblem(MACROS)
    if FETCHING.search(text):
        raise FileProblem(ELSEWHERE)


def anonymous(name: str, part: bytes) -> bytes:
    """The part without the names of those who wrote, commented or changed the document."""
    lowered = name.lower()
    if lowered in NOBODY:
        return NOBODY[lowered]
    if not lowered.endswith(".xml"):
        return part
    return CREATORS.sub(rb"\1\3", AUTHORS.sub(rb'\1""', part))
