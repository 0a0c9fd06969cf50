"""The visitor behind `make smoke`, at a small site."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.smoke.visitor import Surprise, Visitor

FORM = (
    '<a href="/elsewhere/">Away</a>'
    '<form method="{}" action="/echo/"><input name="q"><button>Send</button></form>'
)


class Site(BaseHTTPRequestHandler):
    """A form by GET and by POST, a page that echoes, one that is missing, one that remembers."""

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        pages = {
            "/get/": FORM.format("get"),
            "/post/": FORM.format("post"),
            "/echo/": f"asked {query}",
            "/elsewhere/": f"cookie {self.headers.get('Cookie', 'none')}",
        }
        self.answer(200 if path in pages else 404, pages.get(path, "not here"))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.send_response(302)
        self.send_header("Location", f"/echo/?{sent}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, status: int, words: str) -> None:
        body = f"<p>{words}</p>".encode()
        self.send_response(status)
        self.send_header("Set-Cookie", "seen=yes; Path=/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silent."""


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield Visitor(f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        thread.join()


def test_a_form_by_get_asks_in_the_address(visitor: Visitor) -> None:
    visitor.go("/get/").press("Send", q="two words").sees("asked q=two+words")


def test_a_form_by_post_is_sent_and_the_redirect_followed(visitor: Visitor) -> None:
    visitor.go("/post/").press("Send", q="x").sees("asked q=x")
    assert visitor.page.url.endswith("/echo/?q=x")


def test_cookies_are_kept(visitor: Visitor) -> None:
    visitor.go("/get/").click("Away").sees("cookie seen=yes")


def test_a_page_that_is_not_a_good_one_is_a_surprise(visitor: Visitor) -> None:
    with pytest.raises(Surprise, match="answered 404, not 200: not here"):
        visitor.go("/nothing/")
    visitor.go("/nothing/", status=404)


def test_what_is_missing_on_a_page_is_a_surprise(visitor: Visitor) -> None:
    visitor.go("/get/").sees("Send").misses("Paper")
    with pytest.raises(Surprise, match="does not say 'Paper'"):
        visitor.sees("Paper")
    with pytest.raises(Surprise, match="says 'Send', and it must not"):
        visitor.misses("Send")
