"""What people look for, judged by reading the seeded library: what must come first, what must not come."""

import datetime as dt

import pytest

from learning import demo, reference
from learning.models import CaseStudy

#: Words as typed; slugs that must be among the first three; slugs that must not be found at all.
JUDGED: list[tuple[str, set[str], set[str]]] = [
    # by place
    ("orkney", {"community-driven-system-for-the-islands"}, {"edinburgh-pact"}),
    ("islands", {"community-driven-system-for-the-islands"}, {"league-of-champions"}),
    ("insch", {"community-links-worker-in-insch"}, {"edinburgh-pact"}),
    ("bertha park", {"our-inclusive-community-project"}, {"from-hospital-to-home"}),
    ("tayside", {"from-hospital-to-home"}, {"league-of-champions"}),
    ("argyll", {"redesigning-support-for-care-leavers", "asking-before-a-hard-decision"}, {"edinburgh-pact"}),
    ("edinburgh", {"edinburgh-pact", "edinburgh-strategic-plan-rewritten"}, {"league-of-champions"}),
    ("Dùn Dè", set(), {"from-hospital-to-home", "edinburgh-pact"}),
    # by people
    ("care leavers", {"redesigning-support-for-care-leavers"}, {"edinburgh-pact"}),
    ("young people", {"redesigning-support-for-care-leavers"}, {"league-of-champions"}),
    ("learning disabilities", {"league-of-champions"}, {"edinburgh-pact"}),
    ("learning difficulties", {"league-of-champions"}, {"edinburgh-pact"}),
    ("unpaid carers", {"public-service-user-and-carer-group"}, {"edinburgh-pact"}),
    ("caregivers", {"public-service-user-and-carer-group"}, {"edinburgh-pact"}),
    ("design students", {"from-hospital-to-home", "shaping-the-choreography-of-care"}, {"edinburgh-pact"}),
    ("families", {"recognising-and-rewarding-co-design"}, {"edinburgh-pact"}),
    ("residents", {"edinburgh-pact", "our-inclusive-community-project"}, {"league-of-champions"}),
    # by what was done
    ("citizens jury", {"citizens-jury-on-shared-decision-making"}, {"edinburgh-pact"}),
    ("citizens' jury", {"citizens-jury-on-shared-decision-making"}, {"edinburgh-pact"}),
    ("mini-public", {"citizens-jury-on-shared-decision-making"}, {"league-of-champions"}),
    ("hospital discharge", set(), {"edinburgh-pact"}),
    ("leaving hospital", {"from-hospital-to-home"}, {"redesigning-support-for-care-leavers"}),
    ("paying people", {"recognising-and-rewarding-co-design"}, {"edinburgh-pact"}),
    ("micro-fund", {"reshaping-care-through-co-production"}, {"edinburgh-pact"}),
    ("prototypes", {"redesigning-support-for-care-leavers"}, {"edinburgh-pact"}),
    ("social prescriber", {"community-links-worker-in-insch"}, {"edinburgh-pact"}),
    ("codesign", {"recognising-and-rewarding-co-design"}, {"community-links-worker-in-insch"}),
    ("action research", {"community-links-worker-in-insch"}, {"edinburgh-pact"}),
    ("pandemic", {"edinburgh-pact"}, {"community-links-worker-in-insch"}),
    ("focus groups", {"edinburgh-pact"}, {"league-of-champions"}),
    ("care homes", set(), {"league-of-champions"}),
    ("ceiling of care", {"asking-before-a-hard-decision"}, {"edinburgh-pact"}),
    # by the words of the law and of offices
    ("SPG", {"public-service-user-and-carer-group"}, {"edinburgh-pact"}),
    ("IJB", {"edinburgh-strategic-plan-rewritten"}, {"edinburgh-pact"}),
    ("TSI", {"reshaping-care-through-co-production"}, {"edinburgh-pact"}),
    ("coproduction", {"reshaping-care-through-co-production"}, {"edinburgh-pact"}),
    # as the help beside the box says
    ('"strategic plan"', {"edinburgh-strategic-plan-rewritten"}, {"edinburgh-pact"}),
    (
        "jury or pandemic",
        {"citizens-jury-on-shared-decision-making", "edinburgh-pact"},
        {"league-of-champions"},
    ),
    ("edinburgh -pandemic", {"edinburgh-strategic-plan-rewritten"}, {"edinburgh-pact"}),
    # never
    ("Brian Brown", set(), {"brian-browns-story"}),
    ("zebra", set(), {"edinburgh-pact"}),
]


def judge(words: str, first: set[str], never: set[str]) -> str:
    """What is wrong with the answer, or nothing."""
    found = [row.slug for row in CaseStudy.objects.published().matching(words)]
    missing, unwanted = first - set(found[:3]), never & set(found)
    wrong = [f"not among the first three: {sorted(missing)}"] if missing else []
    wrong += [f"found but should not be: {sorted(unwanted)}"] if unwanted else []
    return f"{words!r}: {'; '.join(wrong)}; first three: {found[:3]}" if wrong else ""


@pytest.mark.django_db
def test_every_judged_query_finds_what_it_should_first(now: dt.datetime) -> None:
    reference.load()
    demo.load(now)
    wrong = [said for judged in JUDGED if (said := judge(*judged))]
    assert not wrong, "\n".join(wrong)


def test_at_least_thirty_are_judged_by_entries_that_exist() -> None:
    seeded = demo.CASE_STUDIES.read_text(encoding="utf-8")
    named = {slug for _, first, never in JUDGED for slug in first | never}
    assert len({words for words, *_ in JUDGED}) >= 30
    assert [slug for slug in named if f'slug = "{slug}"' not in seeded] == []
