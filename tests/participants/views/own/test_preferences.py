"""What a person chooses on their own page: GET changes nothing, POST adds to the ledger, nobody is named."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from participants import agreeing, erasing, register
from participants.models import Agreement, ErasureWish, OwnLink, Participant, Topic
from tests.participants.conftest import CANARY, CANARY_EMAIL, mails, text_of

OwnPath = Callable[..., str]
CHOSEN = {
    **{str(topic): choice for topic, choice in agreeing.UNSAID.items()},
    "preferred_way": "",
    "preferred_format": "standard",
    "preferred_language": "",
}


@pytest.mark.parametrize("name", ["own_preferences", "own_looked", "own_copy", "own_forget"])
def test_looking_changes_nothing_and_names_nobody(
    name: str, client: Client, agnes: Participant, own_path: OwnPath
) -> None:
    page = client.get(own_path(agnes, name))
    assert page.status_code == 200
    for hidden in (CANARY, CANARY_EMAIL):
        assert hidden not in text_of(page)
    assert not Agreement.objects.exists()
    assert register.is_known(agnes)


@pytest.mark.parametrize("name", ["own_preferences", "own_looked", "own_copy", "own_forget"])
def test_the_own_page_leads_there(name: str, client: Client, agnes: Participant, own_path: OwnPath) -> None:
    hub = own_path(agnes)
    assert f'href="{hub}{name.removeprefix("own_")}/"' in text_of(client.get(hub))


@pytest.mark.parametrize("name", ["own_preferences", "own_looked", "own_copy", "own_forget"])
def test_a_page_takes_few_queries(
    name: str, client: Client, agnes: Participant, own_path: OwnPath, queries: Any
) -> None:
    assert queries(client, own_path(agnes, name)) <= 12


# --- Choosing
def test_choices_are_saved(client: Client, agnes: Participant, own_path: OwnPath) -> None:
    path = own_path(agnes, "own_preferences")
    sent = {
        **CHOSEN,
        "message_news": "no",
        "budget": "2",
        "preferred_way": "phone",
        "preferred_language": "Gaelic",
    }
    page = client.post(path, sent, follow=True)
    assert "Your choices are saved" in text_of(page)
    told = agreeing.chosen(agnes)
    assert (told[Topic.NEWS], told[Topic.BUDGET]) == ("no", "2")
    assert register.preferences(agnes)["preferred_way"] == "phone"
    assert Agreement.objects.count() == 2


def test_what_holds_is_shown(client: Client, agnes: Participant, own_path: OwnPath, now: dt.datetime) -> None:
    agreeing.choose(agnes, {Topic.PUBLICATION: "named"}, now=now)
    page = text_of(client.get(own_path(agnes, "own_preferences")))
    assert page[page.index('value="named"') :][:200].split(">")[0].count("checked") == 1


def test_why_their_details_are_kept_is_told(client: Client, agnes: Participant, own_path: OwnPath) -> None:
    assert "public task" in text_of(client.get(own_path(agnes, "own_preferences")))


@pytest.mark.parametrize("wrong", [{"budget": "99"}, {"message_news": ""}, {"preferred_way": "pigeon"}])
def test_a_wrong_choice_is_told_and_nothing_is_saved(
    wrong: dict[str, str], client: Client, agnes: Participant, own_path: OwnPath
) -> None:
    page = client.post(own_path(agnes, "own_preferences"), {**CHOSEN, "preferred_language": "Scots", **wrong})
    assert page.status_code == 200
    assert "There is a problem" in text_of(page)
    assert "Scots" in text_of(page)
    assert not Agreement.objects.exists()


# --- A copy
def test_a_copy_is_a_file_to_read(client: Client, agnes: Participant, own_path: OwnPath) -> None:
    answer = client.post(own_path(agnes, "own_copy"), {"kind": "html"})
    assert answer["Content-Disposition"] == 'attachment; filename="everything-about-P-0007.html"'
    assert CANARY in text_of(answer)
    assert "no-store" in answer["Cache-Control"]


def test_a_copy_is_a_file_for_a_computer(client: Client, agnes: Participant, own_path: OwnPath) -> None:
    answer = client.post(own_path(agnes, "own_copy"), {"kind": "json"})
    assert answer["Content-Type"] == "application/json"
    [row] = answer.json()["tables"]["Identity"]["rows"]
    assert row["email"] == CANARY_EMAIL


@pytest.mark.parametrize("name", ["own_copy", "own_forget"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_older_link_asks_for_a_new_one(
    name: str, method: str, client: Client, agnes: Participant, own_path: OwnPath, now: dt.datetime
) -> None:
    path = own_path(agnes, name)
    OwnLink.objects.update(made_at=now - dt.timedelta(hours=1, minutes=1))
    page = getattr(client, method)(path, {"sure": "on", "kind": "json"})
    assert page.status_code == 403
    assert "Please use a new link" in text_of(page)
    assert CANARY not in text_of(page)
    assert register.is_known(agnes)


# --- Being forgotten
def test_without_the_box_nothing_is_deleted(client: Client, agnes: Participant, own_path: OwnPath) -> None:
    page = client.post(own_path(agnes, "own_forget"), {})
    assert "Tick the box if you are sure" in text_of(page)
    assert register.is_known(agnes)


def test_the_page_says_what_goes_and_what_stays(
    client: Client, agnes: Participant, own_path: OwnPath
) -> None:
    page = text_of(client.get(own_path(agnes, "own_forget")))
    for title in (*erasing.goes(), *(title for title, _ in erasing.stays())):
        assert title in page


def test_with_the_box_it_is_done_and_the_link_is_dead(
    client: Client, agnes: Participant, own_path: OwnPath
) -> None:
    path = own_path(agnes, "own_forget")
    page = client.post(path, {"sure": "on"})
    assert "It is done" in text_of(page)
    assert not register.is_known(agnes)
    assert ErasureWish.objects.get().done_by is None
    assert len(mails(erasing.KIND)) == 1
    assert client.post(path, {"sure": "on"}).status_code == 404
