"""Fields that Django does not have: a date in three boxes, a time as people write it, text in paragraphs."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.datastructures import MultiValueDict

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: A year outside this span is a slip of the finger.
YEARS = range(1900, 2101)
#: Pounds, and pence if there are any; digits of other alphabets are none.
AMOUNT = re.compile(r"([0-9]{1,9})?(?:\.([0-9]{1,2}))?(?<=[0-9])")


class DateBoxes(forms.MultiWidget):
    """Day, month and year as three text boxes: quicker and clearer than a calendar, without script."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput({"inputmode": "numeric"}) for part in ("day", "month", "year")
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, dt.date) else ["", "", ""]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> list[str]:
        return [str(part or "").strip() for part in super().value_from_datadict(data, files, name)]


class DateField(forms.DateField):
    """A date typed as day, month and year; the month may be a word."""

    widget = DateBoxes
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": "Enter a real date, like 27 3 2027",
        "partial": "The date must include a %(missing)s",
        "year": f"The year must be four figures between {YEARS.start} and {YEARS.stop - 1}",
    }

    def to_python(self, value: Any) -> dt.date | None:
        if not isinstance(value, list):
            return super().to_python(value)
        if not any(value):
            return None
        day, month, year = value
        missing = [part for part, typed in zip(("day", "month", "year"), value, strict=True) if not typed]
        if missing:
            words = " and a ".join(missing)
            raise ValidationError(self.error_messages["partial"], "partial", {"missing": words})
        if not re.fullmatch(r"[0-9]{4}", year) or int(year) not in YEARS:
            raise ValidationError(self.error_messages["year"], "year")
        try:
            return dt.date(int(year), month_number(month), int(day))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], "invalid") from None


def month_number(typed: str) -> int:
    """1 to 12 from "3", "03", "Mar" or "March"; ValueError for anything else."""
    short = typed[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else int(typed)


class TimeField(forms.TimeField):
    """A time of day typed as 14:30, 14.30, 1430 or 2:30pm."""

    widget = forms.TextInput({"class": "ds_input--fixed-10"})
    input_formats = ("%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H:%M:%S")

    def to_python(self, value: Any) -> dt.time | None:
        return super().to_python(re.sub(r"\s", "", value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value


class PoundsField(forms.CharField):
    """An amount of money typed as 4.50, £4.50 or 1,200; cleaned it is whole pence, or None."""

    widget = forms.TextInput({"inputmode": "decimal", "class": "ds_input--fixed-10"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "amount": "Enter an amount of money, like 4.50",
        "few": "Enter an amount of more than nothing",
        "many": "Enter an amount of at most %(most)s",
    }

    def __init__(self, *, most_pence: int, **kwargs: Any) -> None:
        self.most_pence = most_pence
        super().__init__(**{"max_length": 20, **kwargs})

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = AMOUNT.fullmatch(re.sub(r"[£,\s]", "", typed))
        if not found:
            raise ValidationError(self.error_messages["amount"], "amount")
        pence = int(found[1] or 0) * 100 + int((found[2] or "").ljust(2, "0"))
        if not pence:
            raise ValidationError(self.error_messages["few"], "few")
        if pence > self.most_pence:
            most = {"most": f"£{self.most_pence / 100:,.0f}"}
            raise ValidationError(self.error_messages["many"], "many", most)
        return pence

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02}" if isinstance(value, int) else value


class Paragraphs(forms.Textarea):
    """A text area whose lines end in one character, so that a length limit counts what the person sees."""

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class UploadField(forms.FileField):
    """A file with a limit on its size in bytes, which its hint tells beforehand."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "too_large": "The file must be %(limit)s or smaller. The one you chose is %(size)s",
    }

    def __init__(self, *, max_bytes: int, **kwargs: Any) -> None:
        self.max_bytes = max_bytes
        kwargs.setdefault("help_text", f"{filesizeformat(max_bytes)} at most")
        super().__init__(**kwargs)

    def to_python(self, data: File[Any] | None) -> File[Any] | None:
        file = super().to_python(data)
        if file is not None and (file.size or 0) > self.max_bytes:
            sizes = {"limit": filesizeformat(self.max_bytes), "size": filesizeformat(file.size or 0)}
            raise ValidationError(self.error_messages["too_large"], "too_large", sizes)
        return file
