"""Grants as rows: which count, what they allow where, and that nothing but their end is ever changed."""

import datetime as dt
import random
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduce.accounts.models import User
from learning import consents
from learning.models import CaseStudy, Channel, Grant, State, Teller, Through, Use
from partnerships.models import Organisation
from tests.factories.consents import grant, story, teller
from tests.factories.learning import CaseStudyFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 3)
DAY = dt.timedelta(days=1)


@pytest.fixture
def entry(organisation: Organisation) -> CaseStudy:
    return story(agreed=False, organisation=organisation)


@pytest.fixture
def isla(entry: CaseStudy) -> Teller:
    return teller(entry)


def given(by: Teller, use: Use = Use.WORDS, **fields: Any) -> Grant:
    return grant(use=use, by=by, **{"agreed_on": TODAY - 30 * DAY, "expires_on": TODAY + 30 * DAY, **fields})


def withdrawn(row: Grant, through: Through = Through.LINK) -> None:
    Grant.objects.filter(pk=row.pk).update(
        withdrawn_at=timezone.now(),
        withdrawn_through=through,
        withdrawn_by=None if through == Through.LINK else row.recorded_by,
    )


def allowed(entry: CaseStudy, channel: Channel = Channel.PAGE, on: dt.date = TODAY) -> bool:
    return CaseStudy.objects.allowed_in(channel, on).filter(pk=entry.pk).exists()


# --- when a grant is live ---


@pytest.mark.parametrize(("days", "live"), [(-1, False), (0, True), (1, True)])
def test_the_last_day_is_part_of_it(isla: Teller, days: int, live: bool) -> None:
    given(isla, expires_on=TODAY + days * DAY)
    assert Grant.objects.live(TODAY).exists() is live


def test_what_is_taken_back_is_not_live(isla: Teller) -> None:
    withdrawn(given(isla))
    assert not Grant.objects.live(TODAY).exists()


def test_the_database_tells_the_day_where_none_is_said(isla: Teller) -> None:
    today = timezone.localdate()
    given(isla, Use.WORDS, agreed_on=today - 9 * DAY, expires_on=today)
    given(isla, Use.FILM, agreed_on=today - 9 * DAY, expires_on=today - DAY)
    assert [row.use for row in Grant.objects.live()] == [Use.WORDS]


def test_what_was_agreed_last_counts_whatever_was_recorded_last(isla: Teller) -> None:
    late = given(isla, agreed_on=TODAY - 2 * DAY, channels=[Channel.PAGE])
    given(isla, agreed_on=TODAY - 20 * DAY)
    assert list(Grant.objects.counting()) == [late]


def test_of_two_on_one_day_the_later_record_counts(isla: Teller) -> None:
    _, second = given(isla), given(isla)
    assert list(Grant.objects.counting()) == [second]


def test_a_mistake_hides_no_earlier_agreement(isla: Teller) -> None:
    first = given(isla)
    withdrawn(given(isla), Through.MISTAKE)
    assert list(Grant.objects.live(TODAY)) == [first]


def test_another_use_or_another_person_is_not_replaced(isla: Teller, entry: CaseStudy) -> None:
    rows = [given(isla), given(isla, Use.FILM), given(teller(entry))]
    assert set(Grant.objects.live(TODAY)) == set(rows)


# --- what they allow ---


def test_a_story_without_a_grant_is_nowhere(entry: CaseStudy) -> None:
    assert not any(allowed(entry, channel) for channel in Channel)


def test_what_shows_nobody_needs_no_grant() -> None:
    entry = CaseStudyFactory(published=True)
    assert all(allowed(entry, channel) for channel in Channel)


@pytest.mark.parametrize("channel", list(Channel))
def test_each_channel_is_asked_for_itself(entry: CaseStudy, isla: Teller, channel: Channel) -> None:
    given(isla, channels=[channel])
    assert [one for one in Channel if allowed(entry, one)] == [channel]


