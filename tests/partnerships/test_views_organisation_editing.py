"""An organisation's entry as its lead corrects it, and the one button that says it is still correct."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships.models import Identifier, Organisation, OtherName, Partnership
from tests.conftest import ClientOf
from tests.factories.organisations import PartnershipPartFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db


def edit(organisation: Organisation) -> str:
    return f"{organisation.get_absolute_url()}edit/"


@pytest.fixture
def desk(client_of: ClientOf, organisation_lead: User) -> Client:
    """Where the organisation's own lead sits."""
    return client_of(organisation_lead)


def typed(client: Client, organisation: Organisation, **changes: Any) -> dict[str, Any]:
    """What the form holds when it is opened, with these changes."""
    form = client.get(edit(organisation)).context["form"]
    held = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in held.items() if value not in (None, False)}
    return {**kept, **changes}


def save(client: Client, organisation: Organisation, **changes: Any) -> str:
    """The page that comes of it: "" where all was well."""
    answer = client.post(edit(organisation), typed(client, organisation, **changes))
    return "" if answer.status_code == 302 else answer.content.decode()


# --- What is kept ---
def test_a_lead_corrects_the_entry_and_its_team_goes_by_the_new_name(
    desk: Client, organisation: Organisation
) -> None:
    assert save(desk, organisation, name="Fife Together", kind="network", note="Closed in July.") == ""
    organisation.refresh_from_db()
    assert (organisation.name, organisation.kind, organisation.note) == (
        *("Fife Together", "network", "Closed in July."),
    )
    assert organisation.team.name == "Fife Together"
    assert organisation.slug == "fife-voluntary-action"


def test_a_lead_says_that_name_and_website_are_the_present_ones(
    desk: Client, organisation: Organisation
) -> None:
    changes = {"website": "fva.example", "name_confirmed": "on", "website_confirmed": "on"}
    assert save(desk, organisation, **changes) == ""
    page = read(desk, organisation.get_absolute_url())
    assert "ot confirmed<" not in page
    assert 'href="https://fva.example"' in page


def test_areas_served_are_ticked_and_none_means_all_of_scotland(
    desk: Client, organisation: Organisation
) -> None:
    area = CouncilAreaFactory(name="Kingdom")
    assert save(desk, organisation, council_areas=[area.pk]) == ""
    assert "Kingdom" in read(desk, organisation.get_absolute_url())
    assert save(desk, organisation, council_areas=[]) == ""
    assert "All of Scotland" in read(desk, organisation.get_absolute_url())


def test_other_names_are_lines_that_come_and_go(desk: Client, organisation: Organisation) -> None:
    kept = OtherName.objects.create(organisation=organisation, name="FVA")
    OtherName.objects.create(organisation=organisation, name="Old Fife Action")
    assert save(desk, organisation, other_names="  FVA \r\n\r\nGnìomh  Saor-thoileach\n") == ""
    assert [row.name for row in organisation.other_names.all()] == ["FVA", "Gnìomh Saor-thoileach"]
    assert organisation.other_names.get(name="FVA") == kept


def test_the_same_name_twice_is_one_name(desk: Client, organisation: Organisation) -> None:
    assert save(desk, organisation, other_names="Fife Action\nFIFE ACTION\nFife Action") == ""
    assert [row.name for row in organisation.other_names.all()] == ["Fife Action"]


def test_the_capitals_of_another_name_can_be_corrected(desk: Client, organisation: Organisation) -> None:
    OtherName.objects.create(organisation=organisation, name="fva")
    assert save(desk, organisation, other_names="FVA") == ""
    assert organisation.other_names.get().name == "FVA"


def test_numbers_are_kept_as_their_registers_write_them(desk: Client, organisation: Organisation) -> None:
    assert save(desk, organisation, oscr="sc 012345", companies_house="sc123456", ods="s12345\ns123") == ""
    assert [(row.scheme, row.value) for row in organisation.identifiers.all()] == [
        *(("companies_house", "SC123456"), ("ods", "S123"), ("ods", "S12345"), ("oscr", "SC012345")),
    ]


def test_a_number_left_out_is_taken_away_and_the_others_stay(
    desk: Client, organisation: Organisation
) -> None:
    stays = Identifier.objects.create(organisation=organisation, scheme="oscr", value="SC012345")
    Identifier.objects.create(organisation=organisation, scheme="ods", value="S12345")
    assert save(desk, organisation, ods="") == ""
    assert list(organisation.identifiers.all()) == [stays]


def test_the_form_shows_what_is_there_without_a_script(desk: Client, organisation: Organisation) -> None:
    OtherName.objects.create(organisation=organisation, name="Comunn Fìobha")
    Identifier.objects.create(organisation=organisation, scheme="oscr", value="SC012345")
    page = read(desk, edit(organisation))
    for words in ("Comunn Fìobha", "SC012345", "One to a line", "Fife Voluntary Action", "Areas it serves"):
        assert words in page


