"""Rows that name an organisation: every kind there is moves with a merge, and people come along."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pghistory.models import Event

from coproduce.accounts.models import Invitation, Role, RoleName, User
from learning.models import CaseStudy, Follow
from partnerships import merging
from partnerships.merging.linked import held, links
from partnerships.models import Identifier, Merge, Organisation, OtherName
from tests.factories.accounts import account, give, invitation
from tests.factories.adoptions import AdoptionFactory
from tests.factories.bodies import TenureFactory
from tests.factories.learning import CaseStudyFactory, follower
from tests.factories.merging import IdentifierFactory, OtherNameFactory
from tests.factories.organisations import ClaimFactory, PartnershipPartFactory, SupportOfferFactory
from tests.factories.participants import ParticipantFactory
from tests.factories.partnerships import OrganisationFactory, someone
from tests.threads import at_once

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def follow_of(organisation: Organisation) -> Follow:
    return follower(organisation, since=timezone.now()).follows.get()


#: How a row of each kind is made. A new foreign key to organisations needs its line here.
MAKERS: dict[str, Make] = {
    "learning.adoption.organisation": AdoptionFactory,
    "learning.casestudy.organisation": CaseStudyFactory,
    "learning.follow.organisation": follow_of,
    "participants.participant.organisation": ParticipantFactory,
    "partnerships.claim.organisation": ClaimFactory,
    "partnerships.identifier.organisation": IdentifierFactory,
    "partnerships.organisation.merged_into": OrganisationFactory,
    "partnerships.othername.organisation": OtherNameFactory,
    "partnerships.partnershippart.organisation": PartnershipPartFactory,
    "partnerships.supportoffer.organisation": SupportOfferFactory,
    "partnerships.tenure.organisation": TenureFactory,
}
#: What a merge leaves where it is, and why.
LEFT = {
    "partnerships.merge.kept": "a record is never changed",
    "partnerships.merge.merged": "a record is never changed",
    "partnerships.organisation_council_areas.organisation": "a field of the entry, with a choice of its own",
}
EACH = pytest.mark.parametrize("name", MAKERS)


@pytest.fixture
def kept(db: None) -> Organisation:
    return OrganisationFactory(name="Fife Carers", slug="fife-carers")


@pytest.fixture
def merged(db: None) -> Organisation:
    return OrganisationFactory(name="Fife Carers Ltd", slug="fife-carers-ltd")


def naming(name: str, organisation: Organisation, **fields: Any) -> Any:
    """A row of this kind that names the organisation."""
    return MAKERS[name](**{name.rpartition(".")[2]: organisation}, **fields)


def made_one(kept: Organisation, merged: Organisation, **choices: str) -> dict[str, Any]:
    made = merging.merge(kept, merged, by=someone(), now=timezone.now(), choices=choices)
    kept.refresh_from_db()
    merged.refresh_from_db()
    before: dict[str, Any] = made.before
    return before


def foreign_keys() -> set[str]:
    """Every one in any app that points at organisations, looked up from its own side."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Organisation and not issubclass(model, Event)
    }


# --- Every kind ---
def test_every_foreign_key_to_organisations_is_moved_or_left_for_a_reason() -> None:
    assert foreign_keys() == MAKERS.keys() | LEFT.keys()
    assert {link.name for link in links()} == set(MAKERS)


@EACH
def test_a_row_of_each_kind_moves_and_is_told(kept: Organisation, merged: Organisation, name: str) -> None:
    row = naming(name, merged)
    record = made_one(kept, merged)
    row.refresh_from_db()
    assert getattr(row, name.rpartition(".")[2]) == kept
    assert (f"{row._meta.label_lower}", str(row.pk)) in {(it["model"], it["pk"]) for it in record["moved"]}
    assert record["stayed"] == []


@EACH
def test_a_row_of_the_kept_entry_and_of_a_bystander_stay(
    kept: Organisation, merged: Organisation, name: str
) -> None:
    bystander = OrganisationFactory()
    rows = [(naming(name, entry), entry) for entry in (kept, bystander)]
    assert made_one(kept, merged)["moved"] == []
    for row, entry in rows:
        row.refresh_from_db()
        assert getattr(row, name.rpartition(".")[2]) == entry


