"""The process in which one file is opened: bytes in, bytes out, and limits that the system keeps."""

import contextlib
import json
import resource
import sys
import traceback
from pathlib import Path

from .cleaning import clean
from .kinds import FileProblem

#: Bytes of memory, seconds of the processor, bytes of any file written: none is.
LIMITS = {
    resource.RLIMIT_AS: 1536 * 1024 * 1024,
    resource.RLIMIT_CPU: 25,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def answer(content: bytes) -> bytes:
    try:
        made = clean(content)
    except FileProblem as problem:
        return json.dumps({"problem": str(problem), "cause": cause_of(problem)}).encode() + b"\n"
    head = json.dumps({"kind": made.kind, "size": len(made.content)}).encode()
    return b"".join((head, b"\n", made.content, made.preview))


def cause_of(problem: FileProblem) -> str:
    """What a library stumbled over and where, for the log; never its message, which may quote the file."""
    cause = problem.__cause__
    if cause is None:
        return ""
    place = traceback.extract_tb(cause.__traceback__)[-1]
    return f"{type(cause).__name__} at {Path(place.filename).name}:{place.lineno}"


if __name__ == "__main__":
    for limit, most in LIMITS.items():
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit on memory
            resource.setrlimit(limit, (most, most))
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
