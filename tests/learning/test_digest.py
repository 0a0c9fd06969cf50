"""The weekly mail: its calendar, its window, what it lists, and that each thing is told exactly once."""

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest
from django.utils.html import strip_tags
from pytest_django import Settings

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, Lane, Status
from learning import digest, following, moderation
from learning.models import CaseStudy, Digest, Follow, State, StepName, Subscription, Term
from tests.factories.accounts import account
from tests.factories.learning import CaseStudyFactory, TermFactory, decided, follower, published_revision
from tests.factories.partnerships import CouncilAreaFactory
from tests.threads import at_once

LONDON = ZoneInfo("Europe/London")
HOUR, DAY, WEEK = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=7)


def london(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=LONDON)  # type: ignore[misc, arg-type]


#: An ordinary Tuesday, and the one after it.
TUESDAY = london(2027, 3, 9, 8)
NEXT_TUESDAY = london(2027, 3, 16, 8)


# --- the calendar ---


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (london(2027, 3, 9, 8), london(2027, 3, 9, 8)),
        (london(2027, 3, 9, 7, 59), london(2027, 3, 2, 8)),
        (london(2027, 3, 15, 23), london(2027, 3, 9, 8)),
        (london(2027, 1, 1, 0), london(2026, 12, 29, 8)),
        (london(2028, 2, 29, 8), london(2028, 2, 29, 8)),
        (dt.datetime(2027, 3, 30, 7, 0, tzinfo=dt.UTC), london(2027, 3, 30, 8)),
        (dt.datetime(2027, 3, 30, 6, 59, tzinfo=dt.UTC), london(2027, 3, 23, 8)),
        (dt.datetime(2027, 11, 2, 8, 0, tzinfo=dt.UTC), london(2027, 11, 2, 8)),
        (dt.datetime(2027, 11, 2, 7, 59, tzinfo=dt.UTC), london(2027, 10, 26, 8)),
    ],
)
def test_the_slot_is_the_latest_tuesday_at_eight_in_scotland(now: dt.datetime, slot: dt.datetime) -> None:
    assert digest.slot(now) == slot


def test_every_hour_of_three_years_falls_in_one_week_of_a_tuesday() -> None:
    now = dt.datetime(2026, 12, 28, tzinfo=dt.UTC)
    for _ in range(0, 3 * 365 * 24, 5):
        boundary = digest.slot(now)
        assert boundary <= now < digest.next_slot(boundary)
        assert (boundary.weekday(), boundary.hour) == (1, 8)
        now += 5 * HOUR


def test_the_next_slot_is_at_eight_again_after_the_clocks_change() -> None:
    assert digest.next_slot(london(2027, 3, 23, 8)) == london(2027, 3, 30, 8)
    assert digest.next_slot(london(2027, 10, 26, 8)) == london(2027, 11, 2, 8)


# --- what it lists ---


@pytest.fixture
def subscription(theme: Term, newcomer: User) -> Subscription:
    return follower(theme, since=TUESDAY - WEEK, user=newcomer)


def publish(theme: Term, at: dt.datetime, **fields: object) -> CaseStudy:
    return CaseStudyFactory(published=True, published_at=at, themes=[theme], **fields)


def titles() -> list[list[str]]:
    rows = Digest.objects.order_by("slot").prefetch_related("case_studies")
    return [sorted(row.title for row in listed.case_studies.all()) for listed in rows]


def sent() -> None:
    Email.objects.filter(status=Status.QUEUED).update(status=Status.SENT, sent_at=TUESDAY)


def test_a_follower_gets_what_was_published_in_their_theme(subscription: Subscription, theme: Term) -> None:
    case_study = publish(theme, TUESDAY - DAY, title="Tea & company", summary="They met <often>.")
    assert digest.plan(now=TUESDAY) == 1
    mail = Email.objects.get()
    assert (mail.kind, mail.lane, mail.recipient) == (
        "case_study_digest",
        Lane.DIGEST,
        "newcomer@example.org",
    )
    assert mail.key == f"case_study_digest:{subscription.user_id}:2027-03-09"
    assert mail.expires_at == NEXT_TUESDAY
    assert "Tea & company" in mail.text
    assert "Tea &amp; company" in mail.html
    assert "They met &lt;often&gt;." in mail.html
    assert case_study.get_absolute_url() in mail.text
    assert "Tea" not in mail.subject
    assert "/following/" in mail.text


