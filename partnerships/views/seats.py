"""Seats and who holds them, without a person; and what the pages of a body share."""

from functools import cached_property
from typing import Any, ClassVar, TypeVar, cast

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView

from coproduce.accounts.access import Allowed, capability
from coproduce.accounts.models import User
from coproduce.ui.forms import WordedForm
from coproduce.ui.once import CreateOnce
from partnerships import seating
from partnerships.convening import ConveningError
from partnerships.forms.bodies import SeatCreateForm, SeatEditForm, TenureEndForm, TenureForm
from partnerships.models import Body, Seat, Tenure
from partnerships.models.bodies import BodyQuerySet
from partnerships.seating import SeatingError

F = TypeVar("F", bound=WordedForm)


class RowForm(Allowed, FormView[Any]):
    """A form about one row; what an activity refuses is told beside the field it is about."""

    template_name = "partnerships/body_form.html"
    rows: models.QuerySet[Any]
    title = ""
    intro = ""
    #: What the page's activity raises when it refuses; some name the field that it is about.
    refusals: ClassVar[tuple[type[Exception], ...]] = (SeatingError, ConveningError)

    def get_queryset(self) -> models.QuerySet[Any]:
        return self.rows.all()

    @cached_property
    def row(self) -> Any:
        return self.get_object()

    def new_row(self) -> models.Model | None:
        """What the form is filled into; nothing where it is no model's form."""
        return cast(models.Model, self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        acted = {"by": cast(User, self.request.user), "today": timezone.localdate()}
        instance = self.new_row()
        return {**super().get_form_kwargs(), **acted, **({"instance": instance} if instance else {})}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"title": self.title, "intro": self.intro, "about": self.row, "above": self.above}
        return super().get_context_data(**told, back=self.back(), **kwargs)

    @property
    def above(self) -> Any:
        """The row whose page the form is reached from, and leads back to."""
        return self.row

    def back(self) -> str:
        address: str = self.above.get_absolute_url()
        return address

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return self.save(form)
        except self.refusals as refusal:
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, str(refusal))
            return self.form_invalid(form)

    def save(self, form: Any) -> HttpResponse:
        form.save()
        messages.success(self.request, "It is saved.")
        return redirect(self.back())


class NewRow(RowForm, CreateOnce[Any]):
    """The row this page is about is the one above."""

    saved = "It is added."

    def save(self, form: Any) -> HttpResponse:
        return CreateOnce.form_valid(self, form)

    def page_of(self, row: Any) -> str:
        return self.back()


class SeatCreate(NewRow):
    access = capability("partnerships.add_seat")
    rows = Body.objects.with_partnership()
    form_class = SeatCreateForm
    title = "Add a seat"

    def new_row(self) -> Seat:
        return Seat(body=self.row)


class SeatsEstablish(Allowed, DetailView[Body]):
    """Only ever posted to: adds the seats of today's rules that the body lacks."""

    access = capability("partnerships.add_seat")
    http_method_names = ("post", "options")  # type: ignore[assignment]

    def get_queryset(self) -> BodyQuerySet:
        return Body.objects.with_partnership()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        body = self.get_object()
        try:
            added = seating.establish(body, by=cast(User, request.user), today=timezone.localdate())
        except SeatingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, added_told(added))
        return redirect(body)


def added_told(seats: list[Seat]) -> str:
    if not seats:
        return "No seat is missing: each that the rules of today ask for is there."
    titles = "; ".join(seat.title for seat in seats)
    return f"Added {len(seats)} seat{'' if len(seats) == 1 else 's'}: {titles}."


class SeatEdit(RowForm):
    access = capability("partnerships.change_seat")
    rows = Seat.objects.with_body()
    form_class = SeatEditForm
    title = "Edit the seat"
    intro = "If you give it a last day, whoever holds it then ends with it."

    @property
    def above(self) -> Any:
        return self.row.body


class SeatAppoint(NewRow):
    access = capability("partnerships.add_tenure")
    rows = Seat.objects.with_body()
    form_class = TenureForm
    title = "Record who the seat is held for"
    intro = "That the seat is held is public. Nobody is named here."

    def new_row(self) -> Tenure:
        return Tenure(seat=self.row)

    @property
    def above(self) -> Any:
        return self.row.body


class TenureEnd(RowForm):
    access = capability("partnerships.change_tenure")
    rows = Tenure.objects.with_seat()
    form_class = TenureEndForm
    title = "End the appointment"
    intro = "It stays in the record; the seat is vacant from that day."

    def new_row(self) -> None:
        return None

    @property
    def above(self) -> Any:
        return self.row.seat.body

    def save(self, form: TenureEndForm) -> HttpResponse:
        seating.end(self.row, until=form.cleaned_data["until"], by=cast(User, self.request.user))
        messages.success(self.request, "The appointment has its end.")
        return redirect(self.back())
