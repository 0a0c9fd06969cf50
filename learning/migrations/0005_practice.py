"""Everything a case study can tell, and revisions of it."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import learning.models.searching


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0004_themes_become_terms"),
        ("partnerships", "0006_parts_taken_back_the_day_they_began"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="casestudy", name="case_study_search"),
        migrations.RemoveField(model_name="casestudy", name="search"),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for review"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Moderators read it now; once it is published, so can everyone",
                        max_length=500,
                        verbose_name="what changes, and why",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                "ordering": ("case_study", "number"),
            },
        ),
        migrations.CreateModel(
            name="RevisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for review"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="casestudy",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="casestudy",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="casestudy",
            name="published_iff_published_at",
        ),
        migrations.RemoveConstraint(
            model_name="casestudy",
            name="submitted_only_with_summary_and_text",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="returned_or_withdrawn_with_a_note",
        ),
        migrations.AddField(
            model_name="casestudy",
            name="changed_for_people",
            field=models.TextField(blank=True, max_length=10000, verbose_name="what changed for people"),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="changed_for_services",
            field=models.TextField(blank=True, max_length=10000, verbose_name="what changed for services"),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="changed_for_staff",
            field=models.TextField(blank=True, max_length=10000, verbose_name="what changed for staff"),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="contact_role",
            field=models.CharField(
                blank=True,
                help_text="A role rather than a person, such as “engagement officer”. Everyone can read this.",
                max_length=120,
                verbose_name="whom to ask",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="did_not_work",
            field=models.TextField(
                blank=True,
                help_text="Readers learn most from this",
                max_length=10000,
                verbose_name="what did not work",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="ended_in",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Leave it empty if it goes on, or if nobody knows",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1900),
                    django.core.validators.MaxValueValidator(2100),
                ],
                verbose_name="year it ended",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="evidence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("project", "Told by the project"),
                    ("participants", "Told by those who took part"),
                    ("measured", "Measured locally"),
                    ("evaluated", "Independently evaluated"),
                ],
                max_length=20,
                verbose_name="how it is known",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="kept",
            field=models.CharField(
                blank=True,
                choices=[
                    ("inform", "Inform: we tell you what is happening and why"),
                    ("consult", "Consult: we ask, and tell you what came of it"),
                    ("involve", "Involve: we work with you so that your concerns shape the options"),
                    ("collaborate", "Collaborate: we look for the answer together"),
                    ("co_produce", "Co-produce: we decide and do it together"),
                    ("community_led", "Community-led: the community decides, we support"),
                ],
                max_length=20,
                verbose_name="what happened in fact",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="kind",
            field=models.CharField(
                choices=[
                    ("practice", "A practice: what was done together"),
                    ("story", "One person’s story, told by them or for them"),
                ],
                default="practice",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="learned",
            field=models.TextField(blank=True, max_length=10000, verbose_name="what was learned"),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="licence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reserved", "All rights reserved: ask before you copy it"),
                    ("cc-by-4.0", "CC BY 4.0: reuse it and say where it is from"),
                    ("cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0: reuse it without charge, on the same terms"),
                    ("ogl-3.0", "Open Government Licence 3.0"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="localities",
            field=models.CharField(
                blank=True,
                help_text="As people there call them",
                max_length=300,
                verbose_name="localities or neighbourhoods",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="money",
            field=models.CharField(
                blank=True, help_text="A range will do", max_length=300, verbose_name="money it took"
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="partners",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="A list of {name, brought, leads}",
                verbose_name="who worked together, and what each brought",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="partnerships",
            field=models.ManyToManyField(
                blank=True,
                related_name="case_studies",
                to="partnerships.partnership",
                verbose_name="health and social care partnerships",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="people_needed",
            field=models.CharField(blank=True, max_length=300, verbose_name="people it took"),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="power_in_decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("organisations", "Organisations alone"),
                    ("asked", "Organisations, after asking people"),
                    ("shared", "People and organisations together"),
                    ("people", "People and communities themselves"),
                ],
                max_length=20,
                verbose_name="say in the decision",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="power_in_delivery",
            field=models.CharField(
                blank=True,
                choices=[
                    ("organisations", "Organisations alone"),
                    ("asked", "Organisations, after asking people"),
                    ("shared", "People and organisations together"),
                    ("people", "People and communities themselves"),
                ],
                max_length=20,
                verbose_name="say in the delivery",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="power_in_design",
            field=models.CharField(
                blank=True,
                choices=[
                    ("organisations", "Organisations alone"),
                    ("asked", "Organisations, after asking people"),
                    ("shared", "People and organisations together"),
                    ("people", "People and communities themselves"),
                ],
                max_length=20,
                verbose_name="say in the design",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="power_in_evaluation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("organisations", "Organisations alone"),
                    ("asked", "Organisations, after asking people"),
                    ("shared", "People and organisations together"),
                    ("people", "People and communities themselves"),
                ],
                max_length=20,
                verbose_name="say in the evaluation",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="power_shared",
            field=models.TextField(
                blank=True, max_length=10000, verbose_name="more about how power was shared"
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="promised",
            field=models.CharField(
                blank=True,
                choices=[
                    ("inform", "Inform: we tell you what is happening and why"),
                    ("consult", "Consult: we ask, and tell you what came of it"),
                    ("involve", "Involve: we work with you so that your concerns shape the options"),
                    ("collaborate", "Collaborate: we look for the answer together"),
                    ("co_produce", "Co-produce: we decide and do it together"),
                    ("community_led", "Community-led: the community decides, we support"),
                ],
                max_length=20,
                verbose_name="promise made to people",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="retired_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="review_by",
            field=models.DateField(
                blank=True,
                help_text="Two years on, unless you choose another day",
                null=True,
                verbose_name="look at it again by",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="revision",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="shows",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("words", "Their own words, or what happened to them"),
                        ("real_name", "Their real name"),
                        ("first_name", "Their first name"),
                        ("invented_name", "An invented name"),
                        ("picture", "A picture of them"),
                        ("film", "Film of them, or their voice"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                help_text="Whatever is ticked needs the consent of the person before it can be published",
                size=None,
                verbose_name="what it shows of people",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="started_in",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Four figures, such as 2019",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1900),
                    django.core.validators.MaxValueValidator(2100),
                ],
                verbose_name="year it began",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="time_taken",
            field=models.CharField(
                blank=True, help_text="A range will do", max_length=300, verbose_name="time it took"
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="who_took_part",
            field=models.TextField(
                blank=True, max_length=10000, verbose_name="who took part, and how they were reached"
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="words_revision",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="casestudyevent",
            name="retired_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="casestudyevent",
            name="revision",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="casestudyevent",
            name="words_revision",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="decision",
            name="revision",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="The number of the revision it was about; empty for the whole entry",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="casestudy",
            name="source_url",
            field=models.URLField(blank=True, max_length=500, verbose_name="link to more about it"),
        ),
        migrations.AlterField(
            model_name="casestudy",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Waiting for review"),
                    ("returned", "Returned"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("retired", "Retired"),
                ],
                default="draft",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="casestudy",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="Two or three sentences: what was done, by whom, and what changed",
                max_length=600,
                verbose_name="summary in plain language",
            ),
        ),
        migrations.AlterField(
            model_name="casestudy",
            name="text",
            field=models.TextField(blank=True, max_length=40000, verbose_name="what was done"),
        ),
        migrations.AlterField(
            model_name="casestudyevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Waiting for review"),
                    ("returned", "Returned"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("retired", "Retired"),
                ],
                default="draft",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="from_state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Waiting for review"),
                    ("returned", "Returned"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("retired", "Retired"),
                ],
                max_length=20,
                verbose_name="from",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="step",
            field=models.CharField(
                choices=[
                    ("submit", "Submitted for review"),
                    ("send_back", "Returned to the authors"),
                    ("publish", "Published"),
                    ("withdraw", "Withdrawn"),
                    ("retire", "Retired"),
                    ("reinstate", "Put back into the lists"),
                    ("revise", "Next revision begun"),
                    ("drop", "Next revision dropped"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="to_state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Waiting for review"),
                    ("returned", "Returned"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("retired", "Retired"),
                ],
                max_length=20,
                verbose_name="to",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "learning_termevent" ("definition", "id", "is_in_use", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "taxonomy") VALUES (NEW."definition", NEW."id", NEW."is_in_use", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."taxonomy"); RETURN NULL;',
                    hash="e3685ea5a93503c32733d68993e73def351962dd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cca05",
                    table="learning_term",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "learning_termevent" ("definition", "id", "is_in_use", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "taxonomy") VALUES (NEW."definition", NEW."id", NEW."is_in_use", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."taxonomy"); RETURN NULL;',
                    hash="247e70b0c4f8d18a3ada87d51aa31a2c21ff6a65",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cc94b",
                    table="learning_term",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_in__isnull", True),
                    ("started_in__isnull", True),
                    ("ended_in__gte", models.F("started_in")),
                    _connector="OR",
                ),
                name="casestudy_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(("words_revision__lte", models.F("revision"))),
                name="words_are_of_a_revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "retired"), ("retired_at__isnull", False)),
                    models.Q(models.Q(("state", "retired"), _negated=True), ("retired_at__isnull", True)),
                    _connector="OR",
                ),
                name="retired_iff_retired_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__in", ("send_back", "withdraw", "retire")), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="returned_withdrawn_or_retired_with_a_note",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="case_study",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="learning.casestudy"
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="last_edited_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revisionevent",
            name="author",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revisionevent",
            name="case_study",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="learning.casestudy",
            ),
        ),
        migrations.AddField(
            model_name="revisionevent",
            name="last_edited_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revisionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="revisionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="learning.revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("case_study", "number"), name="revision_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "submitted", "returned"))),
                fields=("case_study",),
                name="one_revision_in_progress",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("draft", "submitted", "returned", "published"))),
                name="revision_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", False), ("state", "published")),
                    models.Q(models.Q(("state", "published"), _negated=True), ("published_at__isnull", True)),
                    _connector="OR",
                ),
                name="revision_published_iff_published_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("submitted", "returned")), _negated=True),
                    ("submitted_at__isnull", False),
                    _connector="OR",
                ),
                name="revision_reviewed_only_when_submitted",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "learning_revisionevent" ("author_id", "case_study_id", "changed_at", "created_at", "id", "last_edited_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "state", "submission", "submitted_at") VALUES (NEW."author_id", NEW."case_study_id", NEW."changed_at", NEW."created_at", NEW."id", NEW."last_edited_by_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."state", NEW."submission", NEW."submitted_at"); RETURN NULL;',
                    hash="1440c0d5897b54b1fccd1f30445566326afff76e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_45b4f",
                    table="learning_revision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="revision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."case_study_id" IS DISTINCT FROM (NEW."case_study_id") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."last_edited_by_id" IS DISTINCT FROM (NEW."last_edited_by_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at"))',
                    func='INSERT INTO "learning_revisionevent" ("author_id", "case_study_id", "changed_at", "created_at", "id", "last_edited_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "state", "submission", "submitted_at") VALUES (NEW."author_id", NEW."case_study_id", NEW."changed_at", NEW."created_at", NEW."id", NEW."last_edited_by_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."state", NEW."submission", NEW."submitted_at"); RETURN NULL;',
                    hash="c6a1940c8e9bf8ad495aa45f4e725469bef17d24",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_26d3b",
                    table="learning_revision",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.CombinedSearchVector(
                    django.contrib.postgres.search.CombinedSearchVector(
                        django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    "title", config="coproduce_english", weight="A"
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "summary", config="coproduce_english", weight="B"
                                ),
                                django.contrib.postgres.search.SearchConfig("coproduce_english"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "changed_for_people",
                                "learned",
                                "did_not_work",
                                config="coproduce_english",
                                weight="C",
                            ),
                            django.contrib.postgres.search.SearchConfig("coproduce_english"),
                        ),
                        "||",
                        django.contrib.postgres.search.SearchVector(
                            "text",
                            "who_took_part",
                            "power_shared",
                            "changed_for_services",
                            "changed_for_staff",
                            "localities",
                            config="coproduce_english",
                            weight="D",
                        ),
                        django.contrib.postgres.search.SearchConfig("coproduce_english"),
                    ),
                    "||",
                    learning.models.searching.PartnersVector("partners"),
                    django.contrib.postgres.search.SearchConfig("coproduce_english"),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=django.contrib.postgres.indexes.GinIndex(fields=("search",), name="case_study_search"),
        ),
    ]
