"""What is walked: every demo role, the real road in, both main journeys; over plain HTTP, mails read."""

import base64
import hashlib
import hmac
import re
import struct
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.smoke.trial import Trial, address_in
from tests.smoke.visitor import Surprise, Visitor

SCOTLAND = ZoneInfo("Europe/London")
#: Addresses that others link to, fixed from the first release on.
OPEN_TO_ALL = (
    "/",
    "/partnerships/",
    "/partnerships/fife/",
    "/organisations/",
    "/plans/",
    "/engagements/",
    "/case-studies/",
    "/case-studies/?q=carers",
    "/accounts/login/",
    "/privacy/",
    "/accessibility/",
    "/healthz",
    "/readyz",
)
OFFICER, OFFICER_MAIL = "engagement officer of Fife", "officer.fife@demo.coproduce.example"
READER_MAIL = "reader.fife@demo.coproduce.example"
CASE_STUDY = "Lunch clubs planned by those who eat there"
FOLLOW = "Follow the theme "
#: What a moderator ticks before anything is published, by how each line begins.
CHECKLIST = ("Names:", "Dates,", "Quotations:", "Pictures,")
ENGAGEMENT = "Getting home from hospital"
NAME, EMAIL = "Ceit Example", "ceit@participants.example"


def everyone_reads_the_public_pages(trial: Trial) -> None:
    visitor = trial.visitor()
    for address in OPEN_TO_ALL:
        visitor.go(address)
    visitor.go("/nothing-here/", status=404)


def each_demo_role_enters_by_one_click(trial: Trial) -> None:
    doors = [form for form in trial.visitor().go("/demo/").page.forms if "/demo/enter/" in form.action]
    if len(doors) < 9:
        raise Surprise(f"The demo page offers {len(doors)} people; each of nine roles has one.")
    for door in doors:
        words = door.buttons[0].words
        visitor = enter(trial, words)
        visitor.sees("Sign out", words.removeprefix("Enter as ").partition(",")[0])
        visitor.go("/engagements/").go("/case-studies/").go("/account/")


def enter(trial: Trial, who: str) -> Visitor:
    return trial.visitor().go("/demo/").press(who)


# --- The real road -----------------------------------------------------------------------------------------
def an_officer_comes_in_by_the_real_road(trial: Trial) -> None:
    """Password, authenticator enrolled, then a second sign-in with a recovery code."""
    password = re.findall(r"<code>([^<]+)</code>", trial.visitor().go("/demo/").page.html)[0]
    officer = sign_in(trial, password)
    officer.go("/engagements/new/").misses("Save as draft")
    officer.go("/accounts/2fa/totp/activate/").sees("Is it still you?").press("Go on", password=password)
    secret = re.search(r"\b[A-Z2-7]{32}\b", officer.page.words)
    if not secret:
        raise Surprise(f"No key to type into an app: {officer.page.words[:400]}")
    officer.press("Set up the app", code=one_time_code(secret[0]))
    codes = re.findall(r"<code>([^<]+)</code>", officer.go("/accounts/2fa/recovery-codes/").page.html)
    officer.go("/engagements/new/").press("Save as draft").sees("There is a problem")
    officer.press("Sign out")
    again = sign_in(trial, password).sees("Second step")
    again.press("Sign in", code=codes[0]).go("/engagements/new/").sees("Plan an engagement")
    trial.mail(OFFICER_MAIL)


def sign_in(trial: Trial, password: str) -> Visitor:
    return trial.visitor().go("/accounts/login/").press("Sign in", login=OFFICER_MAIL, password=password)


