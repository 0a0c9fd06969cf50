"""The one question of access: which rows and which verbs a person may use, and what each URL asks for.

A queryset's `visible_to(user)` is the truth about rows; `rules` permissions are the truth about verbs;
`get_allowed` asks both. Every view declares what it asks for (`PUBLIC`, `SIGNED_LINK`, `SIGNED_IN`,
`capability(...)`); `routes()` is the registry of those declarations, and a system check refuses to start with
an undeclared view.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Any, ClassVar, Protocol, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic import View
from rules import Predicate, predicate

from .models import RoleName, User

type_of_view = TypeVar("type_of_view", bound=Callable[..., Any])
M = TypeVar("M", bound=models.Model)
Person = User | AnonymousUser
#: Where a row notes for whom `get_allowed` has fetched it, so that `sees` need not ask the database again.
SEEN_BY = "_seen_by"


class Scoped(Protocol):
    """A queryset that knows which of its rows a person may see."""

    def visible_to(self, user: Person) -> Any: ...


class Kind(StrEnum):
    PUBLIC = "public"
    SIGNED_LINK = "signed link"
    SIGNED_IN = "signed in"
    CAPABILITY = "capability"


@dataclass(frozen=True)
class Access:
    """What a URL asks for.

    `permission` is the verb asked of the row, or of "any at all" where the URL names none; `door` is asked
    before it, of no row: Django admin opens only to national roles, whatever they may do elsewhere.
    """

    kind: Kind
    permission: str = ""
    door: str = ""

    @property
    def needs_account(self) -> bool:
        return self.kind in {Kind.SIGNED_IN, Kind.CAPABILITY}


PUBLIC = Access(Kind.PUBLIC)
SIGNED_LINK = Access(Kind.SIGNED_LINK)
SIGNED_IN = Access(Kind.SIGNED_IN)


def capability(permission: str, *, door: str = "") -> Access:
    return Access(Kind.CAPABILITY, permission, door)


def public_rows(permission: str) -> Access:
    """Open to everyone, for those rows that everyone may see."""
    return Access(Kind.PUBLIC, permission)


def declare(access: Access) -> Callable[[type_of_view], type_of_view]:
    """Mark a view with what it asks for; `LoginRequiredMiddleware` keeps closed what is not declared open."""

    def mark(view: type_of_view) -> type_of_view:
        marked = cast(Any, view)
        marked.access, marked.login_required = access, access.needs_account
        return view

    return mark


def roles_of(user: Person) -> tuple[tuple[str, str, int], ...]:
    return user.current_roles if isinstance(user, User) and user.is_active else ()


def team_ids(user: Person, *names: RoleName) -> frozenset[int]:
    """Keys of the teams where the person holds one of these roles today; nobody's for an anonymous reader."""
    return user.team_ids(*names) if isinstance(user, User) and user.is_active else frozenset()


def national(user: Person, *names: RoleName) -> bool:
    return any(kind == "national" and name in names for name, kind, _ in roles_of(user))


def named(name: str, test: Callable[..., bool]) -> Predicate:
    made: Predicate = predicate(test, name=name)
    return made


def holds_nationally(*names: RoleName) -> Predicate:
    """Holds one of these national roles today."""
    return named("holds_nationally:" + ",".join(names), lambda user: national(user, *names))


def holds(*names: RoleName, team: str = "team") -> Predicate:
    """Holds one of these roles today in the row's team.

    `team` is the dotted way there, e.g. `partnership.team`; empty when the row is the team itself. Row None
    asks "in any team at all", as Django admin and navigation do.
    """
    way = team.split(".") if team else []

    def held(user: Person, row: models.Model | None) -> bool:
        mine = team_ids(user, *names)
        if row is None:
            return bool(mine)
        found = cast("models.Model | None", reduce(getattr, way, row))
        return found is not None and found.pk in mine

    return named(f"holds:{team}:" + ",".join(names), held)


def sees(model: type[models.Model]) -> Predicate:
    """The row is among those the person may see; row None is "any at all", as the admin asks."""

    def seen(user: Person, row: models.Model | None) -> bool:
        rows = cast(Scoped, model._default_manager)  # noqa: SLF001  Django documents it for code like this
        known = row is None or vars(row).get(SEEN_BY) == (user.pk,)
        return known or bool(row and rows.visible_to(user).filter(pk=row.pk).exists())

    return named(f"sees:{model.__name__}", seen)