@EACH
def test_the_preview_counts_and_tells_each_kind(kept: Organisation, merged: Organisation, name: str) -> None:
    row = naming(name, merged)
    preview = merging.preview(kept, merged)
    [found] = preview.held
    assert (found.link.name, found.number) == (name, 1)
    [told] = preview.rows(found, preview.pages(found).page(1))
    assert (told.pk, told.says) == (str(row.pk), str(row)[:200])


def test_nothing_is_held_by_an_entry_without_rows(merged: Organisation) -> None:
    assert held(merged) == []


def test_rows_that_their_own_manager_hides_move_too(kept: Organisation, merged: Organisation) -> None:
    CaseStudyFactory(organisation=merged, withdrawn=True)
    made_one(kept, merged)
    assert CaseStudy._base_manager.get().organisation == kept


def test_a_hundred_rows_move_in_one_statement(kept: Organisation, merged: Organisation) -> None:
    for _ in range(3):
        SupportOfferFactory(organisation=merged)
    with CaptureQueriesContext(connection) as few:
        made_one(kept, merged)
    other = OrganisationFactory()
    for _ in range(30):
        SupportOfferFactory(organisation=other)
    with CaptureQueriesContext(connection) as many:
        made_one(kept, other)
    assert len(many) == len(few)


# --- Rows that both have ---
def test_only_the_row_that_clashes_stays(kept: Organisation, merged: Organisation) -> None:
    person = someone()
    ClaimFactory(organisation=kept, user=person)
    twin = ClaimFactory(organisation=merged, user=person)
    other = ClaimFactory(organisation=merged)
    record = made_one(kept, merged)
    assert [row["pk"] for row in record["stayed"]] == [str(twin.pk)]
    other.refresh_from_db()
    assert other.organisation == kept


def test_the_name_of_the_merged_entry_that_the_kept_has_already_is_not_doubled(
    kept: Organisation, merged: Organisation
) -> None:
    OtherNameFactory(organisation=kept, name="FIFE CARERS LTD")
    made_one(kept, merged)
    assert [name.name for name in kept.other_names.all()] == ["FIFE CARERS LTD"]


def test_a_name_taken_over_may_be_among_the_other_names(kept: Organisation, merged: Organisation) -> None:
    OtherNameFactory(organisation=merged, name="Fife Carers")
    made_one(kept, merged, name="merged")
    assert kept.name == "Fife Carers Ltd"
    assert [name.name for name in kept.other_names.all()] == ["Fife Carers"]


def test_numbers_of_both_stay_with_the_kept_entry(kept: Organisation, merged: Organisation) -> None:
    IdentifierFactory(organisation=kept, value="SC000001")
    IdentifierFactory(organisation=merged, value="SC000002")
    made_one(kept, merged)
    assert {number.value for number in Identifier.objects.filter(organisation=kept)} == {
        "SC000001",
        "SC000002",
    }


# --- Entries merged before ---
def test_a_chain_of_merges_leads_to_the_last_in_one_step(kept: Organisation, merged: Organisation) -> None:
    first, second = OrganisationFactory(slug="first"), OrganisationFactory(slug="second")
    made_one(second, first)
    made_one(merged, second)
    record = made_one(kept, merged)
    assert {entry.slug for entry in kept.duplicates.all()} == {"first", "second", "fife-carers-ltd"}
    assert {row["says"] for row in record["moved"] if row["field"] == "merged_into"} == {
        first.name,
        second.name,
    }


@pytest.mark.parametrize("slug", ["fife-carers-ltd", "first"])
def test_every_old_address_leads_to_the_kept_entry(
    kept: Organisation, merged: Organisation, slug: str, client: Client
) -> None:
    made_one(merged, OrganisationFactory(slug="first"))
    made_one(kept, merged)
    answer = client.get(f"/organisations/{slug}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/organisations/fife-carers/")


def test_a_kept_entry_may_be_merged_later(kept: Organisation, merged: Organisation) -> None:
    made_one(merged, OrganisationFactory())
    assert made_one(kept, merged)
    assert Merge.objects.count() == 2


# --- People ---
LADDER = [RoleName.MEMBER, RoleName.EDITOR, RoleName.LEAD]


def held_in(entry: Organisation, user: User) -> list[str]:
    return [*entry.team.roles.filter(user=user, until=None).values_list("name", flat=True)]


