"""The library: terms, case studies and what comes with them, comments, who tries and who follows what."""

from .adoption_steps import AdoptionAnswer, AdoptionStep, Answer
from .adoptions import Adoption
from .attachments import Attachment, AttachmentContent
from .bookmarks import Bookmark
from .case_studies import CaseStudy
from .comments import Comment, CommentDecision, CommentFlag, CommentOutcome, CommentState
from .consents import Channel, Grant, How, Teller, Through
from .decisions import ERASED_NOTE, Check, Decision, StepName
from .finding import Synonyms
from .format_kinds import FormatKind
from .formats import Format
from .looking import Look
from .practice import Evidence, Kind, Licence, Power, Use
from .preferences import Preference
from .revisions import Revision
from .searches import Search
from .stages import Stage
from .states import State
from .subscriptions import Digest, Follow, Subscription
from .taxonomy import Taxonomy, Term

__all__ = [
    "ERASED_NOTE",
    "Adoption",
    "AdoptionAnswer",
    "AdoptionStep",
    "Answer",
    "Attachment",
    "AttachmentContent",
    "Bookmark",
    "CaseStudy",
    "Channel",
    "Check",
    "Comment",
    "CommentDecision",
    "CommentFlag",
    "CommentOutcome",
    "CommentState",
    "Decision",
    "Digest",
    "Evidence",
    "Follow",
    "Format",
    "FormatKind",
    "Grant",
    "How",
    "Kind",
    "Licence",
    "Look",
    "Power",
    "Preference",
    "Revision",
    "Search",
    "Stage",
    "State",
    "StepName",
    "Subscription",
    "Synonyms",
    "Taxonomy",
    "Teller",
    "Term",
    "Through",
    "Use",
]
