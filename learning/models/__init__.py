"""The library: terms, case studies, their revisions and what comes with them, and who follows what."""

from .attachments import Attachment, AttachmentContent
from .case_studies import CaseStudy
from .decisions import Check, Decision, StepName
from .finding import Synonyms
from .formats import Format, FormatKind
from .looking import Look
from .practice import Evidence, Kind, Licence, Power, Use
from .preferences import Preference
from .revisions import Revision
from .states import State
from .subscriptions import Digest, Follow, Subscription
from .taxonomy import Taxonomy, Term

__all__ = [
    "Attachment",
    "AttachmentContent",
    "CaseStudy",
    "Check",
    "Decision",
    "Digest",
    "Evidence",
    "Follow",
    "Format",
    "FormatKind",
    "Kind",
    "Licence",
    "Look",
    "Power",
    "Preference",
    "Revision",
    "State",
    "StepName",
    "Subscription",
    "Synonyms",
    "Taxonomy",
    "Term",
    "Use",
]
