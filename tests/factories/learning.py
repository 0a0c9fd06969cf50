# mypy: disallow-untyped-calls=False, disallow-untyped-decorators=False
"""Rows of the library for tests: fictional practice, with everything that submitting it asks for."""

import datetime as dt
from typing import Any

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from coproduce.accounts.models import User
from learning import following
from learning.content import content_of
from learning.models import (
    CaseStudy,
    Comment,
    CommentFlag,
    Decision,
    Revision,
    State,
    StepName,
    Subscription,
    Term,
)
from learning.models.subscriptions import Followed
from partnerships.models import CouncilArea
from tests.factories.accounts import account
from tests.factories.partnerships import CouncilAreaFactory, OrganisationFactory

NOTE = "Please say how people were reached."


class TermFactory(DjangoModelFactory[Term]):
    class Meta:
        model = Term

    slug = Sequence(lambda n: f"example-theme-{n}")
    name = Sequence(lambda n: f"Example theme {n}")
    definition = "What belongs here is an example."


class CaseStudyFactory(DjangoModelFactory[CaseStudy]):
    """A complete draft with one theme in one area, unless traits or arguments say otherwise."""

    class Meta:
        model = CaseStudy
        skip_postgeneration_save = True

    class Params:
        submitted = Trait(state=State.SUBMITTED, submitted_at=LazyFunction(timezone.now))
        returned = Trait(state=State.RETURNED, submitted_at=LazyFunction(timezone.now))
        published = Trait(
            state=State.PUBLISHED,
            submitted_at=LazyFunction(timezone.now),
            published_at=LazyFunction(timezone.now),
            revision=1,
            words_revision=1,
        )
        withdrawn = Trait(
            state=State.WITHDRAWN,
            published_at=LazyFunction(timezone.now),
            revision=1,
            words_revision=1,
            withdrawn_at=LazyFunction(timezone.now),
        )
        retired = Trait(
            state=State.RETIRED,
            published_at=LazyFunction(timezone.now),
            revision=1,
            words_revision=1,
            retired_at=LazyFunction(timezone.now),
        )

    slug = Sequence(lambda n: f"example-practice-{n}")
    title = Sequence(lambda n: f"Example practice {n}")
    summary = "Neighbours met every week and planned a lunch club."
    text = "## What was done\n\nThey cooked, and found out who never came."
    organisation = SubFactory(OrganisationFactory)

    @post_generation
    def themes(self: CaseStudy, create: bool, wanted: list[Term] | None) -> None:
        if create:
            self.terms.set([TermFactory()] if wanted is None else wanted)

    @post_generation
    def council_areas(self: CaseStudy, create: bool, wanted: list[CouncilArea] | None) -> None:
        if create:
            self.council_areas.set([CouncilAreaFactory()] if wanted is None else wanted)


def decided(case_study: CaseStudy, step: StepName = StepName.SEND_BACK, **fields: Any) -> Decision:
    """A decision as a moderator took it."""
    known = {"by": account(), "at": timezone.now(), "note": NOTE, "from_state": State.SUBMITTED}
    return Decision.objects.create(
        case_study=case_study, step=step, to_state=case_study.state, **{**known, **fields}
    )


def follower(*targets: Followed, since: dt.datetime, user: User | None = None) -> Subscription:
    """Someone who has followed these since then, and has been told of nothing yet."""
    user = user or account()
    for target in targets:
        following.follow(target, by=user, now=since)
    return Subscription.objects.get(user=user)


def published_revision(case_study: CaseStudy, at: dt.datetime, **fields: Any) -> Revision:
    """Its next revision, as readers have seen it since this moment."""
    made = revised(case_study, state=State.PUBLISHED, published_at=at, submitted_at=at, **fields)
    case_study.revision = made.number
    case_study.save(update_fields=["revision"])
    return made


def comment(case_study: CaseStudy, text: str = "We tried this too.", **fields: Any) -> Comment:
    """What someone wrote below a case study."""
    known = {"author": fields.pop("author", None) or account(), "created_at": timezone.now()}
    return Comment.objects.create(case_study=case_study, text=text, **{**known, **fields})


def flag(on: Comment, **fields: Any) -> CommentFlag:
    known = {"by": fields.pop("by", None) or account(), "at": timezone.now(), "reason": "It names somebody."}
    return CommentFlag.objects.create(comment=on, **{**known, **fields})


def revised(case_study: CaseStudy, **fields: Any) -> Revision:
    """The next revision of a published case study, in its authors' hands; `content` says what differs."""
    says = content_of(case_study) | fields.pop("content", {})
    state = fields.pop("state", State.DRAFT)
    submitted = {} if state == State.DRAFT else {"submitted_at": timezone.now()}
    known = {"number": case_study.revision + 1, "state": state, **submitted}
    return Revision.objects.create(case_study=case_study, content=says, **{**known, **fields})
