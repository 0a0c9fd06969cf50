"""Tags of pages: breadcrumbs, status, tile map, tabs and Markdown."""

from collections.abc import Iterable
from typing import Any, cast

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from coproduce.ui import markdown as markdown_text
from coproduce.ui.tiles import Tile, in_reading_order

register = template.Library()

TONES = {"neutral", "info", "good", "warning", "bad"}


@register.filter(name="markdown")
def markdown(text: str | None, below: int = 1) -> SafeString:
    """Markdown as safe HTML; headings start under level `below`, e.g. `|markdown:2` under an h2."""
    return markdown_text.to_html(text or "", below=below)


@register.simple_tag
def crumb(text: str, url: str = "") -> SafeString:
    """A step of the trail; without an address it is the page itself."""
    if not url:
        return format_html('<li class="ds_breadcrumbs__item" aria-current="page">{}</li>', text)
    link = '<li class="ds_breadcrumbs__item"><a class="ds_breadcrumbs__link" href="{}">{}</a></li>'
    return format_html(link, url, text)


@register.simple_block_tag
def trail(content: str) -> SafeString | str:
    """The list around the breadcrumbs, and nothing at all on a page without any."""
    if not content.strip():
        return ""
    around = '<nav class="co_trail" aria-label="Breadcrumb"><ol class="ds_breadcrumbs">{}</ol></nav>'
    return format_html(around, content)


@register.simple_tag
def status(text: str, tone: str = "neutral") -> SafeString:
    """A state as a tag: the words carry the meaning, the tone only the colour."""
    if tone not in TONES:
        raise ValueError(f"A status is one of {sorted(TONES)}, not {tone!r}")
    return format_html('<span class="ds_tag co_status co_status--{}">{}</span>', tone, text)


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The page's own query string with these parameters changed; None takes one away."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/_tile_map.html")
def tile_map(tiles: Iterable[Tile], label: str = "Map of Scotland by council area") -> dict[str, Any]:
    return {"tiles": in_reading_order(tiles), "label": label}


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Numbers around the current page, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_block_tag(takes_context=True)
def tab(context: Context, content: str, slug: str, title: str) -> SafeString:
    """One section inside `{% tabs %}`; its slug is its id on the page."""
    context.render_context["tabs"] = [*tabs_so_far(context), (slug, title)]
    panel = (
        '<section class="ds_tabs__content ds_tabs__content--bordered" id="{0}" aria-label="{1}">'
        '<h3 class="co_tab__title">{1}</h3>{2}</section>'
    )
    return format_html(panel, slug, title, content)


def tabs_so_far(context: Context) -> list[tuple[str, str]]:
    return cast("list[tuple[str, str]]", context.render_context.get("tabs", []))


@register.simple_block_tag(takes_context=True)
def tabs(context: Context, content: str, label: str) -> SafeString:
    """Sections as tabs; without script, a list of links with all sections below it."""
    links = format_html_join(
        "",
        '<li class="ds_tabs__tab"><a class="ds_tabs__tab-link" href="#{}">{}</a></li>',
        tabs_so_far(context),
    )
    context.render_context["tabs"] = []
    around = (
        '<div class="ds_tabs" data-module="ds-tabs"><h2 class="ds_tabs__title" id="{0}">{1}</h2>'
        '<ul class="ds_tabs__list" aria-labelledby="{0}">{2}</ul>{3}</div>'
    )
    return format_html(around, f"tabs-{slugify(label)}", label, links, content)