WHOLE = """\
Since 2 March 2027:

Because you follow Fife and Leadership

* Tea
  They met <often>.
  Fife
  http://testserver/case-studies/tea/

Because you follow Leadership

* Soup
  They cooked.
  Angus, Moray
  http://testserver/case-studies/soup/

Case studies you follow that have a new revision

* Bread has a new revision
  The costs are clearer.
  http://testserver/case-studies/bread/

--
You get this on Tuesdays because you follow these on Coproduce. Choose what you follow, or switch this off:
http://testserver/following/
"""


@pytest.fixture
def full(theme: Term, newcomer: User, settings: Settings) -> Email:
    """A digest with all that one can hold."""
    settings.BASE_URL = "http://testserver"
    fife, *others = (CouncilAreaFactory(name=name) for name in ("Fife", "Angus", "Moray"))
    bread = CaseStudyFactory(published=True, published_at=TUESDAY - 9 * DAY, slug="bread", title="Bread")
    follower(fife, theme, bread, since=TUESDAY - WEEK, user=newcomer)
    tea = {"slug": "tea", "title": "Tea", "summary": "They met <often>.", "council_areas": [fife]}
    publish(theme, TUESDAY - DAY, **tea)
    soup = {"slug": "soup", "title": "Soup", "summary": "They cooked.", "council_areas": others}
    publish(theme, TUESDAY - 2 * DAY, **soup)
    published_revision(bread, TUESDAY - 3 * DAY, note="The costs are clearer.")
    digest.plan(now=TUESDAY)
    return Email.objects.get()


def test_the_text_says_what_is_new_why_one_hears_of_it_and_how_to_end_it(full: Email) -> None:
    assert full.subject == "New in what you follow"
    assert full.text.partition("\nTo stop these emails")[0] == WHOLE


def test_the_page_says_the_same(full: Email) -> None:
    main = full.html.partition("<main>")[2].partition("</main>")[0]
    said = " ".join(strip_tags(main).split())
    assert said == (
        "New in what you follow Since 2 March 2027: Because you follow Fife and Leadership Tea "
        "They met &lt;often&gt;.Fife Because you follow Leadership Soup They cooked.Angus, Moray "
        "Case studies you follow that have a new revision Bread has a new revision The costs are clearer."
    )


def test_it_lapses_once_a_revised_entry_is_withdrawn_and_the_rest_comes_later(full: Email) -> None:
    withdraw(CaseStudy.objects.get(slug="bread"))
    assert not digest.still_wanted(full)
    Email.objects.update(status=Status.LAPSED)
    assert digest.plan(now=NEXT_TUESDAY) == 1
    assert titles() == [["Bread", "Soup", "Tea"], ["Soup", "Tea"]]


def test_the_newest_comes_first(subscription: Subscription, theme: Term) -> None:
    for days in (3, 1, 2):
        publish(theme, TUESDAY - days * DAY, title=f"Day {days}")
    digest.plan(now=TUESDAY)
    text = Email.objects.get().text
    assert text.index("Day 1") < text.index("Day 2") < text.index("Day 3")


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (TUESDAY - WEEK - dt.timedelta(microseconds=1), False),
        (TUESDAY - WEEK, True),
        (TUESDAY - dt.timedelta(microseconds=1), True),
        (TUESDAY, False),
    ],
)
def test_the_window_is_closed_before_and_open_after(
    at: dt.datetime, told: bool, subscription: Subscription, theme: Term
) -> None:
    publish(theme, at)
    assert digest.plan(now=TUESDAY) == told


def test_a_week_without_news_brings_no_mail_but_is_covered(subscription: Subscription) -> None:
    assert digest.plan(now=TUESDAY) == 0
    subscription.refresh_from_db()
    assert subscription.covered_until == TUESDAY
    assert not Email.objects.exists()


def test_other_themes_are_not_told(subscription: Subscription) -> None:
    publish(TermFactory(), TUESDAY - DAY)
    assert digest.plan(now=TUESDAY) == 0


