"""Markdown as people typed it, made into safe HTML that fits under the page's own heading."""

import unicodedata
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

EXTERNAL = "noopener nofollow ugc"
TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "s", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
TABLE = '<div class="co_scroll" role="group" aria-label="Table" tabindex="0"><table class="ds_table">'

parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def to_html(text: str, *, below: int = 1) -> SafeString:
    """Safe HTML; headings start one level under level `below`, none is empty and no level is skipped."""
    tokens = parser.parse(text)
    fit_headings(tokens, below)
    fit_table_headers(tokens)
    for token in tokens:
        token.children = fit_inline(token.children or [])
    html = nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        tag_attribute_values={"a": {"rel": {EXTERNAL}}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    html = html.replace("<table>", TABLE).replace("</table>", "</table></div>")
    return mark_safe(f'<div class="co_text">{html}</div>')  # noqa: S308  nh3 has cleaned it


def fit_headings(tokens: list[Token], below: int) -> None:
    """Keep the order of levels but close their gaps; a heading without words becomes a paragraph."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    previous = below
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = min(below + 1 + used.index(opening.tag), previous + 1, 6)
        readable = any(has_words(child) for child in inline.children or [])
        opening.tag = closing.tag = f"h{level}" if readable else "p"
        previous = level if readable else previous


def fit_table_headers(tokens: list[Token]) -> None:
    """An empty corner is a cell, not a header of nothing."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "th_open" and not any(has_words(child) for child in inline.children or []):
            opening.tag = closing.tag = "td"


def fit_inline(children: list[Token]) -> list[Token]:
    """An image's description stands in its place; a link without words is named by its address."""
    fitted: list[Token] = []
    href, inside = "", 0
    for child in children:
        if child.type == "link_open":
            href, inside = mark_external(child), len(fitted)
        elif child.type == "link_close" and not any(has_words(token) for token in fitted[inside:]):
            fitted.append(Token("text", "", 0, content=href))
        fitted.append(Token("text", "", 0, content=child.content) if child.type == "image" else child)
    return fitted


def mark_external(link: Token) -> str:
    """The link's address; if it leads elsewhere, the link says that we do not vouch for it."""
    href = str(link.attrGet("href") or "")
    if leads_elsewhere(href):
        link.attrSet("rel", EXTERNAL)
    return href or "link"


def leads_elsewhere(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return True
    return bool(parts.netloc) or parts.scheme in {"http", "https"}


def has_words(token: Token) -> bool:
    """Whether a reader, or a screen reader, gets anything of it."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in token.content)
