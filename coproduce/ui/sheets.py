"""CSV files that go out. No cell can act as a formula."""

import csv
from collections.abc import Iterable, Iterator

#: How a cell begins that a spreadsheet program would carry out instead of showing.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: The mark by which spreadsheet programs know UTF-8.
MARK = "\ufeff"


class Passing:
    """What is written comes straight back, so that a file can leave line by line."""

    def write(self, line: str) -> str:
        return line


def neutral(cell: object) -> str:
    """With an apostrophe in front, which spreadsheet programs take for "this is text"."""
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def lines(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """A line at a time, however many there are."""
    writer = csv.writer(Passing())
    yield MARK.encode()
    for row in rows:
        line: str = writer.writerow([neutral(cell) for cell in row])
        yield line.encode()


def sheet(rows: Iterable[Iterable[object]]) -> bytes:
    """The whole of it."""
    return b"".join(lines(rows))
