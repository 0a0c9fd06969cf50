"""Forms of the registers, as administrators keep them."""

from itertools import combinations
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partnerships.models import IntegrationModel, Partnership


class IntegrationModelFormSet(forms.BaseInlineFormSet[IntegrationModel, Partnership, Any]):
    """All dated models of one partnership at once, so that one can end on the day the next begins."""

    def clean(self) -> None:
        super().clean()
        filled_in = (form for form in self.forms if form.instance.pk or form.has_changed())
        rows = [form.instance for form in filled_in if form not in self.deleted_forms]
        if any(one.overlaps(other) for one, other in combinations(rows, 2)):
            raise ValidationError("Two models are in force on the same day. End one before the next begins.")
