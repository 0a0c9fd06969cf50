"""What marks a row as made up, and the key by which it is known again."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

MADE_UP = "Part of the demonstration: it describes nothing that happened."
Row = dict[str, Any]


def key_of(*parts: str) -> UUID:
    """The same for the same made-up row on every run, whatever people have changed about it."""
    return uuid5(NAMESPACE_URL, "/".join(("coproduce-demo", *parts)))