def test_what_was_published_before_a_theme_was_followed_is_no_news(
    subscription: Subscription, theme: Term
) -> None:
    Follow.objects.update(created_at=TUESDAY - 2 * DAY)
    publish(theme, TUESDAY - 3 * DAY, title="Before")
    publish(theme, TUESDAY - DAY, title="After")
    digest.plan(now=TUESDAY)
    assert titles() == [["After"]]


def test_an_entry_with_two_followed_themes_is_listed_once(subscription: Subscription, theme: Term) -> None:
    other = TermFactory()
    following.follow(other, by=subscription.user, now=TUESDAY - WEEK)
    CaseStudyFactory(published=True, published_at=TUESDAY - DAY, themes=[theme, other], title="Both")
    digest.plan(now=TUESDAY)
    assert Email.objects.get().text.count("* Both") == 1


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_what_is_public_is_told(state: State, subscription: Subscription, theme: Term) -> None:
    traits = {} if state == State.DRAFT else {state.value: True}
    CaseStudyFactory(themes=[theme], **traits)
    CaseStudy.objects.filter(published_at__isnull=False).update(published_at=TUESDAY - DAY)
    assert digest.plan(now=TUESDAY) == 0


def test_nobody_is_told_of_their_own(subscription: Subscription, theme: Term, newcomer: User) -> None:
    publish(theme, TUESDAY - DAY, author=newcomer)
    by_them = publish(theme, TUESDAY - DAY)
    decided(by_them, step=StepName.PUBLISH, by=newcomer)
    assert digest.plan(now=TUESDAY) == 0


def test_what_others_decided_is_told_even_if_it_was_returned_by_the_reader(
    subscription: Subscription, theme: Term, newcomer: User
) -> None:
    case_study = publish(theme, TUESDAY - DAY)
    decided(case_study, step=StepName.SEND_BACK, by=newcomer)
    decided(case_study, step=StepName.PUBLISH)
    assert digest.plan(now=TUESDAY) == 1


def test_whoever_switched_it_off_or_left_gets_none(theme: Term) -> None:
    off, left = (follower(theme, since=TUESDAY - WEEK) for _ in range(2))
    following.choose_weekly(by=off.user, weekly=False, now=TUESDAY - DAY)
    User.objects.filter(pk=left.user_id).update(is_active=False)
    publish(theme, TUESDAY - HOUR)
    assert digest.plan(now=TUESDAY) == 0


# --- once, whatever happens ---


def test_planning_again_changes_nothing(subscription: Subscription, theme: Term) -> None:
    publish(theme, TUESDAY - DAY)
    assert [digest.plan(now=TUESDAY + late) for late in (0 * HOUR, 0 * HOUR, HOUR, 3 * DAY)] == [1, 0, 0, 0]
    assert Email.objects.count() == 1


def test_weeks_without_a_clock_are_made_up_for_in_one_mail(subscription: Subscription, theme: Term) -> None:
    for week in range(5):
        publish(theme, TUESDAY + week * WEEK + DAY, title=f"Week {week}")
    assert digest.plan(now=TUESDAY + 5 * WEEK + DAY) == 1
    assert titles() == [[f"Week {week}" for week in range(5)]]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_write_each_mail_once(theme: Term) -> None:
    for _ in range(8):
        follower(theme, since=TUESDAY - WEEK)
    publish(theme, TUESDAY - DAY)
    written = at_once(*[lambda: digest.plan(now=TUESDAY)] * 4)
    digest.plan(now=TUESDAY)
    assert Email.objects.count() == Digest.objects.count() == 8
    assert sum(written) == 8


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("begin", [london(2027, 3, 16, 8), london(2027, 10, 19, 8)], ids=["spring", "autumn"])
def test_over_skipped_and_doubled_nights_and_clock_changes_each_entry_is_sent_once(
    seed: int, begin: dt.datetime, theme: Term
) -> None:
    """Sweeps at any minute, missed for days, some mails lapsing: in the end everything has gone out once."""
    chance = random.Random(seed)
    subscription = follower(theme, since=begin)
    now, end = begin.astimezone(dt.UTC), (begin + 4 * WEEK).astimezone(dt.UTC)
    while now < end:
        now += dt.timedelta(minutes=chance.randrange(1, 60 * 60))
        publish(theme, now)
        if chance.random() < 0.6:
            for _ in range(chance.choice((1, 1, 2))):
                digest.plan(now=now + dt.timedelta(minutes=chance.randrange(5)))
            lapsed = chance.random() < 0.3
            Email.objects.filter(status=Status.QUEUED).update(
                status=Status.LAPSED if lapsed else Status.SENT, sent_at=None if lapsed else now
            )
    for week in (1, 2):
        digest.plan(now=now + week * WEEK)
        sent()
    keys = Email.objects.filter(status=Status.SENT).values_list("key", flat=True)
    told = [
        row for one in Digest.objects.all() if digest.mail_key(one) in keys for row in one.case_studies.all()
    ]
    assert sorted(row.pk for row in told) == sorted(CaseStudy.objects.values_list("pk", flat=True))
    assert subscription.digests.count() >= 2


