"""What an engagement heard, for tests: one that is over, views in each state, verdicts and an account."""

import datetime as dt
from typing import Any

from django.utils import timezone

from coproduce.accounts.models import User
from partnerships import hearing
from partnerships.hearing import Account, Verdict
from partnerships.models import Answer, Engagement, ExpressedView, Partnership, Promise
from tests.factories.partnerships import EngagementFactory

#: A day long enough ago that feedback on its decisions is overdue by now.
DECIDED = dt.date(2026, 3, 2)
KEPT = Account(promise_kept=Promise.INVOLVE, promise_account="The timetable was written together.")


def over(partnership: Partnership, **known: Any) -> Engagement:
    """Published, and over for a week."""
    starts = timezone.now() - dt.timedelta(days=9)
    return EngagementFactory(**{"partnership": partnership, "published": True, "starts_at": starts, **known})


def verdict(answer: Answer = Answer.FOLLOWED, **known: Any) -> Verdict:
    return Verdict(**{"answer": answer, "response": "A later bus.", "decided_on": DECIDED, **known})


def said(engagement: Engagement, words: str = "The bus comes too late.", *, by: User) -> ExpressedView:
    return hearing.say(engagement, words, by=by)


def answered(engagement: Engagement, *, by: User, **known: Any) -> ExpressedView:
    view = said(engagement, by=by)
    hearing.answer(view, verdict(**known), by=by)
    return view


def fed_back(engagement: Engagement, *, by: User, on: dt.date = DECIDED, **known: Any) -> ExpressedView:
    view = answered(engagement, by=by, **known)
    hearing.feed_back(view, on=on, channel="By letter", by=by)
    return view


def closed(engagement: Engagement, *, by: User, account: Account = KEPT) -> Engagement:
    hearing.close(engagement, account, by=by, now=timezone.now())
    return engagement
