"""What accompanies plans in Django admin: all of it is read there; what is only added stays as it is."""

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from partnerships.models import (
    EvidenceWithdrawal,
    LocalityDecision,
    PerformanceReport,
    PlannedStage,
    PlanReview,
    SchemeReview,
    SignificantDecision,
)
from tests.conftest import ClientOf
from tests.factories.planning import (
    EvidenceWithdrawalFactory,
    LocalityDecisionFactory,
    PerformanceReportFactory,
    PlannedStageFactory,
    PlanReviewFactory,
    SchemeReviewFactory,
    SignificantDecisionFactory,
)

from .test_views_registers import read

pytestmark = pytest.mark.django_db
ADDED_ONLY = (PlanReview, EvidenceWithdrawal)
ALL = (*ADDED_ONLY, PlannedStage, SignificantDecision, LocalityDecision, PerformanceReport, SchemeReview)
FACTORIES = (
    EvidenceWithdrawalFactory,
    LocalityDecisionFactory,
    PerformanceReportFactory,
    PlannedStageFactory,
    PlanReviewFactory,
    SchemeReviewFactory,
    SignificantDecisionFactory,
)


def address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:partnerships_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def keeper(client_of: ClientOf, administrator: User) -> Client:
    for factory in FACTORIES:
        factory()
    return client_of(administrator)


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_an_administrator_opens_every_list_and_row(model: type[models.Model], keeper: Client) -> None:
    read(keeper, address(model, "changelist"))
    read(keeper, address(model, "change", model._default_manager.get().pk))


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_nobody_adds_changes_or_deletes_them_here(model: type[models.Model], keeper: Client) -> None:
    row = model._default_manager.get()
    assert 'name="_save"' not in read(keeper, address(model, "change", row.pk))
    read(keeper, address(model, "add"), 403)
    read(keeper, address(model, "delete", row.pk), 403)
    assert keeper.post(address(model, "change", row.pk), {"reason": "Mine"}).status_code == 403


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
@pytest.mark.parametrize("name", ["officer", "editor"])
def test_who_has_no_national_role_does_not_get_in(
    name: str, model: type[models.Model], client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    read(client_of(request.getfixturevalue(name)), address(model, "changelist"), 403)
