"""Django admin of the library: the moderators' desk, and the words that administrators keep."""

from .case_studies import CaseStudyAdmin
from .comments import CommentAdmin
from .revisions import RevisionAdmin
from .searches import SearchAdmin
from .words import SynonymsAdmin, TermAdmin

__all__ = [
    "CaseStudyAdmin",
    "CommentAdmin",
    "RevisionAdmin",
    "SearchAdmin",
    "SynonymsAdmin",
    "TermAdmin",
]
