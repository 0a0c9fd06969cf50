"""Follows the links that a person is offered to one page of each kind, and looks at each."""

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

from django.urls import resolve

from .walk import Walk

#: Enough for every page of the platform's own that one person can reach.
LIMIT = 120
#: Pages of Django admin share their frame: some show whether ours fits round them.
OF_ADMIN = 12
#: Addresses of files, such as feeds: there is nothing to look at.
FILE = re.compile(r"\.(atom|csv|ics|json)$|/recovery-codes/download/$")


def crawl(walk: Walk, *starts: str) -> dict[str, str]:
    """The address opened for each name of a URL. The platform's own pages come before Django's."""
    seen: dict[str, str] = {}
    own, admin = deque(starts or ["/"]), deque[str]()
    while (own or admin) and len(seen) < LIMIT:
        if not own and sum(name.startswith("admin:") for name in seen) >= OF_ADMIN:
            break
        address = (own or admin).popleft()
        path = urlsplit(address).path
        name = resolve(path).view_name
        if name in seen or FILE.search(path):
            continue
        seen[name] = address
        walk.go(address)
        assert walk.status == 200, f"{address} is linked and answers {walk.status}"
        for link in links(walk):
            (admin if link.startswith("/admin/") else own).append(link)
    return seen


def links(walk: Walk) -> list[str]:
    """Where the page leads within the platform, in the order of the page."""
    hrefs: list[str] = walk.page.eval_on_selector_all("a[href]", "found => found.map(a => a.href)")
    return [urldefrag(href.removeprefix(walk.base))[0] for href in hrefs if href.startswith(walk.base)]
