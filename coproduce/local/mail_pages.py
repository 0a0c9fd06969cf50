"""The catcher's pages: an inbox, one message, answers for programs. What a message says is escaped."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

from coproduce.local.mail_store import Caught, MailStore, parts

PER_PAGE = 50
LONDON = ZoneInfo("Europe/London")
STYLE = Path(__file__).with_name("mail_pages.css")
ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'"
#: A message's own HTML: no script, no network; its links open beside the inbox.
MESSAGE_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:"
)


@dataclass(frozen=True)
class Answer:
    body: str | bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    policy: str = PAGE_POLICY


Query = dict[str, str]


def inbox(store: MailStore, query: Query) -> Answer:
    to = query.get("to", "")
    messages = store.newest(to=to)
    number = int(query["page"]) if query.get("page", "").isdecimal() else 1
    shown = messages[PER_PAGE * (number - 1) : PER_PAGE * number]
    rows = "".join(map(row, shown))
    table = (
        f'<div class="wide"><table><caption>{len(messages)} messages, newest first</caption><thead><tr>'
        '<th scope="col">Received</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
    search = (
        '<form method="get" action="/"><label for="to">Address of the recipient, or part of it</label> '
        f'<input id="to" name="to" value="{escape(to)}"> <button>Show</button></form>'
    )
    nothing = "<p>No message yet. What the platform sends appears here; nothing leaves this machine.</p>"
    more = number * PER_PAGE < len(messages)
    older = (
        f'<p><a href="/?{urlencode({"to": to, "page": number + 1})}">Older messages</a></p>' if more else ""
    )
    return Answer(page("Mail catcher", search + (table if shown else nothing) + older))


def row(caught: Caught) -> str:
    return (
        f"<tr><td>{moment(caught.at)}</td><td>{escape(caught.recipients)}</td>"
        f'<td><a href="/messages/{caught.name}">{escape(caught.subject) or "(no subject)"}</a></td></tr>'
    )


def moment(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%-d %B %Y, %H:%M:%S}"


def message(store: MailStore, name: str) -> Answer:
    content, caught = store.content(name), store.caught[name]
    found = parts(content)
    terms = {
        "Received": moment(caught.at),
        "From": caught.sender,
        "To": caught.recipients,
        "Message-ID": caught.message_id,
    }
    summary = "".join(f"<dt>{term}</dt><dd>{escape(value)}</dd>" for term, value in terms.items())
    html = (
        f'<h2>As a page</h2><iframe title="The message as a page" src="/messages/{name}/html" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )
    body = (
        f'<p><a href="/">All messages</a></p><dl>{summary}</dl>'
        f"<h2>As text</h2><pre>{linked(found.get('text/plain', '(no text part)'))}</pre>"
        f"{html if 'text/html' in found else ''}"
        f'<p><a href="/messages/{name}/source">The message as it came</a></p>'
    )
    return Answer(page(caught.subject or "(no subject)", body))


def linked(text: str) -> str:
    """The text, escaped, its web addresses as links."""
    pieces, end = [], 0
    for match in ADDRESS.finditer(text):
        address = escape(match.group())
        pieces += [escape(text[end : match.start()]), f'<a href="{address}">{address}</a>']
        end = match.end()
    return "".join([*pieces, escape(text[end:])])


def message_html(store: MailStore, name: str) -> Answer:
    return Answer(parts(store.content(name)).get("text/html", ""), policy=MESSAGE_POLICY)


def message_source(store: MailStore, name: str) -> Answer:
    return Answer(store.content(name), content_type="text/plain; charset=utf-8")


def accepted(store: MailStore, query: Query) -> Answer:
    """Did you accept this Message-ID? The outbox asks when it is in doubt."""
    times = store.times_accepted(query.get("message_id", ""))
    return as_json({"accepted": times > 0, "times": times})


def listing(store: MailStore, query: Query) -> Answer:
    """The newest messages for programs, with their text."""
    shown = store.newest(to=query.get("to", ""))[:PER_PAGE]
    return as_json(
        [
            {
                "name": caught.name,
                "received": caught.at.isoformat(),
                "sender": caught.sender,
                "to": caught.recipients,
                "subject": caught.subject,
                "message_id": caught.message_id,
                "text": parts(store.content(caught.name)).get("text/plain", ""),
            }
            for caught in shown
        ]
    )


def as_json(value: object) -> Answer:
    return Answer(json.dumps(value), content_type="application/json")


def page(title: str, body: str, *, status: int = 200) -> str:
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} - Coproduce mail catcher</title><link rel="stylesheet" href="/style.css">'
        f"</head><body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def not_found() -> Answer:
    return Answer(page("There is no such page", '<p><a href="/">All messages</a></p>'), status=404)


LISTS: dict[str, Callable[[MailStore, Query], Answer]] = {
    "/": inbox,
    "/accepted": accepted,
    "/messages.json": listing,
    "/style.css": lambda _store, _query: Answer(STYLE.read_bytes(), content_type="text/css"),
}
VIEWS: dict[str, Callable[[MailStore, str], Answer]] = {
    "": message,
    "html": message_html,
    "source": message_source,
}


def answer(store: MailStore, target: str) -> Answer:
    """What is at an address of ours."""
    address = urlsplit(target)
    if address.path in LISTS:
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        return LISTS[address.path](store, query)
    match address.path.strip("/").split("/"):
        case ["messages", name, *rest] if "/".join(rest) in VIEWS:
            try:
                return VIEWS["/".join(rest)](store, name)
            except (KeyError, FileNotFoundError):
                return not_found()
    return not_found()


class Handler(BaseHTTPRequestHandler):
    """One request; only addresses of this machine are answered, so no foreign page can read the mail."""

    server: "Pages"
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        local = host in {"127.0.0.1", "localhost"}
        reply = answer(self.server.store, self.path) if local else Answer("Not here", status=421)
        body = reply.body if isinstance(reply.body, bytes) else reply.body.encode("utf-8", "replace")
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", reply.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the base class gives it
        """Silent: the addresses asked for hold recipients."""


class Pages(ThreadingHTTPServer):
    """Serves a store on a socket that is bound already."""

    daemon_threads = True

    def __init__(self, store: MailStore, bound: socket) -> None:
        super().__init__(bound.getsockname(), Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = bound
        self.store = store
        self.server_activate()
