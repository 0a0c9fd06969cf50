"""The cast: who is who in every test, named by role. Fife is their own partnership, Dundee the other one."""

import gc
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client, TransactionTestCase, override_settings
from pytest_django import Settings

from coproduce.accounts.models import RoleName, Team, User
from partnerships.models import Organisation, Partnership
from tests.factories.accounts import account, holder
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory
from tests.outbox.sink import Sink
from tests.plugin import sparing

ClientOf = Callable[[User], Client]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: nobody need look through it again for what could go."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _sparing() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched, override_settings(PASSWORD_HASHERS=sparing.HASHERS):
        patched.setattr(TransactionTestCase, "_fixture_teardown", sparing.empty_tables)
        yield


@pytest.fixture
def fife(db: None) -> Partnership:
    return PartnershipFactory(slug="fife", name="Fife Health and Social Care Partnership")


@pytest.fixture
def dundee(db: None) -> Partnership:
    return PartnershipFactory(slug="dundee-city", name="Dundee City Health and Social Care Partnership")


@pytest.fixture
def organisation(db: None) -> Organisation:
    return OrganisationFactory(slug="fife-voluntary-action", name="Fife Voluntary Action")


@pytest.fixture
def other_organisation(db: None) -> Organisation:
    return OrganisationFactory(slug="dundee-voluntary-action", name="Dundee Voluntary Action")


@pytest.fixture
def national_team(db: None) -> Team:
    return Team.objects.national()


@pytest.fixture
def reader(fife: Partnership) -> User:
    return holder(RoleName.READER, fife.team, email="reader@fife.example", name="Rhona Reader")


@pytest.fixture
def officer(fife: Partnership) -> User:
    return holder(RoleName.OFFICER, fife.team, email="officer@fife.example", name="Ossian Officer")


@pytest.fixture
def lead(fife: Partnership) -> User:
    return holder(RoleName.LEAD, fife.team, email="lead@fife.example", name="Lorna Lead")


@pytest.fixture
def officer_elsewhere(dundee: Partnership) -> User:
    return holder(RoleName.OFFICER, dundee.team, email="officer@dundee.example", name="Effie Elsewhere")


@pytest.fixture
def member(organisation: Organisation) -> User:
    return holder(RoleName.MEMBER, organisation.team, email="member@fva.example", name="Mairi Member")


@pytest.fixture
def editor(organisation: Organisation) -> User:
    return holder(RoleName.EDITOR, organisation.team, email="editor@fva.example", name="Ewan Editor")


@pytest.fixture
def organisation_lead(organisation: Organisation) -> User:
    return holder(RoleName.LEAD, organisation.team, email="lead@fva.example", name="Oona Lead")


@pytest.fixture
def moderator(national_team: Team) -> User:
    return holder(RoleName.MODERATOR, national_team, email="moderator@example.scot", name="Morag Moderator")


@pytest.fixture
def auditor(national_team: Team) -> User:
    return holder(RoleName.AUDITOR, national_team, email="auditor@example.scot", name="Archie Auditor")


@pytest.fixture
def administrator(national_team: Team) -> User:
    return holder(
        RoleName.ADMINISTRATOR, national_team, email="administrator@example.scot", name="Ada Administrator"
    )


@pytest.fixture
def newcomer(db: None) -> User:
    """Has an account and no role."""
    return account("newcomer@example.org", "Neil Newcomer")


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which this person is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_requests(request: pytest.FixtureRequest) -> None:
    """Rate limits count across tests otherwise."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """The relay that settings name, for as long as the test runs."""
    sink = Sink()
    sink.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 5
    yield sink
    sink.stop()
