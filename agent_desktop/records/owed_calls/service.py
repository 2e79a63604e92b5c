"""A colleague owes a customer a call: written down while the customer is on the line, and done or open again later.

It is a callback of that colleague's; this is the word that was given in the call, and their short way with it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import CallbackKind
from agent_desktop.contract.owed_calls import LONGEST_DAYS, OwedCall
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.changing import done_by_hand, reopen_callback
from agent_desktop.records.callbacks.deeds import Doing
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.making import Wanted as WantedCallback
from agent_desktop.records.callbacks.making import make_callback
from agent_desktop.records.callbacks.repository import CallbackRepository
from agent_desktop.records.callbacks.schema import OWED_CALL
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.names import shown_name
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.handovers.repository import HandoverRepository
from agent_desktop.records.owed_calls.errors import OwedCallNotFoundError, OwedCallRefusedError
from agent_desktop.records.owed_calls.repository import OwedCallRepository

CHANGED = "owed_call.changed"
"""The event for whoever owes the call and whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What a list is shown with: names of people by id, and the words of hand-over reasons by code."""

    at: datetime
    names_of: Callable[[Collection[UUID]], Mapping[UUID, str]]
    reasons: Mapping[str, LocalText]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose call is owed by whom. `number` is E.164, empty where nobody knows one."""

    call_id: UUID
    customer_id: UUID | None
    number: str
    owner_id: UUID
    owner_name: str
    reason: str
    due_at: datetime
    told: bool


def owe_call(
    session: Session, wanted: Wanted, *, by: UUID, showing: Showing, events: RecordEvents, book: CallbackBook
) -> OwedCall:
    """Write down that a colleague owes the customer of a call one back; the agent's hand-over note goes along. Where
    they owe this customer one already, that one takes the new word and time up.

    Raises:
        OwedCallRefusedError: owed_already, time_past, time_too_far, no_number, reason_missing, or what else speaks
            against the time (`Obstacle`).
    """
    at, reason = showing.at, wanted.reason.strip().replace("\x00", "")
    if not reason:
        raise OwedCallRefusedError("reason_missing")
    if not wanted.number:
        raise OwedCallRefusedError("no_number")
    if wanted.due_at <= at:
        raise OwedCallRefusedError("time_past")
    if wanted.due_at > at + timedelta(days=LONGEST_DAYS):
        raise OwedCallRefusedError("time_too_far")
    repository = OwedCallRepository(session)
    if repository.find_open(wanted.call_id) is not None:
        raise OwedCallRefusedError("owed_already")
    note = HandoverRepository(session).find(wanted.call_id, by)
    owed_call_id = uuid4()
    try:
        made = make_callback(
            Doing(session, at, by, book, events),
            WantedCallback(
                kind=CallbackKind.PROMISED,
                reason_code=OWED_CALL,
                about_id=wanted.owner_id,
                number=wanted.number,
                customer_id=wanted.customer_id,
                reason=reason,
                due_at=wanted.due_at,
                owner_id=wanted.owner_id,
                call_id=wanted.call_id,
                told=wanted.told,
            ),
        )
    except CallbackRefusedError as refused:
        raise OwedCallRefusedError(refused.problem) from refused
    repository.add(
        {
            "owed_call_id": owed_call_id,
            "callback_id": made.row.callback_id,
            "call_id": wanted.call_id,
            "handover_id": note.handover_id if note is not None else None,
            "reason": reason,
            "owner_id": wanted.owner_id,
            "owner_name": wanted.owner_name,
            "asked_by": by,
            "asked_at": at,
            "told_at": at if wanted.told else None,
        }
    )
    detail = {"owed_call_id": str(owed_call_id), "owner_id": str(wanted.owner_id)}
    record_change(
        session, at=at, by=by, what="owed_call.asked", record_kind="customer", record_id=wanted.customer_id,
        call_id=wanted.call_id, detail=detail,
    )  # fmt: skip
    for agent_id in dict.fromkeys((wanted.owner_id, by)):
        events.add(CHANGED, wanted.call_id, agent_id=agent_id)
    return read_owed(session, owed_call_id, showing)


