"""Keeping for later: explicit, repeatable, one's own; and what a page asks about its reader."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from coproduce.accounts.access import Person
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
def shown(case_study: CaseStudy, reader: Person) -> keeping.Choices:
    rows = keeping.with_choices(CaseStudy.objects.with_everything(), reader=reader)
    return keeping.choices(rows.get(pk=case_study.pk))


@pytest.fixture
def entry(published: CaseStudy) -> CaseStudy:
    published.terms.set([TermFactory(name="Trust"), TermFactory(name="Patience")])
    return published


def test_nothing_chosen_is_everything_offered(entry: CaseStudy, newcomer: User) -> None:
    choices = shown(entry, newcomer)
    assert choices.entry == following.Offer(entry, is_followed=False)
    themes, area = entry.themes, entry.council_areas.get()
    assert [offer.target for offer in choices.others] == [*themes, area, entry.organisation]
    assert (choices.is_kept, choices.follows_others) == (False, 0)


def test_what_is_chosen_shows(entry: CaseStudy, newcomer: User, now: dt.datetime) -> None:
    assert entry.organisation
    for target in (entry, entry.themes[1], entry.organisation):
        following.follow(target, by=newcomer, now=now)
    keeping.keep(entry, by=newcomer, now=now)
    choices = shown(entry, newcomer)
    assert choices.entry.is_followed
    assert [offer.is_followed for offer in choices.others] == [False, True, False, True]
    assert (choices.is_kept, choices.follows_others) == (True, 2)


def test_what_others_chose_or_what_is_chosen_elsewhere_does_not(
    entry: CaseStudy, newcomer: User, reader: User, now: dt.datetime
) -> None:
    other: CaseStudy = CaseStudyFactory(published=True)
    for person, case_study in ((newcomer, other), (reader, entry)):
        following.follow(case_study, by=person, now=now)
        keeping.keep(case_study, by=person, now=now)
    choices = shown(entry, newcomer)
    assert (choices.entry.is_followed, choices.is_kept) == (False, False)


def test_a_theme_is_not_taken_for_an_area_of_the_same_number(
    entry: CaseStudy, newcomer: User, now: dt.datetime
) -> None:
    entry.council_areas.set([CouncilAreaFactory(pk=7_001)])
    following.follow(TermFactory(pk=7_001), by=newcomer, now=now)
    assert shown(entry, newcomer).follows_others == 0


def test_strangers_have_chosen_nothing(entry: CaseStudy) -> None:
    choices = shown(entry, AnonymousUser())
    assert (choices.entry.is_followed, choices.follows_others, choices.is_kept) == (False, 0, False)


def test_all_of_it_is_asked_with_the_case_study_itself(
    entry: CaseStudy, newcomer: User, now: dt.datetime
) -> None:
    following.follow(entry, by=newcomer, now=now)
    with CaptureQueriesContext(connection) as plain:
        list(CaseStudy.objects.with_everything())
    with CaptureQueriesContext(connection) as queries:
        shown(entry, newcomer)
    assert len(queries) == len(plain)


def test_without_an_organisation_none_is_offered(newcomer: User) -> None:
    made = CaseStudyFactory(published=True, organisation=None, source_note="From sources.")
    assert [offer.kind for offer in shown(made, newcomer).others] == ["theme", "council area"]
