"""Gunicorn's settings for a local run; its socket comes from the supervisor."""

import gc
from typing import Any

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
graceful_timeout = 3
keepalive = 2
control_socket_disable = True
accesslog = "-"


def when_ready(_server: Any) -> None:
    """What is loaded now is never collected: workers share its memory, and end without sweeping it."""
    gc.collect()
    gc.freeze()
