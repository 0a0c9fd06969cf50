"""What the admin classes of this app share."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_permission_codename
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from rules.contrib.admin import ObjectPermissionsTabularInline

from coproduce.accounts.admin_site import ScopedAdmin
from coproduce.accounts.models import Team, TeamKind


class SecureLinks:
    """A web address typed without a scheme is taken for one that begins with https."""

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        return field


class RegisterAdmin(SecureLinks, ScopedAdmin):
    """`keys` name the row in our data files and stay once it is there."""

    keys: ClassVar[tuple[str, ...]] = ()
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *(self.keys if obj else ()))


class ReadHere(RegisterAdmin):
    """Made by a verb of its own page, which keeps the rules: here it is read and no more."""

    note: ClassVar[str]

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return [(None, {"fields": self.get_fields(request, obj), "description": self.note})]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class AddedBelow(ModelForm[Any]):
    """Asks of the row above whether one may be added to it."""

    parent: ClassVar[str]
    permission: ClassVar[str]
    user: ClassVar[Any]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        above = cleaned.get(self.parent)
        if above is not None and not self.user.has_perm(self.permission, above):
            self.add_error(self.parent, "You may not add anything there")
        return cleaned


class BelowAdmin(RegisterAdmin):
    """A row below another one, its `parent`: it is added where the person may, and stays there.

    Django asks whether someone may add a row without saying where: a moderator who leads one partnership
    would add to all.
    """

    parent: ClassVar[str]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *((self.parent,) if obj else ()))

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, *args: Any, **kwargs: Any
    ) -> type[ModelForm[Any]]:
        form: type[ModelForm[Any]] = super().get_form(request, obj, *args, **kwargs)
        asked = {"parent": self.parent, "permission": self.add_permission, "user": request.user}
        return type("Below", (AddedBelow, form), asked)

    @property
    def add_permission(self) -> str:
        return f"{self.opts.app_label}.{get_permission_codename('add', self.opts)}"


class TeamedAdmin(RegisterAdmin):
    """A row with a team of its own, which is made with it and goes by its name."""

    team_kind: ClassVar[TeamKind]
    exclude = ("team",)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.team = Team(kind=self.team_kind)
        obj.team.name = obj.name
        obj.team.save()
        super().save_model(request, obj, form, change)


class RowInline(SecureLinks, ObjectPermissionsTabularInline):
    """The row that Django asks about is the parent, so what is asked of an inline names none."""

    extra = 0
    view_on_site = False

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        allowed: bool = super().has_view_permission(request)  # type: ignore[no-untyped-call]
        return allowed
