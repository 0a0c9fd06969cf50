"""Free ports on the loopback interface: looked for from a wished one upwards, and kept by binding at once."""

import errno
import os
import time
from collections.abc import Mapping
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

LOOPBACK = "127.0.0.1"
TRIES = 200


class PortError(Exception):
    """No port to be had; the message says why."""


def wished(environment: Mapping[str, str] = os.environ, *, default: int = 8000) -> int:
    """The PORT of the environment: where to start looking."""
    given = environment.get("PORT", "").strip() or str(default)
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise PortError(f"PORT is {given!r}; it must be a number from 1 to 65535, for example PORT=8123.")
    return int(given)


def bind(start: int, *, patience: float = 0.0) -> socket:
    """A socket on the first free port from `start`; for `patience` seconds only `start` itself will do."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if taken := attempt(start):
            return taken
        time.sleep(0.1)
    for port in range(start, min(start + TRIES, 65536)):
        if taken := attempt(port):
            return taken
    raise PortError(f"All ports from {start} to {start + TRIES - 1} are taken. Choose another: PORT=9000")


def attempt(port: int) -> socket | None:
    """Bound and listening, so that from now on nobody else gets it; None when it is taken."""
    trial = socket(AF_INET, SOCK_STREAM)
    trial.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        trial.bind((LOOPBACK, port))
        trial.listen(128)
    except OSError as problem:
        trial.close()
        if problem.errno == errno.EADDRINUSE:
            return None
        if problem.errno == errno.EACCES:
            raise PortError(f"Port {port} is reserved for root. Choose one from 1024: PORT=8123") from problem
        raise
    return trial


def number(bound: socket) -> int:
    port: int = bound.getsockname()[1]
    return port


def url(bound: socket) -> str:
    return f"http://{LOOPBACK}:{number(bound)}/"
