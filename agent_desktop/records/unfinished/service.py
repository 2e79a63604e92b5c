"""An agent's unfinished work: calls whose outcome is missing. Choosing one finishes it (`interactions.service`)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import UnfinishedPart, UnfinishedWork
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.customers.names import shown_name
from agent_desktop.records.unfinished.repository import UnfinishedRepository

MOST: Final = 50
"""How many calls are listed; the count says how many there are."""

NOTE_SHOWN: Final = 300
"""How many characters of a note are shown, to tell the calls apart."""


def count_unfinished(session: Session, *, agent_id: UUID) -> UnfinishedWork:
    """Return only how many calls of the agent have no outcome: nobody's name is shown, and no look is audited."""
    return UnfinishedWork(count=UnfinishedRepository(session).count_of(agent_id))


def list_unfinished(session: Session, *, agent_id: UUID, at: datetime) -> UnfinishedWork:
    """Return the agent's calls without an outcome, the oldest first; that they saw whose calls they are is audited."""
    rows = UnfinishedRepository(session).list_of(agent_id, MOST)
    shown: list[JsonValue] = [str(row["customer_id"]) for row in rows if row["customer_id"] is not None]
    if shown:
        record_look(
            session,
            at=at,
            by=agent_id,
            what="unfinished_work.shown",
            record_kind="customer",
            record_id=None,
            detail={"customer_ids": shown},
        )
    parts = tuple(
        UnfinishedPart(
            interaction_id=row["interaction_id"],
            call_id=row["call_id"],
            customer_name=_name(row["title"], row["name_latin"], row["name_chinese"]),
            started_at=row["started_at"],
            ended_at=row["finished_at"],
            note=row["note"][:NOTE_SHOWN],
        )
        for row in rows
    )
    return UnfinishedWork(count=rows[0]["all_of_them"] if rows else 0, parts=parts)


def _name(title: str | None, latin: str | None, chinese: str | None) -> str:
    return shown_name(title or "", latin or "", chinese or "")
