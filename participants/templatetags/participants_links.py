"""Addresses and words for templates that an activity makes."""

from django import template

from participants import claiming, replies
from participants.models import Involvement

register = template.Library()


@register.filter
def reply_url(involvement: Involvement) -> str:
    """Where this invitation is answered."""
    return replies.link(involvement)


@register.filter
def verdict(said: str | None) -> str:
    """What somebody says of what is recorded about them."""
    return claiming.said(said) or "Nothing yet"
