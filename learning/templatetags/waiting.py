"""What waits on the moderators' desk, for pages that stand above its lists."""

from django import template
from django.utils import timezone

from coproduce.accounts.access import Person
from learning import waiting

register = template.Library()


@register.simple_tag
def queues(person: Person) -> list[waiting.Queue]:
    return waiting.queues(person, now=timezone.now())
