"""Making a row, once: a button pressed twice leads to the row that the first press made."""

from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from coproduce.ui.forms import OnceForm

F = TypeVar("F", bound=OnceForm)


class CreateOnce(FormView[F]):
    """`saved` is what the person is told."""

    saved = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        earlier = self.get_form().already_saved()
        return redirect(self.page_of(earlier)) if earlier else super().post(request, *args, **kwargs)

    def form_valid(self, form: F) -> HttpResponse:
        row = form.save()
        messages.success(self.request, self.saved)
        return redirect(self.page_of(row))

    def page_of(self, row: Any) -> str:
        address: str = row.get_absolute_url()
        return address
