"""Addresses that exist only in these tests: pages that fail in every way a page can."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from coproduce import urls
from coproduce.accounts.access import PUBLIC, SIGNED_IN, SIGNED_LINK, declare
from coproduce.ui.errors import Gone
from coproduce.ui.forms import WordedForm

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)

FORM_PAGE = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}New note{% endblock %}{% block content %}{% crispy form %}{% endblock %}"""


class NoteForm(WordedForm, forms.Form):
    submit_text = "Save note"
    title = forms.CharField(max_length=20)


@declare(PUBLIC)
def note(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    return HttpResponse(engines["django"].from_string(FORM_PAGE).render({"form": form}, request))


@declare(PUBLIC)
def named(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(name)


@declare(PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("a mistake of ours")


@declare(PUBLIC)
def gone(request: HttpRequest) -> HttpResponse:
    raise Gone("This link worked until 3 March.")


@declare(PUBLIC)
def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Only the lead of the team may end a role.")


@declare(PUBLIC)
def unreachable(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


@declare(PUBLIC)
def confirm(request: HttpRequest) -> HttpResponse:
    words = {
        "title": "Cancel it?",
        "text": "Everyone gets an email.",
        "button": "Cancel it",
        "back_url": "/back/",
    }
    return render(request, "ui/confirm.html", words)


@declare(SIGNED_LINK)
def signed_link(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for the holder of the link")


@declare(SIGNED_IN)
def own_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for whoever signed in")


urlpatterns = [
    path("note/", note),
    path("broken/", broken),
    path("gone/", gone),
    path("denied/", denied),
    path("unreachable/", unreachable),
    path("confirm/", confirm),
    path("signed-link/", signed_link),
    path("own-page/", own_page),
    path("named/<path:name>", named),
    path("", include("coproduce.urls")),
]
