"""How the transfers of one call read: to whom each went, when they came, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.records.formatting import both
from agent_desktop.server.auth.repository import UserRepository
from telephony.contract import TransferKind, TransferOutcome
from telephony.numbers import masked
from telephony.queues.models import QueueRow
from telephony.times import utc
from telephony.transfers.models import TransferRow
from telephony.transfers.repository import TransferRepository

_OUTCOMES: Final[Mapping[TransferOutcome, LocalText]] = MappingProxyType(
    {
        TransferOutcome.COMPLETED: both("Took the caller over", "已接手来电"),
        TransferOutcome.STAYED: both("They stayed in the call as a guest", "留在通话中"),
        TransferOutcome.CANCELLED: both("The caller stayed with the agent", "来电留在原坐席"),
        TransferOutcome.CALLER_GONE: both("The caller hung up", "来电者已挂断"),
        TransferOutcome.DECLINED: both("Declined", "已拒绝"),
        TransferOutcome.NO_ANSWER: both("Did not answer", "未应答"),
        TransferOutcome.BUSY: both("Was busy", "占线"),
        TransferOutcome.UNREACHABLE: both("Could not be reached", "无法接通"),
        TransferOutcome.SPECIALIST_LEFT: both("Hung up before the caller was theirs", "接手前已挂断"),
        TransferOutcome.SPECIALIST_AWAY: both("Was away", "不在席"),
        TransferOutcome.AGENT_GONE_COMPLETED: both(
            "Took the caller over when the agent's line went", "原坐席掉线，已接手来电"
        ),
        TransferOutcome.AGENT_GONE_BLIND: both(
            "Took the caller over when the agent's line went", "原坐席掉线，已接手来电"
        ),
        TransferOutcome.REQUEUED: both("The caller went back to the queue", "来电已回到队列"),
        TransferOutcome.CARRIER_FAILED: both("The line failed", "线路故障"),
    }
)
_STILL_ON: Final = both("Still on", "进行中")
TAKEN: Final = frozenset(
    {TransferOutcome.COMPLETED, TransferOutcome.AGENT_GONE_COMPLETED, TransferOutcome.AGENT_GONE_BLIND}
)
"""Whoever was asked has had the caller from then on."""


@dataclass(frozen=True, slots=True)
class Passing:
    """One transfer. `to` is who was asked: a person, a queue, a masked number. `joined_at` is when they came on the
    line, None where they did not; `ended_at` is None while it is on."""

    kind: TransferKind
    from_agent_id: UUID
    by_name: str
    to: LocalText
    began_at: datetime
    joined_at: datetime | None
    ended_at: datetime | None
    outcome: TransferOutcome | None

    @property
    def words(self) -> LocalText:
        """What came of it."""
        if self.outcome is None:
            return _STILL_ON
        if self.kind is TransferKind.COLD_QUEUE and self.outcome in TAKEN:
            return both("Waits there", "已转入该队列")
        return _OUTCOMES[self.outcome]


def passings_of(session: Session, call_id: UUID) -> tuple[Passing, ...]:
    """Return the transfers of a call, the oldest first."""
    rows = TransferRepository(session).list_of_call(call_id)
    people = {each for row in rows for each in (row.from_agent_id, row.to_agent_id) if each is not None}
    names = UserRepository(session).list_display_names(people)
    queues = {row.to_queue_id for row in rows if row.to_queue_id is not None}
    query = sa.select(QueueRow.queue_id, QueueRow.name).where(QueueRow.queue_id.in_(queues))
    queue_names = {row.queue_id: dict(row.name) for row in session.execute(query)} if queues else {}
    return tuple(_passing(row, names, queue_names) for row in rows)


def _passing(row: TransferRow, names: Mapping[UUID, str], queue_names: Mapping[UUID, LocalText]) -> Passing:
    if row.to_agent_id is not None:
        name = names.get(row.to_agent_id, "")
        to = both(name, name)
    elif row.to_queue_id is not None:
        to = queue_names.get(row.to_queue_id, {})
    else:
        to = both(masked(row.to_number), masked(row.to_number))
    return Passing(
        kind=row.kind,
        from_agent_id=row.from_agent_id,
        by_name=names.get(row.from_agent_id, ""),
        to=to,
        began_at=utc(row.began_at),
        joined_at=None if row.joined_at is None else utc(row.joined_at),
        ended_at=None if row.ended_at is None else utc(row.ended_at),
        outcome=row.outcome,
    )
