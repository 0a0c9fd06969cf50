"""Django's entry to the participants app."""

from importlib import import_module

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Participants and involvement"

    def ready(self) -> None:
        import_module("participants.checks")
