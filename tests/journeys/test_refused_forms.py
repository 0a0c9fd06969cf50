"""Every form that someone is offered, sent back empty: refused in words, and as easy to read as before."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page

from coproduce.accounts.models import User
from tests.conftest import ClientOf
from tests.factories.accounts import enrol
from tests.journeys.crawl import FILE
from tests.journeys.test_public_pages import demonstration
from tests.journeys.walk import Walk, WalkFactory
from tests.test_links import drafts_of, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["demonstration"]

FORM = "main form[method='post']:has(input[type='text'], input:not([type]), textarea, select)"
#: Empties what can be typed, and lets the server answer what the browser would stop.
EMPTY = """(form) => {
  const typed = "input:is([type='text'], [type='email'], [type='url'], :not([type])), textarea";
  for (const box of form.querySelectorAll(typed)) box.value = "";
  for (const box of form.querySelectorAll("input:checked")) box.checked = false;
  form.noValidate = true;
}"""


def with_forms(client: Client, user: User) -> list[str]:
    """A page of each kind that has a form to fill in."""
    found = follow(client, *drafts_of(user), "/organisations/tsi-fife/", "/partnerships/fife/", "/")
    pages = [page for page in found.values() if not FILE.search(urlsplit(page).path)]
    asks = re.compile(r'<form[^>]*method="post".*?(<textarea|type="text"|<select)', re.DOTALL | re.IGNORECASE)
    return [page for page in pages if asks.search(client.get(page, follow=True).content.decode())]


def send_empty(page: Page) -> None:
    form = page.locator(FORM).first
    form.evaluate(EMPTY)
    with page.expect_navigation():
        form.locator("button[type='submit'], button:not([type])").last.click()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("person", "least"), [("Fergus Example", 25), ("Ailsa Example", 5)])
def test_every_form_sent_empty_is_refused_in_words(
    walk: WalkFactory, client_of: ClientOf, person: str, least: int
) -> None:
    user = User.objects.get(name=person)
    enrol(user)
    visitor: Walk = walk(f"refused-{person.split(maxsplit=1)[0].lower()}", user)
    refused = []
    for address in with_forms(client_of(user), user):
        visitor.page.goto(visitor.base + address)
        if not visitor.page.locator(FORM).count():
            continue
        send_empty(visitor.page)
        assert visitor.status < 500, address
        if visitor.page.locator(".ds_error-summary").count():
            visitor.look()
            refused.append(address)
    assert len(refused) >= least, refused
