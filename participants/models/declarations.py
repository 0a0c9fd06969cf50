"""How long each table is kept and what erasure does to it: one that is not declared here fails the checks.

    "Example": Declared("what you said", Retention.WORDS, Erasure.BLANK, blank={"note": ""}),

Erasure, the nightly sweep, the download and the page that explains them all read this, and nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models

#: Takes the place of a text that may not be empty; nothing else may be written over an append-only one.
ERASED = "Erased: this is no longer kept."


class Retention(models.TextChoices):
    """Classes with a period each; `NONE` is for tables that say nothing of anyone."""

    CONTACT = "contact", "Names and ways to reach people"
    WORDS = "words", "What people said in their own words"
    INVOLVEMENT = "involvement", "What they were invited to and took part in"
    SUPPORT = "support", "Support they wanted"
    CAPACITY = "capacity", "Their capacity journey"
    MONEY = "money", "Expenses and thanks"
    AGREEMENTS = "agreements", "What they were told and agreed to"
    DISCLOSURES = "disclosures", "Who looked at their record"
    MONITORING = "monitoring", "Answers to equality questions"
    NONE = "none", "Nothing about a person"


class Erasure(StrEnum):
    KEEP = "keep"
    BLANK = "blank"
    DELETE = "delete"


@dataclass(frozen=True)
class Declared:
    """`title` is told to the person; `person` leads from a row to the participant, "" if it is about nobody.

    `blank` says what takes the place of a column. A personal or special column that is neither blanked nor
    deleted needs words in `stays`; `why` tells the person why the rest of a table stays. `aged` is the column
    by which rows of nobody grow old.
    """

    title: str
    retention: Retention
    erasure: Erasure
    person: str = "participant"
    blank: Mapping[str, Any] = field(default_factory=dict)
    stays: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    aged: str = ""

    def survives(self, column: str) -> bool:
        return self.erasure != Erasure.DELETE and column not in self.blank


COUNTED = "so that the numbers of people heard stay right; without a name it points to nobody"
ANSWERABLE = "so that staff can be asked what they did; nothing in it says who you are"
STAFF = "the name of a member of staff, who answers for what they did"

DECLARED: dict[str, Declared] = {
    "Participant": Declared(
        "Your reference, and since when you take part",
        Retention.CONTACT,
        Erasure.BLANK,
        person="pk",
        blank={"groups": (), "organisation": None},
        why=COUNTED,
    ),
    "Identity": Declared("Your name and how to reach you", Retention.CONTACT, Erasure.DELETE),
    "OwnLink": Declared("Links to your own page", Retention.CONTACT, Erasure.DELETE),
    "Disclosure": Declared(
        "Who looked at your name, and why",
        Retention.DISCLOSURES,
        Erasure.BLANK,
        blank={"reason": ERASED},
        stays={"by": STAFF},
        why=ANSWERABLE,
    ),
    "Involvement": Declared(
        "What you were invited to, and your answers",
        Retention.INVOLVEMENT,
        Erasure.BLANK,
        blank={"barrier": ""},
        stays={"groups": COUNTED},
        why=COUNTED,
    ),
    "Agreement": Declared(
        "What you were told and what you chose",
        Retention.AGREEMENTS,
        Erasure.BLANK,
        blank={"words": ERASED},
        why=ANSWERABLE,
    ),
    "AskedAnyway": Declared(
        "When you were asked more often than you wanted, and why",
        Retention.WORDS,
        Erasure.BLANK,
        blank={"words": ERASED},
        why=ANSWERABLE,
    ),
    "Expense": Declared(
        "What taking part cost you, and what you got for it",
        Retention.MONEY,
        Erasure.BLANK,
        blank={"words": ""},
        why="so that money that was paid stays accounted for",
    ),
    "ExpenseStep": Declared(
        "What was done with what you claimed",
        Retention.MONEY,
        Erasure.BLANK,
        person="expense__participant",
        blank={"reason": ERASED},
        why="so that money that was paid stays accounted for",
    ),
    "ExpenseRate": Declared("What a partnership pays", Retention.NONE, Erasure.KEEP, person=""),
    "Confirmation": Declared(
        "What you said of what is recorded about you",
        Retention.INVOLVEMENT,
        Erasure.BLANK,
        person="involvement__participant",
        blank={"words": ERASED},
        stays={"groups": COUNTED},
        why=COUNTED,
    ),
    "ConfirmationCode": Declared(
        "Codes on sheets that were printed for you",
        Retention.CONTACT,
        Erasure.DELETE,
        person="involvement__participant",
    ),
    "InvolvementEvidence": Declared(
        "What stands behind what is recorded about you",
        Retention.INVOLVEMENT,
        Erasure.BLANK,
        person="involvement__participant",
        blank={"words": "", "withdrawn_because": ""},
        why=COUNTED,
    ),
    "NotApplicable": Declared("Groups that need not be heard", Retention.NONE, Erasure.KEEP, person=""),
    "CapacityEntry": Declared("Your capacity journey", Retention.CAPACITY, Erasure.DELETE),
    "ErasureWish": Declared("Your wish to be forgotten", Retention.AGREEMENTS, Erasure.KEEP, why=ANSWERABLE),
    "RetentionWarning": Declared(
        "Warnings before we delete", Retention.AGREEMENTS, Erasure.KEEP, why=ANSWERABLE
    ),
    "Forgotten": Declared("Marks of forgotten people", Retention.NONE, Erasure.KEEP, person=""),
    "RetentionPeriod": Declared("How long things are kept", Retention.NONE, Erasure.KEEP, person=""),
    "EqualityAnswer": Declared(
        "Answers to equality questions",
        Retention.MONITORING,
        Erasure.KEEP,
        person="",
        stays=dict.fromkeys(
            ("ethnic_group", "belief", "disability", "orientation", "age_band", "sex"),
            "nothing says whose answers they are, so nobody can find yours",
        ),
        aged="month",
    ),
}


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def tables() -> Iterator[type[models.Model]]:
    """Every model of the app but the histories, which go where their model goes."""
    return (model for model in apps.get_app_config("participants").get_models() if not is_history(model))


def columns(model: type[models.Model]) -> list[str]:
    return [one.name for one in [*model._meta.fields, *model._meta.many_to_many]]  # noqa: SLF001


def declared(model: type[models.Model]) -> Declared:
    return DECLARED[model.__name__]


def about_people() -> list[type[models.Model]]:
    """Tables with rows about a participant; those that point to another one come before it."""
    found = [model for model in tables() if declared(model).person]
    return sorted(found, key=lambda model: -depth(model))


def depth(model: type[models.Model]) -> int:
    above = {one.related_model for one in model._meta.fields if one.related_model} - {model}  # noqa: SLF001
    ours = [one for one in above if one in set(tables())]
    return 1 + max((depth(one) for one in ours), default=0)


def rows(model: type[models.Model], participants: Any) -> models.QuerySet[Any]:
    """The rows of a table about these participants, given as keys or as a query of them."""
    way = declared(model).person
    found: models.QuerySet[Any] = model._base_manager.filter(**{f"{way}__in": participants})  # noqa: SLF001
    return found


def histories(model: type[models.Model]) -> list[type[models.Model]]:
    every = apps.get_app_config("participants").get_models()
    return [one for one in every if getattr(one, "pgh_tracked_model", None) is model]
