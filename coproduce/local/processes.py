"""Child processes that end with us: started in the foreground, logged to a file, stopped within seconds."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from coproduce.local.places import Account

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
PATIENCE = 40.0

Process = subprocess.Popen[bytes]


class ProcessError(Exception):
    """A child that cannot do its work; the message says why, with the end of its log."""


@dataclass(frozen=True)
class Child:
    """What to run, and how it ends."""

    name: str
    command: Sequence[str | Path]
    log: Path | None = None  # None: our own terminal
    account: Account | None = None
    environment: Mapping[str, str] | None = None
    cwd: Path | None = None
    pass_fds: tuple[int, ...] = ()
    when_orphaned: signal.Signals = signal.SIGTERM

    def spawn(self) -> Process:
        """Start it in a group of its own, so that the terminal's Ctrl-C reaches only its supervisor.

        Call it from the main thread: Linux counts the end of the starting thread as the parent's death.
        """
        with self.output() as output:
            return subprocess.Popen(
                [str(part) for part in self.command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.cwd,
                env=self.environment,
                pass_fds=self.pass_fds,
                process_group=0,
                preexec_fn=ending_with(os.getpid(), self.when_orphaned),  # noqa: PLW1509 - prctl takes no lock
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
            )

    def output(self) -> AbstractContextManager[IO[bytes] | None]:
        if self.log is None:
            return nullcontext()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        return open(self.log, "ab", opener=private)


def ending_with(parent: int, die_with: signal.Signals) -> Callable[[], None]:
    """What the child runs last before exec, so after its change of user, which would clear the request.

    Linux sends `die_with` when the parent is gone, SIGKILL included. Elsewhere children may outlive it.
    """

    def ask() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(die_with))
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return ask


def end_with_parent() -> None:
    """For the supervisor itself: when the `make` that started it is killed, it is asked to stop."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def private(path: str, flags: int) -> int:
    """An opener: what we write is for this user alone."""
    return os.open(path, flags, 0o600)


def started(child: Child, *, ready: Callable[[], bool], passing: Sequence[str] = ()) -> Process:
    """Start and wait for the first answer; start again where the log ends with words that will pass."""
    deadline = time.monotonic() + PATIENCE
    process = child.spawn()
    while not ready():
        ended, late = process.poll() is not None, time.monotonic() > deadline
        if late or (ended and not any(words in last_lines(child.log, 4) for words in passing)):
            stop(process)
            what = "stopped while starting" if ended else f"did not answer within {PATIENCE:.0f} s"
            raise ProcessError(f"{child.name} {what}. {end_of(child.log)}")
        if ended:
            time.sleep(0.2)
            process = child.spawn()
        time.sleep(0.02)
    return process


def stop(process: Process, *, with_signal: signal.Signals = signal.SIGTERM, patience: float = 5.0) -> None:
    """Ask, wait at most `patience` seconds, then kill it and the children it started."""
    if process.poll() is not None:
        return
    process.send_signal(with_signal)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def end_of(log: Path | None) -> str:
    return f"The end of {log}:\n{last_lines(log)}"


def last_lines(log: Path | None, count: int = 12) -> str:
    """The end of a log, indented for the terminal."""
    if log is None:
        return ""
    try:
        lines = log.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        return "    (no log)"
    return "\n".join(f"    {line}" for line in lines) or "    (its log is empty)"
