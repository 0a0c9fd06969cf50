"""Verbs on participants and involvement: national roles read, a partnership's own officers know names."""

import rules

from coproduce.accounts.access import Person, holds, holds_nationally, roles_of
from coproduce.accounts.models import RoleName, TeamKind


@rules.predicate  # type: ignore[untyped-decorator]
def works_for_a_partnership(user: Person) -> bool:
    """An organisation has leads as well; being one opens nothing here."""
    return any(kind == TeamKind.PARTNERSHIP for _, kind, _ in roles_of(user))


def held_in_its_partnership(*names: RoleName) -> rules.Predicate:
    predicate: rules.Predicate = works_for_a_partnership & holds(*names, team="partnership.team")
    return predicate


oversees = holds_nationally(RoleName.AUDITOR, RoleName.ADMINISTRATOR)
works_on_it = held_in_its_partnership(RoleName.READER, RoleName.OFFICER, RoleName.LEAD)
may_know_people = held_in_its_partnership(RoleName.OFFICER, RoleName.LEAD)
leads_it = held_in_its_partnership(RoleName.LEAD)

rules.add_perm("participants", oversees)  # Django admin lists the app

# On a participant.
rules.add_perm("participants.view_participant", works_on_it | oversees)
rules.add_perm("participants.enrol_participant", may_know_people)
rules.add_perm("participants.edit_participant", may_know_people)
rules.add_perm("participants.find_participant", may_know_people)
rules.add_perm("participants.disclose_participant", may_know_people)
rules.add_perm("participants.correct_participant", may_know_people)
rules.add_perm("participants.review_disclosures", leads_it)
rules.add_perm("participants.link_participant", may_know_people)

# On an involvement, or on the engagement it is about.
rules.add_perm("participants.view_involvement", works_on_it | oversees)
rules.add_perm("participants.invite_involvement", may_know_people)
rules.add_perm("participants.record_involvement", may_know_people)

# On an expense or on the participant whose it is; rates are the partnership's.
rules.add_perm("participants.view_expense", may_know_people)
rules.add_perm("participants.record_expense", may_know_people)
rules.add_perm("participants.approve_expense", may_know_people)
rules.add_perm("participants.pay_expense", leads_it)
rules.add_perm(
    "participants.view_expense_report", works_for_a_partnership & holds(RoleName.OFFICER, RoleName.LEAD)
)
rules.add_perm("participants.set_expense_rate", works_for_a_partnership & holds(RoleName.LEAD))

# On capacity: of a participant, only to write down what they say; of a partnership, sums.
rules.add_perm("participants.record_capacity", may_know_people)
rules.add_perm(
    "participants.view_capacity_sums",
    oversees | (works_for_a_partnership & holds(RoleName.READER, RoleName.OFFICER, RoleName.LEAD)),
)

# On a plan.
rules.add_perm("participants.set_aside_coverage", may_know_people)
rules.add_perm("participants.view_coverage", works_on_it | oversees)

# What a person chose, asked to be forgotten, or asked a copy of.
rules.add_perm("participants.record_agreement", may_know_people)
rules.add_perm("participants.ask_to_forget_participant", may_know_people)
rules.add_perm("participants.forget_participant", leads_it)
rules.add_perm("participants.copy_participant", leads_it)

# On a partnership.
leads_the_partnership: rules.Predicate = works_for_a_partnership & holds(RoleName.LEAD, team="team")
works_in_the_partnership: rules.Predicate = works_for_a_partnership & holds(
    RoleName.OFFICER, RoleName.LEAD, team="team"
)
rules.add_perm("participants.set_retention", leads_the_partnership)
rules.add_perm("participants.view_equality", works_in_the_partnership | oversees)
