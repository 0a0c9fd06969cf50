"""How people like to get papers and to be reached: choices, which tell of nobody."""

from django.db import models


class Format(models.TextChoices):
    """How a person likes to get papers."""

    STANDARD = "standard", "Standard print"
    LARGE_PRINT = "large_print", "Large print"
    EASY_READ = "easy_read", "Easy Read"
    AUDIO = "audio", "Audio"
    BRAILLE = "braille", "Braille"
    BSL = "bsl", "British Sign Language"
    OTHER_LANGUAGE = "other_language", "Another language"


class Way(models.TextChoices):
    """How someone likes to be reached; by email where nothing is said and there is an address."""

    ANY = "", "Any way we have"
    EMAIL = "email", "By email"
    PHONE = "phone", "By phone"
    POST = "post", "By post"
    HELPER = "helper", "Through someone who helps"
