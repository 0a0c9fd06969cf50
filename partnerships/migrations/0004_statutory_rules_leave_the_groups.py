import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

import coproduce.migrating


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0003_statutory_groups_to_dated_rules"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="statutorygroup",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="statutorygroup",
            name="update_update",
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.RemoveField(
                    model_name="statutorygroup",
                    name="instrument",
                ),
                migrations.RemoveField(
                    model_name="statutorygroup",
                    name="minimum",
                ),
                migrations.RemoveField(
                    model_name="statutorygroup",
                    name="notes",
                ),
                migrations.RemoveField(
                    model_name="statutorygroup",
                    name="provision",
                ),
                migrations.RemoveField(
                    model_name="statutorygroup",
                    name="qualifying_condition",
                ),
                migrations.RemoveField(
                    model_name="statutorygroup",
                    name="source_url",
                ),
                migrations.RemoveField(
                    model_name="statutorygroup",
                    name="voting_status",
                ),
                migrations.RemoveField(
                    model_name="statutorygroupevent",
                    name="instrument",
                ),
                migrations.RemoveField(
                    model_name="statutorygroupevent",
                    name="minimum",
                ),
                migrations.RemoveField(
                    model_name="statutorygroupevent",
                    name="notes",
                ),
                migrations.RemoveField(
                    model_name="statutorygroupevent",
                    name="provision",
                ),
                migrations.RemoveField(
                    model_name="statutorygroupevent",
                    name="qualifying_condition",
                ),
                migrations.RemoveField(
                    model_name="statutorygroupevent",
                    name="source_url",
                ),
                migrations.RemoveField(
                    model_name="statutorygroupevent",
                    name="voting_status",
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statutorygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_statutorygroupevent" ("applies_to", "code", "id", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."applies_to", NEW."code", NEW."id", NEW."label", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="ae3963ef3c5f9ced71828e08286083114c4e9f9e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a6a73",
                    table="partnerships_statutorygroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statutorygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partnerships_statutorygroupevent" ("applies_to", "code", "id", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."applies_to", NEW."code", NEW."id", NEW."label", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="d1be22a40c56b569e838462dbd47d982b3a2054a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0786b",
                    table="partnerships_statutorygroup",
                    when="AFTER",
                ),
            ),
        ),
    ]
