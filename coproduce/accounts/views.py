"""Pages of one's own account, of teams, and of invitations to them."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView, ListView, TemplateView, UpdateView
from django.views.generic.detail import SingleObjectMixin

from . import invitations, roles
from .access import SIGNED_IN, SIGNED_LINK, Allowed, AllowedList, Declared, capability, declare, get_allowed
from .forms import HandOverForm, InvitationForm, NameForm
from .models import Invitation, Role, Team, TeamQuerySet, User


class Account(Declared, TemplateView):
    access = SIGNED_IN
    template_name = "accounts/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = Role.objects.current().filter(user=self.request.user.pk).with_people()
        return super().get_context_data(**kwargs, roles=mine)


class AccountName(Declared, UpdateView[User, NameForm]):
    access = SIGNED_IN
    form_class = NameForm
    template_name = "accounts/account_name.html"
    success_url = reverse_lazy("accounts:account")

    def get_object(self, queryset: models.QuerySet[User] | None = None) -> User:
        return signed_in(self.request)


class TeamList(AllowedList, ListView[Team]):
    access = capability("accounts.view_team")
    model = Team
    paginate_by = 25
    template_name = "accounts/team_list.html"

    def get_queryset(self) -> models.QuerySet[Team]:
        found = cast(TeamQuerySet, super().get_queryset())
        return found.with_numbers().matching(self.words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, words=self.words)

    @property
    def words(self) -> str:
        return self.request.GET.get("q", "").strip()


class TeamDetail(Allowed, DetailView[Team]):
    access = capability("accounts.view_team")
    model = Team
    template_name = "accounts/team_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_invite = self.request.user.has_perm("accounts.invite_to_team", self.object)
        return super().get_context_data(
            **kwargs,
            current=self.object.roles.current().with_people(),
            past=self.object.roles.past().with_people(),
            invitations=self.object.invitations.open(timezone.now()).with_people(),
            may_invite=may_invite,
        )


class InvitationCreate(Allowed, SingleObjectMixin[Team], FormView[InvitationForm]):
    """The team's row stays locked meanwhile, so a button pressed twice sends one invitation."""

    access = capability("accounts.invite_to_team")
    model = Team
    form_class = InvitationForm
    template_name = "accounts/invitation_create.html"

    @cached_property
    def team(self) -> Team:
        found: Team = self.get_object()
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if form.sent_before() is not None:
            return redirect(self.get_success_url())
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        try:
            issued = invitations.issue(form.instance, by=signed_in(self.request), now=timezone.now())
        except invitations.InvitationError as error:
            form.add_error("email", str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"We have sent an invitation to {issued.invitation.email}.")
        return redirect(self.get_success_url())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"team": self.team, "by": signed_in(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.object = self.team
        return super().get_context_data(**kwargs)

    def get_success_url(self) -> str:
        return reverse("accounts:team_detail", args=[self.team.pk])


class InvitationAccept(Declared, TemplateView):
    """Looking changes nothing, since scanners of mail follow links; the button accepts."""

    access = SIGNED_LINK

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return invitation_page(request, invitations.found(kwargs["token"]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        invitation = invitations.found(kwargs["token"])
        if invitation is None:
            return invitation_page(request, None)
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        try:
            role = invitations.accept(invitation, by=signed_in(request), now=timezone.now())
        except invitations.WrongPersonError:
            return invitation_page(request, invitation, status=403)
        except invitations.InvitationError as error:
            return invitation_gone(request, str(error), invitation, status=410)
        messages.success(request, f"You are now {role.get_name_display().lower()} of {role.team}.")
        return redirect("accounts:team_detail", role.team_id)


def invitation_page(
    request: HttpRequest, invitation: Invitation | None, *, status: int = 200
) -> HttpResponse:
    """What the link leads to: the invitation and what to do next, or why it leads nowhere."""
    if invitation is None:
        reason = "This link is not complete, or it was never one of ours. Open it from the email again."
        return invitation_gone(request, reason, None, status=404)
    if reason := invitations.refusal(invitation, timezone.now()):
        return invitation_gone(request, reason, invitation, status=410)
    context = {"invitation": invitation, "is_for_me": invitations.is_for(invitation, request.user)}
    return render(request, "accounts/invitation_accept.html", context, status=status)


def invitation_gone(
    request: HttpRequest, reason: str, invitation: Invitation | None, *, status: int
) -> HttpResponse:
    mine = invitation is not None and invitation.accepted_by == request.user
    context = {"reason": reason, "team": invitation.team if mine and invitation else None}
    return render(request, "accounts/invitation_gone.html", context, status=status)


@require_POST
@declare(capability("accounts.revoke_invitation"))
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_allowed(request.user, "accounts.revoke_invitation", Invitation.objects.all(), pk=pk)
    try:
        invitations.revoke(invitation, now=timezone.now())
        messages.success(request, f"The invitation to {invitation.email} has been taken back.")
    except invitations.InvitationError as error:
        messages.error(request, str(error))
    return redirect("accounts:team_detail", invitation.team_id)


class RoleEnd(Allowed, DetailView[Role]):
    access = capability("accounts.end_role")
    queryset = Role.objects.with_people()
    template_name = "ui/confirm.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Of the last who lets people in nothing can be ended: only handed over."""
        role: Role = self.get_object()
        if role.until is None and roles.is_last_keeper(role):
            return redirect("accounts:role_hand_over", role.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        role = self.object
        name = role.get_name_display().lower()
        return super().get_context_data(
            **kwargs,
            title=f"End the role of {role.user}?",
            text=f"From now on {role.user} can no longer work as {name} of {role.team}. "
            "What they did stays as it is, and the team page keeps the dates.",
            button="End the role",
            back_url=reverse("accounts:team_detail", args=[role.team_id]),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        role: Role = self.get_object()
        try:
            roles.end(role, by=signed_in(request), today=timezone.localdate())
            messages.success(request, f"{role.user} is no longer {role.get_name_display().lower()}.")
        except roles.RoleError as error:
            messages.error(request, str(error))
        return redirect("accounts:team_detail", role.team_id)


class RoleHandOver(Allowed, SingleObjectMixin[Role], FormView[HandOverForm]):
    """Another lead begins and this one ends, in one step."""

    access = capability("accounts.end_role")
    queryset = Role.objects.with_people()
    form_class = HandOverForm
    template_name = "accounts/role_hand_over.html"

    @cached_property
    def role(self) -> Role:
        found: Role = self.get_object()
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"heirs": roles.heirs(self.role)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.object = self.role
        return super().get_context_data(**kwargs, role=self.role, has_heirs=roles.heirs(self.role).exists())

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        to, by = form.cleaned_data["to"].user, signed_in(self.request)
        try:
            given = roles.hand_over(self.role, to=to, by=by, today=timezone.localdate())
        except roles.RoleError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{to} is now {given.get_name_display().lower()} of {given.team}.")
        stays = self.request.user.has_perm("accounts.view_team", given.team)
        return redirect("accounts:team_detail", given.team_id) if stays else redirect("accounts:account")


def signed_in(request: HttpRequest) -> User:
    """The person behind the request, on pages that only signed-in people reach."""
    return cast(User, request.user)
