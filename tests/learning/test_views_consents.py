"""Pages on consent: for those who write, for those who oversee, and for the person whose story it is."""

import datetime as dt
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, Status
from learning import citing, withdrawing
from learning.models import CaseStudy, Channel, Grant, State, Teller, Through, Use
from partnerships.models import Organisation
from tests.conftest import ClientOf
from tests.factories.companions import attached
from tests.factories.consents import grant, story, teller
from tests.factories.outbox import email

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NAME = "Zqisla Example"


@pytest.fixture
def entry(organisation: Organisation, editor: User) -> CaseStudy:
    return story(Use.PICTURE, agreed=False, slug="their-story", organisation=organisation, author=editor)


@pytest.fixture
def isla(entry: CaseStudy) -> Teller:
    person = teller(entry, name=NAME)
    for use in (Use.WORDS, Use.PICTURE):
        grant(use=use, by=person)
    return person


def html(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def page(entry: CaseStudy, rest: str = "") -> str:
    return f"/case-studies/{entry.slug}/consents/{rest}"


def agreement(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "name": NAME,
        "uses": [Use.WORDS, Use.PICTURE],
        "channels": [Channel.PAGE, Channel.DIGEST],
        "how": "paper",
        "agreed_on_day": today.day,
        "agreed_on_month": today.month,
        "agreed_on_year": today.year,
        "submission": "00000000-0000-4000-8000-0000000000aa",
        **changes,
    }


# --- what is agreed ---


def test_writers_read_who_agreed_to_what_until_when(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User
) -> None:
    shown = html(client_of(editor).get(page(entry)))
    assert NAME in shown
    assert isla.get_absolute_url() in shown
    assert "Everyone asked has agreed" in shown


def test_what_is_missing_is_said(entry: CaseStudy, client_of: ClientOf, editor: User) -> None:
    shown = html(client_of(editor).get(page(entry)))
    assert "Readers cannot see it while consent is missing." in shown
    assert shown.count("Consent missing") == 2
    assert "Nobody has agreed to it yet." in shown


@pytest.mark.parametrize("who", ["moderator", "auditor", "administrator"])
def test_oversight_reads_that_consent_is_there_and_no_name(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, who: str, request: pytest.FixtureRequest
) -> None:
    shown = html(client_of(request.getfixturevalue(who)).get(page(entry)))
    assert "1 person agreed, until" in shown
    assert NAME not in shown
    assert isla.spaced_code not in shown
    assert "consents/record" not in shown


def test_once_it_is_taken_back_there_is_no_sheet_to_hand_over(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User
) -> None:
    withdrawing.withdraw(isla, [Use.WORDS], through=Through.LINK, now=timezone.now())
    shown = html(client_of(editor).get(page(isla.case_study)))
    assert "What people had agreed to" in shown
    assert isla.get_absolute_url() in shown
    assert "sheet/" not in shown


def test_the_page_takes_few_queries_however_many_agreed(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User
) -> None:
    for number in range(12):
        grant(by=teller(entry, name=f"Number {number}"))
    client = client_of(editor)
    with CaptureQueriesContext(connection) as queries:
        html(client.get(page(entry)))
    assert len(queries) <= 12


# --- recording ---


def test_the_form_shows_the_words_that_will_be_kept(
    entry: CaseStudy, client_of: ClientOf, editor: User
) -> None:
    shown = html(client_of(editor).get(page(entry, "record/")))
    assert "You agree that it shows:" in shown
    assert "Two things cannot be called back" in shown
    assert "Consent is still missing for:" in shown


def test_recording_makes_it_visible_to_readers(
    entry: CaseStudy, client_of: ClientOf, editor: User, client: Client
) -> None:
    html(client.get(entry.get_absolute_url()), 410)
    answer = client_of(editor).post(page(entry, "record/"), agreement())
    assert answer.status_code == 302
    assert answer["Location"] == page(entry)
    html(client.get(entry.get_absolute_url()))
    assert {row.expires_on for row in Grant.objects.all()} == {
        timezone.localdate().replace(year=timezone.localdate().year + 2)
    }


def test_pressed_twice_it_is_recorded_once(entry: CaseStudy, client_of: ClientOf, editor: User) -> None:
    for _ in range(2):
        assert client_of(editor).post(page(entry, "record/"), agreement()).status_code == 302
    assert (Teller.objects.count(), Grant.objects.count()) == (1, 2)


def test_who_is_known_already_is_offered(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User
) -> None:
    assert "Someone else" in html(client_of(editor).get(page(entry, "record/")))
    client_of(editor).post(page(entry, "record/"), agreement(name="", teller=isla.pk))
    assert isla.grants.count() == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Enter whose story it is, or who is shown"),
        ({"uses": []}, "Choose what they agreed to"),
        ({"channels": []}, "Choose where it may be seen"),
        ({"how": ""}, "Choose how they agreed"),
        ({"how": "telepathy"}, "Choose how they agreed from the list"),
        ({"agreed_on_day": ""}, "Day on which they agreed must include a day"),
        ({"agreed_on_year": 2100}, "cannot be in the future"),
        ({"expires_on_day": 1, "expires_on_month": 1, "expires_on_year": 2001}, "must be after the day"),
        ({"expires_on_day": 1, "expires_on_month": 1, "expires_on_year": 2099}, "3 years at most"),
        ({"submission": "x"}, "This page was incomplete"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(
    entry: CaseStudy, client_of: ClientOf, editor: User, change: dict[str, Any], words: str
) -> None:
    said = agreement(agreed_for_them="zqdaughter", **change)
    shown = html(client_of(editor).post(page(entry, "record/"), said))
    assert words in shown
    assert "zqdaughter" in shown
    assert not Grant.objects.exists()


def test_a_person_of_another_entry_cannot_be_chosen(
    entry: CaseStudy, client_of: ClientOf, editor: User
) -> None:
    teller(entry)
    other = teller(story(agreed=False))
    html(client_of(editor).post(page(entry, "record/"), agreement(teller=other.pk)))
    assert not other.grants.exists()


# --- the sheet, and what comes by phone ---


def test_the_sheet_says_how_to_take_it_back(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User
) -> None:
    shown = html(client_of(editor).get(page(entry, f"{isla.pk}/sheet/")))
    assert f"http://127.0.0.1:8000/stories/{isla.spaced_code}/" in shown
    assert "A picture of you" in shown
    assert NAME not in shown.partition("<main")[2]


def test_a_person_is_found_under_their_own_entry_only(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User, organisation: Organisation
) -> None:
    other = story(organisation=organisation, agreed=False)
    for rest in ("sheet/", "withdraw/"):
        html(client_of(editor).get(page(other, f"{isla.pk}/{rest}")), 404)


def test_a_call_takes_it_back(entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User) -> None:
    said = {"uses": [Use.WORDS], "through": Through.PHONE}
    answer = client_of(editor).post(page(entry, f"{isla.pk}/withdraw/"), said, follow=True)
    entry.refresh_from_db()
    assert entry.state == State.WITHDRAWN
    assert "The case study is withdrawn and its words are erased." in html(answer)
    assert set(Grant.objects.values_list("withdrawn_through", "withdrawn_by")) == {("phone", editor.pk)}


def test_pressed_twice_it_is_told_so(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User
) -> None:
    said = {"uses": [Use.PICTURE], "through": Through.PHONE}
    for _ in range(2):
        answer = client_of(editor).post(page(entry, f"{isla.pk}/withdraw/"), said, follow=True)
    assert "That had been recorded already." in html(answer)


def test_a_mistake_is_struck_out(entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User) -> None:
    said = {"uses": [Use.WORDS, Use.PICTURE], "through": Through.MISTAKE}
    answer = client_of(editor).post(page(entry, f"{isla.pk}/withdraw/"), said, follow=True)
    entry.refresh_from_db()
    assert (entry.state, bool(entry.text)) == (State.PUBLISHED, True)
    assert "Recorded by mistake" in html(answer)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"through": "phone"}, "Choose what is taken back"),
        ({"uses": ["words"]}, "Choose how it reached you"),
        ({"uses": ["words"], "through": "link"}, "Choose how it reached you"),
    ],
)
def test_a_half_told_call_is_refused_in_words(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User, said: dict[str, Any], words: str
) -> None:
    assert words in html(client_of(editor).post(page(entry, f"{isla.pk}/withdraw/"), said))
    assert not Grant.objects.exclude(withdrawn_at=None).exists()


