"""Whatever goes wrong with a form, the answer is words, and what was typed is still there."""

import datetime as dt

import pytest
from django.conf import settings as configured
from django.utils import timezone

from coproduce.accounts.models import User
from participants.models import Participant
from partnerships.models import Engagement, Partnership
from tests.factories.partnerships import EngagementFactory, StatutoryGroupFactory
from tests.journeys.walk import Walk, WalkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Getting home from hospital"
PURPOSE = "To hear what helps people to come home."
FORGED = (
    "/engagements/99999999999999999999/",
    "/case-studies/%F0%9F%90%84/",
    "/case-studies/?page=nothing",
    "/partnerships/?q=%ff%fe",
    "/engagements/?when=never&partnership=forged",
    "/reply/forged/",
    "/invitations/forged/",
    "/unsubscribe/forged/",
)


@pytest.fixture
def form(walk: WalkFactory, officer: User) -> Walk:
    """An officer who has filled in a whole engagement and has not saved it."""
    return fill_in(walk("bad-input", officer).go("/engagements/new/"))


def fill_in(officer: Walk) -> Walk:
    soon = timezone.localdate() + dt.timedelta(days=9)
    officer.fill(title=TITLE, purpose=PURPOSE, starts="14:00", ends="16:00")
    officer.fill(on_day=str(soon.day), on_month=str(soon.month), on_year=str(soon.year))
    return officer.tick("Involve: we work with you so that your concerns shape the options")


def typed(visitor: Walk, name: str) -> str:
    return visitor.page.locator(f"[name='{name}']").input_value()


def save(visitor: Walk) -> Walk:
    return visitor.press("Save as draft")


def test_too_long_a_text_is_told_in_numbers_and_kept(form: Walk) -> None:
    long = "A very long title " * 30
    save(form.fill(title=long)).sees("There is a problem", "characters or fewer. You have entered 5")
    assert typed(form, "title").startswith(long.strip())
    assert typed(form, "purpose") == PURPOSE


def test_a_nul_is_told_and_the_rest_kept(form: Walk) -> None:
    form.page.eval_on_selector("[name='title']", "box => { box.value = 'Home\\u0000ward' }")
    save(form).sees("There is a problem", "Title contains characters that cannot be shown")
    assert typed(form, "purpose") == PURPOSE


def test_impossible_answers_are_told_beside_each_other(form: Walk) -> None:
    form.fill(on_day="31", on_month="2", ends="13:00", online_link="not an address")
    save(form).sees("Enter the day it starts, like 27 3 2027", "Enter a link to join online")
    assert (typed(form, "on_day"), typed(form, "online_link")) == ("31", "not an address")


def test_of_two_who_edit_the_second_is_told(
    walk: WalkFactory, officer: User, lead: User, fife: Partnership
) -> None:
    address = f"/engagements/{EngagementFactory(partnership=fife).pk}/edit/"
    slow, quick = walk("slow", officer).go(address), walk("quick", lead).go(address)
    quick.fill(title="Quick title").press("Save engagement").sees("Quick title")
    slow.fill(title="Slow title").press("Save engagement").sees("Someone else changed this engagement")
    assert typed(slow, "title") == "Slow title"
    slow.press("Save engagement").sees("Slow title").misses("Quick title")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_double_click_saves_once(walk: WalkFactory, officer: User, *, scripts: bool) -> None:
    visitor = walk("double", officer, java_script_enabled=scripts).go("/engagements/new/")
    fill_in(visitor).page.get_by_role("button", name="Save as draft").dblclick()
    visitor.sees("This is a draft")
    assert Engagement.objects.filter(title=TITLE).count() == 1


def test_a_double_click_enrols_one_person(walk: WalkFactory, officer: User) -> None:
    StatutoryGroupFactory(label="Unpaid carers")
    desk = walk("double-enrol", officer, java_script_enabled=False).go("/participants/new/")
    desk.fill(name="Canary McExample", phone="01632 960001").tick("Unpaid carers")
    desk.page.get_by_role("button", name="Enrol").dblclick()
    desk.sees("P-0001")
    assert Participant.objects.count() == 1


def test_what_was_typed_into_an_expired_form_can_be_copied_or_sent_again(form: Walk) -> None:
    form.page.context.clear_cookies(name=configured.CSRF_COOKIE_NAME)
    assert save(form).sees("This form has expired", "Nothing has been saved").status == 403
    form.page.locator("summary").click()
    form.sees(PURPOSE).misses("csrfmiddlewaretoken")
    form.page.go_back()
    assert (typed(form, "title"), typed(form, "purpose")) == (TITLE, PURPOSE)
    save(form).sees("This is a draft")


def test_whose_session_ended_is_asked_to_sign_in(form: Walk) -> None:
    form.page.context.clear_cookies(name=configured.SESSION_COOKIE_NAME)
    save(form).sees("Sign in", "Password")
    assert not Engagement.objects.exists()


def test_more_than_the_service_can_take_is_refused_in_words(form: Walk) -> None:
    form.page.eval_on_selector("[name='purpose']", "box => { box.value = 'a story '.repeat(400000) }")
    assert save(form).sees("larger than this service can take", "Nothing has been saved").status == 400
    form.page.go_back()
    assert typed(form, "title") == TITLE


def test_a_forged_address_is_answered_in_words(walk: WalkFactory) -> None:
    visitor = walk("forged")
    for address in FORGED:
        assert visitor.go(address).status in {200, 400, 404, 410}
