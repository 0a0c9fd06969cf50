"""Who worked together, and what each brought: rows of a form, as many as there are and three more."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

#: Rows left empty for more partners, and how many a case study can have.
SPARE, MOST = 3, 30
LONGEST_NAME, LONGEST_BROUGHT = 200, 300

Partner = dict[str, Any]


class PartnerRows(forms.Widget):
    """A row for each partner: name, what it brought, and whether it led."""

    template_name = "learning/widgets/partner_rows.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows: list[Partner] = [*(value or []), *({} for _ in range(SPARE))]
        context["widget"] |= {"rows": rows[:MOST], "is_invalid": "aria-invalid" in context["widget"]["attrs"]}
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> list[Partner]:
        rows = (self.row(data, f"{name}_{number}") for number in range(MOST))
        return [row for row in rows if row["name"] or row["brought"]]

    def row(self, data: Mapping[str, Any], prefix: str) -> Partner:
        name, brought = (" ".join(data.get(f"{prefix}_{part}", "").split()) for part in ("name", "brought"))
        return {"name": name, "brought": brought, "leads": bool(data.get(f"{prefix}_leads"))}

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return not any(key.startswith(f"{name}_") for key in data)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0_name" if id_ else id_


class PartnersField(forms.Field):
    """A list of `{"name", "brought", "leads"}`; rows left empty are dropped."""

    widget = PartnerRows
    default_error_messages: ClassVar[dict[str, Any]] = {
        "nameless": "Say who brought “%(brought)s”",
        "long_name": "The name of a partner must be %(limit)d characters or fewer",
        "long_brought": "What a partner brought must be %(limit)d characters or fewer",
        "unprintable": "The partners contain characters that cannot be shown. Type them again without them",
    }

    def clean(self, value: list[Partner]) -> list[Partner]:
        for row in value:
            self.check(row)
        return value

    def check(self, row: Partner) -> None:
        if not row["name"]:
            raise ValidationError(
                self.error_messages["nameless"], "nameless", {"brought": row["brought"][:40]}
            )
        if len(row["name"]) > LONGEST_NAME:
            raise ValidationError(self.error_messages["long_name"], "long_name", {"limit": LONGEST_NAME})
        if len(row["brought"]) > LONGEST_BROUGHT:
            raise ValidationError(
                self.error_messages["long_brought"], "long_brought", {"limit": LONGEST_BROUGHT}
            )
        if not (row["name"] + row["brought"]).isprintable():
            raise ValidationError(self.error_messages["unprintable"], "unprintable")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != (data or [])
