"""What stands in the form of a new campaign."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from agent_desktop.contract.base import Language
from agent_desktop.contract.campaigns import CampaignWay
from agent_desktop.contract.customers import Tier


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What stands in the form of a new one. A day is None, a capacity 0, where what is typed is none."""

    template: str = ""
    way: CampaignWay = CampaignWay.PHONE
    tiers: frozenset[Tier] = frozenset(Tier)
    manager_name: str = ""
    customer_ids: tuple[UUID, ...] = ()
    from_on: date | None = None
    until_on: date | None = None
    capacity: int = 0
    name: str = ""
    text: tuple[tuple[Language, str], ...] = ()
