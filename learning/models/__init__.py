"""The library: themes, case studies, decisions about them, and who wants to hear of new ones."""

from .case_studies import CaseStudy, State
from .decisions import Decision, StepName
from .subscriptions import Digest, Follow, Subscription
from .taxonomy import Theme

__all__ = [
    "CaseStudy",
    "Decision",
    "Digest",
    "Follow",
    "State",
    "StepName",
    "Subscription",
    "Theme",
]
