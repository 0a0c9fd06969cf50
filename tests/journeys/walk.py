"""A person at a browser: their pages are checked for access, width and console, each kind with axe."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request, Response, ViewportSize, expect

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
#: The folder for pictures of every page, for people to look at; none are taken where none is named.
SHOTS = os.environ.get("SCREENSHOTS", "")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
#: Only violations are worked out; preloading is for style sheets of other hosts, and there are none.
ASKED = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
FIND = """async (asked) => (await axe.run(document, asked)).violations.map(
    ({id, help, nodes}) => ({id, help, nodes: nodes.map(({html}) => html.slice(0, 200))}))"""
#: How a page is built: its elements with their classes and roles, and what is open of them; what is alike
#: and adjacent counts once.
BUILD = """() => {
  const build = (at) => {
    const inside = [...at.children].map(build).filter((part, i, all) => part !== all[i - 1]);
    return `${at.tagName}${at.open ? "+" : ""}.${at.className}[${at.getAttribute("role")}](${inside.join()})`;
  };
  return build(document.body);
}"""
#: One empty file for each build that a parallel worker of this run has looked at.
LOOKED_AT = Path(os.environ["LOOKED_AT"])
#: Pages of Django admin, as docs/accessibility.md says, but for its start and the moderators' desk.
DJANGOS = re.compile(r"/admin/(?!$|learning/(casestudy|revision)/)")
Rows = list[dict[str, Any]]


@cache
def axe() -> str:
    return AXE.read_text()


def is_first_of_its_kind(build: str) -> bool:
    """Whoever comes first looks closely, for all workers: what they find fails the run."""
    try:
        (LOOKED_AT / sha256(build.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@dataclass
class Walk:
    """One person's way through the site; `name` heads their screenshots."""

    page: Page
    base: str
    name: str
    #: Without scripts axe cannot run; all else is checked.
    scripts: bool = True
    steps: int = 0
    #: What the server answered to the last page asked for.
    status: int = 0
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self.note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("request", self.note_request)
        self.page.on("response", self.note_response)

    def note_console(self, message: ConsoleMessage) -> None:
        """Errors and warnings count, but for the line that every 4xx page causes."""
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text} at {self.page.url}")

    def note_request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.complaints.append(f"asked another host: {request.url}")

    def note_response(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status

    def go(self, path: str) -> Walk:
        self.page.goto(path if path.startswith("http") else self.base + path)
        return self.look()

    def look(self) -> Walk:
        """Check the page as it stands, at both widths; with axe, and a picture, if it is built anew."""
        self.page.wait_for_load_state()
        self.steps += 1
        is_new = is_first_of_its_kind(f"{self.scripts} {self.page.evaluate(BUILD)}")
        for size in (PHONE, DESKTOP):
            self.page.set_viewport_size(size)
            self.no_sideways_scroll()
            if is_new:
                self.picture(size["width"])
                self.no_axe_violation()
        assert self.complaints == []
        return self

    def picture(self, width: int) -> None:
        if not SHOTS:
            return
        title = re.sub(r"\W+", "-", self.page.title().lower()).strip("-")[:40]
        path = Path(SHOTS) / f"{self.name}-{self.steps:02}-{title}-{width}.jpg"
        self.page.screenshot(path=path, full_page=True, type="jpeg", quality=60, scale="css")

    def no_sideways_scroll(self) -> None:
        widths = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], f"{self.page.url} is {widths[0]} wide in a window of {widths[1]}"

    def no_axe_violation(self) -> None:
        if not self.scripts or DJANGOS.search(self.page.url):
            return
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe())
        found: Rows = self.page.evaluate(FIND, ASKED)
        assert found == [], f"axe at {self.page.url} ({self.page.viewport_size}): {found}"

    def click(self, words: str, *, role: Any = "link") -> Walk:
        """Follow it to another page, or to the same page with an answer on it."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=words).first.click()
        return self.look()

    def press(self, words: str) -> Walk:
        return self.click(words, role="button")

    def fill(self, **answers: str) -> Walk:
        """Fill fields by their form names."""
        for name, value in answers.items():
            self.page.locator(f"[name='{name}']").fill(value)
        return self

    def tick(self, *labels: str) -> Walk:
        for label in labels:
            self.page.locator("label").get_by_text(label, exact=True).first.click()
        return self

    def unfold(self, *titles: str) -> Walk:
        """Open what is folded away under these words."""
        for title in titles:
            self.page.locator("summary").get_by_text(title, exact=True).first.click()
        return self

    def choose(self, name: str, label: str) -> Walk:
        self.page.locator(f"select[name='{name}']").select_option(label=label)
        return self

    def sees(self, *words: str) -> Walk:
        for phrase in words:
            expect(self.page.locator("body")).to_contain_text(phrase)
        return self

    def misses(self, *words: str) -> Walk:
        for phrase in words:
            expect(self.page.locator("body")).not_to_contain_text(phrase)
        return self


WalkFactory = Callable[..., Walk]
