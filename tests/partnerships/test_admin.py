"""Django admin: administrators keep the registers, others read what they may, officers do not get in."""

import datetime as dt
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import TeamKind, User
from partnerships.models import (
    Engagement,
    IntegrationModel,
    Organisation,
    Partnership,
    StageEvidence,
    StrategicPlan,
)
from partnerships.rules import REGISTERS
from tests.conftest import ClientOf
from tests.factories.partnerships import (
    EngagementFactory,
    IntegrationModelFactory,
    StageEvidenceFactory,
    StrategicPlanFactory,
)

from .test_views_registers import read

pytestmark = pytest.mark.django_db
ADMINISTERED = [model for model in REGISTERS if model is not IntegrationModel]
WORK = (StrategicPlan, StageEvidence, Engagement)


def address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:partnerships_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def keeper(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


@pytest.mark.parametrize("model", [*ADMINISTERED, *WORK], ids=lambda model: model.__name__)
def test_an_administrator_opens_every_list_and_row(
    model: type[models.Model], registers: None, keeper: Client
) -> None:
    StageEvidenceFactory()
    EngagementFactory()
    read(keeper, address(model, "changelist"))
    row = model._default_manager.first()
    assert row is not None
    read(keeper, address(model, "change", row.pk))


@pytest.mark.parametrize("name", ["officer", "lead", "editor", "newcomer"])
def test_who_has_no_national_role_does_not_get_in(
    name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    read(client_of(request.getfixturevalue(name)), address(Partnership, "changelist"), 403)


@pytest.mark.parametrize("name", ["auditor", "moderator"])
def test_others_with_a_national_role_read_and_change_nothing(
    name: str, client_of: ClientOf, fife: Partnership, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    page = read(client, address(Partnership, "change", fife.pk))
    assert 'name="_save"' not in page
    assert client.post(address(Partnership, "change", fife.pk), {"name": "Mine"}).status_code == 403
    assert client.get(address(Organisation, "add")).status_code == 403


@pytest.mark.parametrize("model", WORK, ids=lambda model: model.__name__)
def test_plans_and_engagements_are_not_changed_here(model: type[models.Model], keeper: Client) -> None:
    StageEvidenceFactory(plan=StrategicPlanFactory())
    EngagementFactory()
    row = model._default_manager.get()
    assert 'name="_save"' not in read(keeper, address(model, "change", row.pk))
    read(keeper, address(model, "add"), 403)


def test_a_moderator_finds_no_draft(client_of: ClientOf, moderator: User, draft: Engagement) -> None:
    client = client_of(moderator)
    assert draft.title not in read(client, address(Engagement, "changelist"))
    assert client.get(address(Engagement, "change", draft.pk)).status_code == 302


def new_organisation(**changes: Any) -> dict[str, Any]:
    """With none of the rows beside it, unless some are typed."""
    beside = ("other_names", "identifiers", "parts")
    counts = {f"{rows}-{count}_FORMS": 0 for rows in beside for count in ("TOTAL", "INITIAL")}
    return {"name": "New Action", "slug": "new-action", "kind": "community_group", **counts, **changes}


def test_a_new_organisation_gets_its_team(keeper: Client) -> None:
    keeper.post(address(Organisation, "add"), new_organisation(website="new.example"))
    made = Organisation.objects.get(slug="new-action")
    assert (made.team.kind, made.team.name) == (TeamKind.ORGANISATION, "New Action")
    assert made.website == "https://new.example"


def test_a_renamed_organisation_renames_its_team(keeper: Client, organisation: Organisation) -> None:
    data = new_organisation(name="Fife Together")
    keeper.post(address(Organisation, "change", organisation.pk), data)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.team.name) == ("Fife Together", "Fife Together")
    assert Organisation.objects.count() == 1


def test_what_our_files_know_a_row_by_stays(keeper: Client, organisation: Organisation) -> None:
    keeper.post(address(Organisation, "change", organisation.pk), new_organisation(slug="other"))
    organisation.refresh_from_db()
    assert organisation.slug == "fife-voluntary-action"


def partnership_form(partnership: Partnership, **models_typed: str) -> dict[str, Any]:
    return {
        "name": partnership.name,
        "health_board": partnership.health_board_id,
        "small_number_threshold": 7,
        "integration_models-TOTAL_FORMS": 1,
        "integration_models-INITIAL_FORMS": 0,
        **{f"integration_models-0-{name}": value for name, value in models_typed.items()},
    }


def test_a_new_integration_model_is_a_dated_fact(keeper: Client, fife: Partnership) -> None:
    typed = partnership_form(fife, model="lead_agency", since="2026-04-01")
    assert keeper.post(address(Partnership, "change", fife.pk), typed).status_code == 302
    model = fife.integration_models.get()
    assert (model.model, model.since) == ("lead_agency", dt.date(2026, 4, 1))


def two_models(fife: Partnership, *, until: str) -> dict[str, Any]:
    """The model that is there, ending on a day or not, and one that begins in April 2026."""
    there = IntegrationModelFactory(partnership=fife)
    return {
        **partnership_form(fife, id=str(there.pk), model=there.model, until=until),
        "integration_models-TOTAL_FORMS": 2,
        "integration_models-INITIAL_FORMS": 1,
        "integration_models-1-model": "lead_agency",
        "integration_models-1-since": "2026-04-01",
    }


@pytest.mark.parametrize("until", ["", "2026-04-02"])
def test_two_models_at_once_are_refused_on_the_page(until: str, keeper: Client, fife: Partnership) -> None:
    answer = keeper.post(address(Partnership, "change", fife.pk), two_models(fife, until=until))
    assert "Two models are in force on the same day." in answer.content.decode()
    assert fife.integration_models.count() == 1


def test_one_model_ends_on_the_day_the_next_begins(keeper: Client, fife: Partnership) -> None:
    answer = keeper.post(address(Partnership, "change", fife.pk), two_models(fife, until="2026-04-01"))
    assert answer.status_code == 302
    assert fife.integration_models.count() == 2


def test_a_threshold_out_of_bounds_is_refused_on_the_page(keeper: Client, fife: Partnership) -> None:
    typed = {**partnership_form(fife), "small_number_threshold": 3}
    assert keeper.post(address(Partnership, "change", fife.pk), typed).status_code == 200
    fife.refresh_from_db()
    assert fife.small_number_threshold == 5


def test_an_auditor_sees_the_models_of_a_partnership(
    client_of: ClientOf, auditor: User, fife: Partnership
) -> None:
    IntegrationModelFactory(partnership=fife)
    assert "Integration joint board" in read(client_of(auditor), address(Partnership, "change", fife.pk))


def test_every_model_of_the_registers_is_administered() -> None:
    registered = set(admin.site._registry)
    assert {*ADMINISTERED, *WORK} <= registered
