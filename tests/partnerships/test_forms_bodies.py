"""Forms of localities, bodies, seats, tenures and meetings: what they refuse and in which words."""

import datetime as dt
import uuid
from typing import Any

import pytest

from coproduce.accounts.models import User
from partnerships.forms.bodies import (
    BodyCreateForm,
    BodyEditForm,
    LocalityCreateForm,
    LocalityEditForm,
    PartnershipForm,
    SeatCreateForm,
    SeatEditForm,
    TenureEndForm,
    TenureForm,
)
from partnerships.forms.meetings import MeetingCancelForm, MeetingCreateForm, MeetingEditForm
from partnerships.models import (
    Body,
    BodyKind,
    Kind,
    Locality,
    Meeting,
    Partnership,
    Seat,
    Standing,
    StatutoryGroup,
    Tenure,
)
from tests.factories.bodies import BodyFactory, LocalityFactory, MeetingFactory, SeatFactory
from tests.factories.partnerships import IntegrationModelFactory, StatutoryGroupFactory

from .test_views_bodies import boxes

TODAY = dt.date(2026, 5, 1)
FIRST, END = dt.date(2026, 4, 1), dt.date(2026, 9, 1)
Typed = dict[str, Any]
pytestmark = pytest.mark.django_db


def filled(kind: Any, instance: Any, typed: Typed, by: User) -> Any:
    """The form as it comes back from a browser."""
    return kind({"submission": str(uuid.uuid4()), **typed}, instance=instance, by=by, today=TODAY)


def edited(kind: Any, instance: Any, typed: Typed, by: User) -> Any:
    """The form of a row that nobody has changed since the page was shown."""
    seen = kind(instance=instance, by=by, today=TODAY).version()
    row = type(instance).objects.get(pk=instance.pk)
    return kind({"seen_at": seen, **typed}, instance=row, by=by, today=TODAY)


def told(form: Any, field: str | None) -> str:
    """What the form says beside the field; about the whole of it where there is none."""
    form.is_valid()
    return " ".join(form.errors.get(field or "__all__", []))


# --- Localities ---
def locality_form(fife: Partnership, lead: User, **typed: Any) -> LocalityCreateForm:
    form: LocalityCreateForm = filled(LocalityCreateForm, Locality(partnership=fife), typed, lead)
    return form


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"name": ""}, "name", "Enter a name"),
        ({"name": "n" * 201}, "name", "200 characters or fewer"),
        ({"name": "North\0"}, "name", "characters that cannot be shown"),
        ({"description": "d" * 2001}, "description", "2000 characters or fewer"),
        ({"since_day": "31", "since_month": "2", "since_year": "2026"}, "since", "Enter the first day"),
        ({"since_day": "1"}, "since", "must include a month and a year"),
        (boxes("since", dt.date(2026, 1, 1)) | {"since_year": "26"}, "since", "four figures"),
        (boxes("since", END) | boxes("until", END), "until", "The day it ends must be after the first day"),
        (boxes("since", END) | boxes("until", FIRST), "until", "The day it ends must be after the first day"),
    ],
)
def test_a_locality_that_cannot_be_is_refused_beside_its_field(
    typed: Typed, field: str, words: str, fife: Partnership, lead: User
) -> None:
    assert words in told(locality_form(fife, lead, **{"name": "North", **typed}), field)


@pytest.mark.parametrize("name", ["Lochaber and Skye", "An t-Eilean Sgitheanach", "Łódź", "北", "n" * 200])
def test_a_locality_has_whatever_name_people_give_it(name: str, fife: Partnership, lead: User) -> None:
    form = locality_form(fife, lead, name=name)
    assert form.is_valid(), form.errors
    assert form.save().name == name


@pytest.mark.parametrize("typed", ["North", "NORTH", " north "])
def test_a_locality_of_the_same_name_is_refused(typed: str, fife: Partnership, lead: User) -> None:
    LocalityFactory(partnership=fife, name="North")
    assert "There is a locality of this name already" in told(locality_form(fife, lead, name=typed), "name")


def test_the_name_of_a_locality_that_has_ended_is_free(fife: Partnership, lead: User) -> None:
    LocalityFactory(partnership=fife, name="North", until=FIRST)
    assert locality_form(fife, lead, name="North").is_valid()


def test_the_name_of_a_locality_elsewhere_is_free(fife: Partnership, dundee: Partnership, lead: User) -> None:
    LocalityFactory(partnership=dundee, name="North")
    assert locality_form(fife, lead, name="North").is_valid()


