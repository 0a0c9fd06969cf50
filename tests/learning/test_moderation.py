"""Every step from every state, who may not take it, what is kept of it and who is told."""

import datetime as dt
import itertools
from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction

from coproduce.accounts.models import RoleName, User
from coproduce.outbox.models import Email, Lane
from learning import meanwhile, moderation
from learning.models import CaseStudy, Decision, State, StepName
from learning.moderation import STEPS, ModerationError
from tests.factories.accounts import give
from tests.factories.learning import CaseStudyFactory
from tests.threads import at_once

#: The whole machine: what is not here is refused.
ALLOWED = {
    (StepName.SUBMIT, State.DRAFT): State.SUBMITTED,
    (StepName.SUBMIT, State.RETURNED): State.SUBMITTED,
    (StepName.SEND_BACK, State.SUBMITTED): State.RETURNED,
    (StepName.PUBLISH, State.SUBMITTED): State.PUBLISHED,
    (StepName.WITHDRAW, State.PUBLISHED): State.WITHDRAWN,
    (StepName.WITHDRAW, State.RETIRED): State.WITHDRAWN,
    (StepName.RETIRE, State.PUBLISHED): State.RETIRED,
    (StepName.REINSTATE, State.RETIRED): State.PUBLISHED,
}
EVERY = list(itertools.product(STEPS, State))


def in_state(state: State) -> CaseStudy:
    return CaseStudyFactory() if state == State.DRAFT else CaseStudyFactory(**{state.value: True})


@pytest.mark.parametrize(("step", "state"), [pair for pair in EVERY if pair in ALLOWED])
def test_an_allowed_step_leads_where_the_table_says(
    step: StepName, state: State, moderator: User, now: dt.datetime
) -> None:
    case_study = in_state(state)
    moderation.take(STEPS[step], case_study, by=moderator, now=now, note="Because.")
    case_study.refresh_from_db()
    assert case_study.state == ALLOWED[step, state]


@pytest.mark.parametrize(("step", "state"), [pair for pair in EVERY if pair not in ALLOWED])
def test_any_other_step_is_refused_in_words_and_changes_nothing(
    step: StepName, state: State, moderator: User, now: dt.datetime
) -> None:
    case_study = in_state(state)
    with pytest.raises(ModerationError, match=f"“{state.label.lower()}”"):
        moderation.take(STEPS[step], case_study, by=moderator, now=now, note="Because.")
    case_study.refresh_from_db()
    assert case_study.state == state
    assert not case_study.decisions.exists()
    assert not Email.objects.exists()


@pytest.mark.parametrize(("step", "state"), list(ALLOWED))
def test_each_step_leaves_a_decision_with_who_when_why(
    step: StepName, state: State, moderator: User, now: dt.datetime
) -> None:
    case_study = in_state(state)
    decision = moderation.take(STEPS[step], case_study, by=moderator, now=now, note=" Because. ")
    kept = Decision.objects.get()
    assert kept == decision
    assert (kept.step, kept.from_state, kept.to_state) == (step, state, ALLOWED[step, state])
    assert (kept.by, kept.at, kept.note) == (moderator, now, "Because.")


@pytest.mark.parametrize(
    ("step", "state", "stamp"),
    [
        (StepName.SUBMIT, State.DRAFT, "submitted_at"),
        (StepName.PUBLISH, State.SUBMITTED, "published_at"),
        (StepName.WITHDRAW, State.PUBLISHED, "withdrawn_at"),
        (StepName.RETIRE, State.PUBLISHED, "retired_at"),
    ],
)
def test_a_step_notes_its_moment_on_the_row(
    step: StepName, state: State, stamp: str, moderator: User, now: dt.datetime
) -> None:
    case_study = in_state(state)
    moderation.take(STEPS[step], case_study, by=moderator, now=now, note="Because.")
    case_study.refresh_from_db()
    assert getattr(case_study, stamp) == now


def test_submitting_again_waits_from_the_second_time(
    draft: CaseStudy, editor: User, now: dt.datetime
) -> None:
    CaseStudy.objects.filter(pk=draft.pk).update(
        state=State.RETURNED, submitted_at=now - dt.timedelta(days=9)
    )
    moderation.submit(draft, by=editor, now=now)
    draft.refresh_from_db()
    assert draft.submitted_at == now


@pytest.mark.parametrize("note", ["", "   \n"])
@pytest.mark.parametrize(("step", "state"), [pair for pair in ALLOWED if STEPS[pair[0]].note_needed])
def test_returning_and_withdrawing_need_a_note(
    step: StepName, state: State, note: str, moderator: User, now: dt.datetime
) -> None:
    with pytest.raises(ModerationError, match="Write a note"):
        moderation.take(STEPS[step], in_state(state), by=moderator, now=now, note=note)


def test_publishing_needs_no_note(submitted: CaseStudy, moderator: User, now: dt.datetime) -> None:
    assert moderation.publish(submitted, by=moderator, now=now).note == ""


INDEPENDENT = [step for step in STEPS.values() if step.independent]


