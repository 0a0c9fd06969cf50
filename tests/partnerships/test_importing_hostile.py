"""Files that nobody should have sent: refused in words, wherever they come in, and nothing is written."""

import csv
import io
import itertools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coproduce.accounts.models import User
from partnerships import importing
from partnerships.importing import reading
from partnerships.models import Organisation, OrganisationImport
from tests.conftest import ClientOf

HEADER = b"name,kind\n"
GOOD = HEADER + b"Example Group,Network\n"
NEW = "/organisations/import/"


def problem(content: bytes) -> str:
    with pytest.raises(importing.ImportProblem) as told:
        importing.read(content)
    return str(told.value)


def names(content: bytes) -> list[str]:
    """The names in the rows of a file that can be read."""
    rows = reading.lines(importing.read(content))
    return [row.cells["name"] for row in rows if isinstance(row, reading.Line)]


# --- Encodings ---
def test_a_file_with_the_mark_of_utf_8_is_read_without_it() -> None:
    assert names(b"\xef\xbb\xbf" + GOOD) == ["Example Group"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_told(encoding: str) -> None:
    told = problem(GOOD.decode().encode(encoding))
    assert "UTF-16" in told or "NUL" in told
    assert "save it as “CSV UTF-8”" in told


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "mac-roman", "iso8859-14"])
def test_letters_of_an_older_encoding_are_told_with_their_line(encoding: str) -> None:
    text = "name,kind\nGroup,Network\nCoimhearsnachd Bharraigh òg,Network\n"
    assert "Line 3 holds letters in another encoding than UTF-8" in problem(text.encode(encoding))


def test_half_a_letter_at_the_end_is_told() -> None:
    assert "Line 3" in problem(GOOD + b"Caf\xc3")


def test_a_surrogate_smuggled_in_is_told() -> None:
    assert "another encoding" in problem(HEADER + b"\xed\xa0\x80,Network\n")


def test_a_nul_is_told_with_its_line() -> None:
    assert "Line 3 holds a NUL character" in problem(GOOD + b"A\0B,Network\n")


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04\x14\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        b"%PDF-1.7\n%\xe2",
        b"\x1f\x8b\x08\0",
        b"\x89PNG\r\n\x1a\n",
        b"MZ\x90\0",
    ],
)
def test_other_kinds_of_files_are_told(content: bytes) -> None:
    assert "save it as “CSV UTF-8”" in problem(content)


# --- Line ends ---
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_program_ends_them(end: str) -> None:
    text = end.join(["name,kind", "One,Network", "", "Two,Network"])
    found = list(reading.lines(text))
    assert [(row.number, row.cells["name"]) for row in found if isinstance(row, reading.Line)] == [
        (2, "One"),
        (4, "Two"),
    ]


def test_a_line_end_within_quotes_belongs_to_the_cell() -> None:
    assert names(HEADER + b'"One\r\nGroup",Network\r\n') == ["One\r\nGroup"]


# --- Headers ---
@pytest.mark.parametrize(
    ("header", "words"),
    [
        (b"name,kind,name", "the column “name” more than once"),
        (b"name,Kind,KIND ", "the column “kind” more than once"),
        (b"oscr,name,oscr,kind,name", "the column “name”, “oscr” more than once"),
        (b"name,kind,colour", "Nothing is known of the column “colour”"),
        (b"name,kind,id,merged_into", "“id”, “merged_into”"),
        (b"name,kind,confirmed_by", "“confirmed_by”"),
        (b"name,kind,team", "“team”"),
        (b"name", "must name the column “kind” too"),
        (b"slug", "must name the column “name”, “kind” too"),
        (b"name;kind", "separated by commas"),
        (b"name\tkind", "separated by commas"),
        (b"name|kind", "separated by commas"),
        (b"Example Group,Network", "Nothing is known of the column “example_group”, “network”"),
        (b"name,,kind", "without a name"),
        (b"na\xe2\x80\x8bme,kind", "Nothing is known"),
    ],
)
def test_a_first_line_that_cannot_be_understood_is_told(header: bytes, words: str) -> None:
    assert words in problem(header + b"\nA,B,C\n")


def test_a_header_is_quoted_but_not_at_any_length() -> None:
    assert len(problem(b"x" * 5_000 + b"," + b",".join(b"y%d" % n for n in range(500)) + b"\n")) < 500


