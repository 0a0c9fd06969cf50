"""Administrators upload a file, read what it would do, and import it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coproduce.accounts.models import User
from partnerships.models import Organisation, OrganisationImport
from tests.conftest import ClientOf
from tests.factories.partnerships import OrganisationFactory
from tests.partnerships.conftest import QueriesOf

GOOD = b"name,kind\nExample Group,Network\n"
BAD = b"name,kind\nExample Group,Choir\n,Network\n"
NEW = "/organisations/import/"


@pytest.fixture
def desk(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def upload(desk: Client, content: bytes, name: str = "groups.csv", **more: str) -> str:
    """The page that the upload ends on."""
    file = SimpleUploadedFile(name, content)
    return desk.post(NEW, {"file": file, **more}, follow=True).content.decode()


def test_a_file_is_tried_out_first(desk: Client) -> None:
    page = upload(desk, GOOD)
    assert "Nothing is written to the register yet" in page
    assert "Import 1 organisation<" in page
    assert not Organisation.objects.exists()


def test_importing_says_what_happened(desk: Client) -> None:
    upload(desk, GOOD)
    address = f"/organisations/imports/{OrganisationImport.objects.get().pk}/"
    page = desk.post(f"{address}carry-out/", follow=True).content.decode()
    assert "The organisations are imported" in page
    assert "This is what was done" in page
    assert "Import 1 organisation<" not in page
    assert Organisation.objects.get().name == "Example Group"
    assert "imported already" in desk.post(f"{address}carry-out/", follow=True).content.decode()


def test_a_bad_file_shows_every_problem_and_no_button(desk: Client) -> None:
    page = upload(desk, BAD)
    assert "“Choir” is not a kind we know" in page
    assert "Enter a name" in page
    assert "carry-out" not in page
    row = OrganisationImport.objects.get()
    sheet = desk.get(f"/organisations/imports/{row.pk}/problems.csv")
    assert "3,name,Enter a name" in sheet.content.decode()
    assert "attachment" in sheet.headers["Content-Disposition"]


def test_the_same_file_again_has_nothing_to_import(desk: Client) -> None:
    upload(desk, GOOD)
    desk.post(f"/organisations/imports/{OrganisationImport.objects.get().pk}/carry-out/")
    assert "Everything in this file is in the register already" in upload(desk, GOOD)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "not a CSV file"),
        (b"name,kind\n\xe9,Network\n", "Line 2 holds letters in another encoding"),
        (b"name,kind\n\0,Network\n", "NUL"),
        (b"", "The file is empty"),
        (b"name,name\n", "more than once"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field(desk: Client, content: bytes, words: str) -> None:
    assert words in upload(desk, content)
    assert not OrganisationImport.objects.exists()


def test_no_file_is_told(desk: Client) -> None:
    assert "a CSV file" in desk.post(NEW).content.decode()


def test_the_button_pressed_twice_makes_one_row(desk: Client) -> None:
    key = "6a2f41a3-c54c-fce8-32d2-0324e1c32e22"
    upload(desk, GOOD, submission=key)
    upload(desk, GOOD, submission=key)
    assert OrganisationImport.objects.count() == 1


def test_long_reports_come_in_pages(desk: Client) -> None:
    page = upload(desk, b"name,kind\n" + b"Group,Choir\n" * 150)
    assert "page=2" in page
    address = f"/organisations/imports/{OrganisationImport.objects.get().pk}/"
    assert desk.get(f"{address}?page=2").status_code == 200


def test_the_template_is_there(desk: Client) -> None:
    assert desk.get("/organisations/import/template.csv").content.startswith(b"\xef\xbb\xbfname,kind")


def test_only_administrators_import(client_of: ClientOf, officer: User, desk: Client) -> None:
    upload(desk, GOOD)
    address = f"/organisations/imports/{OrganisationImport.objects.get().pk}/"
    browser = client_of(officer)
    assert browser.get(NEW).status_code == 403
    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}carry-out/").status_code == 404


def detail(desk: Client) -> str:
    return f"/organisations/imports/{OrganisationImport.objects.latest('pk').pk}/"


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", ""])
def test_an_odd_page_of_a_report_is_answered(number: str, desk: Client) -> None:
    upload(desk, BAD)
    assert "Enter a name" in desk.get(f"{detail(desk)}?page={number}").content.decode()


def test_a_register_that_changed_meanwhile_is_told_with_what_would_happen_now(desk: Client) -> None:
    upload(desk, GOOD)
    OrganisationFactory(name="Example Group", kind="council")
    page = desk.post(f"{detail(desk)}carry-out/", follow=True).content.decode()
    assert "The register has changed since this file was tried out" in page
    assert "Council becomes Network" in page
    assert Organisation.objects.get().kind == "council"


def test_a_bad_file_cannot_be_carried_out_by_its_address(desk: Client) -> None:
    upload(desk, BAD)
    page = desk.post(f"{detail(desk)}carry-out/", follow=True).content.decode()
    assert "Nothing is imported while a row has a problem" in page
    assert not Organisation.objects.exists()


def test_looking_does_not_import(desk: Client) -> None:
    upload(desk, GOOD)
    assert desk.get(f"{detail(desk)}carry-out/").status_code == 405


def test_a_good_file_has_an_empty_sheet_of_problems(desk: Client) -> None:
    upload(desk, GOOD)
    sheet = desk.get(f"{detail(desk)}problems.csv").content.decode("utf-8-sig")
    assert sheet == "line,column,problem\r\n"


def test_a_formula_in_a_file_cannot_act_in_the_sheet_of_problems(desk: Client) -> None:
    upload(desk, b'name,kind,website\nA,Network,"=cmd|x"\n@SUM(1),=1+1,\n')
    for line in desk.get(f"{detail(desk)}problems.csv").content.decode("utf-8-sig").splitlines():
        assert not [cell for cell in line.split(",") if cell.startswith(("=", "+", "-", "@"))]


def test_earlier_files_are_listed_and_none_is_at_first(desk: Client) -> None:
    assert "Earlier files" not in desk.get(NEW).content.decode()
    upload(desk, GOOD)
    assert "groups.csv" in desk.get(NEW).content.decode()


def test_the_report_takes_the_same_queries_for_many_rows(desk: Client, queries_of: QueriesOf) -> None:
    upload(desk, GOOD)
    few = queries_of(desk, detail(desk))
    upload(desk, b"name,kind\n" + b"".join(b"Group %d,Network\n" % number for number in range(1_000)))
    assert queries_of(desk, detail(desk)) == few <= 12


@pytest.mark.parametrize(
    "name", ["reader", "lead", "officer_elsewhere", "organisation_lead", "moderator", "auditor"]
)
def test_nobody_else_sees_a_file_or_its_problems(
    name: str, desk: Client, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    upload(desk, GOOD)
    browser = client_of(request.getfixturevalue(name))
    for page in ("", "problems.csv"):
        assert browser.get(detail(desk) + page).status_code == 404
    assert browser.post(NEW, {}).status_code == 403
