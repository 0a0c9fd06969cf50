"""The formats in which a case study can be offered beside its page."""

from django.db import models


class FormatKind(models.TextChoices):
    EASY_READ = "easy-read", "Easy Read"
    BSL = "bsl", "British Sign Language (BSL) video"
    AUDIO = "audio", "Audio"
    GAELIC = "gaelic", "Gaelic (Gàidhlig)"
    LANGUAGE = "language", "Another language"
