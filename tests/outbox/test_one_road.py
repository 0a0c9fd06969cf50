"""There is one way out for mail, and nothing is carried by the broker: the sources are looked through."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("coproduce", "partnerships", "learning", "participants")
#: Names of other roads, and the files where each is at home.
AT_HOME = {
    "send_mail": set(),
    "send_mass_mail": set(),
    "mail_admins": set(),
    "mail_managers": set(),
    "EmailMessage": set(),
    "EmailMultiAlternatives": {"coproduce/outbox/envelope.py"},
    "smtplib": {"coproduce/outbox/relay.py"},
    "apply_async": set(),
    "delay": set(),
    "retry": {"coproduce/celery.py"},
    "eta": set(),
    "countdown": set(),
    "send_task": {"coproduce/celery.py"},
}


def sources() -> Iterator[Path]:
    """Ours, but for the development tools, which read mail and send none."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if not path.is_relative_to(ROOT / "coproduce" / "local"):
                yield path


def names_used(source: str) -> set[str]:
    """Imported, called, read or passed; what is merely defined or mentioned in words does not count."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                found.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                found.update(alias.name.partition(".")[0] for alias in aliases)
    return found


@pytest.mark.parametrize("name", sorted(AT_HOME))
def test_mail_and_tasks_take_no_other_road(name: str) -> None:
    users = {str(path.relative_to(ROOT)) for path in sources() if name in names_used(path.read_text())}
    assert users <= AT_HOME[name]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from django.core.mail import send_mail", "send_mail"),
        ("mail.send_mail('a')", "send_mail"),
        ("digest.delay(person.email)", "delay"),
        ("task.apply_async(args, eta=moment)", "eta"),
        ("task.apply_async(args, countdown=60)", "countdown"),
        ("self.retry()", "retry"),
        ("import smtplib", "smtplib"),
        ("from email.message import EmailMessage", "EmailMessage"),
    ],
)
def test_the_look_through_the_sources_finds_each_of_them(source: str, name: str) -> None:
    assert name in names_used(source)


def test_a_method_of_that_name_and_a_word_about_it_are_no_use_of_it() -> None:
    assert "send_mail" not in names_used('def send_mail(self): """Not send_mail."""')
