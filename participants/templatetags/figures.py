"""How a number of people reads on a public page."""

from django import template

from partnerships.suppressing import Figure, words

register = template.Library()


@register.filter
def figure(people: Figure, threshold: int) -> str:
    """ "12", "fewer than 5", "not shown", or nothing where there is no number."""
    return words(people, threshold)


@register.filter
def at_least(people: Figure, threshold: int) -> str:
    """A number that was rounded down: "10 or more"; what is held back reads as ever."""
    shown = words(people, threshold)
    return f"{shown} or more" if shown.isdigit() else shown
