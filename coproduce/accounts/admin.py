"""Accounts, teams, roles and invitations in Django admin: to read, but for closing an account."""

from django.contrib import admin

from .admin_site import ScopedAdmin
from .models import Invitation, Role, Team, User


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """Roles are granted and ended on the team pages, where the rules about them hold."""

    list_display = ("email", "name", "is_active", "created_at", "last_login")
    list_filter = ("is_active",)
    search_fields = ("email", "name")
    fields = ("email", "name", "created_at", "last_login", "is_active")
    readonly_fields = ("email", "name", "created_at", "last_login")


@admin.register(Team)
class TeamAdmin(ScopedAdmin):
    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)


@admin.register(Role)
class RoleAdmin(ScopedAdmin):
    list_display = ("user", "name", "team", "since", "until")
    list_filter = ("name", "team__kind")
    list_select_related = ("user", "team")
    search_fields = ("user__email", "user__name", "team__name")


@admin.register(Invitation)
class InvitationAdmin(ScopedAdmin):
    list_display = ("email", "role", "team", "invited_by", "created_at", "accepted_at", "revoked_at")
    list_select_related = ("team", "invited_by")
    search_fields = ("email", "team__name")
