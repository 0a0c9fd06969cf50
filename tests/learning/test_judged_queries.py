"""What people look for, judged by reading the seeded library: what must come first, what must not come."""

import datetime as dt

import pytest

from learning import demo, reference
from partnerships import reference as registers
from tests.learning.asking import slugs

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


Chosen = dict[str, list[str]]
#: Words, perhaps none; what is chosen in the facets; slugs that must be found; slugs that must not.
FACETED: list[tuple[str, Chosen, set[str], set[str]]] = [
    # by what the entry is sorted as
    ("", {"method": ["citizens-jury"]}, {"citizens-jury-on-shared-decision-making"}, {"edinburgh-pact"}),
    (
        "",
        {"population": ["unpaid-carers"], "method": ["forum"]},
        {"public-service-user-and-carer-group"},
        {"league-of-champions", "locality-engagement-forums-online"},
    ),
    (
        "",
        {"area": ["fife", "orkney-islands"]},
        {"citizens-jury-on-shared-decision-making", "community-driven-system-for-the-islands"},
        {"edinburgh-pact"},
    ),
    (
        "",
        {"level": ["consult"]},
        {"asking-before-a-hard-decision", "edinburgh-strategic-plan-rewritten"},
        {"league-of-champions"},
    ),
    (
        "",
        {"year": ["2010-2014"], "area": ["glasgow-city"]},
        {"shaping-the-choreography-of-care"},
        {"locality-engagement-forums-online", "recognising-and-rewarding-co-design"},
    ),
    (
        "",
        {"moment": ["embedding"], "setting": ["boards-and-committees"]},
        {"league-of-champions", "public-service-user-and-carer-group"},
        {"edinburgh-strategic-plan-rewritten"},
    ),
    ("", {"evidence": ["project"]}, {"our-inclusive-community-project"}, {"edinburgh-pact"}),
    ("", {"theme": ["leadership"], "area": ["orkney-islands"]}, set(), {"league-of-champions"}),
    # together with words
    (
        "older people",
        {"method": ["prototype"]},
        {"shaping-the-choreography-of-care"},
        {"from-hospital-to-home"},
    ),
    (
        "caregivers",
        {"population": ["older-people"], "year": ["2010-2014"]},
        {"from-hospital-to-home", "shaping-the-choreography-of-care"},
        {"league-of-champions"},
    ),
    (
        "edinburgh -pandemic",
        {"product": ["strategy"]},
        {"edinburgh-strategic-plan-rewritten"},
        {"edinburgh-pact"},
    ),
    (
        "jury or pandemic",
        {"population": ["local-residents"], "theme": ["culture-change"]},
        {"edinburgh-pact"},
        {"citizens-jury-on-shared-decision-making"},
    ),
    (
        '"design students"',
        {"setting": ["hospital"]},
        {"from-hospital-to-home"},
        {"shaping-the-choreography-of-care"},
    ),
    (
        "Voluntary Action",
        {"method": ["micro-fund"]},
        {"reshaping-care-through-co-production"},
        {"edinburgh-pact"},
    ),
    ("micro-fund", {"method": ["prototype"]}, set(), {"reshaping-care-through-co-production"}),
]
#: In both spellings of each: an area's Gaelic name is in no entry, and may find nothing, but the same.
SPELLINGS = [("Dùn Dè", "Dun De"), ("Gàidhealtachd", "Gaidhealtachd"), ("co-dhealbhadh", "co-dhealbhàdh")]


def judge(words: str, first: set[str], never: set[str]) -> str:
    """What is wrong with the answer, or nothing."""
    found = slugs(words)
    missing, unwanted = first - set(found[:3]), never & set(found)
    wrong = [f"not among the first three: {sorted(missing)}"] if missing else []
    wrong += [f"found but should not be: {sorted(unwanted)}"] if unwanted else []
    return f"{words!r}: {'; '.join(wrong)}; first three: {found[:3]}" if wrong else ""


def judge_faceted(words: str, chosen: Chosen, kept: set[str], never: set[str]) -> str:
    found = set(slugs(words, **chosen))
    missing, unwanted = kept - found, never & found
    told = f"missing {sorted(missing)}, unwanted {sorted(unwanted)}, found {sorted(found)}"
    return f"{words!r} with {chosen}: {told}" if missing or unwanted else ""


@pytest.fixture
def seeded(db: None, now: dt.datetime) -> None:
    registers.load()
    reference.load()
    demo.load(now)


@pytest.mark.usefixtures("seeded")
def test_every_judged_query_finds_what_it_should_first() -> None:
    wrong = [said for judged in JUDGED if (said := judge(*judged))]
    wrong += [said for faceted in FACETED if (said := judge_faceted(*faceted))]
    wrong += [with_accents for with_accents, without in SPELLINGS if slugs(with_accents) != slugs(without)]
    assert not wrong, "\n".join(wrong)


def test_at_least_thirty_are_judged_by_entries_that_exist() -> None:
    seeded = demo.CASE_STUDIES.read_text(encoding="utf-8")
    named = {slug for _, first, never in JUDGED for slug in first | never}
    named |= {slug for _, _, found, never in FACETED for slug in found | never}
    assert len({words for words, *_ in JUDGED}) >= 30
    assert [slug for slug in named if f'slug = "{slug}"' not in seeded] == []
