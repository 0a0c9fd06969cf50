"""Bodies in Django admin: kept by administrators, and a tenure or an evaluation is never deleted."""

import datetime as dt

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from coproduce.accounts.models import RoleName, User
from partnerships import evaluation, seating
from partnerships.models import (
    Body,
    BodyKind,
    Evaluation,
    Locality,
    Meeting,
    Partnership,
    Seat,
    StatutoryRule,
    Tenure,
)
from tests.conftest import ClientOf
from tests.factories.accounts import give
from tests.factories.bodies import (
    BodyFactory,
    EvaluationFactory,
    LocalityFactory,
    MeetingFactory,
    TenureFactory,
)
from tests.factories.partnerships import StatutoryGroupFactory

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


# --- Rules and what was kept ---
@pytest.fixture
def board(registers: None, administrator: User) -> Body:
    fife = Partnership.objects.get(slug="fife")
    body = Body(partnership=fife, kind=BodyKind.JOINT_BOARD, name="Board")
    return seating.found(body, by=administrator, today=dt.date(2026, 5, 1))


def rule_form(rule: StatutoryRule, **changes: object) -> dict[str, object]:
    """The form of a rule as the page shows it, with these typed over."""
    shown = {field.name: field.value_from_object(rule) for field in rule._meta.fields}
    return {name: "" if value is None else value for name, value in {**shown, **changes}.items()}


def content(page: str) -> str:
    return page[page.index("<h1") : page.index("</main>")]


def test_editing_a_rule_leaves_what_was_kept_as_it_was(
    board: Body, client_of: ClientOf, administrator: User
) -> None:
    client = client_of(administrator)
    now = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
    kept = evaluation.keep(board, dt.date(2026, 8, 31), by=administrator, now=now)
    before = read(client, kept.get_absolute_url())
    rule = StatutoryRule.objects.get(group__code="ijb_staff")
    typed = rule_form(rule, minimum=7, provision="art.99")
    assert client.post(address(StatutoryRule, "change", rule.pk), typed).status_code == 302
    after = read(client, kept.get_absolute_url())
    assert content(after) == content(before)
    assert "art.99" in read(client, f"{board.get_absolute_url()}?on=2026-08-31")


def test_ending_a_rule_leaves_the_days_before_as_they_were(
    board: Body, client_of: ClientOf, administrator: User
) -> None:
    rule = StatutoryRule.objects.get(group__code="ijb_staff")
    client, end = client_of(administrator), dt.date(2026, 9, 1)
    before = evaluation.evaluate(board, end - dt.timedelta(days=1))
    client.post(address(StatutoryRule, "change", rule.pk), rule_form(rule, until=end))
    assert evaluation.evaluate(board, end - dt.timedelta(days=1)) == before
    assert rule.group.label not in {row.group for row in evaluation.evaluate(board, end)}


@pytest.mark.parametrize(
    "changes", [{"since": "2026-02-30"}, {"until": "soon"}, {"since": "2026-09-01", "until": "2026-09-01"}]
)
def test_a_rule_with_days_that_cannot_be_is_refused_on_the_page(
    changes: dict[str, object], board: Body, client_of: ClientOf, administrator: User
) -> None:
    rule = StatutoryRule.objects.get(group__code="ijb_staff")
    answer = client_of(administrator).post(
        address(StatutoryRule, "change", rule.pk), rule_form(rule, minimum=7, **changes)
    )
    assert "Please correct the error" in answer.content.decode()
    rule.refresh_from_db()
    assert rule.minimum == 1


def test_a_second_rule_on_the_same_days_is_refused_on_the_page(
    board: Body, client_of: ClientOf, administrator: User
) -> None:
    rule = StatutoryRule.objects.get(group__code="ijb_staff")
    typed = rule_form(rule, id="", since="2026-09-01")
    answer = client_of(administrator).post(address(StatutoryRule, "add"), typed)
    assert answer.status_code == 200
    assert StatutoryRule.objects.filter(group__code="ijb_staff").count() == 1


@pytest.mark.parametrize("name", ["auditor", "moderator", "officer", "lead", "reader"])
def test_rules_are_edited_by_administrators_alone(
    name: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    rule = StatutoryRule.objects.create(group=StatutoryGroupFactory(), provision="art.3")
    page, typed = address(StatutoryRule, "change", rule.pk), rule_form(rule, minimum=7)
    assert client_of(request.getfixturevalue(name)).post(page, typed).status_code == 403
    rule.refresh_from_db()
    assert rule.minimum == 1


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
@pytest.mark.parametrize("name", ["reader", "officer", "lead", "officer_elsewhere", "organisation_lead"])
def test_partnerships_do_not_keep_their_bodies_here(
    name: str, model: type[models.Model], client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    read(client_of(request.getfixturevalue(name)), address(model, "changelist"), 403)


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_auditors_read_and_change_nothing(
    model: type[models.Model], keeper: Client, client_of: ClientOf, auditor: User
) -> None:
    client, row = client_of(auditor), model._default_manager.first()
    assert row is not None
    assert 'name="_save"' not in read(client, address(model, "change", row.pk))
    assert client.post(address(model, "change", row.pk), {}).status_code == 403


def test_a_tenure_over_another_is_refused_on_the_page(keeper: Client) -> None:
    there = Tenure.objects.get()
    typed = {"seat": there.seat_id, "standing": there.standing, "since": "2026-03-01"}
    assert keeper.post(address(Tenure, "add"), typed).status_code == 200
    assert Tenure.objects.count() == 1


# --- A moderator who leads one partnership ---
@pytest.fixture
def two_hats(client_of: ClientOf, moderator: User, fife: Partnership) -> Client:
    """May open Django admin, and leads Fife."""
    give(moderator, RoleName.LEAD, fife.team)
    return client_of(User.objects.get(pk=moderator.pk))


def test_a_row_is_added_where_the_person_may(two_hats: Client, fife: Partnership) -> None:
    two_hats.post(address(Locality, "add"), {"partnership": fife.pk, "name": "Leven"})
    assert Locality.objects.get(name="Leven").partnership == fife


def test_a_row_is_not_added_where_the_person_may_not(two_hats: Client, dundee: Partnership) -> None:
    answer = two_hats.post(address(Locality, "add"), {"partnership": dundee.pk, "name": "Kept as typed"})
    assert "You may not add anything there" in answer.content.decode()
    assert "Kept as typed" in answer.content.decode()
    assert not Locality.objects.exists()


def test_nothing_is_added_below_a_body_of_others(two_hats: Client, dundee: Partnership) -> None:
    body = BodyFactory(partnership=dundee)
    day = {"on": "2026-12-01", "body": body.pk}
    for model, data in ((Meeting, day), (Seat, {"body": body.pk, "title": "Chair", "filling": "chosen"})):
        answer = two_hats.post(address(model, "add"), data)
        assert "You may not add anything there" in answer.content.decode(), model
        assert not model._default_manager.exists()


def test_a_row_stays_where_it_was_added(keeper: Client, dundee: Partnership) -> None:
    locality = Locality.objects.get()
    data = {"partnership": dundee.pk, "name": "Renamed", "gaelic_name": "", "description": ""}
    keeper.post(address(Locality, "change", locality.pk), data)
    locality.refresh_from_db()
    assert (locality.name, locality.partnership == dundee) == ("Renamed", False)


def test_an_officer_with_two_hats_keeps_no_evaluation_by_hand(two_hats: Client) -> None:
    read(two_hats, address(Evaluation, "add"), 403)
