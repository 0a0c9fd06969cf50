"""Seats and who holds them, as leads and officers keep them in a browser; two at once, and who may not."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import Body, BodyKind, Partnership, Seat, Standing, Substitute, Tenure
from tests.conftest import ClientOf
from tests.factories.bodies import BodyFactory, LocalityFactory, SeatFactory, TenureFactory
from tests.factories.partnerships import IntegrationModelFactory, OrganisationFactory
from tests.threads import at_once

from .test_views_bodies import boxes, sent
from .test_views_registers import read

FIRST, END = dt.date(2026, 4, 1), dt.date(2026, 9, 1)
pytestmark = pytest.mark.django_db
Press = Callable[[], HttpResponse]


@pytest.fixture
def body(fife: Partnership) -> Body:
    return BodyFactory(partnership=fife, name="Network", since=dt.date(2026, 1, 1))


@pytest.fixture
def seat(body: Body) -> Seat:
    return SeatFactory(body=body, title="Convener")


@pytest.fixture
def group(registers: None) -> Body:
    """A planning group of Fife as the registers know it, with no seat yet."""
    fife = Partnership.objects.get(slug="fife")
    return BodyFactory(partnership=fife, kind=BodyKind.PLANNING_GROUP, name="Group")


@pytest.fixture
def keeper(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def said(client: Client, address: str, **typed: object) -> str:
    """What the page says that the person ends on."""
    return client.post(address, typed, follow=True).content.decode()


# --- The seats the rules ask for ---
def test_the_seats_the_rules_ask_for_are_added_and_named(group: Body, keeper: Client) -> None:
    page = said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    assert "Added 14 seats: " in page
    assert "Users of social care" in page
    assert group.seats.count() == 14


def test_pressed_again_it_says_that_nothing_is_missing(group: Body, keeper: Client) -> None:
    for _ in range(2):
        page = said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    assert "No seat is missing" in page
    assert group.seats.count() == 14


def test_a_new_locality_asks_for_one_more_seat(group: Body, keeper: Client) -> None:
    said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    LocalityFactory(partnership=group.partnership, name="Levenmouth")
    page = said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    assert "Added 1 seat: Representative of Levenmouth." in page


def test_the_title_of_an_added_seat_is_told_as_text(group: Body, keeper: Client) -> None:
    LocalityFactory(partnership=group.partnership, name="<script>Leven")
    page = said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    assert "&lt;script&gt;Leven" in page
    assert "<script>Leven" not in page


def test_a_seat_added_later_begins_today(group: Body, keeper: Client) -> None:
    SeatFactory(body=group, title="Chair")
    said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    assert set(group.seats.exclude(title="Chair").values_list("since", flat=True)) == {localdate()}


def test_a_body_whose_seats_have_all_ended_gets_new_ones_from_today(group: Body, keeper: Client) -> None:
    SeatFactory(body=group, until=FIRST)
    said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    assert set(group.seats.exclude(until=FIRST).values_list("since", flat=True)) == {localdate()}


def test_a_body_that_has_ended_gets_no_more_seats(group: Body, keeper: Client) -> None:
    Body.objects.update(until=FIRST)
    page = said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    assert "“Group” ended on 1 April 2026, so it gets no more seats." in page
    assert not group.seats.exists()


def test_seats_added_to_a_body_that_will_end_end_with_it(group: Body, keeper: Client) -> None:
    end = localdate() + dt.timedelta(days=90)
    Body.objects.update(until=end)
    said(keeper, f"/bodies/{group.pk}/seats/from-rules/")
    assert set(group.seats.values_list("until", flat=True)) == {end}


def test_without_a_known_model_it_says_why_no_seat_is_added(
    fife: Partnership, client_of: ClientOf, lead: User
) -> None:
    group = BodyFactory(partnership=fife, kind=BodyKind.PLANNING_GROUP)
    page = said(client_of(lead), f"/bodies/{group.pk}/seats/from-rules/")
    assert "No integration model is recorded for Fife" in page


def test_a_network_is_asked_for_no_seats(body: Body, client_of: ClientOf, lead: User) -> None:
    client = client_of(lead)
    assert "from-rules" not in read(client, body.get_absolute_url())
    assert "No seat is missing" in said(client, f"/bodies/{body.pk}/seats/from-rules/")


def test_only_the_lead_is_offered_the_button(fife: Partnership, client_of: ClientOf, lead: User) -> None:
    group = BodyFactory(partnership=fife, kind=BodyKind.PLANNING_GROUP)
    assert "Add the seats the rules ask for" in read(client_of(lead), group.get_absolute_url())
    assert "Add the seats the rules ask for" not in read(Client(), group.get_absolute_url())


@pytest.mark.parametrize(
    "name", ["reader", "officer", "officer_elsewhere", "organisation_lead", "moderator", "auditor"]
)
def test_others_do_not_add_the_seats_of_the_rules(
    name: str, fife: Partnership, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    IntegrationModelFactory(partnership=fife)
    group = BodyFactory(partnership=fife, kind=BodyKind.PLANNING_GROUP)
    page = client_of(request.getfixturevalue(name))
    assert page.post(f"/bodies/{group.pk}/seats/from-rules/").status_code == 403
    assert not Seat.objects.exists()


def test_looking_at_the_address_adds_nothing(group: Body, keeper: Client) -> None:
    assert keeper.get(f"/bodies/{group.pk}/seats/from-rules/").status_code == 405
    assert not group.seats.exists()


def test_the_public_is_asked_to_sign_in_first(group: Body, client: Client) -> None:
    answer = client.post(f"/bodies/{group.pk}/seats/from-rules/")
    assert answer["Location"].startswith("/accounts/login/")
    assert not group.seats.exists()


# --- Seats ---
def test_a_seat_before_its_body_is_refused_beside_the_day(
    body: Body, client_of: ClientOf, lead: User
) -> None:
    typed = sent(title="Early", filling="chosen", **boxes("since", dt.date(2025, 12, 31)))
    page = said(client_of(lead), f"/bodies/{body.pk}/seats/new/", **typed)
    assert "“Network” begins on 1 January 2026. Choose that day or later." in page
    assert 'value="Early"' in page
    assert not Seat.objects.exists()


@pytest.mark.parametrize(
    ("name", "words"), [("since", "no seat begins then"), ("until", "seats end by then")]
)
def test_a_seat_beyond_its_body_is_refused(
    name: str, words: str, body: Body, client_of: ClientOf, lead: User
) -> None:
    Body.objects.update(until=END)
    typed = sent(title="Late", filling="chosen", **boxes(name, dt.date(2026, 9, 2)))
    assert words in said(client_of(lead), f"/bodies/{body.pk}/seats/new/", **typed)
    assert not Seat.objects.exists()


def test_a_seat_is_not_prolonged_beyond_its_body(seat: Seat, client_of: ClientOf, lead: User) -> None:
    Body.objects.update(until=END)
    Seat.objects.update(until=FIRST)
    client, address = client_of(lead), f"/seats/{seat.pk}/edit/"
    seen = client.get(address).context["form"]["seen_at"].value()
    typed = {"title": "Convener", "filling": "chosen", "seen_at": seen, **boxes("until", dt.date(2027, 1, 1))}
    assert "Network ends on 1 September 2026, so its seats end by then." in said(client, address, **typed)
    assert Seat.objects.get().until == FIRST


def test_ending_a_seat_ends_what_is_planned_for_it_too(seat: Seat, client_of: ClientOf, lead: User) -> None:
    TenureFactory(seat=seat, since=dt.date(2026, 2, 1), until=dt.date(2026, 5, 1))
    coming = TenureFactory(seat=seat, since=dt.date(2026, 5, 1))
    client, address = client_of(lead), f"/seats/{seat.pk}/edit/"
    seen = client.get(address).context["form"]["seen_at"].value()
    typed = {"title": "Convener", "filling": "chosen", "seen_at": seen, **boxes("until", FIRST)}
    assert client.post(address, typed).status_code == 302
    coming.refresh_from_db()
    assert (coming.since, coming.until) == (dt.date(2026, 5, 1), dt.date(2026, 5, 2))
    assert Tenure.objects.count() == 2


def test_a_form_of_a_seat_shows_its_own_back_link(seat: Seat, client_of: ClientOf, lead: User) -> None:
    page = read(client_of(lead), f"/seats/{seat.pk}/edit/")
    assert f'href="{seat.body.get_absolute_url()}">Go back without changing anything' in page


@pytest.mark.parametrize("address", ["/seats/{}/edit/", "/seats/{}/appoint/", "/tenures/{}/end/"])
def test_what_is_not_there_is_not_found(address: str, client_of: ClientOf, lead: User) -> None:
    for method in (client_of(lead).get, client_of(lead).post):
        assert method(address.format(999999)).status_code == 404


# --- Deputies ---
def test_it_is_shown_whom_a_deputy_speaks_for(seat: Seat, client: Client) -> None:
    TenureFactory(
        seat=seat,
        standing=Standing.DEPUTY,
        organisation=OrganisationFactory(name="Fife Carers"),
        nominated_by="The forum",
        until=dt.date(2099, 1, 1),
    )
    page = " ".join(read(client, seat.body.get_absolute_url()).split())
    assert "Deputy since 1 January 2026, until 1 January 2099, for <a" in page
    assert "Fife Carers</a>, nominated by The forum" in page
    assert "0 held, 1 vacant" in page


def test_many_deputies_cost_no_query_each(
    seat: Seat, client: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(5):
        other = SeatFactory(body=seat.body, title=f"Seat {number}")
        TenureFactory(seat=other, standing=Standing.DEPUTY, organisation=OrganisationFactory())
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert read(client, seat.body.get_absolute_url()).count("Deputy since") == 5


def test_a_deputy_nobody_allows_is_refused_and_what_was_typed_is_kept(
    seat: Seat, client_of: ClientOf, officer: User
) -> None:
    typed = sent(standing="deputy", nominated_by="The forum", **boxes("since", FIRST))
    page = said(client_of(officer), f"/seats/{seat.pk}/appoint/", **typed)
    assert "On 1 April 2026 the holder of this seat may not send a deputy" in page
    assert 'value="The forum"' in page
    assert not Tenure.objects.exists()


def test_an_officer_records_a_deputy_where_the_seat_allows_one(
    seat: Seat, client_of: ClientOf, officer: User
) -> None:
    Seat.objects.update(may_send=Substitute.DEPUTY)
    typed = sent(standing="deputy", **boxes("since", FIRST))
    assert client_of(officer).post(f"/seats/{seat.pk}/appoint/", typed).status_code == 302
    assert Tenure.objects.get().standing == Standing.DEPUTY


# --- Holders ---
def test_a_holder_follows_on_the_day_the_seat_is_free(seat: Seat, client_of: ClientOf, officer: User) -> None:
    TenureFactory(seat=seat, until=FIRST)
    client, address = client_of(officer), f"/seats/{seat.pk}/appoint/"
    early = sent(standing="holder", **boxes("since", dt.date(2026, 3, 31)))
    assert "until 1 April 2026. End that first" in said(client, address, **early)
    assert client.post(address, sent(standing="holder", **boxes("since", FIRST))).status_code == 302
    assert Tenure.objects.of_seat(seat).count() == 2


def test_a_holder_before_the_body_was_there_is_refused(
    seat: Seat, client_of: ClientOf, officer: User
) -> None:
    typed = sent(standing="holder", **boxes("since", dt.date(2025, 12, 31)))
    page = said(client_of(officer), f"/seats/{seat.pk}/appoint/", **typed)
    assert "“Network” begins on 1 January 2026" in page
    assert "There is a problem" in page


def test_an_end_before_the_end_that_is_known_is_kept(seat: Seat, client_of: ClientOf, officer: User) -> None:
    tenure = TenureFactory(seat=seat, until=END)
    client, address = client_of(officer), f"/tenures/{tenure.pk}/end/"
    later = said(client, address, **boxes("until", dt.date(2026, 9, 2)))
    assert "It already ends on 1 September 2026" in later
    assert client.post(address, boxes("until", FIRST)).status_code == 302
    tenure.refresh_from_db()
    assert tenure.until == FIRST


def test_the_page_of_the_day_before_still_shows_who_has_gone(
    seat: Seat, client_of: ClientOf, officer: User
) -> None:
    tenure = TenureFactory(seat=seat, nominated_by="The forum")
    client = client_of(officer)
    client.post(f"/tenures/{tenure.pk}/end/", boxes("until", FIRST))
    address = seat.body.get_absolute_url()
    assert "The forum" in read(client, f"{address}?on=2026-03-31")
    assert "The forum" not in read(client, f"{address}?on=2026-04-01")


# --- Who may ---
VERBS = {
    "seat_new": ("/bodies/{body}/seats/new/", {"lead", "administrator"}),
    "seat_edit": ("/seats/{seat}/edit/", {"lead", "administrator"}),
    "appoint": ("/seats/{seat}/appoint/", {"officer", "lead", "administrator"}),
    "end": ("/tenures/{tenure}/end/", {"officer", "lead", "administrator"}),
}
CAST = (
    *("newcomer", "reader", "officer", "lead", "officer_elsewhere", "organisation_lead"),
    *("moderator", "auditor", "administrator"),
)


@pytest.mark.parametrize("verb", list(VERBS))
def test_each_verb_on_a_seat_is_open_to_those_in_the_table(
    verb: str, seat: Seat, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    pattern, expected = VERBS[verb]
    address = pattern.format(body=seat.body_id, seat=seat.pk, tenure=TenureFactory(seat=seat).pk)
    answers = {name: client_of(request.getfixturevalue(name)).get(address).status_code for name in CAST}
    assert {name for name, status in answers.items() if status == 200} == expected
    assert set(answers.values()) == {200, 403}


@pytest.mark.parametrize("verb", list(VERBS))
def test_the_public_is_sent_to_sign_in(verb: str, seat: Seat, client: Client) -> None:
    address = VERBS[verb][0].format(body=seat.body_id, seat=seat.pk, tenure=TenureFactory(seat=seat).pk)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_nobody_but_the_team_is_offered_to_change_anything(
    seat: Seat, client_of: ClientOf, reader: User, officer_elsewhere: User
) -> None:
    TenureFactory(seat=seat)
    for client in (Client(), client_of(reader), client_of(officer_elsewhere)):
        page = read(client, seat.body.get_absolute_url())
        assert not [word for word in ("Edit<", "End it", "Record who", "Add a seat") if word in page]


# --- Two at once ---
def pressing(client: Client, address: str, typed: dict[str, object]) -> Press:
    return lambda: client.post(address, typed)  # type: ignore[return-value]


@pytest.mark.django_db(transaction=True)
def test_two_who_fill_a_seat_at_the_same_moment_leave_one_holder(
    seat: Seat, client_of: ClientOf, lead: User, officer: User
) -> None:
    address, day = f"/seats/{seat.pk}/appoint/", boxes("since", FIRST)
    presses = [
        pressing(client_of(who), address, {"submission": str(uuid.uuid4()), "standing": "holder", **day})
        for who in (lead, officer)
    ]
    won, lost = sorted(at_once(*presses), key=lambda answer: -answer.status_code)
    assert (won.status_code, lost.status_code) == (302, 200)
    assert "The seat has a holder already, from 1 April 2026" in lost.content.decode()
    assert Tenure.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_press_sent_twice_at_once_is_kept_once(seat: Seat, client_of: ClientOf, lead: User) -> None:
    typed = sent(standing="holder", **boxes("since", FIRST))
    press = pressing(client_of(lead), f"/seats/{seat.pk}/appoint/", typed)
    assert [answer.status_code for answer in at_once(press, press)] == [302, 302]
    assert Tenure.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_seats_of_the_rules_at_once_add_them_once(
    group: Body, client_of: ClientOf, administrator: User
) -> None:
    press = pressing(client_of(administrator), f"/bodies/{group.pk}/seats/from-rules/", {})
    assert [answer.status_code for answer in at_once(press, press)] == [302, 302]
    assert group.seats.count() == 14


@pytest.mark.django_db(transaction=True)
def test_two_who_set_up_the_board_at_once_leave_one_board(
    fife: Partnership, client_of: ClientOf, lead: User
) -> None:
    IntegrationModelFactory(partnership=fife)
    typed = {"kind": BodyKind.JOINT_BOARD, "name": "Board", "clear_days": 5}
    client, address = client_of(lead), f"/partnerships/{fife.slug}/bodies/new/"
    presses = [pressing(client, address, sent(**typed)) for _ in range(2)]
    won, lost = sorted(at_once(*presses), key=lambda answer: -answer.status_code)
    assert "There is one such body at a time" in lost.content.decode()
    assert (won.status_code, Body.objects.count()) == (302, 1)
