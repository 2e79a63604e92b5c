"""Every query on campaigns and whom they are for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import CallbackEventKind
from agent_desktop.contract.campaigns import A_PAGE, CampaignState, CampaignWay, MemberState, Occasion
from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.records.callbacks.models import CallbackEventRow, CallbackRow
from agent_desktop.records.campaigns.models import CampaignMemberRow, CampaignRow
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.consolidation.people import of_person, person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of

_CAMPAIGNS: Final = table_of(CampaignRow)
_MEMBERS: Final = table_of(CampaignMemberRow)
_CUSTOMERS: Final = table_of(CustomerRow)
_MERGED: Final = table_of(MergedAccountRow)
_BACK: Final = table_of(CallbackRow)
_HAPPENED: Final = table_of(CallbackEventRow)
_ALSO_WISHED: Final = sa.or_(
    _HAPPENED.c.kind == CallbackEventKind.JOINED,
    sa.and_(_HAPPENED.c.kind == CallbackEventKind.MOVED, _HAPPENED.c.by_id.is_not(None)),
)

_LEADS: Final = ~(
    sa.select(_MERGED.c.customer_id)
    .where(_MERGED.c.customer_id == _CUSTOMERS.c.customer_id, _MERGED.c.lead_id != _MERGED.c.customer_id)
    .exists()
)
_BY_TIER: Final = sa.case(
    {tier: place for place, tier in enumerate((Tier.PLATINUM, Tier.GOLD))}, value=_CUSTOMERS.c.tier, else_=2
)

# What speaks against reaching each of these people, of all their accounts and numbers.
_STANDING: Final = sa.text(
    """
    WITH chosen AS (SELECT unnest(CAST(:ids AS uuid[])) AS person_id),
    accounts AS (
        SELECT person_id, person_id AS customer_id FROM chosen
        UNION SELECT c.person_id, m.customer_id FROM chosen c JOIN merged_accounts m ON m.lead_id = c.person_id
    ),
    numbers AS (
        SELECT a.person_id, p.number FROM accounts a JOIN customer_phone_numbers p USING (customer_id)
    ),
    by_number AS (
        SELECT n.person_id, bool_or(o.number IS NOT NULL) AS opted_out, bool_or(d.entry_id IS NOT NULL) AS do_not_call
        FROM numbers n
        LEFT JOIN message_opt_outs o ON o.number = n.number
        LEFT JOIN do_not_call d
            ON d.number = n.number AND d.number <> '' AND d.ended_at IS NULL AND (d.scope = 'all' OR :marketing)
        GROUP BY n.person_id
    ),
    asked AS (
        SELECT DISTINCT m.customer_id FROM campaign_members m JOIN campaigns k USING (campaign_id)
        WHERE k.occasion = :occasion AND NOT k.single
            AND (m.state IN ('waiting', 'sending') AND k.state <> 'cancelled' OR m.done_at >= :since)
    ),
    by_account AS (
        SELECT a.person_id, bool_or(d.entry_id IS NOT NULL) AS do_not_call,
            bool_or(s.customer_id IS NOT NULL) AS asked_lately,
            jsonb_agg(k.wishes) FILTER (WHERE jsonb_array_length(k.wishes) > 0) AS wishes
        FROM accounts a JOIN customers k ON k.customer_id = a.customer_id
        LEFT JOIN do_not_call d
            ON d.customer_id = a.customer_id AND d.ended_at IS NULL AND (d.scope = 'all' OR :marketing)
        LEFT JOIN asked s ON s.customer_id = a.customer_id
        GROUP BY a.person_id
    )
    SELECT c.person_id, n.person_id IS NOT NULL AS has_number, coalesce(n.opted_out, false) AS opted_out,
        coalesce(n.do_not_call, false) OR a.do_not_call AS do_not_call, a.asked_lately,
        coalesce(a.wishes, '[]') AS wishes
    FROM chosen c JOIN by_account a USING (person_id) LEFT JOIN by_number n USING (person_id)
    """
)

_NEXT: Final = sa.text(
    """
    SELECT m.member_id FROM campaign_members m JOIN campaigns c ON c.campaign_id = m.campaign_id
    WHERE m.state = 'waiting' AND m.due_at <= :at AND c.state = 'running' AND c.way = ANY(:ways)
        AND (c.retry_at IS NULL OR c.retry_at <= :at)
    ORDER BY m.due_at, m.member_id LIMIT 1
    FOR UPDATE OF m SKIP LOCKED FOR SHARE OF c SKIP LOCKED
    """
)
_DUE_AT: Final = sa.text(
    """
    SELECT min(greatest(m.due_at, c.retry_at)) FROM campaign_members m JOIN campaigns c USING (campaign_id)
    WHERE m.state = 'waiting' AND c.state = 'running' AND c.way = ANY(:ways)
    """
)
_FINISHED: Final = sa.text(
    """
    SELECT c.campaign_id FROM campaigns c
    WHERE c.state = 'running' AND NOT EXISTS (
        SELECT FROM campaign_members m
        WHERE m.campaign_id = c.campaign_id AND m.state IN ('waiting', 'sending', 'uncertain')
    ) AND NOT (c.way = 'phone' AND EXISTS (
        SELECT FROM campaign_members m JOIN callbacks b ON b.callback_id = m.callback_id
        WHERE m.campaign_id = c.campaign_id AND NOT m.joined AND b.state IN ('open', 'due', 'offered', 'dialling')
    ))
    FOR UPDATE OF c SKIP LOCKED
    """
)
_NO_MORE_FAILED: Final = sa.text(
    """
    UPDATE campaigns c SET problem = '' WHERE c.state = 'running' AND c.problem = 'failed' AND NOT EXISTS (
        SELECT FROM campaign_members m WHERE m.campaign_id = c.campaign_id AND m.state IN ('waiting', 'sending')
    )
    """
)
MAIL_LOCK: Final = 7_505_050
"""The advisory lock of whoever sends e-mail: what is being sent while nobody has it, nobody sends."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of whom a campaign may be: tiers, a manager's name (empty: any), or ids picked by hand."""

    tiers: Collection[Tier]
    manager_name: str
    customer_ids: Collection[UUID]
    born: bool


class AudienceRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_chosen(self, chosen: Chosen, most: int) -> Sequence[sa.RowMapping]:
        """Return the people, each by their leading account, the highest tier first; nobody who is no customer yet."""
        columns = ("customer_id", "kind", "tier", "languages", "email", "address", "birth_date", "prospect")
        query = sa.select(*(_CUSTOMERS.c[name] for name in (*columns, "sort_key", "manager_name"))).where(
            _LEADS, _CUSTOMERS.c.kind != CustomerKind.PROSPECT
        )
        if chosen.customer_ids:
            given = sa.select(sa.func.unnest(sa.cast(list(chosen.customer_ids), sa.ARRAY(sa.Uuid()))).label("id"))
            named = given.subquery()
            query = query.where(_CUSTOMERS.c.customer_id.in_(sa.select(person_of(named.c.id))))
        else:
            query = query.where(_CUSTOMERS.c.tier.in_(sorted(chosen.tiers)))
            if chosen.manager_name:
                query = query.where(_CUSTOMERS.c.manager_name == chosen.manager_name)
            if chosen.born:
                query = query.where(_CUSTOMERS.c.birth_date.is_not(None), _CUSTOMERS.c.kind == CustomerKind.PERSONAL)
        ordered = query.order_by(_BY_TIER, _CUSTOMERS.c.sort_key, _CUSTOMERS.c.customer_id).limit(most)
        return self._session.execute(ordered).mappings().all()

    def standing_of(
        self, ids: Sequence[UUID], *, marketing: bool, occasion: Occasion, since: datetime
    ) -> dict[UUID, sa.RowMapping]:
        """Return what speaks against reaching these people, by the id of each."""
        values = {"ids": list(ids), "marketing": marketing, "occasion": occasion.value, "since": since}
        rows = self._session.execute(_STANDING, values).mappings()
        return {row["person_id"]: row for row in rows}

    def managers(self) -> Sequence[str]:
        """Return the names of those who look after somebody."""
        query = sa.select(_CUSTOMERS.c.manager_name).where(_CUSTOMERS.c.manager_name != "").distinct()
        return self._session.scalars(query.order_by(_CUSTOMERS.c.manager_name)).all()


class CampaignRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: CampaignRow, members: Sequence[dict[str, Any]]) -> None:
        self._session.add(row)
        self._session.flush()
        for start in range(0, len(members), 1_000):
            self._session.execute(sa.insert(_MEMBERS), members[start : start + 1_000])

    def lock_starts(self, occasion: Occasion) -> None:
        """Have nobody else start one of this occasion until this transaction ends: whom it reaches counts."""
        key = sa.func.hashtextextended(sa.literal(f"campaigns {occasion.value}"), 50)
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))

    def find(self, campaign_id: UUID) -> CampaignRow | None:
        return self._session.get(CampaignRow, campaign_id, populate_existing=True)

    def lock(self, campaign_id: UUID) -> CampaignRow | None:
        query = sa.select(CampaignRow).where(CampaignRow.campaign_id == campaign_id).with_for_update()
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def list_newest(self, most: int) -> Sequence[CampaignRow]:
        query = sa.select(CampaignRow).where(~CampaignRow.single)
        query = query.order_by(CampaignRow.made_at.desc(), CampaignRow.campaign_id).limit(most)
        return self._session.scalars(query.execution_options(populate_existing=True)).all()

    def counts(self, campaign_ids: Collection[UUID]) -> Sequence[sa.RowMapping]:
        """Count members by campaign, state and why not."""
        c = _MEMBERS.c
        query = (
            sa.select(c.campaign_id, c.state, c.why, sa.func.count().label("count"))
            .where(c.campaign_id.in_(list(campaign_ids)))
            .group_by(c.campaign_id, c.state, c.why)
        )
        return self._session.execute(query).mappings().all()

    def call_counts(self, campaign_ids: Collection[UUID]) -> Sequence[sa.RowMapping]:
        """Count, of the members of a campaign of calls, who was reached, and whose callback was one that there was."""
        c = _MEMBERS.c
        query = (
            sa.select(
                c.campaign_id,
                sa.func.count().filter(_BACK.c.ended_as == "reached").label("reached"),
                sa.func.count().filter(c.joined).label("joined"),
            )
            .select_from(_MEMBERS.join(_BACK, _BACK.c.callback_id == c.callback_id))
            .where(c.campaign_id.in_(list(campaign_ids)))
            .group_by(c.campaign_id)
        )
        return self._session.execute(query).mappings().all()

    def day_counts(self, campaign_ids: Collection[UUID]) -> Sequence[sa.RowMapping]:
        """Count those who wait, by campaign and day."""
        c = _MEMBERS.c
        query = (
            sa.select(c.campaign_id, c.planned_on, sa.func.count().label("count"))
            .where(c.campaign_id.in_(list(campaign_ids)), c.state == MemberState.WAITING, c.planned_on.is_not(None))
            .group_by(c.campaign_id, c.planned_on)
            .order_by(c.planned_on)
        )
        return self._session.execute(query).mappings().all()


class MemberRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_members(
        self, campaign_id: UUID, state: MemberState | None, after: tuple[str, UUID] | None
    ) -> Sequence[sa.RowMapping]:
        """Return a page of members by name, one more than it holds where there are others."""
        c = _MEMBERS.c
        names = ("title", "gender", "name_latin", "name_chinese", "tier")
        query = (
            sa.select(*_MEMBERS.columns, *(_CUSTOMERS.c[name] for name in names))
            .select_from(_MEMBERS.join(_CUSTOMERS, _CUSTOMERS.c.customer_id == c.customer_id))
            .where(c.campaign_id == campaign_id)
        )
        if state is not None:
            query = query.where(c.state == state)
        if after is not None:
            query = query.where(sa.tuple_(c.sort_key, c.member_id) > sa.tuple_(*map(sa.literal, after)))
        return self._session.execute(query.order_by(c.sort_key, c.member_id).limit(A_PAGE + 1)).mappings().all()

    def find_place(self, member_id: UUID) -> tuple[str, UUID] | None:
        row = self._session.get(CampaignMemberRow, member_id)
        return None if row is None else (row.sort_key, row.member_id)

    def lock_single(self, member_id: UUID) -> tuple[CampaignRow, CampaignMemberRow] | None:
        """Lock and return one e-mail to one customer."""
        query = (
            sa.select(CampaignRow, CampaignMemberRow)
            .join(CampaignMemberRow, CampaignMemberRow.campaign_id == CampaignRow.campaign_id)
            .where(CampaignMemberRow.member_id == member_id, CampaignRow.single)
            .with_for_update()
        )
        found = self._session.execute(query.execution_options(populate_existing=True)).one_or_none()
        return None if found is None else (found[0], found[1])

    def list_singles(self, customer_id: UUID, most: int) -> Sequence[tuple[CampaignRow, CampaignMemberRow]]:
        """Return the e-mails to one person, by any of their accounts, the newest first."""
        query = (
            sa.select(CampaignRow, CampaignMemberRow)
            .join(CampaignMemberRow, CampaignMemberRow.campaign_id == CampaignRow.campaign_id)
            .where(CampaignRow.single, of_person(_MEMBERS.c.customer_id))
            .order_by(CampaignRow.made_at.desc(), CampaignMemberRow.member_id)
            .limit(most)
        )
        found = self._session.execute(query.execution_options(populate_existing=True), {"of_customer": customer_id})
        return [(row, member) for row, member in found]

    def find_member(self, member_id: UUID) -> CampaignMemberRow | None:
        return self._session.get(CampaignMemberRow, member_id, populate_existing=True)

    def move_members(self, campaign_id: UUID, states: Collection[MemberState], values: dict[str, Any]) -> int:
        """Change all members of a campaign that stand so; return how many there were."""
        c = _MEMBERS.c
        done = self._session.execute(
            sa.update(_MEMBERS).where(c.campaign_id == campaign_id, c.state.in_(list(states))).values(**values)
        )
        return int(done.rowcount)  # type: ignore[attr-defined]

    def list_waiting(self, campaign_id: UUID) -> Sequence[sa.RowMapping]:
        """Return those who wait, by their day and in the order in which they were chosen for it."""
        c = _MEMBERS.c
        query = (
            sa.select(c.member_id, c.customer_id, c.planned_on, c.due_at)
            .where(c.campaign_id == campaign_id, c.state == MemberState.WAITING, c.planned_on.is_not(None))
            .order_by(c.planned_on, c.due_at, c.member_id)
        )
        return self._session.execute(query).mappings().all()

    def place_members(self, placed: Sequence[tuple[UUID, date, datetime]]) -> None:
        """Give members another day and time."""
        c = _MEMBERS.c
        changed = sa.update(_MEMBERS).where(c.member_id == sa.bindparam("of_member"))
        values = changed.values(planned_on=sa.bindparam("on"), due_at=sa.bindparam("at"))
        rows = [{"of_member": member_id, "on": day, "at": at} for member_id, day, at in placed]
        for start in range(0, len(rows), 1_000):
            self._session.execute(values, rows[start : start + 1_000])

    def lock_person_seen_to(self, member: CampaignMemberRow, lead_id: UUID) -> bool:
        """Say whether the same person, by another of their accounts, was seen to in this campaign; until the
        transaction ends no other account of theirs is."""
        key = sa.func.hashtextextended(sa.literal(f"{member.campaign_id} {lead_id}"), 50)
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
        c = _MEMBERS.c
        seen_to = [MemberState.SENDING, MemberState.DONE, MemberState.UNCERTAIN]
        query = sa.select(
            sa.exists().where(
                c.campaign_id == member.campaign_id,
                c.member_id != member.member_id,
                c.state.in_(seen_to),
                of_person(c.customer_id),
            )
        )
        return bool(self._session.execute(query, {"of_customer": lead_id}).scalar_one())

    def list_callbacks(self, campaign_id: UUID) -> Sequence[tuple[UUID, date | None]]:
        """Return the open callbacks that a campaign has made, with the day of each one's member, and that are nobody
        else's wish since: none that it joined, that something joined, or whose time somebody changed."""
        c = _MEMBERS.c
        wished = sa.exists().where(_HAPPENED.c.callback_id == c.callback_id, _ALSO_WISHED)
        query = (
            sa.select(c.callback_id, c.planned_on)
            .join(_BACK, _BACK.c.callback_id == c.callback_id)
            .where(c.campaign_id == campaign_id, ~c.joined, _BACK.c.ended_at.is_(None), ~wished)
        )
        return [(each.callback_id, each.planned_on) for each in self._session.execute(query.order_by(c.callback_id))]


