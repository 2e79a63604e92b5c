"""Whom a campaign is for, why others are left out, and who gets which day."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from agent_desktop.contract.base import Language
from agent_desktop.contract.campaigns import MEMBERS_MOST, CampaignWay, Occasion, PlanCampaign, WhyNot
from agent_desktop.contract.prospect_cards import ProspectCard
from agent_desktop.records.campaigns.errors import CampaignRefusedError
from agent_desktop.records.campaigns.planning import Wish, birthday_within, days_between, spread
from agent_desktop.records.campaigns.repository import AudienceRepository, Chosen
from agent_desktop.records.campaigns.schema import CampaignText
from agent_desktop.records.lawful_hours.wishes import wishes_of
from agent_desktop.records.messages.service import language_written

_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Pick:
    """One person: their day, or why they are left out."""

    customer_id: UUID
    sort_key: str
    language: Language
    on: date | None
    why: WhyNot | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Everybody who was chosen, those who are reached first in their order."""

    picks: tuple[Pick, ...]

    @property
    def reached(self) -> tuple[Pick, ...]:
        return tuple(each for each in self.picks if each.why is None)

    def left_out(self) -> Counter[WhyNot]:
        return Counter(each.why for each in self.picks if each.why is not None)

    def by_day(self) -> Counter[date]:
        return Counter(each.on for each in self.picks if each.on is not None)


def choose(
    session: Session,
    template: CampaignText,
    wanted: PlanCampaign,
    *,
    at: datetime,
    is_worked: Callable[[date], bool],
    unwished: bool,
) -> Selection:
    """Choose by tier and consent, and spread them over the days that are worked. `unwished`: whoever wishes to be sold
    nothing is left out, too.

    Raises:
        CampaignRefusedError: too_many_members.
    """
    is_birthday = template.occasion is Occasion.BIRTHDAY
    repository = AudienceRepository(session)
    audience = wanted.audience
    chosen = Chosen(audience.tiers, audience.manager_name, audience.customer_ids, born=is_birthday)
    rows = repository.list_chosen(chosen, MEMBERS_MOST + 1)
    if len(rows) > MEMBERS_MOST:
        raise CampaignRefusedError("too_many_members")
    standing = _standing(repository, template, rows, at, unwished=unwished)
    why: dict[UUID, WhyNot] = {}
    wishes: list[Wish] = []
    for row in rows:
        customer_id = row["customer_id"]
        day = birthday_within(row["birth_date"], wanted.from_on, wanted.until_on) if is_birthday else None
        reason = why_not(
            row,
            standing[customer_id],
            wanted.way,
            needs_consent=template.is_marketing,
            unwished=unwished,
            asked_lately=bool(template.asked_again_days) and standing[customer_id]["asked_lately"],
        )
        if is_birthday and day is None:
            reason = WhyNot.NO_BIRTHDAY
        if reason is not None:
            why[customer_id] = reason
        else:
            wishes.append(Wish(customer_id, day))
    days = days_between(wanted.from_on, wanted.until_on, is_worked)
    given, left = spread(wishes, days, wanted.capacity)
    why |= dict.fromkeys(left, WhyNot.NO_ROOM)
    picks = tuple(
        Pick(
            row["customer_id"],
            row["sort_key"],
            language_written(row["languages"]),
            given.get(row["customer_id"]),
            why.get(row["customer_id"]),
        )
        for row in rows
        if not (is_birthday and why.get(row["customer_id"]) is WhyNot.NO_BIRTHDAY and not audience.customer_ids)
    )
    return Selection(picks)


def why_not(
    row: RowMapping,
    standing: RowMapping,
    way: CampaignWay,
    *,
    needs_consent: bool,
    unwished: bool,
    asked_lately: bool = False,
) -> WhyNot | None:
    """Return why somebody is not reached this way; None where they are. What they wish comes before what is missing."""
    if asked_lately:
        return WhyNot.ASKED_LATELY
    if way in (CampaignWay.PHONE, CampaignWay.MESSAGE) and standing["do_not_call"]:
        return WhyNot.DO_NOT_CALL
    if way is CampaignWay.MESSAGE and standing["opted_out"]:
        return WhyNot.OPTED_OUT
    wishes = wishes_of(each for account in standing["wishes"] for each in account)
    if (unwished and wishes.no_sales) or (wishes.never and way is CampaignWay.PHONE):
        return WhyNot.UNWISHED
    if needs_consent:
        card = None if row["prospect"] is None else ProspectCard.model_validate(row["prospect"])
        if card is None or way not in card.agreed:
            return WhyNot.NO_CONSENT
    if way in (CampaignWay.PHONE, CampaignWay.MESSAGE) and not standing["has_number"]:
        return WhyNot.NO_NUMBER
    if way is CampaignWay.EMAIL and "@" not in row["email"]:
        return WhyNot.NO_EMAIL
    if way is CampaignWay.POST and not row["address"].strip():
        return WhyNot.NO_ADDRESS
    return None


def standing_now(
    session: Session, template: CampaignText, customer_id: UUID, way: CampaignWay, at: datetime, *, unwished: bool
) -> WhyNot | None:
    """Return why a member is not reached any more: what was true as they were chosen may not be now."""
    repository = AudienceRepository(session)
    rows = repository.list_chosen(Chosen((), "", (customer_id,), born=False), 1)
    if not rows:
        return WhyNot.GONE
    (row,) = rows
    found = repository.standing_of([row["customer_id"]], marketing=unwished, occasion=template.occasion, since=at)
    return why_not(row, found[row["customer_id"]], way, needs_consent=template.is_marketing, unwished=unwished)


def _standing(
    repository: AudienceRepository,
    template: CampaignText,
    rows: Sequence[RowMapping],
    at: datetime,
    *,
    unwished: bool,
) -> dict[UUID, RowMapping]:
    found: dict[UUID, RowMapping] = {}
    since = at - timedelta(days=template.asked_again_days)
    for start in range(0, len(rows), _AT_ONCE):
        ids = [row["customer_id"] for row in rows[start : start + _AT_ONCE]]
        found |= repository.standing_of(ids, marketing=unwished, occasion=template.occasion, since=since)
    return found
