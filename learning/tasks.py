"""The clock's door to the library."""

from datetime import datetime

from django.utils import timezone

from coproduce.celery import app

from . import digest, expiring, noting


@app.task
def send_digests(now: str | None = None) -> int:
    return digest.plan(now=datetime.fromisoformat(now) if now else timezone.now())


@app.task
def send_consent_reminders(now: str | None = None) -> int:
    return expiring.remind(now=datetime.fromisoformat(now) if now else timezone.now())


@app.task
def forget_searches(now: str | None = None) -> int:
    return noting.forget(today=timezone.localdate(datetime.fromisoformat(now) if now else None))
