"""What keeps the platform from starting."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches, path
from pytest_django import Settings

from coproduce.accounts import checks
from coproduce.urls import urlpatterns as real


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [*real, path("forgotten/", forgotten, name="forgotten")]


def test_every_view_is_declared_today() -> None:
    assert checks.every_view_declares_access() == []
    checks.refuse_undeclared_views()


def test_an_undeclared_view_fails_the_start(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    with pytest.raises(SystemCheckError, match="forgotten at /forgotten/ does not say who may open it"):
        call_command("check")
    with pytest.raises(ImproperlyConfigured, match="forgotten"):
        checks.refuse_undeclared_views()


def test_a_demo_is_not_deployed(settings: Settings) -> None:
    assert checks.demo_is_off() == []
    settings.DEMO = True
    assert [error.id for error in checks.demo_is_off()] == ["accounts.E002"]


def test_the_check_for_deployment_refuses_a_demo(settings: Settings) -> None:
    settings.DEMO = True
    with pytest.raises(SystemCheckError, match="DEMO is on"):
        call_command("check", "--deploy")
