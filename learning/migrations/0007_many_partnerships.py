"""What the columns of before held has moved; the rules of the new ones hold from here on."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0006_first_revisions")]

    operations = [
        migrations.RemoveField(
            model_name="casestudy",
            name="partnership",
        ),
        migrations.RemoveField(
            model_name="casestudyevent",
            name="partnership",
        ),
        migrations.RemoveField(
            model_name="casestudyevent",
            name="source_url",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casestudy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "learning_casestudyevent" ("author_id", "changed_at", "created_at", "id", "last_edited_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "retired_at", "revision", "source_note", "state", "submission", "submitted_at", "withdrawn_at", "words_revision") VALUES (NEW."author_id", NEW."changed_at", NEW."created_at", NEW."id", NEW."last_edited_by_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."retired_at", NEW."revision", NEW."source_note", NEW."state", NEW."submission", NEW."submitted_at", NEW."withdrawn_at", NEW."words_revision"); RETURN NULL;',
                    hash="d4461f4b9aaea8c98495e993f021b23c28721da0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e88ee",
                    table="learning_casestudy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casestudy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."last_edited_by_id" IS DISTINCT FROM (NEW."last_edited_by_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."words_revision" IS DISTINCT FROM (NEW."words_revision"))',
                    func='INSERT INTO "learning_casestudyevent" ("author_id", "changed_at", "created_at", "id", "last_edited_by_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "retired_at", "revision", "source_note", "state", "submission", "submitted_at", "withdrawn_at", "words_revision") VALUES (NEW."author_id", NEW."changed_at", NEW."created_at", NEW."id", NEW."last_edited_by_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."retired_at", NEW."revision", NEW."source_note", NEW."state", NEW."submission", NEW."submitted_at", NEW."withdrawn_at", NEW."words_revision"); RETURN NULL;',
                    hash="ffbf289b8d47d56eacbd0b57bc4cad82776bafee",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_160d4",
                    table="learning_casestudy",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("published", "retired", "withdrawn")),
                        ("published_at__isnull", False),
                        ("revision__gte", 1),
                    ),
                    models.Q(
                        models.Q(("state__in", ("published", "retired", "withdrawn")), _negated=True),
                        ("published_at__isnull", True),
                        ("revision", 0),
                    ),
                    _connector="OR",
                ),
                name="published_iff_published_at_and_revised",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "withdrawn")),
                    models.Q(
                        models.Q(("summary", ""), _negated=True),
                        models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("changed_for_people", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="submitted_only_with_summary_and_account",
            ),
        ),
    ]
