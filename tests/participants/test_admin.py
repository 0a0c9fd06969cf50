"""Django admin: references and answers for national oversight to read; no names, no absences, no changes."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from coproduce.accounts.models import User
from participants.models import Attendance, Barrier, Involvement, Participant
from tests.conftest import ClientOf
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import someone

from .conftest import text_of

OVERSIGHT = ["auditor", "administrator"]


@pytest.fixture
def row(agnes: Participant) -> Involvement:
    return InvolvementFactory(participant=agnes, declined=True, barrier=Barrier.REPLACEMENT_CARE)


@pytest.mark.parametrize("role", OVERSIGHT)
@pytest.mark.parametrize("model", ["participant", "involvement"])
def test_oversight_reads_references_without_names(
    role: str, model: str, request: pytest.FixtureRequest, client_of: ClientOf, row: Involvement
) -> None:
    client = client_of(request.getfixturevalue(role))
    target = row if model == "involvement" else row.participant
    for page in (f"{model}_changelist", f"{model}_change"):
        key = [target.pk] if page.endswith("_change") else []
        text = text_of(client.get(reverse(f"admin:participants_{page}", args=key)))
        assert "P-0007" in text
        assert "anary" not in text


def test_absence_and_barriers_are_not_in_admin(client_of: ClientOf, auditor: User, row: Involvement) -> None:
    row.attendance, row.attendance_recorded_by = Attendance.ABSENT, someone()
    row.attendance_recorded_at = row.invited_at
    row.save()
    text = text_of(client_of(auditor).get(reverse("admin:participants_involvement_change", args=[row.pk])))
    assert "Did not come" not in text
    assert "take over" not in text


def test_nobody_changes_anything_in_admin(client_of: ClientOf, administrator: User, row: Involvement) -> None:
    url = reverse("admin:participants_involvement_change", args=[row.pk])
    assert client_of(administrator).post(url, {"answer": "accepted"}).status_code == 403


@pytest.mark.parametrize("model", ["participant", "involvement"])
def test_moderators_see_nothing_of_it(client_of: ClientOf, moderator: User, model: str) -> None:
    client = client_of(moderator)
    assert client.get(reverse(f"admin:participants_{model}_changelist")).status_code == 403
    assert "Participants" not in text_of(client.get(reverse("admin:index")))


def test_who_people_are_is_not_in_admin() -> None:
    shown = {model.__name__ for model in apps.get_app_config("participants").get_models()}
    registered = {model.__name__ for model in admin.site._registry}
    assert shown & registered == {"Participant", "Involvement"}
