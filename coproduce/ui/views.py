"""Pages about the platform itself: privacy, accessibility, contact."""

from django.views.generic import TemplateView

from coproduce.accounts.access import PUBLIC, Declared


class Privacy(Declared, TemplateView):
    access = PUBLIC
    template_name = "ui/privacy.html"


class Accessibility(Declared, TemplateView):
    access = PUBLIC
    template_name = "ui/accessibility.html"


class Contact(Declared, TemplateView):
    access = PUBLIC
    template_name = "ui/contact.html"
