"""One run of a data folder at a time: the lock is the kernel's, so it goes with its holder in any case."""

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from coproduce.local.processes import private

PATIENCE = {"stopping": 20.0, "running": 3.0}  # a run that was told to stop a moment ago is waited for


class AlreadyRunning(Exception):  # noqa: N818 - it is what a person reads, not a fault
    """This data folder is in use; the message says where."""


@dataclass
class Holder:
    """What the holder of the lock says about itself."""

    pid: int = 0
    state: str = ""
    url: str = ""
    port: int = 0


class RunLock:
    """Held from `take` to `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = -1

    def take(self) -> Holder:
        """The lock, and what its last holder left: a state other than "" means that it was killed."""
        self.descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        began = time.monotonic()
        while True:
            try:
                fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = self.read()
                if time.monotonic() - began > PATIENCE.get(holder.state, PATIENCE["running"]):
                    raise AlreadyRunning(in_words(holder, self.path)) from None
                time.sleep(0.1)
            else:
                return self.read()

    def release(self) -> None:
        os.close(self.descriptor)

    def read(self) -> Holder:
        try:
            return Holder(**json.loads(self.path.read_text()))
        except (OSError, ValueError, TypeError):
            return Holder()

    def write(self, holder: Holder) -> None:
        with open(self.path, "w", opener=private) as output:
            json.dump(asdict(holder), output)


def in_words(holder: Holder, path: Path) -> str:
    where = f" at {holder.url}" if holder.url else ""
    return (
        f"This checkout already runs{where} (process {holder.pid or 'unknown'}, lock {path}). "
        "Stop it with Ctrl-C there, or clone a second checkout: two run side by side."
    )
