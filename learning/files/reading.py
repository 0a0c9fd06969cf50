"""Opening a file in a process of its own, with little room, little time, no secrets; it may crash alone."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from .kinds import Clean, FileProblem, Kind, kind_of

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent.parent
#: Seconds on the clock; the process has fewer of the processor, see `__main__`.
PATIENCE = 45
TOO_MUCH = (
    "This file took too long to check, or broke while it was being opened. Save it again in a simpler form, "
    "for example with fewer pages or smaller pictures, and choose that."
)


def read(content: bytes) -> Clean:
    """The same as `cleaning.clean`, at a distance. What is plainly refused is refused without a process."""
    kind_of(content)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "learning.files"],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            cwd=ROOT,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise FileProblem(TOO_MUCH) from late
    if done.returncode:
        raise FileProblem(TOO_MUCH)
    return understood(done.stdout)


def understood(answer: bytes) -> Clean:
    """A line that says what follows, then the bytes of the file and those of its preview."""
    head, _, rest = answer.partition(b"\n")
    told = json.loads(head)
    if "problem" in told:
        if told["cause"]:
            log.warning("A file was refused: %s", told["cause"])
        raise FileProblem(told["problem"])
    size = told["size"]
    return Clean(Kind(told["kind"]), rest[:size], rest[size:])
