"""Pages of support offered: found by everyone, kept by its writers, withdrawn, offered again."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import offering
from partnerships.models import CouncilArea, Organisation, Partnership, Support, SupportOffer
from tests.conftest import ClientOf
from tests.factories.organisations import SupportOfferFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

from .conftest import QueriesOf

pytestmark = pytest.mark.django_db
Typed = dict[str, str | list[str]]
NEW = "/organisations/fife-voluntary-action/support/new/"


@pytest.fixture
def area(fife: Partnership) -> CouncilArea:
    return CouncilAreaFactory(partnership=fife, name="Kingdom of Fife", gaelic_name="Fìobha")


@pytest.fixture
def offer(organisation: Organisation) -> SupportOffer:
    return SupportOfferFactory(
        organisation=organisation,
        title="Speaking up in meetings",
        kinds=[Support.TRAINING, Support.ADVOCACY],
        how_to_ask="Write to training@fva.example\nor ring 01592 000000.",
    )


@pytest.fixture
def desk(client_of: ClientOf, editor: User) -> Client:
    return client_of(editor)


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def titles(page: str) -> list[str]:
    """Of the offers on the list, in its order."""
    return re.findall(r'co_result__title"><a href="[^"]+">([^<]+)</a>', page)


def typed(**changes: str | list[str]) -> Typed:
    return {
        "title": "Two mornings on meetings",
        "kinds": ["training", "mentoring"],
        "description": "How meetings work, and how to be heard in them.",
        "for_whom": "Unpaid carers.",
        "how_to_ask": "Write to hello@fva.example.",
        "cost": "free",
        "cost_detail": "",
        **changes,
    }


# --- The list ---
def test_everyone_finds_what_is_offered(offer: SupportOffer, client: Client) -> None:
    page = read(client, "/support/")
    for words in (offer.title, "Fife Voluntary Action", "Training, Advocacy", "All of Scotland", "Free"):
        assert words in page
    assert "All 1 offer<" in page


def test_the_header_leads_to_the_list(client: Client) -> None:
    assert 'href="/support/" aria-current="page">Support</a>' in read(client, "/support/")


@pytest.mark.parametrize(
    "query",
    ["q=meetings", "q=voluntary+SPEAKING", "kind=advocacy", "cost=free", "partnership=fife", "q=advocacy"],
)
def test_each_question_finds_the_offer_that_fits(
    query: str, offer: SupportOffer, fife: Partnership, client: Client
) -> None:
    assert titles(read(client, f"/support/?{query}")) == [offer.title]


@pytest.mark.parametrize(
    "query", ["q=knitting", "kind=evaluation", "cost=not_free", "q=meetings&kind=mentoring"]
)
def test_each_question_leaves_out_what_does_not_fit(query: str, offer: SupportOffer, client: Client) -> None:
    page = read(client, f"/support/?{query}")
    assert titles(page) == []
    assert "Nothing matches" in page


def test_a_partnership_finds_its_own_area_first_and_then_all_of_scotland(
    offer: SupportOffer, area: CouncilArea, dundee: Partnership, client: Client
) -> None:
    local, elsewhere = SupportOfferFactory(title="Zebra walks"), SupportOfferFactory(title="Elsewhere")
    local.council_areas.add(area)
    elsewhere.council_areas.add(CouncilAreaFactory(partnership=dundee))
    assert titles(read(client, "/support/?partnership=fife")) == ["Zebra walks", offer.title]


def test_a_gaelic_word_finds_without_its_accents(area: CouncilArea, client: Client) -> None:
    SupportOfferFactory(title="Taic coimhearsnachd: Còmhradh").council_areas.add(area)
    for words in ("comhradh", "CÒMHRADH", "fiobha", "Fìobha"):
        assert len(titles(read(client, f"/support/?q={words}"))) == 1


def test_nothing_found_shows_how_to_ask_for_less(
    offer: SupportOffer, fife: Partnership, client: Client
) -> None:
    page = read(client, "/support/?q=meetings&kind=mentoring&partnership=fife")
    assert 'href="/support/?q=meetings&amp;partnership=fife">Kind of support</a>' in page
    assert 'href="/support/?kind=mentoring&amp;partnership=fife">Search support offered</a>' in page
    assert "Show all support offered" in page


def test_one_question_alone_is_widened_by_showing_all(offer: SupportOffer, client: Client) -> None:
    page = read(client, "/support/?q=knitting")
    assert "Or search again" not in page
    assert "Show all support offered" in page


def test_before_anyone_offers_anything_the_list_leads_to_organisations(client: Client) -> None:
    page = read(client, "/support/")
    assert "Nothing is offered yet" in page
    assert 'class="ds_button" href="/organisations/"' in page


@pytest.mark.parametrize(
    "query", ["kind=tea", "cost=cheap", "partnership=atlantis", "q=" + "a" * 201, "q=a%07b"]
)
def test_what_cannot_be_understood_is_told_and_the_rest_answered(
    query: str, offer: SupportOffer, client: Client
) -> None:
    page = read(client, f"/support/?{query}")
    assert "There is a problem" in page
    assert titles(page) == [offer.title]


def test_the_second_page_goes_on_with_the_same_question(client: Client) -> None:
    SupportOfferFactory.create_batch(26, kinds=[Support.EVALUATION])
    SupportOfferFactory()
    page = read(client, "/support/?kind=evaluation")
    assert len(titles(page)) == 25
    assert "?kind=evaluation&amp;page=2" in page
    assert len(titles(read(client, "/support/?kind=evaluation&page=2"))) == 1


@pytest.mark.parametrize("number", ["0", "x", "3"])
def test_a_page_that_is_not_there_is_not_found(number: str, offer: SupportOffer, client: Client) -> None:
    read(client, f"/support/?page={number}", 404)


@pytest.mark.parametrize("query", ["", "?q=example&partnership=fife&kind=training&cost=free"])
def test_the_list_takes_as_many_queries_for_a_thousand_rows_as_for_ten(
    query: str, area: CouncilArea, client_of: ClientOf, officer: User, queries_of: QueriesOf
) -> None:
    client, kept = client_of(officer), {"organisation": OrganisationFactory()}
    SupportOffer.objects.bulk_create(SupportOfferFactory.build_batch(10, **kept))
    few = queries_of(client, f"/support/{query}")
    area.support_offers.add(*SupportOffer.objects.bulk_create(SupportOfferFactory.build_batch(990, **kept)))
    assert queries_of(client, f"/support/{query}") == few <= 12


# --- One offer ---
def test_an_offer_says_what_for_whom_where_at_what_cost_and_how_to_ask(
    offer: SupportOffer, area: CouncilArea, client: Client
) -> None:
    offer.council_areas.add(area)
    SupportOffer.objects.update(cost="charged", cost_detail="£40 a place")
    page = read(client, offer.get_absolute_url())
    for words in (
        *(offer.title, offer.description, offer.for_whom, "Training, Advocacy", area.name),
        *("There is a charge: £40 a place", "How to ask", "training@fva.example", "ring 01592 000000"),
    ):
        assert words in page


def test_an_address_to_write_to_can_be_followed(offer: SupportOffer, client: Client) -> None:
    assert 'href="mailto:training@fva.example"' in read(client, offer.get_absolute_url())


def test_markup_in_an_offer_is_shown_as_it_was_typed(client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    row = SupportOfferFactory(title=hostile, description=hostile, for_whom=hostile, how_to_ask=hostile)
    for address in ("/support/", row.get_absolute_url(), row.organisation.get_absolute_url()):
        page = read(client, address)
        assert hostile not in page
        assert "&lt;script&gt;" in page


def test_an_offer_says_when_its_organisation_was_not_confirmed_lately(
    offer: SupportOffer, client: Client
) -> None:
    assert "entry is not recently confirmed" in read(client, offer.get_absolute_url())
    Organisation.objects.update(confirmed_on=localdate())
    assert "entry is not recently confirmed" not in read(client, offer.get_absolute_url())


@pytest.mark.parametrize(
    ("visitor", "may"),
    [
        *(("editor", True), ("organisation_lead", True), ("administrator", True), ("member", False)),
        *(("officer", False), ("lead", False), ("moderator", False), ("newcomer", False)),
    ],
)
def test_only_its_writers_are_offered_to_change_it(
    visitor: str, may: bool, offer: SupportOffer, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(visitor))
    assert ("/edit/" in read(client, offer.get_absolute_url())) is may
    for verb in ("edit", "withdraw", "offer-again"):
        read(client, f"{offer.get_absolute_url()}{verb}/", 200 if may else 403)


def test_a_writer_of_another_organisation_changes_nothing(
    desk: Client, other_organisation: Organisation
) -> None:
    theirs = SupportOfferFactory(organisation=other_organisation)
    assert desk.post(f"{theirs.get_absolute_url()}withdraw/").status_code == 403
    assert desk.post(f"{theirs.get_absolute_url()}edit/", typed(title="Mine now")).status_code == 403
    assert SupportOffer.objects.get(title=theirs.title).withdrawn_on is None


def test_an_offer_that_never_was_is_not_found(client: Client) -> None:
    read(client, "/support/12345/", 404)


# --- Offering ---
def test_an_editor_offers_support_and_everyone_finds_it(
    desk: Client, organisation: Organisation, area: CouncilArea, client: Client
) -> None:
    answer = desk.post(NEW, typed(council_areas=[str(area.pk)]), follow=True)
    made = SupportOffer.objects.get()
    assert "Everyone can find it now" in answer.content.decode()
    assert (made.organisation, made.kinds) == (organisation, ["training", "mentoring"])
    assert [*made.council_areas.all()] == [area]
    assert titles(read(client, "/support/")) == [made.title]


def test_the_form_begins_with_the_areas_of_the_organisation(
    desk: Client, organisation: Organisation, area: CouncilArea
) -> None:
    CouncilAreaFactory()
    organisation.council_areas.add(area)
    page = read(desk, NEW)
    assert re.findall(r'value="(\d+)"[^>]*checked', page) == [str(area.pk)]


def test_a_button_pressed_twice_offers_once(desk: Client, organisation: Organisation) -> None:
    form = desk.get(NEW).context["form"]
    sent = typed(submission=str(form["submission"].value()))
    first, second = desk.post(NEW, sent), desk.post(NEW, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert SupportOffer.objects.count() == 1


def test_what_is_refused_is_told_and_kept(desk: Client, organisation: Organisation) -> None:
    page = desk.post(NEW, typed(title="", kinds=[], description="Kept as typed", cost="charged"))
    words = page.content.decode()
    for sentence in ("Enter a title", "Choose at least one kind of support", "Say what it costs"):
        assert sentence in words
    assert "Kept as typed" in words
    assert not SupportOffer.objects.exists()


@pytest.mark.parametrize("visitor", ["member", "officer", "moderator", "newcomer"])
def test_others_offer_nothing_in_its_name(
    visitor: str, organisation: Organisation, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(visitor))
    assert client.post(NEW, typed()).status_code == 403
    assert not SupportOffer.objects.exists()


def test_an_entry_merged_into_another_one_offers_nothing(
    organisation: Organisation, client_of: ClientOf, administrator: User
) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(merged_into=OrganisationFactory())
    read(client_of(administrator), NEW, 404)


# --- Editing ---
def edited(desk: Client, offer: SupportOffer, **changes: str | list[str]) -> str:
    address = f"{offer.get_absolute_url()}edit/"
    seen = str(desk.get(address).context["form"]["seen_at"].value())
    return desk.post(address, typed(seen_at=seen, **changes), follow=True).content.decode()


def test_an_editor_changes_every_part_of_it(desk: Client, offer: SupportOffer) -> None:
    page = edited(desk, offer, kinds=["evaluation"], cost="charged", cost_detail="£5")
    assert "What you offer is saved" in page
    offer.refresh_from_db()
    assert (offer.title, offer.kinds, offer.cost) == ("Two mornings on meetings", ["evaluation"], "charged")


def test_the_edit_page_shows_what_is_there(desk: Client, offer: SupportOffer) -> None:
    page = read(desk, f"{offer.get_absolute_url()}edit/")
    assert set(re.findall(r'value="(\w+)"[^>]*checked', page)) == {"training", "advocacy", "free"}
    assert offer.title in page


def test_of_two_editors_the_second_is_told(desk: Client, offer: SupportOffer) -> None:
    address = f"{offer.get_absolute_url()}edit/"
    early = str(desk.get(address).context["form"]["seen_at"].value())
    edited(desk, offer, title="The first one's")
    second = desk.post(address, typed(seen_at=early, title="The second one's")).content.decode()
    assert "Someone else changed this support offer" in second
    assert "The second one&#x27;s" in second
    assert SupportOffer.objects.get().title == "The first one's"


def test_editing_a_withdrawn_offer_leaves_it_withdrawn(
    desk: Client, offer: SupportOffer, editor: User
) -> None:
    offering.withdraw(offer, by=editor, today=localdate())
    assert "It is withdrawn, and stays so" in read(desk, f"{offer.get_absolute_url()}edit/")
    edited(desk, offer)
    assert SupportOffer.objects.withdrawn(localdate()).get().title == "Two mornings on meetings"


# --- Withdrawing ---
def test_withdrawing_asks_first_and_changes_nothing_before(desk: Client, offer: SupportOffer) -> None:
    assert "Withdraw “Speaking up in meetings”?" in read(desk, f"{offer.get_absolute_url()}withdraw/")
    assert SupportOffer.objects.get().withdrawn_on is None


def test_a_withdrawn_offer_is_found_nowhere_and_its_page_says_so(
    desk: Client, offer: SupportOffer, fife: Partnership, client: Client
) -> None:
    answer = desk.post(f"{offer.get_absolute_url()}withdraw/", follow=True)
    assert "It is withdrawn" in answer.content.decode()
    for address in ("/support/", fife.get_absolute_url(), offer.organisation.get_absolute_url()):
        assert offer.title not in read(client, address)
    page = read(client, offer.get_absolute_url())
    assert "This was withdrawn on" in page
    assert "training@fva.example" not in page


def test_its_writers_find_it_again_on_their_own_page(desk: Client, offer: SupportOffer, editor: User) -> None:
    offering.withdraw(offer, by=editor, today=localdate())
    page = read(desk, offer.organisation.get_absolute_url())
    assert page.index("Withdrawn</h3>") < page.index(offer.title)


def test_it_can_be_offered_again_after_a_look_at_how_to_ask(
    desk: Client, offer: SupportOffer, client: Client, editor: User
) -> None:
    offering.withdraw(offer, by=editor, today=localdate() - dt.timedelta(days=9))
    address = f"{offer.get_absolute_url()}offer-again/"
    assert "training@fva.example" in read(desk, address)
    assert "offered again" in desk.post(address, follow=True).content.decode()
    assert titles(read(client, "/support/")) == [offer.title]


# --- On the pages of organisations and partnerships ---
def test_an_organisation_shows_what_it_offers(offer: SupportOffer, client: Client) -> None:
    page = read(client, offer.organisation.get_absolute_url())
    assert "Support offered</h2>" in page
    assert f'href="{offer.get_absolute_url()}"' in page
    assert "Offer support" not in page


def test_an_organisation_without_offers_says_nothing_of_it_to_others(
    organisation: Organisation, client: Client, desk: Client
) -> None:
    assert "Support offered</h2>" not in read(client, organisation.get_absolute_url())
    page = read(desk, organisation.get_absolute_url())
    assert "It offers no support here at the moment" in page
    assert f'href="{NEW}"' in page


def test_the_link_of_an_organisation_finds_what_it_offers(client: Client) -> None:
    odd = OrganisationFactory(name="Cairdean & Co: “Dè?”")
    row = SupportOfferFactory(organisation=odd)
    SupportOfferFactory()
    page = read(client, odd.get_absolute_url())
    (link,) = re.findall(r'href="(/support/\?q=[^"]+)"', page)
    assert titles(read(client, link)) == [row.title]


def test_a_partnership_shows_five_and_leads_to_all(fife: Partnership, client: Client) -> None:
    for number in range(7):
        SupportOfferFactory(title=f"Numbered {number}")
    page = read(client, fife.get_absolute_url())
    assert "Support you can ask for" in page
    assert page.count("Numbered") == 5
    assert len(titles(read(client, "/support/?partnership=fife"))) == 7
    assert 'href="/support/?partnership=fife"' in page


def test_a_partnership_shows_nothing_that_serves_only_others(
    fife: Partnership, dundee: Partnership, client: Client
) -> None:
    SupportOfferFactory(title="For Dundee").council_areas.add(CouncilAreaFactory(partnership=dundee))
    page = read(client, fife.get_absolute_url())
    assert "For Dundee" not in page
    assert "No organisation says yet what support it offers here" in page


@pytest.mark.parametrize("which", ["partnership", "organisation"])
def test_these_pages_take_as_many_queries_for_many_offers(
    which: str, organisation: Organisation, fife: Partnership, desk: Client, queries_of: QueriesOf
) -> None:
    address = fife.get_absolute_url() if which == "partnership" else organisation.get_absolute_url()
    SupportOfferFactory.create_batch(2, organisation=organisation)
    few = queries_of(desk, address)
    SupportOfferFactory.create_batch(30, organisation=organisation)
    assert queries_of(desk, address) == few <= 12
