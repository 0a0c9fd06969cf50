"""Writing: a draft made once, saved half-way, refused in words, previewed, submitted, and taken back."""

import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from coproduce.accounts.models import RoleName, User
from learning.models import CaseStudy, State
from partnerships.models import Organisation
from tests.conftest import ClientOf
from tests.factories.accounts import give
from tests.factories.learning import CaseStudyFactory, TermFactory
from tests.factories.partnerships import CouncilAreaFactory, PartnershipFactory

NEW = "/case-studies/new/"
EDIT = "/case-studies/draft/edit/"


@pytest.fixture
def writer(client_of: ClientOf, editor: User) -> Client:
    return client_of(editor)


def filled(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Tea and company",
        "summary": "They met often.",
        "kind": "practice",
        "submission": str(uuid.uuid4()),
        **fields,
    }


def seen(client: Client, url: str = EDIT) -> str:
    value: str = client.get(url).context["form"]["seen_at"].value()
    return value


# --- a new one ---


def test_a_title_and_a_summary_make_a_draft(writer: Client, editor: User, organisation: Organisation) -> None:
    response = writer.post(NEW, filled())
    case_study = CaseStudy.objects.get()
    assert response["Location"] == case_study.get_absolute_url() == "/case-studies/tea-and-company/"
    assert (case_study.state, case_study.organisation) == (State.DRAFT, organisation)
    assert case_study.author == case_study.last_edited_by == editor


def test_everything_that_was_filled_in_is_kept(writer: Client) -> None:
    theme, area, partnership = TermFactory(), CouncilAreaFactory(), PartnershipFactory()
    more = {
        "text": "## Why\n\nBecause.",
        "source_url": "example.org/more",
        "partnerships": [partnership.slug],
    }
    writer.post(NEW, filled(theme=[theme.slug], council_areas=[area.slug], **more))
    kept = CaseStudy.objects.get()
    assert kept.text == "## Why\n\nBecause."
    assert list(kept.partnerships.all()) == [partnership]
    assert kept.source_url == "https://example.org/more"
    assert list(kept.themes) == [theme]
    assert list(kept.council_areas.all()) == [area]


def test_pressing_twice_makes_one_draft_and_leads_to_it(writer: Client) -> None:
    once = filled()
    first, second = writer.post(NEW, once), writer.post(NEW, once)
    assert CaseStudy.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_the_same_title_twice_gets_another_address(writer: Client) -> None:
    writer.post(NEW, filled())
    writer.post(NEW, filled())
    slugs = set(CaseStudy.objects.values_list("slug", flat=True))
    assert len(slugs) == 2
    assert "tea-and-company" in slugs


