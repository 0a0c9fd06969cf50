"""Figures on a public page: words instead of small numbers, and nothing instead of nothing."""

import pytest
from django.template import Context, Template

from partnerships.suppressing import Figure, Withheld

PAGE = Template("{% load figures %}<td>{{ people|figure:threshold }}</td>")


@pytest.mark.parametrize(
    ("people", "shown"),
    [(17, "17"), (None, ""), (Withheld.FEW, "fewer than 5"), (Withheld.SUM, "not shown")],
)
def test_a_figure_is_shown_as_it_is_published(people: Figure, shown: str) -> None:
    assert PAGE.render(Context({"people": people, "threshold": 5})) == f"<td>{shown}</td>"


@pytest.mark.parametrize("threshold", range(5, 11))
def test_a_small_number_names_the_partnerships_threshold(threshold: int) -> None:
    told = PAGE.render(Context({"people": Withheld.FEW, "threshold": threshold}))
    assert f"fewer than {threshold}" in told
