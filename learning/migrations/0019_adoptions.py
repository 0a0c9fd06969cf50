"""Who tries a practice elsewhere, how far they are, and what they answer to news of it."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0018_bookmarks_and_comments"),
        ("partnerships", "0006_parts_taken_back_the_day_they_began"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("follows", models.PositiveSmallIntegerField(verbose_name="revision it follows")),
                ("changed", models.TextField(blank=True, max_length=2000, verbose_name="what you changed")),
                ("happened", models.TextField(blank=True, max_length=2000, verbose_name="what happened")),
                ("stopped_on", models.DateField(editable=False, null=True)),
                (
                    "why_stopped",
                    models.TextField(blank=True, max_length=2000, verbose_name="why you stopped"),
                ),
                ("contact_role", models.CharField(blank=True, max_length=120, verbose_name="whom to ask")),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "became",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adapted_from",
                        to="learning.casestudy",
                    ),
                ),
                (
                    "case_study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="learning.casestudy",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="partnerships.partnership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AdoptionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("follow", "We follow the new revision"),
                            ("no_difference", "It makes no difference to us"),
                            ("looking", "We are looking at it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "adoption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="learning.adoption",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning.decision"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="AdoptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("follows", models.PositiveSmallIntegerField(verbose_name="revision it follows")),
                ("stopped_on", models.DateField(editable=False, null=True)),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "became",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="learning.casestudy",
                    ),
                ),
                (
                    "case_study",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="learning.casestudy",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="learning.adoption",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdoptionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("considering", "Considering it"),
                            ("trying", "Trying it"),
                            ("adopted", "Adopted"),
                            ("stopped", "Stopped"),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "adoption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="learning.adoption",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("partnership__isnull", True), ("organisation__isnull", True), _connector="XOR"
                ),
                name="adopted_by_a_partnership_or_an_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=("case_study", "partnership"),
                name="one_open_adoption_of_a_partnership",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=("case_study", "organisation"),
                name="one_open_adoption_of_an_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stopped_on__isnull", False), models.Q(("why_stopped", ""), _negated=True)),
                    models.Q(("stopped_on__isnull", True), ("why_stopped", "")),
                    _connector="OR",
                ),
                name="stopped_iff_it_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows__gte", 1)), name="follows_a_revision"
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("became", models.F("case_study")), _negated=True),
                name="became_another_entry",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "learning_adoptionevent" ("became_id", "case_study_id", "follows", "id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "stopped_on", "submission") VALUES (NEW."became_id", NEW."case_study_id", NEW."follows", NEW."id", NEW."organisation_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."stopped_on", NEW."submission"); RETURN NULL;',
                    hash="77767ba46c9040ca5b3d15076edb783c40ec3313",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_992a5",
                    table="learning_adoption",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoption",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."became_id" IS DISTINCT FROM (NEW."became_id") OR OLD."case_study_id" IS DISTINCT FROM (NEW."case_study_id") OR OLD."follows" IS DISTINCT FROM (NEW."follows") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."partnership_id" IS DISTINCT FROM (NEW."partnership_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."stopped_on" IS DISTINCT FROM (NEW."stopped_on") OR OLD."submission" IS DISTINCT FROM (NEW."submission"))',
                    func='INSERT INTO "learning_adoptionevent" ("became_id", "case_study_id", "follows", "id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "stopped_on", "submission") VALUES (NEW."became_id", NEW."case_study_id", NEW."follows", NEW."id", NEW."organisation_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."stopped_on", NEW."submission"); RETURN NULL;',
                    hash="185c9e70eea72e2d4cef970856077bef770c8f7f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b5b0b",
                    table="learning_adoption",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoptionanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="adoption_answers_are_only_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="70bad0f54d69e92819270378eeb6c4a0c0f42184",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_adoption_answers_are_only_added_d4cc4",
                    table="learning_adoptionanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adoptionstep",
            trigger=pgtrigger.compiler.Trigger(
                name="adoption_steps_are_only_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a9b40fa89e14d4aeaad9b0b4ac3847aa4ef6d433",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_adoption_steps_are_only_added_97d48",
                    table="learning_adoptionstep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
