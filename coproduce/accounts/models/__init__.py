"""Accounts: the person who signs in, the teams they work in, and their dated roles."""

from .teams import LADDERS, Role, RoleName, Team, TeamKind, Today
from .users import User

__all__ = ["LADDERS", "Role", "RoleName", "Team", "TeamKind", "Today", "User"]
