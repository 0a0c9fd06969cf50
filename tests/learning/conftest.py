"""The library's own cast: a draft, one that waits, one that is public, all of the organisation's editor."""

import datetime as dt

import pytest

from coproduce.accounts.models import User
from learning.models import CaseStudy, Term
from partnerships.models import Organisation
from tests.factories.learning import CaseStudyFactory, TermFactory

#: A Wednesday; nobody's Tuesday.
NOW = dt.datetime(2027, 3, 17, 10, 30, tzinfo=dt.UTC)


@pytest.fixture
def now() -> dt.datetime:
    return NOW


@pytest.fixture
def theme(db: None) -> Term:
    return TermFactory(slug="leadership", name="Leadership")


@pytest.fixture
def draft(organisation: Organisation, editor: User) -> CaseStudy:
    return CaseStudyFactory(
        slug="draft", title="Canary draft", organisation=organisation, author=editor, last_edited_by=editor
    )


@pytest.fixture
def submitted(organisation: Organisation, editor: User) -> CaseStudy:
    return CaseStudyFactory(
        slug="submitted",
        title="Canary submitted",
        submitted=True,
        organisation=organisation,
        author=editor,
        last_edited_by=editor,
    )


@pytest.fixture
def published(organisation: Organisation, editor: User) -> CaseStudy:
    return CaseStudyFactory(
        slug="published", published=True, organisation=organisation, author=editor, last_edited_by=editor
    )
