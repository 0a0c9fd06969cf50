"""Where a practice has gone: what its page shows, in one query, and what the map says."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.accounts.access import Person
from coproduce.accounts.models import User
from learning import spreading
from learning.models import Adoption, CaseStudy, Stage
from partnerships.models import CouncilArea, Organisation, Partnership
from tests.factories.adoptions import AdoptionFactory, stopped
from tests.factories.learning import CaseStudyFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


def shown(case_study: CaseStudy, reader: Person = READER) -> spreading.Tried:
    return spreading.tried(case_study, reader=reader)


# --- the entry's page ---


def test_an_entry_that_nobody_tries_says_nothing(published: CaseStudy) -> None:
    assert shown(published) == spreading.Tried([], has_more=False, origin=None)


def test_some_are_shown_and_that_there_are_more_is_told(published: CaseStudy) -> None:
    for number in range(1, 6):
        AdoptionFactory(case_study=published)
        told = shown(published)
        assert (len(told.adoptions), told.has_more) == (min(number, 3), number > 3)


def test_all_of_it_takes_one_query(published: CaseStudy, organisation: Organisation) -> None:
    AdoptionFactory(became=published, organisation=organisation)
    for _ in range(4):
        AdoptionFactory(case_study=published, became=CaseStudyFactory(published=True))
    with CaptureQueriesContext(connection) as queries:
        told = shown(published)
        words = [
            (one.adopter, one.stage, one.since, one.area_names, one.became, one.is_behind, one.practice)
            for one in told.adoptions
        ]
    assert (len(queries), len(words), told.origin is not None) == (1, 3, True)


# --- lineage ---


@pytest.fixture
def lineage(organisation: Organisation) -> Adoption:
    return AdoptionFactory(
        case_study=CaseStudyFactory(published=True, title="The first"),
        organisation=organisation,
        became=CaseStudyFactory(title="The second", organisation=organisation, published=True),
    )


def test_both_pages_show_where_it_came_from_and_what_it_became(lineage: Adoption) -> None:
    assert lineage.became is not None
    assert shown(lineage.became).origin == lineage.case_study
    [told] = shown(lineage.case_study).adoptions
    assert told.shows_became
    assert told.became == lineage.became


def test_a_draft_that_it_became_is_shown_to_its_writers_alone(
    organisation: Organisation, editor: User, newcomer: User
) -> None:
    draft = CaseStudyFactory(organisation=organisation)
    adoption = AdoptionFactory(organisation=organisation, became=draft)
    for person, sees in ((editor, True), (newcomer, False), (READER, False)):
        [told] = shown(adoption.case_study, person).adoptions
        assert told.shows_became == sees


def test_an_origin_that_was_withdrawn_is_not_named(
    organisation: Organisation, editor: User, fife: Partnership
) -> None:
    became = CaseStudyFactory(published=True, organisation=organisation)
    gone = CaseStudyFactory(withdrawn=True)
    AdoptionFactory(case_study=gone, became=became, organisation=organisation)
    AdoptionFactory(case_study=became, partnership=fife)
    for person in (editor, READER):
        told = shown(became, person)
        assert told.origin is None
        assert [one.adopter for one in told.adoptions] == [fife]


# --- the map ---


def area(name: str, *adopters: dict[str, Any]) -> CouncilArea:
    return CouncilAreaFactory(
        name=name, slug=name.lower(), **{key: v for one in adopters for key, v in one.items()}
    )


def test_an_area_has_the_stage_that_has_come_furthest(published: CaseStudy, fife: Partnership) -> None:
    here = area("Angus", {"partnership": fife})
    organisation = OrganisationFactory()
    organisation.council_areas.set([here, area("Moray")])
    AdoptionFactory(case_study=published, partnership=fife, stage=Stage.CONSIDERING)
    AdoptionFactory(case_study=published, organisation=organisation, stage=Stage.ADOPTED)
    found = spreading.stages_by_area(Adoption.objects.of(published))
    names = {CouncilArea.objects.get(pk=key).name: stage for key, stage in found.items()}
    assert names == {"Angus": Stage.ADOPTED, "Moray": Stage.ADOPTED}


def test_where_all_have_stopped_the_map_says_so(published: CaseStudy, fife: Partnership) -> None:
    here = area("Angus", {"partnership": fife})
    stopped(case_study=published, partnership=fife)
    assert spreading.stages_by_area(Adoption.objects.of(published)) == {here.pk: Stage.STOPPED}


def test_whoever_works_across_scotland_is_on_no_square(published: CaseStudy) -> None:
    AdoptionFactory(case_study=published, organisation=OrganisationFactory())
    assert spreading.stages_by_area(Adoption.objects.of(published)) == {}


def test_a_square_leads_to_its_part_of_the_list_and_says_the_stage_in_words() -> None:
    tried, other = area("Angus"), area("Moray")
    one, two = spreading.tiles([tried, other], {tried.pk: Stage.TRYING})
    assert (one.label, one.url, one.note, one.tone) == ("Angus", "?area=angus#who", "trying it", "trying")
    assert (two.url, two.tone) == ("", "none")
    assert two.note == "nobody has recorded that it is tried here"
