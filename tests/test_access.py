"""Every URL x every role x rows of both sides x methods, held against what the URL declares.

The expectation comes from the registry (`access.routes()`), from `visible_to` and from the permissions, never
from a list kept by hand. A new page is in the matrix as soon as it is in the URLconf.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from coproduce.accounts.access import ADMIN_PAGE, Access, Kind, Route, routes
from coproduce.accounts.models import User
from learning.models import Adoption, CaseStudy, Term
from participants.models import CapacityEntry, Expense, Involvement, InvolvementEvidence, Participant
from partnerships.models import (
    Body,
    CapacityAssessment,
    CouncilArea,
    Engagement,
    Organisation,
    Partnership,
    PlanStage,
    Seat,
    StatutoryGroup,
    StrategicPlan,
)
from tests import access_world
from tests.access_requests import form_type, read_once, text_of, written
from tests.access_world import SAMPLES, Side
from tests.conftest import ClientOf

VISITORS = (
    "anonymous", "newcomer", "reader", "officer", "lead", "officer_elsewhere", "member", "editor",
    "organisation_lead", "moderator", "auditor", "administrator",
)  # fmt: skip
METHODS = ("GET", "HEAD", "PUT", "DELETE", "POST")
#: Most visitors only look and post. Between them these open all that is not ours, such as Django admin, and
#: try every method; what is ours refuses the others whoever asks (tests/test_access_methods.py).
BRIEFLY = ("GET", "POST")
THOROUGH = ("anonymous", "moderator", "administrator")
FORGED = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
#: Parts of URLs that name no row of ours, and something to put there.
WORDS = {"token": FORGED, "signed": FORGED, "url": "no-such-page", "app_label": "accounts"}
WORDS["key"] = "00000000-0000-4000-8000-000000000000"
WORDS["kind"] = "gaelic"
#: The row of a URL where it is not of the view's model, and no permission names it.
ROWS: dict[str, type[Model]] = {
    "accounts:demo_enter": User,
    "learning:area_follow": CouncilArea,
    "learning:organisation_follow": Organisation,
    "learning:adoption_create": CaseStudy,
    "learning:adoption_list": CaseStudy,
    "learning:theme_follow": Term,
    "participants:disclosure_list": Participant,
    "participants:own_capacity_delete": CapacityEntry,
    "participants:own_capacity_hide": CapacityEntry,
    "participants:own_expense_decline": Expense,
    "participants:own_took_part_answer": Involvement,
    "participants:own_expense_take_back": Expense,
}
#: What a URL that begins with this noun and a key names, whatever is made or done on its page.
NOUNS: dict[str, type[Model]] = {
    "adoptions": Adoption,
    "bodies": Body,
    "capacity": CapacityAssessment,
    "engagements": Engagement,
    "organisations": Organisation,
    "expenses": Expense,
    "involvement-evidence": InvolvementEvidence,
    "involvements": Involvement,
    "participants": Participant,
    "partnerships": Partnership,
    "plans": StrategicPlan,
    "seats": Seat,
}
#: Pages of libraries may also answer "not now": no key to remove, no code asked for.
LIBRARIES = ("account_", "mfa_", "usersessions_", "admin:")
pytestmark = pytest.mark.django_db


class GapError(Exception):
    """The matrix cannot ask for a URL yet; the message says what to add."""


@dataclass
class Matrix:
    """One visitor's walk through every URL."""

    person: Any
    browser: RequestFactory
    sides: tuple[Side, Side]
    is_thorough: bool = True
    server: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        every = [canary for side in self.sides for canary in side.canaries]
        hidden = [canary.text for canary in every if not canary.may_be_read_by(self.person)]
        self.hidden = re.compile("|".join(map(re.escape, hidden)) or r"(?!)", re.IGNORECASE)

    def walk(self) -> None:
        for route in routes():
            closed = self.is_closed_before_the_row(route)
            try:
                for row, path in islice(addresses(route, self.sides), 1 if closed else None):
                    self.knock(route, row, path, briefly=closed or self.is_brief(row))
            except GapError as gap:
                self.wrong.append(str(gap))

    def is_closed_before_the_row(self, route: Route) -> bool:
        """Then one row is as good as another, and one is enough."""
        access = route.access
        assert access is not None, f"{route.name} does not say who may open it"
        nobody = access.needs_account and not self.person.is_authenticated
        return nobody or bool(access.door and not self.person.has_perm(access.door))

    def is_brief(self, row: Model | None) -> bool:
        """After the first, rows differ in who sees them; our views refuse methods whoever asks."""
        is_one_more = row is not None and row is not self.sides[0].one(type(row))
        return is_one_more or not self.is_thorough

    def knock(self, route: Route, row: Model | None, path: str, *, briefly: bool) -> None:
        """All methods on one address. Only POST may change anything, and whatever changes is rolled back."""
        before = written()
        answers = {method: self.ask(method, path) for method in (BRIEFLY if briefly else METHODS)}
        if self.written_by_looking != before:
            self.wrong.append(f"{route.name} {path}: GET, HEAD, PUT or DELETE changed something")
        if answers["GET"].status_code == answers["POST"].status_code == 405:
            self.wrong.append(f"{route.name} {path}: answers neither GET nor POST")
        for method, answer in answers.items():
            wanted = self.expected(route, row, method)
            if not fits(route, wanted, answer):
                where = answer.headers.get("Location", "")
                found = f"{answer.status_code} {where}".strip()
                self.wrong.append(f"{method} {path} ({route.name}): {found}, not {wanted}")
            if leak := self.hidden.search(text_of(answer)):
                self.wrong.append(f"{method} {path} ({route.name}) shows {leak[0]!r}")

    def ask(self, method: str, path: str) -> HttpResponse:
        self.asked += 1
        if method == "POST":
            self.written_by_looking = written()
        with transaction.atomic():
            request = self.browser.generic(method, path, content_type=form_type(method))
            answer = cast(HttpResponse, self.server(request.environ))
            text_of(answer)
            transaction.set_rollback(True)
        return answer

    def expected(self, route: Route, row: Model | None, method: str) -> str:
        """In one word, from the declaration, the row's visibility and the permission."""
        access: Access = route.access or Access(Kind.PUBLIC)
        permission = posted_permission(route) if method == "POST" else access.permission
        if access.needs_account and not self.person.is_authenticated:
            return "sign in"
        if access.kind is Kind.SIGNED_LINK:
            return "clear refusal"
        if access.door and not self.person.has_perm(access.door):
            return "forbidden"
        if row is not None and access.permission and not access_world.sees(self.person, row):
            return "not found"
        if permission and not self.person.has_perm(permission, row):
            return "forbidden"
        return "open"


