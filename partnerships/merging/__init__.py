"""Two entries of the register that turn out to be one: found, looked at side by side, made one."""

from .joining import MergingError, merge
from .likeness import MOST_PAIRS, Likely, duplicates, likely_duplicates
from .preview import Preview, preview

__all__ = [
    "MOST_PAIRS",
    "Likely",
    "MergingError",
    "Preview",
    "duplicates",
    "likely_duplicates",
    "merge",
    "preview",
]
