"""The library: terms, case studies and their revisions, decisions, synonyms, and who follows what."""

from .case_studies import CaseStudy
from .decisions import Check, Decision, StepName
from .finding import Synonyms
from .looking import Look
from .practice import Evidence, Kind, Licence, Power, Use
from .revisions import Revision
from .states import State
from .subscriptions import Digest, Follow, Subscription
from .taxonomy import Taxonomy, Term

__all__ = [
    "CaseStudy",
    "Check",
    "Decision",
    "Digest",
    "Evidence",
    "Follow",
    "Kind",
    "Licence",
    "Look",
    "Power",
    "Revision",
    "State",
    "StepName",
    "Subscription",
    "Synonyms",
    "Taxonomy",
    "Term",
    "Use",
]