# --- between writing and sending ---


def written(subscription: Subscription, theme: Term) -> tuple[Email, CaseStudy, CaseStudy]:
    kept = publish(theme, TUESDAY - DAY, title="Kept")
    taken_back = publish(theme, TUESDAY - DAY, title="Taken back")
    digest.plan(now=TUESDAY)
    return Email.objects.get(), kept, taken_back


def withdraw(case_study: CaseStudy) -> None:
    moderation.withdraw(case_study, by=account(), now=TUESDAY + HOUR, note="They asked us to.")


def test_a_digest_is_still_wanted_when_nothing_has_changed(subscription: Subscription, theme: Term) -> None:
    assert digest.still_wanted(written(subscription, theme)[0])


def test_a_digest_is_not_sent_once_something_in_it_was_withdrawn(
    subscription: Subscription, theme: Term
) -> None:
    mail, _, taken_back = written(subscription, theme)
    withdraw(taken_back)
    assert not digest.still_wanted(mail)


def test_a_digest_is_not_sent_to_whoever_switched_it_off_or_left(
    subscription: Subscription, theme: Term
) -> None:
    mail, *_ = written(subscription, theme)
    Subscription.objects.update(weekly=False)
    assert not digest.still_wanted(mail)
    Subscription.objects.update(weekly=True)
    User.objects.filter(pk=subscription.user_id).update(is_active=False)
    assert not digest.still_wanted(mail)


def test_a_mail_about_no_digest_is_not_wanted(subscription: Subscription, theme: Term) -> None:
    mail, *_ = written(subscription, theme)
    mail.about = "learning.digest:0"
    assert not digest.still_wanted(mail)


def test_after_a_lapse_the_others_come_a_week_later_and_the_withdrawn_one_never(
    subscription: Subscription, theme: Term
) -> None:
    mail, _, taken_back = written(subscription, theme)
    withdraw(taken_back)
    Email.objects.filter(pk=mail.pk).update(status=Status.LAPSED)
    publish(theme, TUESDAY + DAY, title="New")
    digest.plan(now=NEXT_TUESDAY)
    assert titles()[1] == ["Kept", "New"]
    sent()
    publish(theme, NEXT_TUESDAY + DAY, title="Newer")
    digest.plan(now=NEXT_TUESDAY + WEEK)
    assert titles()[2] == ["Newer"]


def test_a_mail_that_never_left_the_queue_is_made_up_for(subscription: Subscription, theme: Term) -> None:
    written(subscription, theme)
    digest.plan(now=NEXT_TUESDAY)
    assert titles() == [["Kept", "Taken back"], ["Kept", "Taken back"]]


def test_two_lapses_in_a_row_lose_nothing(subscription: Subscription, theme: Term) -> None:
    for week in range(3):
        publish(theme, TUESDAY + week * WEEK - DAY, title=f"Week {week}")
        digest.plan(now=TUESDAY + week * WEEK)
        Email.objects.update(status=Status.LAPSED)
    assert titles()[-1] == ["Week 0", "Week 1", "Week 2"]


def test_what_has_been_sent_is_not_told_again(subscription: Subscription, theme: Term) -> None:
    written(subscription, theme)
    sent()
    assert digest.plan(now=NEXT_TUESDAY) == 0
