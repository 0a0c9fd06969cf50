"""What it cost you: claimed, declined and taken back behind one's own link."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from participants.models import Expense, ExpenseState, Involvement, Participant
from partnerships.models import Engagement
from tests.factories.participants import ExpenseFactory, InvolvementFactory
from tests.participants.conftest import text_of

Path = Callable[..., str]


@pytest.fixture
def came(agnes: Participant, past: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=past, accepted=True)


def state(row: Expense) -> str:
    return Expense.objects.get(pk=row.pk).state


def test_the_own_page_leads_here(client: Client, agnes: Participant, own_path: Path) -> None:
    assert "What it cost you" in text_of(client.get(own_path(agnes)))
    text = text_of(client.get(own_path(agnes, "own_expenses")))
    assert "Nothing offered or claimed so far" in text
    assert "Ask before you spend anything" in text


def test_a_claim_for_a_meeting_needs_no_day_and_no_words(
    client: Client, came: Involvement, own_path: Path
) -> None:
    path = own_path(came.participant, "own_expense_claim")
    told = {"involvement": came.pk, "kind": "travel", "pence": "4.50"}
    text = text_of(client.post(path, told, follow=True))
    assert "Your claim is with us" in text
    assert "Travel: £4.50" in text
    assert Expense.objects.get().on == timezone.localdate(came.engagement.starts_at)


def test_an_offer_fills_in_the_claim(client: Client, came: Involvement, own_path: Path) -> None:
    row = ExpenseFactory(participant=came.participant, involvement=came)
    text = text_of(client.get(f"{own_path(came.participant, 'own_expense_claim')}?offer={row.pk}"))
    assert f'value="{came.pk}" selected' in text


@pytest.mark.parametrize("offer", ["x", "99999999999999999999", "٣", ""])
def test_a_made_up_offer_fills_in_nothing(
    client: Client, agnes: Participant, own_path: Path, offer: str
) -> None:
    assert client.get(f"{own_path(agnes, 'own_expense_claim')}?offer={offer}").status_code == 200


def test_a_fee_asks_to_read_the_warning(client: Client, came: Involvement, own_path: Path) -> None:
    path = own_path(came.participant, "own_expense_claim")
    told = {"involvement": came.pk, "kind": "time", "pence": "30"}
    text = text_of(client.post(path, told))
    assert "tick the box" in text
    client.post(path, {**told, "warned": "on"})
    assert Expense.objects.get().warned


@pytest.mark.parametrize(
    ("step", "claimed", "end"), [("decline", False, "declined"), ("take_back", True, "taken_back")]
)
def test_one_press_says_no_or_takes_it_back(
    client: Client, agnes: Participant, own_path: Path, step: str, claimed: bool, end: str
) -> None:
    row = ExpenseFactory(participant=agnes, claimed=claimed)
    path = own_path(agnes, f"own_expense_{step}", row.pk)
    client.get(path)
    assert state(row) in {ExpenseState.OFFERED, ExpenseState.CLAIMED}
    client.post(path)
    assert state(row) == end
    assert "cannot be done any more" in text_of(client.post(path, follow=True))


def test_nobody_touches_what_is_someone_elses(
    client: Client, agnes: Participant, bruce: Participant, own_path: Path
) -> None:
    row = ExpenseFactory(participant=bruce)
    assert client.post(own_path(agnes, "own_expense_decline", row.pk)).status_code == 404
    assert f"?offer={row.pk}" not in text_of(client.get(own_path(agnes, "own_expenses")))


def test_a_meeting_of_someone_else_cannot_be_claimed_for(
    client: Client, came: Involvement, bruce: Participant, own_path: Path
) -> None:
    told = {"involvement": came.pk, "kind": "travel", "pence": "4.50"}
    assert client.post(own_path(bruce, "own_expense_claim"), told).status_code == 200
    assert not Expense.objects.exists()