def test_what_went_out_is_listed_without_an_address(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User
) -> None:
    sent = email(about=f"learning.casestudy:{entry.pk}", status=Status.SENT, sent_at=timezone.now())
    shown = html(client_of(editor).get(page(entry)))
    assert "1 email to those who wrote it" in shown
    assert sent.recipient not in shown


# --- their own page ---


def test_their_page_tells_what_they_agreed_to_and_changes_nothing(
    entry: CaseStudy, isla: Teller, client: Client
) -> None:
    answer = client.get(isla.get_absolute_url())
    shown = html(answer)
    assert entry.title in shown
    assert "A picture of you" in shown
    assert NAME not in shown
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "no-store, private")
    assert not Grant.objects.exclude(withdrawn_at=None).exists()


def test_nothing_is_taken_back_without_a_yes(entry: CaseStudy, isla: Teller, client: Client) -> None:
    shown = html(client.post(isla.get_absolute_url(), {"uses": [Use.WORDS]}))
    assert "Take your whole story back?" in shown
    assert "Yes, take my story back" in shown
    assert not Grant.objects.exclude(withdrawn_at=None).exists()


def test_before_a_yes_all_that_goes_is_listed(isla: Teller, client: Client) -> None:
    shown = html(client.post(isla.get_absolute_url(), {"uses": [Use.WORDS]}))
    assert "Your own words, or what happened to you" in shown
    assert "A picture of you" in shown