def test_a_title_taken_in_the_same_moment_gets_another_address(
    writer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look finds the address free; by the time of saving somebody has it."""
    CaseStudyFactory(slug="tea-and-company")
    looked = iter([True])
    real = type(CaseStudy.objects.all()).free_slug

    def free_slug(self: Any, title: str, key: uuid.UUID) -> str:
        return "tea-and-company" if next(looked, False) else real(self, title, key)

    monkeypatch.setattr(type(CaseStudy.objects.all()), "free_slug", free_slug)
    monkeypatch.setattr(
        type(CaseStudy.objects), "free_slug", lambda _, *args: free_slug(CaseStudy.objects.all(), *args)
    )
    assert writer.post(NEW, filled()).status_code == 302
    assert CaseStudy.objects.count() == 2


def test_who_writes_for_several_organisations_is_asked_for_which(
    writer: Client, editor: User, organisation: Organisation, other_organisation: Organisation
) -> None:
    give(editor, RoleName.LEAD, other_organisation.team)
    assert "Choose the organisation that publishes it" in writer.post(NEW, filled()).content.decode()
    writer.post(NEW, filled(organisation=other_organisation.pk))
    assert CaseStudy.objects.get().organisation == other_organisation


def test_an_organisation_one_is_only_a_member_of_cannot_be_forged(
    writer: Client, editor: User, other_organisation: Organisation
) -> None:
    third = CaseStudyFactory().organisation
    give(editor, RoleName.EDITOR, other_organisation.team)
    give(editor, RoleName.MEMBER, third.team)
    html = writer.post(NEW, filled(organisation=third.pk)).content.decode()
    assert "Choose the organisation that publishes it from the list" in html
    assert CaseStudy.objects.filter(author=editor).count() == 0


@pytest.mark.parametrize("who", ["newcomer", "member", "officer", "lead", "moderator", "administrator"])
def test_others_do_not_write(who: str, client_of: ClientOf, request: pytest.FixtureRequest) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, filled()).status_code == 403
    assert not CaseStudy.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Enter a title"),
        ("title", "   ", "Enter a title"),
        ("title", "x" * 201, "200 characters or fewer"),
        ("title", "a\x00b", "cannot be shown"),
        ("title", "a\x07b", "cannot be shown"),
        ("summary", "", "Enter a summary in plain language"),
        ("summary", "x" * 601, "600 characters or fewer"),
        ("text", "x" * 40_001, "characters or fewer"),
        ("theme", "999999", "from the list"),
        ("theme", "x", "from the list"),
        ("council_areas", "-1", "from the list"),
        ("partnerships", "99999999999999999999", "from the list"),
        ("source_url", "javascript:alert(1)", "Enter a link"),
        ("source_url", "https://example.org/" + "x" * 500, "characters or fewer"),
        ("submission", "not-a-key", "This page was incomplete"),
    ],
)
def test_bad_input_is_refused_in_words_and_what_was_typed_stays(
    field: str, value: str, words: str, writer: Client
) -> None:
    typed = {"text": "Typed with care", **filled(), field: value}
    html = writer.post(NEW, typed).content.decode()
    assert "There is a problem" in html
    assert words in html
    assert "Typed with care" in html or field == "text"
    assert not CaseStudy.objects.exists()


def test_bytes_that_are_no_text_are_refused_or_mended_but_never_an_error(writer: Client) -> None:
    body = urlencode(filled(title=b"\xff\xfe caf\xe9"))
    response = writer.post(NEW, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in {200, 302, 400}


# --- preview ---


def test_a_preview_shows_it_as_readers_would_see_it_and_saves_nothing(writer: Client) -> None:
    html = writer.post(NEW, filled(text="## Why\n\n<script>x</script>", preview="yes")).content.decode()
    assert "Preview: nothing is saved yet" in html
    assert "<h3>Why</h3>" in html
    assert "<script>x" not in html
    assert not CaseStudy.objects.exists()


def test_what_was_previewed_can_be_saved_once(writer: Client) -> None:
    form = filled()
    writer.post(NEW, {**form, "preview": "yes"})
    writer.post(NEW, form)
    assert CaseStudy.objects.count() == 1


def test_previewing_a_change_leaves_the_row_alone(writer: Client, draft: CaseStudy) -> None:
    html = writer.post(EDIT, filled(title="Changed", seen_at=seen(writer), preview="yes")).content.decode()
    assert "Preview" in html
    draft.refresh_from_db()
    assert draft.title == "Canary draft"


# --- changing it ---


def test_a_change_is_saved_with_who_made_it(
    client_of: ClientOf, organisation_lead: User, draft: CaseStudy, editor: User
) -> None:
    client = client_of(organisation_lead)
    client.post(EDIT, filled(title="Changed", seen_at=seen(client)))
    draft.refresh_from_db()
    assert (draft.title, draft.slug) == ("Changed", "draft")
    assert (draft.author, draft.last_edited_by) == (editor, organisation_lead)


def test_a_page_that_has_gone_stale_is_refused_and_keeps_what_was_typed(
    writer: Client, draft: CaseStudy
) -> None:
    before = seen(writer)
    draft.title = "Somebody else's title"
    draft.save()
    html = writer.post(EDIT, filled(title="Mine", seen_at=before)).content.decode()
    assert "Someone else changed this case study" in html
    assert 'value="Mine"' in html
    draft.refresh_from_db()
    assert draft.title == "Somebody else's title"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED, State.WITHDRAWN])
def test_what_has_left_its_authors_hands_is_not_changed(
    state: State, writer: Client, organisation: Organisation
) -> None:
    CaseStudyFactory(slug="draft", organisation=organisation, **{state.value: True})
    assert writer.get(EDIT).status_code == 403
    assert writer.post(EDIT, filled(title="Changed")).status_code == 403


def test_a_returned_entry_shows_its_note_while_it_is_changed(writer: Client, draft: CaseStudy) -> None:
    draft.decisions.create(
        step="send_back",
        from_state="submitted",
        to_state="returned",
        at=draft.created_at,
        note="Who took part?",
        by=draft.author,
    )
    CaseStudy.objects.update(state=State.RETURNED, submitted_at=draft.created_at)
    assert "Who took part?" in writer.get(EDIT).content.decode()


def test_strangers_find_no_draft_to_change(client_of: ClientOf, newcomer: User, draft: CaseStudy) -> None:
    assert client_of(newcomer).get(EDIT).status_code == 404


# --- handing it in, taking it back ---


def test_submitting_asks_first_and_then_hands_it_over(writer: Client, draft: CaseStudy) -> None:
    asked = writer.get("/case-studies/draft/submit/").content.decode()
    assert "has agreed to that" in asked
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    done = writer.post("/case-studies/draft/submit/", follow=True).content.decode()
    assert "A moderator reads it next" in done
    assert "With the moderators" in done


def test_submitting_what_is_unfinished_says_what_is_missing(writer: Client, draft: CaseStudy) -> None:
    draft.terms.clear()
    assert "at least one theme" in writer.get("/case-studies/draft/submit/").content.decode()
    done = writer.post("/case-studies/draft/submit/", follow=True).content.decode()
    assert "Still missing: at least one theme" in done
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_submitting_twice_is_refused_the_second_time(writer: Client, draft: CaseStudy) -> None:
    writer.post("/case-studies/draft/submit/")
    assert writer.post("/case-studies/draft/submit/").status_code == 403
    assert draft.decisions.count() == 1


def test_withdrawing_asks_for_a_reason_and_keeps_it(writer: Client, published: CaseStudy) -> None:
    url = "/case-studies/published/withdraw/"
    assert "Enter why you are withdrawing it" in writer.post(url, {"note": " "}).content.decode()
    done = writer.post(url, {"note": "The family asked us to."}, follow=True).content.decode()
    assert "Readers no longer find it" in done
    assert published.decisions.get().note == "The family asked us to."
    assert Client().get(published.get_absolute_url()).status_code == 410


def test_looking_at_the_withdrawal_page_withdraws_nothing(writer: Client, published: CaseStudy) -> None:
    assert writer.get("/case-studies/published/withdraw/").status_code == 200
    published.refresh_from_db()
    assert published.state == State.PUBLISHED


@pytest.mark.parametrize("who", ["newcomer", "member", "officer", "auditor"])
def test_others_cannot_withdraw_what_they_can_read(
    who: str, client_of: ClientOf, published: CaseStudy, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.post("/case-studies/published/withdraw/", {"note": "x"}).status_code == 403


@pytest.mark.usefixtures("published")
def test_withdrawn_words_are_found_nowhere_public(writer: Client) -> None:
    CaseStudy.objects.update(title="Canary title", text="Canary text", summary="Canary summary")
    writer.post("/case-studies/published/withdraw/", {"note": "Because."})
    for url in ("/case-studies/", "/case-studies/?q=canary", "/case-studies/published/"):
        assert "Canary" not in Client().get(url).content.decode()
