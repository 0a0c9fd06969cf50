"""Words that mean the same to those who search."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models

from coproduce.accounts.access import Person
from learning.search import Key, Meanings, Query, plainly, search_query

MOST_WORDS, LONGEST_WORDS = 20, 60


class SynonymsQuerySet(models.QuerySet["Synonyms"]):
    def visible_to(self, user: Person) -> "SynonymsQuerySet":
        """No secret: every search shows what they do. The permission decides who sees the list."""
        return self

    def in_use(self) -> "SynonymsQuerySet":
        return self.filter(is_in_use=True).order_by("pk")

    def meanings(self) -> Meanings:
        """For each word or phrase the others of its groups, in one query."""
        found: dict[Key, list[str]] = {}
        for group in self.in_use():
            for key in group.keys:
                others = [words for words in group.listed if plainly(words) != key]
                found.setdefault(key, []).extend(others)
        return found

    def asked_by(self, words: str) -> Query:
        return search_query(words, self.meanings())


@pghistory.track()
class Synonyms(models.Model):
    """A group of words and phrases: a search for any one of them finds all of them."""

    slug = models.SlugField(unique=True, null=True, editable=False)
    words = models.TextField(
        max_length=1_000,
        help_text="Words and phrases that mean the same, one a line, such as “carer” and “unpaid carer”."
        " Capitals, accents and plurals need no line of their own.",
    )
    is_in_use = models.BooleanField(
        "in use", default=True, help_text="Without the tick, searches take no notice of this group"
    )

    objects = SynonymsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "synonyms"
        ordering = ("words",)

    def __str__(self) -> str:
        return " = ".join(self.listed)

    @property
    def listed(self) -> list[str]:
        return [" ".join(line.split()) for line in self.words.splitlines() if line.strip()]

    @property
    def keys(self) -> list[Key]:
        return [plainly(words) for words in self.listed]

    def clean(self) -> None:
        if wrong := self.what_is_wrong():
            raise ValidationError({"words": wrong})

    def what_is_wrong(self) -> str:
        empty = [words for words in self.listed if not plainly(words)]
        long = [words for words in self.listed if len(words) > LONGEST_WORDS]
        if empty:
            return f"“{empty[0]}” has no letters in it. Write words to search for."
        if long:
            return f"“{long[0][:LONGEST_WORDS]}…” is too long. Use {LONGEST_WORDS} characters or fewer."
        if len(set(self.keys)) < 2:
            return "Write at least two different words or phrases, each on its own line."
        if len(self.listed) > MOST_WORDS:
            return f"Write {MOST_WORDS} lines or fewer; make a second group of the rest."
        return ""
