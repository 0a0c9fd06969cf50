"""Someone at the site with a browser of their own: plain HTTP, cookies, forms."""

import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urljoin

from tests.smoke.pages import Form, Page

TIMEOUT = 30


class Surprise(AssertionError):  # noqa: N818 - the site is at fault, not the program
    """The site did not do what it should; the message says what was seen instead."""


class Visitor:
    """One person; every page they are led to must be a good one."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.page = Page(base, 0, "")

    def go(self, path: str, *, status: int = 200) -> "Visitor":
        return self.ask(path, status)

    def click(self, words: str) -> "Visitor":
        return self.go(urljoin(self.page.url, self.page.link(words)))

    def press(self, words: str, *ticks: str, status: int = 200, **answers: str) -> "Visitor":
        """Fill the form that has this button, by names of fields and by labels of boxes, and send it."""
        form, button = self.page.form_with(words)
        for name, value in answers.items():
            form.fill(name, value)
        for label in ticks:
            form.tick(label)
        return self.send(form, form.encoded(button), status)

    def send(self, form: Form, content: str, status: int) -> "Visitor":
        target = urljoin(self.page.url, form.action)
        if form.method == "get":
            return self.ask(f"{target.partition('?')[0]}?{content}", status)
        return self.ask(target, status, content.encode())

    def ask(self, address: str, status: int, content: bytes | None = None) -> "Visitor":
        request = urllib.request.Request(urljoin(self.base, address), data=content)
        try:
            reply = self.browser.open(request, timeout=TIMEOUT)
        except urllib.error.HTTPError as refusal:
            reply = refusal
        with reply:
            self.page = Page(reply.geturl(), int(reply.status), reply.read().decode("utf-8", "replace"))
        if self.page.status != status:
            raise Surprise(
                f"{self.page.url} answered {self.page.status}, not {status}: {self.page.words[:400]}"
            )
        return self

    def sees(self, *phrases: str) -> "Visitor":
        for phrase in phrases:
            if phrase not in self.page.words:
                raise Surprise(f"{self.page.url} does not say {phrase!r}: {self.page.words[:1500]}")
        return self

    def misses(self, *phrases: str) -> "Visitor":
        for phrase in phrases:
            if phrase in self.page.words:
                raise Surprise(f"{self.page.url} says {phrase!r}, and it must not.")
        return self