def test_a_locality_keeps_its_own_name(fife: Partnership, lead: User) -> None:
    north = LocalityFactory(partnership=fife, name="North")
    form = edited(LocalityEditForm, north, {"name": "North", "description": "Three villages"}, lead)
    assert form.is_valid(), form.errors
    assert form.save().description == "Three villages"


def test_a_locality_is_not_reopened_under_a_name_that_is_taken(fife: Partnership, lead: User) -> None:
    old = LocalityFactory(partnership=fife, name="North", until=FIRST)
    LocalityFactory(partnership=fife, name="North", since=FIRST)
    assert "of this name already" in told(edited(LocalityEditForm, old, {"name": "North"}, lead), "name")


# --- Bodies ---
@pytest.fixture
def known(fife: Partnership) -> Partnership:
    """Fife with its model recorded."""
    IntegrationModelFactory(partnership=fife)
    return fife


def body_form(fife: Partnership, lead: User, **typed: Any) -> BodyCreateForm:
    whole = {"kind": BodyKind.NETWORK, "name": "Network", "clear_days": "5", **typed}
    form: BodyCreateForm = filled(BodyCreateForm, Body(partnership=fife), whole, lead)
    return form


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": ""}, "kind", "Choose a kind"),
        ({"kind": "parliament"}, "kind", "Choose a kind from the list"),
        ({"name": " "}, "name", "Enter a name"),
        ({"clear_days": ""}, "clear_days", "Enter"),
        ({"clear_days": "-1"}, "clear_days", "0 or more"),
        ({"clear_days": "99999999999"}, "clear_days", "or less"),
        ({"clear_days": "soon"}, "clear_days", "number"),
        ({"kind": BodyKind.LOCALITY_GROUP}, "locality", "Choose the locality that the group is for"),
        ({"locality": "999999"}, "locality", "Choose a locality from the list"),
        (
            {"kind": BodyKind.JOINT_BOARD, "clear_days": "4"},
            "clear_days",
            "five clear days ahead at the least",
        ),
    ],
)
def test_a_body_that_cannot_be_is_refused_beside_its_field(
    typed: Typed, field: str, words: str, fife: Partnership, lead: User
) -> None:
    assert words in told(body_form(fife, lead, **typed), field)
    assert not Body.objects.exists()


@pytest.mark.parametrize("kind", [BodyKind.PLANNING_GROUP, BodyKind.NETWORK])
def test_other_bodies_may_give_shorter_notice(kind: BodyKind, fife: Partnership, lead: User) -> None:
    assert body_form(fife, lead, kind=kind, clear_days="0").is_valid()


def test_a_body_may_give_its_members_longer(known: Partnership, lead: User) -> None:
    form = body_form(known, lead, kind=BodyKind.JOINT_BOARD, clear_days="10")
    assert form.is_valid(), form.errors
    assert form.save().clear_days == 10


def test_a_body_is_offered_the_localities_of_its_own_partnership(fife: Partnership, lead: User) -> None:
    own, foreign = LocalityFactory(partnership=fife), LocalityFactory()
    assert list(body_form(fife, lead).fields["locality"].queryset) == [own]  # type: ignore[attr-defined]
    assert "from the list" in told(body_form(fife, lead, locality=foreign.pk), "locality")


def test_a_locality_group_is_made_for_its_locality(fife: Partnership, lead: User) -> None:
    north = LocalityFactory(partnership=fife)
    form = body_form(fife, lead, kind=BodyKind.LOCALITY_GROUP, locality=north.pk)
    assert form.is_valid(), form.errors
    assert form.save().locality == north


@pytest.mark.parametrize(("ticked", "seats"), [({"from_rules": "on"}, 1), ({}, 0)])
def test_the_seats_of_the_law_are_made_where_asked_for(
    ticked: Typed, seats: int, known: Partnership, lead: User
) -> None:
    StatutoryGroupFactory(applies_to=Kind.PLANNING_GROUP).rules.create(instrument="Act", provision="s.32")
    form = body_form(known, lead, kind=BodyKind.PLANNING_GROUP, **ticked)
    assert form.is_valid(), form.errors
    assert form.save().seats.count() == seats


def test_a_body_keeps_its_kind(known: Partnership, lead: User) -> None:
    board = BodyFactory(partnership=known, kind=BodyKind.JOINT_BOARD)
    typed = {"name": "Board", "clear_days": "5", "kind": BodyKind.NETWORK}
    form = edited(BodyEditForm, board, typed, lead)
    assert form.is_valid(), form.errors
    assert form.save().kind == BodyKind.JOINT_BOARD


