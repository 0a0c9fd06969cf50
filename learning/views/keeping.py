"""Case studies kept for later."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from coproduce.accounts.access import SIGNED_IN, AllowedList, capability, declare, get_allowed
from coproduce.accounts.models import User
from learning import keeping
from learning.models import Bookmark, CaseStudy
from learning.models.bookmarks import BookmarkQuerySet

from .following import back

KEEPING = "learning.keep_casestudy"


class BookmarkList(AllowedList, ListView[Bookmark]):
    """The reader's own, the latest first; what has been withdrawn is counted and not named."""

    access = SIGNED_IN
    queryset = Bookmark.objects.with_case_studies()
    paginate_by = 25
    template_name = "learning/bookmark_list.html"
    context_object_name = "bookmarks"

    def get_queryset(self) -> BookmarkQuerySet:
        return cast(BookmarkQuerySet, super().get_queryset()).standing().newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gone = Bookmark.objects.visible_to(self.request.user).gone().count()
        return super().get_context_data(gone=gone, **kwargs)


@require_POST
@declare(capability(KEEPING))
def case_study_keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep or let go, as the button says; pressed twice, it stays so."""
    case_study = get_allowed(request.user, KEEPING, CaseStudy.objects.all(), slug=slug)
    if request.POST.get("keep") == "yes":
        keeping.keep(case_study, by=cast(User, request.user), now=timezone.now())
        messages.success(request, f"“{case_study}” is kept for later.")
    elif request.POST.get("keep") == "no":
        keeping.let_go(case_study, by=cast(User, request.user))
        messages.success(request, f"“{case_study}” is no longer kept for later.")
    else:
        messages.error(request, "Nothing has changed. Use one of the buttons to keep it or to let it go.")
    return back(request, reverse("learning:bookmark_list"))


@require_POST
@declare(SIGNED_IN)
def withdrawn_forget(request: HttpRequest) -> HttpResponse:
    """No more lines about what is gone."""
    keeping.forget_withdrawn(by=cast(User, request.user))
    messages.success(request, "What has been withdrawn is no longer mentioned to you.")
    return back(request, reverse("learning:bookmark_list"))