def test_who_corrected_it_stands_in_its_history(desk: Client, organisation: Organisation) -> None:
    save(desk, organisation, name="Fife Together")
    page = read(desk, f"{organisation.get_absolute_url()}history/")
    assert "Oona Lead" in page
    assert "Fife Together" in page


# --- What is refused ---
@pytest.mark.parametrize(
    ("field", "number", "words"),
    [
        ("oscr", "SC12345", "SC and six digits"),
        ("oscr", "012345", "SC and six digits"),
        ("oscr", "SC٠١٢٣٤٥", "SC and six digits"),
        ("companies_house", "1234567", "eight characters"),
        ("companies_house", "SC12345678", "eight characters"),
        ("ods", "S-1", "three to ten letters and digits"),
        ("ods", "ÅBC", "three to ten letters and digits"),
    ],
)
def test_a_number_of_another_form_is_refused_in_words_and_kept(
    field: str, number: str, words: str, desk: Client, organisation: Organisation
) -> None:
    page = save(desk, organisation, name="New name", **{field: number})
    assert f"“{number}” is not such a number. Enter " in page
    assert words in page
    assert 'value="New name"' in page
    assert not Identifier.objects.exists()


def test_each_wrong_number_is_told_on_its_own(desk: Client, organisation: Organisation) -> None:
    page = save(desk, organisation, oscr="SC012345\nSC1\nSC2")
    assert "“SC1” is not such a number" in page
    assert "“SC2” is not such a number" in page
    assert "“SC012345” is not" not in page


@pytest.fixture
def taken(other_organisation: Organisation) -> Identifier:
    return Identifier.objects.create(organisation=other_organisation, scheme="oscr", value="SC012345")


def test_a_number_of_another_entry_names_it_and_links_it(
    desk: Client, organisation: Organisation, taken: Identifier
) -> None:
    page = save(desk, organisation, oscr="sc012345")
    assert "SC012345 is the number of Dundee Voluntary Action already" in page
    assert f'href="{taken.organisation.get_absolute_url()}"' in page
    assert "/organisations/duplicates/" not in page


def test_who_may_merge_is_led_to_the_duplicates(
    client_of: ClientOf, administrator: User, organisation: Organisation, taken: Identifier
) -> None:
    page = save(client_of(administrator), organisation, oscr="SC012345")
    assert 'href="/organisations/duplicates/"' in page


def test_the_same_number_of_another_register_is_free(
    desk: Client, organisation: Organisation, taken: Identifier
) -> None:
    assert save(desk, organisation, ods="SC012345") == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 201}, "must be 200 characters or fewer"),
        ({"kind": "circus"}, "from the list"),
        ({"website": "ftp://fva.example"}, "Enter a web address, like https://example.org"),
        ({"website": "not a site"}, "https://www.example.com"),
        ({"council_areas": ["0"]}, "from the list"),
        ({"other_names": "x" * 201}, "Other names must be 200 characters or fewer"),
        ({"other_names": "\n".join(map(str, range(51)))}, "Enter 50 lines or fewer. You have entered 51"),
        ({"oscr": "\n".join("x" * 51)}, "Enter 50 lines or fewer. You have entered 51"),
        ({"other_names": "bell\x07"}, "characters that cannot be shown"),
        ({"oscr": "SC\x00012345"}, "cannot be shown"),
    ],
)
def test_bad_input_is_told_in_words_and_changes_nothing(
    changes: dict[str, Any], words: str, desk: Client, organisation: Organisation
) -> None:
    page = save(desk, organisation, **changes)
    assert "There is a problem" in page
    assert words in page
    organisation.refresh_from_db()
    assert organisation.name == "Fife Voluntary Action"


def test_two_who_edit_at_once_are_told(
    desk: Client, client_of: ClientOf, administrator: User, organisation: Organisation
) -> None:
    stale = typed(desk, organisation, name="Mine")
    assert save(client_of(administrator), organisation, name="Theirs") == ""
    page = desk.post(edit(organisation), stale).content.decode()
    assert "Someone else changed this organisation" in page
    assert 'value="Mine"' in page
    organisation.refresh_from_db()
    assert organisation.name == "Theirs"


