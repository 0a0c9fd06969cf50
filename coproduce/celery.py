"""The clock and the call: the whole timetable, and the one way to say "look now"; neither carries any state.

Ticks are in UTC and only ask. What is due is decided by our own rows and PostgreSQL's `now()`, so that a tick
that is missed, doubled or an hour off at a change of the clocks does no harm.
"""

import os
from datetime import timedelta

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

app = Celery("coproduce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

#: Every sweep there is, and how often it looks.
TIMETABLE = {
    "coproduce.outbox.tasks.deliver": timedelta(minutes=1),
    "participants.tasks.send_engagement_reminders": timedelta(minutes=10),
    "learning.tasks.send_digests": timedelta(minutes=10),
}
app.conf.beat_schedule = {
    name: {"task": name, "schedule": interval, "options": {"expires": interval.total_seconds()}}
    for name, interval in TIMETABLE.items()
}


def publish(name: str) -> None:
    """Ask a worker to run a sweep now; raises when the broker is out of reach."""
    app.send_task(name, expires=60, retry=False, ignore_result=True)
