"""Trying a practice of others: saying so, going on or stopping, answering news of it; and who else does."""

from functools import cached_property
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from coproduce.accounts.access import (
    Allowed,
    AllowedList,
    capability,
    declare,
    get_allowed,
    public_rows,
)
from coproduce.accounts.models import User
from coproduce.ui.dated import UntilToday
from coproduce.ui.lists import SearchedList
from coproduce.ui.once import CreateOnce
from learning import adopting, spreading
from learning.forms.adopting import (
    AdaptationForm,
    AdoptionCreateForm,
    AdoptionEditForm,
    AdoptionFilter,
    AdoptionStepForm,
)
from learning.models import Adoption, CaseStudy
from learning.models.adoptions import AdoptionQuerySet
from learning.models.rows import CaseStudyQuerySet
from partnerships.models import CouncilArea, Organisation, Partnership

from .writing import Previewing

ANSWERING = "learning.change_adoption"


class AdoptionList(SearchedList[Adoption]):
    """Who tries a practice, as a map and as a list. The row this page is about is the case study."""

    access = public_rows("learning.view_casestudy")
    queryset = Adoption.objects.with_stage().with_practice()
    filter_class = AdoptionFilter
    template_name = "learning/adoption_list.html"
    context_object_name = "adoptions"

    @cached_property
    def case_study(self) -> CaseStudy:
        rows = CaseStudy.objects.with_publisher()
        return get_allowed(self.request.user, self.access.permission, rows, slug=self.kwargs["slug"])

    @cached_property
    def areas(self) -> list[CouncilArea]:
        return list(CouncilArea.objects.all())

    @cached_property
    def stages(self) -> dict[int, Any]:
        """Of the whole list, whatever is asked of it."""
        rows = Adoption.objects.visible_to(self.request.user).of(self.case_study)
        return spreading.stages_by_area(rows)

    def filter_kwargs(self) -> dict[str, Any]:
        return {"areas": [area for area in self.areas if area.pk in self.stages]}

    def get_queryset(self) -> AdoptionQuerySet:
        rows = cast(AdoptionQuerySet, super().get_queryset()).of(self.case_study)
        return spreading.listed(rows, self.request.user).current_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"tiles": spreading.tiles(self.areas, self.stages), "reaches": len(self.stages)}
        return super().get_context_data(case_study=self.case_study, **told, **kwargs)


class AdopterPractice(AllowedList, ListView[Adoption]):
    """What a partnership or an organisation tries from the library, for everyone."""

    queryset = Adoption.objects.with_practice()
    paginate_by = 25
    template_name = "learning/adopter_practice.html"
    context_object_name = "adoptions"
    adopters: ClassVar[Any]

    @cached_property
    def adopter(self) -> Any:
        return get_allowed(self.request.user, self.access.permission, self.adopters, slug=self.kwargs["slug"])

    def get_queryset(self) -> AdoptionQuerySet:
        rows = cast(AdoptionQuerySet, super().get_queryset()).adopted_by(self.adopter)
        return spreading.listed(rows, self.request.user).current_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(adopter=self.adopter, **kwargs)


class PartnershipPractice(AdopterPractice):
    access = public_rows("partnerships.view_partnership")
    adopters = Partnership.objects.all()


class OrganisationPractice(AdopterPractice):
    access = public_rows("partnerships.view_organisation")
    adopters = Organisation.objects.all()


class AdoptionMine(AllowedList, ListView[Adoption]):
    """What the teams that someone works in try, and what they are asked about it."""

    access = capability("learning.list_own_adoptions")
    queryset = Adoption.objects.with_practice().with_question()
    paginate_by = 25
    template_name = "learning/adoption_mine.html"
    context_object_name = "adoptions"

    def get_queryset(self) -> AdoptionQuerySet:
        rows = cast(AdoptionQuerySet, super().get_queryset()).of_teams(self.request.user)
        return spreading.listed(rows, self.request.user).current_first()


