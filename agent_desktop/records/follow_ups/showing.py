"""Follow-up plans as desktops show them: of a person, one's own, and what came of referrals."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from agent_desktop.contract.follow_ups import (
    FOLLOW_UPS_MOST,
    CustomerFollowUps,
    FollowUp,
    FollowUpDetail,
    FollowUpEvent,
    FollowUpList,
    FollowUpSpan,
    ReferralFigure,
    ReferralFigures,
)
from agent_desktop.records.alerts.service import NamesOf
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.follow_ups.errors import FollowUpNotFoundError
from agent_desktop.records.follow_ups.repository import FollowUpLists, FollowUpRepository
from agent_desktop.records.follow_ups.service import Doing, addressee_name, steps_for

OF_A_PERSON: Final = 20
"""So many of a person are shown: those that ended long ago are not."""
_WEEK: Final = timedelta(days=6)
_MONTH: Final = timedelta(days=30)


def list_follow_ups(doing: Doing, span: FollowUpSpan) -> FollowUpList:
    """Return what is to be done within a span of days from today on; that one saw whose it is is audited."""
    repository, today = FollowUpLists(doing.session), doing.today
    until = {FollowUpSpan.DAY: today, FollowUpSpan.WEEK: today + _WEEK, FollowUpSpan.MONTH: today + _MONTH}
    rows = repository.list_for(doing.reader, until[span], FOLLOW_UPS_MOST)
    results = repository.list_results(doing.reader.user_id, FOLLOW_UPS_MOST)
    counts = repository.counts_for(doing.reader, today, today + _WEEK, today + _MONTH)
    if rows or results:
        record_look(
            doing.session, at=doing.at, by=doing.reader.user_id, what="follow_ups.listed", record_kind="customer",
            record_id=None, detail={"follow_up_ids": [str(row["follow_up_id"]) for row in (*rows, *results)]},
        )  # fmt: skip
    return FollowUpList(
        as_of=doing.at,
        follow_ups=_shown(doing, rows),
        late=counts["late"],
        day=counts["day"],
        week=counts["week"],
        month=counts["month"],
        results=_shown(doing, results),
        given=repository.count_given(doing.reader.user_id),
    )


def list_of_customer(doing: Doing, customer_id: UUID) -> CustomerFollowUps:
    """Return those of a person; that they were looked at is audited."""
    record_look(
        doing.session, at=doing.at, by=doing.reader.user_id, what="follow_ups.shown", record_kind="customer",
        record_id=customer_id,
    )  # fmt: skip
    rows = FollowUpLists(doing.session).list_of_person(customer_id, OF_A_PERSON)
    to = addressee_name(doing, customer_id)
    return CustomerFollowUps(follow_ups=_shown(doing, rows), manager_name=to, may_refer=bool(to))


def read_follow_up(doing: Doing, follow_up_id: UUID) -> FollowUp:
    """Return one as it is now.

    Raises:
        FollowUpNotFoundError: No such plan.
    """
    row = FollowUpRepository(doing.session).find(follow_up_id)
    if row is None:
        raise FollowUpNotFoundError(follow_up_id)
    return _shown(doing, [row])[0]


def read_detail(doing: Doing, follow_up_id: UUID) -> FollowUpDetail:
    """Return one with all that happened to it; that it was looked at is audited.

    Raises:
        FollowUpNotFoundError: No such plan.
    """
    follow_up = read_follow_up(doing, follow_up_id)
    record_look(
        doing.session, at=doing.at, by=doing.reader.user_id, what="follow_up.opened", record_kind="customer",
        record_id=follow_up.customer_id, detail={"follow_up_id": str(follow_up_id)},
    )  # fmt: skip
    events = FollowUpLists(doing.session).list_events(follow_up_id)
    people = {row[column] for row in events for column in ("by_id", "to_id") if row[column] is not None}
    names = doing.centre.names_of(people)
    return FollowUpDetail(
        follow_up=follow_up,
        history=tuple(
            FollowUpEvent(
                at=row["at"],
                kind=row["kind"],
                by_name=names.get(row["by_id"], ""),
                phase=row["phase"],
                words=row["words"],
                next_on=row["next_on"],
                to_name=names.get(row["to_id"], "") if row["to_id"] is not None else "",
            )
            for row in events
        ),
    )


def referral_figures(session: Session, since_at: datetime, until_at: datetime, names_of: NamesOf) -> ReferralFigures:
    """Return what came of the referrals that were given from `since_at` up to `until_at`."""
    rows = FollowUpLists(session).figures(since_at, until_at)
    ids = {row[name] for row in rows for name in ("referred_by", "owner_id") if row[name] is not None}
    names = names_of(ids) if ids else {}
    of_all = next((_figure(row, "", "") for row in rows if row["no_giver"] and row["no_manager"]), None)

    def group(column: str, other: str) -> tuple[ReferralFigure, ...]:
        found = [
            _figure(row, "" if row[column] is None else str(row[column]), names.get(row[column], ""))
            for row in rows
            if not row[f"no_{other}"]
        ]
        return tuple(sorted(found, key=lambda each: (-each.given, each.name, each.key)))

    return ReferralFigures(
        since_at=since_at,
        until_at=until_at,
        all=of_all or ReferralFigure(key="", given=0, won=0, lost=0, open=0),
        givers=group("referred_by", "giver"),
        managers=group("owner_id", "manager"),
    )


def _figure(row: RowMapping, key: str, name: str) -> ReferralFigure:
    ended = row["won"] + row["lost"]
    return ReferralFigure(
        key=key,
        name=name,
        given=row["given"],
        won=row["won"],
        lost=row["lost"],
        open=row["open"],
        won_percent=round(100 * row["won"] / ended, 1) if ended else None,
    )


def _shown(doing: Doing, rows: Sequence[RowMapping]) -> tuple[FollowUp, ...]:
    columns = ("owner_id", "referred_by", "made_by", "ended_by")
    people = {row[column] for row in rows for column in columns if row[column] is not None}
    names = doing.centre.names_of(people) if people else {}
    me = doing.reader.user_id

    def name(user_id: UUID | None) -> str:
        return "" if user_id is None else names.get(user_id, "")

    def days(day: date) -> int:
        return (day - doing.today).days

    return tuple(
        FollowUp(
            follow_up_id=row["follow_up_id"],
            version=row["version"],
            state=row["state"],
            phase=row["phase"],
            customer_id=row["person_id"],
            customer_name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
            name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
            tier=row["tier"],
            topic=row["topic"],
            next_step=row["next_step"],
            next_on=row["next_on"],
            days=days(row["next_on"]),
            owner_id=row["owner_id"],
            owner_name=name(row["owner_id"]),
            is_mine=row["owner_id"] == me,
            team=row["team"],
            referred_by_name=name(row["referred_by"]),
            referred_by_me=row["referred_by"] == me,
            referred_at=row["referred_at"],
            referral_seen=row["seen_at"] is not None,
            made_at=row["made_at"],
            by_name=name(row["made_by"]),
            ended_at=row["ended_at"],
            ended_by_name=name(row["ended_by"]),
            result=row["result"],
            steps=steps_for(doing.reader, row),
        )
        for row in rows
    )