def test_everything_shown_is_asked_for(entry: CaseStudy, isla: Teller) -> None:
    given(isla)
    CaseStudy.objects.update(shows=[Use.WORDS, Use.PICTURE])
    assert not allowed(entry)
    given(isla, Use.PICTURE)
    assert allowed(entry)


def test_everyone_in_a_picture_has_to_agree(entry: CaseStudy, isla: Teller) -> None:
    given(isla, expires_on=TODAY + 9 * DAY)
    given(teller(entry, name="Second"), expires_on=TODAY + DAY)
    assert allowed(entry, on=TODAY + DAY)
    assert not allowed(entry, on=TODAY + 2 * DAY)


def test_the_narrower_of_two_people_decides_the_channel(entry: CaseStudy, isla: Teller) -> None:
    given(isla)
    given(teller(entry, name="Second"), channels=[Channel.PAGE])
    assert [one for one in Channel if allowed(entry, one)] == [Channel.PAGE]


def test_who_took_it_back_no_longer_counts_beside_the_others(entry: CaseStudy, isla: Teller) -> None:
    given(isla)
    withdrawn(given(teller(entry, name="Second")))
    assert allowed(entry)


def test_agreeing_again_narrows_and_renews(entry: CaseStudy, isla: Teller) -> None:
    given(isla)
    given(isla, agreed_on=TODAY - DAY, expires_on=TODAY + 300 * DAY, channels=[Channel.PAGE])
    assert allowed(entry, on=TODAY + 299 * DAY)
    assert not allowed(entry, Channel.DIGEST)


def test_a_grant_for_one_entry_is_none_for_another(isla: Teller) -> None:
    given(isla)
    assert not allowed(story(agreed=False))


def random_grants(dice: random.Random, tellers: list[Teller]) -> None:
    for _ in range(dice.randint(0, 6)):
        row = given(
            dice.choice(tellers),
            dice.choice([Use.WORDS, Use.PICTURE]),
            channels=dice.sample(list(Channel), dice.randint(1, 5)),
            agreed_on=TODAY - dice.randint(1, 9) * DAY,
            expires_on=TODAY + dice.randint(0, 2) * DAY,
        )
        if dice.random() < 0.3:
            withdrawn(row, dice.choice([Through.LINK, Through.MISTAKE]))


@pytest.mark.parametrize("seed", range(25))
def test_what_is_told_in_words_is_what_the_rows_decide(entry: CaseStudy, isla: Teller, seed: int) -> None:
    dice = random.Random(seed)
    random_grants(dice, [isla, teller(entry, name="Second")])
    entry.shows = dice.choice([[Use.WORDS], [Use.WORDS, Use.PICTURE]])
    entry.save()
    on = TODAY + dice.randint(0, 2) * DAY
    told = [one for one in consents.standing(entry, on) if one.is_shown]
    for channel in Channel:
        assert all(channel in one.channels for one in told) is allowed(entry, channel, on)
    assert [one.use for one in told if one.is_missing] == consents.missing(entry, on)


# --- who sees the entry ---