@pytest.mark.parametrize("step", INDEPENDENT, ids=lambda step: step.name.value)
@pytest.mark.parametrize("role", [RoleName.MEMBER, RoleName.EDITOR, RoleName.LEAD])
def test_nobody_decides_on_their_own_organisations_entry(
    step: moderation.Step, role: RoleName, submitted: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    assert submitted.organisation
    give(moderator, role, submitted.organisation.team)
    with pytest.raises(ModerationError, match="you work for Fife Voluntary Action"):
        moderation.take(step, submitted, by=moderator, now=now, note="Because.")


@pytest.mark.parametrize("step", INDEPENDENT, ids=lambda step: step.name.value)
@pytest.mark.parametrize("part", ["author", "last_edited_by"])
def test_nobody_decides_on_what_they_wrote_or_edited_last(
    step: moderation.Step, part: str, submitted: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    CaseStudy.objects.filter(pk=submitted.pk).update(**{part: moderator})
    with pytest.raises(ModerationError, match="you wrote or last edited it"):
        moderation.take(step, submitted, by=moderator, now=now, note="Because.")


def test_its_own_people_may_withdraw_what_is_published(
    published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    moderation.withdraw(published, by=editor, now=now, note="The person asked us to.")
    published.refresh_from_db()
    assert published.state == State.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda row: CaseStudy.objects.filter(pk=row.pk).update(summary=""), "a plain-language summary"),
        (
            lambda row: CaseStudy.objects.filter(pk=row.pk).update(text=""),
            "what changed for people, or what was done",
        ),
        (lambda row: row.terms.clear(), "at least one theme"),
        (lambda row: row.council_areas.clear(), "at least one council area"),
    ],
)
def test_an_unfinished_draft_is_not_submitted(
    change: Callable[[CaseStudy], None], named: str, draft: CaseStudy, editor: User, now: dt.datetime
) -> None:
    change(draft)
    with pytest.raises(ModerationError, match=f"Still missing: {named}"):
        moderation.submit(draft, by=editor, now=now)


def test_the_step_is_judged_by_the_row_as_it_is_now(
    submitted: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    seen_earlier = CaseStudy.objects.get(pk=submitted.pk)
    moderation.send_back(submitted, by=moderator, now=now, note="Who took part?")
    with pytest.raises(ModerationError, match="“returned” since 17 March 2027"):
        moderation.publish(seen_earlier, by=moderator, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_many_moderators_at_once_one_decides(
    submitted: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    def decide(step: StepName) -> str:
        case_study = CaseStudy.objects.get(pk=submitted.pk)
        try:
            moderation.take(STEPS[step], case_study, by=moderator, now=now, note="Now.")
        except ModerationError:
            return "refused"
        return "decided"

    steps = [StepName.PUBLISH, StepName.SEND_BACK] * 3
    outcomes = at_once(*(partial(decide, step) for step in steps))
    assert sorted(outcomes) == ["decided"] + ["refused"] * 5
    assert Decision.objects.count() == 1


# --- who is told ---


@pytest.mark.parametrize(
    ("step", "kind"),
    [(StepName.SEND_BACK, "case_study_returned"), (StepName.PUBLISH, "case_study_published")],
)
def test_the_author_is_told_of_a_decision_with_its_note(
    step: StepName, kind: str, submitted: CaseStudy, editor: User, moderator: User, now: dt.datetime
) -> None:
    decision = moderation.take(STEPS[step], submitted, by=moderator, now=now, note="How were people reached?")
    mail = Email.objects.get()
    assert (mail.kind, mail.key, mail.lane) == (kind, f"{kind}:{decision.pk}", Lane.REMINDER)
    assert mail.recipient == editor.email
    assert "How were people reached?" in mail.text
    assert "/case-studies/submitted/" in mail.text
    assert "/case-studies/submitted/" in mail.html


@pytest.mark.parametrize("step", [StepName.SEND_BACK, StepName.PUBLISH])
def test_a_subject_gives_nothing_away(
    step: StepName, submitted: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    moderation.take(STEPS[step], submitted, by=moderator, now=now, note="Canary note")
    mail = Email.objects.get()
    assert "Canary" not in mail.subject
    assert moderator.email not in mail.text + mail.html


@pytest.mark.parametrize(
    ("step", "state"), [(StepName.SUBMIT, State.DRAFT), (StepName.WITHDRAW, State.PUBLISHED)]
)
def test_submitting_and_withdrawing_send_nothing(
    step: StepName, state: State, editor: User, moderator: User, now: dt.datetime
) -> None:
    case_study = in_state(state)
    CaseStudy.objects.filter(pk=case_study.pk).update(author=editor)
    moderation.take(STEPS[step], case_study, by=moderator, now=now, note="Because.")
    assert not Email.objects.exists()


def test_whoever_decides_gets_no_mail_about_it(
    submitted: CaseStudy, editor: User, moderator: User, now: dt.datetime
) -> None:
    decision = moderation.publish(submitted, by=moderator, now=now)
    Email.objects.all().delete()
    decision.by = editor
    moderation.tell_author(submitted, decision, kind="case_study_published")
    assert not Email.objects.exists()


def test_an_author_whose_account_is_closed_is_not_told(
    submitted: CaseStudy, editor: User, moderator: User, now: dt.datetime
) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)
    moderation.publish(submitted, by=moderator, now=now)
    assert not Email.objects.exists()


def test_an_author_who_has_left_is_not_told_what_they_can_no_longer_read(
    submitted: CaseStudy, editor: User, moderator: User, now: dt.datetime
) -> None:
    editor.roles.update(until=dt.date(2026, 1, 1), since=dt.date(2025, 1, 1))
    moderation.send_back(submitted, by=moderator, now=now, note="Who took part?")
    assert not Email.objects.exists()


def test_a_decision_that_is_rolled_back_sends_nothing(
    submitted: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        moderation.publish(submitted, by=moderator, now=now)
        raise RuntimeError
    assert not Email.objects.exists()
    assert not Decision.objects.exists()


def test_the_last_decision_can_be_told_by_key_alone(
    submitted: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    decision = moderation.send_back(submitted, by=moderator, now=now, note="Who took part?")
    assert meanwhile.last_decision_on(CaseStudy, str(submitted.pk)) == decision
    assert meanwhile.last_decision_on(CaseStudy, "999999") is None
