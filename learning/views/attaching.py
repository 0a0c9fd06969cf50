"""Files with a case study, in its authors' hands and on their way to readers."""

from functools import cached_property
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from coproduce.accounts.access import Allowed, capability, declare, get_allowed, public_rows
from coproduce.accounts.models import User
from coproduce.ui.once import CreateOnce
from learning import attaching
from learning.forms.attaching import AttachmentForm, DescriptionForm
from learning.models import Attachment, AttachmentContent, CaseStudy, Revision
from learning.models.revisions import RevisionQuerySet

from .companions import ACCOMPANYING, Below, GoneWithItsCaseStudy, Removing, SavedOrRefused, keep
from .revising import OfRevision

LIST = "learning:attachment_list"
KEEPING = capability("learning.keep_attachment")
#: Whatever the bytes are, a browser that gets them runs nothing, guesses nothing and shows them in no page.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


class AttachmentList(SavedOrRefused, Allowed, CreateOnce[AttachmentForm]):
    """What is attached, and a form for one more."""

    access = ACCOMPANYING
    queryset = CaseStudy.objects.all()
    form_class = AttachmentForm
    template_name = "learning/attachment_list.html"
    saved = "The file is attached."

    @cached_property
    def case_study(self) -> CaseStudy:
        """Not locked while the file is opened, which can take a while: the verb locks it."""
        rows = self.queryset.all()
        return get_allowed(self.request.user, self.access.permission, rows, **self.row_lookup())

    def get_form_kwargs(self) -> dict[str, Any]:
        new = Attachment(case_study=self.case_study)
        return {**super().get_form_kwargs(), "instance": new, "by": cast(User, self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Attachment.objects.in_hand_with(self.case_study)
        staying = sum(not row.is_ending for row in rows)
        told = {"case_study": self.case_study, "attachments": rows, "most": attaching.MOST}
        return super().get_context_data(**told, is_full=staying >= attaching.MOST, **kwargs)

    def back(self) -> str:
        return reverse(LIST, args=[self.case_study.slug])

    def page_of(self, row: Any) -> str:
        return self.back()


class RevisionCompanions(OfRevision, DetailView[Revision]):
    """Files and other formats that a revision brings, changes or takes away."""

    access = capability("learning.view_revision")
    template_name = "learning/revision_companions.html"
    context_object_name = "revision"

    def get_queryset(self) -> RevisionQuerySet:
        return Revision.objects.select_related("case_study__organisation").defer("case_study__search")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**attaching.changes(self.object), **kwargs)


class AttachmentEdit(SavedOrRefused, Below, UpdateView[Attachment, DescriptionForm]):
    access = capability("learning.change_attachment")
    queryset = Attachment.objects.with_case_study()
    form_class = DescriptionForm
    template_name = "learning/attachment_edit.html"
    context_object_name = "attachment"
    saved = "The description is saved."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": cast(User, self.request.user)}

    def back(self) -> str:
        return reverse(LIST, args=[self.kwargs["slug"]])


class AttachmentRemove(Removing):
    access = capability("learning.change_attachment")
    queryset = Attachment.objects.with_case_study()
    back = LIST


@require_POST
@declare(KEEPING)
def attachment_keep(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rows = Attachment.objects.with_case_study()
    row = get_allowed(request.user, KEEPING.permission, rows, pk=pk, case_study__slug=slug)
    return keep(request, row, back=LIST)


class AttachmentDownload(GoneWithItsCaseStudy, SingleObjectMixin[Attachment], View):
    """The file, to be saved and never shown in the page; asked again, only what has changed travels."""

    access = public_rows("learning.view_attachment")
    http_method_names = ("get", "head", "options")  # type: ignore[assignment]
    queryset = Attachment.objects.with_case_study()
    column = "content"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        attachment: Attachment = self.get_object()
        etag = f'"{attachment.sha256}-{self.column}"'
        answer = get_conditional_response(request, etag=etag) or self.answer(attachment)
        for name, value in {**HEADERS, "ETag": etag}.items():
            answer[name] = value
        return answer

    def answer(self, attachment: Attachment) -> HttpResponse:
        content = AttachmentContent.objects.bytes_of(attachment, self.column)
        answer = HttpResponse(content, content_type=attachment.media_type)
        answer["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=attachment.name
        )
        return answer


class AttachmentPicture(AttachmentDownload):
    """The smaller picture, which pages show in `img`; opened by itself it is saved like the file."""

    queryset = Attachment.objects.pictures().with_case_study()
    column = "preview"