def test_a_board_that_is_there_does_not_shorten_its_notice(known: Partnership, lead: User) -> None:
    board = BodyFactory(partnership=known, kind=BodyKind.JOINT_BOARD)
    form = edited(BodyEditForm, board, {"name": "Board", "clear_days": "4"}, lead)
    assert "five clear days" in told(form, "clear_days")


def test_an_edit_made_meanwhile_is_announced_and_nothing_is_saved(fife: Partnership, lead: User) -> None:
    body = BodyFactory(partnership=fife, name="Network")
    seen = BodyEditForm(instance=body, by=lead, today=TODAY).version()
    body.purpose = "Changed by another"
    body.save()
    typed = {"name": "Mine", "clear_days": "5", "seen_at": seen}
    form = BodyEditForm(typed, instance=Body.objects.get(), by=lead, today=TODAY)
    assert "Someone else changed this body while you were editing it" in told(form, None)


# --- Seats ---
def seat_form(body: Body, lead: User, **typed: Any) -> SeatCreateForm:
    whole = {"title": "Seat", "filling": "chosen", **typed}
    form: SeatCreateForm = filled(SeatCreateForm, Seat(body=body), whole, lead)
    return form


@pytest.fixture
def carers(db: None) -> StatutoryGroup:
    return StatutoryGroupFactory(label="Carers", applies_to=Kind.PLANNING_GROUP)


@pytest.fixture
def group(fife: Partnership) -> Body:
    return BodyFactory(partnership=fife, kind=BodyKind.PLANNING_GROUP)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"title": ""}, "title", "Enter a title"),
        ({"title": "t" * 201}, "title", "200 characters or fewer"),
        ({"filling": ""}, "filling", "Choose"),
        ({"filling": "by lot"}, "filling", "from the list"),
        ({"groups": ["999999"]}, "groups", "Choose"),
        ({"groups": ["one"]}, "groups", "Choose"),
        ({"term_years": "-1"}, "term_years", "0 or more"),
        ({"term_years": "three"}, "term_years", "number"),
        ({"may_send": "twin"}, "may_send", "from the list"),
        (boxes("since", END) | boxes("until", FIRST), "until", "The day it ends must be after the first day"),
    ],
)
def test_a_seat_that_cannot_be_is_refused_beside_its_field(
    typed: Typed, field: str, words: str, group: Body, lead: User
) -> None:
    assert words in told(seat_form(group, lead, **typed), field)


def test_a_seat_is_offered_the_groups_of_its_kind_of_body(
    group: Body, carers: StatutoryGroup, lead: User
) -> None:
    consultees = StatutoryGroupFactory()
    assert list(seat_form(group, lead).fields["groups"].queryset) == [carers]  # type: ignore[attr-defined]
    assert "Choose" in told(seat_form(group, lead, groups=[consultees.pk]), "groups")


def test_a_seat_may_answer_for_several_groups(group: Body, carers: StatutoryGroup, lead: User) -> None:
    users = StatutoryGroupFactory(label="Users", applies_to=Kind.PLANNING_GROUP)
    form = seat_form(group, lead, groups=[carers.pk, users.pk])
    assert form.is_valid(), form.errors
    assert set(form.save().groups.all()) == {carers, users}


def test_a_seat_lets_go_of_a_group(group: Body, carers: StatutoryGroup, lead: User) -> None:
    seat = SeatFactory(body=group, title="Carer")
    seat.groups.add(carers)
    form = edited(SeatEditForm, seat, {"title": "Carer", "filling": "elected"}, lead)
    assert form.is_valid(), form.errors
    assert (list(form.save().groups.all()), form.instance.filling) == ([], "elected")


def test_the_same_press_of_the_button_names_one_seat(group: Body, lead: User) -> None:
    key = str(uuid.uuid4())
    made = seat_form(group, lead, submission=key)
    assert made.is_valid(), made.errors
    assert made.save() == seat_form(group, lead, submission=key).already_saved()


# --- Tenures ---
def tenure_form(seat: Seat, officer: User, **typed: Any) -> TenureForm:
    whole = {"standing": "holder", **boxes("since", FIRST), **typed}
    form: TenureForm = filled(TenureForm, Tenure(seat=seat), whole, officer)
    return form


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (dict.fromkeys(boxes("since", FIRST), ""), "since", "Enter the first day"),
        ({"standing": ""}, "standing", "Choose"),
        ({"standing": "king"}, "standing", "from the list"),
        ({"organisation": "999999"}, "organisation", "from the list"),
        ({"nominated_by": "n" * 201}, "nominated_by", "200 characters or fewer"),
        (boxes("until", FIRST), "until", "The day it ends must be after the first day"),
        ({"until_day": "1"}, "until", "must include a month and a year"),
    ],
)
def test_a_tenure_that_cannot_be_is_refused_beside_its_field(
    typed: Typed, field: str, words: str, officer: User
) -> None:
    assert words in told(tenure_form(SeatFactory(), officer, **typed), field)


