"""Uploaded files: what they are by their content, and the same again without anything that could do harm.

Nothing here knows of requests, rows or Django. `reading.read` is the way in: it opens a file in a process of
its own; `cleaning.clean` does the work there.
"""

from .kinds import LARGEST, MEDIA_TYPES, Clean, FileProblem, Kind
from .names import display_name
from .reading import read

__all__ = ["LARGEST", "MEDIA_TYPES", "Clean", "FileProblem", "Kind", "display_name", "read"]
