"""A data folder and a socket that are gone after the test."""

from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pytest

from coproduce.local import ports, scratch


@pytest.fixture
def home() -> Iterator[Path]:
    """Where the engines can come in, which pytest's own folders do not allow."""
    made = scratch.folder("coproduce-local-test-")
    (made.path / "run").mkdir(mode=0o711)
    yield made.path / "run"
    made.remove()


@pytest.fixture
def bound() -> Iterator[socket]:
    with ports.bind(18000) as taken:
        yield taken
