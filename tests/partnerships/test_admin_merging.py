"""Merges and files of organisations in Django admin: read by those who oversee, made on no page of it."""

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from partnerships.models import Merge, OrganisationImport
from tests.conftest import ClientOf
from tests.factories.merging import MergeFactory, organisation_import

pytestmark = pytest.mark.django_db
TEXT = "name,kind\nSecret Group,Network\n"
BOTH = pytest.mark.parametrize("model", [Merge, OrganisationImport], ids=lambda model: model.__name__)


def address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:partnerships_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def keeper(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


@pytest.fixture
def rows(db: None) -> dict[type[models.Model], models.Model]:
    return {Merge: MergeFactory(), OrganisationImport: organisation_import(TEXT)}


@BOTH
def test_an_administrator_reads_and_changes_nothing(
    model: type[models.Model], rows: dict[type[models.Model], models.Model], keeper: Client
) -> None:
    row = rows[model]
    assert address(model, "change", row.pk) in keeper.get(address(model, "changelist")).content.decode()
    page = keeper.get(address(model, "change", row.pk))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()


@BOTH
@pytest.mark.parametrize("page", ["add", "delete"])
def test_no_row_is_added_or_deleted_here(
    model: type[models.Model], page: str, rows: dict[type[models.Model], models.Model], keeper: Client
) -> None:
    args = [] if page == "add" else [rows[model].pk]
    assert keeper.post(address(model, page, *args), {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=rows[model].pk).exists()


@BOTH
def test_what_is_posted_to_a_row_is_refused(
    model: type[models.Model], rows: dict[type[models.Model], models.Model], keeper: Client
) -> None:
    assert keeper.post(address(model, "change", rows[model].pk), {"file_name": "x"}).status_code == 403


@BOTH
@pytest.mark.parametrize("name", ["officer", "lead", "organisation_lead", "newcomer"])
def test_who_has_no_national_role_does_not_get_in(
    model: type[models.Model], name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    browser = client_of(request.getfixturevalue(name))
    assert browser.get(address(model, "changelist")).status_code == 403


@pytest.mark.parametrize("name", ["auditor", "moderator"])
def test_a_file_is_for_administrators_alone(
    name: str,
    rows: dict[type[models.Model], models.Model],
    client_of: ClientOf,
    request: pytest.FixtureRequest,
) -> None:
    browser = client_of(request.getfixturevalue(name))
    page = browser.get(address(OrganisationImport, "changelist"))
    assert "organisations.csv" not in page.content.decode()
    assert browser.get(address(OrganisationImport, "change", rows[OrganisationImport].pk)).status_code == 302


@pytest.mark.parametrize(("name", "status"), [("auditor", 200), ("moderator", 403)])
def test_merges_are_for_those_who_oversee(
    name: str, status: int, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    browser = client_of(request.getfixturevalue(name))
    assert browser.get(address(Merge, "changelist")).status_code == status
    assert browser.get(address(Merge, "change", MergeFactory().pk)).status_code == status


def test_the_text_of_a_file_is_not_shown(
    rows: dict[type[models.Model], models.Model], keeper: Client
) -> None:
    page = keeper.get(address(OrganisationImport, "change", rows[OrganisationImport].pk)).content.decode()
    assert "name,kind" not in page


@BOTH
@pytest.mark.parametrize("words", ["", "group", "%", "'", "x" * 500])
def test_any_search_is_answered(model: type[models.Model], words: str, keeper: Client) -> None:
    assert keeper.get(address(model, "changelist"), {"q": words}).status_code == 200
