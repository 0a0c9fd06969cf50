"""Expenses with their steps, and what a partnership pays."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0002_own_links"),
        ("partnerships", "0006_parts_taken_back_the_day_they_began"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Expense",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("travel", "Travel"),
                            ("replacement_care", "Replacement care"),
                            ("time", "Payment for time"),
                            ("equipment", "Equipment or phone"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "on",
                    models.DateField(help_text="The day of the meeting or of the cost", verbose_name="day"),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="what for")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("declined", "Not wanted"),
                            ("claimed", "Claimed"),
                            ("taken_back", "Taken back"),
                            ("approved", "Approved, to be paid"),
                            ("refused", "Not approved"),
                            ("paid", "Paid"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pence", models.PositiveIntegerField(blank=True, null=True, verbose_name="amount")),
                (
                    "warned",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="has read what payment can mean for benefits and tax",
                    ),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "claim_recorded_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Nobody where the person claimed it themselves",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "involvement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expenses",
                        to="participants.involvement",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expenses",
                        to="participants.participant",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="ExpenseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("travel", "Travel"),
                            ("replacement_care", "Replacement care"),
                            ("time", "Payment for time"),
                            ("equipment", "Equipment or phone"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "on",
                    models.DateField(help_text="The day of the meeting or of the cost", verbose_name="day"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("declined", "Not wanted"),
                            ("claimed", "Claimed"),
                            ("taken_back", "Taken back"),
                            ("approved", "Approved, to be paid"),
                            ("refused", "Not approved"),
                            ("paid", "Paid"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pence", models.PositiveIntegerField(blank=True, null=True, verbose_name="amount")),
                (
                    "warned",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="has read what payment can mean for benefits and tax",
                    ),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "claim_recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Nobody where the person claimed it themselves",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "involvement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.involvement",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="participants.participant",
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
                        to="participants.expense",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExpenseRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("travel", "Travel"),
                            ("replacement_care", "Replacement care"),
                            ("time", "Payment for time"),
                            ("equipment", "Equipment or phone"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pence", models.PositiveIntegerField(verbose_name="amount")),
                (
                    "per",
                    models.CharField(
                        choices=[
                            ("mile", "a mile"),
                            ("hour", "an hour"),
                            ("day", "a day"),
                            ("meeting", "a meeting"),
                            ("receipt", "what the receipt says, at most"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("partnership", "kind", "per", "-since"),
            },
        ),
        migrations.CreateModel(
            name="ExpenseRateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("travel", "Travel"),
                            ("replacement_care", "Replacement care"),
                            ("time", "Payment for time"),
                            ("equipment", "Equipment or phone"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pence", models.PositiveIntegerField(verbose_name="amount")),
                (
                    "per",
                    models.CharField(
                        choices=[
                            ("mile", "a mile"),
                            ("hour", "an hour"),
                            ("day", "a day"),
                            ("meeting", "a meeting"),
                            ("receipt", "what the receipt says, at most"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
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
                        to="participants.expenserate",
                    ),
                ),
                (
                    "set_by",
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
        migrations.CreateModel(
            name="ExpenseStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("offer", "Offered"),
                            ("decline", "Not wanted"),
                            ("claim", "Claimed"),
                            ("take_back", "Taken back"),
                            ("approve", "Approved"),
                            ("refuse", "Not approved"),
                            ("pay", "Paid"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "through",
                    models.CharField(
                        blank=True,
                        choices=[("link", "By their link"), ("phone", "By phone"), ("paper", "On paper")],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
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
                    "expense",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="participants.expense",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("offered", "declined"))),
                fields=("involvement", "kind"),
                name="one_offer_of_a_kind_for_an_involvement",
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("claimed_at__isnull", True),
                        ("pence__isnull", True),
                        ("state__in", ("offered", "declined")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("offered", "declined")), _negated=True),
                        ("claimed_at__isnull", False),
                        ("pence__gte", 1),
                        ("pence__lte", 100000),
                    ),
                    _connector="OR",
                ),
                name="claimed_iff_amount_and_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid_on__isnull", False), ("state", "paid")),
                    models.Q(models.Q(("state", "paid"), _negated=True), ("paid_on__isnull", True)),
                    _connector="OR",
                ),
                name="paid_iff_paid_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "time"), _negated=True),
                    ("claimed_at__isnull", True),
                    ("warned", True),
                    _connector="OR",
                ),
                name="fee_only_after_the_warning",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="expense",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_expenseevent" ("changed_at", "claim_recorded_by_id", "claimed_at", "id", "involvement_id", "kind", "on", "paid_on", "participant_id", "pence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submission", "warned") VALUES (NEW."changed_at", NEW."claim_recorded_by_id", NEW."claimed_at", NEW."id", NEW."involvement_id", NEW."kind", NEW."on", NEW."paid_on", NEW."participant_id", NEW."pence", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."submission", NEW."warned"); RETURN NULL;',
                    hash="a19bd221ac0df15f5c880bbde0ed24ae2c0fd5d8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7a24a",
                    table="participants_expense",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="expense",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."claim_recorded_by_id" IS DISTINCT FROM (NEW."claim_recorded_by_id") OR OLD."claimed_at" IS DISTINCT FROM (NEW."claimed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."involvement_id" IS DISTINCT FROM (NEW."involvement_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."paid_on" IS DISTINCT FROM (NEW."paid_on") OR OLD."participant_id" IS DISTINCT FROM (NEW."participant_id") OR OLD."pence" IS DISTINCT FROM (NEW."pence") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."warned" IS DISTINCT FROM (NEW."warned"))',
                    func='INSERT INTO "participants_expenseevent" ("changed_at", "claim_recorded_by_id", "claimed_at", "id", "involvement_id", "kind", "on", "paid_on", "participant_id", "pence", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submission", "warned") VALUES (NEW."changed_at", NEW."claim_recorded_by_id", NEW."claimed_at", NEW."id", NEW."involvement_id", NEW."kind", NEW."on", NEW."paid_on", NEW."participant_id", NEW."pence", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."submission", NEW."warned"); RETURN NULL;',
                    hash="d652a5a4116527cba4d4666accebdda85c5d94b4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_43e9d",
                    table="participants_expense",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="expenserate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("partnership", "kind", "per"),
                name="one_rate_of_a_kind_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenserate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="rate_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenserate",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 1)), name="rate_is_an_amount"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="expenserate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "participants_expenserateevent" ("id", "kind", "partnership_id", "pence", "per", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "since", "until", "words") VALUES (NEW."id", NEW."kind", NEW."partnership_id", NEW."pence", NEW."per", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."set_by_id", NEW."since", NEW."until", NEW."words"); RETURN NULL;',
                    hash="7bcf4fc714740e9d9e8fce1619be5e761a125c4e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6c5a2",
                    table="participants_expenserate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="expenserate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "participants_expenserateevent" ("id", "kind", "partnership_id", "pence", "per", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "since", "until", "words") VALUES (NEW."id", NEW."kind", NEW."partnership_id", NEW."pence", NEW."per", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."set_by_id", NEW."since", NEW."until", NEW."words"); RETURN NULL;',
                    hash="99090a814ef1227b02f72c2edf5f948e33930d83",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb7b7",
                    table="participants_expenserate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="expensestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", "refuse"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="expensestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("through", "link"), _negated=True), ("by__isnull", True), _connector="OR"
                ),
                name="a_link_is_the_persons_own",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="expensestep",
            trigger=pgtrigger.compiler.Trigger(
                name="expense_steps_are_only_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8688fdc3496d1dd996752efbb541e58c9b3571cb",
                    operation="DELETE",
                    pgid="pgtrigger_expense_steps_are_only_added_1bc5e",
                    table="participants_expensestep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="expensestep",
            trigger=pgtrigger.compiler.Trigger(
                name="expense_steps_stay_but_for_reasons",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."expense_id" IS DISTINCT FROM (NEW."expense_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."through" IS DISTINCT FROM (NEW."through"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a6edc529b79c47f1953d43d50ef86fc6c81b7693",
                    operation="UPDATE",
                    pgid="pgtrigger_expense_steps_stay_but_for_reasons_86076",
                    table="participants_expensestep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
