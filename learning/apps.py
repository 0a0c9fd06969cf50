"""Django's entry to the good-practice library."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = "Good-practice library"
