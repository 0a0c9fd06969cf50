import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import coproduce.migrating


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("learning", "0001_text_search"),
        ("partnerships", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        coproduce.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Theme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(unique=True)),
                        ("name", models.CharField(max_length=80, unique=True)),
                        (
                            "definition",
                            models.TextField(
                                help_text="One or two plain sentences: what belongs here and what does not"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="ThemeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("slug", models.SlugField(db_index=False)),
                        ("name", models.CharField(max_length=80)),
                        (
                            "definition",
                            models.TextField(
                                help_text="One or two plain sentences: what belongs here and what does not"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CaseStudy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(editable=False, max_length=100, unique=True)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="In plain language, two or three sentences: what was done, by whom, and what changed",
                                max_length=600,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                help_text="What was done, what changed, what did not work, what you learned. Markdown is understood.",
                                max_length=40000,
                            ),
                        ),
                        (
                            "source_url",
                            models.URLField(blank=True, max_length=500, verbose_name="link to the source"),
                        ),
                        ("source_note", models.CharField(blank=True, editable=False, max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waiting for review"),
                                    ("returned", "Returned"),
                                    ("published", "Published"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(editable=False, null=True)),
                        ("published_at", models.DateTimeField(editable=False, null=True)),
                        ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.contrib.postgres.search.CombinedSearchVector(
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
                                        "text", config="coproduce_english", weight="C"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("coproduce_english"),
                                ),
                                output_field=django.contrib.postgres.search.SearchVectorField(),
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "council_areas",
                            models.ManyToManyField(
                                blank=True, related_name="case_studies", to="partnerships.councilarea"
                            ),
                        ),
                        (
                            "last_edited_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who publishes it; empty where the platform team wrote it from public sources",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_studies",
                                to="partnerships.organisation",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_studies",
                                to="partnerships.partnership",
                            ),
                        ),
                        (
                            "themes",
                            models.ManyToManyField(
                                blank=True, related_name="case_studies", to="learning.theme"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "case studies",
                        "ordering": ("-published_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CaseStudyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "source_url",
                            models.URLField(blank=True, max_length=500, verbose_name="link to the source"),
                        ),
                        ("source_note", models.CharField(blank=True, editable=False, max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waiting for review"),
                                    ("returned", "Returned"),
                                    ("published", "Published"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(editable=False, null=True)),
                        ("published_at", models.DateTimeField(editable=False, null=True)),
                        ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "last_edited_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Who publishes it; empty where the platform team wrote it from public sources",
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
                                to="learning.casestudy",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("submit", "Submitted for review"),
                                    ("send_back", "Returned to the authors"),
                                    ("publish", "Published"),
                                    ("withdraw", "Withdrawn"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waiting for review"),
                                    ("returned", "Returned"),
                                    ("published", "Published"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=20,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waiting for review"),
                                    ("returned", "Returned"),
                                    ("published", "Published"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=20,
                                verbose_name="to",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("note", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case_study",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="learning.casestudy",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "weekly",
                            models.BooleanField(
                                default=True, verbose_name="Weekly email on Tuesdays at 08:00"
                            ),
                        ),
                        ("covered_until", models.DateTimeField(editable=False)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscription",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Follow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follows",
                                to="learning.subscription",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follows",
                                to="learning.theme",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Digest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slot", models.DateTimeField()),
                        ("since", models.DateTimeField()),
                        (
                            "case_studies",
                            models.ManyToManyField(related_name="digests", to="learning.casestudy"),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to="learning.subscription",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("slot",),
                    },
                ),
                migrations.CreateModel(
                    name="SubscriptionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "weekly",
                            models.BooleanField(
                                default=True, verbose_name="Weekly email on Tuesdays at 08:00"
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
                                to="learning.subscription",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
            model_name="subscription",
            name="themes",
            field=models.ManyToManyField(
                related_name="subscriptions", through="learning.Follow", to="learning.theme"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "learning_themeevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;',
                    hash="178426f73f23a0225f181f88d2b51e5fcc88b029",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_781e2",
                    table="learning_theme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "learning_themeevent" ("definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;',
                    hash="4c4b1876adce8ca10431d470cac1efa60f06a594",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_42b4d",
                    table="learning_theme",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="themeevent",
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
            model_name="themeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="learning.theme",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by__isnull", False), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="decided_by_someone_or_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__in", ("send_back", "withdraw")), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="returned_or_withdrawn_with_a_note",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decisions_are_only_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="111e60f706a305c555ee4de7c5ff6ce3d041dbfb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_decisions_are_only_added_ab6f8",
                    table="learning_decision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("subscription", "slot"), name="one_digest_per_slot"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lt", models.F("slot"))), name="digest_window_is_not_empty"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "learning_subscriptionevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "weekly") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id", NEW."weekly"); RETURN NULL;',
                    hash="614dc2b1f55c5788209598e1b22b95af2c9ab9dd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a0bb1",
                    table="learning_subscription",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."weekly" IS DISTINCT FROM (NEW."weekly"))',
                    func='INSERT INTO "learning_subscriptionevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "weekly") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id", NEW."weekly"); RETURN NULL;',
                    hash="7d2e1413c9f2e07c02723834eae93316bca38179",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bc543",
                    table="learning_subscription",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("subscription", "theme"), name="theme_followed_once"),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="case_study_search"),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(fields=["state", "-published_at"], name="case_study_newest"),
        ),
        coproduce.migrating.Together(
            operations=[
                migrations.AddConstraint(
                    model_name="casestudy",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("published", "withdrawn")), ("published_at__isnull", False)
                            ),
                            models.Q(
                                models.Q(("state__in", ("published", "withdrawn")), _negated=True),
                                ("published_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="published_iff_published_at",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casestudy",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawn_iff_withdrawn_at",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casestudy",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("submitted", "returned")), _negated=True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reviewed_only_when_submitted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casestudy",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                models.Q(("summary", ""), _negated=True),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="submitted_only_with_summary_and_text",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casestudy",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            models.Q(("source_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="of_an_organisation_or_from_sources",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casestudy",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("slug__in", ("new", "mine")), _negated=True),
                        name="slug_is_not_a_page",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casestudy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "learning_casestudyevent" ("author_id", "changed_at", "created_at", "id", "last_edited_by_id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "source_note", "source_url", "state", "submission", "submitted_at", "withdrawn_at") VALUES (NEW."author_id", NEW."changed_at", NEW."created_at", NEW."id", NEW."last_edited_by_id", NEW."organisation_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."source_note", NEW."source_url", NEW."state", NEW."submission", NEW."submitted_at", NEW."withdrawn_at"); RETURN NULL;',
                    hash="23a6e4a6b03e1ff623d4f2c63b7c65ea3ab7a47e",
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
                    condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."last_edited_by_id" IS DISTINCT FROM (NEW."last_edited_by_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."partnership_id" IS DISTINCT FROM (NEW."partnership_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                    func='INSERT INTO "learning_casestudyevent" ("author_id", "changed_at", "created_at", "id", "last_edited_by_id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "source_note", "source_url", "state", "submission", "submitted_at", "withdrawn_at") VALUES (NEW."author_id", NEW."changed_at", NEW."created_at", NEW."id", NEW."last_edited_by_id", NEW."organisation_id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."source_note", NEW."source_url", NEW."state", NEW."submission", NEW."submitted_at", NEW."withdrawn_at"); RETURN NULL;',
                    hash="77129371ed844df04375878077b0b86631d86058",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_160d4",
                    table="learning_casestudy",
                    when="AFTER",
                ),
            ),
        ),
    ]
