"""What comes with case studies, for tests: attachments with their bytes, and other formats."""

from typing import Any

from django.utils import timezone

from learning.models import Attachment, AttachmentContent, CaseStudy, Format, FormatKind
from tests.factories.accounts import account


def attached(
    case_study: CaseStudy, content: bytes = b"%PDF-", preview: bytes = b"", **fields: Any
) -> Attachment:
    """An attachment with its bytes, as it is kept; of the first revision unless `since` says otherwise."""
    known = {"kind": "pdf", "name": "report.pdf", "description": "Our report", "since": 1}
    known |= {"added_by": account(), "added_at": timezone.now(), "size": len(content), "sha256": "0" * 64}
    made = Attachment.objects.create(case_study=case_study, **{**known, **fields})
    AttachmentContent.objects.create(attachment=made, content=content, preview=preview)
    return made


#: What each kind of format needs beside the case study.
VERSIONS: dict[str, dict[str, Any]] = {
    FormatKind.BSL: {"language": "bfi", "url": "https://video.example/1", "transcript": "They sign."},
    FormatKind.AUDIO: {"language": "en", "url": "https://audio.example/1", "transcript": "They speak."},
    FormatKind.GAELIC: {"language": "gd", "title": "Sgeulachd", "summary": "Geàrr.", "text": "## Carson"},
    FormatKind.LANGUAGE: {
        "language": "pl",
        "language_name": "polski",
        "title": "Historia",
        "summary": "Krótko.",
        "text": "Tekst.",
    },
}


def in_format(case_study: CaseStudy, kind: str = FormatKind.GAELIC, **fields: Any) -> Format:
    """A version of this kind, of the first revision and saying its words."""
    if kind == FormatKind.EASY_READ and "attachment" not in fields:
        fields["attachment"] = attached(case_study)
    known = {"since": 1, "reflects": 1, "added_by": account(), "added_at": timezone.now()}
    known |= VERSIONS.get(kind, {"language": "en"})
    return Format.objects.create(case_study=case_study, kind=kind, **{**known, **fields})
