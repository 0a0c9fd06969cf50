"""The themes come with the platform, and stay as administrators reword them."""

import pytest

from learning import reference
from learning.models import Theme

pytestmark = pytest.mark.django_db


def test_loading_brings_the_themes_with_their_definitions() -> None:
    assert reference.load() == "Themes of the library: 8."
    assert not Theme.objects.filter(definition="").exists()


def test_loading_again_adds_nothing_and_keeps_what_was_reworded() -> None:
    reference.load()
    Theme.objects.filter(slug="leadership").update(name="Leading together")
    reference.load()
    assert Theme.objects.count() == 8
    assert Theme.objects.get(slug="leadership").name == "Leading together"