def fits(route: Route, wanted: str, answer: HttpResponse) -> bool:
    status = answer.status_code
    to_sign_in = status == 302 and answer.headers["Location"].startswith(reverse("account_login"))
    library = route.name.startswith(LIBRARIES)
    right = {
        "sign in": to_sign_in,
        "clear refusal": 400 <= status < 500,
        "forbidden": status in {403, 405} or (library and status == 404),
        "not found": status in {404, 405} or (library and status in {302, 403}),
        "open": status < 500 and (library or (status not in {403, 404} and not to_sign_in)),
    }
    optional = route.access is not None and not route.access.permission and "<" in route.pattern
    return right[wanted] or (wanted == "open" and status == 404 and (optional or is_demo(route)))


def is_demo(route: Route) -> bool:
    """The demo's pages exist only where DEMO is on."""
    return route.name.startswith("accounts:demo")


def posted_permission(route: Route) -> str:
    """Django admin's form opens to readers and saves for those who may change."""
    permission = route.access.permission if route.access else ""
    page = ADMIN_PAGE.fullmatch(route.name)
    if page is None or page["page"] != "change":
        return permission
    form = cast(Any, admin.site.get_model_admin(apps.get_model(page["app"], page["model"])))
    return form.change_permission or permission.replace(".view_", ".change_")


