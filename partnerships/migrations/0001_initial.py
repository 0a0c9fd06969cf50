"""The registers, plans and engagements; btree_gist lets the database refuse overlapping dated facts."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.operations
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
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        coproduce.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="CouncilArea",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "gss_code",
                            models.CharField(max_length=9, unique=True, verbose_name="official code"),
                        ),
                        ("slug", models.SlugField(max_length=100, unique=True)),
                        ("abbreviation", models.CharField(max_length=3)),
                        ("column", models.PositiveSmallIntegerField()),
                        ("row", models.PositiveSmallIntegerField()),
                        ("note", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="HealthBoard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "gss_code",
                            models.CharField(max_length=9, unique=True, verbose_name="official code"),
                        ),
                        ("website", models.URLField(blank=True)),
                    ],
                    options={
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="HealthBoardEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        ("gss_code", models.CharField(max_length=9, verbose_name="official code")),
                        ("website", models.URLField(blank=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="IntegrationModel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "model",
                            models.CharField(
                                choices=[
                                    ("integration_joint_board", "Integration joint board"),
                                    ("lead_agency", "Lead agency"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        (
                            "until",
                            models.DateField(
                                blank=True, help_text="First day on which it no longer applies", null=True
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("partnership", models.OrderBy(models.F("since"), nulls_first=True)),
                    },
                ),
                migrations.CreateModel(
                    name="IntegrationModelEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "model",
                            models.CharField(
                                choices=[
                                    ("integration_joint_board", "Integration joint board"),
                                    ("lead_agency", "Lead agency"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        (
                            "until",
                            models.DateField(
                                blank=True, help_text="First day on which it no longer applies", null=True
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("slug", models.SlugField(max_length=100, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("third_sector_interface", "Third sector interface"),
                                    ("local_third_sector", "Local third sector organisation"),
                                    ("national_third_sector", "National third sector organisation"),
                                    ("third_sector_network", "Third sector network"),
                                    ("community_group", "Community group"),
                                    ("carer_body", "Carers' organisation"),
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
                        ("website", models.URLField(blank=True)),
                        (
                            "name_confirmed",
                            models.BooleanField(default=False, verbose_name="name is confirmed"),
                        ),
                        (
                            "website_confirmed",
                            models.BooleanField(default=False, verbose_name="website is confirmed"),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("source_url", models.TextField(blank=True, verbose_name="sources")),
                    ],
                    options={
                        "ordering": (django.db.models.functions.text.Lower("name"), "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        ("slug", models.SlugField(db_index=False, max_length=100)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("third_sector_interface", "Third sector interface"),
                                    ("local_third_sector", "Local third sector organisation"),
                                    ("national_third_sector", "National third sector organisation"),
                                    ("third_sector_network", "Third sector network"),
                                    ("community_group", "Community group"),
                                    ("carer_body", "Carers' organisation"),
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
                        ("website", models.URLField(blank=True)),
                        (
                            "name_confirmed",
                            models.BooleanField(default=False, verbose_name="name is confirmed"),
                        ),
                        (
                            "website_confirmed",
                            models.BooleanField(default=False, verbose_name="website is confirmed"),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("source_url", models.TextField(blank=True, verbose_name="sources")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Partnership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("slug", models.SlugField(max_length=100, unique=True)),
                        ("alternative_name", models.CharField(blank=True, max_length=200)),
                        (
                            "gss_code",
                            models.CharField(max_length=9, unique=True, verbose_name="official code"),
                        ),
                        ("website", models.URLField(blank=True)),
                        ("note", models.TextField(blank=True)),
                        ("source_url", models.TextField(blank=True, verbose_name="sources")),
                        (
                            "small_number_threshold",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Numbers of people below this are not shown in public. Between 5 and 10.",
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="PartnershipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        ("slug", models.SlugField(db_index=False, max_length=100)),
                        ("alternative_name", models.CharField(blank=True, max_length=200)),
                        ("gss_code", models.CharField(max_length=9, verbose_name="official code")),
                        ("website", models.URLField(blank=True)),
                        ("note", models.TextField(blank=True)),
                        ("source_url", models.TextField(blank=True, verbose_name="sources")),
                        (
                            "small_number_threshold",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Numbers of people below this are not shown in public. Between 5 and 10.",
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanStage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, unique=True)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("label", models.CharField(max_length=200)),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("plan", "Preparing the plan"),
                                    ("ongoing", "While the plan runs"),
                                    ("review", "Review and replacement"),
                                    ("scheme", "Integration scheme"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("instrument", models.CharField(max_length=200)),
                        ("provision", models.CharField(max_length=100)),
                        (
                            "duty",
                            models.CharField(
                                choices=[
                                    ("mandatory", "Always"),
                                    ("when it arises", "When it arises"),
                                    ("if decided", "If decided"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("who_must_be_involved", models.TextField(blank=True)),
                        ("evidence_to_record", models.TextField(blank=True)),
                        ("notes", models.TextField(blank=True)),
                        ("source_url", models.URLField(blank=True)),
                    ],
                    options={
                        "ordering": ("order",),
                    },
                ),
                migrations.CreateModel(
                    name="PlanStageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.SlugField(db_index=False, max_length=60)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("label", models.CharField(max_length=200)),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("plan", "Preparing the plan"),
                                    ("ongoing", "While the plan runs"),
                                    ("review", "Review and replacement"),
                                    ("scheme", "Integration scheme"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("instrument", models.CharField(max_length=200)),
                        ("provision", models.CharField(max_length=100)),
                        (
                            "duty",
                            models.CharField(
                                choices=[
                                    ("mandatory", "Always"),
                                    ("when it arises", "When it arises"),
                                    ("if decided", "If decided"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("who_must_be_involved", models.TextField(blank=True)),
                        ("evidence_to_record", models.TextField(blank=True)),
                        ("notes", models.TextField(blank=True)),
                        ("source_url", models.URLField(blank=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StageEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("dated", models.DateField()),
                        ("statement", models.TextField(max_length=2000)),
                        ("link", models.URLField(blank=True, max_length=1000)),
                        ("finishes", models.BooleanField(default=True)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ],
                    options={
                        "verbose_name_plural": "stage evidence",
                        "ordering": ("dated", "recorded_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="StatutoryGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, unique=True)),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        ("label", models.CharField(max_length=200)),
                        ("instrument", models.CharField(max_length=200)),
                        ("provision", models.CharField(max_length=200)),
                        (
                            "applies_to",
                            models.CharField(
                                choices=[
                                    ("strategic_planning_group", "Strategic planning group"),
                                    ("consultees", "Consultees"),
                                    ("integration_joint_board", "Integration joint board"),
                                    (
                                        "integration_joint_monitoring_committee",
                                        "Integration joint monitoring committee",
                                    ),
                                ],
                                max_length=50,
                            ),
                        ),
                        ("qualifying_condition", models.TextField(blank=True)),
                        ("minimum", models.CharField(blank=True, max_length=40)),
                        ("voting_status", models.CharField(blank=True, max_length=100)),
                        ("notes", models.TextField(blank=True)),
                        ("source_url", models.URLField(blank=True)),
                    ],
                    options={
                        "ordering": ("order", "code"),
                    },
                ),
                migrations.CreateModel(
                    name="StatutoryGroupEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.SlugField(db_index=False, max_length=60)),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        ("label", models.CharField(max_length=200)),
                        ("instrument", models.CharField(max_length=200)),
                        ("provision", models.CharField(max_length=200)),
                        (
                            "applies_to",
                            models.CharField(
                                choices=[
                                    ("strategic_planning_group", "Strategic planning group"),
                                    ("consultees", "Consultees"),
                                    ("integration_joint_board", "Integration joint board"),
                                    (
                                        "integration_joint_monitoring_committee",
                                        "Integration joint monitoring committee",
                                    ),
                                ],
                                max_length=50,
                            ),
                        ),
                        ("qualifying_condition", models.TextField(blank=True)),
                        ("minimum", models.CharField(blank=True, max_length=40)),
                        ("voting_status", models.CharField(blank=True, max_length=100)),
                        ("notes", models.TextField(blank=True)),
                        ("source_url", models.URLField(blank=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StrategicPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("summary", models.TextField(blank=True)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ],
                    options={
                        "ordering": (
                            models.OrderBy(models.F("starts_on"), descending=True, nulls_first=True),
                            "title",
                            "pk",
                        ),
                    },
                ),
                migrations.CreateModel(
                    name="StrategicPlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("summary", models.TextField(blank=True)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Engagement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("purpose", models.TextField(max_length=4000)),
                        (
                            "promise",
                            models.CharField(
                                choices=[
                                    ("inform", "Inform: we tell you what is happening and why"),
                                    ("consult", "Consult: we ask, and tell you what came of it"),
                                    (
                                        "involve",
                                        "Involve: we work with you so that your concerns shape the options",
                                    ),
                                    ("collaborate", "Collaborate: we look for the answer together"),
                                    ("co_produce", "Co-produce: we decide and do it together"),
                                    ("community_led", "Community-led: the community decides, we support"),
                                ],
                                max_length=20,
                                verbose_name="promise to people",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("place", models.CharField(blank=True, max_length=300)),
                        ("online_link", models.URLField(blank=True, max_length=1000)),
                        ("support_offered", models.TextField(blank=True, max_length=2000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancel_reason", models.CharField(blank=True, max_length=500)),
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
                    ],
                    options={
                        "ordering": ("starts_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="EngagementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("purpose", models.TextField(max_length=4000)),
                        (
                            "promise",
                            models.CharField(
                                choices=[
                                    ("inform", "Inform: we tell you what is happening and why"),
                                    ("consult", "Consult: we ask, and tell you what came of it"),
                                    (
                                        "involve",
                                        "Involve: we work with you so that your concerns shape the options",
                                    ),
                                    ("collaborate", "Collaborate: we look for the answer together"),
                                    ("co_produce", "Co-produce: we decide and do it together"),
                                    ("community_led", "Community-led: the community decides, we support"),
                                ],
                                max_length=20,
                                verbose_name="promise to people",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("place", models.CharField(blank=True, max_length=300)),
                        ("online_link", models.URLField(blank=True, max_length=1000)),
                        ("support_offered", models.TextField(blank=True, max_length=2000)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancel_reason", models.CharField(blank=True, max_length=500)),
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
                                to="partnerships.engagement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CouncilAreaEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        ("gss_code", models.CharField(max_length=9, verbose_name="official code")),
                        ("slug", models.SlugField(db_index=False, max_length=100)),
                        ("abbreviation", models.CharField(max_length=3)),
                        ("column", models.PositiveSmallIntegerField()),
                        ("row", models.PositiveSmallIntegerField()),
                        ("note", models.TextField(blank=True)),
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
                                to="partnerships.councilarea",
                            ),
                        ),
                        (
                            "health_board",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partnerships.healthboard",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="councilarea",
            name="health_board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="council_areas",
                to="partnerships.healthboard",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="healthboard",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_healthboardevent" ("gss_code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (NEW."gss_code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."website"); RETURN NULL;',
                    hash="04982e6cdb5b5ce25212a827253c545808911f7a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_26610",
                    table="partnerships_healthboard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="healthboard",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partnerships_healthboardevent" ("gss_code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (NEW."gss_code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."website"); RETURN NULL;',
                    hash="9c34e9103e4fcd71b776073abbc2f890f5da8a3f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4fe18",
                    table="partnerships_healthboard",
                    when="AFTER",
                ),
            ),
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.AddField(
                    model_name="healthboardevent",
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
                    model_name="healthboardevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partnerships.healthboard",
                    ),
                ),
                migrations.AddField(
                    model_name="integrationmodelevent",
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
                    model_name="integrationmodelevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partnerships.integrationmodel",
                    ),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="council_areas",
                    field=models.ManyToManyField(
                        blank=True, related_name="organisations", to="partnerships.councilarea"
                    ),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="team",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisation",
                        to="accounts.team",
                    ),
                ),
                migrations.AddField(
                    model_name="organisationevent",
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
                    model_name="organisationevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partnerships.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="team",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                    ),
                ),
                migrations.AddField(
                    model_name="partnership",
                    name="health_board",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="partnerships.healthboard",
                    ),
                ),
                migrations.AddField(
                    model_name="partnership",
                    name="team",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnership",
                        to="accounts.team",
                    ),
                ),
                migrations.AddField(
                    model_name="integrationmodelevent",
                    name="partnership",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="integrationmodel",
                    name="partnership",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="integration_models",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="partnership",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="partnership",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="councilareaevent",
                    name="partnership",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="councilarea",
                    name="partnership",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_areas",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="partnershipevent",
                    name="health_board",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.healthboard",
                    ),
                ),
                migrations.AddField(
                    model_name="partnershipevent",
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
                    model_name="partnershipevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="partnershipevent",
                    name="team",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="stage",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.planstage",
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="stage",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="partnerships.planstage",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planstage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_planstageevent" ("code", "duty", "evidence_to_record", "id", "instrument", "label", "notes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "provision", "source_url", "who_must_be_involved") VALUES (NEW."code", NEW."duty", NEW."evidence_to_record", NEW."id", NEW."instrument", NEW."label", NEW."notes", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase", NEW."provision", NEW."source_url", NEW."who_must_be_involved"); RETURN NULL;',
                    hash="1527ec4c2c731ddfd111fdb2a386c5479bfa7d37",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_84566",
                    table="partnerships_planstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planstage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partnerships_planstageevent" ("code", "duty", "evidence_to_record", "id", "instrument", "label", "notes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "provision", "source_url", "who_must_be_involved") VALUES (NEW."code", NEW."duty", NEW."evidence_to_record", NEW."id", NEW."instrument", NEW."label", NEW."notes", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase", NEW."provision", NEW."source_url", NEW."who_must_be_involved"); RETURN NULL;',
                    hash="dacf9a4c61baa309168f9a4a8d2032ebf7c0375b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d4b1a",
                    table="partnerships_planstage",
                    when="AFTER",
                ),
            ),
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.AddField(
                    model_name="planstageevent",
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
                    model_name="planstageevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partnerships.planstage",
                    ),
                ),
                migrations.AddField(
                    model_name="stageevidence",
                    name="recorded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="stageevidence",
                    name="stage",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="partnerships.planstage",
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="groups",
                    field=models.ManyToManyField(
                        blank=True, related_name="engagements", to="partnerships.statutorygroup"
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statutorygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_statutorygroupevent" ("applies_to", "code", "id", "instrument", "label", "minimum", "notes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "qualifying_condition", "source_url", "voting_status") VALUES (NEW."applies_to", NEW."code", NEW."id", NEW."instrument", NEW."label", NEW."minimum", NEW."notes", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provision", NEW."qualifying_condition", NEW."source_url", NEW."voting_status"); RETURN NULL;',
                    hash="b1998a880eb7d9a11b99042a4cd8d2c4a5ad6bc7",
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
                    func='INSERT INTO "partnerships_statutorygroupevent" ("applies_to", "code", "id", "instrument", "label", "minimum", "notes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "qualifying_condition", "source_url", "voting_status") VALUES (NEW."applies_to", NEW."code", NEW."id", NEW."instrument", NEW."label", NEW."minimum", NEW."notes", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provision", NEW."qualifying_condition", NEW."source_url", NEW."voting_status"); RETURN NULL;',
                    hash="b2f4b6f5a966a10a466466e652a97d4c71343194",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0786b",
                    table="partnerships_statutorygroup",
                    when="AFTER",
                ),
            ),
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.AddField(
                    model_name="statutorygroupevent",
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
                    model_name="statutorygroupevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partnerships.statutorygroup",
                    ),
                ),
                migrations.AddField(
                    model_name="strategicplan",
                    name="partnership",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="stageevidence",
                    name="plan",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="partnerships.strategicplan",
                    ),
                ),
                migrations.AddField(
                    model_name="engagementevent",
                    name="plan",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.strategicplan",
                    ),
                ),
                migrations.AddField(
                    model_name="engagement",
                    name="plan",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="partnerships.strategicplan",
                    ),
                ),
                migrations.AddField(
                    model_name="strategicplanevent",
                    name="partnership",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.partnership",
                    ),
                ),
                migrations.AddField(
                    model_name="strategicplanevent",
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
                    model_name="strategicplanevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="partnerships.strategicplan",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_organisationevent" ("id", "kind", "name", "name_confirmed", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_url", "team_id", "website", "website_confirmed") VALUES (NEW."id", NEW."kind", NEW."name", NEW."name_confirmed", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source_url", NEW."team_id", NEW."website", NEW."website_confirmed"); RETURN NULL;',
                    hash="62311e0b0a09ba8fe5393903609a5518a2c70ed7",
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
                    func='INSERT INTO "partnerships_organisationevent" ("id", "kind", "name", "name_confirmed", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_url", "team_id", "website", "website_confirmed") VALUES (NEW."id", NEW."kind", NEW."name", NEW."name_confirmed", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source_url", NEW."team_id", NEW."website", NEW."website_confirmed"); RETURN NULL;',
                    hash="2ce9078d0dc007b4a8bbca9416dccfeb76fa1eb0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_789df",
                    table="partnerships_organisation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.CheckConstraint(
                condition=models.Q(("small_number_threshold__range", (5, 10))),
                name="small_number_threshold_between_5_and_10",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_partnershipevent" ("alternative_name", "gss_code", "health_board_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "small_number_threshold", "source_url", "team_id", "website") VALUES (NEW."alternative_name", NEW."gss_code", NEW."health_board_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."small_number_threshold", NEW."source_url", NEW."team_id", NEW."website"); RETURN NULL;',
                    hash="1816d73d014bfc4a1ef74b84b25b05307507089b",
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
                    func='INSERT INTO "partnerships_partnershipevent" ("alternative_name", "gss_code", "health_board_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "small_number_threshold", "source_url", "team_id", "website") VALUES (NEW."alternative_name", NEW."gss_code", NEW."health_board_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."small_number_threshold", NEW."source_url", NEW."team_id", NEW."website"); RETURN NULL;',
                    hash="ffb9b768091028154f98267eb92f01d8eb6de393",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5ca94",
                    table="partnerships_partnership",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="integrationmodel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("until__gt", models.F("since")),
                    _connector="OR",
                ),
                name="integration_model_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="integrationmodel",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=(
                    ("partnership", "="),
                    (partnerships.models.registers.DateRange("since", "until"), "&&"),
                ),
                name="one_integration_model_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="integrationmodel",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_integrationmodelevent" ("id", "model", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."id", NEW."model", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                    hash="c97f21130ba8dace3474d07016376ea6cb3640ff",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9cd4c",
                    table="partnerships_integrationmodel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="integrationmodel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partnerships_integrationmodelevent" ("id", "model", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."id", NEW."model", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                    hash="bfb7e2919e54b7e847327dbec63b7a73bf5d1329",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c57a7",
                    table="partnerships_integrationmodel",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="councilarea",
            constraint=models.UniqueConstraint(fields=("column", "row"), name="one_council_area_per_tile"),
        ),
        coproduce.migrating.Together(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="councilarea",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_councilareaevent" ("abbreviation", "column", "gss_code", "health_board_id", "id", "name", "note", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row", "slug") VALUES (NEW."abbreviation", NEW."column", NEW."gss_code", NEW."health_board_id", NEW."id", NEW."name", NEW."note", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row", NEW."slug"); RETURN NULL;',
                            hash="2b1220159ed73a68c0a71de320dc483fcc58e0b1",
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
                            func='INSERT INTO "partnerships_councilareaevent" ("abbreviation", "column", "gss_code", "health_board_id", "id", "name", "note", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row", "slug") VALUES (NEW."abbreviation", NEW."column", NEW."gss_code", NEW."health_board_id", NEW."id", NEW."name", NEW."note", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row", NEW."slug"); RETURN NULL;',
                            hash="a346e755f06342dbbea479474cfa7022d36fa2e1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6dfe1",
                            table="partnerships_councilarea",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="strategicplan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partnerships_strategicplanevent" ("changed_at", "id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "submission", "summary", "title") VALUES (NEW."changed_at", NEW."id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."submission", NEW."summary", NEW."title"); RETURN NULL;',
                            hash="e730e5efbe20b732a1824a65254a9611349bafe7",
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
                            func='INSERT INTO "partnerships_strategicplanevent" ("changed_at", "id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "submission", "summary", "title") VALUES (NEW."changed_at", NEW."id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."submission", NEW."summary", NEW."title"); RETURN NULL;',
                            hash="4e687c0199956fa07844d7035eec0337f177c108",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_540a0",
                            table="partnerships_strategicplan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stageevidence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="evidence_only_added",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="aa2ab79ac7ec0e68a74f57496e133c5c53df73aa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_evidence_only_added_8663c",
                            table="partnerships_stageevidence",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="engagement",
            index=models.Index(fields=["state", "ends_at"], name="engagements_by_end"),
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.AddConstraint(
                    model_name="engagement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="engagement_ends_after_it_starts",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="engagement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("stage__isnull", True), ("plan__isnull", False), _connector="OR"),
                        name="stage_is_of_a_plan",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="engagement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), _negated=True),
                            ("published_at__isnull", True),
                            _connector="OR",
                        ),
                        name="draft_was_never_published",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="engagement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="published_has_published_at",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="engagement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("state", "cancelled"),
                                models.Q(("cancel_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancel_reason", ""),
                                ("cancelled_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="cancelled_iff_cancelled_at_with_reason",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="engagement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_engagementevent" ("cancel_reason", "cancelled_at", "changed_at", "created_by_id", "ends_at", "id", "online_link", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "promise", "published_at", "purpose", "stage_id", "starts_at", "state", "submission", "support_offered", "title") VALUES (NEW."cancel_reason", NEW."cancelled_at", NEW."changed_at", NEW."created_by_id", NEW."ends_at", NEW."id", NEW."online_link", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."plan_id", NEW."promise", NEW."published_at", NEW."purpose", NEW."stage_id", NEW."starts_at", NEW."state", NEW."submission", NEW."support_offered", NEW."title"); RETURN NULL;',
                    hash="44bcadaef2d03cb0c6fe0dadd6f9a8a2f94c2be8",
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
                    func='INSERT INTO "partnerships_engagementevent" ("cancel_reason", "cancelled_at", "changed_at", "created_by_id", "ends_at", "id", "online_link", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "plan_id", "promise", "published_at", "purpose", "stage_id", "starts_at", "state", "submission", "support_offered", "title") VALUES (NEW."cancel_reason", NEW."cancelled_at", NEW."changed_at", NEW."created_by_id", NEW."ends_at", NEW."id", NEW."online_link", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."plan_id", NEW."promise", NEW."published_at", NEW."purpose", NEW."stage_id", NEW."starts_at", NEW."state", NEW."submission", NEW."support_offered", NEW."title"); RETURN NULL;',
                    hash="017c59846368ba4f8d02b239dc3802589fefc99c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f123",
                    table="partnerships_engagement",
                    when="AFTER",
                ),
            ),
        ),
    ]
