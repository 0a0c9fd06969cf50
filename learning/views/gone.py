"""The answer where something was public once: plain words for people, a clear sign for programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def gone(request: HttpRequest) -> HttpResponse:
    answer = render(request, "learning/case_study_gone.html", status=410)
    answer["X-Robots-Tag"] = "noindex"
    return answer
