"""ZIP archives from strangers: read whole, only where every entry is what its header says."""

import re
import stat
import zipfile
from collections.abc import Iterator
from io import BytesIO

from .kinds import OLE, FileProblem

#: Bytes that an archive may unpack to, and entries that it may hold.
MOST_UNPACKED, MOST_ENTRIES = 100 * 1024 * 1024, 2000
ENCRYPTED = 0x1 | 0x40 | 0x2000
HAS_DESCRIPTOR, LONGEST_DESCRIPTOR = 0x8, 24
LOCAL_HEADER, END_RECORD = 30, 22
#: How files begin that have no place inside a document.
NESTED = re.compile(
    rb"PK\x03\x04|PK\x05\x06|" + re.escape(OLE) + rb"|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|MZ|\x7fELF|%PDF-"
)
DAMAGED = (
    "The document is damaged, or something has been put before, after or between its parts. Open it on your "
    "computer, save it again, and choose the new one."
)
BOMB = (
    "The document unpacks to more than 100 MB. Make its pictures smaller, or save it as PDF, and choose that."
)
INSIDE = (
    "The document holds another file inside, such as a workbook, an object or an archive. Paste that as a "
    "picture, or save the document as PDF, and choose the new one."
)


def unpacked(content: bytes) -> dict[str, bytes]:
    """Every file in the archive by its name, in the archive's order."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            refuse_untidy(content, archive)
            refuse_entries(archive.infolist())
            return dict(files(archive))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as problem:
        raise FileProblem(DAMAGED) from problem


def files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Counted as they unpack; no entry gives more than it declared, or bytes that its checksum denies."""
    room = MOST_UNPACKED
    for entry in archive.infolist():
        with archive.open(entry) as unpacking:
            inside = unpacking.read(room + 1)
        room -= len(inside)
        if room < 0:
            raise FileProblem(BOMB)
        if NESTED.match(inside) or inside[257:262] == b"ustar":
            raise FileProblem(INSIDE)
        if not entry.is_dir():
            yield entry.filename, inside


def refuse_untidy(content: bytes, archive: zipfile.ZipFile) -> None:
    """One entry after the other from the first byte on, then the directory, then the end: nothing else."""
    if content[-END_RECORD:-18] != b"PK\x05\x06" or archive.comment:
        raise FileProblem(DAMAGED)
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    begins = [entry.header_offset for entry in entries]
    ends = [end_of(content, entry) for entry in entries]
    for entry, end, following in zip(entries, ends, [*begins[1:], archive.start_dir], strict=True):
        slack = LONGEST_DESCRIPTOR if entry.flag_bits & HAS_DESCRIPTOR else 0
        if not end <= following <= end + slack:
            raise FileProblem(DAMAGED)
    if not begins or begins[0] != 0:
        raise FileProblem(DAMAGED)


def end_of(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the packed bytes of the entry end, by its own local header."""
    at = entry.header_offset
    lengths = content[at + 26 : at + LOCAL_HEADER]
    name, extra = int.from_bytes(lengths[:2], "little"), int.from_bytes(lengths[2:], "little")
    return at + LOCAL_HEADER + name + extra + entry.compress_size


def refuse_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) != len(names) or len(names) > MOST_ENTRIES:
        raise FileProblem(DAMAGED)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise FileProblem("The document has a password. Save it without one and choose that.")
    if any(is_strange(entry) for entry in entries):
        raise FileProblem(DAMAGED)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileProblem(BOMB)


def is_strange(entry: zipfile.ZipInfo) -> bool:
    """A name that leads out of the archive, a link to elsewhere, or a way of packing that no Office uses."""
    name = entry.filename
    return (
        name.startswith("/")
        or ".." in name.split("/")
        or re.search(r'[\x00-\x1f\x7f\\:*?"<>|]', name) is not None
        or name != entry.orig_filename
        or stat.S_ISLNK(entry.external_attr >> 16)
        or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    )


def packed(entries: dict[str, bytes], *, plainly: str = "") -> bytes:
    """A new archive of these files, without dates; the one named `plainly` comes first and is not packed."""
    made = BytesIO()
    first = [plainly] if plainly else []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [*first, *(name for name in entries if name != plainly)]:
            how = zipfile.ZIP_STORED if name == plainly else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), entries[name], how)
    return made.getvalue()
