"""Claims on their pages: asking to be let in, waiting for an answer, letting in, refusing with a reason."""

import pytest
from django.test import Client
from django.utils import timezone

from coproduce.accounts.models import User
from partnerships import claims
from partnerships.models import Claim, Organisation
from tests.conftest import ClientOf
from tests.factories.organisations import ClaimFactory
from tests.factories.partnerships import OrganisationFactory

from .conftest import QueriesOf
from .test_views_registers import read

pytestmark = pytest.mark.django_db
INVITED = "Ask to be let into the team"


def ask(organisation: Organisation) -> str:
    return f"{organisation.get_absolute_url()}claim/"


@pytest.fixture
def claim(organisation: Organisation, newcomer: User) -> Claim:
    return ClaimFactory(organisation=organisation, user=newcomer, statement="I run the <b>café</b>.")


# --- Asking ---
def test_a_member_of_the_platform_asks_and_waits(
    client_of: ClientOf, newcomer: User, organisation: Organisation
) -> None:
    client = client_of(newcomer)
    assert INVITED in read(client, organisation.get_absolute_url())
    answer = client.post(ask(organisation), {"statement": "I run the café."}, follow=True)
    assert "Waiting for an answer" in answer.content.decode()
    page = read(client, organisation.get_absolute_url())
    assert "You asked on" in page
    assert INVITED not in page


def test_pressing_the_button_twice_asks_once(
    client_of: ClientOf, newcomer: User, organisation: Organisation
) -> None:
    client = client_of(newcomer)
    for _ in range(2):
        assert client.post(ask(organisation), {"statement": "Me."})["Location"] == "/claims/"
    assert Claim.objects.count() == 1


def test_who_waits_is_not_asked_again(client_of: ClientOf, newcomer: User, claim: Claim) -> None:
    answer = client_of(newcomer).get(ask(claim.organisation), follow=True)
    assert "You have asked already" in answer.content.decode()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("", "There is a problem"),
        ("   ", "There is a problem"),
        ("x" * 1001, "must be 1000 characters or fewer"),
        ("a\x00b", "cannot be shown"),
    ],
)
def test_a_claim_without_words_is_refused_in_words(
    statement: str, words: str, client_of: ClientOf, newcomer: User, organisation: Organisation
) -> None:
    page = client_of(newcomer).post(ask(organisation), {"statement": statement}).content.decode()
    assert words in page
    assert not Claim.objects.exists()


