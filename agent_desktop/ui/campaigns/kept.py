"""What stands in the form of a new campaign, as the journal of this computer keeps it."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from agent_desktop.contract.base import Language
from agent_desktop.contract.campaigns import CampaignForm, CampaignWay
from agent_desktop.contract.customers import Tier
from agent_desktop.ui.campaigns.new import NewCampaign

PLACE: Final = "campaign/new"
_LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")


def values_of(new: NewCampaign) -> dict[str, str | bool]:
    """Return the form as it is kept."""
    values: dict[str, str | bool] = {
        "template": new.template,
        "way": new.way.value,
        "tiers": " ".join(sorted(tier.value for tier in new.tiers)),
        "manager_name": new.manager_name,
        "customer_ids": " ".join(str(each) for each in new.customer_ids),
        "from_on": "" if new.from_on is None else new.from_on.isoformat(),
        "until_on": "" if new.until_on is None else new.until_on.isoformat(),
        "capacity": str(new.capacity),
        "name": new.name,
    }
    return values | {f"text_{language}": text for language, text in new.text}


def words_of(values: Mapping[str, str | bool]) -> NewCampaign | None:
    """Return the form that was kept so; None where nothing was."""
    if not values:
        return None
    said = {name: str(value) for name, value in values.items()}
    days = {name: date.fromisoformat(said[name]) if said.get(name) else None for name in ("from_on", "until_on")}
    return NewCampaign(
        template=said.get("template", ""),
        way=CampaignWay(said["way"]) if said.get("way") in set(CampaignWay) else CampaignWay.PHONE,
        tiers=frozenset(Tier(each) for each in said.get("tiers", "").split() if each in set(Tier)),
        manager_name=said.get("manager_name", ""),
        customer_ids=tuple(UUID(each) for each in said.get("customer_ids", "").split()),
        from_on=days["from_on"],
        until_on=days["until_on"],
        capacity=int(said["capacity"]) if said.get("capacity", "").isdigit() else 0,
        name=said.get("name", ""),
        text=tuple((language, said[f"text_{language}"]) for language in _LANGUAGES if f"text_{language}" in said),
    )


def fits(new: NewCampaign, form: CampaignForm) -> bool:
    """Say whether a form that was kept is still one: its template is there, and its days are not over."""
    known = any(each.code == new.template and new.way in each.ways for each in form.templates)
    return known and all(day is None or day >= form.today for day in (new.from_on, new.until_on))