def test_empty_columns_at_the_end_are_left_out() -> None:
    assert names(b"name,kind,,\nExample Group,Network,,\n") == ["Example Group"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"   \n", b",,,\n", b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_a_file_without_anything_is_empty(content: bytes) -> None:
    assert problem(content).startswith("The file is empty")


@pytest.mark.parametrize("content", [HEADER, HEADER.rstrip(), HEADER + b"\n\n,,\n  ,  \n"])
def test_a_header_alone_is_told(content: bytes) -> None:
    assert problem(content) == "The file has no rows under its header."


# --- Quotation marks and size ---
@pytest.mark.parametrize(
    ("content", "line"),
    [
        (GOOD + b'"Two,Network\nThree,Network\n', 3),
        (GOOD + b'Two,"Network\n', 3),
        (GOOD + b'"Two"x,Network\n', 3),
        (b'"name,kind\nOne,Network\n', 1),
    ],
)
def test_a_quotation_mark_out_of_place_is_told_with_its_line(content: bytes, line: int) -> None:
    told = problem(content)
    assert f"on line {line} " in told
    assert "quotation mark" in told


def test_a_quotation_mark_inside_a_cell_is_doubled() -> None:
    assert names(HEADER + b'"The ""Big"" Group",Network\n') == ['The "Big" Group']


@pytest.mark.parametrize("size", [131_073, 10 * 1024 * 1024 - 100])
def test_a_cell_of_megabytes_is_told_with_its_line(size: int) -> None:
    told = problem(GOOD + b"x" * size + b",Network\n")
    assert told == "A cell in the row that begins on line 3 is far too long. Is a quotation mark missing?"


def test_a_file_beyond_ten_megabytes_is_not_read() -> None:
    assert "larger than 10 MB" in problem(b"\xff" * (10 * 1024 * 1024 + 1))


@pytest.mark.parametrize(("rows", "fits"), [(20_000, True), (20_001, False)])
def test_a_file_has_a_most_of_rows(rows: int, *, fits: bool) -> None:
    content = HEADER + b"A,B\n" * rows
    if fits:
        assert len(names(content)) == rows
    else:
        assert problem(content) == "The file has more than 20,000 rows. Split it into several files."


def test_empty_rows_do_not_count_towards_the_most() -> None:
    assert names(HEADER + b"\n,\n" * 20_001 + b"A,B\n") == ["A"]


def test_a_very_wide_row_is_a_fault_of_that_row() -> None:
    [row] = reading.lines(importing.read(HEADER + b"," * 50_000 + b"x\n"))
    assert row == reading.Ragged(2, 50_001)


# --- What goes out again ---
@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        '=HYPERLINK("http://evil.example")',
        "=cmd|' /C calc'!A0",
    ],
)
def test_a_problem_that_quotes_a_formula_cannot_act_as_one(cell: str) -> None:
    report = {"faults": [{"line": 2, "column": cell, "reason": cell}]}
    text = importing.errors_sheet(report).decode("utf-8-sig")
    [_, [line, column, reason]] = csv.reader(io.StringIO(text, newline=""))
    assert line == "2"
    assert column == reason == f"'{cell}"


def test_problems_survive_a_spreadsheet_program() -> None:
    report = {"faults": [{"line": 2, "column": "name", "reason": 'Two, "three"\nàrd'}]}
    content = importing.errors_sheet(report)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["line", "column", "problem"], ["2", "name", 'Two, "three"\nàrd']]


# --- At the door ---
@pytest.fixture
def desk(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def upload(desk: Client, content: bytes, name: str = "groups.csv") -> str:
    answer = desk.post(NEW, {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD.decode().encode("utf-16"), "UTF-16"),
        (GOOD + b"x" * 200_000 + b",Network\n", "line 3 is far too long"),
        (HEADER, "no rows under its header"),
        (GOOD + b'"open,Network', "quotation mark that does not end"),
        (b"name,kind,<script>alert(1)</script>\nA,B,C\n", "&lt;script&gt;"),
        (b"\x00" * 50, "NUL"),
    ],
)
def test_a_bad_file_is_an_error_beside_the_field_and_no_row(desk: Client, content: bytes, words: str) -> None:
    page = upload(desk, content)
    assert "There is a problem" in page
    assert words in page
    assert not OrganisationImport.objects.exists()


def test_markup_in_a_cell_is_shown_as_typed(desk: Client) -> None:
    page = upload(desk, HEADER + b"<img src=x onerror=alert(1)>,Network\nB,<b>Choir</b>\n")
    assert "“&lt;b&gt;choir&lt;/b&gt;”".casefold() in page.casefold()
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("gr\x07oup.csv", "group.csv"),
        ("Buidhnean Chomhairle.csv", "Buidhnean Chomhairle.csv"),
        ("<b>.csv", "<b>.csv"),
    ],
)
def test_the_name_of_the_file_is_kept_harmless(desk: Client, name: str, kept: str) -> None:
    page = upload(desk, GOOD, name)
    assert OrganisationImport.objects.get().file_name == kept
    assert "<b>.csv" not in page


def test_a_file_name_without_end_is_refused_in_words(desk: Client) -> None:
    page = upload(desk, GOOD, f"{'n' * 300}.csv")
    assert "There is a problem" in page or OrganisationImport.objects.get().file_name.endswith("n.csv")


def test_a_text_where_a_file_should_be_is_told(desk: Client) -> None:
    assert "Choose a CSV file" in desk.post(NEW, {"file": "name,kind"}).content.decode()


def test_many_bad_files_leave_nothing_behind(desk: Client) -> None:
    for first, second in itertools.product((b"\0", b'"', b"\xff", b","), repeat=2):
        desk.post(NEW, {"file": SimpleUploadedFile("a.csv", HEADER + first + second)})
    assert not OrganisationImport.objects.exists()
    assert not Organisation.objects.exists()
