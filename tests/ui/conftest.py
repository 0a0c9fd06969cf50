"""A page as a tree, a small form, and a model that lives only in these tests."""

import uuid
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, ClassVar

import pytest
from django.db import connection, models
from django.template import Context, Template
from django.test import RequestFactory

VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle"}


class Page(HTMLParser):
    """Every tag with its attributes and the words inside it, as a browser's parser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: dict[int, str] = {}
        self.open: list[int] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.tags[self.open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for number in self.open:
            self.words[number] = self.words.get(number, "") + data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Attributes of each such tag, with its words under "text"; `class_="x"` means "has class x"."""
        return [
            {**attrs, "text": " ".join(self.words.get(number, "").split())}
            for number, (name, attrs) in enumerate(self.tags)
            if name == tag and all(fits(attrs, key, value) for key, value in wanted.items())
        ]

    def one(self, tag: str, **wanted: str) -> dict[str, str]:
        (found,) = self.all(tag, **wanted)
        return found


def fits(attrs: dict[str, str], key: str, value: str) -> bool:
    if key == "class_":
        return value in attrs.get("class", "").split()
    return attrs.get(key.replace("_", "-")) == value


@pytest.fixture
def read() -> Callable[[Any], Page]:
    """Parse a response or a piece of HTML."""
    return lambda source: Page(source.content.decode() if hasattr(source, "content") else str(source))


@pytest.fixture
def show(rf: RequestFactory) -> Callable[..., str]:
    """Render template source with our tags loaded and a request in the context."""

    def rendered(source: str, path: str = "/", **context: Any) -> str:
        template = Template("{% load ui ui_fields crispy_forms_tags %}" + source)
        return template.render(Context({"request": rf.get(path), **context}))

    return rendered


class Note(models.Model):
    title = models.CharField(max_length=20, unique=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects: ClassVar[models.Manager["Note"]] = models.Manager()

    class Meta:
        app_label = "ui"

    def __str__(self) -> str:
        return self.title


@pytest.fixture
def note(db: None) -> Iterator[Note]:
    """A saved note in a table of its own."""
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    yield Note.objects.create(title="Garden day")
    with connection.schema_editor() as editor:
        editor.delete_model(Note)
