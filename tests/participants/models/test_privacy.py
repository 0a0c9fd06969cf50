"""Every column of the app is declared, and what is personal or special is in no history."""

from django.apps import apps
from django.db.models import Model

from participants.models.privacy import FIELDS, Kind


def models() -> list[type[Model]]:
    return list(apps.get_app_config("participants").get_models())


def is_history(model: type[Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def columns(model: type[Model]) -> set[str]:
    return {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}


def test_every_field_of_every_model_is_declared() -> None:
    found = {model.__name__: columns(model) for model in models() if not is_history(model)}
    assert {name: set(fields) for name, fields in FIELDS.items()} == found


def test_no_history_holds_what_is_personal_or_special() -> None:
    histories = [model for model in models() if is_history(model)]
    assert {model.__name__ for model in histories} >= {"ParticipantEvent", "IdentityEvent"}
    for model in histories:
        declared = FIELDS[model.pgh_tracked_model.__name__]  # type: ignore[attr-defined]
        guarded = {name for name, kind in declared.items() if kind in {Kind.PERSONAL, Kind.SPECIAL}}
        assert not columns(model) & guarded


WITH_WORDS = {
    "Agreement",
    "AskedAnyway",
    "CapacityEntry",
    "Confirmation",
    "Disclosure",
    "Expense",
    "ExpenseStep",
    "Identity",
    "InvolvementEvidence",
}


def test_only_identity_and_free_text_are_personal() -> None:
    personal = {name for name, fields in FIELDS.items() if Kind.PERSONAL in fields.values()}
    assert personal == WITH_WORDS
