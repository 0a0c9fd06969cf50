"""How a number of people reads on a public page."""

from django import template

from partnerships.suppressing import Figure, words

register = template.Library()


@register.filter
def figure(people: Figure, threshold: int) -> str:
    """ "12", "fewer than 5", "not shown", or nothing where there is no number."""
    return words(people, threshold)
