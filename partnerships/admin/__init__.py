"""Registers, plans and engagements in Django admin, under the same permissions as the pages."""

from . import bodies, capacity, engagements, merging, offers, planning, plans, registers

__all__ = ["bodies", "capacity", "engagements", "merging", "offers", "planning", "plans", "registers"]