def addresses(route: Route, sides: tuple[Side, Side]) -> Iterator[tuple[Model | None, str]]:
    """The URL filled in: with every sample row where it names one, else once."""
    names = re.findall(r"<(?:\w+:)?(\w+)>", route.pattern)
    model = model_of(route) if set(names) - set(WORDS) else None
    if model is not None and model not in SAMPLES:
        raise GapError(
            f"{route.name} ({route.pattern}) names a {model.__name__}, and tests/access_world.py has none. "
            f"Add a function `@sample({model.__name__})` there that makes a side's rows."
        )
    if model is None:
        yield None, filled(route, names, sides[0], None)
        return
    for side in sides:
        for row in side.rows[model]:
            yield row, filled(route, names, side, row)


def filled(route: Route, names: list[str], side: Side, row: Model | None) -> str:
    values = {name: WORDS[name] if name in WORDS else part_of_url(route, name, side, row) for name in names}
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda part: str(values[part[1]]), route.pattern)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values[part[1]]), path)
    return "/" + path.replace("^", "").replace("$", "").replace("\\Z", "")


def part_of_url(route: Route, name: str, side: Side, row: Model | None) -> Any:
    if name == "code":
        return side.one(PlanStage).code
    if name in {"stage", "group"}:
        return side.one({"stage": PlanStage, "group": StatutoryGroup}[name]).pk
    if name in {"pk", "object_id"}:
        return row.pk if row is not None else 1
    if row is not None and hasattr(row, name):
        return getattr(row, name)
    raise GapError(
        f"{route.name} ({route.pattern}) has <{name}> in it, and the matrix does not know what to put there. "
        "Add it to WORDS in tests/test_access.py, or let its row have an attribute of that name."
    )


def model_of(route: Route) -> type[Model] | None:
    """What ROWS says, else the noun of the URL, the model of the view, or the noun of its permission."""
    if route.name in ROWS:
        return ROWS[route.name]
    noun, _, rest = route.pattern.partition("/")
    if noun in NOUNS and rest.startswith("<"):
        return NOUNS[noun]
    view = getattr(route.view, "view_class", None)
    queryset = getattr(view, "queryset", None)
    if model := getattr(view, "model", None) or getattr(queryset, "model", None):
        return cast(type[Model], model)
    if route.name.startswith("admin:"):
        return model_of_admin(route)
    if route.name.startswith("mfa_"):
        return apps.get_model("mfa", "authenticator")
    app, _, verb = (route.access.permission if route.access else "").partition(".")
    try:
        return apps.get_model(app, verb.rpartition("_")[2])
    except LookupError as error:
        raise GapError(
            f"{route.name} ({route.pattern}) names a row, and neither view nor permission says of what. "
            "Add it to ROWS in tests/test_access.py."
        ) from error


def model_of_admin(route: Route) -> type[Model] | None:
    """admin/<app>/<model>/…; pages about no model have no row."""
    parts = route.pattern.split("/")
    return apps.get_model(parts[1], parts[2]) if len(parts) > 3 and "<" not in parts[1] + parts[2] else None


@pytest.fixture
def sides(
    fife: Partnership, dundee: Partnership, organisation: Organisation, other_organisation: Organisation
) -> tuple[Side, Side]:
    return (
        access_world.side("fife", fife, organisation),
        access_world.side("dundee", dundee, other_organisation),
    )


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_url_keeps_what_it_declares(
    visitor: str, sides: tuple[Side, Side], request: pytest.FixtureRequest, client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    person = AnonymousUser() if visitor == "anonymous" else request.getfixturevalue(visitor)
    browser = RequestFactory()
    if isinstance(person, User):
        User.objects.filter(pk=person.pk).update(password="known to nobody")
        person.refresh_from_db()
        browser.cookies = client_of(person).cookies
        monkeypatch.setattr("django.contrib.auth.get_user", read_once(person))
    matrix = Matrix(person, browser, sides, is_thorough=visitor in THOROUGH)
    matrix.walk()
    assert not matrix.wrong, "\n".join(sorted(set(matrix.wrong)))
    assert matrix.asked * len(VISITORS) >= 3000
