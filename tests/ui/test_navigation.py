"""The header offers what a person may open, and marks where they are."""

from typing import Any

import pytest
from django.conf import settings as project
from django.test import RequestFactory
from django.urls import reverse
from pytest_django import Settings

from coproduce.ui.navigation import entries, navigation


class Person:
    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has_perm(self, permission: str) -> bool:
        return permission in self.permissions


@pytest.fixture
def settings(settings: Settings) -> Settings:
    settings.NAVIGATION = (
        ("Privacy", "ui:privacy", ""),
        ("Contact", "ui:contact", "ui.write_letter"),
        ("Lost", "ui:nowhere", ""),
    )
    return settings


def offered(path: str, user: Any = None) -> list[tuple[str, str]]:
    request = RequestFactory().get(path)
    if user:
        request.user = user
    return [(entry.text, entry.current) for entry in entries(request)]


@pytest.mark.usefixtures("settings")
def test_a_stranger_is_offered_what_is_open() -> None:
    assert offered("/") == [("Privacy", "")]


@pytest.mark.usefixtures("settings")
def test_a_permission_opens_an_entry() -> None:
    assert offered("/", Person("ui.write_letter")) == [("Privacy", ""), ("Contact", "")]


@pytest.mark.usefixtures("settings")
def test_the_page_itself_and_the_section_are_marked_apart() -> None:
    assert offered("/privacy/") == [("Privacy", "page")]
    assert offered("/privacy/more/") == [("Privacy", "true")]


def test_every_declared_entry_has_its_page() -> None:
    assert [reverse(name) for _, name, _ in project.NAVIGATION]


def test_pages_know_whether_this_is_a_demonstration(rf: RequestFactory, settings: Settings) -> None:
    settings.DEMO = True
    settings.MAIL_CATCHER_URL = "http://127.0.0.1:8025/"
    context = navigation(rf.get("/"))
    assert (context["demo"], context["mail_catcher_url"]) == (True, "http://127.0.0.1:8025/")
