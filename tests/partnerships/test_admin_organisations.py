"""What belongs to an organisation, in Django admin: names, numbers and parts kept, claims only read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import RoleName, User
from partnerships.models import Claim, Organisation, Partnership
from tests.conftest import ClientOf
from tests.factories.accounts import give
from tests.factories.organisations import ClaimFactory, PartnershipPartFactory

from .test_admin import address, new_organisation
from .test_views_registers import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def with_row(rows: str, **typed: Any) -> dict[str, Any]:
    """The form of an entry with one new row beside it."""
    row = {f"{rows}-0-{name}": value for name, value in typed.items()}
    return new_organisation(**{f"{rows}-TOTAL_FORMS": 1, **row})


def save(client: Client, organisation: Organisation, typed: dict[str, Any]) -> str:
    answer = client.post(address(Organisation, "change", organisation.pk), typed)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_an_administrator_adds_a_name_a_number_and_a_part(
    keeper: Client, organisation: Organisation, fife: Partnership
) -> None:
    assert save(keeper, organisation, with_row("other_names", name="FVA")) == ""
    assert save(keeper, organisation, with_row("identifiers", scheme="oscr", value="sc 012345")) == ""
    assert save(keeper, organisation, with_row("parts", partnership=fife.pk, part="nominates")) == ""
    assert organisation.identifiers.get().value == "SC012345"
    assert (organisation.other_names.count(), organisation.parts.count()) == (1, 1)


def test_a_number_of_another_form_is_refused_here_too(keeper: Client, organisation: Organisation) -> None:
    page = save(keeper, organisation, with_row("identifiers", scheme="oscr", value="12"))
    assert "SC and six digits" in page
    assert not organisation.identifiers.exists()


def test_a_part_is_never_deleted_here(keeper: Client, organisation: Organisation, fife: Partnership) -> None:
    part = PartnershipPartFactory(organisation=organisation, partnership=fife)
    typed = with_row("parts", id=part.pk, partnership=fife.pk, part=part.part, DELETE="on")
    save(keeper, organisation, {**typed, "parts-INITIAL_FORMS": 1})
    assert list(organisation.parts.all()) == [part]


def test_an_auditor_reads_parts_and_is_offered_no_new_row(
    client_of: ClientOf, auditor: User, organisation: Organisation
) -> None:
    PartnershipPartFactory(organisation=organisation)
    page = read(client_of(auditor), address(Organisation, "change", organisation.pk))
    assert "Supports people to take part" in page
    assert 'name="_save"' not in page


def test_an_administrator_who_is_an_officer_too_opens_an_entry(
    client_of: ClientOf, administrator: User, organisation: Organisation, fife: Partnership
) -> None:
    """The officer's right is asked of a partnership, which an organisation has none of."""
    give(administrator, RoleName.OFFICER, fife.team)
    PartnershipPartFactory(organisation=organisation, partnership=fife)
    read(client_of(administrator), address(Organisation, "change", organisation.pk))


def test_claims_are_read_with_their_decision_and_changed_nowhere(keeper: Client, administrator: User) -> None:
    claim = ClaimFactory(statement="I keep the books.")
    read(keeper, address(Claim, "changelist"))
    page = read(keeper, address(Claim, "change", claim.pk))
    assert "I keep the books." in page
    assert 'name="_save"' not in page
    read(keeper, reverse("admin:partnerships_claim_add"), 403)
    read(keeper, address(Claim, "delete", claim.pk), 403)


@pytest.mark.parametrize("name", ["moderator", "auditor"])
def test_whoever_does_not_decide_finds_no_claim(
    name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    claim = ClaimFactory(organisation__name="Hidden Example")
    client = client_of(request.getfixturevalue(name))
    assert "Hidden Example" not in read(client, address(Claim, "changelist"))
    assert client.get(address(Claim, "change", claim.pk)).status_code == 302
