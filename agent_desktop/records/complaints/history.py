"""What happened to a complaint: written once, never altered, and what merges of edits go by."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import BaseModel, JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import CaseHistory, EventKind, FieldChange, HistoryEntry
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.complaints.access import lock_row
from agent_desktop.records.complaints.errors import ComplaintNotFoundError
from agent_desktop.records.complaints.models import ComplaintEventRow, ComplaintRow
from agent_desktop.records.events import RecordEvents

CHANGED: Final = "complaint.changed"
"""The event for whoever has to do with a complaint."""

_AUDITED: Final = frozenset(
    {
        "move",
        "step",
        "link",
        "kind",
        "task_id",
        "redress_id",
        "other_id",
        "call_id",
        "into_id",
        "owner_id",
        "department",
    }
)
"""What the audit has of an event's detail: ids and codes, no amounts or words."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happens to a complaint. `by` None: the server itself. `changes` are (before, after) by field."""

    kind: EventKind
    at: datetime
    by: UUID | None = None
    words: str = ""
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    detail: Mapping[str, JsonValue] = field(default_factory=dict)


def add_event(session: Session, row: ComplaintRow, happened: Happened, *, is_first: bool = False) -> None:
    """Write what happens to a complaint whose row is locked; its version grows by one. Audited as a change.

    The n-th thing that happens makes the n-th version: history and versions cannot come apart.
    """
    if not is_first:
        row.version += 1
    session.flush()
    session.add(
        ComplaintEventRow(
            complaint_id=row.complaint_id,
            number=row.version,
            version=row.version,
            at=happened.at,
            by_user_id=happened.by,
            kind=happened.kind.value,
            state=row.state,
            words=happened.words,
            changes={name: [as_json(before), as_json(after)] for name, (before, after) in happened.changes.items()},
            detail=dict(happened.detail),
        )
    )
    session.flush()
    record_change(
        session,
        at=happened.at,
        by=happened.by,
        what=f"complaint.{happened.kind.value}",
        record_kind="complaint",
        record_id=row.complaint_id,
        call_id=row.call_id,
        detail={
            "version": row.version,
            "fields": [*sorted(happened.changes)],
            **{name: value for name, value in happened.detail.items() if name in _AUDITED},
        },
    )


def tell(events: RecordEvents, row: ComplaintRow, *others: UUID | None) -> None:
    """Have all be told who have to do with a complaint, and `others`."""
    for agent_id in dict.fromkeys((row.owner_id, row.backup_id, row.recorded_by, *others)):
        if agent_id is not None:
            events.add(CHANGED, row.complaint_id, agent_id=agent_id, customer_id=row.customer_id)


def note_paper(
    session: Session,
    complaint_id: UUID,
    kind: EventKind,
    *,
    by: UUID | None,
    at: datetime,
    events: RecordEvents,
    detail: Mapping[str, JsonValue] | None = None,
    words: str = "",
) -> None:
    """Write that a letter was sent, a file added, a survey answered: what belongs to a complaint and lies elsewhere.

    Raises:
        ComplaintNotFoundError: There is no such complaint.
    """
    row = lock_row(session, complaint_id)
    if row is None:
        raise ComplaintNotFoundError(complaint_id)
    add_event(session, row, Happened(kind, at, by, words=words, detail=detail or {}))
    tell(events, row, by)


def as_json(value: Any) -> JsonValue:
    """Return a value as the history keeps it."""
    match value:
        case StrEnum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Decimal():
            return str(value.quantize(Decimal("0.01")))
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case BaseModel():
            dumped: JsonValue = value.model_dump(mode="json")
            return dumped
        case dict():
            return {str(key): as_json(each) for key, each in value.items()}
        case list() | tuple():
            return [as_json(each) for each in value]
        case set() | frozenset():
            return [*sorted(str(each) for each in value)]
    raise TypeError(type(value))


def list_since(session: Session, complaint_id: UUID, version: int) -> Sequence[ComplaintEventRow]:
    """Return what happened after a version, in its order."""
    query = sa.select(ComplaintEventRow).where(
        ComplaintEventRow.complaint_id == complaint_id, ComplaintEventRow.version > version
    )
    return session.scalars(query.order_by(ComplaintEventRow.number)).all()


def since_person(rows: Sequence[ComplaintEventRow], *, sees_all: bool) -> Sequence[ComplaintEventRow]:
    """Return what somebody may see of a history: what was before it became another person's is for who sees all."""
    moves = [place for place, row in enumerate(rows) if row.kind == EventKind.CUSTOMER]
    return rows if sees_all or not moves else rows[moves[-1] + 1 :]


def shown_history(rows: Iterable[ComplaintEventRow], names: Mapping[UUID, str]) -> CaseHistory:
    """Return a history as the contract has it."""
    return CaseHistory(
        entries=tuple(
            HistoryEntry(
                event_id=row.event_id,
                number=row.number,
                version=row.version,
                at=row.at,
                by_name=names.get(row.by_user_id, "") if row.by_user_id is not None else "",
                kind=_kind(row.kind),
                state=row.state.value,
                words=row.words,
                changes=tuple(
                    FieldChange(field=name, before=before, after=after) for name, (before, after) in row.changes.items()
                ),
                detail=row.detail,
            )
            for row in rows
        )
    )


def people_in(rows: Collection[ComplaintEventRow]) -> set[UUID]:
    """Return who did something."""
    return {row.by_user_id for row in rows if row.by_user_id is not None}


def _kind(kind: str) -> EventKind:
    try:
        return EventKind(kind)
    except ValueError:
        return EventKind.OTHER
