"""The upload set as the checks see it, and the process in which a file is opened."""

import subprocess
import sys
from typing import Any

import pytest

from learning.files import FileProblem, display_name, read, reading
from learning.files.__main__ import LIMITS, answer
from learning.files.cleaning import clean
from learning.files.kinds import LARGEST, Kind, kind_of
from tests.factories.files import AUTHOR, GOOD

from .upload_set import EXE, HTML, OLE, PAYLOADS, SVG, UPLOADS, Upload


def test_the_set_is_large_and_varied() -> None:
    assert len(UPLOADS) >= 100
    assert {upload.kept for upload in UPLOADS} == {None, Kind.PDF, Kind.JPEG, Kind.PNG, Kind.WEBP}


@pytest.mark.parametrize("upload", UPLOADS, ids=lambda upload: upload.name)
def test_each_is_kept_as_what_it_is_or_refused(upload: Upload) -> None:
    try:
        made = clean(upload.content)
        name = display_name(upload.name, made.kind)
    except FileProblem:
        assert upload.kept is None
        return
    assert made.kind is upload.kept
    assert name.endswith(f".{made.kind}")
    assert not [payload for payload in (*PAYLOADS, AUTHOR.encode()) if payload in made.content + made.preview]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "Save the drawing as PNG"),
        (b'\n<?xml version="1.0"?>\n<!-- made by hand -->\n<svg/>', "Save the drawing as PNG"),
        (b'<!DOCTYPE svg PUBLIC "x">', "Save the drawing as PNG"),
        (HTML, "Print it to a PDF"),
        (b"<?xml version='1.0'?><office/>", "Print it to a PDF"),
        (OLE, "Save it as docx or PDF"),
        (b"{\\rtf1", "Save it as docx or PDF"),
        (b"GIF89a", "Save it as PNG"),
        (b"BM", "Save it as JPEG or PNG"),
        (b"\x00\x00\x00\x18ftypheic", "export it as JPEG"),
        (b"\x00\x00\x00\x18ftypmp42", "link to it with a transcript"),
        (b"ID3\x03", "link to it with a transcript"),
        (b"Rar!\x1a\x07", "attach the files one by one"),
        (EXE, "Programs cannot be attached"),
        (b"#!/bin/sh", "Programs cannot be attached"),
        (b"Only words.", "Choose a PDF"),
        (b"", "The file is empty"),
        (bytes(LARGEST + 1), "larger than 10 MB"),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do_instead(content: bytes, words: str) -> None:
    with pytest.raises(FileProblem, match=words):
        kind_of(content)


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.JPEG])
def test_a_process_of_its_own_gives_the_same(kind: Kind) -> None:
    content = GOOD[kind]()
    assert read(content) == clean(content)


def test_a_refusal_comes_through_in_its_words() -> None:
    with pytest.raises(FileProblem, match="damaged"):
        read(GOOD[Kind.PDF]()[:-6])


def test_the_log_says_where_a_library_stumbled_and_nothing_of_the_file(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(FileProblem, match="may be damaged or cut off"):
        read(b"\x89PNG\r\n\x1a\n" + AUTHOR.encode())
    assert "UnidentifiedImageError at Image.py" in caplog.text
    assert AUTHOR not in caplog.text


def test_the_process_holds_no_secret_and_has_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def run(command: list[str], **options: Any) -> Any:
        asked.update(options)
        return subprocess.CompletedProcess(command, 0, answer(options["input"]))

    monkeypatch.setattr(subprocess, "run", run)
    read(GOOD[Kind.PNG]())
    assert asked["env"] == {}
    assert len(LIMITS) == 4


@pytest.mark.parametrize(
    "program",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import sys; sys.exit(1)",
        "import time; time.sleep(60)",
    ],
)
def test_a_process_that_breaks_or_hangs_is_a_refusal(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = subprocess.run
    monkeypatch.setattr(reading, "PATIENCE", 0.5)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **options: run([sys.executable, "-c", program], **options)
    )
    with pytest.raises(FileProblem, match="took too long to check, or broke"):
        read(GOOD[Kind.PNG]())
