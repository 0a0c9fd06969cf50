import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import coproduce.migrating
import partnerships.models.registers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("partnerships", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        coproduce.migrating.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="councilarea",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="councilarea",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="engagement",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="engagement",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="organisation",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="organisation",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="partnership",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="partnership",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="strategicplan",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="strategicplan",
                    name="update_update",
                ),
            ],
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="CalendarKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                        ("made_at", models.DateTimeField()),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_key",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CapacityAssessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("made_on", models.DateField(verbose_name="day of the assessment")),
                        (
                            "took_part",
                            models.TextField(max_length=1000, verbose_name="who took part in judging"),
                        ),
                        ("summary", models.TextField(blank=True, max_length=4000)),
                        ("shared_at", models.DateTimeField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="capacity_assessments",
                                to="partnerships.partnership",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-made_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CapacityAssessmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("made_on", models.DateField(verbose_name="day of the assessment")),
                        (
                            "took_part",
                            models.TextField(max_length=1000, verbose_name="who took part in judging"),
                        ),
                        ("summary", models.TextField(blank=True, max_length=4000)),
                        ("shared_at", models.DateTimeField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "created_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="partnerships.capacityassessment",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CapacityJudgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("staff", "Our staff"),
                                    ("ways_of_working", "Our ways of working"),
                                    ("outcomes", "Our use of personal outcomes (Talking Points)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "aspect",
                            models.CharField(
                                choices=[
                                    ("skills", "Skills"),
                                    ("confidence", "Confidence"),
                                    ("support", "Support"),
                                    ("experience", "Experience"),
                                    ("quality_of_life", "Quality of life"),
                                    ("process", "How people are treated"),
                                    ("change", "Change"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(4),
                                ]
                            ),
                        ),
                        ("evidence", models.TextField(max_length=2000)),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="judgements",
                                to="partnerships.capacityassessment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("assessment", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "subject", "aspect"),
                                name="one_capacity_judgement_an_aspect",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__range", (1, 4))),
                                name="capacity_level_from_1_to_4",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CapacityJudgementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("staff", "Our staff"),
                                    ("ways_of_working", "Our ways of working"),
                                    ("outcomes", "Our use of personal outcomes (Talking Points)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "aspect",
                            models.CharField(
                                choices=[
                                    ("skills", "Skills"),
                                    ("confidence", "Confidence"),
                                    ("support", "Support"),
                                    ("experience", "Experience"),
                                    ("quality_of_life", "Quality of life"),
                                    ("process", "How people are treated"),
                                    ("change", "Change"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(4),
                                ]
                            ),
                        ),
                        ("evidence", models.TextField(max_length=2000)),
                        (
                            "assessment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.capacityassessment",
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
                                to="partnerships.capacityjudgement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Claim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("statement", models.TextField(max_length=1000, verbose_name="what they do there")),
                        ("made_at", models.DateTimeField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("approved", "Approved"),
                                    ("refused", "Refused"),
                                ],
                                default="waiting",
                                max_length=20,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="partnerships.organisation",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("made_at", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "waiting")),
                                fields=("organisation", "user"),
                                name="one_claim_waiting_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("outcome", "waiting"),
                                    ),
                                    models.Q(
                                        models.Q(("outcome", "waiting"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="claim_decided_iff_by_someone",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        ("withdrawn_at", models.DateTimeField()),
                        (
                            "evidence",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="partnerships.stageevidence",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ExpressedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("said", models.TextField(max_length=1000, verbose_name="you said")),
                        (
                            "response",
                            models.TextField(blank=True, max_length=2000, verbose_name="our response"),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("followed", "We did it"),
                                    ("partly", "We did part of it"),
                                    ("not_followed", "We did not do it"),
                                ],
                                max_length=20,
                                verbose_name="what was decided",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it was not followed"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, null=True, verbose_name="day of the decision"),
                        ),
                        (
                            "feedback_due",
                            models.DateField(
                                blank=True, null=True, verbose_name="day by which people are told"
                            ),
                        ),
                        (
                            "fed_back_on",
                            models.DateField(blank=True, null=True, verbose_name="day people were told"),
                        ),
                        (
                            "channel",
                            models.CharField(blank=True, max_length=300, verbose_name="how people were told"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "engagement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="views",
                                to="partnerships.engagement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("engagement", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("decided_on__isnull", True),
                                        ("feedback_due__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("decided_on__isnull", False),
                                        ("feedback_due__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="view_answered_iff_decided_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer__in", ("", "followed")),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="view_not_followed_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fed_back_on__isnull", True),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        models.Q(("channel", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="people_told_of_a_decision_through_a_channel",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpressedViewEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("said", models.TextField(max_length=1000, verbose_name="you said")),
                        (
                            "response",
                            models.TextField(blank=True, max_length=2000, verbose_name="our response"),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("followed", "We did it"),
                                    ("partly", "We did part of it"),
                                    ("not_followed", "We did not do it"),
                                ],
                                max_length=20,
                                verbose_name="what was decided",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it was not followed"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, null=True, verbose_name="day of the decision"),
                        ),
                        (
                            "feedback_due",
                            models.DateField(
                                blank=True, null=True, verbose_name="day by which people are told"
                            ),
                        ),
                        (
                            "fed_back_on",
                            models.DateField(blank=True, null=True, verbose_name="day people were told"),
                        ),
                        (
                            "channel",
                            models.CharField(blank=True, max_length=300, verbose_name="how people were told"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "engagement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.engagement",
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
                                to="partnerships.expressedview",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Identifier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("oscr", "Scottish charity number (OSCR)"),
                                    ("companies_house", "Companies House number"),
                                    ("ods", "NHS organisation code (ODS)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.CharField(max_length=20, verbose_name="number")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="identifiers",
                                to="partnerships.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("scheme", "value"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scheme", "value"), name="one_organisation_an_identifier"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdentifierEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("oscr", "Scottish charity number (OSCR)"),
                                    ("companies_house", "Companies House number"),
                                    ("ods", "NHS organisation code (ODS)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.CharField(max_length=20, verbose_name="number")),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.organisation",
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
                                to="partnerships.identifier",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ImprovementAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("action", models.CharField(max_length=500, verbose_name="what will be done")),
                        (
                            "owner",
                            models.CharField(
                                help_text="A role, not a person's name",
                                max_length=200,
                                verbose_name="who sees to it",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="day by which it is done")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="day it was done")),
                        (
                            "result",
                            models.CharField(blank=True, max_length=500, verbose_name="what came of it"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="partnerships.capacityassessment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ImprovementActionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("action", models.CharField(max_length=500, verbose_name="what will be done")),
                        (
                            "owner",
                            models.CharField(
                                help_text="A role, not a person's name",
                                max_length=200,
                                verbose_name="who sees to it",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="day by which it is done")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="day it was done")),
                        (
                            "result",
                            models.CharField(blank=True, max_length=500, verbose_name="what came of it"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "assessment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.capacityassessment",
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
                                to="partnerships.improvementaction",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Locality",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("gaelic_name", models.CharField(blank=True, max_length=200)),
                        (
                            "description",
                            models.TextField(blank=True, max_length=2000, verbose_name="what it covers"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="localities",
                                to="partnerships.partnership",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "localities",
                        "ordering": (django.db.models.functions.text.Lower("name"), "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gt", models.F("since")),
                                    _connector="OR",
                                ),
                                name="locality_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(
                                models.F("partnership"),
                                django.db.models.functions.text.Lower("name"),
                                condition=models.Q(("until__isnull", True)),
                                name="one_open_locality_of_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("strategic_planning_group", "Strategic planning group"),
                                    ("integration_joint_board", "Integration joint board"),
                                    (
                                        "integration_joint_monitoring_committee",
                                        "Integration joint monitoring committee",
                                    ),
                                    ("locality_group", "Locality group"),
                                    ("network", "Network"),
                                ],
                                max_length=50,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("purpose", models.TextField(blank=True, max_length=2000)),
                        (
                            "clear_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Whole days between the day papers are sent and the day of the meeting",
                                verbose_name="clear days for papers",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
                                to="partnerships.partnership",
                            ),
                        ),
                        (
                            "locality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
                                to="partnerships.locality",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "bodies",
                        "ordering": ("partnership", "kind", "name", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gt", models.F("since")),
                                    _connector="OR",
                                ),
                                name="body_ends_after_it_starts",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        (
                                            "strategic_planning_group",
                                            "integration_joint_board",
                                            "integration_joint_monitoring_committee",
                                        ),
                                    )
                                ),
                                expressions=(
                                    ("partnership", "="),
                                    ("kind", "="),
                                    (partnerships.models.registers.DateRange("since", "until"), "&&"),
                                ),
                                name="one_statutory_body_of_a_kind_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "integration_joint_board"), _negated=True),
                                    ("clear_days__gte", 5),
                                    _connector="OR",
                                ),
                                name="joint_board_papers_five_clear_days_ahead",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "locality_group"), _negated=True),
                                    ("locality__isnull", False),
                                    _connector="OR",
                                ),
                                name="locality_group_has_a_locality",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("strategic_planning_group", "Strategic planning group"),
                                    ("integration_joint_board", "Integration joint board"),
                                    (
                                        "integration_joint_monitoring_committee",
                                        "Integration joint monitoring committee",
                                    ),
                                    ("locality_group", "Locality group"),
                                    ("network", "Network"),
                                ],
                                max_length=50,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("purpose", models.TextField(blank=True, max_length=2000)),
                        (
                            "clear_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Whole days between the day papers are sent and the day of the meeting",
                                verbose_name="clear days for papers",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "partnership",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="partnerships.body",
                            ),
                        ),
                        (
                            "locality",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.locality",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Evaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="as on")),
                        ("findings", models.JSONField()),
                        ("kept_at", models.DateTimeField()),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluations",
                                to="partnerships.body",
                            ),
                        ),
                        (
                            "kept_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-on", "-kept_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="LocalityDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("decided_on", models.DateField()),
                        (
                            "consulted",
                            models.TextField(max_length=4000, verbose_name="who was consulted, and how"),
                        ),
                        (
                            "contributed",
                            models.TextField(
                                max_length=4000, verbose_name="what it contributed to the decision"
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=1000)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                related_name="locality_decisions",
                                to="partnerships.statutorygroup",
                            ),
                        ),
                        (
                            "locality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="partnerships.locality",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-decided_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="LocalityDecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("decided_on", models.DateField()),
                        (
                            "consulted",
                            models.TextField(max_length=4000, verbose_name="who was consulted, and how"),
                        ),
                        (
                            "contributed",
                            models.TextField(
                                max_length=4000, verbose_name="what it contributed to the decision"
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=1000)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "locality",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.locality",
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
                                to="partnerships.localitydecision",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LocalityEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("gaelic_name", models.CharField(blank=True, max_length=200)),
                        (
                            "description",
                            models.TextField(blank=True, max_length=2000, verbose_name="what it covers"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "partnership",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="partnerships.locality",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        ("starts", models.TimeField(blank=True, null=True, verbose_name="start time")),
                        ("place", models.CharField(blank=True, max_length=300)),
                        (
                            "papers_due",
                            models.DateField(
                                blank=True,
                                help_text="Only if earlier than the body's clear days ask for",
                                null=True,
                                verbose_name="papers due",
                            ),
                        ),
                        ("papers_sent", models.DateField(blank=True, null=True, verbose_name="papers sent")),
                        ("minutes_link", models.URLField(blank=True, max_length=1000)),
                        ("cancelled_on", models.DateField(blank=True, null=True)),
                        ("cancel_reason", models.CharField(blank=True, max_length=500)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="partnerships.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("on", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("cancelled_on__isnull", True)),
                                fields=("body", "on"),
                                name="one_meeting_of_a_body_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancelled_on__isnull", False),
                                        models.Q(("cancel_reason", ""), _negated=True),
                                    ),
                                    models.Q(("cancel_reason", ""), ("cancelled_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="meeting_cancelled_iff_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("papers_due__isnull", True),
                                    ("papers_due__lt", models.F("on")),
                                    _connector="OR",
                                ),
                                name="papers_due_before_the_meeting",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("on", models.DateField(verbose_name="day")),
                        ("starts", models.TimeField(blank=True, null=True, verbose_name="start time")),
                        ("place", models.CharField(blank=True, max_length=300)),
                        (
                            "papers_due",
                            models.DateField(
                                blank=True,
                                help_text="Only if earlier than the body's clear days ask for",
                                null=True,
                                verbose_name="papers due",
                            ),
                        ),
                        ("papers_sent", models.DateField(blank=True, null=True, verbose_name="papers sent")),
                        ("minutes_link", models.URLField(blank=True, max_length=1000)),
                        ("cancelled_on", models.DateField(blank=True, null=True)),
                        ("cancel_reason", models.CharField(blank=True, max_length=500)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.body",
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
                                to="partnerships.meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "before",
                            models.JSONField(
                                help_text="Every field of both as they were, and every row that was moved"
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges",
                                to="partnerships.organisation",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "merged",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_in",
                                to="partnerships.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-made_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=255)),
                        ("text", models.TextField()),
                        ("report", models.JSONField(default=dict)),
                        ("made_at", models.DateTimeField()),
                        ("imported_at", models.DateTimeField(blank=True, null=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-made_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="OtherName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="other_names",
                                to="partnerships.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": (django.db.models.functions.text.Lower("name"), "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("organisation"),
                                django.db.models.functions.text.Lower("name"),
                                name="one_other_name_once_an_organisation",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OtherNameEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.organisation",
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
                                to="partnerships.othername",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PartnershipPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("hosts_network", "Hosts the engagement network"),
                                    ("provides_care", "Provides care"),
                                    ("nominates", "Nominates to the strategic planning group"),
                                    ("supports_people", "Supports people to take part"),
                                    ("consulted", "Is consulted"),
                                    ("constituent", "Constituent authority"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=300)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="partnerships.organisation",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="partnerships.partnership",
                            ),
                        ),
                    ],
                    options={
                        "ordering": (
                            "partnership__name",
                            "part",
                            models.OrderBy(models.F("since"), nulls_first=True),
                            "pk",
                        ),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gt", models.F("since")),
                                    _connector="OR",
                                ),
                                name="partnership_part_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartnershipPartEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("hosts_network", "Hosts the engagement network"),
                                    ("provides_care", "Provides care"),
                                    ("nominates", "Nominates to the strategic planning group"),
                                    ("supports_people", "Supports people to take part"),
                                    ("consulted", "Is consulted"),
                                    ("constituent", "Constituent authority"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=300)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.organisation",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="partnerships.partnershippart",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PerformanceReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year_ending", models.DateField(verbose_name="reporting year ends on")),
                        ("published_on", models.DateField()),
                        ("link", models.URLField(max_length=1000)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="performance_reports",
                                to="partnerships.partnership",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-year_ending",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("partnership", "year_ending"), name="one_performance_report_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year_ending__day", 31), ("year_ending__month", 3)),
                                name="reporting_year_ends_on_31_march",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PerformanceReportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year_ending", models.DateField(verbose_name="reporting year ends on")),
                        ("published_on", models.DateField()),
                        ("link", models.URLField(max_length=1000)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "partnership",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="partnerships.performancereport",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlannedStage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("opens_on", models.DateField(blank=True, null=True, verbose_name="opens on")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                        ("not_applicable_because", models.CharField(blank=True, max_length=500)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_stages",
                                to="partnerships.strategicplan",
                            ),
                        ),
                        (
                            "stage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_stages",
                                to="partnerships.planstage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("plan", "stage__order"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "stage"), name="one_planned_stage_of_a_plan"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens_on__isnull", True),
                                    ("due_on__isnull", True),
                                    ("due_on__gte", models.F("opens_on")),
                                    _connector="OR",
                                ),
                                name="planned_stage_is_done_after_it_opens",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedStageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("opens_on", models.DateField(blank=True, null=True, verbose_name="opens on")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                        ("not_applicable_because", models.CharField(blank=True, max_length=500)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
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
                                to="partnerships.plannedstage",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.strategicplan",
                            ),
                        ),
                        (
                            "stage",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.planstage",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("decided_on", models.DateField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("keep", "Keep the plan as it is"), ("replace", "Replace the plan")],
                                max_length=20,
                            ),
                        ),
                        (
                            "planning_group_views",
                            models.TextField(
                                max_length=4000, verbose_name="what the strategic planning group said"
                            ),
                        ),
                        ("reason", models.TextField(max_length=4000, verbose_name="reason for the decision")),
                        ("link", models.URLField(blank=True, max_length=1000)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="partnerships.strategicplan",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("decided_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SchemeReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("done_on", models.DateField(verbose_name="day it was approved or reviewed")),
                        ("note", models.TextField(blank=True, max_length=2000)),
                        ("link", models.URLField(blank=True, max_length=1000)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scheme_reviews",
                                to="partnerships.partnership",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-done_on", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("partnership", "done_on"), name="one_scheme_review_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SchemeReviewEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("done_on", models.DateField(verbose_name="day it was approved or reviewed")),
                        ("note", models.TextField(blank=True, max_length=2000)),
                        ("link", models.URLField(blank=True, max_length=1000)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "partnership",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="partnerships.schemereview",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "filling",
                            models.CharField(
                                choices=[
                                    ("nominated", "Nominated"),
                                    ("elected", "Elected"),
                                    ("appointed", "Appointed after an open invitation"),
                                    ("ex_officio", "Comes with a post"),
                                    ("chosen", "Chosen by the partnership"),
                                ],
                                default="chosen",
                                max_length=20,
                                verbose_name="how it is filled",
                            ),
                        ),
                        (
                            "term_years",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="longest term in years"
                            ),
                        ),
                        (
                            "may_send",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("nobody", "Nobody"),
                                    ("deputy", "A deputy"),
                                    ("proxy", "A proxy, who may vote"),
                                ],
                                help_text="Empty: as the law says",
                                max_length=20,
                                verbose_name="whom its holder may send",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="partnerships.body",
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True, related_name="seats", to="partnerships.statutorygroup"
                            ),
                        ),
                        (
                            "locality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="partnerships.locality",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("body", "order", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gt", models.F("since")),
                                    _connector="OR",
                                ),
                                name="seat_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeatEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "filling",
                            models.CharField(
                                choices=[
                                    ("nominated", "Nominated"),
                                    ("elected", "Elected"),
                                    ("appointed", "Appointed after an open invitation"),
                                    ("ex_officio", "Comes with a post"),
                                    ("chosen", "Chosen by the partnership"),
                                ],
                                default="chosen",
                                max_length=20,
                                verbose_name="how it is filled",
                            ),
                        ),
                        (
                            "term_years",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="longest term in years"
                            ),
                        ),
                        (
                            "may_send",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("nobody", "Nobody"),
                                    ("deputy", "A deputy"),
                                    ("proxy", "A proxy, who may vote"),
                                ],
                                help_text="Empty: as the law says",
                                max_length=20,
                                verbose_name="whom its holder may send",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.body",
                            ),
                        ),
                        (
                            "locality",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.locality",
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
                                to="partnerships.seat",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SignificantDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("decided_on", models.DateField()),
                        (
                            "reason",
                            models.TextField(
                                max_length=4000, verbose_name="why it was taken outside the plan"
                            ),
                        ),
                        (
                            "planning_group_asked_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="day the strategic planning group was asked",
                            ),
                        ),
                        (
                            "planning_group_views",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="what the strategic planning group said",
                            ),
                        ),
                        (
                            "users_involved",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="how users of the service were involved and consulted",
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=1000)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="significant_decisions",
                                to="partnerships.partnership",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-decided_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SignificantDecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("decided_on", models.DateField()),
                        (
                            "reason",
                            models.TextField(
                                max_length=4000, verbose_name="why it was taken outside the plan"
                            ),
                        ),
                        (
                            "planning_group_asked_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="day the strategic planning group was asked",
                            ),
                        ),
                        (
                            "planning_group_views",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="what the strategic planning group said",
                            ),
                        ),
                        (
                            "users_involved",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="how users of the service were involved and consulted",
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=1000)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "partnership",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="partnerships.significantdecision",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StandardJudgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "standard",
                            models.CharField(
                                choices=[
                                    ("inclusion", "Inclusion"),
                                    ("support", "Support"),
                                    ("planning", "Planning"),
                                    ("working_together", "Working together"),
                                    ("methods", "Methods"),
                                    ("communication", "Communication"),
                                    ("impact", "Impact"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(6),
                                ]
                            ),
                        ),
                        ("evidence", models.TextField(max_length=1000)),
                        (
                            "engagement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="judgements",
                                to="partnerships.engagement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("engagement", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("engagement", "standard"), name="one_judgement_a_standard"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__range", (1, 6))),
                                name="standard_level_from_1_to_6",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("evidence", ""), _negated=True),
                                name="standard_level_has_evidence",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandardJudgementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "standard",
                            models.CharField(
                                choices=[
                                    ("inclusion", "Inclusion"),
                                    ("support", "Support"),
                                    ("planning", "Planning"),
                                    ("working_together", "Working together"),
                                    ("methods", "Methods"),
                                    ("communication", "Communication"),
                                    ("impact", "Impact"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(6),
                                ]
                            ),
                        ),
                        ("evidence", models.TextField(max_length=1000)),
                        (
                            "engagement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.engagement",
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
                                to="partnerships.standardjudgement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StatutoryRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("instrument", models.CharField(max_length=200)),
                        ("provision", models.CharField(max_length=200)),
                        (
                            "minimum",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="Seats; 0 means the group may have one"
                            ),
                        ),
                        ("per_locality", models.BooleanField(default=False)),
                        (
                            "only_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("joint_board", "Joint board, however many councils"),
                                    ("one_council", "Joint board of one council"),
                                    ("several_councils", "Joint board of several councils"),
                                    ("lead_agency", "Lead agency"),
                                ],
                                help_text="Empty: for all",
                                max_length=30,
                            ),
                        ),
                        (
                            "voting",
                            models.CharField(
                                blank=True,
                                choices=[("voting", "Votes"), ("non_voting", "Does not vote")],
                                help_text="Empty: the law does not say",
                                max_length=20,
                            ),
                        ),
                        (
                            "may_send",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("nobody", "Nobody"),
                                    ("deputy", "A deputy"),
                                    ("proxy", "A proxy, who may vote"),
                                ],
                                help_text="Empty: the law is silent",
                                max_length=20,
                            ),
                        ),
                        (
                            "term_years",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Longest term in years, such as 3 on a joint board (SSI 2014/285 art.7)",
                                null=True,
                            ),
                        ),
                        ("qualifying_condition", models.TextField(blank=True)),
                        ("notes", models.TextField(blank=True)),
                        ("source_url", models.URLField(blank=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rules",
                                to="partnerships.statutorygroup",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("group__order", models.OrderBy(models.F("since"), nulls_first=True)),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gt", models.F("since")),
                                    _connector="OR",
                                ),
                                name="statutory_rule_ends_after_it_starts",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=(
                                    ("group", "="),
                                    (partnerships.models.registers.DateRange("since", "until"), "&&"),
                                ),
                                name="one_statutory_rule_of_a_group_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatutoryRuleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("instrument", models.CharField(max_length=200)),
                        ("provision", models.CharField(max_length=200)),
                        (
                            "minimum",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="Seats; 0 means the group may have one"
                            ),
                        ),
                        ("per_locality", models.BooleanField(default=False)),
                        (
                            "only_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("joint_board", "Joint board, however many councils"),
                                    ("one_council", "Joint board of one council"),
                                    ("several_councils", "Joint board of several councils"),
                                    ("lead_agency", "Lead agency"),
                                ],
                                help_text="Empty: for all",
                                max_length=30,
                            ),
                        ),
                        (
                            "voting",
                            models.CharField(
                                blank=True,
                                choices=[("voting", "Votes"), ("non_voting", "Does not vote")],
                                help_text="Empty: the law does not say",
                                max_length=20,
                            ),
                        ),
                        (
                            "may_send",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("nobody", "Nobody"),
                                    ("deputy", "A deputy"),
                                    ("proxy", "A proxy, who may vote"),
                                ],
                                help_text="Empty: the law is silent",
                                max_length=20,
                            ),
                        ),
                        (
                            "term_years",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Longest term in years, such as 3 on a joint board (SSI 2014/285 art.7)",
                                null=True,
                            ),
                        ),
                        ("qualifying_condition", models.TextField(blank=True)),
                        ("notes", models.TextField(blank=True)),
                        ("source_url", models.URLField(blank=True)),
                        (
                            "group",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.statutorygroup",
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
                                to="partnerships.statutoryrule",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SupportOffer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("training", "Training"),
                                        ("mentoring", "Mentoring"),
                                        ("peer_support", "Peer support"),
                                        ("facilitation", "Facilitation"),
                                        ("evaluation", "Evaluation"),
                                        ("accessible_communication", "Accessible communication"),
                                        ("advocacy", "Advocacy"),
                                        ("community_development", "Community development"),
                                    ],
                                    max_length=40,
                                ),
                                size=None,
                                verbose_name="kinds of support",
                            ),
                        ),
                        ("description", models.TextField(max_length=4000, verbose_name="what it is")),
                        ("for_whom", models.TextField(max_length=1000, verbose_name="whom it is for")),
                        (
                            "how_to_ask",
                            models.TextField(
                                help_text="A shared mailbox or number; everyone can see this", max_length=1000
                            ),
                        ),
                        (
                            "cost",
                            models.CharField(
                                choices=[
                                    ("free", "Free"),
                                    ("expenses", "Free, expenses only"),
                                    ("charged", "There is a charge"),
                                    ("ask", "Ask about the cost"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("cost_detail", models.CharField(blank=True, max_length=300)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "council_areas",
                            models.ManyToManyField(
                                blank=True, related_name="support_offers", to="partnerships.councilarea"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="support_offers",
                                to="partnerships.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("title", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kinds__len__gt", 0)), name="offer_has_a_kind"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportOfferEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("training", "Training"),
                                        ("mentoring", "Mentoring"),
                                        ("peer_support", "Peer support"),
                                        ("facilitation", "Facilitation"),
                                        ("evaluation", "Evaluation"),
                                        ("accessible_communication", "Accessible communication"),
                                        ("advocacy", "Advocacy"),
                                        ("community_development", "Community development"),
                                    ],
                                    max_length=40,
                                ),
                                size=None,
                                verbose_name="kinds of support",
                            ),
                        ),
                        ("description", models.TextField(max_length=4000, verbose_name="what it is")),
                        ("for_whom", models.TextField(max_length=1000, verbose_name="whom it is for")),
                        (
                            "how_to_ask",
                            models.TextField(
                                help_text="A shared mailbox or number; everyone can see this", max_length=1000
                            ),
                        ),
                        (
                            "cost",
                            models.CharField(
                                choices=[
                                    ("free", "Free"),
                                    ("expenses", "Free, expenses only"),
                                    ("charged", "There is a charge"),
                                    ("ask", "Ask about the cost"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("cost_detail", models.CharField(blank=True, max_length=300)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.organisation",
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
                                to="partnerships.supportoffer",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Tenure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[("holder", "Holder"), ("deputy", "Deputy"), ("proxy", "Proxy")],
                                default="holder",
                                max_length=20,
                            ),
                        ),
                        (
                            "nominated_by",
                            models.CharField(
                                blank=True,
                                help_text="An organisation, group or network; never a person's name",
                                max_length=200,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tenures",
                                to="partnerships.organisation",
                                verbose_name="organisation represented",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tenures",
                                to="partnerships.seat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("seat", models.OrderBy(models.F("since"), nulls_first=True), "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gt", models.F("since")),
                                    _connector="OR",
                                ),
                                name="tenure_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("since__isnull", False)), name="tenure_has_a_first_day"
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=(
                                    ("seat", "="),
                                    ("standing", "="),
                                    (partnerships.models.registers.DateRange("since", "until"), "&&"),
                                ),
                                name="one_tenure_of_a_seat_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TenureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "since",
                            models.DateField(
                                blank=True,
                                help_text="Empty: since before our records",
                                null=True,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="First day on which it no longer applies. Empty: no end known",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[("holder", "Holder"), ("deputy", "Deputy"), ("proxy", "Proxy")],
                                default="holder",
                                max_length=20,
                            ),
                        ),
                        (
                            "nominated_by",
                            models.CharField(
                                blank=True,
                                help_text="An organisation, group or network; never a person's name",
                                max_length=200,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                                verbose_name="organisation represented",
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
                                to="partnerships.tenure",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.seat",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Turnout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("invited", models.PositiveIntegerField(blank=True, null=True)),
                        ("took_part", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "engagement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="turnouts",
                                to="partnerships.engagement",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="turnouts",
                                to="partnerships.statutorygroup",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("engagement", models.OrderBy(models.F("group__order"), nulls_last=True)),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("engagement", "group"),
                                name="one_turnout_a_group",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TurnoutEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("invited", models.PositiveIntegerField(blank=True, null=True)),
                        ("took_part", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "engagement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.engagement",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.statutorygroup",
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
                                to="partnerships.turnout",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.AddField(
                    model_name="councilarea",
                    name="gaelic_name",
                    field=models.CharField(blank=True, max_length=200),
                ),
                migrations.AddField(
                    model_name="councilareaevent",
                    name="gaelic_name",
                    field=models.CharField(blank=True, max_length=200),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="closed_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="cost_range",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("under_500", "Under £500"),
                            ("under_2000", "£500 to £2,000"),
                            ("under_10000", "£2,000 to £10,000"),
                            ("over_10000", "More than £10,000"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="methods",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("meeting", "Public meeting"),
                                ("workshop", "Workshop"),
                                ("survey", "Survey"),
                                ("focus_group", "Focus group"),
                                ("interviews", "Conversations one to one"),
                                ("visit", "Visit to a group that meets already"),
                                ("online", "Online discussion"),
                                ("drop_in", "Drop-in"),
                                ("panel", "Citizens' panel or jury"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="promise_account",
                    field=models.TextField(
                        blank=True, max_length=2000, verbose_name="how the promise was kept"
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="promise_kept",
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
                        verbose_name="what was done in the end",
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="quality_domain",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("routine", "Routine engagement"),
                            ("service_planning", "Engagement on planning or changing a service"),
                            ("governance", "Internal governance"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="result_use",
                    field=models.TextField(
                        blank=True, max_length=2000, verbose_name="how the result will be used"
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="took_part_in",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("design", "Design"),
                                ("delivery", "Delivery"),
                                ("evaluation", "Evaluation"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="topics",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("unpaid_carers", "Unpaid carers"),
                                ("care_at_home", "Care at home"),
                                ("care_homes", "Care homes"),
                                ("day_support", "Day support"),
                                ("hospital_discharge", "Leaving hospital"),
                                ("primary_care", "GPs and community health"),
                                ("mental_health", "Mental health"),
                                ("substance_use", "Alcohol and drugs"),
                                ("learning_disability", "Learning disability"),
                                ("disability", "Disability and long-term conditions"),
                                ("dementia", "Dementia"),
                                ("children", "Children and families"),
                                ("palliative", "End of life"),
                                ("housing", "Housing and homelessness"),
                                ("transport", "Getting about"),
                                ("digital", "Digital services"),
                                ("strategic_plan", "The strategic plan"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="who_decided",
                    field=models.TextField(blank=True, max_length=1000),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="localities",
                    field=models.ManyToManyField(
                        blank=True, related_name="engagements", to="partnerships.locality"
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="locality_decision",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="partnerships.localitydecision",
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="significant_decision",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="partnerships.significantdecision",
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="closed_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="cost_range",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("under_500", "Under £500"),
                            ("under_2000", "£500 to £2,000"),
                            ("under_10000", "£2,000 to £10,000"),
                            ("over_10000", "More than £10,000"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="methods",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("meeting", "Public meeting"),
                                ("workshop", "Workshop"),
                                ("survey", "Survey"),
                                ("focus_group", "Focus group"),
                                ("interviews", "Conversations one to one"),
                                ("visit", "Visit to a group that meets already"),
                                ("online", "Online discussion"),
                                ("drop_in", "Drop-in"),
                                ("panel", "Citizens' panel or jury"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="promise_account",
                    field=models.TextField(
                        blank=True, max_length=2000, verbose_name="how the promise was kept"
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="promise_kept",
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
                        verbose_name="what was done in the end",
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="quality_domain",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("routine", "Routine engagement"),
                            ("service_planning", "Engagement on planning or changing a service"),
                            ("governance", "Internal governance"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="result_use",
                    field=models.TextField(
                        blank=True, max_length=2000, verbose_name="how the result will be used"
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="took_part_in",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("design", "Design"),
                                ("delivery", "Delivery"),
                                ("evaluation", "Evaluation"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="topics",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("unpaid_carers", "Unpaid carers"),
                                ("care_at_home", "Care at home"),
                                ("care_homes", "Care homes"),
                                ("day_support", "Day support"),
                                ("hospital_discharge", "Leaving hospital"),
                                ("primary_care", "GPs and community health"),
                                ("mental_health", "Mental health"),
                                ("substance_use", "Alcohol and drugs"),
                                ("learning_disability", "Learning disability"),
                                ("disability", "Disability and long-term conditions"),
                                ("dementia", "Dementia"),
                                ("children", "Children and families"),
                                ("palliative", "End of life"),
                                ("housing", "Housing and homelessness"),
                                ("transport", "Getting about"),
                                ("digital", "Digital services"),
                                ("strategic_plan", "The strategic plan"),
                            ],
                            max_length=40,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="who_decided",
                    field=models.TextField(blank=True, max_length=1000),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="locality_decision",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.localitydecision",
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="significant_decision",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.significantdecision",
                    ),
                ),
                migrations.AlterField(
                    model_name="integrationmodel",
                    name="since",
                    field=models.DateField(
                        blank=True,
                        help_text="Empty: since before our records",
                        null=True,
                        verbose_name="from",
                    ),
                ),
                migrations.AlterField(
                    model_name="integrationmodel",
                    name="until",
                    field=models.DateField(
                        blank=True,
                        help_text="First day on which it no longer applies. Empty: no end known",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                migrations.AlterField(
                    model_name="integrationmodelevent",
                    name="since",
                    field=models.DateField(
                        blank=True,
                        help_text="Empty: since before our records",
                        null=True,
                        verbose_name="from",
                    ),
                ),
                migrations.AlterField(
                    model_name="integrationmodelevent",
                    name="until",
                    field=models.DateField(
                        blank=True,
                        help_text="First day on which it no longer applies. Empty: no end known",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="changed_at",
                    field=models.DateTimeField(auto_now=True),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="confirmed_on",
                    field=models.DateField(blank=True, null=True, verbose_name="last confirmed on"),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="partnerships.organisation",
                    ),
                ),
                migrations.AlterField(
                    model_name="organisation",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("third_sector_interface", "Third sector interface"),
                            ("local_third_sector", "Local third sector organisation"),
                            ("national_third_sector", "National third sector organisation"),
                            ("third_sector_network", "Third sector network"),
                            ("community_group", "Community group"),
                            ("carer_body", "Carers' centre or organisation"),
                            ("independent_provider", "Independent care provider"),
                            ("independent_provider_body", "Body of independent care providers"),
                            ("housing_body", "Housing body"),
                            ("professional_body", "Professional body"),
                            ("network", "Network"),
                            ("improvement_body", "Improvement body"),
                            ("scrutiny_body", "Scrutiny body"),
                            ("feedback_platform", "Feedback platform"),
                            ("health_board", "Health board"),
                            ("council", "Council"),
                            ("integration_joint_board", "Integration joint board"),
                            ("local_government_body", "Local government body"),
                            ("government_directorate", "Government directorate"),
                        ],
                        max_length=40,
                    ),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="changed_at",
                    field=models.DateTimeField(auto_now=True),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="confirmed_on",
                    field=models.DateField(blank=True, null=True, verbose_name="last confirmed on"),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.organisation",
                    ),
                ),
                migrations.AlterField(
                    model_name="organisationevent",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("third_sector_interface", "Third sector interface"),
                            ("local_third_sector", "Local third sector organisation"),
                            ("national_third_sector", "National third sector organisation"),
                            ("third_sector_network", "Third sector network"),
                            ("community_group", "Community group"),
                            ("carer_body", "Carers' centre or organisation"),
                            ("independent_provider", "Independent care provider"),
                            ("independent_provider_body", "Body of independent care providers"),
                            ("housing_body", "Housing body"),
                            ("professional_body", "Professional body"),
                            ("network", "Network"),
                            ("improvement_body", "Improvement body"),
                            ("scrutiny_body", "Scrutiny body"),
                            ("feedback_platform", "Feedback platform"),
                            ("health_board", "Health board"),
                            ("council", "Council"),
                            ("integration_joint_board", "Integration joint board"),
                            ("local_government_body", "Local government body"),
                            ("government_directorate", "Government directorate"),
                        ],
                        max_length=40,
                    ),
                ),
                migrations.AddField(
                    model_name="partnership",
                    name="contact_email",
                    field=models.EmailField(
                        blank=True,
                        help_text="A shared mailbox, not a person's own: everyone can see this",
                        max_length=254,
                    ),
                ),
                migrations.AddField(
                    model_name="partnership",
                    name="contact_phone",
                    field=models.CharField(blank=True, max_length=40),
                ),
                migrations.AddField(
                    model_name="partnership",
                    name="contact_role",
                    field=models.CharField(
                        blank=True,
                        help_text="Whom to ask for, by post and not by name: everyone can see this",
                        max_length=200,
                    ),
                ),
                migrations.AddField(
                    model_name="partnershipevent",
                    name="contact_email",
                    field=models.EmailField(
                        blank=True,
                        help_text="A shared mailbox, not a person's own: everyone can see this",
                        max_length=254,
                    ),
                ),
                migrations.AddField(
                    model_name="partnershipevent",
                    name="contact_phone",
                    field=models.CharField(blank=True, max_length=40),
                ),
                migrations.AddField(
                    model_name="partnershipevent",
                    name="contact_role",
                    field=models.CharField(
                        blank=True,
                        help_text="Whom to ask for, by post and not by name: everyone can see this",
                        max_length=200,
                    ),
                ),
                migrations.AddField(
                    model_name="stageevidence",
                    name="groups",
                    field=models.ManyToManyField(
                        blank=True, related_name="evidence", to="partnerships.statutorygroup"
                    ),
                ),
                migrations.AlterField(
                    model_name="statutorygroup",
                    name="applies_to",
                    field=models.CharField(
                        choices=[
                            ("strategic_planning_group", "Strategic planning group"),
                            ("standard_consultees", "Standard consultees"),
                            ("consultees", "Other consultees"),
                            ("integration_joint_board", "Integration joint board"),
                            (
                                "integration_joint_monitoring_committee",
                                "Integration joint monitoring committee",
                            ),
                        ],
                        max_length=50,
                    ),
                ),
                migrations.AlterField(
                    model_name="statutorygroupevent",
                    name="applies_to",
                    field=models.CharField(
                        choices=[
                            ("strategic_planning_group", "Strategic planning group"),
                            ("standard_consultees", "Standard consultees"),
                            ("consultees", "Other consultees"),
                            ("integration_joint_board", "Integration joint board"),
                            (
                                "integration_joint_monitoring_committee",
                                "Integration joint monitoring committee",
                            ),
                        ],
                        max_length=50,
                    ),
                ),
                migrations.AddField(
                    model_name="strategicplan",
                    name="replaces",
                    field=models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="partnerships.strategicplan",
                        verbose_name="plan that it replaces",
                    ),
                ),
                migrations.AddField(
                    model_name="strategicplanevent",
                    name="replaces",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.strategicplan",
                        verbose_name="plan that it replaces",
                    ),
                ),
            ],
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True), ("confirmed_on__isnull", False), _connector="OR"
                        ),
                        name="organisation_confirmed_by_someone_on_a_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="organisation_not_merged_into_itself",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="strategicplan",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__isnull", True),
                            models.Q(("replaces", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_replaces_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="engagement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True), ("state", "published"), _connector="OR"
                        ),
                        name="only_published_is_closed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="engagement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(("promise_kept", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="closed_tells_what_was_done",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="engagement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("promise_kept", "co_produce"), _negated=True),
                            models.Q(
                                models.Q(("who_decided", ""), _negated=True), ("took_part_in__len__gt", 0)
                            ),
                            _connector="OR",
                        ),
                        name="co_produced_tells_who_decided_and_where_people_took_part",
                    ),
                ),
            ],
        ),
        coproduce.migrating.Together(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="councilarea",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_councilareaevent" ("abbreviation", "column", "gaelic_name", "gss_code", "health_board_id", "id", "name", "note", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row", "slug") VALUES (NEW."abbreviation", NEW."column", NEW."gaelic_name", NEW."gss_code", NEW."health_board_id", NEW."id", NEW."name", NEW."note", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row", NEW."slug"); RETURN NULL;',
                            hash="a29792460d15d409f07d51fe2822fd11f090ba74",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_741b3",
                            table="partnerships_councilarea",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="councilarea",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_councilareaevent" ("abbreviation", "column", "gaelic_name", "gss_code", "health_board_id", "id", "name", "note", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row", "slug") VALUES (NEW."abbreviation", NEW."column", NEW."gaelic_name", NEW."gss_code", NEW."health_board_id", NEW."id", NEW."name", NEW."note", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row", NEW."slug"); RETURN NULL;',
                            hash="93e8b79bffc5391376481a0affe6ce38b7af6fd9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6dfe1",
                            table="partnerships_councilarea",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="engagement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_engagementevent" ("cancel_reason", "cancelled_at", "changed_at", "closed_at", "cost_range", "created_by_id", "ends_at", "id", "locality_decision_id", "methods", "online_link", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "promise", "promise_account", "promise_kept", "published_at", "purpose", "quality_domain", "result_use", "significant_decision_id", "stage_id", "starts_at", "state", "submission", "support_offered", "title", "took_part_in", "topics", "who_decided") VALUES (NEW."cancel_reason", NEW."cancelled_at", NEW."changed_at", NEW."closed_at", NEW."cost_range", NEW."created_by_id", NEW."ends_at", NEW."id", NEW."locality_decision_id", NEW."methods", NEW."online_link", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."plan_id", NEW."promise", NEW."promise_account", NEW."promise_kept", NEW."published_at", NEW."purpose", NEW."quality_domain", NEW."result_use", NEW."significant_decision_id", NEW."stage_id", NEW."starts_at", NEW."state", NEW."submission", NEW."support_offered", NEW."title", NEW."took_part_in", NEW."topics", NEW."who_decided"); RETURN NULL;',
                            hash="00426505e834ed7575e0132b783f842e4ca1c1e7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8b17d",
                            table="partnerships_engagement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="engagement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_engagementevent" ("cancel_reason", "cancelled_at", "changed_at", "closed_at", "cost_range", "created_by_id", "ends_at", "id", "locality_decision_id", "methods", "online_link", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "promise", "promise_account", "promise_kept", "published_at", "purpose", "quality_domain", "result_use", "significant_decision_id", "stage_id", "starts_at", "state", "submission", "support_offered", "title", "took_part_in", "topics", "who_decided") VALUES (NEW."cancel_reason", NEW."cancelled_at", NEW."changed_at", NEW."closed_at", NEW."cost_range", NEW."created_by_id", NEW."ends_at", NEW."id", NEW."locality_decision_id", NEW."methods", NEW."online_link", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."plan_id", NEW."promise", NEW."promise_account", NEW."promise_kept", NEW."published_at", NEW."purpose", NEW."quality_domain", NEW."result_use", NEW."significant_decision_id", NEW."stage_id", NEW."starts_at", NEW."state", NEW."submission", NEW."support_offered", NEW."title", NEW."took_part_in", NEW."topics", NEW."who_decided"); RETURN NULL;',
                            hash="72f7fd29d6432d41844a16dd16138b0087b5d862",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4f123",
                            table="partnerships_engagement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_organisationevent" ("changed_at", "confirmed_by_id", "confirmed_on", "id", "kind", "merged_into_id", "name", "name_confirmed", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_url", "team_id", "website", "website_confirmed") VALUES (NEW."changed_at", NEW."confirmed_by_id", NEW."confirmed_on", NEW."id", NEW."kind", NEW."merged_into_id", NEW."name", NEW."name_confirmed", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source_url", NEW."team_id", NEW."website", NEW."website_confirmed"); RETURN NULL;',
                            hash="dc4717d1e91952b829bccc650b963e73ae91f1eb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3e49a",
                            table="partnerships_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_organisationevent" ("changed_at", "confirmed_by_id", "confirmed_on", "id", "kind", "merged_into_id", "name", "name_confirmed", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_url", "team_id", "website", "website_confirmed") VALUES (NEW."changed_at", NEW."confirmed_by_id", NEW."confirmed_on", NEW."id", NEW."kind", NEW."merged_into_id", NEW."name", NEW."name_confirmed", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source_url", NEW."team_id", NEW."website", NEW."website_confirmed"); RETURN NULL;',
                            hash="013fe6d54456321bf57a32f8de47254ee840651b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_789df",
                            table="partnerships_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="partnership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_partnershipevent" ("alternative_name", "contact_email", "contact_phone", "contact_role", "gss_code", "health_board_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "small_number_threshold", "source_url", "team_id", "website") VALUES (NEW."alternative_name", NEW."contact_email", NEW."contact_phone", NEW."contact_role", NEW."gss_code", NEW."health_board_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."small_number_threshold", NEW."source_url", NEW."team_id", NEW."website"); RETURN NULL;',
                            hash="6b710764ea5dfaf305b7b3bacce153102f916eef",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_80689",
                            table="partnerships_partnership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="partnership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_partnershipevent" ("alternative_name", "contact_email", "contact_phone", "contact_role", "gss_code", "health_board_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "small_number_threshold", "source_url", "team_id", "website") VALUES (NEW."alternative_name", NEW."contact_email", NEW."contact_phone", NEW."contact_role", NEW."gss_code", NEW."health_board_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."small_number_threshold", NEW."source_url", NEW."team_id", NEW."website"); RETURN NULL;',
                            hash="a360974959cdbd2cec46f18fa2ccdb571b3b41af",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5ca94",
                            table="partnerships_partnership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strategicplan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_strategicplanevent" ("changed_at", "id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "starts_on", "submission", "summary", "title") VALUES (NEW."changed_at", NEW."id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replaces_id", NEW."starts_on", NEW."submission", NEW."summary", NEW."title"); RETURN NULL;',
                            hash="7810c92e1224810de4fcf11c1151160015b1b193",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cd852",
                            table="partnerships_strategicplan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strategicplan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_strategicplanevent" ("changed_at", "id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "starts_on", "submission", "summary", "title") VALUES (NEW."changed_at", NEW."id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replaces_id", NEW."starts_on", NEW."submission", NEW."summary", NEW."title"); RETURN NULL;',
                            hash="4113e24c997c552fb641aa715a7c2bb89a68c562",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_540a0",
                            table="partnerships_strategicplan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capacityassessment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_capacityassessmentevent" ("changed_at", "created_by_id", "id", "made_on", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_at", "submission", "summary", "took_part") VALUES (NEW."changed_at", NEW."created_by_id", NEW."id", NEW."made_on", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shared_at", NEW."submission", NEW."summary", NEW."took_part"); RETURN NULL;',
                            hash="ea82f01db138753bb43b5ad60123b1b0d524e9bf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_56022",
                            table="partnerships_capacityassessment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capacityassessment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_capacityassessmentevent" ("changed_at", "created_by_id", "id", "made_on", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shared_at", "submission", "summary", "took_part") VALUES (NEW."changed_at", NEW."created_by_id", NEW."id", NEW."made_on", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shared_at", NEW."submission", NEW."summary", NEW."took_part"); RETURN NULL;',
                            hash="799f8e72c806ab59cfddc65832c3283fdfc3f6d5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9c442",
                            table="partnerships_capacityassessment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capacityjudgement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_capacityjudgementevent" ("aspect", "assessment_id", "evidence", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (NEW."aspect", NEW."assessment_id", NEW."evidence", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."subject"); RETURN NULL;',
                            hash="f731b8a690a637f90dcbcaccd4930b607e1ef5fc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a8a4b",
                            table="partnerships_capacityjudgement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capacityjudgement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_capacityjudgementevent" ("aspect", "assessment_id", "evidence", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (NEW."aspect", NEW."assessment_id", NEW."evidence", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."subject"); RETURN NULL;',
                            hash="8a90291932d817b5f7238063b1de5f2a51c6616e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5fba7",
                            table="partnerships_capacityjudgement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="evaluation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="evaluation_only_added",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6ffcfa601809b4c2621cd869ca5c09676728d70e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_evaluation_only_added_1a01a",
                            table="partnerships_evaluation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="evidencewithdrawal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="evidence_withdrawal_only_added",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2a2222355e84ca5893b7d88c2eec906ec5845953",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_evidence_withdrawal_only_added_fe7b4",
                            table="partnerships_evidencewithdrawal",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="expressedview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_expressedviewevent" ("answer", "changed_at", "channel", "decided_on", "engagement_id", "fed_back_on", "feedback_due", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "response", "said", "submission") VALUES (NEW."answer", NEW."changed_at", NEW."channel", NEW."decided_on", NEW."engagement_id", NEW."fed_back_on", NEW."feedback_due", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."response", NEW."said", NEW."submission"); RETURN NULL;',
                            hash="e174d559f5745a29b18c33ff48f6c91eab18c6cd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d67a5",
                            table="partnerships_expressedview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="expressedview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_expressedviewevent" ("answer", "changed_at", "channel", "decided_on", "engagement_id", "fed_back_on", "feedback_due", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "response", "said", "submission") VALUES (NEW."answer", NEW."changed_at", NEW."channel", NEW."decided_on", NEW."engagement_id", NEW."fed_back_on", NEW."feedback_due", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."response", NEW."said", NEW."submission"); RETURN NULL;',
                            hash="d4c694b5c94cc5863ee7c9607ed485ac37d9aa21",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ebd53",
                            table="partnerships_expressedview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="identifier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_identifierevent" ("id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") VALUES (NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scheme", NEW."value"); RETURN NULL;',
                            hash="c2164819f9f808cbfded9c7e29cad38c9bcd4def",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_04d6c",
                            table="partnerships_identifier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="identifier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_identifierevent" ("id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") VALUES (NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scheme", NEW."value"); RETURN NULL;',
                            hash="3c85ad8ea05453de2657ede813317360de30c9df",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0dc71",
                            table="partnerships_identifier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="improvementaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_improvementactionevent" ("action", "assessment_id", "changed_at", "done_on", "due_on", "id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "submission") VALUES (NEW."action", NEW."assessment_id", NEW."changed_at", NEW."done_on", NEW."due_on", NEW."id", NEW."owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."result", NEW."submission"); RETURN NULL;',
                            hash="17bc0184e5ae8bd0d9ce27839ce581482d843898",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_de521",
                            table="partnerships_improvementaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="improvementaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_improvementactionevent" ("action", "assessment_id", "changed_at", "done_on", "due_on", "id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "submission") VALUES (NEW."action", NEW."assessment_id", NEW."changed_at", NEW."done_on", NEW."due_on", NEW."id", NEW."owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."result", NEW."submission"); RETURN NULL;',
                            hash="4368d346faed66cde9d533313af19202786449ae",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_858cf",
                            table="partnerships_improvementaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="locality",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_localityevent" ("changed_at", "description", "gaelic_name", "id", "name", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "submission", "until") VALUES (NEW."changed_at", NEW."description", NEW."gaelic_name", NEW."id", NEW."name", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."submission", NEW."until"); RETURN NULL;',
                            hash="45257ee90f1084ddf0bdb11ca22db061dcd0a57c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_52b44",
                            table="partnerships_locality",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="locality",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_localityevent" ("changed_at", "description", "gaelic_name", "id", "name", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "submission", "until") VALUES (NEW."changed_at", NEW."description", NEW."gaelic_name", NEW."id", NEW."name", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."submission", NEW."until"); RETURN NULL;',
                            hash="5717ce38134f045b304f05f0dbf89bfcd2b257ec",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c9e44",
                            table="partnerships_locality",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_bodyevent" ("changed_at", "clear_days", "id", "kind", "locality_id", "name", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "since", "submission", "until") VALUES (NEW."changed_at", NEW."clear_days", NEW."id", NEW."kind", NEW."locality_id", NEW."name", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."since", NEW."submission", NEW."until"); RETURN NULL;',
                            hash="45b5ca930a6c0078b6ebaa57087c461b46246b68",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d965f",
                            table="partnerships_body",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_bodyevent" ("changed_at", "clear_days", "id", "kind", "locality_id", "name", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "since", "submission", "until") VALUES (NEW."changed_at", NEW."clear_days", NEW."id", NEW."kind", NEW."locality_id", NEW."name", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."since", NEW."submission", NEW."until"); RETURN NULL;',
                            hash="ab74daf4f3d19a54d84c8e13197d65806e09ceb5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d6f95",
                            table="partnerships_body",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="localitydecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_localitydecisionevent" ("changed_at", "consulted", "contributed", "decided_on", "id", "link", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "title") VALUES (NEW."changed_at", NEW."consulted", NEW."contributed", NEW."decided_on", NEW."id", NEW."link", NEW."locality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."submission", NEW."title"); RETURN NULL;',
                            hash="ed2b6006fdd8c09d42cda44a9a8e6f7b89afc448",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d4b4f",
                            table="partnerships_localitydecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="localitydecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_localitydecisionevent" ("changed_at", "consulted", "contributed", "decided_on", "id", "link", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "title") VALUES (NEW."changed_at", NEW."consulted", NEW."contributed", NEW."decided_on", NEW."id", NEW."link", NEW."locality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."submission", NEW."title"); RETURN NULL;',
                            hash="66e94e60c737a31494216cad5404a63a78d6c84d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_16690",
                            table="partnerships_localitydecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meeting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_meetingevent" ("body_id", "cancel_reason", "cancelled_on", "changed_at", "id", "minutes_link", "on", "papers_due", "papers_sent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts", "submission") VALUES (NEW."body_id", NEW."cancel_reason", NEW."cancelled_on", NEW."changed_at", NEW."id", NEW."minutes_link", NEW."on", NEW."papers_due", NEW."papers_sent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."starts", NEW."submission"); RETURN NULL;',
                            hash="7ec1606096006b9e1506b00ca165b94ab7ec1212",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ca92c",
                            table="partnerships_meeting",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meeting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_meetingevent" ("body_id", "cancel_reason", "cancelled_on", "changed_at", "id", "minutes_link", "on", "papers_due", "papers_sent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts", "submission") VALUES (NEW."body_id", NEW."cancel_reason", NEW."cancelled_on", NEW."changed_at", NEW."id", NEW."minutes_link", NEW."on", NEW."papers_due", NEW."papers_sent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."starts", NEW."submission"); RETURN NULL;',
                            hash="dbabaace5806613215593c795ce1338fdb1e9319",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dc029",
                            table="partnerships_meeting",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="merge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="merge_only_added",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b0836cf1e5e7e2841ff9d0aca9d17439c6ad9877",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_merge_only_added_18bf1",
                            table="partnerships_merge",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="othername",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_othernameevent" ("id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="0bd2a695652304705cf5dd24065e5d73d0261d3e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4e223",
                            table="partnerships_othername",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="othername",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_othernameevent" ("id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="328c6859b2aa4fc0551b5ebb8076c10685d0f6fa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_76a1c",
                            table="partnerships_othername",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="partnershippart",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_partnershippartevent" ("changed_at", "detail", "id", "organisation_id", "part", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "submission", "until") VALUES (NEW."changed_at", NEW."detail", NEW."id", NEW."organisation_id", NEW."part", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."submission", NEW."until"); RETURN NULL;',
                            hash="8fcdb8f115fc777fe06ad497ed0dd64fa81a941e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7fdc3",
                            table="partnerships_partnershippart",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="partnershippart",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_partnershippartevent" ("changed_at", "detail", "id", "organisation_id", "part", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "submission", "until") VALUES (NEW."changed_at", NEW."detail", NEW."id", NEW."organisation_id", NEW."part", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."submission", NEW."until"); RETURN NULL;',
                            hash="403956f052c70926d48ca66a174e9fc385d68f02",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8ad76",
                            table="partnerships_partnershippart",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="performancereport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_performancereportevent" ("changed_at", "id", "link", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "submission", "year_ending") VALUES (NEW."changed_at", NEW."id", NEW."link", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."submission", NEW."year_ending"); RETURN NULL;',
                            hash="c46343ee87af825b462f5ff8aa51e1aa67397bab",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5c6c7",
                            table="partnerships_performancereport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="performancereport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_performancereportevent" ("changed_at", "id", "link", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "submission", "year_ending") VALUES (NEW."changed_at", NEW."id", NEW."link", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."submission", NEW."year_ending"); RETURN NULL;',
                            hash="2025b871d3e9281f409bf95d3bcc260ac0ae71f9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_deae6",
                            table="partnerships_performancereport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedstage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_plannedstageevent" ("changed_at", "due_on", "id", "not_applicable_because", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "stage_id") VALUES (NEW."changed_at", NEW."due_on", NEW."id", NEW."not_applicable_because", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."stage_id"); RETURN NULL;',
                            hash="37d9d6f3eb59458bf66a8780c96393ef837233e6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d11e5",
                            table="partnerships_plannedstage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedstage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_plannedstageevent" ("changed_at", "due_on", "id", "not_applicable_because", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "stage_id") VALUES (NEW."changed_at", NEW."due_on", NEW."id", NEW."not_applicable_because", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."stage_id"); RETURN NULL;',
                            hash="8783627aefe0362325d3e64c948c768a739b71f6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0eb36",
                            table="partnerships_plannedstage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planreview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="plan_review_only_added",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="45afac7aeecdfcb0e55b163b5f287e38da7dda12",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_plan_review_only_added_79329",
                            table="partnerships_planreview",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schemereview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_schemereviewevent" ("changed_at", "done_on", "id", "link", "note", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission") VALUES (NEW."changed_at", NEW."done_on", NEW."id", NEW."link", NEW."note", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."submission"); RETURN NULL;',
                            hash="7f6fb33d6e91b9c722893662ca0c5af95ade7da6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_989a2",
                            table="partnerships_schemereview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="schemereview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_schemereviewevent" ("changed_at", "done_on", "id", "link", "note", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission") VALUES (NEW."changed_at", NEW."done_on", NEW."id", NEW."link", NEW."note", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."submission"); RETURN NULL;',
                            hash="9871a7c049b84e9189a5b96ebe16163d77a8b3b0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3a8d3",
                            table="partnerships_schemereview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seat",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_seatevent" ("body_id", "changed_at", "filling", "id", "locality_id", "may_send", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "submission", "term_years", "title", "until") VALUES (NEW."body_id", NEW."changed_at", NEW."filling", NEW."id", NEW."locality_id", NEW."may_send", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."submission", NEW."term_years", NEW."title", NEW."until"); RETURN NULL;',
                            hash="4357ebfeed1357caa6a75c990d0bb7001f5372dd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b5d16",
                            table="partnerships_seat",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seat",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_seatevent" ("body_id", "changed_at", "filling", "id", "locality_id", "may_send", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "submission", "term_years", "title", "until") VALUES (NEW."body_id", NEW."changed_at", NEW."filling", NEW."id", NEW."locality_id", NEW."may_send", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."submission", NEW."term_years", NEW."title", NEW."until"); RETURN NULL;',
                            hash="32512c5fa836efa4d7c01d8b77aa5cec2952b88f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_97e6c",
                            table="partnerships_seat",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="significantdecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_significantdecisionevent" ("changed_at", "decided_on", "id", "link", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planning_group_asked_on", "planning_group_views", "reason", "submission", "title", "users_involved") VALUES (NEW."changed_at", NEW."decided_on", NEW."id", NEW."link", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planning_group_asked_on", NEW."planning_group_views", NEW."reason", NEW."submission", NEW."title", NEW."users_involved"); RETURN NULL;',
                            hash="6e1c419f91aff121e441487c900280ceab93009c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bb42d",
                            table="partnerships_significantdecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="significantdecision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_significantdecisionevent" ("changed_at", "decided_on", "id", "link", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planning_group_asked_on", "planning_group_views", "reason", "submission", "title", "users_involved") VALUES (NEW."changed_at", NEW."decided_on", NEW."id", NEW."link", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planning_group_asked_on", NEW."planning_group_views", NEW."reason", NEW."submission", NEW."title", NEW."users_involved"); RETURN NULL;',
                            hash="10f8e8497d6ff435ad9d26d7d4ff8a30c242ef01",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9f5ea",
                            table="partnerships_significantdecision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standardjudgement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_standardjudgementevent" ("engagement_id", "evidence", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard") VALUES (NEW."engagement_id", NEW."evidence", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."standard"); RETURN NULL;',
                            hash="e323d7d351e04ce1a87ce2859d0709db5585adcb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ba0d8",
                            table="partnerships_standardjudgement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standardjudgement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_standardjudgementevent" ("engagement_id", "evidence", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard") VALUES (NEW."engagement_id", NEW."evidence", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."standard"); RETURN NULL;',
                            hash="7806a520fc876f92e72482fa4974d910c947ba78",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_76e6c",
                            table="partnerships_standardjudgement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statutoryrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_statutoryruleevent" ("group_id", "id", "instrument", "may_send", "minimum", "notes", "only_for", "per_locality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "qualifying_condition", "since", "source_url", "term_years", "until", "voting") VALUES (NEW."group_id", NEW."id", NEW."instrument", NEW."may_send", NEW."minimum", NEW."notes", NEW."only_for", NEW."per_locality", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provision", NEW."qualifying_condition", NEW."since", NEW."source_url", NEW."term_years", NEW."until", NEW."voting"); RETURN NULL;',
                            hash="925f4632bf93531a4ab42ee10e403e0c063f7d41",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2868d",
                            table="partnerships_statutoryrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="statutoryrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_statutoryruleevent" ("group_id", "id", "instrument", "may_send", "minimum", "notes", "only_for", "per_locality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "qualifying_condition", "since", "source_url", "term_years", "until", "voting") VALUES (NEW."group_id", NEW."id", NEW."instrument", NEW."may_send", NEW."minimum", NEW."notes", NEW."only_for", NEW."per_locality", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provision", NEW."qualifying_condition", NEW."since", NEW."source_url", NEW."term_years", NEW."until", NEW."voting"); RETURN NULL;',
                            hash="dad496354e5fe35a55e1ea64d69f76181d12680f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d35c0",
                            table="partnerships_statutoryrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supportoffer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_supportofferevent" ("changed_at", "cost", "cost_detail", "description", "for_whom", "how_to_ask", "id", "kinds", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "title", "withdrawn_on") VALUES (NEW."changed_at", NEW."cost", NEW."cost_detail", NEW."description", NEW."for_whom", NEW."how_to_ask", NEW."id", NEW."kinds", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."submission", NEW."title", NEW."withdrawn_on"); RETURN NULL;',
                            hash="9ef1931a17ef48c6fceebaadd4ec1950fb7cdd41",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_df77f",
                            table="partnerships_supportoffer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supportoffer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_supportofferevent" ("changed_at", "cost", "cost_detail", "description", "for_whom", "how_to_ask", "id", "kinds", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "title", "withdrawn_on") VALUES (NEW."changed_at", NEW."cost", NEW."cost_detail", NEW."description", NEW."for_whom", NEW."how_to_ask", NEW."id", NEW."kinds", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."submission", NEW."title", NEW."withdrawn_on"); RETURN NULL;',
                            hash="baa6ac188232c4006f64f0b82b791959c80b46a8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6ddd7",
                            table="partnerships_supportoffer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tenure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="tenure_ended_never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="4511257be1a9930bf0a529291241ec70174570c5",
                            operation="DELETE",
                            pgid="pgtrigger_tenure_ended_never_deleted_26cc7",
                            table="partnerships_tenure",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tenure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_tenureevent" ("changed_at", "id", "nominated_by", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id", "since", "standing", "submission", "until") VALUES (NEW."changed_at", NEW."id", NEW."nominated_by", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seat_id", NEW."since", NEW."standing", NEW."submission", NEW."until"); RETURN NULL;',
                            hash="e766cc38f844fad3d70849322b35b150ab432f6c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eedbb",
                            table="partnerships_tenure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tenure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_tenureevent" ("changed_at", "id", "nominated_by", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id", "since", "standing", "submission", "until") VALUES (NEW."changed_at", NEW."id", NEW."nominated_by", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seat_id", NEW."since", NEW."standing", NEW."submission", NEW."until"); RETURN NULL;',
                            hash="0a4084d7cfa31318a6966edfca5d5a2836ccfdec",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dafd7",
                            table="partnerships_tenure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="turnout",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_turnoutevent" ("engagement_id", "group_id", "id", "invited", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "took_part") VALUES (NEW."engagement_id", NEW."group_id", NEW."id", NEW."invited", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."took_part"); RETURN NULL;',
                            hash="11bf054ed4d3c3b31b7914367c75df5c80f022aa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c9f98",
                            table="partnerships_turnout",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="turnout",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partnerships_turnoutevent" ("engagement_id", "group_id", "id", "invited", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "took_part") VALUES (NEW."engagement_id", NEW."group_id", NEW."id", NEW."invited", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."took_part"); RETURN NULL;',
                            hash="dc5c96432c78830d5ec2afb6dfc5db4ad6268f75",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a5d0a",
                            table="partnerships_turnout",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
