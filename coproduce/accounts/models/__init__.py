"""Accounts: the person who signs in, the teams they work in, their dated roles, and invitations to them."""

from .invitations import Invitation
from .teams import LADDERS, OVERSEERS, Role, RoleName, RoleQuerySet, Team, TeamKind, TeamQuerySet, Today
from .users import User

__all__ = [
    "LADDERS",
    "OVERSEERS",
    "Invitation",
    "Role",
    "RoleName",
    "RoleQuerySet",
    "Team",
    "TeamKind",
    "TeamQuerySet",
    "Today",
    "User",
]
