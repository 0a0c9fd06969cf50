"""Who a participant is, in one value: to be shown once, or stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .models import Participant
from .models.formats import Format, Way


@dataclass(frozen=True, kw_only=True)
class Details:
    """Name and contact details, to be shown or stored; `phone` or an address may be all there is."""

    name: str
    address_as: str = ""
    email: str = ""
    phone: str = ""
    postal_address: str = ""
    preferred_format: str = Format.STANDARD
    preferred_language: str = ""
    preferred_way: str = ""
    helper_name: str = ""
    helper_phone: str = ""

    @property
    def way(self) -> str:
        return Way(self.preferred_way).label

    @property
    def greeting(self) -> str:
        return self.address_as or self.name

    @property
    def papers(self) -> str:
        return Format(self.preferred_format).label


@dataclass(frozen=True, kw_only=True)
class Disclosed:
    """Who a participant is, for one page, one time; `version` tells a later correction what was seen."""

    participant: Participant
    details: Details
    version: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """References that a search led to: none of them when it was too wide to be a search for a person."""

    participants: list[Participant]
    too_many: bool


def stored(details: Details) -> Mapping[str, Any]:
    values = {name: value.strip() for name, value in asdict(details).items()}
    return {**values, "email": values["email"].lower()}
