"""The embedded engines, both together: PostgreSQL and Valkey as our own children, on unix sockets only."""

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coproduce.local import postgres, valkey
from coproduce.local.places import folder, server_account
from coproduce.local.processes import Process, stop

STOP_SIGNALS = {"postgres": postgres.STOP_SIGNAL, "valkey": signal.SIGTERM}


@dataclass
class Engines:
    """Where the servers are, and those of them that this process started."""

    database_url: str
    redis_url: str
    started: dict[str, Process] = field(default_factory=dict)

    def stop(self) -> None:
        for name, process in reversed(self.started.items()):
            stop(process, with_signal=STOP_SIGNALS[name])


def start(home: Path, *, environment: Mapping[str, str] = os.environ, throw_away: bool = False) -> Engines:
    """Both engines with their data under `home`; DATABASE_URL and REDIS_URL name servers to use instead."""
    folder(home, mode=0o711 if server_account() else 0o700)
    engines = Engines(environment.get("DATABASE_URL", ""), environment.get("REDIS_URL", ""))
    try:
        if not engines.redis_url:
            engines.started["valkey"], engines.redis_url = valkey.start(home)
        if not engines.database_url:
            engines.started["postgres"], engines.database_url = postgres.start(
                home, throw_away=throw_away, environment=environment
            )
    except BaseException:
        engines.stop()
        raise
    return engines