def one_time_code(secret: str) -> str:
    """What an authenticator app shows for a key now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


# --- A case study, from draft to digest ----------------------------------------------------------------
def a_case_study_goes_from_draft_to_digest(trial: Trial) -> None:
    author, desk = enter(trial, "editor of Fife Voluntary Action"), enter(trial, "moderator of National team")
    follower = enter(trial, "reader of Fife").go("/following/")
    theme = follower.page.form_with(FOLLOW)[1].words.removeprefix(FOLLOW)
    follower.press(FOLLOW + theme).sees(f"Stop following the theme {theme}")
    write(author, theme)
    path = re.search(r"/case-studies/[\w-]+/submit/", author.page.html)
    if not path:
        raise Surprise(f"The draft cannot be submitted: {author.page.words[:800]}")
    author.go(path[0]).press("Submit for review").sees("Waiting for review")
    decide(desk, "Return to the authors", "Please say how the first cooks were found.")
    author.go(path[0].replace("/submit/", "/edit/"))
    author.press("Save draft", summary="The first cooks were found at the surgery.")
    author.go(path[0]).press("Submit for review")
    decide(desk, "Publish", "", *CHECKLIST)
    reader = trial.visitor().go("/case-studies/").press("Search", q='"first cooks"')
    reader.sees(CASE_STUDY).click(CASE_STUDY).sees("The first cooks were found at the surgery.")
    trial.manage(
        "sweep", "send_digests", f"--now={datetime.now(SCOTLAND) + timedelta(days=7):%Y-%m-%dT%H:%M}"
    )
    mail = trial.mail(READER_MAIL, CASE_STUDY)
    trial.visitor().go(address_in(mail["text"], path[0].replace("submit/", ""))).sees(CASE_STUDY)


def write(author: Visitor, theme: str) -> None:
    """First with nothing, to see what a refusal looks like; then as asked."""
    author.go("/case-studies/new/").press("Save draft").sees("There is a problem", "Enter a title")
    author.press(
        "Save draft",
        theme,
        "Fife",
        title=CASE_STUDY,
        summary="People who felt alone planned and cooked a weekly lunch. Most now come every week.",
        text="## What was done\n\nNeighbours met **every week** with the carers' centre.",
    )
    author.sees(CASE_STUDY)


def decide(desk: Visitor, button: str, note: str, *ticked: str) -> None:
    desk.go("/admin/learning/casestudy/").click(CASE_STUDY).press(button, *ticked, note=note)
    desk.sees("Your decision is recorded")


# --- An engagement, from invitation to being heard -----------------------------------------------------
def an_engagement_goes_from_invitation_to_being_heard(trial: Trial) -> None:
    officer = enter(trial, OFFICER)
    starts = datetime.now(SCOTLAND).replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=9)
    plan(officer, starts)
    officer.click("Publish").press("Publish the engagement").sees("People invited")
    address = re.sub(r"(/engagements/\d+/).*", r"\1", officer.page.url)
    reference = enrol(officer)
    officer.go(f"{address}people/invite/").press("Invite", reference).sees(reference).misses(NAME, EMAIL)
    invitation = trial.mail(EMAIL, ENGAGEMENT)
    phone = trial.visitor().go(address_in(invitation["text"], "/reply/")).sees("Can you come?").misses(NAME)
    phone.press("Yes, I can come").sees("You said yes")
    officer.go(f"{address}people/").sees("Accepted")
    eve = f"--now={starts - timedelta(hours=20):%Y-%m-%dT%H:%M}"
    for _ in range(2):  # the second finds nothing to do
        trial.manage("sweep", "send_engagement_reminders", eve)
    trial.mail(EMAIL, count=2)
    who_came(trial, officer)


def plan(officer: Visitor, starts: datetime) -> None:
    officer.go("/engagements/new/").press("Save as draft", title=ENGAGEMENT)
    officer.sees("There is a problem", "Enter a purpose")
    form, _button = officer.page.form_with("Save as draft")
    officer.press(
        "Save as draft",
        "Involve",
        form.choices("groups")[0],
        form.choices("plan")[0],
        form.choices("stage")[0],
        purpose="To hear what helps people to come home.",
        place="Example Hall, Cupar",
        starts="14:00",
        ends="16:00",
        on_day=str(starts.day),
        on_month=str(starts.month),
        on_year=str(starts.year),
    )
    officer.sees(ENGAGEMENT, "This is a draft")


def enrol(officer: Visitor) -> str:
    """A new participant; the register shows a reference, never the name."""
    officer.go("/participants/new/")
    group = officer.page.form_with("Enrol")[0].choices("groups")[0]
    officer.press("Enrol", group, name=NAME, email=EMAIL).misses(NAME)
    found = re.search(r"P-\d+", officer.page.words)
    if not found:
        raise Surprise(f"No reference after enrolling: {officer.page.words[:400]}")
    return found[0]


def who_came(trial: Trial, officer: Visitor) -> None:
    """For an engagement of the demo that is over; then the picture, to staff and to everyone."""
    officer.go("/engagements/?when=past").click("An open morning")
    officer.go(f"{officer.page.url}people/attendance/").press("Save attendance", "Came")
    plan_address = officer.go("/plans/").page.link("Fife")
    officer.go(f"{plan_address}coverage/").sees("Took part").misses(NAME)
    trial.visitor().go(f"{plan_address}coverage/public/").sees("fewer than").misses("P-0", NAME)


def nothing_was_lost(trial: Trial) -> None:
    """After a restart: what was published and planned is there, and so are the mails."""
    trial.visitor().go("/case-studies/?q=cooks").sees(CASE_STUDY)
    trial.visitor().go("/engagements/").sees(ENGAGEMENT)
    trial.mail(EMAIL, count=2)
