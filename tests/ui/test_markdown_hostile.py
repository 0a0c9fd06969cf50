"""A hundred thousand hostile strings in Markdown, each read by a browser's own parser: none is unsafe."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from coproduce.ui.markdown import EXTERNAL, TAGS, to_html
from tests.journeys.conftest import chromium
from tests.ui import hostile

__all__ = ["chromium"]

pytestmark = pytest.mark.browser

KINDS = {
    "addresses": hostile.addresses(),
    "tags": hostile.tags,
    "mutants": hostile.mutants,
    "markdown": hostile.markdown,
    "characters": hostile.wild,
}
EACH = 100_000 // len(KINDS)
SHELLS, CORES = 10, 25
MOST_TURNS = 10
#: What may be in the page: elements with their attributes, and the values of those that are ours alone.
ALLOWED: dict[str, dict[str, list[str]]] = {
    **{tag: {} for tag in TAGS},
    "a": {"href": [], "rel": [EXTERNAL]},
    "ol": {"start": []},
    "table": {"class": ["ds_table"]},
    "div": {
        "class": ["co_text", "co_scroll"],
        "role": ["group"],
        "aria-label": ["Table"],
        "tabindex": ["0"],
    },
}
#: Reads each piece as it is read where scripts run and where they do not, and says what is wrong with it.
#: Addresses are taken as the browser takes them; a piece in which nothing is wrong is not mentioned.
JUDGE = r"""([pieces, allowed, external]) => {
  const schemes = ["http:", "https:", "mailto:"], readable = /[\p{L}\p{N}\p{P}\p{S}]/u;
  const base = "https://platform.example/page/";
  const live = html => Object.assign(document.createElement("div"), {innerHTML: html});
  const still = html => new DOMParser().parseFromString(html, "text/html").body;
  const attribute = (element, {name, value, namespaceURI}) => {
    const values = allowed[element.localName]?.[name];
    if (!values || namespaceURI || (values.length && !values.includes(value))) return `${name}="${value}"`;
  };
  const address = link => {
    if (!link.hasAttribute("href")) return;
    if (!URL.canParse(link.getAttribute("href"), base)) return;
    const {protocol, origin} = new URL(link.getAttribute("href"), base);
    if (!schemes.includes(protocol)) return `leads to ${protocol}`;
    const elsewhere = protocol !== "mailto:" && origin !== new URL(base).origin;
    if (elsewhere && link.rel !== external) return `vouches for ${origin}`;
  };
  const element = one => {
    if (!Object.hasOwn(allowed, one.localName) || one.namespaceURI !== document.documentElement.namespaceURI)
      return [`element ${one.nodeName}`];
    const found = [...one.attributes].map(given => attribute(one, given));
    return one.localName === "a" ? [...found, address(one)] : found;
  };
  const headings = body => {
    let level = 1;
    return [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(heading => {
      const before = level;
      level = Number(heading.localName[1]);
      if (level < 2 || level > before + 1) return `h${level} after h${before}`;
      if (!readable.test(heading.textContent)) return `empty h${level}`;
    });
  };
  const nodes = body => {
    const walker = document.createTreeWalker(body, ~(NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT));
    return walker.nextNode() && `a ${walker.currentNode.nodeName}`;
  };
  const complaints = html => {
    const body = still(html), written = body.innerHTML;
    const found = [...body.querySelectorAll("*")].flatMap(element);
    if (written !== live(html).innerHTML) found.push("differs where scripts run");
    if (written !== still(written).innerHTML) found.push("changes when written out and read again");
    if (body.children.length !== 1 || body.childNodes.length !== 1) found.push("leaves its frame");
    return [...found, ...headings(body), nodes(body)].filter(Boolean);
  };
  return pieces.map((html, place) => [place, complaints(html)]).filter(([, found]) => found.length);
}"""
Judge = Callable[[Iterable[str]], dict[str, list[str]]]


@pytest.fixture(scope="module")
def judge(chromium: Browser) -> Iterator[Judge]:
    """Markdown that is unsafe once rendered, the shortest first, with what is wrong about it."""
    page = chromium.new_page()

    def complaints(texts: Iterable[str]) -> dict[str, list[str]]:
        given = sorted(texts, key=len)
        wrong = page.evaluate(JUDGE, [[to_html(text) for text in given], ALLOWED, EXTERNAL])
        return {given[place]: found for place, found in wrong}

    yield complaints
    page.close()


def shortened(judge: Judge, text: str) -> str:
    """What is left when nothing more can be cut out without making it harmless."""
    ends = range(len(text) + 1)
    while wrong := judge({text[:start] + text[end:] for end in ends for start in range(end)}):
        text = next(iter(wrong))
        ends = range(len(text) + 1)
    return text


@pytest.mark.parametrize("kind", KINDS)
def test_no_hostile_string_gets_through(judge: Judge, kind: str) -> None:
    tried: set[str] = set()

    @settings(
        derandomize=False,  # as it is where CI is set, each turn below would try the same
        max_examples=40,
        phases=[Phase.reuse, Phase.generate],
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(hostile.shells, min_size=SHELLS, max_size=SHELLS, unique=True),
        st.lists(KINDS[kind], min_size=CORES, max_size=CORES, unique=True),
    )
    def tries(shells: list[str], cores: list[str]) -> None:
        texts = {shell.replace("@", core) for shell in shells for core in cores}
        tried.update(texts)
        if wrong := judge(texts):
            text = shortened(judge, next(iter(wrong)))
            raise AssertionError(f"{text!r} becomes {str(to_html(text))!r}: {', '.join(judge([text])[text])}")

    for _ in range(MOST_TURNS):
        if len(tried) < EACH:
            tries()
    assert len(tried) >= EACH
