"""At a hundred thousand case studies: a page asks for as little as ever, and says what it left out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.accounts.models import User
from learning import finding, reference
from learning.models.facets import FACETS, labels
from tests.conftest import ClientOf
from tests.learning.asking import ask

MANY = 100_000
#: What every entry says, what every second and so on, so that the answers are known; without their history.
ENTRIES = """
ALTER TABLE learning_casestudy DISABLE TRIGGER USER;
INSERT INTO learning_casestudy (
    kind, title, summary, changed_for_people, contact_role, text, localities, started_in, partners,
    who_took_part, promised, kept, power_in_design, power_in_delivery, power_in_decision,
    power_in_evaluation, power_shared,
    changed_for_services, changed_for_staff, evidence, did_not_work, learned, time_taken, money,
    people_needed, shows, licence, source_url, slug, source_note, state, revision, words_revision,
    published_at, created_at, changed_at, submission, erased_address)
SELECT 'practice', 'Practice ' || n, 'Neighbours met.' || CASE WHEN n %% 2 = 0 THEN ' Lunch.' ELSE '' END
    || CASE WHEN n %% 997 = 0 THEN ' Lighthouse.' ELSE '' END,
    '', '', 'They cooked.', '', 1990 + n %% 35, '[]', '',
    'consult', CASE WHEN n %% 3 = 0 THEN 'co_produce' ELSE '' END, '', '', '', '', '',
    '', '', CASE WHEN n %% 5 = 0 THEN 'measured' ELSE '' END, '', '', '', '', '',
    '{}', '', '', 'practice-' || n, 'From public sources', 'published', 1, 1, now() - n * interval '1 minute',
    now(), now(), gen_random_uuid(), ''
FROM generate_series(1, %s) AS n
"""
TERMS = """
INSERT INTO learning_casestudy_terms (casestudy_id, term_id)
SELECT entry.id, term.id FROM learning_casestudy AS entry
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM learning_term) AS term
    ON entry.id % (7 + place) = 0
"""


@pytest.fixture
def library(db: None) -> None:
    reference.load()
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [MANY])
        cursor.execute(TERMS)
        cursor.execute("ANALYZE learning_casestudy, learning_casestudy_terms")


def every_facet() -> str:
    """One value of each, as many as there are facets."""
    return "&".join(f"{name}={next(iter(values), 'x')}" for name, values in labels().items())


@pytest.mark.usefixtures("library")
def test_no_question_asks_the_database_more_than_twelve_times(client_of: ClientOf, editor: User) -> None:
    """One test for all, because to write so many entries takes seconds."""
    client = client_of(editor)
    first = {
        "": "More than 2,000 case studies",
        "q=neighbours": "More than 2,000 case studies found",
        "q=neighbours&page=80": "Here are the newest 2,000, the best match first",
        "q=lunch+-lighthouse&method=forum": "case studies found",
        "q=lighthouse": "100 case studies found",
        "q=lighthose": "Did you mean",
        "q=neighbours+or+lunch+or+met&evidence=measured&level=co_produce": "More than 2,000",
        "theme=leadership&year=2015-2019&level=consult": "case studies found",
        every_facet(): "Nothing matches",
    }
    for query, words in first.items():
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(f"/case-studies/?{query}", headers={"User-Agent": "Mozilla/5.0"})
        assert words in answer.content.decode(), query
        assert len(seen) <= 12, query
        assert answer.content.decode().count("<mark>") <= 25 * 10, query
    assert client.get("/case-studies/?q=neighbours&page=81").status_code == 404
    assert len(ask("neighbours").keys) == finding.MOST
    everything = {name: list(values)[:50] for name, values in labels().items()}
    assert set(everything) == set(FACETS)
    assert ask("neighbours", None, **everything).count <= finding.MOST
