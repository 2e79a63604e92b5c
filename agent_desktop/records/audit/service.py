"""Who saw what, and who changed what, in the same transaction as the look or the change."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.records.audit.repository import AuditRepository


def record_look(
    session: Session,
    *,
    at: datetime,
    by: UUID | None,
    what: str,
    record_kind: str,
    record_id: UUID | None,
    call_id: UUID | None = None,
    detail: Mapping[str, JsonValue] | None = None,
) -> UUID:
    """Note that `by` (None: the server itself) was shown a record; return the entry's id.

    `what` is in the past tense (``profile.offered``). `detail` holds ids and field names, never values.
    """
    return _record(session, at, by, what, record_kind, record_id, call_id, detail)


def record_change(
    session: Session,
    *,
    at: datetime,
    by: UUID | None,
    what: str,
    record_kind: str,
    record_id: UUID | None,
    call_id: UUID | None = None,
    detail: Mapping[str, JsonValue] | None = None,
) -> UUID:
    """Note that `by` changed a record; return the entry's id. Fields as in `record_look`."""
    return _record(session, at, by, what, record_kind, record_id, call_id, detail)


def _record(
    session: Session,
    at: datetime,
    by: UUID | None,
    what: str,
    record_kind: str,
    record_id: UUID | None,
    call_id: UUID | None,
    detail: Mapping[str, JsonValue] | None,
) -> UUID:
    audit_id = uuid4()
    AuditRepository(session).add(
        {
            "audit_id": audit_id,
            "at": at,
            "by_user_id": by,
            "what": what,
            "record_kind": record_kind,
            "record_id": record_id,
            "call_id": call_id,
            "detail": dict(detail or {}),
        }
    )
    return audit_id
