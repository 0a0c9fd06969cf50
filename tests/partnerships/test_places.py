"""Health boards and council areas: what the registers hold, and what keeps them whole."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from coproduce.ui import history
from partnerships.models import CouncilArea, HealthBoard, Partnership
from tests.factories.partnerships import CouncilAreaFactory, HealthBoardFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("registers")
def test_there_are_fourteen_boards_and_thirty_two_areas_for_everyone() -> None:
    assert HealthBoard.objects.visible_to(AnonymousUser()).count() == 14
    assert CouncilArea.objects.visible_to(AnonymousUser()).count() == 32


@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize(
    ("name", "gaelic"), [("Fife", "Fìobha"), ("Highland", "A' Ghàidhealtachd"), ("Angus", "Aonghas")]
)
def test_an_area_has_its_gaelic_name_with_its_accents(name: str, gaelic: str) -> None:
    assert CouncilArea.objects.get(name=name).gaelic_name.replace("’", "'") == gaelic


@pytest.mark.usefixtures("registers")
def test_the_board_of_an_area_is_the_board_of_its_partnership() -> None:
    for area in CouncilArea.objects.select_related("partnership"):
        assert area.health_board_id == area.partnership.health_board_id, area.name


@pytest.mark.usefixtures("registers")
def test_one_partnership_has_two_areas_and_every_other_one() -> None:
    counted = Partnership.objects.annotate(areas=models.Count("council_areas"))
    assert sorted(counted.values_list("areas", flat=True)) == [1] * 30 + [2]


@pytest.mark.usefixtures("registers")
def test_official_codes_have_their_form() -> None:
    assert all(code.startswith("S12") for code in CouncilArea.objects.values_list("gss_code", flat=True))
    assert all(code.startswith("S08") for code in HealthBoard.objects.values_list("gss_code", flat=True))
    codes = [*CouncilArea.objects.values_list("gss_code", flat=True)]
    assert {len(code) for code in codes} == {9}


@pytest.mark.usefixtures("registers")
def test_the_map_stays_within_its_grid_and_abbreviations_are_told_apart() -> None:
    areas = [*CouncilArea.objects.all()]
    assert len({area.abbreviation for area in areas}) == 32
    assert all(area.abbreviation.isupper() and len(area.abbreviation) == 3 for area in areas)
    assert len({(area.column, area.row) for area in areas}) == 32


def test_two_areas_do_not_share_a_tile() -> None:
    area = CouncilAreaFactory()
    with pytest.raises(IntegrityError, match="one_council_area_per_tile"), transaction.atomic():
        CouncilAreaFactory(column=area.column, row=area.row)


@pytest.mark.parametrize("field", ["gss_code", "slug"])
def test_two_areas_do_not_share_a_code_or_a_word(field: str) -> None:
    area = CouncilAreaFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilAreaFactory(**{field: getattr(area, field)})


def test_two_boards_do_not_share_a_code() -> None:
    board = HealthBoardFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        HealthBoardFactory(gss_code=board.gss_code)


def test_a_board_with_partnerships_is_not_deleted() -> None:
    board = PartnershipFactory().health_board
    with pytest.raises(ProtectedError):
        board.delete()


def test_a_partnership_with_areas_is_not_deleted() -> None:
    partnership = CouncilAreaFactory().partnership
    with pytest.raises(ProtectedError):
        partnership.delete()


def test_places_come_by_name() -> None:
    for name in ("Nairn", "Angus", "Moray"):
        CouncilAreaFactory(name=name)
        HealthBoardFactory(name=f"NHS {name}")
    assert [area.name for area in CouncilArea.objects.all()] == ["Angus", "Moray", "Nairn"]
    named = [str(board) for board in HealthBoard.objects.all() if "Example" not in board.name]
    assert named == ["NHS Angus", "NHS Moray", "NHS Nairn"]


def test_areas_bring_partnership_and_board_in_one_query(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        CouncilAreaFactory()
    with django_assert_num_queries(1):
        assert all(
            area.partnership.name and area.health_board.name
            for area in CouncilArea.objects.with_partnership()
        )


def test_a_change_of_code_is_told_in_the_history() -> None:
    area = CouncilAreaFactory(gss_code="S12000015")
    area.gss_code = "S12000047"
    area.save()
    told = [(found.old, found.new) for found in history.changes(area)[0].differences]
    assert told == [("S12000015", "S12000047")]


# --- The places of a partnership in words ---
@pytest.mark.parametrize(
    ("names", "told"),
    [([], ""), (["Fife"], "Fife"), (["Stirling", "Clackmannanshire"], "Clackmannanshire and Stirling")],
)
def test_a_partnership_tells_its_places(names: list[str], told: str, fife: Partnership) -> None:
    for name in names:
        CouncilAreaFactory(partnership=fife, name=name)
    assert Partnership.objects.with_places().get().places == told


@pytest.mark.parametrize("words", ["fiobha", "FÌOBHA", "fìobha kingdom", "Fiobha alba"])
def test_a_partnership_is_found_by_the_gaelic_name_of_its_area(words: str, dundee: Partnership) -> None:
    found = PartnershipFactory(name="Kingdom", alternative_name="Alba")
    CouncilAreaFactory(partnership=found, name="Fife", gaelic_name="Fìobha")
    assert [*Partnership.objects.matching(words)] == [found]
