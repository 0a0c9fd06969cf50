"""What changed, when and by whom: read by the team and national oversight, by nobody else."""

import datetime as dt

import pghistory
import pytest
from django.db.models import Model
from django.test import Client

from coproduce.accounts.models import User
from partnerships.models import Body, Engagement, Organisation, Partnership, StrategicPlan, Tenure
from tests.conftest import ClientOf
from tests.factories.bodies import BodyFactory, MeetingFactory, SeatFactory, TenureFactory
from tests.factories.merging import IdentifierFactory, OtherNameFactory
from tests.factories.organisations import PartnershipPartFactory, SupportOfferFactory
from tests.factories.partnerships import OrganisationFactory

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db
OF_PARTNERSHIP = ("fife", "body", "plan", "draft", "published")
TOLD = "Changes<span"


@pytest.fixture
def body(fife: Partnership) -> Body:
    return BodyFactory(partnership=fife, name="Planning group")


def history_of(row: Model) -> str:
    return f"{row.get_absolute_url()}history/"  # type: ignore[attr-defined]


def rename(row: Model, name: str, *, by: User) -> None:
    field = "title" if hasattr(row, "title") else "name"
    with pghistory.context(user=by.pk):
        type(row)._default_manager.filter(pk=row.pk).update(**{field: name})


@pytest.fixture
def row(request: pytest.FixtureRequest) -> Model:
    made: Model = request.getfixturevalue(request.param)
    return made


