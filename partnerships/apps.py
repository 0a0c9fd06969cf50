"""Django's entry to the partnerships app."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = "Partnerships, plans and engagements"
