"""Campaigns are started, shown, paused, ended. Nothing here commits, and nothing here sends."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.campaigns import (
    A_PAGE,
    LONGEST_DAYS,
    Campaign,
    CampaignMember,
    CampaignMembers,
    CampaignState,
    CampaignStep,
    CampaignWay,
    DayShare,
    LeftOut,
    MemberState,
    Occasion,
    PlanCampaign,
    StartCampaign,
    WhyNot,
)
from agent_desktop.contract.customers import Tier
from agent_desktop.records.alerts.service import NamesOf
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.campaigns.choosing import Selection, choose
from agent_desktop.records.campaigns.errors import CampaignNotFoundError, CampaignRefusedError
from agent_desktop.records.campaigns.models import CampaignRow
from agent_desktop.records.campaigns.planning import days_between, moment_of
from agent_desktop.records.campaigns.repository import CampaignRepository, MemberRepository
from agent_desktop.records.campaigns.schema import CampaignFile, CampaignText
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import StaleVersionError

CAMPAIGNS_MOST: Final = 100
_LATEST_DAYS: Final = 365
_SPREAD: Final = frozenset({CampaignWay.PHONE, CampaignWay.MESSAGE})
"""Ways that are spread over the hours of a day; the others go out as it begins."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One request: who asks, when, in which transaction, by which templates. `ways` are those that are set up;
    `is_worked` says of which days calls and messages are,
    `sells` whether whoever wishes to be sold nothing is left out."""

    session: Session
    user_id: UUID
    at: datetime
    options: ProfileOptions
    file: CampaignFile
    ways: frozenset[CampaignWay]
    is_worked: Callable[[date], bool]
    names_of: NamesOf
    sells: Callable[[CampaignText, CampaignWay], bool]

    def template(self, code: str) -> CampaignText:
        """Return the template of this code.

        Raises:
            CampaignRefusedError: template_gone.
        """
        found = next((each for each in self.file.templates if each.code == code), None)
        if found is None:
            raise CampaignRefusedError("template_gone")
        return found


def select(doing: Doing, wanted: PlanCampaign) -> tuple[CampaignText, Selection]:
    """Look whom a campaign would reach, and on which day.

    Raises:
        CampaignRefusedError: template_gone, way_not_possible, way_not_set_up, day_past, campaign_too_long,
            text_needed, too_many_members.
    """
    template = doing.template(wanted.template)
    if wanted.way not in template.ways:
        raise CampaignRefusedError("way_not_possible")
    if wanted.way not in doing.ways:
        raise CampaignRefusedError("way_not_set_up")
    today = doing.options.day_of(doing.at)
    if wanted.from_on < today or wanted.until_on < wanted.from_on:
        raise CampaignRefusedError("day_past")
    if (wanted.until_on - today).days > LONGEST_DAYS:
        raise CampaignRefusedError("campaign_too_long")
    is_worked = doing.is_worked if wanted.way in _SPREAD else lambda _: True
    unwished = doing.sells(template, wanted.way)
    selection = choose(doing.session, template, wanted, at=doing.at, is_worked=is_worked, unwished=unwished)
    return template, selection


def start_campaign(doing: Doing, command: StartCampaign) -> UUID:
    """Keep a campaign, with everybody it is for; it goes out by itself.

    Raises:
        CampaignRefusedError: See `select`; and text_needed, nobody_reached, plan_changed.
    """
    CampaignRepository(doing.session).lock_starts(doing.template(command.template).occasion)
    template, selection = select(doing, command)
    if not selection.reached:
        raise CampaignRefusedError("nobody_reached")
    if len(selection.reached) != command.seen_reached:
        raise CampaignRefusedError("plan_changed")
    languages = {each.language for each in selection.reached}
    text = {language: words.strip() for language, words in command.text.items()}
    if needs_text(template, command.way) and any(not text.get(language) for language in languages):
        raise CampaignRefusedError("text_needed")
    campaign_id = uuid4()
    row = CampaignRow(
        campaign_id=campaign_id,
        name=" ".join(command.name.split()),
        state=CampaignState.RUNNING,
        template=template.code,
        occasion=template.occasion,
        way=command.way,
        audience=command.audience.model_dump(mode="json"),
        text=dict(text),
        from_on=command.from_on,
        until_on=command.until_on,
        capacity=command.capacity,
        made_at=doing.at,
        made_by=doing.user_id,
    )
    CampaignRepository(doing.session).add(row, _members(doing, campaign_id, command.way, selection))
    _audit(doing, "campaign.started", row, {"reached": len(selection.reached), "way": command.way.value})
    return campaign_id


def needs_text(template: CampaignText, way: CampaignWay) -> bool:
    return template.needs_text and way in (CampaignWay.EMAIL, CampaignWay.POST)


def change_campaign(doing: Doing, campaign_id: UUID, step: CampaignStep, seen_version: int) -> CampaignRow:
    """Do a step; of one that ends, what was begun is not undone.

    Raises:
        CampaignNotFoundError: No such campaign.
        StaleVersionError: Somebody changed it since.
        CampaignRefusedError: step_not_possible.
    """
    repository = CampaignRepository(doing.session)
    row = repository.lock(campaign_id)
    if row is None:
        raise CampaignNotFoundError(campaign_id)
    if row.version != seen_version:
        raise StaleVersionError(current_version=row.version)
    uncertain = _counts(repository, [campaign_id])[campaign_id][MemberState.UNCERTAIN]
    if step not in steps_of(row.state, uncertain):
        raise CampaignRefusedError("step_not_possible")
    match step:
        case CampaignStep.PAUSE:
            row.state = CampaignState.PAUSED
        case CampaignStep.RESUME:
            row.state, row.problem, row.retry_at = CampaignState.RUNNING, "", None
            _spread_late(doing, row)
        case CampaignStep.CANCEL:
            row.state, row.ended_at = CampaignState.CANCELLED, doing.at
            MemberRepository(doing.session).move_members(
                campaign_id, [MemberState.WAITING], {"state": MemberState.CANCELLED, "due_at": None}
            )
        case CampaignStep.SEND_AGAIN:
            again = {"state": MemberState.WAITING, "due_at": doing.at, "done_at": None}
            MemberRepository(doing.session).move_members(campaign_id, [MemberState.UNCERTAIN], again)
        case CampaignStep.LEAVE:
            MemberRepository(doing.session).move_members(
                campaign_id, [MemberState.UNCERTAIN], {"state": MemberState.DONE}
            )
    row.version += 1
    doing.session.flush()
    _audit(doing, f"campaign.{step.value}", row, {})
    return row


def _spread_late(doing: Doing, row: CampaignRow) -> None:
    """Give those whose day is over another: a pause has no day bear more than it may. Greetings of birthdays keep
    theirs."""
    today = doing.options.day_of(doing.at)
    repository = MemberRepository(doing.session)
    waiting = repository.list_waiting(row.campaign_id)
    late = [each for each in waiting if each["planned_on"] < today]
    if not late or row.occasion is Occasion.BIRTHDAY:
        return
    is_worked = doing.is_worked if row.way in _SPREAD else lambda _: True
    days = days_between(today, today + timedelta(days=_LATEST_DAYS), is_worked)
    taken = Counter(each["planned_on"] for each in waiting if each["planned_on"] >= today)
    room = [day for day in days for _ in range(max(0, row.capacity - taken[day]))][: len(late)]
    of_day, placed = Counter(room), Counter[date]()
    hours = _hours(doing, row.way)
    moved: list[tuple[UUID, date, datetime]] = []
    for each, day in zip(late, room, strict=False):  # who finds no room within so many days stays late, and is told of
        at = moment_of(day, placed[day], of_day[day], hours, doing.options.zone)
        placed[day] += 1
        moved.append((each["member_id"], day, max(at, doing.at)))
    repository.place_members(moved)


def _hours(doing: Doing, way: CampaignWay) -> tuple[int, int]:
    return (doing.file.opens, doing.file.closes if way in _SPREAD else doing.file.opens)


def steps_of(state: CampaignState, uncertain: int) -> frozenset[CampaignStep]:
    """Return what may be done to a campaign. Of one that ended it may still be said of uncertain ones that they are
    left; nothing of it is sent."""
    steps: set[CampaignStep] = set()
    if state is CampaignState.RUNNING:
        steps = {CampaignStep.PAUSE, CampaignStep.CANCEL}
    elif state is CampaignState.PAUSED:
        steps = {CampaignStep.RESUME, CampaignStep.CANCEL}
    if uncertain:
        steps |= {CampaignStep.SEND_AGAIN, CampaignStep.LEAVE} if steps else {CampaignStep.LEAVE}
    return frozenset(steps)


def show_campaigns(doing: Doing, rows: Sequence[CampaignRow]) -> tuple[Campaign, ...]:
    """Return campaigns as desktops show them."""
    repository = CampaignRepository(doing.session)
    ids = [row.campaign_id for row in rows]
    counts = _counts(repository, ids)
    left: dict[UUID, Counter[WhyNot]] = defaultdict(Counter)
    for found in repository.counts(ids):
        if found["why"] is not None:
            left[found["campaign_id"]][found["why"]] += found["count"]
    calls = {found["campaign_id"]: found for found in repository.call_counts(ids)}
    days: dict[UUID, list[DayShare]] = defaultdict(list)
    for found in repository.day_counts(ids):
        days[found["campaign_id"]].append(DayShare(on=found["planned_on"], count=found["count"]))
    names = doing.names_of({row.made_by for row in rows}) if rows else {}
    templates = {each.code: each.name for each in doing.file.templates}
    today = doing.options.day_of(doing.at)
    return tuple(
        Campaign(
            campaign_id=row.campaign_id,
            version=row.version,
            name=row.name,
            state=row.state,
            template=row.template,
            template_name=dict(templates.get(row.template, {"en": row.template})),
            occasion=row.occasion,
            way=row.way,
            tiers=tuple(sorted(Tier(each) for each in row.audience.get("tiers", ()))),
            manager_name=row.audience.get("manager_name", ""),
            picked=len(row.audience.get("customer_ids", ())),
            from_on=row.from_on,
            until_on=row.until_on,
            capacity=row.capacity,
            made_at=row.made_at,
            by_name=names.get(row.made_by, ""),
            ended_at=row.ended_at,
            total=sum(counts[row.campaign_id].values()),
            counts=dict(counts[row.campaign_id]),
            left_out=left_out_of(left[row.campaign_id]),
            days=tuple(days[row.campaign_id]),
            reached=calls[row.campaign_id]["reached"] if row.campaign_id in calls else 0,
            joined=calls[row.campaign_id]["joined"] if row.campaign_id in calls else 0,
            late=sum(day.count for day in days[row.campaign_id] if day.on < today),
            problem=row.problem,
            steps=steps_of(row.state, counts[row.campaign_id][MemberState.UNCERTAIN]),
        )
        for row in rows
    )


def left_out_of(counted: Counter[WhyNot]) -> tuple[LeftOut, ...]:
    """Return reasons with how many they are of, the most first."""
    return tuple(LeftOut(why=why, count=count) for why, count in counted.most_common())


def list_members(doing: Doing, campaign_id: UUID, state: MemberState | None, after: UUID | None) -> CampaignMembers:
    """Return a page of a campaign's members; that one saw whom it is for is audited.

    Raises:
        CampaignNotFoundError: No such campaign.
    """
    repository = CampaignRepository(doing.session)
    row = repository.find(campaign_id)
    if row is None:
        raise CampaignNotFoundError(campaign_id)
    record_look(
        doing.session, at=doing.at, by=doing.user_id, what="campaign.members_listed", record_kind="campaign",
        record_id=campaign_id,
    )  # fmt: skip
    place = None if after is None else MemberRepository(doing.session).find_place(after)
    rows = MemberRepository(doing.session).list_members(campaign_id, state, place)
    return CampaignMembers(
        members=tuple(
            CampaignMember(
                member_id=found["member_id"],
                customer_id=found["customer_id"],
                customer_name=shown_name(found["title"], found["name_latin"], found["name_chinese"]),
                name_chinese=shown_chinese_name(found["title"], found["gender"], found["name_chinese"]),
                tier=found["tier"],
                state=found["state"],
                why=found["why"],
                language="zh" if found["language"] == "zh" else "en",
                planned_on=found["planned_on"],
                done_at=found["done_at"],
                has_letter=found["attachment_id"] is not None,
            )
            for found in rows[:A_PAGE]
        ),
        more=len(rows) > A_PAGE,
    )


def _members(doing: Doing, campaign_id: UUID, way: CampaignWay, selection: Selection) -> list[dict[str, Any]]:
    """Return the rows of everybody: when they are seen to, or why not."""
    zone, today = doing.options.zone, doing.options.day_of(doing.at)
    hours = _hours(doing, way)
    of_day, placed = selection.by_day(), Counter[date]()
    rows: list[dict[str, Any]] = []
    for pick in selection.picks:
        due_at = None
        if pick.on is not None:
            due_at = moment_of(pick.on, placed[pick.on], of_day[pick.on], hours, zone)
            placed[pick.on] += 1
            if pick.on == today:
                due_at = max(due_at, doing.at) if way in _SPREAD else doing.at
        rows.append(
            {
                "member_id": uuid4(),
                "campaign_id": campaign_id,
                "customer_id": pick.customer_id,
                "sort_key": pick.sort_key,
                "language": pick.language,
                "state": MemberState.WAITING if pick.why is None else MemberState.SKIPPED,
                "why": pick.why,
                "planned_on": pick.on,
                "due_at": due_at,
            }
        )
    return rows


def _counts(repository: CampaignRepository, ids: Sequence[UUID]) -> dict[UUID, Counter[MemberState]]:
    counts: dict[UUID, Counter[MemberState]] = {campaign_id: Counter() for campaign_id in ids}
    for found in repository.counts(ids):
        counts[found["campaign_id"]][found["state"]] += found["count"]
    return counts


def _audit(doing: Doing, what: str, row: CampaignRow, detail: dict[str, Any]) -> None:
    record_change(
        doing.session, at=doing.at, by=doing.user_id, what=what, record_kind="campaign", record_id=row.campaign_id,
        detail={"template": row.template, **detail},
    )  # fmt: skip
