"""Scratch folders that leave nothing behind: a run that was killed is cleared up by the next one."""

import fcntl
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from coproduce.local.places import VAR_TMP, reachable_by, server_account


@dataclass
class Scratch:
    """A folder whose lock tells others that its owner lives."""

    path: Path
    lock: int

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self.lock)


def folder(prefix: str) -> Scratch:
    """A new folder where the engines can come in; abandoned ones of the same prefix are removed first."""
    temporary = Path(tempfile.gettempdir())
    parent = temporary if reachable_by(server_account(), temporary) else VAR_TMP
    for left in parent.glob(f"{prefix}*"):
        remove_if_abandoned(left)
    path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    path.chmod(0o711)
    lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return Scratch(path, lock)


def remove_if_abandoned(path: Path) -> None:
    """A folder without its lock file may be one that is being made at this moment: it stays."""
    try:
        lock = os.open(path / "lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return
    Scratch(path, lock).remove()
