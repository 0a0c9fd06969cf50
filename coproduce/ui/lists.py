"""A list with a search above it."""

from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.views.generic import ListView

from coproduce.accounts.access import AllowedList
from coproduce.ui.forms import FilterForm

M = TypeVar("M", bound=models.Model)


class SearchedList(AllowedList, ListView[M]):
    """The rows the person may see, narrowed by what they asked for; `form` is the search."""

    paginate_by = 25
    filter_class: ClassVar[type[FilterForm]]

    @cached_property
    def form(self) -> FilterForm:
        form = self.filter_class(self.request.GET, **self.filter_kwargs())
        form.is_valid()
        return form

    def filter_kwargs(self) -> dict[str, Any]:
        return {}

    def get_queryset(self) -> models.QuerySet[M]:
        return self.form.narrow(super().get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs)
