"""A button pressed twice makes one row, and leads to it both times."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coproduce.accounts.models import User
from partnerships.models import OrganisationImport
from tests.conftest import ClientOf

NEW = "/organisations/import/"
KEY = "6a2f41a3-c54c-4ce8-b2d2-0324e1c32e22"


@pytest.fixture
def desk(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def press(desk: Client, *, submission: str | None = KEY, name: str = "One") -> str:
    """Where the button leads."""
    file = SimpleUploadedFile("groups.csv", f"name,kind\n{name},Network\n".encode())
    answer = desk.post(NEW, {"file": file, **({"submission": submission} if submission is not None else {})})
    return answer.headers.get("Location", answer.content.decode())


def test_the_second_press_leads_to_the_row_of_the_first(desk: Client) -> None:
    assert press(desk) == press(desk)
    assert OrganisationImport.objects.count() == 1


def test_the_row_keeps_the_key_of_the_page(desk: Client) -> None:
    press(desk)
    assert OrganisationImport.objects.get().submission == uuid.UUID(KEY)


def test_another_page_makes_another_row(desk: Client) -> None:
    assert press(desk) != press(desk, submission=str(uuid.uuid4()))
    assert OrganisationImport.objects.count() == 2


def test_the_second_press_changes_nothing_even_if_it_says_something_else(desk: Client) -> None:
    press(desk)
    press(desk, name="Two")
    assert "One" in OrganisationImport.objects.get().text


def test_every_page_that_is_opened_has_a_key_of_its_own(desk: Client) -> None:
    keys = {desk.get(NEW).context["form"]["submission"].value() for _ in range(3)}
    assert len(keys) == 3


@pytest.mark.parametrize("submission", [None, ""])
def test_a_page_without_a_key_makes_a_row_each_time(desk: Client, submission: str | None) -> None:
    press(desk, submission=submission)
    press(desk, submission=submission)
    assert OrganisationImport.objects.count() == 2


def test_a_forged_key_is_told_and_makes_no_row(desk: Client) -> None:
    assert "This page was incomplete" in press(desk, submission="not a key")
    assert not OrganisationImport.objects.exists()


def test_the_key_of_a_rejected_form_is_kept_for_the_next_try(desk: Client) -> None:
    page = desk.post(NEW, {"submission": KEY}).content.decode()
    assert f'value="{KEY}"' in page
    press(desk)
    assert OrganisationImport.objects.get().submission == uuid.UUID(KEY)


def test_a_key_of_somebody_elses_row_does_not_open_it(
    desk: Client, client_of: ClientOf, officer: User
) -> None:
    press(desk)
    assert client_of(officer).post(NEW, {"submission": KEY}).status_code == 403
