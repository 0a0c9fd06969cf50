"""Bodies in Django admin: kept by administrators, and a tenure or an evaluation is never deleted."""

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import User
from partnerships.models import Body, Evaluation, Locality, Meeting, Seat, Tenure
from tests.conftest import ClientOf
from tests.factories.bodies import EvaluationFactory, LocalityFactory, MeetingFactory, TenureFactory

from .test_views_registers import read

pytestmark = pytest.mark.django_db
KEPT = (Body, Evaluation, Locality, Meeting, Seat, Tenure)


@pytest.fixture
def keeper(client_of: ClientOf, administrator: User) -> Client:
    for factory in (EvaluationFactory, LocalityFactory, MeetingFactory, TenureFactory):
        factory()
    return client_of(administrator)


def address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:partnerships_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_an_administrator_opens_every_list_and_row(model: type[models.Model], keeper: Client) -> None:
    read(keeper, address(model, "changelist"))
    row = model._default_manager.first()
    assert row is not None
    read(keeper, address(model, "change", row.pk))
    read(keeper, address(model, "delete", row.pk), 403)


def test_nobody_adds_an_evaluation_by_hand(keeper: Client) -> None:
    read(keeper, address(Evaluation, "add"), 403)
