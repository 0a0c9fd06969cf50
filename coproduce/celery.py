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

DELIVER = "coproduce.outbox.tasks.deliver"
#: Every sweep there is, and how often it looks.
TIMETABLE = {
    DELIVER: timedelta(minutes=1),
    "participants.tasks.send_engagement_reminders": timedelta(minutes=10),
    "learning.tasks.send_digests": timedelta(minutes=10),
    "learning.tasks.send_consent_reminders": timedelta(hours=1),
    "learning.tasks.forget_searches": timedelta(hours=6),
    "participants.tasks.sweep_participants": timedelta(hours=6),
}
app.conf.beat_schedule = {
    name: {"task": name, "schedule": interval, "options": {"expires": interval.total_seconds()}}
    for name, interval in TIMETABLE.items()
}


#: For those who must not wait: under half a second to connect, as long for an answer, and no second try.
HURRIED = {
    "socket_connect_timeout": 0.4,
    "socket_timeout": 0.4,
    "max_retries": 0,
}


def publish(name: str) -> None:
    """Ask a worker to run a sweep now; raises within a second when the broker is out of reach.

    The worker's own connection has longer patience, so this one is made for the purpose; it takes 5 ms.
    """
    with app.connection_for_write(transport_options=HURRIED) as connection:
        app.send_task(name, connection=connection, expires=60, retry=False)
