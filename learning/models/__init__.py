"""The library: themes, case studies, decisions, words that mean the same, and who follows what."""

from .case_studies import CaseStudy, State
from .decisions import Decision, StepName
from .finding import Synonyms
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
    "Synonyms",
    "Theme",
]