@pytest.mark.parametrize("state", [State.PUBLISHED, State.RETIRED])
def test_readers_see_it_only_while_it_is_agreed_to(client: Client, state: State) -> None:
    agreed = story(**{"published": False, state.value: True})
    missing = story(**{"published": False, state.value: True}, agreed=False)
    assert client.get(agreed.get_absolute_url()).status_code == 200
    assert client.get(missing.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    ("who", "sees"), [("editor", True), ("member", True), ("auditor", True), ("reader", False)]
)
def test_those_inside_keep_seeing_what_readers_no_longer_do(
    entry: CaseStudy, who: str, sees: int, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(who)
    assert CaseStudy.objects.visible_to(user).filter(pk=entry.pk).count() == sees
    assert not CaseStudy.objects.published().filter(pk=entry.pk).exists()


def test_moderators_see_what_waits_without_consent(moderator: User) -> None:
    waiting = story(published=False, submitted=True, agreed=False)
    assert CaseStudy.objects.visible_to(moderator).filter(pk=waiting.pk).exists()


def test_names_are_for_those_who_write(isla: Teller, editor: User, organisation_lead: User) -> None:
    row = given(isla)
    for user in (editor, organisation_lead):
        assert list(Teller.objects.visible_to(user)) == [isla]
        assert list(Grant.objects.visible_to(user)) == [row]


@pytest.mark.parametrize("who", ["member", "moderator", "auditor", "administrator", "officer", "newcomer"])
def test_names_are_for_nobody_else(isla: Teller, who: str, request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(who)
    assert not Teller.objects.visible_to(user).exists()
    assert not Grant.objects.visible_to(user).exists()


def test_the_flags_of_a_page_cost_no_query_of_their_own(entry: CaseStudy, isla: Teller) -> None:
    given(isla, channels=[Channel.PAGE, Channel.REUSE])
    with CaptureQueriesContext(connection) as queries:
        found = CaseStudy.objects.with_consent(TODAY).get(pk=entry.pk)
    assert (found.in_page, found.in_print, found.in_reuse) == (True, False, True)
    assert (found.unmet, found.unseen_since) == ([], None)
    assert len(queries) == 1


def test_since_when_nobody_sees_it_is_told_of_what_is_shown(entry: CaseStudy, isla: Teller) -> None:
    given(isla, Use.FILM, expires_on=TODAY - 9 * DAY)
    given(isla, expires_on=TODAY - 2 * DAY)
    found = CaseStudy.objects.with_consent(TODAY).get(pk=entry.pk)
    assert (found.unmet, found.unseen_since) == ([Use.WORDS.label], TODAY - DAY)


def test_a_story_shows_words_whoever_writes_the_row() -> None:
    with pytest.raises(IntegrityError, match="story_shows_words"):
        CaseStudyFactory(kind="story", shows=[])


# --- what stays as it was recorded ---


@pytest.mark.parametrize(
    "change",
    [
        {"use": Use.FILM},
        {"channels": [Channel.PAGE]},
        {"wording": "Other"},
        {"expires_on": TODAY + 900 * DAY},
        {"agreed_on": TODAY - 90 * DAY},
        {"agreed_for_them": "Someone"},
    ],
)
def test_a_grant_stays_as_it_was_recorded(isla: Teller, change: dict[str, Any]) -> None:
    row = given(isla)
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Grant.objects.filter(pk=row.pk).update(**change)


def test_a_grant_ends_once(isla: Teller) -> None:
    row = given(isla)
    withdrawn(row)
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Grant.objects.update(withdrawn_at=F("withdrawn_at") + DAY)
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Grant.objects.update(withdrawn_at=None, withdrawn_through="", withdrawn_by=None)


def test_neither_a_grant_nor_its_person_is_deleted(isla: Teller) -> None:
    row = given(isla)
    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        Grant.objects.filter(pk=row.pk).delete()
    with pytest.raises(Error, match="Cannot update or delete"), transaction.atomic():
        teller(isla.case_study).delete()


def test_the_name_of_a_person_stays(isla: Teller) -> None:
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Teller.objects.update(name="Someone else")


@pytest.mark.parametrize(
    "wrong",
    [
        {"channels": []},
        {"wording": ""},
        {"use": "shoe_size"},
        {"expires_on": TODAY - 30 * DAY},
        {"withdrawn_at": timezone.now()},
        {"withdrawn_through": Through.LINK},
        {"withdrawn_at": timezone.now(), "withdrawn_through": Through.PHONE},
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(isla: Teller, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        given(isla, **wrong)


def test_a_withdrawal_by_link_names_nobody(isla: Teller, editor: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        given(isla, withdrawn_at=timezone.now(), withdrawn_through=Through.LINK, withdrawn_by=editor)


def test_history_keeps_neither_names_nor_wording(isla: Teller) -> None:
    given(isla, agreed_for_them="zqdaughter", wording="zqwording")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM learning_grantevent e")
        told = "".join(row[0] for row in cursor.fetchall())
    assert "pgh_label" in told
    assert "zq" not in told
    assert isla.name not in told
