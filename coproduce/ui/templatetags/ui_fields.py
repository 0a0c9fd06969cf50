"""How templates/ui/field.html renders a control; crispy's pack and Django's own rendering share it."""

from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from coproduce.ui.fields import DateBoxes

register = template.Library()

#: Which markup of the design system a widget takes; the first that fits counts.
KINDS: dict[type[forms.Widget], str] = {
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radios",
    DateBoxes: "date",
    forms.CheckboxInput: "checkbox",
    forms.Select: "select",
    forms.Textarea: "textarea",
    forms.Widget: "input",
}


@register.filter
def kind(field: BoundField) -> str:
    """Which markup of the design system the field takes."""
    return next(kind for widget, kind in KINDS.items() if isinstance(field.field.widget, widget))


@register.filter
def target(field: BoundField) -> str:
    """The id of the first control of a field, where a link from the error summary leads."""
    if kind(field) == "date":
        return f"{field.auto_id}_0"
    if kind(field) in {"checkboxes", "radios"}:
        return next((str(option.id_for_label) for option in field.subwidgets), field.auto_id)
    return str(field.id_for_label or field.auto_id)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The bare control with the design system's classes; nothing that is typed or pasted gets cut off."""
    names = {"select": "ds_select", "checkbox": "ds_checkbox__input"}
    css = [names.get(kind(field), "ds_input"), field.field.widget.attrs.get("class", "")]
    if field.errors and kind(field) != "checkbox":
        css.append("ds_input--error")
    attrs: dict[str, str | bool] = {"maxlength": False, "minlength": False}
    attrs["class"] = " ".join(filter(None, css))
    return field.as_widget(attrs=attrs)


@register.filter
def option_groups(field: BoundField) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Radio buttons or checkboxes with the heading each group of choices has ("" for none)."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id})
    for name, options, _ in widget.optgroups(field.html_name, widget.format_value(field.value()), attrs):
        yield name or "", options


@register.filter
def date_parts(field: BoundField) -> list[dict[str, Any]]:
    """The three boxes of a date, as the widget's own context has them."""
    context = field.field.widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    parts: list[dict[str, Any]] = context["widget"]["subwidgets"]
    return parts


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether to say so in the label: not in a search form, where nothing is required."""
    return not field.field.required and any(other.required for other in field.form.fields.values())


@register.filter
def on_hidden_fields(form: forms.BaseForm) -> list[str]:
    """Errors that belong to no field a person can see."""
    return [str(error) for field in form.hidden_fields() for error in field.errors]