def test_a_picture_alone_is_asked_for_in_other_words(isla: Teller, client: Client) -> None:
    shown = html(client.post(isla.get_absolute_url(), {"uses": [Use.PICTURE]}))
    assert "The words of the story stay." in shown


def test_a_yes_takes_it_back_and_the_link_says_so_afterwards(
    entry: CaseStudy, isla: Teller, client: Client
) -> None:
    old = entry.get_absolute_url()
    said = {"uses": [Use.WORDS], "confirmed": "on"}
    shown = html(client.post(isla.get_absolute_url(), said, follow=True))
    assert "You have taken your story back" in shown
    assert "What cannot be called back" in shown
    assert "Do you want to take it back?" not in shown
    assert "can take your story back" not in shown
    assert "Search engines are told" in shown
    assert entry.title not in shown
    html(client.get(old), 410)


@pytest.mark.parametrize("uses", [[Use.WORDS], [Use.PICTURE]])
def test_a_yes_pressed_twice_is_one(isla: Teller, client: Client, uses: list[Use]) -> None:
    for _ in range(2):
        answer = client.post(isla.get_absolute_url(), {"uses": uses, "confirmed": "on"})
        assert (answer.status_code, answer["Location"]) == (302, isla.get_absolute_url())


@pytest.mark.parametrize("said", [{}, {"uses": ["film"]}, {"uses": ["\x00"]}, {"confirmed": "on"}])
def test_an_unclear_press_is_asked_again(isla: Teller, client: Client, said: dict[str, Any]) -> None:
    shown = html(client.post(isla.get_absolute_url(), said, follow=True))
    assert "Do you want to take it back?" in shown
    assert not Grant.objects.exclude(withdrawn_at=None).exists()


def test_who_else_took_it_back_is_not_told(entry: CaseStudy, isla: Teller, client: Client) -> None:
    second = teller(entry, name="Zqsecond")
    grant(by=second)
    client.post(second.get_absolute_url(), {"uses": [Use.WORDS], "confirmed": "on"})
    shown = html(client.get(isla.get_absolute_url()))
    assert "Someone else whose story it tells took it back" in shown
    assert "Zqsecond" not in shown


def test_a_link_cut_short_is_told_in_words(isla: Teller, client: Client) -> None:
    answer = client.get(isla.get_absolute_url()[:-4] + "/")
    assert "This link does not work" in html(answer, 404)
    assert html(client.post(isla.get_absolute_url()[:-4] + "/", {"uses": ["words"]}), 404)


