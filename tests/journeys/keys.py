"""A person who uses no mouse: Tab, Enter, Space, arrows and typing, with the focus seen at each stop."""

from __future__ import annotations

from dataclasses import dataclass

from .walk import Walk

#: More stops than any page has before what one looks for.
PATIENCE = 150
#: When the page has scrolled to the focused thing: is it in view, does nothing cover it, and does the thing,
#: its label or what holds it look different for being focused?
SHOWN = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const at = document.activeElement;
  const around = [at, ...(at.labels ?? []), at.parentElement];
  const look = () => JSON.stringify(around.flatMap(e => ["", "::before", "::after"].map(part => {
    const {outlineStyle, outline, boxShadow, backgroundColor} = getComputedStyle(e, part || null);
    return [outlineStyle === "none" || outline, boxShadow, backgroundColor];
  })));
  let box = at.getBoundingClientRect(), before = {}, waited = 0;
  const settled = () => box.top === before.top && box.bottom > 0 && box.top < innerHeight;
  while (!settled() && ++waited < 60) {
    await frame();
    [before, box] = [box, at.getBoundingClientRect()];
  }
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const top = document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  const focused = look();
  at.blur();
  await frame();
  await frame();
  const plain = look();
  at.focus({preventScroll: true});
  const uncovered = top !== null && around.some(e => e.contains(top) || top.contains(e));
  return {inView: settled(), uncovered, differs: focused !== plain};
}"""
SEEN = {"inView": True, "uncovered": True, "differs": True}


@dataclass
class Keys:
    """The keyboard of one person's walk."""

    walk: Walk

    @property
    def here(self) -> str:
        """What a screen reader would say of the focused thing: its role and name."""
        focused = self.walk.page.locator("*:focus")
        return focused.aria_snapshot().splitlines()[0].strip("-: '") if focused.count() else ""

    def press(self, key: str, times: int = 1) -> Keys:
        for _ in range(times):
            self.walk.page.keyboard.press(key)
        return self

    def type(self, words: str) -> Keys:
        self.walk.page.keyboard.type(words)
        return self

    def reach(self, thing: str) -> Keys:
        """Tab on until the focus is there; every stop on the way must show."""
        for _ in range(PATIENCE):
            self.press("Tab")
            if (shown := self.walk.page.evaluate(SHOWN)) != SEEN:
                raise AssertionError(f"{self.here} at {self.walk.page.url}: {shown}")
            if self.here.startswith(thing):
                return self
        raise AssertionError(f"{thing} is out of reach on {self.walk.page.url}")

    def go(self, key: str = "Enter") -> Keys:
        """The key that leads to another page."""
        with self.walk.page.expect_navigation():
            self.press(key)
        self.walk.look()
        return self
