"""The demo's door: who there is to enter as, and the one click. Where DEMO is off, neither page exists."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from . import demo
from .access import PUBLIC, Declared, declare


class Demo(Declared, TemplateView):
    access = PUBLIC
    template_name = "accounts/demo.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            visitors=demo.visitors(),
            password=demo.PASSWORD,
        )


@require_POST
@declare(PUBLIC)
def demo_enter(request: HttpRequest, pk: int) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    demo.enter(request, get_object_or_404(demo.people(), pk=pk))
    return redirect("/")


@require_POST
@declare(PUBLIC)
def demo_look_ahead(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    demo.look_ahead(now=timezone.now())
    messages.success(request, "The mail of the coming week is on its way to the inbox.")
    return redirect("accounts:demo")
