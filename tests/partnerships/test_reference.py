"""The registers as our files tell them, and what loading them again leaves alone."""

import datetime as dt
import time
from pathlib import Path

import pytest
from django.db import models

from coproduce.accounts.models import Team, TeamKind
from partnerships import reference
from partnerships.models import (
    CouncilArea,
    HealthBoard,
    Kind,
    Model,
    Organisation,
    OrganisationKind,
    Partnership,
    PlanStage,
    StatutoryGroup,
    StatutoryRule,
)

pytestmark = pytest.mark.django_db
COUNTS = {
    HealthBoard: 14,
    Partnership: 31,
    CouncilArea: 32,
    Organisation: 50,
    StatutoryGroup: 55,
    StatutoryRule: 58,
    PlanStage: 22,
}


@pytest.mark.parametrize(("model", "number"), COUNTS.items(), ids=str)
def test_every_row_of_the_files_is_loaded(model: type[models.Model], number: int, registers: None) -> None:
    assert model._default_manager.count() == number


def test_loading_tells_what_it_added() -> None:
    assert "31 partnerships" in reference.load()
    assert reference.load() == "Registers: everything was there already."


def test_loading_again_adds_nothing(registers: None) -> None:
    reference.load()
    assert {model: model._default_manager.count() for model in COUNTS} == COUNTS
    assert Team.objects.count() == 31 + 50 + Team.objects.filter(kind=TeamKind.NATIONAL).count()


def test_loading_takes_less_than_two_seconds() -> None:
    before = time.monotonic()
    reference.load()
    assert time.monotonic() - before < 2


@pytest.mark.parametrize(
    ("model", "lookup", "field"),
    [
        (Partnership, {"slug": "fife"}, "name"),
        (Organisation, {"slug": "tsi-fife"}, "name"),
        (StatutoryGroup, {"code": "con_other"}, "label"),
        (PlanStage, {"code": "review"}, "label"),
        (CouncilArea, {"slug": "fife"}, "name"),
        (HealthBoard, {"gss_code": "S08000029"}, "name"),
    ],
)
def test_loading_again_keeps_what_people_have_edited(
    model: type[models.Model], lookup: dict[str, str], field: str, registers: None
) -> None:
    rows = model._default_manager.filter(**lookup)
    rows.update(**{field: "As somebody corrected it"})
    reference.load()
    assert rows.values_list(field, flat=True).get() == "As somebody corrected it"


def test_a_row_that_went_missing_comes_back_with_its_team_and_area(registers: None) -> None:
    organisation = Organisation.objects.get(slug="tsi-moray")
    organisation.delete()
    reference.load()
    again = Organisation.objects.get(slug="tsi-moray")
    assert again.team.kind == TeamKind.ORGANISATION
    assert [area.name for area in again.council_areas.all()] == ["Moray"]


def test_each_partnership_and_organisation_has_a_team_of_its_name(registers: None) -> None:
    for model, kind in ((Partnership, TeamKind.PARTNERSHIP), (Organisation, TeamKind.ORGANISATION)):
        rows = model.objects.select_related("team")
        assert {row.team.kind for row in rows} == {kind}
        assert all(row.team.name == row.name for row in rows)


def test_every_council_area_has_a_tile_and_a_third_sector_interface(registers: None) -> None:
    areas = CouncilArea.objects.prefetch_related("organisations")
    assert len({(area.column, area.row) for area in areas}) == 32
    for area in areas:
        kinds = [organisation.kind for organisation in area.organisations.all()]
        assert kinds == [OrganisationKind.THIRD_SECTOR_INTERFACE]


def test_one_partnership_serves_clackmannanshire_and_stirling(registers: None) -> None:
    served = Partnership.objects.annotate(number=models.Count("council_areas")).exclude(number=1)
    assert [(row.slug, row.places) for row in served] == [
        ("clackmannanshire-and-stirling", "Clackmannanshire and Stirling")
    ]


def test_highland_alone_has_a_lead_agency_and_says_what_is_not_verified(registers: None) -> None:
    today = dt.date(2026, 11, 23)
    models_on_day = {
        row.slug: row.integration_models.current(today).get().model for row in Partnership.objects.all()
    }
    assert [slug for slug, model in models_on_day.items() if model == Model.LEAD_AGENCY] == ["highland"]
    assert "not verified" in Partnership.objects.get(slug="highland").note


def test_nothing_is_shown_as_confirmed_that_the_file_does_not_call_so(registers: None) -> None:
    told = {
        row["slug"]: row["confirmed"] for row in (*reference.interfaces(), *reference.national_partners())
    }
    for organisation in Organisation.objects.all():
        assert organisation.name_confirmed == (told[organisation.slug] in {"name", "name and website"})
        assert organisation.website_confirmed == (told[organisation.slug] == "name and website")


def test_no_website_is_confirmed_that_is_not_there(registers: None) -> None:
    assert not Organisation.objects.filter(website_confirmed=True, website="").exists()


def test_there_are_thirteen_standard_consultee_groups(registers: None) -> None:
    groups = StatutoryGroup.objects.consultees()
    assert groups.count() == 13
    assert {group.applies_to for group in groups} == {Kind.STANDARD_CONSULTEES}
    assert groups.get(code="con_other_staff").label.startswith("Staff of the Health Board")


def test_the_one_consultee_group_without_a_seat_in_the_planning_group_is_other_staff(registers: None) -> None:
    consulted = {group.code.removeprefix("con_") for group in StatutoryGroup.objects.consultees()}
    seated = StatutoryGroup.objects.filter(
        applies_to=Kind.PLANNING_GROUP, rules__provision__contains="2014/308"
    )
    assert consulted - {group.code.removeprefix("spg_") for group in seated} == {"other_staff"}


def test_groups_and_stages_keep_the_order_of_the_files(registers: None) -> None:
    assert StatutoryGroup.objects.first() == StatutoryGroup.objects.get(code="spg_health_board_nominee")
    assert PlanStage.objects.first() == PlanStage.objects.get(code="spg_established")
    assert PlanStage.objects.last() == PlanStage.objects.get(code="scheme_review")


def test_every_provision_links_to_legislation(registers: None) -> None:
    for model in (StatutoryRule, PlanStage):
        for row in model._default_manager.all():
            assert row.source_url.startswith("https://www.legislation.gov.uk/"), row


@pytest.mark.parametrize("row", ["A,B", "A,B,C,D"])
def test_a_row_of_another_width_is_told_with_its_line(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "health_boards.csv").write_text(f"name,gss_code,website\nA,B,C\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(reference, "DATA", tmp_path)
    with pytest.raises(reference.ReferenceProblem, match=r"health_boards\.csv, line 3: the row has"):
        reference.load()
    assert not HealthBoard.objects.exists()


def test_a_row_taken_out_of_a_file_stays_in_the_register(
    registers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = reference.rows_of("plan_stages")[1:]
    monkeypatch.setattr(reference, "rows_of", lambda _: rows)
    assert reference.add_plan_stages() == 0
    assert PlanStage.objects.count() == 22
