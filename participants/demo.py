"""Made-up people who take part in the demonstration's engagements, some of them without email."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from coproduce.accounts.demo import DOMAIN
from coproduce.accounts.models import User
from partnerships.demo.made_up import key_of
from partnerships.models import Engagement, Organisation, Partnership, StatutoryGroup

from . import agreeing, attendance, demo_expenses, invitations, monitoring, register, replies
from .models import Answer, Attendance, Barrier, EqualityAnswer, Involvement, Participant, Through, Topic

DATA = Path(__file__).parent / "data" / "demo.toml"
SURNAME = "Sample"
Row = dict[str, Any]
TOPICS = (Topic.BUDGET, Topic.PUBLICATION, Topic.NEWS)
Cast = dict[str, Participant]


def load(now: dt.datetime) -> str:
    """Who is there already stays as people have left them; an engagement with people in it is left alone."""
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))
    people: dict[str, Cast] = {row["partnership"]: {} for row in told["person"]}
    for row in told["person"]:
        first = row["name"].removesuffix(f" {SURNAME}")
        people[row["partnership"]][first] = make_participant(row, by=officer(row["partnership"]), now=now)
    for row in told["invited"]:
        involve(row, people[row["partnership"]], by=officer(row["partnership"]), now=now)
    demo_expenses.load(now)
    choose(people, now=now)
    answer_questions(told["equality"], now=now)
    return f"Participants: {Participant.objects.count()} people, {Involvement.objects.count()} invitations."


def choose(people: dict[str, Cast], *, now: dt.datetime) -> None:
    """Some want less, as they said on the phone; whoever changed it since keeps what they chose."""
    for slug, cast in people.items():
        for topic, choice, one in zip(TOPICS, ("2", "anonymous", "no"), cast.values(), strict=False):
            if not one.agreements.exists():
                agreeing.choose(one, {topic: choice}, now=now, through=Through.PHONE, by=officer(slug))


def answer_questions(rows: list[Row], *, now: dt.datetime) -> None:
    """Of the last half-year that is over, once for each partnership."""
    month = monitoring.half_year(localdate(now)) - dt.timedelta(days=40)
    for row in rows:
        partnership = Partnership.objects.get(slug=row["partnership"])
        if EqualityAnswer.objects.of_partnership(partnership).exists():
            continue
        for number in range(row["people"]):
            answers = {name: row[name][number % len(row[name])] for name in monitoring.QUESTIONS}
            monitoring.answer(partnership, answers, on=month)


def officer(partnership: str) -> User:
    account: User = User.objects.get(email=f"officer.{partnership.removesuffix('-city')}{DOMAIN}")
    return account


def make_participant(row: Row, *, by: User, now: dt.datetime) -> Participant:
    """Enrolled once, by the same road as anyone."""
    key = key_of(row["partnership"], "participant", row["name"])
    earlier = Participant.objects.filter(submission=key).first()
    if earlier is not None:
        return earlier
    details = register.Details(
        name=row["name"],
        email=row["name"].lower().replace(" ", ".") + DOMAIN if row.get("email") else "",
        phone=row.get("phone", ""),
        preferred_format=row.get("preferred_format", register.STANDARD_FORMAT),
    )
    participant = register.enrol(
        Partnership.objects.get(slug=row["partnership"]),
        details,
        by=by,
        groups=StatutoryGroup.objects.filter(code__in=row["groups"]),
        organisation=Organisation.objects.filter(slug=row.get("organisation", "")).first(),
        submission=key,
    )
    participant.since = localdate(now) - dt.timedelta(days=400)
    participant.save()
    return participant


def involve(row: Row, people: Cast, *, by: User, now: dt.datetime) -> None:
    """Past engagements get their rows; to those to come people are really invited, some by mail."""
    engagement = Engagement.objects.filter(
        submission=key_of(row["partnership"], "engagement", row["engagement"])
    ).first()
    if engagement is None or not engagement.is_published or engagement.involvements.exists():
        return
    if engagement.is_over(now):
        recall(row, people, engagement, by=by)
    else:
        invite(row, people, engagement, by=by, now=now)


def recall(row: Row, people: Cast, engagement: Engagement, *, by: User) -> None:
    """As if it had been noted then; no mail is sent about what is over."""
    asked = engagement.starts_at - dt.timedelta(days=10)
    marks = {}
    for name, mark in named(row, Attendance.CAME, Attendance.LEFT_EARLY, Attendance.ABSENT, Answer.ACCEPTED):
        participant = people[name]
        involvement = Involvement.objects.create(
            participant=participant,
            engagement=engagement,
            invited_at=asked,
            invited_by=by,
            answer=Answer.ACCEPTED,
            answered_at=asked + dt.timedelta(days=2),
            answered_through=Through.LINK,
        )
        involvement.groups.set(participant.groups.all())
        marks[involvement.pk] = mark if mark in Attendance.values else Attendance.NONE
    attendance.record(engagement, marks, by=by, now=engagement.ends_at)


def invite(row: Row, people: Cast, engagement: Engagement, *, by: User, now: dt.datetime) -> None:
    """A week ago, or when it was published; some have answered since."""
    answers = dict(named(row, Answer.ACCEPTED, Answer.DECLINED, "asked"))
    asked = max(now - dt.timedelta(days=7), engagement.published_at or now)
    invitations.invite(engagement, [people[name] for name in answers], by=by, now=asked)
    for name, answer in answers.items():
        if answer in {Answer.ACCEPTED, Answer.DECLINED}:
            barrier = Barrier.DAY_OR_TIME if answer == Answer.DECLINED else ""
            involvement = Involvement.objects.get(engagement=engagement, participant=people[name])
            said = asked + (now - asked) / 2
            replies.reply(involvement, Answer(answer), now=said, barrier=barrier, **way(row, name, by=by))


def way(row: Row, name: str, *, by: User) -> dict[str, Any]:
    """Those who said yes on the phone have somebody who noted it."""
    by_phone = name in row.get("by_phone", ())
    return {"through": Through.PHONE, "by": by} if by_phone else {"through": Through.LINK}


def named(row: Row, *lists: str) -> list[tuple[str, str]]:
    return [(name, key) for key in lists for name in row.get(key, ())]
