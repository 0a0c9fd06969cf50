"""The next revision of what readers see: begun, let go, reviewed, and put in place."""

import datetime as dt
from typing import Any

import pytest

from coproduce.accounts.models import RoleName, User
from coproduce.outbox.models import Email, Lane
from learning import moderation, revising
from learning.content import content_of
from learning.models import CaseStudy, Decision, Revision, State, StepName, Term
from learning.moderation import ModerationError
from learning.revising import RevisingError
from tests.factories.accounts import give
from tests.factories.companions import attached
from tests.factories.learning import CaseStudyFactory, revised
from tests.factories.partnerships import CouncilAreaFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def waiting(published: CaseStudy, editor: User) -> Revision:
    """Says something else of the summary and of the money, and waits for a moderator."""
    says = {"summary": "They met every day.", "money": "£5"}
    return revised(published, content=says, state=State.SUBMITTED, author=editor, last_edited_by=editor)


@pytest.fixture
def in_hand(published: CaseStudy, editor: User) -> Revision:
    return revised(
        published, content={"summary": "They met every day."}, author=editor, last_edited_by=editor
    )


def steps() -> list[tuple[str, int | None, str, str]]:
    return list(Decision.objects.values_list("step", "revision", "from_state", "to_state"))


# --- begun ---


def test_a_revision_begins_with_what_readers_see(
    published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    revision = revising.begin(published, by=editor, now=now)
    assert (revision.number, revision.state, revision.content) == (2, State.DRAFT, content_of(published))
    assert revision.author == revision.last_edited_by == editor
    assert steps() == [(StepName.REVISE, 2, State.DRAFT, State.DRAFT)]


def test_what_readers_see_is_read_when_it_begins(
    published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    seen_earlier = CaseStudy.objects.with_everything().get()
    CaseStudy.objects.update(summary="Corrected.")
    published.council_areas.add(CouncilAreaFactory(slug="corrected"))
    says = revising.begin(seen_earlier, by=editor, now=now).content
    assert says["summary"] == "Corrected."
    assert "corrected" in says["council_areas"]


def test_two_who_begin_are_given_the_same_one(
    published: CaseStudy, editor: User, organisation_lead: User, now: dt.datetime
) -> None:
    first = revising.begin(published, by=editor, now=now)
    assert revising.begin(published, by=organisation_lead, now=now) == first
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_what_is_in_the_lists_is_revised(state: State, editor: User, now: dt.datetime) -> None:
    entry = CaseStudyFactory() if state == State.DRAFT else CaseStudyFactory(**{state.value: True})
    with pytest.raises(RevisingError, match="Only a published case study"):
        revising.begin(entry, by=editor, now=now)
    assert not Revision.objects.exists()


def test_one_that_left_the_lists_a_moment_ago_is_not_revised(
    published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    seen_earlier = CaseStudy.objects.get()
    moderation.retire(published, by=editor, now=now, note="The law has changed.")
    with pytest.raises(RevisingError):
        revising.begin(seen_earlier, by=editor, now=now)


# --- let go ---


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_authors_let_go_of_what_they_have_in_hand(
    state: State, published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    before = content_of(published)
    revising.drop(revised(published, state=state), by=editor, now=now)
    assert not Revision.objects.exists()
    assert content_of(CaseStudy.objects.get()) == before
    assert steps() == [(StepName.DROP, 2, state, state)]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED])
def test_what_is_out_of_their_hands_is_not_dropped(
    state: State, published: CaseStudy, editor: User, now: dt.datetime
) -> None:
    revision = revised(published, state=State.SUBMITTED)
    if state == State.PUBLISHED:
        Revision.objects.update(state=state, published_at=now)
    with pytest.raises(RevisingError, match="no longer in your hands"):
        revising.drop(revision, by=editor, now=now)
    assert Revision.objects.exists()


def test_dropping_twice_is_refused_in_words(in_hand: Revision, editor: User, now: dt.datetime) -> None:
    seen_earlier = Revision.objects.get()
    revising.drop(in_hand, by=editor, now=now)
    with pytest.raises(RevisingError, match="dropped this revision"):
        revising.drop(seen_earlier, by=editor, now=now)
    assert Decision.objects.count() == 1


def test_the_number_of_one_that_was_dropped_is_free_again(
    in_hand: Revision, editor: User, now: dt.datetime
) -> None:
    revising.drop(in_hand, by=editor, now=now)
    assert revising.begin(in_hand.case_study, by=editor, now=now).number == 2


def test_what_a_dropped_revision_brought_goes_with_it(
    in_hand: Revision, editor: User, now: dt.datetime
) -> None:
    attached(in_hand.case_study, since=2)
    kept = attached(in_hand.case_study, since=1, until=2)
    revising.drop(in_hand, by=editor, now=now)
    assert [(row.pk, row.until) for row in in_hand.case_study.attachments.all()] == [(kept.pk, None)]


# --- the first ---


def test_what_is_first_published_is_kept_as_revision_one(
    submitted: CaseStudy, moderator: User, editor: User, now: dt.datetime
) -> None:
    moderation.publish(submitted, by=moderator, now=now)
    first, entry = Revision.objects.get(), CaseStudy.objects.get()
    assert (first.number, first.state, first.published_at) == (1, State.PUBLISHED, now)
    assert first.content == content_of(entry)
    assert first.author == editor
    assert (entry.revision, entry.words_revision) == (1, 1)


# --- reviewed ---


def publish(revision: Revision, moderator: User, now: dt.datetime) -> CaseStudy:
    moderation.publish(revision, by=moderator, now=now)
    return CaseStudy.objects.get()


def test_readers_see_a_revision_once_it_is_published(
    waiting: Revision, moderator: User, now: dt.datetime
) -> None:
    entry = publish(waiting, moderator, now)
    assert (entry.summary, entry.money, entry.revision) == ("They met every day.", "£5", 2)
    assert entry.state == State.PUBLISHED
    assert entry.last_edited_by == waiting.last_edited_by
    assert steps() == [(StepName.PUBLISH, 2, State.SUBMITTED, State.PUBLISHED)]


def test_the_day_of_first_publication_stays(waiting: Revision, moderator: User, now: dt.datetime) -> None:
    before = CaseStudy.objects.get().published_at
    assert publish(waiting, moderator, now).published_at == before
    waiting.refresh_from_db()
    assert waiting.published_at == now


@pytest.mark.parametrize(("changes", "words_of"), [({"summary": "New."}, 2), ({"money": "£5"}, 1)])
def test_other_formats_are_out_of_date_only_when_words_change(
    changes: dict[str, Any], words_of: int, published: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    revision = revised(published, content=changes, state=State.SUBMITTED)
    assert publish(revision, moderator, now).words_revision == words_of


def test_terms_and_places_come_with_it(
    published: CaseStudy, moderator: User, theme: Term, now: dt.datetime
) -> None:
    area = CouncilAreaFactory(slug="elsewhere")
    says = {"theme": [theme.slug, "no-longer-there"], "council_areas": [area.slug]}
    entry = publish(revised(published, content=says, state=State.SUBMITTED), moderator, now)
    assert list(entry.terms.all()) == [theme]
    assert list(entry.council_areas.all()) == [area]


def test_a_revision_returned_leaves_readers_as_they_were(
    waiting: Revision, moderator: User, now: dt.datetime
) -> None:
    before = content_of(waiting.case_study)
    moderation.send_back(waiting, by=moderator, now=now, note="How do you know?")
    assert content_of(CaseStudy.objects.get()) == before
    assert Revision.objects.get().state == State.RETURNED
    assert steps() == [(StepName.SEND_BACK, 2, State.SUBMITTED, State.RETURNED)]


def test_a_returned_revision_is_changed_and_submitted_again(
    waiting: Revision, moderator: User, editor: User, now: dt.datetime
) -> None:
    moderation.send_back(waiting, by=moderator, now=now, note="How do you know?")
    moderation.submit(waiting, by=editor, now=now + DAY)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.submitted_at) == (State.SUBMITTED, now + DAY)


@pytest.mark.parametrize("step", [step for step in moderation.STEPS.values() if step.whole])
def test_a_revision_is_not_withdrawn_or_retired_by_itself(
    step: moderation.Step, waiting: Revision, moderator: User, now: dt.datetime
) -> None:
    with pytest.raises(ModerationError, match="This revision is “waiting for review”"):
        moderation.take(step, waiting, by=moderator, now=now, note="Because.")


@pytest.mark.parametrize("leave", [moderation.retire, moderation.withdraw])
def test_a_revision_of_what_left_the_lists_is_not_published(
    leave: Any, waiting: Revision, moderator: User, editor: User, now: dt.datetime
) -> None:
    leave(CaseStudy.objects.get(), by=editor, now=now, note="Because.")
    with pytest.raises(ModerationError, match=r"The case study itself is “(retired|withdrawn)” by now"):
        moderation.publish(waiting, by=moderator, now=now)
    assert CaseStudy.objects.get().summary != "They met every day."


@pytest.mark.parametrize("leave", [moderation.retire, moderation.withdraw])
def test_moderators_no_longer_find_it_then(
    leave: Any, waiting: Revision, moderator: User, editor: User, now: dt.datetime
) -> None:
    assert waiting in Revision.objects.visible_to(moderator)
    leave(CaseStudy.objects.get(), by=editor, now=now, note="Because.")
    assert not Revision.objects.visible_to(moderator).exists()
    assert not Revision.objects.waiting().exists()
    assert waiting in Revision.objects.visible_to(editor)


def test_it_is_back_in_the_queue_when_its_entry_is_back_in_the_lists(
    waiting: Revision, moderator: User, editor: User, now: dt.datetime
) -> None:
    moderation.retire(CaseStudy.objects.get(), by=editor, now=now, note="A slip.")
    moderation.reinstate(CaseStudy.objects.get(), by=editor, now=now)
    assert publish(waiting, moderator, now).revision == 2


def test_one_that_was_dropped_a_moment_ago_is_refused_in_words(
    in_hand: Revision, editor: User, now: dt.datetime
) -> None:
    seen_earlier = Revision.objects.get()
    revising.drop(in_hand, by=editor, now=now)
    with pytest.raises(ModerationError, match="dropped this revision"):
        moderation.submit(seen_earlier, by=editor, now=now)


# --- who may not decide ---


@pytest.mark.parametrize("part", ["author", "last_edited_by"])
def test_nobody_decides_on_a_revision_they_wrote_or_edited_last(
    part: str, waiting: Revision, moderator: User, now: dt.datetime
) -> None:
    Revision.objects.update(**{part: moderator})
    with pytest.raises(ModerationError, match="you wrote or last edited it"):
        moderation.publish(waiting, by=moderator, now=now)


def test_nobody_decides_on_a_revision_of_their_own_organisation(
    waiting: Revision, moderator: User, now: dt.datetime
) -> None:
    assert waiting.case_study.organisation
    give(moderator, RoleName.MEMBER, waiting.case_study.organisation.team)
    with pytest.raises(ModerationError, match="you work for Fife Voluntary Action"):
        moderation.send_back(waiting, by=moderator, now=now, note="Because.")


def test_who_edited_an_earlier_one_may_decide_on_the_next(
    waiting: Revision, moderator: User, now: dt.datetime
) -> None:
    CaseStudy.objects.update(last_edited_by=moderator)
    assert publish(waiting, moderator, now).revision == 2


# --- who is told ---


@pytest.mark.parametrize(
    ("verb", "kind"),
    [(moderation.send_back, "case_study_returned"), (moderation.publish, "case_study_published")],
)
def test_the_author_of_a_revision_is_told_of_the_decision(
    verb: Any, kind: str, waiting: Revision, editor: User, moderator: User, now: dt.datetime
) -> None:
    decision = verb(waiting, by=moderator, now=now, note="How were people reached?")
    mail = Email.objects.get()
    assert (mail.kind, mail.key, mail.lane) == (kind, f"{kind}:{decision.pk}", Lane.REMINDER)
    assert mail.recipient == editor.email
    assert "How were people reached?" in mail.text
    assert "/case-studies/published/" in mail.text


def test_the_author_of_the_entry_is_not_told_of_anothers_revision(
    waiting: Revision, organisation_lead: User, moderator: User, now: dt.datetime
) -> None:
    Revision.objects.update(author=organisation_lead)
    moderation.publish(waiting, by=moderator, now=now)
    assert [mail.recipient for mail in Email.objects.all()] == [organisation_lead.email]


# --- looked at again ---

TWO_YEARS_ON = dt.date(2029, 3, 17)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (None, TWO_YEARS_ON),
        (dt.date(2027, 3, 16), TWO_YEARS_ON),
        (dt.date(2027, 3, 17), TWO_YEARS_ON),
        (dt.date(2027, 3, 18), dt.date(2027, 3, 18)),
    ],
)
def test_what_is_published_is_looked_at_again_in_two_years(
    chosen: dt.date | None, kept: dt.date, published: CaseStudy, moderator: User, now: dt.datetime
) -> None:
    says = {"review_by": chosen.isoformat() if chosen else None}
    revision = revised(published, content=says, state=State.SUBMITTED)
    assert publish(revision, moderator, now).review_by == kept
    revision.refresh_from_db()
    assert revision.content == content_of(CaseStudy.objects.get())


