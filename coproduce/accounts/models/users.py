"""The person who signs in; the email address is the login."""

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import pghistory
import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from .teams import Role, RoleName, Team, TeamKind

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: object) -> "UserQuerySet":
        """Themselves and whoever holds or held a role in a team they may see."""
        colleagues = Role.objects.filter(team__in=Team.objects.visible_to(user)).values("user")
        return self.filter(models.Q(pk__in=colleagues) | models.Q(pk=getattr(user, "pk", None)))


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """An account with this address, stored in lower case; without a password it cannot sign in by one."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


UserObjects = UserManager.from_queryset(UserQuerySet)


@pghistory.track(exclude=["email", "name", "password", "last_login"])
class User(AbstractBaseUser):
    """What they may do comes from dated roles alone; there is no superuser and no permission table."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserObjects()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    if TYPE_CHECKING:
        roles: "RelatedManager[Role]"
        authenticator_set: "RelatedManager[models.Model]"

    class Meta:
        ordering = ("email",)
        constraints = (
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_is_lower_case"),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def current_roles(self) -> tuple[tuple[str, str, int], ...]:
        """Roles held today as (role, kind of team, team's key); one query in the life of this instance."""
        return tuple(Role.objects.current().filter(user=self).values_list("name", "team__kind", "team_id"))

    def team_ids(self, *names: RoleName) -> frozenset[int]:
        """Keys of the teams where they hold one of these roles today; any role if none is named."""
        return frozenset(team for name, _, team in self.current_roles if not names or name in names)

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether an authenticator app or a security key is enrolled; recovery codes alone do not count."""
        return self.authenticator_set.filter(type__in=("totp", "webauthn")).exists()

    @property
    def needs_second_factor(self) -> bool:
        """Whoever works for a partnership or nationally sees what must not leak with a password."""
        return any(kind != TeamKind.ORGANISATION for _, kind, _ in self.current_roles)

    @property
    def is_staff(self) -> bool:
        """Whether Django admin opens at all; asked by Django's own admin templates."""
        return self.has_perm("accounts.use_admin")

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Asked of `rules` alone: Django's own backend would look for tables that do not exist here."""
        return self.is_active and bool(rules.has_perm(perm, self, obj))

    def has_perms(self, perm_list: list[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.has_perm(app_label)
