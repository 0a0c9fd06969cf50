"""When an engagement takes place: days and times as clocks in Scotland show them."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.timezone import localtime

from coproduce.ui.fields import DateField, TimeField
from coproduce.ui.forms import WordedForm
from partnerships.models import Engagement


class OccasionForm(WordedForm, forms.ModelForm[Engagement]):
    """A first day, times, and a last day where it runs over several; kept as two moments."""

    nouns: ClassVar[dict[str, str]] = {"on": "the day it starts"}

    on = DateField(label="Day")
    starts = TimeField(label="Start time", help_text="Like 14:30")
    ends = TimeField(label="End time", help_text="Like 16:00")
    until = DateField(
        label="Last day", required=False, help_text="Only if it runs over more than one day, like a survey"
    )

    def times(self) -> dict[str, Any]:
        """Day and times as the form shows them, from the row's moments."""
        if not self.instance.pk:
            return {}
        starts, ends = to_the_minute(self.instance.starts_at), to_the_minute(self.instance.ends_at)
        until = None if self.instance.is_one_day else ends.date()
        return {"on": starts.date(), "starts": starts.time(), "ends": ends.time(), "until": until}

    def check_times(self, cleaned: dict[str, Any]) -> None:
        on, starts, ends = cleaned.get("on"), cleaned.get("starts"), cleaned.get("ends")
        if on is None or starts is None or ends is None or "until" in self.errors:
            return
        starts_at = self.moment("starts", on, starts)
        ends_at = self.moment("ends", cleaned.get("until") or on, ends)
        if starts_at is None or ends_at is None:
            return
        if ends_at <= starts_at:
            self.refuse_order(backwards=(cleaned.get("until") or on) < on)
        self.instance.starts_at, self.instance.ends_at = starts_at, ends_at

    def refuse_order(self, *, backwards: bool) -> None:
        if backwards:
            self.add_error("until", "The last day must not be before the first")
        else:
            self.add_error("ends", "The end time must be after the start time")

    def moment(self, name: str, day: dt.date, time: dt.time) -> dt.datetime | None:
        """The moment meant, unless the clocks change then and it comes twice or not at all."""
        try:
            return from_current_timezone(dt.datetime.combine(day, time))
        except ValidationError:
            self.add_error(name, f"The clocks change at {time:%H:%M} on that day. Choose another time")
            return None

    @property
    def has_moved(self) -> bool:
        """Whether the day or the time is another than before."""
        return bool({"on", "starts", "ends", "until"} & set(self.changed_data))


def to_the_minute(moment: dt.datetime) -> dt.datetime:
    return localtime(moment).replace(second=0, microsecond=0)
