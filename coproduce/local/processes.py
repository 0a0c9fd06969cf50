"""Child processes that end with us: started in the foreground, logged to a file, stopped within seconds."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from coproduce.local.places import Account

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

Process = subprocess.Popen[bytes]


def ending_with(parent: int, die_with: signal.Signals) -> Callable[[], None]:
    """What the child runs last before exec, so after its change of user, which would clear the request.

    Linux sends `die_with` when the parent is gone, SIGKILL included. Elsewhere children may outlive a kill -9.
    """

    def ask() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(die_with))
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return ask


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    pass_fds: Iterable[int] = (),
    die_with: signal.Signals = signal.SIGTERM,
) -> Process:
    """Start a child in a group of its own, so that the terminal's Ctrl-C reaches only its supervisor.

    Call it from the main thread: Linux counts the end of the starting thread as the parent's death.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "ab", opener=private) as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=None if environment is None else dict(environment),
            pass_fds=tuple(pass_fds),
            process_group=0,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=ending_with(os.getpid(), die_with),
        )


def private(path: str, flags: int) -> int:
    """An opener: what we write is for this user alone."""
    return os.open(path, flags, 0o600)


def stop(process: Process, *, with_signal: signal.Signals = signal.SIGTERM, patience: float = 5.0) -> None:
    """Ask, wait at most `patience` seconds, then kill; the whole group, so no grandchild stays."""
    if process.poll() is None:
        process.send_signal(with_signal)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            kill_group(process.pid)
            process.wait()
    kill_group(process.pid)


def kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def last_lines(log: Path, count: int = 12) -> str:
    """The end of a log, indented for the terminal."""
    try:
        lines = log.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        return "    (no log)"
    return "\n".join(f"    {line}" for line in lines) or "    (its log is empty)"
