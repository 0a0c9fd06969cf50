"""A participant's own page, and what all pages behind their link share. No account, no name."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView, View

from coproduce.accounts.access import SIGNED_LINK, Declared, declare
from participants import monitoring, selfservice
from participants.models import Involvement, OwnLink, Participant


@dataclass(frozen=True)
class Section:
    """A page behind the link: the name of its URL, what it is called, and what one can do there."""

    name: str
    title: str
    words: str


#: What the own page leads to, in this order.
SECTIONS: tuple[Section, ...] = (
    Section("own_took_part", "What you took part in", "Say whether what we recorded is right"),
    Section("own_expenses", "What it cost you", "What we pay for, claiming, and what became of a claim"),
    Section(
        "own_capacity", "How you are getting on", "Skills, confidence, support and experience, over time"
    ),
    Section("own_preferences", "How we contact you", "Which messages, how often, in what way"),
    Section("own_looked", "Who looked at your details", "When, in which role, and why"),
    Section("own_copy", "Get a copy of everything", "All that we keep about you, to read or to save"),
    Section("own_forget", "Ask us to forget you", "What we delete, what stays, and why"),
)


class Own(Declared):
    """A page behind the link; what is posted to it is done while the participant's row is locked."""

    access = SIGNED_LINK

    @cached_property
    def now(self) -> dt.datetime:
        return timezone.now()

    @cached_property
    def link(self) -> OwnLink:
        return selfservice.link_of(self.kwargs["token"], now=self.now)

    @property
    def participant(self) -> Participant:
        return self.link.participant

    def url(self, name: str, *more: Any) -> str:
        """The address of another page behind the same link."""
        return reverse(f"participants:{name}", args=[self.kwargs["token"], *more])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whatever the method, the link is looked at first; refusals are pages in plain words."""
        try:
            self.link  # noqa: B018  a property that refuses
            answer = super().dispatch(request, *args, **kwargs)
        except selfservice.UnknownLinkError:
            answer = render(request, "participants/own_unknown.html", status=404)
        except selfservice.EndedLinkError as ended:
            answer = ended_page(request, ended.link, self.kwargs["token"])
        answer["X-Robots-Tag"] = "noindex"
        answer["Cache-Control"] = "private, no-store"
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        Participant.objects.select_for_update(no_key=True).get(pk=self.participant.pk)
        answer: HttpResponse = cast(Any, super()).post(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"participant": self.participant, "partnership": self.participant.partnership}
        mine = {**kwargs, **own, "token": self.kwargs["token"]}
        context: dict[str, Any] = cast(Any, super()).get_context_data(**mine)
        return context


class OwnPage(Own, TemplateView):
    template_name = "participants/own_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Involvement.objects.of_participant(self.participant).open_to_answers(self.now)
        return super().get_context_data(
            link=self.link,
            coming=rows.with_participant().order_by("engagement__starts_at"),
            sections=[(self.url(one.name), one) for one in SECTIONS],
            equality_url=monitoring.path(self.participant.partnership),
            **kwargs,
        )


class OwnPageEnd(Own, View):
    """For a phone that was lost, or a link that someone else has seen."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return redirect("participants:own_page", token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        selfservice.end(self.participant, now=self.now)
        return redirect("participants:own_page", token)


@require_POST
@declare(SIGNED_LINK)
@transaction.atomic
def own_page_send(request: HttpRequest, token: str) -> HttpResponse:
    """A new link for whoever holds one that ended; it goes to the address we have, never to this browser."""
    now = timezone.now()
    try:
        link = selfservice.link_of(token, now=now)
    except selfservice.EndedLinkError as ended:
        link = ended.link
    except selfservice.UnknownLinkError:
        return render(request, "participants/own_unknown.html", status=404)
    selfservice.send(link.participant, now=now)
    messages.success(request, "If we have an email address for you, a new link is on its way to it.")
    return redirect("participants:own_page", token)


def ended_page(request: HttpRequest, link: OwnLink, token: str) -> HttpResponse:
    context = {"token": token, "partnership": link.participant.partnership}
    return render(request, "participants/own_ended.html", context, status=410)
