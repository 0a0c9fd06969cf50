"""Renders forms that go past crispy (allauth's among them) with the same field template as all others."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
