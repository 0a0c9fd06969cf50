"""The production files agree with the settings, as far as can be told without a container engine."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
READ = {
    name
    for source in ("settings.py", "environment.py", "celery.py")
    for name in re.findall(
        r'(?:env\.\w+|required)\(\s*"([A-Z_]+)"', (ROOT / "coproduce" / source).read_text()
    )
}


def test_every_part_of_the_platform_is_a_service() -> None:
    assert set(SERVICES) == {*OURS, "postgres", "redis", "mail-catcher"}


@pytest.mark.parametrize("service", OURS)
def test_every_variable_is_one_that_settings_read(service: str) -> None:
    named = {name.removesuffix("_FILE") for name in SERVICES[service]["environment"]}
    assert named <= READ


@pytest.mark.parametrize("service", OURS)
def test_secrets_come_from_files(service: str) -> None:
    environment = SERVICES[service]["environment"]
    assert {"SECRET_KEY_FILE", "DATABASE_URL_FILE"} <= set(environment)
    assert not {"SECRET_KEY", "DATABASE_URL", "EMAIL_HOST_PASSWORD"} & set(environment)


def test_every_secret_is_declared_as_a_file() -> None:
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", [])}
    assert used == {name for name, source in COMPOSE["secrets"].items() if source["file"]}


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "migrate"])
def test_every_running_service_has_a_health_check(service: str) -> None:
    assert SERVICES[service]["healthcheck"]["test"]


@pytest.mark.parametrize("service", OURS)
def test_our_services_run_without_privileges(service: str) -> None:
    assert SERVICES[service]["read_only"] is True
    assert SERVICES[service]["cap_drop"] == ["ALL"]


def test_the_mail_catcher_runs_in_trials_only() -> None:
    assert SERVICES["mail-catcher"]["profiles"] == ["trial"]


def test_nothing_waits_for_a_service_that_does_not_exist() -> None:
    waited = {name for service in SERVICES.values() for name in service.get("depends_on", {})}
    assert waited <= set(SERVICES)


def test_demo_mode_is_never_on_in_production() -> None:
    assert all("DEMO" not in SERVICES[service]["environment"] for service in OURS)


def dockerfile() -> list[list[str]]:
    joined = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = (line for line in joined.splitlines() if line and not line.startswith("#"))
    return [shlex.split(line.replace("[", " ").replace("]", " ")) for line in lines]


def test_the_image_does_not_run_as_root() -> None:
    last_user = [words[1] for words in dockerfile() if words[0] == "USER"][-1]
    assert last_user == "coproduce"


def test_the_image_copies_only_what_exists() -> None:
    copied = [
        source
        for words in dockerfile()
        if words[0] == "COPY" and not words[1].startswith("--from")
        for source in words[1:-1]
    ]
    assert copied and all((ROOT / source).exists() for source in copied)


def test_the_image_installs_hash_locked_packages() -> None:
    installs = [words for words in dockerfile() if words[:3] == ["RUN", "pip", "install"]]
    assert installs and all("--require-hashes" in words for words in installs)


def test_the_build_context_lets_through_what_the_image_copies() -> None:
    allowed = set((ROOT / ".dockerignore").read_text().splitlines())
    copied = {s for w in dockerfile() if w[0] == "COPY" and not w[1].startswith("--from") for s in w[1:-1]}
    assert {f"!{source}" for source in copied} <= allowed