def test_their_page_takes_few_queries(isla: Teller, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        html(client.get(isla.get_absolute_url()))
    assert len(queries) <= 12


# --- the page of the story ---


def test_those_who_write_are_told_since_when_readers_see_nothing(
    entry: CaseStudy, client_of: ClientOf, editor: User
) -> None:
    ended = timezone.localdate() - 3 * DAY
    grant(entry, Use.WORDS, agreed_on=ended - 9 * DAY, expires_on=ended)
    shown = html(client_of(editor).get(entry.get_absolute_url()))
    assert f"Readers cannot see this since {ended + DAY:%-d %B %Y}, because consent has ended." in shown
    assert "A picture of them" in shown


def test_the_page_fits_the_budget_of_queries(entry: CaseStudy, client_of: ClientOf, editor: User) -> None:
    client = client_of(editor)
    with CaptureQueriesContext(connection) as queries:
        html(client.get(entry.get_absolute_url()))
    assert len(queries) <= 12, "\n".join(one["sql"][:300] for one in queries)


@pytest.mark.parametrize(("channels", "printed"), [([Channel.PAGE], False), (list(Channel), True)])
def test_what_may_not_be_printed_is_not(
    entry: CaseStudy, client: Client, channels: list[Channel], printed: bool
) -> None:
    person = teller(entry)
    for use in entry.shows:
        grant(use=Use(use), by=person, channels=channels)
    shown = html(client.get(entry.get_absolute_url()))
    assert ("co_not-printed" not in shown) is printed


def test_no_licence_is_offered_for_what_may_not_be_used_again(entry: CaseStudy, client: Client) -> None:
    CaseStudy.objects.update(licence="cc-by-4.0")
    person = teller(entry)
    for use in entry.shows:
        grant(use=Use(use), by=person, channels=[Channel.PAGE])
    shown = html(client.get(entry.get_absolute_url()))
    assert "CC BY" not in shown
    assert "have not agreed that others copy it" in shown


# --- feeds ---
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def feed(client: Client) -> ET.Element:
    return ET.fromstring(client.get("/case-studies/feed.atom?theme=some-theme").content)


def test_a_feed_tells_what_was_withdrawn(entry: CaseStudy, isla: Teller, client: Client) -> None:
    title = entry.title
    client.post(isla.get_absolute_url(), {"uses": [Use.WORDS], "confirmed": "on"})
    entry.refresh_from_db()
    (dropped,) = feed(client).findall(TOMBSTONE)
    assert dropped.get("ref") == citing.stable_id(entry)
    assert entry.withdrawn_at is not None
    assert dropped.get("when") == entry.withdrawn_at.isoformat()
    assert title not in client.get("/case-studies/feed.atom").content.decode()


def test_a_feed_drops_what_consent_has_ended_for(entry: CaseStudy, client: Client) -> None:
    ended = timezone.localdate() - 3 * DAY
    person = teller(entry)
    for use in entry.shows:
        grant(use=Use(use), by=person, agreed_on=ended - 9 * DAY, expires_on=ended)
    (dropped,) = feed(client).findall(TOMBSTONE)
    assert str(dropped.get("when")).startswith(f"{ended + DAY}T00:00:00")


@pytest.mark.parametrize("days", [1, 89])
def test_a_feed_remembers_for_three_months(client: Client, days: int) -> None:
    story(published=False, withdrawn=True, withdrawn_at=timezone.now() - days * DAY)
    story(published=False, withdrawn=True, withdrawn_at=timezone.now() - 91 * DAY)
    assert len(feed(client).findall(TOMBSTONE)) == 1


def test_a_feed_without_anything_gone_says_nothing(entry: CaseStudy, isla: Teller, client: Client) -> None:
    assert feed(client).findall(TOMBSTONE) == []


def test_feeds_and_exports_ask_for_their_own_consent(entry: CaseStudy, client: Client) -> None:
    person = teller(entry)
    for use in entry.shows:
        grant(use=Use(use), by=person, channels=[Channel.PAGE])
    answers: list[Any] = [
        client.get(f"/case-studies/{name}") for name in ("feed.atom", "feed.json", "export.csv")
    ]
    said = [b"".join(one.streaming_content) if one.streaming else one.content for one in answers]
    assert not any(entry.title.encode() in one for one in said)
    assert entry.title in html(client.get("/case-studies/"))
    assert not Email.objects.exists()


# --- where those who write look after it ---


def test_the_list_of_ones_own_says_what_readers_cannot_see(
    entry: CaseStudy, client_of: ClientOf, editor: User, member: User
) -> None:
    shown = html(client_of(editor).get("/case-studies/mine/"))
    assert "Readers cannot see it" in shown
    assert "Open to everyone" not in shown
    assert page(entry) in shown
    assert page(entry) not in html(client_of(member).get("/case-studies/mine/"))


def test_looking_after_it_leads_to_the_consents(entry: CaseStudy, client_of: ClientOf, editor: User) -> None:
    shown = html(client_of(editor).get(f"{entry.get_absolute_url()}manage/"))
    assert "Readers cannot see this." in shown
    assert "Open to everyone" not in shown
    assert page(entry) in shown


def test_withdrawing_for_someone_else_is_told_apart(
    entry: CaseStudy, isla: Teller, client_of: ClientOf, editor: User
) -> None:
    assert page(entry) in html(client_of(editor).get(f"{entry.get_absolute_url()}withdraw/"))


def test_a_file_of_what_is_gone_is_gone_and_search_engines_are_told(entry: CaseStudy, client: Client) -> None:
    answer = client.get(attached(entry).get_absolute_url())
    html(answer, 410)
    assert answer["X-Robots-Tag"] == "noindex"
