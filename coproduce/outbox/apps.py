"""Tells Django that the outbox is an app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "coproduce.outbox"
    label = "outbox"
    verbose_name = "Email"