def test_the_form_of_a_tenure_asks_for_no_person(officer: User) -> None:
    form = tenure_form(SeatFactory(), officer)
    assert set(form.fields) == {
        *("standing", "since", "until", "organisation", "nominated_by", "submission"),
    }
    assert "name no person" in str(form.fields["nominated_by"].help_text)


def test_a_tenure_begins_on_any_day_people_remember(officer: User) -> None:
    form = tenure_form(SeatFactory(), officer, **boxes("since", dt.date(1999, 12, 31)))
    assert form.is_valid(), form.errors
    assert (form.save().since, form.instance.standing) == (dt.date(1999, 12, 31), Standing.HOLDER)


@pytest.mark.parametrize("typed", [{}, {"until_day": "30", "until_month": "2", "until_year": "2026"}])
def test_an_end_needs_a_real_day(typed: Typed, officer: User) -> None:
    form = TenureEndForm(typed, by=officer, today=TODAY)
    assert "Enter the first day on which the seat is free" in told(form, "until")


# --- Meetings ---
def meeting_form(body: Body, officer: User, **typed: Any) -> MeetingCreateForm:
    whole = {**boxes("on", END), **typed}
    form: MeetingCreateForm = filled(MeetingCreateForm, Meeting(body=body), whole, officer)
    return form


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"on_day": ""}, "on", "must include a day"),
        ({"starts": "noonish"}, "starts", "Enter"),
        ({"starts": "25:00"}, "starts", "Enter"),
        ({"place": "p" * 301}, "place", "300 characters or fewer"),
        ({"minutes_link": "javascript:alert(1)"}, "minutes_link", "Enter"),
        ({"minutes_link": "no link"}, "minutes_link", "Enter"),
        (boxes("papers_due", END), "papers_due", "Papers are due before the day of the meeting"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_beside_its_field(
    typed: Typed, field: str, words: str, officer: User
) -> None:
    assert words in told(meeting_form(BodyFactory(), officer, **typed), field)


def test_a_link_to_minutes_is_understood_without_its_scheme(officer: User) -> None:
    form = meeting_form(BodyFactory(), officer, minutes_link="fife.example/minutes", starts="2.30pm")
    assert form.is_valid(), form.errors
    meeting = form.save()
    assert (meeting.minutes_link, meeting.starts) == ("https://fife.example/minutes", dt.time(14, 30))


def test_a_meeting_moves_to_another_day(officer: User) -> None:
    meeting = MeetingFactory(on=END)
    form = edited(MeetingEditForm, meeting, boxes("on", dt.date(2026, 9, 2)), officer)
    assert form.is_valid(), form.errors
    assert form.save().on == dt.date(2026, 9, 2)


@pytest.mark.parametrize(("reason", "words"), [(" ", "Enter the reason"), ("r" * 501, "500 characters")])
def test_cancelling_takes_a_reason_of_some_length(reason: str, words: str, officer: User) -> None:
    form = MeetingCancelForm({"reason": reason}, by=officer, today=TODAY)
    assert words in told(form, "reason")


# --- Partnerships ---
@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"website": "not a link"}, "website", "Enter"),
        ({"website": "javascript:alert(1)"}, "website", "Enter"),
        ({"contact_email": "desk"}, "contact_email", "Enter"),
        ({"contact_phone": "1" * 41}, "contact_phone", "40 characters or fewer"),
        ({"contact_role": "c" * 201}, "contact_role", "200 characters or fewer"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_beside_its_field(
    typed: Typed, field: str, words: str, fife: Partnership, lead: User
) -> None:
    form = PartnershipForm(typed, instance=fife, by=lead, today=TODAY)
    assert words in told(form, field)


def test_a_lead_does_not_rename_a_partnership(fife: Partnership, lead: User) -> None:
    typed = {"name": "Mine", "slug": "mine", "contact_role": "Planning desk"}
    form = PartnershipForm(typed, instance=fife, by=lead, today=TODAY)
    assert form.is_valid(), form.errors
    form.save()
    fife.refresh_from_db()
    assert (fife.slug, fife.contact_role) == ("fife", "Planning desk")


def test_a_seat_of_a_body_with_an_end_ends_with_it(fife: Partnership, lead: User) -> None:
    form = seat_form(BodyFactory(partnership=fife, until=END), lead)
    assert form.is_valid(), form.errors
    assert form.save().until == END