def test_a_merged_entry_is_not_edited_any_more(
    client_of: ClientOf, administrator: User, organisation: Organisation
) -> None:
    duplicate = OrganisationFactory(name="Fife Vol", merged_into=organisation)
    client = client_of(administrator)
    answer = client.get(edit(duplicate), follow=True)
    assert "has been merged into this entry" in answer.content.decode()
    seen = duplicate.changed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    answer = client.post(edit(duplicate), {"name": "Other", "kind": "network", "seen_at": seen})
    assert "has been merged into another one" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("member", 403),
        ("editor", 403),
        ("newcomer", 403),
        ("officer", 403),
        ("lead", 403),
        ("moderator", 403),
        ("auditor", 403),
        ("organisation_lead", 200),
        ("administrator", 200),
    ],
)
def test_only_its_lead_and_administrators_edit_an_entry(
    name: str, status: int, client_of: ClientOf, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    read(client, edit(organisation), status)
    page = read(client, organisation.get_absolute_url())
    assert (f'href="{edit(organisation)}"' in page) == (status == 200)


def test_the_lead_of_one_organisation_does_not_edit_another(
    desk: Client, other_organisation: Organisation
) -> None:
    read(desk, edit(other_organisation), 403)
    assert desk.post(edit(other_organisation), {"name": "Mine"}).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: Client, organisation: Organisation) -> None:
    for verb in ("edit", "confirm", "claim"):
        answer = client.post(f"{organisation.get_absolute_url()}{verb}/")
        assert answer["Location"].startswith("/accounts/login/") or "login" in answer["Location"]


# --- Still correct ---
def confirm(client: Client, organisation: Organisation) -> str:
    answer = client.post(f"{organisation.get_absolute_url()}confirm/", follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("name", ["member", "editor", "organisation_lead", "administrator"])
def test_its_people_confirm_an_entry_with_one_button(
    name: str, client_of: ClientOf, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(name)
    client = client_of(user)
    assert "This is still correct" in read(client, organisation.get_absolute_url())
    assert "confirmed as correct today" in confirm(client, organisation)
    organisation.refresh_from_db()
    assert (organisation.confirmed_on, organisation.confirmed_by) == (localdate(), user)


@pytest.mark.parametrize("name", ["newcomer", "reader", "officer", "lead", "moderator", "auditor"])
def test_others_are_not_offered_to_confirm_it(
    name: str, client_of: ClientOf, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert "still correct" not in read(client, organisation.get_absolute_url())
    assert client.post(f"{organisation.get_absolute_url()}confirm/").status_code == 403


def test_looking_confirms_nothing(desk: Client, organisation: Organisation) -> None:
    assert desk.get(f"{organisation.get_absolute_url()}confirm/").status_code == 405


def test_a_merged_entry_is_not_confirmed_any_more(
    client_of: ClientOf, administrator: User, organisation: Organisation
) -> None:
    duplicate = OrganisationFactory(merged_into=organisation)
    assert "Confirm that one instead" in confirm(client_of(administrator), duplicate)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "nobody has said yet that this entry is correct"),
        (0, "Confirmed correct on"),
        (300, "Confirmed correct on"),
        (400, "Not confirmed for more than 12 months"),
    ],
)
def test_the_page_tells_when_it_was_confirmed(
    days: int | None, words: str, client: Client, organisation: Organisation
) -> None:
    day = None if days is None else localdate() - dt.timedelta(days=days)
    Organisation.objects.update(confirmed_on=day)
    assert words in read(client, organisation.get_absolute_url())


def test_the_day_of_confirming_is_told_in_words(client: Client, organisation: Organisation) -> None:
    Organisation.objects.update(confirmed_on=dt.date(2019, 3, 3))
    assert "last on 3 March 2019" in read(client, organisation.get_absolute_url())


# --- Ways there ---
def test_who_may_is_led_to_duplicates_and_import(
    client_of: ClientOf, administrator: User, auditor: User, organisation: Organisation
) -> None:
    ways = ("/organisations/duplicates/", "/organisations/import/")
    page = read(client_of(administrator), "/organisations/")
    assert all(f'href="{way}"' in page for way in ways)
    merge = f'href="{organisation.get_absolute_url()}merge/"'
    assert merge in read(client_of(administrator), organisation.get_absolute_url())
    assert merge not in read(client_of(auditor), organisation.get_absolute_url())
    assert not any(way in read(client_of(auditor), "/organisations/") for way in ways)


@pytest.mark.parametrize("page", ["", "edit/"])
def test_an_entry_takes_as_many_queries_for_a_hundred_rows_as_for_two(
    page: str, desk: Client, organisation: Organisation, fife: Partnership, queries_of: QueriesOf
) -> None:
    address = f"{organisation.get_absolute_url()}{page}"

    def fill(numbers: range) -> None:
        for number in numbers:
            OtherName.objects.create(organisation=organisation, name=f"Name {number}")
            Identifier.objects.create(organisation=organisation, scheme="ods", value=f"S{number:05}")
            PartnershipPartFactory(organisation=organisation, partnership=fife)
            CouncilAreaFactory(partnership=fife).organisations.add(organisation)

    fill(range(2))
    few = queries_of(desk, address)
    fill(range(2, 40))
    assert queries_of(desk, address) == few <= 12
