"""The style sheets and scripts: readable colours, every tile placed, nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from coproduce.ui import tiles

STATIC = Path(settings.BASE_DIR) / "static" if hasattr(settings, "BASE_DIR") else Path("static")
CSS = (STATIC / "css/coproduce.css").read_text()
COLOURS = dict(re.findall(r"--co-([a-z-]+): (#[0-9a-f]{6});", CSS))

#: Text on its ground, by the names of the style sheet: WCAG 1.4.3.
TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "quiet", "heather", "heather-deep", "bad")
        for ground in ("paper", "oat")
    ),
    *(("ink", ground) for ground in ("oat-deep", "rowan-tint", "focus", "good-tint", "warning-tint")),
    *(("ink", ground) for ground in ("bad-tint", "info-tint", "heather-tint")),
    *(("paper", ground) for ground in ("heather", "heather-deep", "ink", "good", "info")),
    *((f"{tone}", f"{tone}-tint") for tone in ("good", "warning", "bad", "info")),
    ("heather", "oat-deep"),
    ("quiet", "oat-deep"),
    ("heather", "rowan-tint"),
    ("heather-deep", "heather-tint"),
]
#: Borders and marks that carry meaning: WCAG 1.4.11.
MARKS = [
    *(("edge", ground) for ground in ("paper", "oat")),
    ("bad", "paper"),
    ("rowan-light", "heather-deep"),
    ("rowan", "oat"),
    ("focus", "heather-deep"),
    ("ink", "focus"),
    ("heather", "paper"),
    ("warning", "paper"),
]


def luminance(colour: str) -> float:
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_words_can_be_read_on_their_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_stand_out_from_their_ground(mark: str, ground: str) -> None:
    assert contrast(mark, ground) >= 3


def test_every_colour_is_named_once() -> None:
    palette, _, rest = CSS.partition("}")
    assert not re.findall(r"#[0-9a-f]{3,8}\b", rest)
    assert len(COLOURS) == len(re.findall(r"--co-[a-z-]+: #", palette))


def test_every_column_and_row_a_tile_may_have_is_placed() -> None:
    placed = set(re.findall(r"\.co_tiles__item--(?:column|row)-\d+", CSS))
    wanted = {f".co_tiles__item--column-{number}" for number in range(tiles.COLUMNS)}
    assert placed >= wanted | {f".co_tiles__item--row-{number}" for number in range(tiles.ROWS)}


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.*")), ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/2000/svg", "").replace('href^="http"', "")
    assert not re.search(r"https?:|//[a-z]|@import|url\(", text)


def test_readers_who_asked_for_less_movement_or_own_colours_are_heard() -> None:
    assert "@media (prefers-reduced-motion: reduce)" in CSS
    assert "@media (forced-colors: active)" in CSS
