"""Alive, and ready: what a load balancer and a person on duty ask."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from coproduce.ui import health

NOWHERE = ["redis://127.0.0.1:1/0", "redis+socket:///nowhere/socket?virtual_host=0"]


def test_a_live_process_answers_without_the_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")


@pytest.mark.django_db
def test_with_everything_there_it_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "redis": "ok"},
    }


@pytest.mark.django_db
def test_readiness_costs_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        client.get("/readyz")


@pytest.mark.django_db
@pytest.mark.parametrize("address", NOWHERE)
def test_without_redis_it_is_still_ready_and_says_so(
    client: Client, settings: Settings, address: str
) -> None:
    settings.REDIS_URL = address
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["redis"]) == (200, "unreachable")


class Unreachable:
    """A database that refuses everything."""

    def cursor(self) -> None:
        raise OperationalError

    def __getattr__(self, name: str) -> None:
        raise OperationalError(name)


def test_without_the_database_it_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "connection", Unreachable())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "unreachable"
    assert answer.json()["checks"]["migrations"] == "unknown"


@pytest.mark.django_db
def test_with_a_migration_to_come_it_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "known_migrations", lambda: frozenset({("accounts", "9999_tomorrow")}))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["migrations"]) == (503, "pending")


def test_known_migrations_are_those_of_the_code() -> None:
    assert ("auth", "0001_initial") in health.known_migrations()