class AdoptionCreate(Allowed, UntilToday, CreateOnce[AdoptionCreateForm]):
    """The row this page is about is the case study."""

    access = capability("learning.record_adoption")
    form_class = AdoptionCreateForm
    template_name = "learning/adoption_create.html"
    saved = "It is recorded. Everyone can read it on the page of the practice."

    def get_queryset(self) -> CaseStudyQuerySet:
        return CaseStudy.objects.with_publisher()

    @cached_property
    def case_study(self) -> CaseStudy:
        return cast(CaseStudy, self.get_object())

    @cached_property
    def adopters(self) -> list[Partnership | Organisation]:
        return adopting.candidates(self.case_study, by=cast(User, self.request.user))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.elsewhere() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        earlier = self.get_form().already_saved()
        return (None if earlier else self.elsewhere()) or super().post(request, *args, **kwargs)

    def elsewhere(self) -> HttpResponse | None:
        """Whoever has recorded it for all their teams finds it among theirs."""
        if self.adopters:
            return None
        messages.info(self.request, "Your team has recorded this practice already. You can change it here.")
        return redirect("learning:adoption_mine")

    def get_form_kwargs(self) -> dict[str, Any]:
        acted = {"by": self.request.user, "now": timezone.now(), "adopters": self.adopters}
        return {**super().get_form_kwargs(), **acted, "instance": Adoption(case_study=self.case_study)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(case_study=self.case_study, adopters=self.adopters, **kwargs)

    def form_valid(self, form: AdoptionCreateForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except adopting.AdoptingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)


class OfAdoption(Allowed):
    """A page on one adoption."""

    model: Any = Adoption

    def get_queryset(self) -> Any:
        rows = Adoption.objects.with_practice().with_question().with_steps()
        return spreading.listed(rows, self.request.user)


class AdoptionDetail(OfAdoption, DetailView[Adoption]):
    access = public_rows("learning.view_adoption")
    context_object_name = "adoption"
    template_name = "learning/adoption_detail.html"


class AdoptionEdit(OfAdoption, UpdateView[Adoption, AdoptionEditForm]):
    access = capability("learning.change_adoption")
    context_object_name = "adoption"
    form_class = AdoptionEditForm
    template_name = "learning/adoption_edit.html"

    def form_valid(self, form: AdoptionEditForm) -> HttpResponse:
        messages.success(self.request, "Your changes are saved.")
        return super().form_valid(form)


class AdoptionStepCreate(OfAdoption, UntilToday, UpdateView[Adoption, AdoptionStepForm]):
    """How far it is now. What has stopped goes nowhere from here."""

    access = capability("learning.change_adoption")
    context_object_name = "adoption"
    form_class = AdoptionStepForm
    template_name = "learning/adoption_step.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user, "now": timezone.now()}

    def form_valid(self, form: AdoptionStepForm) -> HttpResponse:
        try:
            answer = super().form_valid(form)
        except adopting.AdoptingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The step is recorded. The earlier ones stay in the record.")
        return answer


@require_POST
@declare(capability(ANSWERING))
def adoption_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What a button says to the latest news; pressed twice, it is said once."""
    with transaction.atomic():
        adoption = get_allowed(request.user, ANSWERING, Adoption.objects.with_adopter(), lock=True, pk=pk)
        try:
            to, says = request.POST.get("to", ""), request.POST.get("says", "")
            adopting.answer(adoption, to=to, says=says, by=cast(User, request.user), now=timezone.now())
            messages.success(request, "Thank you. Your answer is recorded with today’s date.")
        except adopting.AdoptingError as refusal:
            messages.error(request, str(refusal))
    return redirect(adoption)


class AdaptationCreate(OfAdoption, Previewing, CreateView[CaseStudy, AdaptationForm]):
    """A case study of what an organisation made of a practice. The row this page is about is the adoption."""

    access = capability("learning.adapt_adoption")
    form_class = AdaptationForm
    template_name = "learning/adaptation_create.html"
    saved = "Your draft is saved, with the link back. Submit it when it is ready for review."

    @cached_property
    def adoption(self) -> Adoption:
        return cast(Adoption, self.get_object())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.elsewhere() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.elsewhere() or super().post(request, *args, **kwargs)

    def elsewhere(self) -> HttpResponse | None:
        """There is one already, such as a first press of the button has made; or nothing to point back to."""
        if self.adoption.became:
            return redirect(self.adoption.became)
        if self.adoption.is_readable:
            return None
        messages.error(self.request, "The practice is closed to readers, so nothing can point back to it.")
        return redirect(self.adoption)

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"by": self.request.user, "adoption": self.adoption, "place": self.adoption.place}
        return {**super().get_form_kwargs(), **told}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(adoption=self.adoption, **kwargs)
