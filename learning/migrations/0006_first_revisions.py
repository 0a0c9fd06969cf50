"""What readers see of a published case study becomes its revision 1; its partnership one of several."""

from typing import Any

from django.db import migrations
from django.db.models import F

SINCE_PUBLISHED = ("published", "withdrawn")


def forwards(apps: Any, schema_editor: Any) -> None:
    model, revision = apps.get_model("learning", "CaseStudy"), apps.get_model("learning", "Revision")
    for row in model.objects.exclude(partnership=None):
        row.partnerships.add(row.partnership_id)
    published = model.objects.filter(state__in=SINCE_PUBLISHED)
    published.update(revision=1, words_revision=1)
    revision.objects.bulk_create(first(revision, row) for row in published)


def first(revision: Any, row: Any) -> Any:
    """The document that `learning.content.content_of` would make of the columns there were."""
    says = {name: getattr(row, name) for name in ("title", "summary", "text", "source_url")}
    says["theme"] = sorted(row.terms.values_list("slug", flat=True))
    for places in ("council_areas", "partnerships"):
        says[places] = sorted(getattr(row, places).values_list("slug", flat=True))
    return revision(
        case_study=row,
        number=1,
        state="published",
        content=says,
        author=row.author,
        last_edited_by=row.last_edited_by,
        submitted_at=row.submitted_at,
        published_at=row.published_at,
    )


def backwards(apps: Any, schema_editor: Any) -> None:
    """One partnership stays, the first by name; what is retired was withdrawn, as it was called before."""
    model = apps.get_model("learning", "CaseStudy")
    for row in model.objects.exclude(partnerships=None).distinct():
        row.partnership = row.partnerships.order_by("name").first()
        row.save(update_fields=["partnership"])
    retired = model.objects.filter(state="retired")
    retired.update(state="withdrawn", withdrawn_at=F("retired_at"), retired_at=None)
    apps.get_model("learning", "Revision").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("learning", "0005_practice")]
    operations = [migrations.RunPython(forwards, backwards)]
