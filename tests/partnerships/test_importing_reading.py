"""Any bytes at all: rows, or words about why not; and ten thousand rows in good time."""

import time

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships import importing
from partnerships.models import Organisation
from tests.factories.merging import organisation_import
from tests.factories.partnerships import CouncilAreaFactory

HEADER = b"name,kind\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfen\0a\0", "UTF-16"),
        (b"\xd0\xcf\x11\xe0", "older spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (HEADER, "no rows"),
        (b"name;kind\nA;B\n", "separated by commas"),
        (b"name,kind,colour\nA,B,C\n", "“colour”"),
        (b"name\nA\n", "“kind” too"),
        (b"name,,kind\nA,,B\n", "without a name"),
        (HEADER + b'"A,Network\n', "line 2"),
        (HEADER + b'"A"B,Network\n', "line 2"),
        (HEADER + b"A" * 200_000 + b",Network\n", "far too long"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (HEADER + b"A,Network\n" * 20_001, "more than 20,000 rows"),
    ],
)
def test_what_is_no_file_of_organisations_is_told_in_words(content: bytes, words: str) -> None:
    with pytest.raises(importing.ImportProblem, match=words):
        importing.read(content)


def test_headers_may_have_capitals_and_spaces_and_come_in_any_order() -> None:
    assert importing.read(b"\xef\xbb\xbfKind,Council Areas, Name\nNetwork,,A\n").startswith("Kind")


PIECES = st.sampled_from(
    [b"name", b"kind", b"slug", b"oscr", b",", b"\n", b"\r", b'"', b";", b"\xc3\xa9", b"\0", b"A", b"Network"]
)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(), st.lists(PIECES, max_size=30).map(lambda some: HEADER + b"".join(some))))
def test_any_bytes_are_a_report_or_a_problem_in_words(content: bytes) -> None:
    try:
        report = importing.try_out(importing.read(content))
    except importing.ImportProblem as problem:
        assert str(problem)
    else:
        assert sum(report["counts"].values()) >= 1


@pytest.mark.django_db
@pytest.mark.parametrize("before", ["nothing", "the same file"])
def test_ten_thousand_rows_take_less_than_thirty_seconds_to_try_and_to_carry_out(before: str) -> None:
    CouncilAreaFactory(name="Fife")
    rows = (f"Group {n},Network,Fife,G{n};Old {n},SC{n:06}" for n in range(10_000))
    text = "name,kind,council_areas,other_names,oscr\n" + "\n".join(rows)
    if before == "the same file":
        importing.carry_out(organisation_import(text), now=timezone.now())
    text = text.replace("Network", "Council")
    began = time.monotonic()
    made = organisation_import(importing.read(text.encode()))
    tried = time.monotonic()
    importing.carry_out(made, now=timezone.now())
    assert (tried - began < 30, time.monotonic() - tried < 30) == (True, True)
    assert Organisation.objects.filter(kind="council").count() == 10_000
