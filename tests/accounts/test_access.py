"""Predicates, the one way to fetch a row, and the registry of what URLs ask for."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.views.generic import TemplateView

from coproduce.accounts.access import (
    PUBLIC,
    SIGNED_IN,
    Access,
    AllowedSomewhere,
    Declared,
    Kind,
    Person,
    capability,
    declare,
    declared,
    get_allowed,
    holds,
    national,
    routes,
    sees,
    team_ids,
    walk,
)
from coproduce.accounts.models import Role, RoleName, Team, User
from partnerships.models import Partnership


@declare(PUBLIC)
def opened(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_an_anonymous_reader_holds_nothing() -> None:
    nobody = AnonymousUser()
    assert team_ids(nobody) == frozenset()
    assert not national(nobody, *RoleName)
    assert not holds(RoleName.LEAD).test(nobody, None)


def test_roles_count_in_their_own_team(lead: User, fife: Partnership, dundee: Partnership) -> None:
    assert holds(RoleName.LEAD, team="team").test(lead, fife)
    assert not holds(RoleName.LEAD, team="team").test(lead, dundee)
    assert not holds(RoleName.OFFICER, team="team").test(lead, fife)
    assert holds(team="").test(lead, fife.team)


def test_without_a_row_any_team_counts(lead: User, newcomer: User) -> None:
    assert holds(RoleName.LEAD).test(lead, None)
    assert not holds(RoleName.LEAD).test(newcomer, None)


def test_a_way_that_leads_to_no_team_holds_nothing(lead: User) -> None:
    assert not holds(RoleName.LEAD, team="granted_by").test(lead, Role())


def test_national_roles_are_held_nationally_only(lead: User, moderator: User) -> None:
    assert national(moderator, RoleName.MODERATOR)
    assert not national(moderator, RoleName.ADMINISTRATOR)
    assert not national(lead, RoleName.LEAD)


def test_sees_asks_the_queryset(reader: User, fife: Partnership, dundee: Partnership) -> None:
    assert sees(Team).test(reader, fife.team)
    assert not sees(Team).test(reader, dundee.team)
    assert sees(Team).test(reader, None)


def test_of_a_row_that_was_fetched_for_a_person_the_database_is_not_asked_again(
    reader: User, newcomer: User, fife: Partnership
) -> None:
    found = get_allowed(reader, "", Team.objects.all(), pk=fife.team_id)
    with CaptureQueriesContext(connection) as queries:
        assert sees(Team).test(reader, found)
    assert len(queries) == 0
    assert not sees(Team).test(newcomer, found)


def test_a_row_is_fetched_for_who_may_use_the_verb(lead: User, fife: Partnership) -> None:
    found = get_allowed(lead, "accounts.invite_to_team", Team.objects.all(), pk=fife.team_id)
    assert found == fife.team


def test_a_stranger_to_the_row_gets_404(lead: User, dundee: Partnership) -> None:
    with pytest.raises(Http404):
        get_allowed(lead, "accounts.invite_to_team", Team.objects.all(), pk=dundee.team_id)


def test_who_sees_the_row_without_the_verb_gets_403(reader: User, fife: Partnership) -> None:
    with pytest.raises(PermissionDenied):
        get_allowed(reader, "accounts.invite_to_team", Team.objects.all(), pk=fife.team_id)


def ask(user: Person, view: type[AllowedSomewhere]) -> HttpResponseBase:
    request = RequestFactory().get("/")
    request.user = user
    return view.as_view()(request)


def test_a_page_without_a_row_asks_for_the_verb_anywhere(lead: User, newcomer: User) -> None:
    class Page(AllowedSomewhere, TemplateView):
        access = capability("accounts.invite_to_team")
        template_name = "ui/confirm.html"

    assert ask(lead, Page).status_code == 200
    with pytest.raises(PermissionDenied):
        ask(newcomer, Page)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_pages_take_no_method_but_looking_and_posting(method: str) -> None:
    class Page(Declared, TemplateView):
        access = PUBLIC
        template_name = "ui/confirm.html"

    assert Page.as_view()(RequestFactory().generic(method, "/")).status_code == 405


@pytest.mark.parametrize(
    ("access", "closed"), [(PUBLIC, False), (SIGNED_IN, True), (capability("a.b_c"), True)]
)
def test_a_declaration_tells_the_middleware_whom_to_let_by(access: Access, closed: bool) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert declare(access)(view).login_required is closed  # type: ignore[attr-defined]


def test_the_registry_walks_into_includes_and_names_what_is_undeclared() -> None:
    found = list(walk([path("open/", opened, name="open"), path("x/", nothing)]))
    assert [(route.name, route.pattern, route.access) for route in found] == [
        ("open", "open/", PUBLIC),
        ("", "x/", None),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("account_login", PUBLIC),
        ("account_email", SIGNED_IN),
        ("mfa_authenticate", PUBLIC),
        ("mfa_index", SIGNED_IN),
        ("admin:index", capability("accounts.use_admin")),
        ("admin:accounts_user_change", capability("accounts.view_user", door="accounts.use_admin")),
        ("admin:accounts_role_delete", capability("accounts.delete_role", door="accounts.use_admin")),
        ("something_else", None),
    ],
)
def test_pages_of_libraries_are_declared_by_name(name: str, expected: Access | None) -> None:
    assert declared(name, nothing) == expected


def test_every_url_there_is_declares_its_access() -> None:
    assert len(routes()) > 100
    assert not [route.pattern for route in routes() if route.access is None]


def test_open_pages_are_few_and_named() -> None:
    """A page that turns public by mistake must be noticed by whoever reads this."""
    open_pages = {
        route.name.partition(":")[0]
        for route in routes()
        if route.access and route.access.kind is Kind.PUBLIC
    }
    own = {name for name in open_pages if not name.startswith(("account_", "mfa_"))}
    assert own <= {"partnerships", "learning", "participants", "ui", "accounts", "admin"}
