"""Notes on comments go with the words of a withdrawn entry; emails to followers are named in consent."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0019_adoptions"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="commentdecision",
            name="comment_decisions_are_only_added",
        ),
        migrations.AlterField(
            model_name="grant",
            name="channels",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("page", "On its page, and when people search this site"),
                        ("digest", "In emails to people who follow its theme, area or organisation"),
                        ("feed", "In feeds and spreadsheets that others load from this site"),
                        ("print", "On paper, when someone prints the page"),
                        ("reuse", "In what others make of it: they may copy it and use it again"),
                    ],
                    max_length=20,
                ),
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="grantevent",
            name="channels",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("page", "On its page, and when people search this site"),
                        ("digest", "In emails to people who follow its theme, area or organisation"),
                        ("feed", "In feeds and spreadsheets that others load from this site"),
                        ("print", "On paper, when someone prints the page"),
                        ("reuse", "In what others make of it: they may copy it and use it again"),
                    ],
                    max_length=20,
                ),
                size=None,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="comment_decisions_are_only_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4bbf59e9132419c31957f41f197aa068b8a479d4",
                    operation="DELETE",
                    pgid="pgtrigger_comment_decisions_are_only_added_8c9b2",
                    table="learning_commentdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="comment_decisions_stay_but_for_notes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."comment_id" IS DISTINCT FROM (NEW."comment_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."at" IS DISTINCT FROM (NEW."at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d8a2a219c85fc80a31d1eb3707df23935e2c4658",
                    operation="UPDATE",
                    pgid="pgtrigger_comment_decisions_stay_but_for_notes_ac246",
                    table="learning_commentdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="comment_notes_are_only_erased",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."note" IS DISTINCT FROM (NEW."note") AND NOT (NEW."note" = \'Erased with the words of the entry.\'))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="231403cbebbe772c9466ef9c57f33644007dd14b",
                    operation="UPDATE",
                    pgid="pgtrigger_comment_notes_are_only_erased_8ad50",
                    table="learning_commentdecision",
                    when="BEFORE",
                ),
            ),
        ),
    ]
