"""Keeping for later: explicit, repeatable, one's own; and what a page asks about a reader, in one query."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from coproduce.accounts.models import User
from learning import following, keeping
from learning.models import Bookmark, CaseStudy, Follow
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory

LATER = dt.timedelta(days=30)


def test_keeping_twice_is_keeping_once_since_the_first_time(
    published: CaseStudy, newcomer: User, now: dt.datetime
) -> None:
    keeping.keep(published, by=newcomer, now=now)
    keeping.keep(published, by=newcomer, now=now + LATER)
    assert Bookmark.objects.get().created_at == now


def test_the_database_keeps_it_once(published: CaseStudy, newcomer: User, now: dt.datetime) -> None:
    keeping.keep(published, by=newcomer, now=now)
    with pytest.raises(IntegrityError, match="case_study_kept_once"):
        Bookmark.objects.create(user=newcomer, case_study=published, created_at=now)


def test_letting_go_ends_that_one_alone(
    published: CaseStudy, newcomer: User, reader: User, now: dt.datetime
) -> None:
    other: CaseStudy = CaseStudyFactory(published=True)
    keeping.keep(published, by=newcomer, now=now)
    keeping.keep(other, by=newcomer, now=now)
    keeping.keep(published, by=reader, now=now)
    keeping.let_go(published, by=newcomer)
    keeping.let_go(published, by=newcomer)
    kept = Bookmark.objects.values_list("user", "case_study")
    assert set(kept) == {(newcomer.pk, other.pk), (reader.pk, published.pk)}


def test_what_one_keeps_is_nobody_elses_business(
    published: CaseStudy, newcomer: User, administrator: User, now: dt.datetime
) -> None:
    keeping.keep(published, by=newcomer, now=now)
    assert not Bookmark.objects.visible_to(administrator).exists()
    assert not Bookmark.objects.visible_to(AnonymousUser()).exists()


def test_forgetting_ends_what_was_withdrawn_and_leaves_the_rest(
    published: CaseStudy, newcomer: User, reader: User, now: dt.datetime
) -> None:
    gone: CaseStudy = CaseStudyFactory(withdrawn=True)
    for case_study in (published, gone):
        keeping.keep(case_study, by=newcomer, now=now)
        following.follow(case_study, by=newcomer, now=now)
    following.follow(gone, by=reader, now=now)
    keeping.forget_withdrawn(by=newcomer)
    assert Bookmark.objects.get().case_study == published
    assert Follow.objects.by(newcomer).get().case_study == published
    assert Follow.objects.by(reader).count() == 1


def test_no_name_or_title_stands_in_how_a_bookmark_reads(
    published: CaseStudy, newcomer: User, now: dt.datetime
) -> None:
    keeping.keep(published, by=newcomer, now=now)
    assert str(Bookmark.objects.get()) == f"Bookmark {Bookmark.objects.get().pk}"


# --- what a reader has chosen about one ---
@pytest.fixture
def shown(published: CaseStudy) -> CaseStudy:
    published.terms.set([TermFactory(name="Trust"), TermFactory(name="Patience")])
    return CaseStudy.objects.with_everything().get(pk=published.pk)


def test_nothing_chosen_is_everything_offered(shown: CaseStudy, newcomer: User) -> None:
    choices = keeping.choices(shown, reader=newcomer)
    area = shown.council_areas.get()
    assert choices.entry == following.Offer(shown, is_followed=False)
    assert [offer.target for offer in choices.others] == [*shown.themes, area, shown.organisation]
    assert (choices.is_kept, choices.follows_others) == (False, 0)


def test_what_is_chosen_shows(shown: CaseStudy, newcomer: User, now: dt.datetime) -> None:
    assert shown.organisation
    for target in (shown, shown.themes[1], shown.organisation):
        following.follow(target, by=newcomer, now=now)
    keeping.keep(shown, by=newcomer, now=now)
    choices = keeping.choices(shown, reader=newcomer)
    assert choices.entry.is_followed
    assert [offer.is_followed for offer in choices.others] == [False, True, False, True]
    assert (choices.is_kept, choices.follows_others) == (True, 2)


def test_what_others_chose_or_what_is_chosen_elsewhere_does_not(
    shown: CaseStudy, newcomer: User, reader: User, now: dt.datetime
) -> None:
    other: CaseStudy = CaseStudyFactory(published=True)
    for person, case_study in ((newcomer, other), (reader, shown)):
        following.follow(case_study, by=person, now=now)
        keeping.keep(case_study, by=person, now=now)
    choices = keeping.choices(shown, reader=newcomer)
    assert (choices.entry.is_followed, choices.is_kept) == (False, False)


def test_a_theme_is_not_taken_for_an_area_of_the_same_number(
    published: CaseStudy, newcomer: User, now: dt.datetime
) -> None:
    published.council_areas.set([CouncilAreaFactory(pk=7_001)])
    following.follow(TermFactory(pk=7_001), by=newcomer, now=now)
    assert keeping.choices(published, reader=newcomer).follows_others == 0


def test_strangers_have_chosen_nothing(shown: CaseStudy) -> None:
    choices = keeping.choices(shown, reader=AnonymousUser())
    assert not choices.entry.is_followed
    assert not choices.is_kept


def test_all_of_it_takes_one_query(shown: CaseStudy, newcomer: User, now: dt.datetime) -> None:
    following.follow(shown, by=newcomer, now=now)
    with CaptureQueriesContext(connection) as queries:
        keeping.choices(shown, reader=newcomer)
    assert len(queries) == 1


def test_without_an_organisation_none_is_offered(newcomer: User) -> None:
    made = CaseStudyFactory(published=True, organisation=None, source_note="From sources.")
    shown = CaseStudy.objects.with_everything().get(pk=made.pk)
    kinds = [offer.kind for offer in keeping.choices(shown, reader=newcomer).others]
    assert kinds == ["theme", "council area"]
