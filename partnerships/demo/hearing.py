"""What two made-up engagements of Fife heard: one closed, one still owing an answer."""

import datetime as dt

from django.utils.timezone import localdate

from coproduce.accounts.models import User
from partnerships import hearing, judging
from partnerships.hearing import Account, Verdict
from partnerships.models import Answer, Engagement, Partnership, Promise, Standard

from .made_up import MADE_UP, key_of


def load(partnership: Partnership, *, by: User, now: dt.datetime) -> None:
    """Once: what people have changed since stays."""
    closed = Engagement.objects.get(submission=key_of(partnership.slug, "engagement", "hearing"))
    owing = Engagement.objects.get(submission=key_of(partnership.slug, "engagement", "reading"))
    if closed.views.exists() or owing.views.exists():
        return
    hearing.say(owing, f"The proposals are too long to read before a meeting. {MADE_UP}", by=by)
    view = hearing.say(closed, f"Buses stop before the evening groups end. {MADE_UP}", by=by)
    decided_on = localdate(now) - dt.timedelta(days=40)
    verdict = Verdict(Answer.PARTLY, "Two groups begin earlier.", decided_on, "The timetable is not ours.")
    hearing.answer(view, verdict, by=by)
    hearing.feed_back(view, on=localdate(now) - dt.timedelta(days=30), channel="At the next meeting", by=by)
    groups = list(closed.groups.all())
    hearing.count(closed, {**dict.fromkeys(groups[:2], (40, 12)), None: (None, 3)}, by=by)
    judging.judge(closed, {Standard.SUPPORT: (4, f"Travel was paid on the day. {MADE_UP}")}, by=by)
    hearing.close(
        closed, Account(Promise.INVOLVE, f"Their points changed the draft. {MADE_UP}"), by=by, now=now
    )
