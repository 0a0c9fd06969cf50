"""PDF documents, written anew: pages and what they need; no scripts, no files inside, no names of authors."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream, String

from .kinds import FileProblem

#: What qpdf may use while it reads; time and memory in all are limited by the process, see `__main__`.
LIMITS: dict[str, Any] = {
    "parser_max_nesting": 100,
    "parser_max_container_size": 200_000,
    "doc_max_warnings": 50,
    "flate_max_memory": 100 * 1024 * 1024,
    "run_length_max_memory": 100 * 1024 * 1024,
    "png_max_memory": 100 * 1024 * 1024,
    "tiff_max_memory": 100 * 1024 * 1024,
}
MOST_THINGS = 2_000_000
MARKUP = re.compile(rb"<\s*(!doctype|html|script|svg|body|iframe|\?php)", re.IGNORECASE)
AGAIN = "Open it on your computer, print or export it as a new PDF, and choose that."
DAMAGED = f"The PDF is damaged, or something has been put before or after it. {AGAIN}"
PROTECTED = f"The PDF is protected by a password or by restrictions. {AGAIN}"
ACTIVE = f"The PDF can do things by itself: it holds {{}}. {AGAIN}"

#: Entries of a PDF, and kinds of actions and notes, that make it do more than be read.
KEYS = {
    "/JS": "a script",
    "/JavaScript": "a script",
    "/AA": "actions that run by themselves",
    "/EF": "other files",
    "/EmbeddedFiles": "other files",
    "/Collection": "other files",
    "/XFA": "a form that runs",
    "/RichMediaContent": "films or sound",
    "/Renditions": "films or sound",
    "/3DD": "a model in space",
}
ACTIONS = {
    "/JavaScript": "a script",
    "/Launch": "a command that starts a program",
    "/ImportData": "a command that fetches data",
    "/SubmitForm": "a form that sends what is typed",
    "/GoToR": "a link into another file",
    "/GoToE": "a link into another file",
    "/Rendition": "films or sound",
    "/Movie": "films or sound",
    "/Sound": "films or sound",
    "/RichMediaExecute": "films or sound",
}
NOTES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
#: Who made what, when, and with which program; and what programs keep for themselves.
PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified", "/SpiderInfo")


def rewritten(content: bytes) -> bytes:
    """The same pages; whatever no page needs, and every earlier version of it, is left behind."""
    refuse_disguise(content)
    pikepdf.settings.set_qpdf_limits(**LIMITS)
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise FileProblem(PROTECTED)
            with pikepdf.explicit_conversion():
                make_harmless(pdf)
            return saved(pdf)
    except pikepdf.PasswordError as problem:
        raise FileProblem(PROTECTED) from problem
    except pikepdf.PdfError as problem:
        raise FileProblem(DAMAGED) from problem


def refuse_disguise(content: bytes) -> None:
    """A PDF from the first byte to the last, and nothing else at the same time."""
    ends = content.rstrip(b"\r\n\t \0").endswith(b"%%EOF")
    if not ends or MARKUP.search(content[:1024]) or zipfile.is_zipfile(BytesIO(content)):
        raise FileProblem(DAMAGED)


def make_harmless(pdf: Pdf) -> None:
    for count, thing in enumerate(things(pdf)):
        if count > MOST_THINGS:
            raise FileProblem(DAMAGED)
        if found := fault(thing):
            raise FileProblem(ACTIVE.format(found))
        forget(thing)
    drop_opening_view(pdf)
    keep_title(pdf)


def things(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary and stream, whether a page leads to it or not."""
    waiting: list[Object] = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Dictionary | Stream):
            yield thing
            inside = [thing[key] for key in thing.keys()]  # noqa: SIM118  no mapping of Python's
        elif isinstance(thing, Array):
            inside = list(thing)
        else:
            continue
        waiting += [part for part in inside if part is not None and not part.is_indirect]


def fault(thing: Object) -> str:
    """What this part would do by itself; empty when it only is there to be read."""
    keys = set(thing.keys())
    if found := keys & KEYS.keys():
        return KEYS[min(found)]
    if "/S" in keys and (action := str(thing["/S"])) in ACTIONS:
        return ACTIONS[action]
    if "/Subtype" in keys and str(thing["/Subtype"]) in NOTES:
        return "other files, films or sound"
    if isinstance(thing, Stream) and "/F" in keys:
        return "a part that is kept elsewhere"
    return ""


def drop_opening_view(pdf: Pdf) -> None:
    """Where the reader would land is no loss; anything more that happens on opening is refused."""
    opening = pdf.Root.get("/OpenAction")
    if opening is None:
        return
    if isinstance(opening, Dictionary) and str(opening.get("/S")) != "/GoTo":
        raise FileProblem(ACTIVE.format(ACTIONS.get(str(opening.get("/S")), KEYS["/AA"])))
    del pdf.Root["/OpenAction"]


def forget(thing: Object) -> None:
    """Who made it, and who wrote a note in it."""
    for key in PRIVATE:
        if key in thing:
            del thing[key]
    if "/Rect" in thing and "/T" in thing and str(thing.get("/Subtype")) != "/Widget":
        del thing["/T"]


def keep_title(pdf: Pdf) -> None:
    """Screen readers announce it; all else that the file says about itself goes."""
    told = pdf.trailer.get("/Info")
    title = told.get("/Title") if isinstance(told, Dictionary) else None
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary())
    if isinstance(title, String) and str(title).strip():
        pdf.trailer["/Info"]["/Title"] = title
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as telling:
            telling["dc:title"] = str(title)


def saved(pdf: Pdf) -> bytes:
    """Every part is unpacked and packed again, so that one which cannot be, or has no end, is noticed."""
    made = BytesIO()
    pdf.save(made, deterministic_id=True, recompress_flate=True, fix_metadata_version=False)
    if any("decoding stream" in str(warning) for warning in pdf.get_warnings()):
        raise FileProblem(DAMAGED)
    return made.getvalue()
