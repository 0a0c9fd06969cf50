"""Our own views refuse every method but looking and posting, and do so before they look anything up.

So it is enough that a few visitors of the access matrix (`test_access.py`) try the other methods.
"""

from typing import Any, cast

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.views.generic import View

from coproduce.accounts.access import PUBLIC, Route, routes
from tests.test_access import LIBRARIES

TAKEN = {"get", "head", "options", "post"}
OTHERS = ("PUT", "DELETE", "PATCH")
OURS = [route for route in routes() if not route.name.startswith(LIBRARIES)]


def refuses_the_others(route: Route) -> bool:
    """A class says which it takes; a function is asked, without the arguments that it would need to go on."""
    view = cast(Any, route.view)
    if kind := getattr(view, "view_class", None):
        return set(kind.http_method_names) <= TAKEN
    try:
        return all(view(RequestFactory().generic(method, "/")).status_code == 405 for method in OTHERS)
    except (TypeError, AttributeError):
        return False


@pytest.mark.parametrize("route", OURS, ids=[route.name for route in OURS])
def test_our_own_views_take_nothing_but_looking_and_posting(route: Route) -> None:
    assert refuses_the_others(route)


class TakesAll(View):
    pass


def takes_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def goes_on(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize("view", [TakesAll.as_view(), takes_all, goes_on])
def test_a_view_that_takes_more_is_found_out(view: Any) -> None:
    assert not refuses_the_others(Route("bad", "bad/", view, PUBLIC))
