"""Callbacks as the wire has them. Numbers are masked; whoever shows them audits the look."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callback_lists import CALLBACKS_MOST, CallbackCounts, Callbacks, CallbackScope
from agent_desktop.contract.callbacks import (
    OPEN_STATES,
    Callback,
    CallbackAttempt,
    CallbackDetail,
    CallbackEvent,
    CallbackState,
    CallbackStep,
    CalledPlace,
)
from agent_desktop.contract.customers import Tier
from agent_desktop.records.alerts.summary import wish_rows
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.callbacks.book import Asking, CallbackBook
from agent_desktop.records.callbacks.errors import CallbackNotFoundError
from agent_desktop.records.callbacks.repository import (
    AttemptRepository,
    CallbackListRepository,
    CallbackRepository,
    is_expired,
    is_mine,
    is_of,
    may_work,
)
from agent_desktop.records.callbacks.surroundings import shown_place
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.lawful_hours.places import Clock, Place
from agent_desktop.records.lawful_hours.wishes import wishes_of

_WAITING: Final = frozenset({CallbackState.OPEN, CallbackState.DUE, CallbackState.EXPIRED})


def list_callbacks(
    session: Session,
    asking: Asking,
    scope: CallbackScope,
    *,
    from_at: datetime | None,
    until_at: datetime | None,
    customer_id: UUID | None,
    also_ended: bool,
    count_only: bool,
) -> Callbacks:
    """Return callbacks by the time they are due; that they were seen is audited. Those of a customer are all of theirs,
    whoever has them."""
    reader, at = asking.reader, asking.at
    lists = CallbackListRepository(session)
    midnight = at.astimezone(asking.book.options.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    counted = lists.counts(reader, at, midnight + timedelta(days=1))
    counts = CallbackCounts(
        mine_open=counted["mine_open"],
        mine_today=counted["mine_today"],
        mine_late=counted["mine_late"],
        ours_due=counted["ours_due"],
        expired=counted["expired"] if reader.is_supervisor else 0,
    )
    if count_only:
        return Callbacks(counts=counts)
    where = [is_of(customer_id)] if customer_id is not None else []
    match scope:
        case CallbackScope.MINE:
            where.append(is_mine(reader))
        case CallbackScope.OURS:
            where.append(may_work(replace(reader, is_supervisor=False), at))  # not the whole floor's
        case CallbackScope.EXPIRED:
            where.append(is_expired())
        case CallbackScope.ALL:
            pass
    rows, total = lists.list_where(
        *where, from_at=from_at, until_at=until_at, also_ended=also_ended, most=CALLBACKS_MOST
    )
    audit_look(session, "callbacks.listed", rows, by=reader.user_id, at=at)
    return Callbacks(counts=counts, callbacks=shown(rows, asking), total=total)


def show_callback(session: Session, callback_id: UUID, asking: Asking) -> Callback:
    """Return one as it is now; whoever asks audits the look.

    Raises:
        CallbackNotFoundError: There is no such callback.
    """
    row = CallbackRepository(session).find(callback_id)
    if row is None:
        raise CallbackNotFoundError(callback_id)
    return shown([row], asking)[0]


def show_detail(session: Session, callback_id: UUID, asking: Asking) -> CallbackDetail:
    """Return one with its attempts and history; whoever asks audits the look.

    Raises:
        CallbackNotFoundError: There is no such callback.
    """
    callback = show_callback(session, callback_id, asking)
    repository = AttemptRepository(session)
    attempts, history = repository.list_of(callback_id), repository.history_of(callback_id)
    names = asking.names_of({row.by_id for row in attempts} | {row["by_id"] for row in history} - {None})
    return CallbackDetail(
        callback=callback,
        attempts=tuple(
            CallbackAttempt(
                attempt_id=row.attempt_id,
                at=row.at,
                by_name=names.get(row.by_id, ""),
                number_masked=mask_phone(row.number),
                call_id=row.call_id,
                outcome=row.outcome,
                ended_at=row.ended_at,
                note=row.note,
                next_at=row.next_at,
            )
            for row in attempts
        ),
        history=tuple(
            CallbackEvent(
                at=row["at"],
                kind=row["kind"],
                by_name=names.get(row["by_id"], ""),
                words=row["words"],
                from_at=row["from_at"],
                to_at=row["to_at"],
                from_name=row["from_name"],
                to_name=row["to_name"],
                outcome=row["outcome"],
            )
            for row in history
        ),
    )


def audit_look(session: Session, what: str, rows: Collection[sa.RowMapping], *, by: UUID, at: datetime) -> None:
    """Note that somebody was shown whose callbacks these are."""
    if not rows:
        return
    detail: dict[str, JsonValue] = {
        "callback_ids": [str(row["callback_id"]) for row in rows],
        "customer_ids": [str(each) for each in {row["person_id"] for row in rows} if each is not None],
    }
    one = next(iter(rows))["person_id"] if len(rows) == 1 else None
    record_look(session, at=at, by=by, what=what, record_kind="customer", record_id=one, detail=detail)


def shown(rows: Sequence[sa.RowMapping], asking: Asking) -> tuple[Callback, ...]:
    """Return rows of `repository.SHOWN` as the wire has them."""
    people = {row[column] for row in rows for column in ("owner_id", "held_by", "made_by")} - {None}
    names = asking.names_of(people) if people else {}
    return tuple(_one(row, names, asking, _may_work(row, asking)) for row in rows)


def _may_work(row: sa.RowMapping, asking: Asking) -> bool:
    """As `repository.may_work` has it, and for whoever has made it."""
    reader, at = asking.reader, asking.at
    if reader.is_supervisor or reader.user_id in (row["owner_id"], row["held_by"], row["made_by"]):
        return True
    if row["owner_id"] is not None and not (row["owner_until"] is not None and row["owner_until"] < at):
        return False
    if row["team"] and row["team"] == reader.team:
        return True
    no_team = not row["team"] or (row["team_until"] is not None and row["team_until"] < at)
    return no_team and row["queue_code"] in reader.queue_codes


def _steps(row: sa.RowMapping, asking: Asking, *, may_work: bool) -> frozenset[CallbackStep]:
    reader, state = asking.reader, row["state"]
    if not may_work:
        return frozenset()
    mine = row["held_by"] == reader.user_id
    spare = row["attempts"] < row["attempts_most"]
    steps = set[CallbackStep]()
    if state in _WAITING:
        steps = {CallbackStep.HAND_OVER, CallbackStep.CANCEL, CallbackStep.DONE_BY_HAND, CallbackStep.ADD_WORD}
        steps |= {CallbackStep.TAKE, CallbackStep.MOVE} if spare else set()
        steps -= {CallbackStep.TAKE} if row["rests"] else set()
        steps |= {CallbackStep.MOVE} if reader.is_supervisor else set()
    elif state is CallbackState.OFFERED:
        steps = {CallbackStep.ADD_WORD}
        if mine:
            steps |= {
                CallbackStep.DIAL, CallbackStep.GIVE_BACK, CallbackStep.MOVE, CallbackStep.HAND_OVER,
                CallbackStep.CANCEL, CallbackStep.DONE_BY_HAND,
            }  # fmt: skip
    elif state is CallbackState.DIALLING:
        steps = {CallbackStep.FINISH} if mine or reader.is_supervisor else set()
    elif state in (CallbackState.DONE, CallbackState.CANCELLED):
        steps = {CallbackStep.REOPEN}
    return frozenset(steps)


def place_of_row(row: sa.RowMapping, book: CallbackBook) -> Place:
    """Return the place that was looked up when a callback was last timed."""
    region = row["region"]
    known = region in book.places.regions
    clocks = book.places.clocks_of(region) if known else tuple(Clock(zone, ()) for zone in row["zones"])
    return Place(region, row["basis"], clocks)


def _place(row: sa.RowMapping, wishes: tuple[LocalText, ...], book: CallbackBook) -> CalledPlace:
    hours = [(row["calls_from"], row["calls_until"])]
    return shown_place(book, place_of_row(row, book), wishes_of(wishes, hours), row["due_at"])


def _one(row: sa.RowMapping, names: Mapping[UUID, str], asking: Asking, may_work: bool) -> Callback:
    at, reader, rules = asking.at, asking.reader, asking.book.rules
    reason = rules.reason(row["reason_code"])
    known = row["shown_id"] is not None
    hours = [wish.title for wish in wish_rows(row["calls_from"], row["calls_until"])]
    wishes = tuple(row["wishes"] or ()) + tuple(wish for wish in hours if wish not in (row["wishes"] or ()))
    is_open = row["state"] in OPEN_STATES
    return Callback(
        callback_id=row["callback_id"],
        version=row["version"],
        kind=row["kind"],
        state=row["state"],
        customer_id=row["person_id"],
        customer_name=shown_name(row["title"], row["name_latin"], row["name_chinese"]) if known else "",
        name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]) if known else "",
        tier=row["tier"] if known else Tier.STANDARD,
        number_masked=mask_phone(row["number"]),
        reason_code=row["reason_code"],
        reason_name=dict(reason.name) if reason is not None else {},
        reason=row["reason"],
        due_at=row["due_at"],
        window_from=row["window_from"],
        window_to=row["window_to"],
        place=_place(row, wishes, asking.book),
        wishes=wishes,
        language=row["language"],
        owner_id=row["owner_id"],
        owner_name=names.get(row["owner_id"], ""),
        owner_until=row["owner_until"],
        is_mine=row["owner_id"] == reader.user_id,
        team=row["team"],
        queue_code=row["queue_code"],
        held_by_name=names.get(row["held_by"], ""),
        held_by_me=row["held_by"] == reader.user_id,
        attempts=row["attempts"],
        attempts_most=row["attempts_most"],
        last_outcome=row["last_outcome"],
        is_late=is_open and row["window_to"] < at and not row["rests"],
        rests=is_open and row["rests"],
        minutes=int((row["due_at"] - at).total_seconds() // 60),
        told=row["told"],
        call_id=row["call_id"],
        complaint_id=row["complaint_id"],
        alert_id=row["alert_id"],
        made_at=row["made_at"],
        by_name=names.get(row["made_by"], ""),
        ended_at=row["ended_at"],
        ended_as=row["ended_as"],
        steps=_steps(row, asking, may_work=may_work),
    )
