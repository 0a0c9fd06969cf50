"""The form in which an organisation says what it offers: what it asks, refuses in words, and keeps."""

import uuid
from typing import Any

import pytest

from partnerships.forms.support import SupportOfferCreateForm, SupportOfferEditForm
from partnerships.models import CouncilArea, Organisation, Support, SupportOffer
from tests.factories.organisations import SupportOfferFactory
from tests.factories.partnerships import CouncilAreaFactory

pytestmark = pytest.mark.django_db


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Two mornings on meetings",
        "kinds": ["training"],
        "description": "How meetings work.",
        "for_whom": "Unpaid carers.",
        "how_to_ask": "Write to hello@fva.example.",
        "cost": "free",
        **changes,
    }


def form_of(organisation: Organisation, **changes: Any) -> SupportOfferCreateForm:
    return SupportOfferCreateForm(typed(**changes), instance=SupportOffer(organisation=organisation))


def test_the_least_that_is_asked_is_enough(organisation: Organisation) -> None:
    made = form_of(organisation).save()
    assert (made.organisation, made.kinds, made.cost_detail) == (organisation, ["training"], "")
    assert not made.council_areas.exists()


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("title", "Enter a title"),
        ("kinds", "Choose at least one kind of support"),
        ("description", "Enter what it is"),
        ("for_whom", "Enter whom it is for"),
        ("how_to_ask", "Enter how people ask for it"),
        ("cost", "Choose what it costs"),
    ],
)
def test_what_is_missing_is_asked_for_in_words(field: str, sentence: str, organisation: Organisation) -> None:
    form = form_of(organisation, **{field: [] if field == "kinds" else ""})
    assert {name: list(told) for name, told in form.errors.items()} == {field: [sentence]}


@pytest.mark.parametrize(
    ("field", "longest"),
    [
        *(("title", 200), ("description", 4000), ("for_whom", 1000), ("how_to_ask", 1000)),
        ("cost_detail", 300),
    ],
)
def test_each_text_has_a_length_that_is_told(field: str, longest: int, organisation: Organisation) -> None:
    assert form_of(organisation, **{field: "à" * longest}).is_valid()
    told = form_of(organisation, **{field: "à" * (longest + 1)}).errors[field][0]
    assert f"{longest:,}" in told or str(longest) in told


def test_a_length_counts_lines_as_people_do(organisation: Organisation) -> None:
    assert form_of(organisation, how_to_ask="a\r\n" * 500).is_valid()


def test_a_charge_is_told_or_asked_about(organisation: Organisation) -> None:
    form = form_of(organisation, cost="charged", cost_detail="   ")
    assert form.errors["cost_detail"] == ["Say what it costs, or choose “Ask about the cost”"]
    assert form_of(organisation, cost="charged", cost_detail="£5").is_valid()
    assert form_of(organisation, cost="ask").is_valid()


def test_a_charge_told_at_too_great_length_is_refused_once(organisation: Organisation) -> None:
    form = form_of(organisation, cost="charged", cost_detail="£" * 301)
    assert len(form.errors["cost_detail"]) == 1


@pytest.mark.parametrize(
    ("field", "value"), [("kinds", ["training", "tea"]), ("cost", "cheap"), ("council_areas", ["0"])]
)
def test_a_forged_choice_is_refused(field: str, value: Any, organisation: Organisation) -> None:
    form = form_of(organisation, **{field: value})
    assert "from the list" in form.errors[field][0]
    assert not SupportOffer.objects.exists()


@pytest.mark.parametrize("field", ["title", "description", "for_whom", "how_to_ask", "cost_detail"])
def test_what_cannot_be_stored_is_refused_in_words(field: str, organisation: Organisation) -> None:
    for character in ("\x00", "\x07", "\ud800"):
        assert field in form_of(organisation, **{field: f"Call{character}us"}).errors


def test_other_alphabets_are_kept_as_they_are(organisation: Organisation) -> None:
    words = "Còmhradh 谈话 محادثة 👩‍🦽"
    assert form_of(organisation, title=words).save().title == words


def test_every_kind_may_be_ticked_and_keeps_its_order(organisation: Organisation) -> None:
    made = form_of(organisation, kinds=[*reversed(Support.values)]).save()
    made.refresh_from_db()
    assert set(made.kinds) == set(Support.values)
    assert len(made.kind_names) == 8


def test_areas_are_kept_with_the_offer(organisation: Organisation) -> None:
    areas = [CouncilAreaFactory(), CouncilAreaFactory()]
    made = form_of(organisation, council_areas=[str(area.pk) for area in areas]).save()
    assert set(made.council_areas.all()) == set(areas)


def test_the_same_press_makes_one_offer(organisation: Organisation) -> None:
    key = str(uuid.uuid4())
    first, second = (form_of(organisation, submission=key).save() for _ in range(2))
    assert first == second
    assert SupportOffer.objects.count() == 1


def test_a_forged_organisation_is_not_read(
    organisation: Organisation, other_organisation: Organisation
) -> None:
    forged = {"organisation": str(other_organisation.pk), "withdrawn_on": "2020-01-01"}
    made = SupportOfferCreateForm(typed(**forged), instance=SupportOffer(organisation=organisation)).save()
    assert (made.organisation, made.withdrawn_on) == (organisation, None)


# --- Editing ---
def edit(offer: SupportOffer, **changes: Any) -> SupportOfferEditForm:
    seen = SupportOfferEditForm(instance=offer)["seen_at"].value()
    return SupportOfferEditForm(typed(seen_at=seen, **changes), instance=offer)


def test_areas_that_are_unticked_are_taken_away() -> None:
    offer, area = SupportOfferFactory(), CouncilAreaFactory()
    offer.council_areas.add(area, CouncilAreaFactory())
    edit(offer, council_areas=[str(area.pk)]).save()
    assert [*offer.council_areas.all()] == [area]
    edit(offer).save()
    assert not CouncilArea.objects.filter(support_offers=offer).exists()


def test_who_opened_the_page_before_the_other_saved_is_told() -> None:
    offer = SupportOfferFactory()
    late = edit(SupportOffer.objects.get(pk=offer.pk), title="The later one")
    edit(offer, title="The earlier one").save()
    late.instance.refresh_from_db()
    assert "Someone else changed this support offer" in late.errors["__all__"][0]


def test_saving_once_more_after_the_warning_replaces_the_other() -> None:
    offer = SupportOfferFactory()
    late = SupportOfferEditForm(typed(seen_at="long ago"), instance=offer)
    assert not late.is_valid()
    again = SupportOfferEditForm(late.data, instance=SupportOffer.objects.get())
    assert again.save().title == "Two mornings on meetings"