def get_allowed(
    user: Person, permission: str, queryset: models.QuerySet[M], *, lock: bool = False, **lookup: Any
) -> M:
    """The one row, for someone who may use the verb on it.

    A stranger to the row gets 404, someone who sees it but may not use the verb gets 403. With `lock` the row
    stays locked until the transaction ends.
    """
    rows = cast(Scoped, queryset).visible_to(user)
    row: M = get_object_or_404(rows.select_for_update(of=("self",)) if lock else rows, **lookup)
    vars(row)[SEEN_BY] = (user.pk,)
    if permission and not user.has_perm(permission, row):
        raise PermissionDenied
    return row


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Declared(View):
    """A page that says what it asks for; what is posted to it is done in one transaction."""

    access: ClassVar[Access]
    #: Django's form views would take a PUT for a POST.
    http_method_names = ("get", "head", "options", "post")

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        return declare(cls.access)(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            return super().dispatch(request, *args, **kwargs)


class Allowed(Declared):
    """A page on one row: scope, 404, verb, 403. The row is locked while a form is saved."""

    def get_object(self, queryset: models.QuerySet[Any] | None = None) -> Any:
        rows = cast(Any, self).get_queryset() if queryset is None else queryset
        lock = self.request.method not in SAFE
        return get_allowed(self.request.user, self.access.permission, rows, lock=lock, **self.row_lookup())

    def row_lookup(self) -> dict[str, Any]:
        """The part of the URL that names the row."""
        return {name: self.kwargs[name] for name in ("pk", "slug") if name in self.kwargs}


class AllowedSomewhere(Declared):
    """A page that names no row, such as one that makes a row: 403 for whoever has the verb on none at all."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.access.permission and not request.user.has_perm(self.access.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AllowedList(AllowedSomewhere):
    """A page on many rows: those the person may see."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = cast(Any, super()).get_queryset().visible_to(self.request.user)
        return rows


@dataclass(frozen=True)
class Route:
    """One URL of the URLconf: its full name, its pattern, the view behind it and what that asks for."""

    name: str
    pattern: str
    view: Callable[..., Any]
    access: Access | None


def routes() -> list[Route]:
    """Every URL there is, with what it asks for; None where nobody declared it."""
    return list(walk(get_resolver().url_patterns))


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "", namespace: str = "") -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, path, inner)
        else:
            name = f"{namespace}{pattern.name or ''}"
            yield Route(name, path, pattern.callback, declared(name, pattern.callback))


def declared(name: str, view: Callable[..., Any]) -> Access | None:
    """The view's own declaration, or the one made here for pages of libraries."""
    own: Access | None = getattr(view, "access", None)
    if own is not None:
        return own
    if row_page := ADMIN_PAGE.fullmatch(name):
        verb = ADMIN_VERBS[row_page["page"]]
        return capability(f"{row_page['app']}.{verb}_{row_page['model']}", door="accounts.use_admin")
    return next((access for prefix, access in THIRD_PARTY.items() if name.startswith(prefix)), None)


#: Django admin's pages of a model, and the verb each asks for. Its form opens to whoever may read.
ADMIN_PAGE = re.compile(
    r"admin:(?P<app>[a-z]+)_(?P<model>[a-z]+)_(?P<page>changelist|add|history|delete|change)"
)
ADMIN_VERBS = {"changelist": "view", "history": "view", "change": "view", "add": "add", "delete": "delete"}

#: Pages of allauth and of Django admin, by the start of their names; the first that fits counts.
THIRD_PARTY: dict[str, Access] = {
    "account_login": PUBLIC,
    "account_signup": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_confirm_password_reset_code": PUBLIC,
    "account_complete_password_reset": PUBLIC,
    "account_password_reset_completed": PUBLIC,
    "account_": SIGNED_IN,
    "mfa_authenticate": PUBLIC,
    "mfa_": SIGNED_IN,
    "usersessions_": SIGNED_IN,
    "admin:login": PUBLIC,
    "admin:": capability("accounts.use_admin"),
}