@pytest.mark.parametrize("ours", ["", *LADDER])
@pytest.mark.parametrize("theirs", LADDER)
def test_each_person_keeps_the_higher_role(
    kept: Organisation, merged: Organisation, ours: str, theirs: RoleName
) -> None:
    person = account()
    give(person, theirs, merged.team)
    if ours:
        give(person, RoleName(ours), kept.team)
    made_one(kept, merged)
    higher = max([theirs, RoleName(ours)], key=LADDER.index) if ours else theirs
    assert held_in(kept, person) == [higher]
    assert held_in(merged, person) == []


def test_roles_that_had_ended_stay_where_they_were(kept: Organisation, merged: Organisation) -> None:
    role = give(account(), RoleName.LEAD, merged.team)
    Role.objects.filter(pk=role.pk).update(until=timezone.localdate() - dt.timedelta(days=1))
    record = made_one(kept, merged)
    assert not kept.team.roles.exists()
    assert record["people"] == []


def test_a_role_that_moved_is_ended_by_whoever_merged(kept: Organisation, merged: Organisation) -> None:
    role = give(account(), RoleName.LEAD, merged.team)
    by = someone()
    merging.merge(kept, merged, by=by, now=timezone.now())
    role.refresh_from_db()
    assert (role.until, role.ended_by) == (timezone.localdate(), by)
    assert kept.team.roles.get().granted_by == by


def test_the_record_names_people_by_key_alone(kept: Organisation, merged: Organisation) -> None:
    person = account("una@secret.example", "Una Secret")
    give(person, RoleName.LEAD, merged.team)
    made_one(kept, merged)
    text = str(Merge.objects.get().before)
    assert "Secret" not in text
    assert "una@" not in text
    assert str(person.pk) in text


def accepted(made: Invitation, now: dt.datetime) -> None:
    made.accepted_at, made.accepted_by = now, account()


def revoked(made: Invitation, now: dt.datetime) -> None:
    made.revoked_at = now


def expired(made: Invitation, now: dt.datetime) -> None:
    made.created_at, made.expires_at = now - dt.timedelta(days=9), now - dt.timedelta(days=2)


@pytest.mark.parametrize("becomes", [accepted, revoked, expired])
def test_an_invitation_that_is_not_open_stays(
    kept: Organisation, merged: Organisation, becomes: Make
) -> None:
    made = invitation(merged.team, role=RoleName.MEMBER)
    becomes(made, timezone.now())
    made.save()
    made_one(kept, merged)
    made.refresh_from_db()
    assert made.team == merged.team


def test_who_is_invited_to_both_has_two_invitations(kept: Organisation, merged: Organisation) -> None:
    invitation(kept.team, role=RoleName.MEMBER)
    invitation(merged.team, role=RoleName.LEAD)
    made_one(kept, merged)
    assert kept.team.invitations.count() == 2


# --- Refused, all or nothing, at once ---
def test_a_refused_merge_changes_nothing(kept: Organisation, merged: Organisation) -> None:
    made_one(kept, merged)
    offer = SupportOfferFactory(organisation=kept)
    with pytest.raises(merging.MergingError):
        merging.merge(OrganisationFactory(), merged, by=someone(), now=timezone.now())
    offer.refresh_from_db()
    assert (offer.organisation, Merge.objects.count()) == (kept, 1)


def test_the_database_refuses_an_entry_merged_into_itself(kept: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=kept.pk).update(merged_into=kept)


def outcome(kept: Organisation, merged: Organisation, by: User) -> str:
    try:
        merging.merge(kept, merged, by=by, now=timezone.now())
    except merging.MergingError:
        return "refused"
    return "merged"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("swapped", [False, True], ids=["the same way", "each into the other"])
def test_of_two_merges_at_once_one_is_refused(*, swapped: bool) -> None:
    one, other, by = OrganisationFactory(), OrganisationFactory(), someone()
    OtherNameFactory(organisation=other, name="Another")
    second = (other, one) if swapped else (one, other)
    told = at_once(lambda: outcome(one, other, by), lambda: outcome(*second, by))
    assert sorted(told) == ["merged", "refused"]
    assert Merge.objects.count() == 1
    assert OtherName.objects.filter(name="Another").count() == 1
    assert Organisation.objects.filter(merged_into=None).count() == 1
