"""Steps taken together lead to the same state as one by one, and can be told and written down."""

import pytest
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from coproduce.migrating import Together

STEPS = [
    migrations.CreateModel("Hall", fields=[("id", models.AutoField(primary_key=True))]),
    migrations.CreateModel(
        "Meeting",
        fields=[
            ("id", models.AutoField(primary_key=True)),
            ("hall", models.ForeignKey("trial.Hall", models.CASCADE)),
        ],
    ),
]


def state_after(*operations: migrations.operations.base.Operation) -> ProjectState:
    state = ProjectState()
    for operation in operations:
        operation.state_forwards("trial", state)
    return state


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("trial_")}


def test_the_state_is_that_of_the_steps() -> None:
    assert state_after(Together(STEPS)) == state_after(*STEPS)


def test_a_state_drawn_up_before_does_not_linger() -> None:
    state = ProjectState()
    assert not list(state.apps.get_models())
    Together(STEPS).state_forwards("trial", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Hall", "Meeting"}


@pytest.mark.django_db
def test_steps_are_taken_forwards_and_backwards() -> None:
    before, after = ProjectState(), state_after(Together(STEPS))
    with connection.schema_editor() as editor:
        Together(STEPS).database_forwards("trial", editor, before, after)
    assert tables() == {"trial_hall", "trial_meeting"}
    with connection.schema_editor() as editor:
        Together(STEPS).database_backwards("trial", editor, after, before)
    assert tables() == set()


def test_it_can_be_told_and_written_down() -> None:
    assert Together(STEPS).describe() == "Create model Hall; Create model Meeting"
    text, imports = OperationWriter(Together(STEPS), indentation=0).serialize()
    assert text.startswith("coproduce.migrating.Together(")
    assert "import coproduce.migrating" in imports


def test_no_steps_change_nothing() -> None:
    assert state_after(Together([])) == ProjectState()
    assert Together([]).describe() == ""


@pytest.mark.django_db
def test_a_step_that_fails_leaves_none_of_the_others() -> None:
    before, after = ProjectState(), state_after(Together(STEPS))
    twice = Together([*STEPS, STEPS[0]])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.schema_editor() as editor:
        twice.database_forwards("trial", editor, before, after)
    assert tables() == set()
