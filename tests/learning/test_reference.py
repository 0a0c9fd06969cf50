"""Themes and synonyms come with the platform, and stay as administrators reword them."""

import pytest

from learning import reference
from learning.models import Synonyms, Term

pytestmark = pytest.mark.django_db


def test_loading_brings_the_terms_with_their_definitions() -> None:
    assert reference.load() == "Terms of the library: 92. Groups of synonyms: 16."
    assert not Term.objects.filter(definition="").exists()


def test_loading_again_adds_nothing_and_keeps_what_was_reworded() -> None:
    reference.load()
    Term.objects.filter(slug="leadership").update(name="Leading together")
    reference.load()
    assert Term.objects.count() == 92
    assert Term.objects.get(slug="leadership").name == "Leading together"


def test_every_group_that_comes_with_the_platform_would_pass_the_form() -> None:
    reference.load()
    for group in Synonyms.objects.all():
        group.full_clean()


def test_a_group_that_was_reworded_or_switched_off_stays_so() -> None:
    reference.load()
    Synonyms.objects.filter(slug="carers").update(words="carer\nminder", is_in_use=False)
    reference.load()
    carers = Synonyms.objects.get(slug="carers")
    assert (carers.listed, carers.is_in_use) == (["carer", "minder"], False)
    assert Synonyms.objects.count() == 16
