"""Archives: every trick with names, sizes and places is refused before anything is written."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from learning.files.archives import BOMB, DAMAGED, MOST_ENTRIES, packed, unpacked
from learning.files.kinds import FileProblem
from tests.factories.files import archive

GOOD = archive({"a.xml": "<a/>", "b.xml": "<b/>"})


def entry(name: str, **fields: int) -> bytes:
    """An archive whose one entry has these fields in its headers."""
    info = zipfile.ZipInfo("placeholder")
    for field, value in fields.items():
        setattr(info, field, value)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as writing:
        writing.writestr(info, "x")
    return made.getvalue().replace(b"placeholder", name.encode().ljust(11, b"_"))


def test_a_tidy_archive_is_read_and_written_again() -> None:
    assert unpacked(packed(unpacked(GOOD))) == {"a.xml": b"<a/>", "b.xml": b"<b/>"}


def test_an_archive_written_as_a_stream_is_tidy_too() -> None:
    """Word on a Mac writes sizes behind the bytes, not before them."""

    class OneWay(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *args: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    made = OneWay()
    with zipfile.ZipFile(made, "w") as writing:
        writing.writestr("a.xml", "<a/>")
        writing.writestr("b.xml", "<b/>")
    assert unpacked(made.getvalue()) == {"a.xml": b"<a/>", "b.xml": b"<b/>"}


@pytest.mark.parametrize(
    "name",
    [
        "../outside1",
        "/absolute11",
        "a/../../b11",
        "a\\..\\b1111",
        "C:/windows1",
        "a\x01b11111111",
        "a|b11111111",
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(FileProblem, match="damaged"):
        unpacked(entry(name))


def test_links_to_elsewhere_are_refused() -> None:
    with pytest.raises(FileProblem, match="damaged"):
        unpacked(entry("link1111111", external_attr=0o120777 << 16, create_system=3))


def test_a_password_is_told_by_the_flag_of_an_entry() -> None:
    locked = bytearray(GOOD)
    for at in (locked.find(b"PK\x03\x04") + 6, locked.find(b"PK\x01\x02") + 8):
        locked[at] |= 1
    with pytest.raises(FileProblem, match="has a password"):
        unpacked(bytes(locked))


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + GOOD,
        GOOD + b"<html>",
        GOOD[:-2] + b"\x06\x00<html>",
        GOOD[:-10],
        GOOD[:40],
        b"PK\x03\x04",
        b"PK\x05\x06" + bytes(18),
    ],
    ids=["before", "after", "comment", "cut off", "mostly gone", "hollow", "empty"],
)
def test_anything_before_after_or_missing_is_refused(content: bytes) -> None:
    with pytest.raises(FileProblem) as refusal:
        unpacked(content)
    assert str(refusal.value) == DAMAGED


def test_what_hides_between_two_entries_is_refused() -> None:
    """The directory, moved along, still finds both."""
    second, directory = GOOD.rfind(b"PK\x03\x04"), GOOD.find(b"PK\x01\x02")
    hidden = b"<script>alert(1)</script>"
    shifted = bytearray(GOOD[:second] + hidden + GOOD[second:])
    entry_at = shifted.rfind(b"PK\x01\x02")
    shifted[entry_at + 42 : entry_at + 46] = struct.pack("<L", second + len(hidden))
    shifted[-6:-2] = struct.pack("<L", directory + len(hidden))
    assert zipfile.ZipFile(BytesIO(bytes(shifted))).testzip() is None
    with pytest.raises(FileProblem, match="between its parts"):
        unpacked(bytes(shifted))


def test_entries_that_share_their_bytes_are_refused() -> None:
    """So are bombs made that need no archive inside an archive."""
    twice = bytearray(archive({"a.xml": "<a/>", "b.xml": "<a/>"}))
    at = twice.rfind(b"PK\x01\x02")
    twice[at + 42 : at + 46] = struct.pack("<L", 0)
    with pytest.raises(FileProblem, match="damaged"):
        unpacked(bytes(twice))


def test_the_same_name_twice_is_refused() -> None:
    with pytest.raises(FileProblem, match="damaged"):
        unpacked(archive({"a.xml": "<a/>", "A.XML": "<b/>"}))


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(FileProblem, match="damaged"):
        unpacked(archive({f"{n}": "" for n in range(MOST_ENTRIES + 1)}))


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writing:
        for number in range(3):
            writing.writestr(f"{number}.xml", bytes(36 * 1024 * 1024))
    assert len(made.getvalue()) < 200_000
    with pytest.raises(FileProblem) as refusal:
        unpacked(made.getvalue())
    assert str(refusal.value) == BOMB


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_said() -> None:
    """Its headers say ten bytes, of two hundred million; nothing behind the ten is kept."""
    squeezing = zlib.compressobj(9, zlib.DEFLATED, -15)
    inside = b"".join(squeezing.compress(bytes(1 << 20)) for _ in range(200)) + squeezing.flush()
    true = struct.pack("<LLL", zlib.crc32(bytes(10)), len(inside), 10)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + true + struct.pack("<HH", 1, 0) + b"a"
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + true
    central += struct.pack("<HHHHHLL", 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local) + len(inside), 0)
    content = local + inside + central + b"PK\x05\x06" + end
    assert zipfile.ZipFile(BytesIO(content)).namelist() == ["a"]
    assert sum(map(len, safely(content).values())) <= 10


def safely(content: bytes) -> dict[str, bytes]:
    try:
        return unpacked(content)
    except FileProblem:
        return {}


@pytest.mark.parametrize(
    "inside", [GOOD, b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh9", bytes(257) + b"ustar"]
)
def test_an_archive_in_an_archive_is_refused(inside: bytes) -> None:
    with pytest.raises(FileProblem, match="another file inside"):
        unpacked(archive({"a.xml": inside}))


def test_other_ways_of_packing_are_refused() -> None:
    with pytest.raises(FileProblem, match="damaged"):
        unpacked(archive({"a.xml": "<a/>"}, zipfile.ZIP_LZMA))