@pytest.mark.parametrize("row", OF_PARTNERSHIP, indirect=True)
@pytest.mark.parametrize("name", ["reader", "officer", "lead", "auditor"])
def test_the_team_and_oversight_read_what_changed_and_who_changed_it(
    name: str, row: Model, officer: User, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    rename(row, "Another name", by=officer)
    client = client_of(request.getfixturevalue(name))
    page = read(client, history_of(row))
    assert "Ossian Officer" in page
    assert "Another name" in page
    assert history_of(row) in read(client, row.get_absolute_url())  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", ["fife", "body", "plan", "published", "organisation"], indirect=True)
@pytest.mark.parametrize("name", ["officer_elsewhere", "moderator", "newcomer"])
def test_others_with_an_account_do_not(
    name: str, row: Model, officer: User, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    rename(row, "Another name", by=officer)
    client = client_of(request.getfixturevalue(name))
    assert "Ossian" not in read(client, history_of(row), 403)
    assert TOLD not in read(client, row.get_absolute_url())  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", ["fife", "body", "plan", "published", "organisation"], indirect=True)
def test_the_public_is_not_told_who_works_here(row: Model, officer: User, client: Client) -> None:
    rename(row, "Another name", by=officer)
    assert client.get(history_of(row)).status_code == 302
    page = read(client, row.get_absolute_url())  # type: ignore[attr-defined]
    assert "Ossian" not in page
    assert TOLD not in page


def test_the_history_of_a_draft_is_not_there_for_strangers(
    draft: Engagement, officer_elsewhere: User, client_of: ClientOf
) -> None:
    read(client_of(officer_elsewhere), history_of(draft), 404)


@pytest.mark.parametrize("name", ["member", "editor", "organisation_lead", "auditor", "administrator"])
def test_an_organisations_people_and_oversight_read_its_history(
    name: str, organisation: Organisation, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    rename(organisation, "Fife Voluntary Actions", by=request.getfixturevalue(name))
    page = read(client, history_of(organisation))
    assert "Fife Voluntary Actions" in page
    assert TOLD in read(client, organisation.get_absolute_url())


def test_an_officer_does_not_read_the_history_of_an_organisation(
    organisation: Organisation, officer: User, client_of: ClientOf
) -> None:
    read(client_of(officer), history_of(organisation), 403)


def test_what_nobody_changed_says_when_it_was_first_recorded(
    plan: StrategicPlan, reader: User, client_of: ClientOf
) -> None:
    assert "First recorded here." in read(client_of(reader), history_of(plan))


@pytest.fixture
def much_changed(plan: StrategicPlan, officer: User) -> StrategicPlan:
    for number in range(60):
        rename(plan, f"Title {number}", by=officer)
    return plan


def test_older_changes_are_on_the_second_page(
    much_changed: StrategicPlan, reader: User, client_of: ClientOf
) -> None:
    client, address = client_of(reader), history_of(much_changed)
    newest, oldest = read(client, address), read(client, f"{address}?page=2")
    assert "First recorded" not in newest
    assert "?page=2" in newest
    assert "First recorded" in oldest


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_an_odd_page_is_answered(page: str, plan: StrategicPlan, reader: User, client_of: ClientOf) -> None:
    assert "First recorded" in read(client_of(reader), f"{history_of(plan)}?page={page}")


def test_the_page_takes_as_many_queries_for_sixty_changes_as_for_one(
    plan: StrategicPlan, officer: User, client_of: ClientOf, queries_of: QueriesOf
) -> None:
    client, address = client_of(officer), history_of(plan)
    rename(plan, "Once", by=officer)
    few = queries_of(client, address)
    for number in range(60):
        rename(plan, f"Title {number}", by=officer)
    assert queries_of(client, address) == few <= 12


def test_each_change_has_its_own_person_and_both_values(
    plan: StrategicPlan, officer: User, lead: User, client_of: ClientOf
) -> None:
    rename(plan, "First title", by=officer)
    rename(plan, "Second title", by=lead)
    page = read(client_of(lead), history_of(plan))
    assert page.index("Lorna Lead") < page.index("Ossian Officer")
    assert page.index("Second title") < page.index("Plan for Fife", page.index("Ossian Officer"))


def test_a_change_by_a_command_is_the_platforms(plan: StrategicPlan, lead: User, client_of: ClientOf) -> None:
    StrategicPlan.objects.filter(pk=plan.pk).update(title="By a command")
    assert "the platform" in read(client_of(lead), history_of(plan))


def test_no_address_of_a_person_is_told(plan: StrategicPlan, officer: User, client_of: ClientOf) -> None:
    rename(plan, "Another", by=officer)
    content = read(client_of(officer), history_of(plan)).partition("<ol>")[2].partition("</ol>")[0]
    assert "Ossian Officer" in content
    assert officer.email not in content


# --- Rows below ---
def test_who_appointed_and_who_ended_is_told_with_the_seat(
    body: Body, officer: User, lead: User, client_of: ClientOf
) -> None:
    seat = SeatFactory(body=body, title="Unpaid carers")
    with pghistory.context(user=officer.pk):
        tenure = TenureFactory(seat=seat)
    with pghistory.context(user=lead.pk):
        Tenure.objects.filter(pk=tenure.pk).update(until=dt.date(2026, 9, 1))
    page = read(client_of(lead), f"{history_of(body)}?of=appointments")
    assert page.index("Lorna Lead") < page.index("1 September 2026") < page.index("Ossian Officer")
    assert page.count("Unpaid carers, holder") == 2


def test_rows_below_another_body_are_not_told(body: Body, lead: User, client_of: ClientOf) -> None:
    SeatFactory(body__partnership=body.partnership, title="Of the other body")
    page = read(client_of(lead), f"{history_of(body)}?of=seats")
    assert "Of the other body" not in page
    assert "Nothing of this kind is recorded yet." in page


def test_a_kind_that_is_none_shows_the_entry_itself(body: Body, lead: User, client_of: ClientOf) -> None:
    page = read(client_of(lead), f"{history_of(body)}?of=secrets")
    assert "First recorded here." in page
    assert '<strong aria-current="page">This entry itself</strong>' in page


@pytest.mark.parametrize("of", ["names", "identifiers", "parts", "support"])
def test_what_hangs_on_an_organisation_is_told(
    of: str, organisation: Organisation, administrator: User, client_of: ClientOf
) -> None:
    with pghistory.context(user=administrator.pk):
        OtherNameFactory(organisation=organisation)
        IdentifierFactory(organisation=organisation)
        PartnershipPartFactory(organisation=organisation)
        SupportOfferFactory(organisation=organisation)
    page = read(client_of(administrator), f"{history_of(organisation)}?of={of}")
    assert page.count("First recorded here.") == 1
    assert str(administrator.name) in page.partition("<ol>")[2]


def test_a_row_that_is_gone_is_told_without_its_name(
    organisation: Organisation, administrator: User, client_of: ClientOf
) -> None:
    OtherNameFactory(organisation=organisation, name="Gone again").delete()
    page = read(client_of(administrator), f"{history_of(organisation)}?of=names")
    assert "First recorded here." in page
    assert "Gone again" not in page


@pytest.mark.parametrize("of", ["seats", "appointments", "meetings"])
def test_the_history_of_many_rows_takes_the_same_queries(
    of: str, body: Body, lead: User, client_of: ClientOf, queries_of: QueriesOf
) -> None:
    client, address = client_of(lead), f"{history_of(body)}?of={of}"
    counted = []
    for _ in range(2):
        for _ in range(15):
            TenureFactory(seat=SeatFactory(body=body), organisation=OrganisationFactory())
            MeetingFactory(body=body)
        counted.append(queries_of(client, address))
    assert counted[0] == counted[1] <= 12


def test_more_than_fifty_changes_of_a_kind_are_turned_page_by_page(
    body: Body, lead: User, client_of: ClientOf
) -> None:
    SeatFactory.create_batch(51, body=body)
    first = read(client_of(lead), f"{history_of(body)}?of=seats")
    second = read(client_of(lead), f"{history_of(body)}?of=seats&page=2")
    assert (first.count("First recorded here."), second.count("First recorded here.")) == (50, 1)
    assert "of=seats&amp;page=2" in first
