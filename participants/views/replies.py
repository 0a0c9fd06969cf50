"""The page behind the link in an invitation: no account, no name, two buttons; only POST answers."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from coproduce.accounts.access import SAFE, SIGNED_LINK, Declared, declare
from participants import replies, selfservice
from participants.forms import ReplyForm
from participants.models import ExpenseRate, Involvement


class Reply(Declared, FormView[ReplyForm]):
    access = SIGNED_LINK
    form_class = ReplyForm
    template_name = "participants/reply.html"

    @cached_property
    def involvement(self) -> Involvement:
        lock = self.request.method not in SAFE
        row = replies.involvement_of(self.kwargs["token"], lock=lock)
        replies.require_open(row, now=timezone.now())
        return row

    @method_decorator(transaction.atomic)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whatever the method, the link is looked at first; refusals are pages in plain words."""
        try:
            self.involvement  # noqa: B018  a property that refuses
            return super().dispatch(request, *args, **kwargs)
        except replies.UnknownLinkError:
            return render(request, "participants/reply_unknown.html", status=404)
        except replies.ClosedError as closed:
            return closed_page(request, closed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.involvement
        return super().get_context_data(
            involvement=row,
            engagement=row.engagement,
            partnership=row.engagement.partnership,
            rates=ExpenseRate.objects.of_partnership(row.partnership)
            .current(timezone.localdate())
            .in_order(),
            token=self.kwargs["token"],
            **kwargs,
        )

    def get_initial(self) -> dict[str, Any]:
        return {"barrier": self.involvement.barrier}

    def form_valid(self, form: ReplyForm) -> HttpResponse:
        replies.reply(self.involvement, **form.cleaned_data, now=timezone.now())
        return redirect("participants:reply", self.kwargs["token"])


@require_POST
@declare(SIGNED_LINK)
@transaction.atomic
def reply_send_own_page(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds an invitation may ask for their own page; only the address we have gets the link."""
    try:
        row = replies.involvement_of(token)
    except replies.UnknownLinkError:
        return render(request, "participants/reply_unknown.html", status=404)
    except replies.ClosedError as closed:
        return closed_page(request, closed)
    selfservice.send(row.participant, now=timezone.now())
    messages.success(request, "If we have an email address for you, the link is on its way to it.")
    return redirect("participants:reply", token)


def closed_page(request: HttpRequest, closed: replies.ClosedError) -> HttpResponse:
    engagement = closed.involvement.engagement
    context = {"engagement": engagement, "partnership": engagement.partnership, "reason": str(closed)}
    return render(request, "participants/reply_closed.html", context, status=410)