class WorkRepository:
    """What the workers ask for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_next(self, ways: Collection[CampaignWay], at: datetime) -> tuple[CampaignRow, CampaignMemberRow] | None:
        """Lock and return the next member that is due and that nobody else holds. The campaign stays as it is
        until this transaction ends."""
        values = {"at": at, "ways": [way.value for way in ways]}
        member_id = self._session.execute(_NEXT, values).scalar_one_or_none()
        if member_id is None:
            return None
        member = self._session.get_one(CampaignMemberRow, member_id, populate_existing=True)
        return self._session.get_one(CampaignRow, member.campaign_id, populate_existing=True), member

    def next_due_at(self, ways: Collection[CampaignWay]) -> datetime | None:
        found: datetime | None = self._session.execute(_DUE_AT, {"ways": [way.value for way in ways]}).scalar_one()
        return found

    def finish_all(self, at: datetime) -> Sequence[UUID]:
        """End the campaigns of which nobody is left, and return them. One of calls goes on while somebody is still to
        be called for it."""
        self._session.execute(_NO_MORE_FAILED)
        ids = self._session.execute(_FINISHED).scalars().all()
        if ids:
            ended = sa.update(_CAMPAIGNS).where(_CAMPAIGNS.c.campaign_id.in_(list(ids)))
            values = {"state": CampaignState.DONE, "ended_at": at, "version": _CAMPAIGNS.c.version + 1, "problem": ""}
            self._session.execute(ended.values(**values))
        return ids

    def try_mail_lock(self) -> bool:
        """Be the one who sends e-mail until this transaction ends; False where somebody else is."""
        return bool(self._session.execute(sa.select(sa.func.pg_try_advisory_xact_lock(MAIL_LOCK))).scalar_one())

    def keep_alive(self) -> None:
        """Say that this transaction is at work: the database ends those that are idle, and their locks with them."""
        self._session.execute(sa.select(1))

    def lock_unfinished(self) -> Sequence[tuple[CampaignRow, CampaignMemberRow]]:
        """Lock and return what was being sent when its server died: it may have gone out, nobody knows. Only with the
        lock of `try_mail_lock` held."""
        query = (
            sa.select(CampaignRow, CampaignMemberRow)
            .join(CampaignMemberRow, CampaignMemberRow.campaign_id == CampaignRow.campaign_id)
            .where(CampaignMemberRow.state == MemberState.SENDING)
            .order_by(CampaignMemberRow.member_id)
            .with_for_update(of=CampaignMemberRow)
        )
        found = self._session.execute(query.execution_options(populate_existing=True))
        return [(row, member) for row, member in found]

    def set_problem(self, campaign_id: UUID, problem: str, retry_at: datetime | None) -> None:
        changed = sa.update(_CAMPAIGNS).where(_CAMPAIGNS.c.campaign_id == campaign_id)
        self._session.execute(changed.values(problem=problem, retry_at=retry_at))
