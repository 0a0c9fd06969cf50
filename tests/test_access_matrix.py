"""The matrix itself: it must complain about pages that leak, write, fail, or let the wrong people in."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory
from django.urls import clear_url_caches, path
from pytest_django import Settings

from coproduce.accounts.access import PUBLIC, SIGNED_IN, SIGNED_LINK, Access, Route, capability, declare
from coproduce.accounts.models import Team, User
from coproduce.urls import urlpatterns as real
from participants.models import Participant
from tests.access_world import Side
from tests.conftest import ClientOf
from tests.test_access import Matrix, sides

__all__ = ["sides"]

pytestmark = pytest.mark.django_db


def says_a_name(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Someone called ZQnameDundee.")


def writes_on_looking(request: HttpRequest) -> HttpResponse:
    Team.objects.create(kind="organisation", name="Made by looking")
    return HttpResponse()


def fails(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=500)


def opens(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def refuses(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def sends_to_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect("account_login")


def takes_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=405)


PAGES = (says_a_name, writes_on_looking, fails, opens, refuses, sends_to_sign_in, takes_nothing)
urlpatterns = [*real, *(path(f"bad/{view.__name__}/", declare(PUBLIC)(view)) for view in PAGES)]

Complaints = Callable[[Callable[..., HttpResponse], Access], list[str]]


@pytest.fixture
def complaints(settings: Settings, reader: User, sides: tuple[Side, Side], client_of: ClientOf) -> Complaints:
    """What the matrix says about one page that declares this, asked as a reader in Fife."""
    settings.ROOT_URLCONF = __name__
    clear_url_caches()

    def about(view: Callable[..., HttpResponse], access: Access) -> list[str]:
        browser = RequestFactory()
        browser.cookies = client_of(reader).cookies
        page = f"bad/{view.__name__}/"
        brief, whole = (Matrix(reader, browser, sides) for _ in range(2))
        for matrix in (brief, whole):
            matrix.knock(Route("bad", page, view, access), None, f"/{page}", briefly=matrix is brief)
        assert bool(brief.wrong) == bool(whole.wrong)
        assert (brief.asked, whole.asked) == (2, 5)
        return brief.wrong

    return about


@pytest.mark.parametrize(
    ("view", "access", "words"),
    [
        (says_a_name, SIGNED_IN, "shows 'ZQnameDundee'"),
        (writes_on_looking, SIGNED_IN, "changed something"),
        (fails, PUBLIC, "500, not open"),
        (fails, SIGNED_LINK, "500, not clear refusal"),
        (opens, capability("accounts.invite_to_team"), "200, not forbidden"),
        (opens, SIGNED_LINK, "200, not clear refusal"),
        (refuses, SIGNED_IN, "403, not open"),
        (sends_to_sign_in, SIGNED_IN, "not open"),
        (takes_nothing, SIGNED_IN, "answers neither GET nor POST"),
    ],
)
def test_the_matrix_complains(
    complaints: Complaints, view: Callable[..., HttpResponse], access: Access, words: str
) -> None:
    assert any(words in complaint for complaint in complaints(view, access))


def test_the_matrix_is_content_with_a_page_that_keeps_its_word(complaints: Complaints) -> None:
    assert complaints(opens, SIGNED_IN) == []
    assert complaints(refuses, capability("accounts.invite_to_team")) == []


def test_names_are_hidden_from_auditors_and_known_to_officers(
    sides: tuple[Side, Side],
    officer: User,
    auditor: User,
) -> None:
    name = next(canary for canary in sides[0].canaries if canary.text == "zqnamefife")
    assert isinstance(name.row, Participant)
    assert [name.may_be_read_by(person) for person in (officer, auditor)] == [True, False]
