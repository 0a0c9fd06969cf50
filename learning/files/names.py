"""The name under which readers save a file: never a path, nothing invisible, and an ending that is true."""

import re
import unicodedata

from .kinds import NOUNS, FileProblem, Kind

LONGEST = 100
ENDINGS = {Kind.JPEG: ("jpg", "jpeg", "jpe", "jfif")}
#: Characters that some system gives a meaning in file names.
MEANINGFUL = re.compile(r'[<>:"|?*%;]')
#: A dot and a few letters; "Report 12.2026" and "St. Andrews" have no ending.
ENDING = re.compile(r"\.(?=[0-9]*[A-Za-z])([A-Za-z0-9]{1,8})$")
#: Names of devices, which Windows does not let anybody save.
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def display_name(name: str, kind: Kind) -> str:
    """The name as it came, made safe; refused when its ending says something else than the content."""
    base = plain(re.split(r"[/\\]", name)[-1])
    ending = ENDING.search(base)
    allowed = ENDINGS.get(kind, (kind.value,))
    if ending and ending[1].lower() not in allowed:
        raise FileProblem(
            f"The name of the file ends in .{ending[1].lower()}, but what is in it is {NOUNS[kind]}. Choose "
            f"another file, or rename it so that it ends in .{kind}."
        )
    stem = base[: ending.start()] if ending else base
    stem = stem[: LONGEST - len(kind) - 1].strip(" .")
    if not stem or DEVICES.fullmatch(stem.partition(".")[0]):
        stem = "file"
    return f"{stem}.{kind}"


def plain(name: str) -> str:
    """Without what nobody sees, what turns the direction of writing, and what means something to a system."""
    seen = "".join(
        character if unicodedata.category(character)[0] != "C" else ""
        for character in unicodedata.normalize("NFC", name)
    )
    return re.sub(r"\s+", " ", MEANINGFUL.sub(" ", seen)).strip(" .")
