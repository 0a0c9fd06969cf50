"""Reads a page as someone who listens to it would: its words, links, forms and what their labels say."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

Attributes = list[tuple[str, str | None]]


@dataclass
class Field:
    """One input; of radio buttons and checkboxes, one box."""

    name: str
    kind: str
    value: str
    chosen: bool = True
    identity: str = ""
    label: str = ""


@dataclass
class Button:
    name: str
    value: str
    words: str


@dataclass
class Form:
    """A form as it would be sent if its button were pressed now."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def settle(self, labels: dict[str, str]) -> None:
        """Once all is read: boxes know their labels, and a list without a choice stands on its first line."""
        for item in self.fields:
            item.label = item.label or labels.get(item.identity, "")
        for name in {item.name for item in self.fields if item.kind == "option"}:
            options = [item for item in self.fields if item.name == name]
            if not any(item.chosen for item in options):
                options[0].chosen = True

    def fill(self, name: str, value: str) -> None:
        found = [item for item in self.fields if item.name == name]
        if not found:
            raise LookupError(
                f"There is no field called {name}; there are {sorted({f.name for f in self.fields})}."
            )
        for item in found:
            if item.kind in {"radio", "checkbox", "option"}:
                item.chosen = item.value == value
            else:
                item.value = value

    def tick(self, label: str) -> None:
        """Choose the box or the option whose label begins so."""
        for item in self.fields:
            if item.kind in {"radio", "checkbox", "option"} and item.label.startswith(label):
                for other in self.fields:
                    if other.name == item.name and item.kind != "checkbox":
                        other.chosen = False
                item.chosen = True
                return
        raise LookupError(f"There is nothing to tick that begins with {label!r}.")

    def choices(self, name: str) -> list[str]:
        """The labels offered for a field, without the empty one."""
        return [item.label for item in self.fields if item.name == name and item.value]

    def encoded(self, button: Button) -> str:
        pairs = [(item.name, item.value) for item in self.fields if item.name and item.chosen]
        return urlencode([*pairs, *([(button.name, button.value)] if button.name else [])])


class Page(HTMLParser):
    """An answer, read."""

    def __init__(self, url: str, status: int, html: str) -> None:
        super().__init__()
        self.url, self.status, self.html = url, status, html
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.labels: dict[str, str] = {}
        self.pieces: list[str] = []
        self.open: list[tuple[str, dict[str, str], int]] = []
        self.feed(html)
        for form in self.forms:
            form.settle(self.labels)

    @property
    def words(self) -> str:
        return tidy("".join(self.pieces))

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"a", "button", "label", "option", "textarea", "select", "script", "style"}:
            self.open.append((tag, given, len(self.pieces)))
        if tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.form)
        elif tag == "input" and self.form:
            self.add_input(self.form, given)
        elif tag in {
            "p",
            "li",
            "td",
            "th",
            "dd",
            "dt",
            "div",
            "br",
            "h1",
            "h2",
            "h3",
            "tr",
            "option",
            "label",
        }:
            self.pieces.append(" ")

    def add_input(self, form: Form, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        if kind in {"submit", "image"}:
            form.buttons.append(Button(name, given.get("value", ""), given.get("value", "")))
        elif kind not in {"file", "button", "reset"}:
            boxed = kind in {"radio", "checkbox"}
            value = given.get("value", "on" if boxed else "")
            form.fields.append(Field(name, kind, value, not boxed or "checked" in given, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if not self.open or self.open[-1][0] != tag:
            return
        _tag, given, begin = self.open.pop()
        words = tidy("".join(self.pieces[begin:]))
        if tag == "a":
            self.links.append((words, given.get("href", "")))
        elif tag == "label":
            self.labels[given.get("for", "")] = words
        elif self.form:
            self.add_closed(self.form, tag, given, begin, words)

    def add_closed(self, form: Form, tag: str, given: dict[str, str], begin: int, words: str) -> None:
        """What is known only when its end has been read."""
        if tag == "button" and given.get("type", "submit") == "submit":
            form.buttons.append(Button(given.get("name", ""), given.get("value", ""), words))
        elif tag == "textarea":
            form.fields.append(
                Field(
                    given.get("name", ""),
                    "textarea",
                    "".join(self.pieces[begin:]),
                    identity=given.get("id", ""),
                )
            )
        elif tag == "option":
            name = next(
                (
                    attributes.get("name", "")
                    for tag_, attributes, _ in reversed(self.open)
                    if tag_ == "select"
                ),
                "",
            )
            form.fields.append(
                Field(name, "option", given.get("value", words), "selected" in given, label=words)
            )

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1][0] not in {"script", "style"}:
            self.pieces.append(data)

    def form_with(self, words: str) -> tuple[Form, Button]:
        """The first form with a button that says this."""
        for form in self.forms:
            for button in form.buttons:
                if words in button.words:
                    return form, button
        raise LookupError(
            f"{self.url} has no button {words!r}; it has {[b.words for f in self.forms for b in f.buttons]}."
        )

    def link(self, words: str) -> str:
        for said, target in self.links:
            if words in said:
                return target
        raise LookupError(f"{self.url} has no link {words!r}.")


def tidy(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
