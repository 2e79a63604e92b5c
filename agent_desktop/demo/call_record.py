"""What the database says of a call once it is over, asked apart from the product's own queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call as stored. Times are aware UTC; `states` are what happened and when, in the journal's order."""

    call_id: UUID
    call_sid: str
    state: str
    customer_id: UUID | None
    interaction_id: UUID | None
    note: str
    disposition_code: str
    finished_at: datetime | None
    script_id: str
    script_step: str
    script_answers: int
    must_said: int
    contact_id: UUID | None
    looks_audited: int
    states: tuple[tuple[str, datetime], ...]
    reported_at: datetime | None
    received_at: datetime | None
    offered_at: datetime | None

    def as_json(self) -> dict[str, JsonValue]:
        """Return ids, states and what was saved; the note by its length only."""
        return {
            "ids": {
                "call_id": str(self.call_id),
                "call_sid": self.call_sid,
                "interaction_id": _text(self.interaction_id),
                "customer_id": _text(self.customer_id),
                "contact_id": _text(self.contact_id),
            },
            "states": [{"what": what, "at": at.isoformat()} for what, at in self.states],
            "saved": {
                "note_characters": len(self.note),
                "script": self.script_id,
                "script_step": self.script_step,
                "script_answers": self.script_answers,
                "must_says_ticked": self.must_said,
                "disposition": self.disposition_code,
                "finished_at": self.finished_at.isoformat() if self.finished_at else None,
                "looks_audited": self.looks_audited,
            },
        }


def read_call_record(engine: sa.Engine, call_id: UUID) -> CallRecord | None:
    """Return what is stored of the call; None where there is no such call."""
    with engine.connect() as connection:
        row = connection.execute(_CALL, {"call_id": call_id}).mappings().one_or_none()
        if row is None:
            return None
        events = connection.execute(_EVENTS, {"call_id": call_id}).all()
        return CallRecord(**row, states=tuple((str(event.kind), event.at) for event in events))


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


_CALL: Final = sa.text(
    """
    SELECT c.call_id, c.call_sid, c.state, i.customer_id, i.interaction_id, coalesce(i.note, '') AS note,
        coalesce(i.disposition_code, '') AS disposition_code, i.finished_at,
        coalesce(s.script_id, '') AS script_id, coalesce(s.step_id, '') AS script_step,
        (SELECT count(*) FROM jsonb_object_keys(coalesce(s.answers, '{}'))) AS script_answers,
        (SELECT count(*) FROM jsonb_object_keys(coalesce(s.said, '{}'))) AS must_said,
        k.contact_id,
        (SELECT count(*) FROM audit_entries a WHERE a.call_id = c.call_id) AS looks_audited,
        (SELECT min((n.body ->> 'at')::timestamptz) FROM provider_inbox n
            WHERE n.provider = c.provider AND n.call_sid = c.call_sid) AS reported_at,
        (SELECT min(n.received_at) FROM provider_inbox n
            WHERE n.provider = c.provider AND n.call_sid = c.call_sid) AS received_at,
        (SELECT min(o.offered_at) FROM offers o WHERE o.call_id = c.call_id) AS offered_at
    FROM calls c
    LEFT JOIN interactions i ON i.call_id = c.call_id
    LEFT JOIN script_runs s ON s.interaction_id = i.interaction_id
    LEFT JOIN contacts k ON k.interaction_id = i.interaction_id
    WHERE c.call_id = :call_id
    """
)
_EVENTS: Final = sa.text("SELECT kind, at FROM events WHERE subject_id = :call_id ORDER BY number")
