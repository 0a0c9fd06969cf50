"""The task reads the clock, or the moment it is told, and hands over."""

import datetime as dt

from pytest import MonkeyPatch

from participants import reminders
from participants.tasks import send_engagement_reminders


def test_the_sweep_looks_at_the_moment_it_is_told(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "plan", lambda *, now: now)
    assert send_engagement_reminders("2026-05-12T09:00:00+00:00") == dt.datetime(
        2026, 5, 12, 9, tzinfo=dt.UTC
    )


def test_without_a_moment_it_is_now(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "plan", lambda *, now: abs(now - dt.datetime.now(dt.UTC)).total_seconds())
    assert send_engagement_reminders() < 60
