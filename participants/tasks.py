"""The clock's door to the participants app."""

import datetime as dt

from django.utils import timezone

from coproduce.celery import app

from . import reminders, retention


@app.task
def send_engagement_reminders(now: str | None = None) -> int:
    """Every ten minutes; `now` (ISO 8601) looks ahead in trials."""
    return reminders.plan(now=dt.datetime.fromisoformat(now) if now else timezone.now())


@app.task
def sweep_participants(now: str | None = None) -> dict[str, int]:
    """Several times a day, so that a missed night is caught up."""
    return retention.sweep(now=dt.datetime.fromisoformat(now) if now else timezone.now())
