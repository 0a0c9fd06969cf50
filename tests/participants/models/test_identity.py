"""Identity and disclosures: apart from everything else, and kept for good."""

import pytest
from django.db import IntegrityError, InternalError
from django.db.models import Model

from coproduce.accounts.models import User
from participants.models import Participant
from participants.models.identity import Disclosure, Identity
from tests.factories.participants import IdentityFactory
from tests.participants.conftest import history


def disclosure(agnes: Participant, officer: User, **values: object) -> Disclosure:
    facts = {"participant": agnes, "what": "look", "reason": "To phone them", "by": officer, **values}
    return Disclosure.objects.create(partnership=agnes.partnership, **facts)


def test_no_way_leads_from_a_participant_to_the_identity(agnes: Participant) -> None:
    related: set[type[Model]] = {one.related_model for one in Participant._meta.related_objects}
    assert not related & {Identity, Disclosure}


def test_the_text_of_a_row_says_nothing_about_the_person(agnes: Participant) -> None:
    assert str(Identity.objects.get()) == "Who P-0007 is"


@pytest.mark.parametrize("values", [{"name": ""}, {"email": "Canary@Example.org"}])
def test_the_database_refuses_a_broken_identity(agnes: Participant, values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError):
        Identity.objects.update(**values)


def test_a_search_needs_every_word(agnes: Participant, bruce: Participant) -> None:
    found = Identity.objects.matching("agnes canary")
    assert [row.participant for row in found] == [agnes]


@pytest.mark.parametrize("words", ["canary.agnes@", "960007", "AGNES", "Mrs"])
def test_a_search_takes_what_staff_may_know(agnes: Participant, words: str) -> None:
    Identity.objects.update(address_as="Mrs Canary")
    assert Identity.objects.matching(words).count() == 1


def test_the_history_tells_that_it_changed_and_not_what_it_said(agnes: Participant) -> None:
    identity = Identity.objects.get()
    identity.name, identity.email = "Canary Renamed", "canary.new@example.org"
    identity.save()
    events = list(history(identity).values())
    assert [event["pgh_label"] for event in events] == ["insert", "update"]
    assert "anary" not in repr(events)


@pytest.mark.parametrize("how", ["update", "delete"])
def test_a_disclosure_is_permanent(agnes: Participant, officer: User, how: str) -> None:
    row = disclosure(agnes, officer)
    with pytest.raises(InternalError, match="disclosure"):
        row.delete() if how == "delete" else Disclosure.objects.update(reason="Another reason")


@pytest.mark.parametrize(
    "values", [{"reason": ""}, {"participant": None}, {"by": None}, {"what": "search", "by": None}]
)
def test_the_database_refuses_half_a_disclosure(
    agnes: Participant, officer: User, values: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError):
        disclosure(agnes, officer, **values)


@pytest.mark.parametrize("role", ["reader", "officer", "officer_elsewhere", "auditor", "administrator"])
def test_only_leads_see_who_looked(
    role: str, request: pytest.FixtureRequest, agnes: Participant, officer: User, lead: User
) -> None:
    row = disclosure(agnes, officer)
    assert list(Disclosure.objects.visible_to(lead)) == [row]
    assert not Disclosure.objects.visible_to(request.getfixturevalue(role)).exists()


def test_a_participant_has_one_identity(agnes: Participant) -> None:
    with pytest.raises(IntegrityError):
        IdentityFactory(participant=agnes)