def test_so_is_what_is_first_published(submitted: CaseStudy, moderator: User, now: dt.datetime) -> None:
    moderation.publish(submitted, by=moderator, now=now)
    assert CaseStudy.objects.get().review_by == TWO_YEARS_ON
    assert Revision.objects.get().content["review_by"] == TWO_YEARS_ON.isoformat()


# --- what changed ---


def names(revision: Revision) -> list[str]:
    return [field.name for field in revising.changes(revision)]


def test_a_revision_in_progress_is_set_against_what_readers_see(waiting: Revision) -> None:
    assert names(waiting) == ["summary", "money"]
    CaseStudy.objects.update(money="£5")
    assert names(Revision.objects.get()) == ["summary"]


def test_a_published_one_is_set_against_the_one_before(
    submitted: CaseStudy, moderator: User, editor: User, now: dt.datetime
) -> None:
    moderation.publish(submitted, by=moderator, now=now)
    second = revised(submitted, content={"money": "£5"}, state=State.SUBMITTED)
    moderation.publish(second, by=moderator, now=now)
    third = revised(submitted, content={"learned": "Begin earlier."}, state=State.SUBMITTED)
    moderation.publish(third, by=moderator, now=now)
    assert [names(one) for one in Revision.objects.filter(number__gte=2)] == [["money"], ["learned"]]


def test_before_the_first_there_was_nothing(submitted: CaseStudy, moderator: User, now: dt.datetime) -> None:
    moderation.publish(submitted, by=moderator, now=now)
    assert revising.before(Revision.objects.get()) == {}
