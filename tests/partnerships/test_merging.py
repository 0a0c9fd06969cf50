"""Two entries become one: nothing is lost, everything is told, and what cannot be is refused in words."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accounts.models import Role, RoleName, User
from learning.models import CaseStudy
from partnerships import merging
from partnerships.merging.linked import links
from partnerships.models import Merge, Organisation, Tenure
from tests.factories.accounts import account, give, invitation
from tests.factories.learning import CaseStudyFactory
from tests.factories.merging import IdentifierFactory, OtherNameFactory
from tests.factories.organisations import ClaimFactory, PartnershipPartFactory, SupportOfferFactory
from tests.factories.participants import ParticipantFactory
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(db: None) -> Organisation:
    return OrganisationFactory(name="Fife Carers", slug="fife-carers")


@pytest.fixture
def merged(db: None) -> Organisation:
    return OrganisationFactory(name="Fife Carers Ltd", slug="fife-carers-ltd", website="https://fc.example")


def made_one(kept: Organisation, merged: Organisation, **choices: str) -> Merge:
    made = merging.merge(kept, merged, by=someone(), now=timezone.now(), choices=choices)
    kept.refresh_from_db()
    merged.refresh_from_db()
    return made


def options(kept: Organisation, merged: Organisation) -> dict[str, Any]:
    return {field.name: field.suggested for field in merging.preview(kept, merged).differing}


def test_the_merged_entry_leads_to_the_kept_one(kept: Organisation, merged: Organisation) -> None:
    made = made_one(kept, merged)
    assert merged.merged_into == kept
    assert (made.kept, made.merged) == (kept, merged)


def test_the_name_that_is_not_chosen_becomes_another_name(kept: Organisation, merged: Organisation) -> None:
    made_one(kept, merged)
    assert [name.name for name in kept.other_names.all()] == ["Fife Carers Ltd"]


def test_the_other_name_can_be_taken_over(kept: Organisation, merged: Organisation) -> None:
    merged.name_confirmed = True
    merged.save()
    made_one(kept, merged, name="merged")
    assert (kept.name, kept.name_confirmed, kept.team.name) == ("Fife Carers Ltd", True, "Fife Carers Ltd")
    assert [name.name for name in kept.other_names.all()] == ["Fife Carers"]


def test_what_only_one_entry_says_stays_unless_chosen_otherwise(
    kept: Organisation, merged: Organisation
) -> None:
    assert options(kept, merged) == {"name": "kept", "website": "merged"}
    made_one(kept, merged)
    assert kept.website == "https://fc.example"


def test_who_confirmed_comes_with_the_day(kept: Organisation, merged: Organisation) -> None:
    merged.confirmed_on, merged.confirmed_by = dt.date(2026, 3, 1), someone()
    merged.save()
    made_one(kept, merged)
    assert (kept.confirmed_on, kept.confirmed_by) == (merged.confirmed_on, merged.confirmed_by)


def test_a_name_that_either_confirmed_is_confirmed(kept: Organisation) -> None:
    made_one(kept, OrganisationFactory(name=kept.name, name_confirmed=True))
    assert kept.name_confirmed
    assert not kept.other_names.exists()


def test_long_texts_stay_both(kept: Organisation, merged: Organisation) -> None:
    Organisation.objects.filter(pk=kept.pk).update(note="Ours.")
    Organisation.objects.filter(pk=merged.pk).update(note="Theirs.")
    made_one(kept, merged)
    assert kept.note == "Ours.\n\nTheirs."


def test_areas_are_put_together(kept: Organisation, merged: Organisation) -> None:
    one, other = CouncilAreaFactory(), CouncilAreaFactory()
    kept.council_areas.set([one])
    merged.council_areas.set([other])
    made_one(kept, merged)
    assert set(kept.council_areas.all()) == {one, other}


def test_all_of_scotland_does_not_shrink_to_an_area(kept: Organisation, merged: Organisation) -> None:
    merged.council_areas.set([CouncilAreaFactory()])
    made_one(kept, merged)
    assert not kept.council_areas.exists()


def test_the_areas_of_the_merged_entry_can_be_taken_over(kept: Organisation, merged: Organisation) -> None:
    area = CouncilAreaFactory()
    merged.council_areas.set([area])
    made_one(kept, merged, council_areas="merged")
    assert [*kept.council_areas.all()] == [area]


def test_rows_of_every_app_move(kept: Organisation, merged: Organisation) -> None:
    rows: list[Any] = [
        make(organisation=merged)
        for make in (CaseStudyFactory, ClaimFactory, IdentifierFactory, OtherNameFactory,
                     ParticipantFactory, PartnershipPartFactory, SupportOfferFactory)
    ]  # fmt: skip
    made = made_one(kept, merged)
    for row in rows:
        row.refresh_from_db()
        assert row.organisation == kept
    assert {row["pk"] for row in made.before["moved"]} >= {str(row.pk) for row in rows}


def test_every_foreign_key_to_organisations_is_looked_after() -> None:
    names = {link.name for link in links()}
    assert {f"{model._meta.label_lower}.organisation" for model in (CaseStudy, Tenure)} <= names
    assert not [name for name in names if "event" in name.lower() or "merge." in name]


def test_what_the_kept_entry_has_already_stays_and_is_told(kept: Organisation, merged: Organisation) -> None:
    OtherNameFactory(organisation=kept, name="FC")
    twin = OtherNameFactory(organisation=merged, name="fc")
    moves = OtherNameFactory(organisation=merged, name="Carers in Fife")
    made = made_one(kept, merged)
    assert [row["says"] for row in made.before["stayed"]] == ["fc"]
    twin.refresh_from_db()
    moves.refresh_from_db()
    assert (twin.organisation, moves.organisation) == (merged, kept)


def test_entries_merged_earlier_follow(kept: Organisation, merged: Organisation) -> None:
    first = OrganisationFactory()
    made_one(merged, first)
    made_one(kept, merged)
    first.refresh_from_db()
    assert first.merged_into == kept
    assert Merge.objects.get(merged=first).kept == merged


def test_people_move_with_the_higher_of_their_roles(kept: Organisation, merged: Organisation) -> None:
    leads, edits = account(), account()
    give(leads, RoleName.LEAD, merged.team)
    give(leads, RoleName.MEMBER, kept.team)
    give(edits, RoleName.MEMBER, merged.team)
    give(edits, RoleName.EDITOR, kept.team)
    made_one(kept, merged)
    held = {role.user: role.name for role in kept.team.roles.filter(until=None)}
    assert held == {leads: RoleName.LEAD, edits: RoleName.EDITOR}
    assert not merged.team.roles.filter(until=None).exists()


def test_a_role_with_a_last_day_keeps_it(kept: Organisation, merged: Organisation) -> None:
    role = give(account(), RoleName.EDITOR, merged.team)
    last = timezone.localdate() + dt.timedelta(days=9)
    Role.objects.filter(pk=role.pk).update(until=last)
    made_one(kept, merged)
    assert kept.team.roles.get().until == last


def test_open_invitations_lead_to_the_kept_team(kept: Organisation, merged: Organisation) -> None:
    invited = invitation(merged.team, role=RoleName.MEMBER)
    made = made_one(kept, merged)
    invited.refresh_from_db()
    assert invited.team == kept.team
    assert made.before["people"] == [{"model": "accounts.invitation", "pk": str(invited.pk)}]


def test_the_record_holds_both_as_they_were(kept: Organisation, merged: Organisation) -> None:
    before = made_one(kept, merged).before
    assert (before["kept"]["website"], before["merged"]["website"]) == ("", "https://fc.example")
    assert before["kept"]["slug"] == "fife-carers"
    told = {field["label"]: field["chosen"] for field in before["fields"]}
    assert (told["Name"], told["Website"], told["Kind"]) == ("kept", "merged", "same")


def test_the_record_is_never_changed(kept: Organisation, merged: Organisation) -> None:
    made = made_one(kept, merged)
    with pytest.raises(DatabaseError), transaction.atomic():
        Merge.objects.filter(pk=made.pk).update(before={})


def test_an_entry_is_not_merged_with_itself(kept: Organisation) -> None:
    with pytest.raises(merging.MergingError, match="with itself"):
        made_one(kept, kept)


def test_what_has_been_merged_is_not_merged_again(kept: Organisation, merged: Organisation) -> None:
    made_one(kept, merged)
    for one, other in ((kept, merged), (merged, kept), (OrganisationFactory(), merged)):
        with pytest.raises(merging.MergingError, match="already been merged into “Fife Carers”"):
            made_one(one, other)


def test_a_page_opened_before_the_other_merge_is_refused(kept: Organisation, merged: Organisation) -> None:
    stale = Organisation.objects.get(pk=merged.pk)
    made_one(kept, merged)
    with pytest.raises(merging.MergingError):
        merging.merge(kept, stale, by=someone(), now=timezone.now())


def test_different_kinds_and_numbers_are_warned_of(kept: Organisation) -> None:
    board = OrganisationFactory(kind="health_board")
    IdentifierFactory(organisation=kept, value="SC111111")
    IdentifierFactory(organisation=board, value="SC222222")
    words = " ".join(merging.preview(kept, board).warnings)
    assert "Local third sector organisation and Health board" in words
    assert "SC111111 and SC222222" in words


def test_the_preview_tells_every_linked_row_and_changes_nothing(
    kept: Organisation, merged: Organisation
) -> None:
    SupportOfferFactory(organisation=merged, title="Evenings")
    give(account(), RoleName.LEAD, merged.team)
    preview = merging.preview(kept, merged)
    [offers] = preview.held
    assert (offers.link.kind, offers.number) == ("Support offers", 1)
    assert [row.says for row in preview.rows(offers, preview.pages(offers).page(1))] == ["Evenings"]
    assert preview.people == 1
    assert Organisation.objects.get(pk=merged.pk).merged_into is None


LINKED = (
    SupportOfferFactory, PartnershipPartFactory, OtherNameFactory, IdentifierFactory, CaseStudyFactory,
    ParticipantFactory,
)  # fmt: skip
KINDS = st.lists(st.sampled_from(LINKED), max_size=6)
NAMES = st.lists(st.sampled_from(["FC", "fc", "Carers", "CARERS"]), max_size=3, unique_by=str.lower)


def linked_to(*organisations: Organisation) -> dict[tuple[str, str], int]:
    return {
        (link.name, str(row.pk)): getattr(row, f"{link.field}_id")
        for link in links()
        for organisation in organisations
        for row in link.rows(organisation)
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=KINDS, theirs=KINDS, our_names=NAMES, their_names=NAMES, claims=st.tuples(*[st.booleans()] * 2))
def test_nothing_that_names_either_entry_is_ever_lost(
    db: None, ours: list[Any], theirs: list[Any], our_names: list[str], their_names: list[str],
    claims: tuple[bool, bool],
) -> None:  # fmt: skip
    kept, merged, user = OrganisationFactory(), OrganisationFactory(), someone()
    sides = ((kept, ours, our_names, claims[0]), (merged, theirs, their_names, claims[1]))
    for entry, kinds, names, claim in sides:
        fill(entry, kinds, names, claimant=user if claim else None)
    before = linked_to(kept, merged)
    record = made_one(kept, merged).before
    after = linked_to(kept, merged)
    stayed = {(f"{row['model']}.{row['field']}", row["pk"]) for row in record["stayed"]}
    assert before.keys() <= after.keys()
    assert {key for key, entry in after.items() if entry == merged.pk} == stayed
    new = after.keys() - before.keys()
    assert len(new - {("partnerships.organisation.merged_into", str(merged.pk))}) <= 1


def fill(entry: Organisation, kinds: list[Any], names: list[str], *, claimant: User | None) -> None:
    for make in kinds:
        make(organisation=entry)
    for name in names:
        OtherNameFactory(organisation=entry, name=name)
    if claimant:
        ClaimFactory(organisation=entry, user=claimant)
