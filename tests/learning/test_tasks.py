"""The clock's door takes a moment, or reads the clock."""

import datetime as dt

from coproduce.outbox.models import Email
from learning.models import Term
from learning.tasks import send_digests
from tests.factories.learning import CaseStudyFactory, follower


def test_the_sweep_runs_for_the_moment_it_is_given(theme: Term) -> None:
    at = dt.datetime(2027, 3, 3, 9, tzinfo=dt.UTC)
    follower(theme, since=at)
    CaseStudyFactory(published=True, published_at=at, themes=[theme])
    assert send_digests("2027-03-09T07:59:00+00:00") == 0
    assert send_digests("2027-03-09T08:00:00+00:00") == 1
    assert Email.objects.count() == 1


def test_without_a_moment_it_reads_the_clock(theme: Term) -> None:
    follower(theme, since=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert send_digests() == 0