def change_owed(
    session: Session,
    owed_call_id: UUID,
    *,
    done: bool,
    seen_version: int,
    by: UUID,
    showing: Showing,
    events: RecordEvents,
    book: CallbackBook,
) -> OwedCall:
    """Say that the call was made, or is owed after all.

    Raises:
        OwedCallNotFoundError: No such call is owed, or it is another's.
        StaleVersionError: It was changed since `seen_version` was read.
        OwedCallRefusedError: owed_already: another is owed to the same customer by now; or why it cannot be changed.
    """
    owed = OwedCallRepository(session).find(owed_call_id)
    if owed is None or owed["now_owed_by"] != by:
        raise OwedCallNotFoundError(owed_call_id)
    row = CallbackRepository(session).lock(owed["callback_id"])
    if row is None:
        raise OwedCallNotFoundError(owed_call_id)
    if row.version != seen_version:
        raise StaleVersionError(current_version=row.version)
    if done is (row.ended_at is not None):
        return read_owed(session, owed_call_id, showing)
    doing = Doing(session, showing.at, by, book, events)
    try:
        if done:
            done_by_hand(doing, row, words="")
        else:
            reopen_callback(doing, row, words="", due_at=row.due_at)
    except CallbackRefusedError as refused:
        problem = "owed_already" if refused.problem == "open_already" else refused.problem
        raise OwedCallRefusedError(problem) from refused
    what = "owed_call.done" if done else "owed_call.reopened"
    record_change(
        session, at=showing.at, by=by, what=what, record_kind="customer", record_id=row.customer_id,
        call_id=owed["call_id"], detail={"owed_call_id": str(owed_call_id)},
    )  # fmt: skip
    for agent_id in dict.fromkeys((by, owed["asked_by"])):
        events.add(CHANGED, owed["call_id"], agent_id=agent_id)
    return read_owed(session, owed_call_id, showing)


def list_owed(session: Session, owner_id: UUID, *, done_since: datetime, showing: Showing) -> tuple[OwedCall, ...]:
    """Return what somebody owes, and what they have done since; that they saw whom is audited."""
    shown = _shown(OwedCallRepository(session).list_of(owner_id, done_since), showing)
    if shown:
        _audit_look(session, "owed_calls.listed", shown, by=owner_id, at=showing.at)
    return shown


def show_again(session: Session, owed_call_id: UUID, *, by: UUID, showing: Showing) -> OwedCall:
    """Return one once more to who has asked for a change of it; the look is audited.

    Raises:
        OwedCallNotFoundError: No such call is owed.
    """
    shown = read_owed(session, owed_call_id, showing)
    _audit_look(session, "owed_call.shown", (shown,), by=by, at=showing.at)
    return shown


def _audit_look(session: Session, what: str, shown: Collection[OwedCall], *, by: UUID, at: datetime) -> None:
    detail: dict[str, JsonValue] = {
        "owed_call_ids": [str(each.owed_call_id) for each in shown],
        "customer_ids": [str(each.customer_id) for each in shown if each.customer_id is not None],
    }
    record_look(session, at=at, by=by, what=what, record_kind="customer", record_id=None, detail=detail)


def read_owed(session: Session, owed_call_id: UUID, showing: Showing) -> OwedCall:
    """Return one as it is now.

    Raises:
        OwedCallNotFoundError: No such call is owed.
    """
    row = OwedCallRepository(session).find(owed_call_id)
    if row is None:
        raise OwedCallNotFoundError(owed_call_id)
    return _shown([row], showing)[0]


def number_owed(session: Session, owed_call_id: UUID, by: UUID) -> tuple[str, UUID | None]:
    """Return the number (E.164) of a call that this person owes, and whose it is.

    Raises:
        OwedCallNotFoundError: No such call is owed, or it is another's.
    """
    row = OwedCallRepository(session).find(owed_call_id)
    if row is None or row["now_owed_by"] != by:
        raise OwedCallNotFoundError(owed_call_id)
    return row["number"], row["person_id"]


def _shown(rows: Collection[sa.RowMapping], showing: Showing) -> tuple[OwedCall, ...]:
    names = showing.names_of({row["asked_by"] for row in rows} | {row["now_owed_by"] for row in rows})
    return tuple(
        OwedCall(
            owed_call_id=row["owed_call_id"],
            version=row["version"],
            call_id=row["call_id"],
            customer_id=row["person_id"],
            customer_name=shown_name(row["title"], row["name_latin"], row["name_chinese"]) if row["person_id"] else "",
            number_masked=mask_phone(row["number"]),
            reason=row["reason"],
            owner_id=row["now_owed_by"],
            owner_name=row["owner_name"]
            if row["now_owed_by"] == row["owner_id"]
            else names.get(row["now_owed_by"], ""),
            by_name=names.get(row["asked_by"], ""),
            asked_at=row["asked_at"],
            due_at=row["due_at"],
            is_late=row["done_at"] is None and row["due_at"] < showing.at,
            told=row["told_at"] is not None,
            done_at=row["done_at"],
            note_reason=showing.reasons.get(row["reason_code"] or "", {}),
            summary=row["summary"] or "",
            asked=row["asked"] or "",
            promised=row["promised"] or "",
        )
        for row in rows
    )
