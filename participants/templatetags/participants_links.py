"""Addresses for templates that an activity makes."""

from django import template

from participants import replies
from participants.models import Involvement

register = template.Library()


@register.filter
def reply_url(involvement: Involvement) -> str:
    """Where this invitation is answered."""
    return replies.link(involvement)