@pytest.mark.parametrize("name", ["member", "editor", "organisation_lead"])
def test_who_is_in_the_team_has_nothing_to_ask(
    name: str, client_of: ClientOf, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert INVITED not in read(client, organisation.get_absolute_url())
    assert (
        "in this organisation’s team already" in client.get(ask(organisation), follow=True).content.decode()
    )
    page = client.post(ask(organisation), {"statement": "Me."}).content.decode()
    assert "in this organisation’s team already" in page


def test_a_stranger_signs_in_first(client: Client, organisation: Organisation) -> None:
    assert INVITED not in read(client, organisation.get_absolute_url())
    assert client.get(ask(organisation))["Location"].startswith("/accounts/login/")
    assert client.get("/claims/")["Location"].startswith("/accounts/login/")


def test_a_merged_entry_is_claimed_where_it_was_merged_into(
    client_of: ClientOf, newcomer: User, organisation: Organisation
) -> None:
    duplicate, client = OrganisationFactory(merged_into=organisation), client_of(newcomer)
    assert client.get(ask(duplicate))["Location"] == organisation.get_absolute_url()
    assert "Claim that one instead" in client.post(ask(duplicate), {"statement": "Me."}).content.decode()


# --- Deciding ---
def test_its_lead_reads_who_asks_and_why(client_of: ClientOf, organisation_lead: User, claim: Claim) -> None:
    page = read(client_of(organisation_lead), "/claims/")
    for words in ("Waiting for you", "Neil Newcomer", "newcomer@example.org", "&lt;b&gt;café"):
        assert words in page


def test_a_lead_lets_someone_in(client_of: ClientOf, organisation_lead: User, claim: Claim) -> None:
    answer = client_of(organisation_lead).post(f"/claims/{claim.pk}/approve/", follow=True)
    page = answer.content.decode()
    assert "Neil Newcomer is now member of Fife Voluntary Action" in page
    assert "approved on" in page
    assert claim.organisation.team.roles.current().filter(user=claim.user).exists()


def test_an_administrator_makes_the_first_one_lead(
    client_of: ClientOf, administrator: User, claim: Claim
) -> None:
    answer = client_of(administrator).post(f"/claims/{claim.pk}/approve/", follow=True)
    assert "is now lead of Fife Voluntary Action" in answer.content.decode()


def test_a_refusal_is_kept_with_its_reason_and_shown_to_who_asked(
    client_of: ClientOf, organisation_lead: User, newcomer: User, claim: Claim
) -> None:
    client = client_of(organisation_lead)
    assert "Neil Newcomer" in read(client, f"/claims/{claim.pk}/refuse/")
    assert client.post(f"/claims/{claim.pk}/refuse/", {"reason": "Write from work."}).status_code == 302
    page = read(client_of(newcomer), "/claims/")
    assert "Refused" in page
    assert "Write from work." in page
    assert INVITED in read(client_of(newcomer), claim.organisation.get_absolute_url())


@pytest.mark.parametrize(
    ("reason", "words"), [("", "Enter the reason"), ("x" * 501, "500 characters or fewer")]
)
def test_a_refusal_needs_a_reason(
    reason: str, words: str, client_of: ClientOf, organisation_lead: User, claim: Claim
) -> None:
    answer = client_of(organisation_lead).post(f"/claims/{claim.pk}/refuse/", {"reason": reason})
    assert words in answer.content.decode()
    claim.refresh_from_db()
    assert claim.outcome == "waiting"


def test_of_two_who_decide_the_second_is_told(
    client_of: ClientOf, organisation_lead: User, administrator: User, claim: Claim
) -> None:
    claims.refuse(claim, by=administrator, reason="No.", now=timezone.now())
    client = client_of(organisation_lead)
    words = "Somebody has decided about this claim already"
    assert words in client.post(f"/claims/{claim.pk}/approve/", follow=True).content.decode()
    assert words in client.post(f"/claims/{claim.pk}/refuse/", {"reason": "Why"}).content.decode()
    assert not claim.user.roles.exists()


def test_an_administrator_does_not_decide_about_themselves(client_of: ClientOf, administrator: User) -> None:
    own, client = ClaimFactory(user=administrator), client_of(administrator)
    assert "Waiting for you" not in read(client, "/claims/")
    answer = client.post(f"/claims/{own.pk}/approve/", follow=True)
    assert "Somebody else has to decide" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("newcomer", 403),
        ("member", 404),
        ("editor", 404),
        ("officer", 404),
        ("moderator", 404),
        ("auditor", 404),
    ],
)
def test_only_its_lead_and_administrators_decide(
    name: str, status: int, client_of: ClientOf, claim: Claim, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    for verb in ("approve", "refuse"):
        assert client.post(f"/claims/{claim.pk}/{verb}/", {"reason": "No."}).status_code == status
    claim.refresh_from_db()
    assert claim.outcome == "waiting"


def test_the_lead_of_another_organisation_reads_nothing_of_it(
    client_of: ClientOf, organisation_lead: User, other_organisation: Organisation
) -> None:
    elsewhere = ClaimFactory(organisation=other_organisation, statement="Elsewhere.")
    client = client_of(organisation_lead)
    assert "Elsewhere." not in read(client, "/claims/")
    read(client, f"/claims/{elsewhere.pk}/refuse/", 404)


def test_looking_decides_nothing(client_of: ClientOf, organisation_lead: User, claim: Claim) -> None:
    assert client_of(organisation_lead).get(f"/claims/{claim.pk}/approve/").status_code == 405


def test_a_page_without_claims_says_so(client_of: ClientOf, newcomer: User) -> None:
    page = read(client_of(newcomer), "/claims/")
    assert "No claims yet" in page
    assert "Find your organisation" in page


def test_claims_take_as_many_queries_for_forty_rows_as_for_three(
    client_of: ClientOf, administrator: User, queries_of: QueriesOf
) -> None:
    client = client_of(administrator)
    ClaimFactory.create_batch(3)
    few = queries_of(client, "/claims/")
    ClaimFactory.create_batch(37)
    assert queries_of(client, "/claims/") == few <= 12
    assert "page=2" in read(client, "/claims/")
