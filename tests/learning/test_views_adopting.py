"""Pages of what is tried elsewhere: recorded, changed, taken further, answered, adapted, and shown."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduce.accounts.models import RoleName, User
from learning.models import (
    Adoption,
    AdoptionAnswer,
    AdoptionStep,
    CaseStudy,
    Decision,
    Stage,
    State,
    StepName,
)
from partnerships.models import CouncilArea, Organisation, Partnership
from tests.conftest import ClientOf
from tests.factories.accounts import give
from tests.factories.adoptions import AdoptionFactory, decided_on, published_again, stepped, stopped
from tests.factories.learning import CaseStudyFactory
from tests.factories.partnerships import CouncilAreaFactory, PartnershipFactory, someone

ENTRY = "/case-studies/published/"
NEW = f"{ENTRY}adoptions/new/"
HOUR = dt.timedelta(hours=1)


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def day(since: dt.date) -> dict[str, str]:
    return {"since_day": str(since.day), "since_month": str(since.month), "since_year": str(since.year)}


def filled(**fields: Any) -> dict[str, Any]:
    return {"stage": "trying", **day(dt.date(2026, 5, 4)), "submission": str(uuid.uuid4()), **fields}


@pytest.fixture
def desk(client_of: ClientOf, officer: User) -> Client:
    return client_of(officer)


@pytest.fixture
def trying(published: CaseStudy, fife: Partnership) -> Adoption:
    return AdoptionFactory(case_study=published, partnership=fife)


def typed(client: Client, url: str, **fields: Any) -> dict[str, Any]:
    """What the form would send back, with these answers instead."""
    form = client.get(url).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "since"} | fields


# --- recording ---


def test_an_officer_records_a_trial(
    desk: Client, published: CaseStudy, fife: Partnership, officer: User
) -> None:
    said = {"changed": "In the evening.", "happened": "More came.", "contact_role": "Engagement officer"}
    answer = desk.post(NEW, filled(**said))
    adoption = Adoption.objects.get()
    assert answer["Location"] == f"/adoptions/{adoption.pk}/"
    assert (adoption.adopter, adoption.follows, adoption.changed) == (fife, 1, "In the evening.")
    step = adoption.steps.get()
    assert (step.stage, step.since, step.by) == ("trying", dt.date(2026, 5, 4), officer)


def test_pressed_twice_it_is_recorded_once(desk: Client, published: CaseStudy) -> None:
    sent = filled()
    first, second = desk.post(NEW, sent), desk.post(NEW, sent)
    assert first["Location"] == second["Location"]
    assert Adoption.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stage": ""}, "Answer the question “How far are you?”"),
        ({"stage": "stopped"}, "Choose how far you are from the list"),
        ({"since_day": ""}, "must include a day"),
        ({"since_month": "13"}, "Enter the day, like 27 3 2027"),
        (day(dt.date(2099, 1, 1)), "must be today or earlier"),
        ({"changed": "x" * 2001}, "must be 2000 characters or fewer"),
        ({"contact_role": "x" * 121}, "must be 120 characters or fewer"),
        ({"happened": "a\x07b"}, "contains characters that cannot be shown"),
    ],
)
def test_what_is_refused_is_told_in_words_and_what_was_typed_stays(
    fields: dict[str, str], words: str, desk: Client, published: CaseStudy
) -> None:
    answer = desk.post(NEW, filled(**{"happened": "Canary words", **fields}))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in html
    assert words in html
    assert "Canary words" in html or "happened" in fields
    assert not Adoption.objects.exists()


def test_whoever_speaks_for_several_teams_says_for_which(
    client_of: ClientOf, officer: User, published: CaseStudy, other_organisation: Organisation
) -> None:
    give(officer, RoleName.EDITOR, other_organisation.team)
    client = client_of(officer)
    assert "Who tries it?" in page(client, NEW)
    assert "Answer the question “Who tries it?”" in client.post(NEW, filled()).content.decode()
    client.post(NEW, filled(adopter=str(other_organisation.team_id)))
    assert Adoption.objects.get().adopter == other_organisation


def test_a_team_of_others_cannot_be_forged(
    client_of: ClientOf,
    officer: User,
    published: CaseStudy,
    dundee: Partnership,
    other_organisation: Organisation,
) -> None:
    give(officer, RoleName.EDITOR, other_organisation.team)
    answer = client_of(officer).post(NEW, filled(adopter=str(dundee.team_id)))
    assert answer.status_code == 200
    assert not Adoption.objects.exists()


def test_which_revision_is_asked_only_where_there_are_several(desk: Client, published: CaseStudy) -> None:
    assert "Which revision" not in page(desk, NEW)
    CaseStudy.objects.update(revision=3)
    assert "Revision 3, which readers see now" in page(desk, NEW)
    desk.post(NEW, filled(follows="2"))
    assert Adoption.objects.get().follows == 2


@pytest.mark.parametrize("number", ["4", "0", "-1", "two", ""])
def test_a_revision_that_there_is_not_is_refused(number: str, desk: Client, published: CaseStudy) -> None:
    CaseStudy.objects.update(revision=3)
    assert "There is a problem" in desk.post(NEW, filled(follows=number)).content.decode()
    assert not Adoption.objects.exists()


def test_a_team_that_has_recorded_it_is_led_to_what_it_said(desk: Client, trying: Adoption) -> None:
    for answer in (desk.get(NEW, follow=True), desk.post(NEW, filled(), follow=True)):
        assert answer.redirect_chain == [("/adoptions/", 302)]
        assert "Your team has recorded this practice already" in answer.content.decode()
    assert Adoption.objects.count() == 1


def test_an_entry_retired_meanwhile_is_not_recorded(desk: Client, published: CaseStudy) -> None:
    CaseStudy.objects.update(state=State.RETIRED, retired_at=published.published_at)
    assert desk.post(NEW, filled()).status_code == 403


@pytest.mark.parametrize("who", ["reader", "editor", "member", "moderator", "administrator", "newcomer"])
def test_others_record_nothing(
    who: str, client_of: ClientOf, published: CaseStudy, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(NEW).status_code == client.post(NEW, filled()).status_code == 403
    assert "Record that you try this" not in page(client, ENTRY)


# --- changing what is said ---


def test_what_is_said_is_changed(desk: Client, trying: Adoption) -> None:
    url = f"/adoptions/{trying.pk}/edit/"
    assert desk.post(url, typed(desk, url, happened="More came."))["Location"] == f"/adoptions/{trying.pk}/"
    trying.refresh_from_db()
    assert trying.happened == "More came."


def test_two_who_change_it_are_told_and_nothing_is_lost(desk: Client, trying: Adoption) -> None:
    url = f"/adoptions/{trying.pk}/edit/"
    sent = typed(desk, url, happened="Mine")
    trying.save()
    html = desk.post(url, sent).content.decode()
    assert "Someone else changed this adoption" in html
    assert "Mine" in html


def test_why_it_stopped_can_be_said_better_but_not_unsaid(
    desk: Client, fife: Partnership, published: CaseStudy
) -> None:
    ended = stopped(case_study=published, partnership=fife)
    url = f"/adoptions/{ended.pk}/edit/"
    assert "Enter why you stopped" in desk.post(url, typed(desk, url, why_stopped="")).content.decode()
    desk.post(url, typed(desk, url, why_stopped="The hall closed."))
    ended.refresh_from_db()
    assert ended.why_stopped == "The hall closed."


def test_what_goes_on_is_not_asked_why_it_stopped(desk: Client, trying: Adoption) -> None:
    assert "stopped" not in page(desk, f"/adoptions/{trying.pk}/edit/").lower().replace("ds_", "")


# --- steps ---


def test_a_step_is_recorded_and_the_record_shows_all(desk: Client, trying: Adoption) -> None:
    url = f"/adoptions/{trying.pk}/step/"
    sent = typed(desk, url, stage="adopted", **day(dt.date(2026, 9, 1)))
    assert desk.post(url, sent)["Location"] == f"/adoptions/{trying.pk}/"
    html = page(desk, f"/adoptions/{trying.pk}/")
    assert "Trying it, since 4 May 2026" in html
    assert "Adopted, since 1 September 2026" in html


def test_to_stop_takes_a_reason_and_keeps_what_was_typed(desk: Client, trying: Adoption) -> None:
    url = f"/adoptions/{trying.pk}/step/"
    sent = typed(desk, url, stage="stopped", **day(dt.date(2026, 9, 1)))
    html = desk.post(url, sent).content.decode()
    assert "Enter why you stopped" in html
    assert 'value="2026"' in html
    desk.post(url, sent | {"why_stopped": "Nobody came."})
    trying.refresh_from_db()
    assert (trying.stopped_on, trying.why_stopped) == (dt.date(2026, 9, 1), "Nobody came.")


def test_a_step_pressed_twice_is_recorded_once(desk: Client, trying: Adoption) -> None:
    url = f"/adoptions/{trying.pk}/step/"
    sent = typed(desk, url, stage="stopped", why_stopped="Nobody came.", **day(dt.date(2026, 9, 1)))
    assert [desk.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert trying.steps.count() == 2


def test_a_step_that_crosses_anothers_is_refused_first(desk: Client, trying: Adoption) -> None:
    url = f"/adoptions/{trying.pk}/step/"
    sent = typed(desk, url, stage="adopted", **day(dt.date(2026, 9, 1)))
    stepped(trying, Stage.TRYING, dt.date(2026, 5, 1))
    trying.save()
    assert "Someone else changed this adoption" in desk.post(url, sent).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stage": ""}, "Answer the question “How far are you now?”"),
        ({"stage": "considering"}, "Choose how far you are now from the list"),
        (day(dt.date(2026, 5, 1)) | {"stage": "adopted"}, "4 May 2026 or later"),
        (day(dt.date(2099, 5, 1)), "must be today or earlier"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_in_words(
    fields: dict[str, str], words: str, desk: Client, trying: Adoption
) -> None:
    url = f"/adoptions/{trying.pk}/step/"
    sent = typed(desk, url, **{"stage": "adopted", **day(dt.date(2026, 9, 1)), **fields})
    assert words in desk.post(url, sent).content.decode()
    assert trying.steps.count() == 1


# --- news, and answers ---


def test_a_new_revision_is_asked_about_and_answered(desk: Client, trying: Adoption, officer: User) -> None:
    decision = published_again(trying, at=trying.recorded_at + HOUR)
    html = page(desk, f"/adoptions/{trying.pk}/")
    assert "Does this matter to you?" in html
    assert "You follow revision 1" in html
    url = f"/adoptions/{trying.pk}/answer/"
    assert desk.post(url, {"to": decision.pk, "says": "follow"})["Location"] == f"/adoptions/{trying.pk}/"
    trying.refresh_from_db()
    assert trying.follows == 2
    html = page(desk, f"/adoptions/{trying.pk}/")
    assert "Does this matter to you?" not in html
    assert "We follow the new revision" in html


def test_somebody_is_looking_at_it(desk: Client, trying: Adoption) -> None:
    decision = published_again(trying, at=trying.recorded_at + HOUR)
    desk.post(f"/adoptions/{trying.pk}/answer/", {"to": decision.pk, "says": "looking"})
    html = page(desk, f"/adoptions/{trying.pk}/")
    assert "somebody of your team said: “We are looking at it”" in html
    assert "It makes no difference to us" in html


@pytest.mark.parametrize("sent", [{}, {"to": "x", "says": "follow"}, {"to": "1", "says": "\x00"}])
def test_an_answer_to_nothing_changes_nothing_and_says_so(
    sent: dict[str, str], desk: Client, trying: Adoption
) -> None:
    published_again(trying, at=trying.recorded_at + HOUR)
    answer = desk.post(f"/adoptions/{trying.pk}/answer/", sent, follow=True)
    assert "Nothing is recorded" in answer.content.decode()
    assert not AdoptionAnswer.objects.exists()


def test_others_are_asked_nothing_and_answer_nothing(
    client: Client, client_of: ClientOf, officer_elsewhere: User, trying: Adoption
) -> None:
    decision = published_again(trying, at=trying.recorded_at + HOUR)
    elsewhere = client_of(officer_elsewhere)
    for reader in (client, elsewhere):
        assert "Does this matter to you?" not in page(reader, f"/adoptions/{trying.pk}/")
    sent = {"to": decision.pk, "says": "follow"}
    assert elsewhere.post(f"/adoptions/{trying.pk}/answer/", sent).status_code == 403
    assert not AdoptionAnswer.objects.exists()


def test_what_was_withdrawn_is_flagged_to_its_adopters_without_a_word_of_it(
    client: Client, desk: Client, fife: Partnership, client_of: ClientOf, editor: User
) -> None:
    gone = CaseStudyFactory(title="Canary title", slug="canary", summary="Canary", withdrawn=True)
    adoption = AdoptionFactory(case_study=gone, partnership=fife, happened="Our own words")
    decided_on(adoption, StepName.WITHDRAW, State.WITHDRAWN, at=adoption.recorded_at + HOUR)
    for url in ("/adoptions/", f"/adoptions/{adoption.pk}/", f"/adoptions/{adoption.pk}/edit/",
                f"/adoptions/{adoption.pk}/step/", "/partnerships/fife/practice/"):  # fmt: skip
        html = page(desk, url)
        assert "A practice that has been withdrawn" in html
        assert "canary" not in html.lower()
    assert "Our own words" in page(desk, f"/adoptions/{adoption.pk}/")
    for stranger in (client, client_of(editor)):
        page(stranger, f"/adoptions/{adoption.pk}/", 404)
        assert "withdrawn" not in page(stranger, "/partnerships/fife/practice/")


# --- what became of it ---


@pytest.fixture
def own(organisation: Organisation) -> Adoption:
    organisation.council_areas.set([CouncilAreaFactory(name="Angus")])
    entry = CaseStudyFactory(title="Canary title", slug="first", published=True)
    return AdoptionFactory(case_study=entry, organisation=organisation)


@pytest.fixture
def writer(client_of: ClientOf, editor: User) -> Client:
    return client_of(editor)


def adaptation(**fields: Any) -> dict[str, Any]:
    said = {"title": "Tea on the quay", "summary": "We met there.", "kind": "practice"}
    return {**said, "submission": str(uuid.uuid4()), **fields}


def test_an_adaptation_begins_with_nothing_but_the_place_and_the_link_back(
    writer: Client, own: Adoption
) -> None:
    url = f"/adoptions/{own.pk}/adapt/"
    form = writer.get(url).context["form"]
    assert form["title"].value() == "… in Angus"
    assert not any(form[name].value() for name in ("summary", "text", "council_areas", "theme", "partners"))
    answer = writer.post(url, adaptation())
    own.refresh_from_db()
    assert own.became is not None
    assert answer["Location"] == own.became.get_absolute_url() == "/case-studies/tea-on-the-quay/"
    assert (own.became.organisation, own.became.state) == (own.organisation, State.DRAFT)


def test_a_title_is_asked_for_before_it_is_saved(writer: Client, own: Adoption) -> None:
    html = writer.post(f"/adoptions/{own.pk}/adapt/", adaptation(title="… in Angus")).content.decode()
    assert "Say what it is: put your own words where the “…” is" in html
    assert "We met there." in html
    assert CaseStudy.objects.count() == 1


def test_there_is_one_adaptation_of_an_adoption(writer: Client, own: Adoption) -> None:
    url, sent = f"/adoptions/{own.pk}/adapt/", adaptation()
    first = writer.post(url, sent)["Location"]
    assert writer.post(url, sent)["Location"] == first
    assert writer.get(url)["Location"] == first
    assert CaseStudy.objects.count() == 2


def test_a_preview_makes_no_adaptation(writer: Client, own: Adoption) -> None:
    html = writer.post(f"/adoptions/{own.pk}/adapt/", adaptation(preview="yes")).content.decode()
    assert "Preview: nothing is saved yet" in html
    own.refresh_from_db()
    assert own.became is None


def test_of_what_was_withdrawn_nothing_is_made(writer: Client, own: Adoption) -> None:
    CaseStudy.objects.update(state=State.WITHDRAWN, withdrawn_at=own.recorded_at)
    answer = writer.post(f"/adoptions/{own.pk}/adapt/", adaptation(), follow=True)
    assert "nothing can point back to it" in answer.content.decode()
    assert CaseStudy.objects.count() == 1


def test_a_partnership_writes_no_case_study(desk: Client, trying: Adoption) -> None:
    assert desk.get(f"/adoptions/{trying.pk}/adapt/").status_code == 403
    assert "Write what we made of it" not in page(desk, f"/adoptions/{trying.pk}/")


def test_the_two_entries_point_to_each_other(client: Client, writer: Client, own: Adoption) -> None:
    writer.post(f"/adoptions/{own.pk}/adapt/", adaptation())
    became = CaseStudy.objects.get(slug="tea-on-the-quay")
    assert "Tea on the quay" not in page(client, "/case-studies/first/")
    assert "Became <a" in page(writer, "/case-studies/first/")
    assert 'Adapted from <a href="/case-studies/first/">Canary title</a>' in page(
        writer, became.get_absolute_url()
    )
    CaseStudy.objects.filter(pk=became.pk).update(
        state=State.PUBLISHED, revision=1, published_at=own.recorded_at, text="They met."
    )
    assert 'Became <a href="/case-studies/tea-on-the-quay/">' in page(client, "/case-studies/first/")


# --- what readers see ---


def test_the_entrys_page_tells_who_tries_it(client: Client, published: CaseStudy, fife: Partnership) -> None:
    assert "Nobody has recorded yet" in page(client, ENTRY)
    AdoptionFactory(
        case_study=published, partnership=fife, changed="In the *evening*.", contact_role="Officer"
    )
    html = page(client, ENTRY)
    for words in (
        str(fife), "Trying it", "since 4 May 2026", "In the <em>evening</em>.", "Follows revision 1",
        "Whom to ask: Officer, Fife", f'href="{ENTRY}adoptions/"',
    ):  # fmt: skip
        assert words in html


def test_a_retired_entry_still_tells_who_tries_it(client: Client, fife: Partnership) -> None:
    entry = CaseStudyFactory(retired=True)
    AdoptionFactory(case_study=entry, partnership=fife)
    html = page(client, entry.get_absolute_url())
    assert str(fife) in html
    assert "Record that you try this" not in html


def test_whoever_is_behind_is_shown_to_be(client: Client, trying: Adoption) -> None:
    assert "Follows an earlier revision" not in page(client, ENTRY)
    published_again(trying, at=trying.recorded_at)
    assert "Follows an earlier revision" in page(client, ENTRY)


def test_hostile_words_stay_words(client: Client, trying: Adoption) -> None:
    Adoption.objects.update(happened="<script>alert(1)</script>", contact_role="<b>me</b>")
    for url in (ENTRY, f"{ENTRY}adoptions/", f"/adoptions/{trying.pk}/"):
        html = page(client, url)
        assert "<script>alert" not in html
        assert "<b>me" not in html


def test_the_map_says_what_the_list_says(client: Client, published: CaseStudy, fife: Partnership) -> None:
    CouncilAreaFactory(name="Angus", slug="angus", partnership=fife, column=5, row=4)
    CouncilAreaFactory(name="Moray", slug="moray", column=4, row=3)
    AdoptionFactory(case_study=published, partnership=fife)
    html = page(client, f"{ENTRY}adoptions/")
    assert '<a href="?area=angus#who" class="co_tile co_tile--trying">' in html
    assert '<span class="co_tile co_tile--none">' in html
    assert "Angus</li>" in html


def test_the_list_is_narrowed_to_an_area_and_a_stage(
    client: Client, published: CaseStudy, fife: Partnership, dundee: Partnership
) -> None:
    CouncilAreaFactory(name="Angus", slug="angus", partnership=fife)
    CouncilAreaFactory(name="Moray", slug="moray", partnership=dundee)
    AdoptionFactory(case_study=published, partnership=fife)
    AdoptionFactory(case_study=published, partnership=dundee, stage=Stage.ADOPTED)
    for query, seen in (
        ("area=angus", {fife}),
        ("stage=adopted", {dundee}),
        ("area=angus&stage=adopted", set()),
    ):
        found = client.get(f"{ENTRY}adoptions/?{query}").context["adoptions"]
        assert {one.adopter for one in found} == seen
    assert "Nobody has recorded that here" in page(client, f"{ENTRY}adoptions/?area=angus&stage=adopted")


@pytest.mark.parametrize("query", ["area=nowhere", "stage=perhaps", "page=99999"])
def test_a_question_that_is_not_understood_is_no_error(client: Client, trying: Adoption, query: str) -> None:
    CouncilAreaFactory(partnership=trying.partnership)
    assert client.get(f"{ENTRY}adoptions/?{query}").status_code in {200, 404}


@pytest.mark.parametrize("of", ["partnership", "organisation"])
def test_an_adopters_page_tells_what_it_tries(
    of: str, client: Client, fife: Partnership, other_organisation: Organisation, published: CaseStudy
) -> None:
    adopter: Any = fife if of == "partnership" else other_organisation
    url = f"{adopter.get_absolute_url()}practice/"
    assert url in page(client, adopter.get_absolute_url())
    assert "Nothing is recorded yet" in page(client, url)
    AdoptionFactory(case_study=published, **{of: adopter})
    AdoptionFactory(case_study=CaseStudyFactory(published=True, title="Canary"))
    html = page(client, url)
    assert published.title in html
    assert "Canary" not in html


def test_ones_own_list_has_what_all_of_ones_teams_try(
    client_of: ClientOf, reader: User, trying: Adoption, published: CaseStudy
) -> None:
    client = client_of(reader)
    AdoptionFactory(case_study=CaseStudyFactory(published=True, title="Canary"))
    published_again(trying, at=trying.recorded_at + HOUR)
    html = page(client, "/adoptions/")
    assert published.title in html
    assert "Does it matter to you?" in html
    assert "Canary" not in html
    assert 'href="/adoptions/"' in page(client, "/")
    assert 'href="/adoptions/"' in page(client, "/case-studies/")


# --- at size ---


def many(number: int, published: CaseStudy, fife: Partnership) -> None:
    """As many who try the same practice, and as many practices that Fife tries, each with a question open."""
    board, by = fife.health_board, someone()
    places = Partnership.objects.bulk_create(PartnershipFactory.build_batch(number, health_board=board))
    CouncilArea.objects.bulk_create(
        CouncilAreaFactory.build(partnership=place, health_board=board) for place in places
    )
    traits = {"published": True, "revision": 2, "organisation": published.organisation}
    entries = CaseStudy.objects.bulk_create(CaseStudyFactory.build_batch(number, **traits))
    known = {"follows": 1, "recorded_at": timezone.now() - HOUR}
    rows = [Adoption(case_study=published, partnership=place, **known) for place in places]
    rows += [Adoption(case_study=entry, partnership=fife, **known) for entry in entries]
    step = {"stage": Stage.TRYING, "since": dt.date(2026, 5, 4), "at": timezone.now()}
    made = Adoption.objects.bulk_create(rows)
    AdoptionStep.objects.bulk_create(AdoptionStep(adoption=row, by=by, **step) for row in made)
    shown = {"step": StepName.PUBLISH, "from_state": State.SUBMITTED, "to_state": State.PUBLISHED}
    Decision.objects.bulk_create(
        Decision(case_study=entry, revision=2, by=by, at=timezone.now(), **shown) for entry in entries
    )


@pytest.mark.parametrize("url", [ENTRY, f"{ENTRY}adoptions/", "/adoptions/", "/partnerships/fife/practice/"])
def test_a_page_takes_as_many_queries_for_a_thousand_rows_as_for_ten(
    url: str, desk: Client, published: CaseStudy, fife: Partnership
) -> None:
    counts = []
    for number in (10, 990):
        many(number, published, fife)
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
