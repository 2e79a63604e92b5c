"""Every query on supervisors in calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallDirection, CallState
from telephony.database import table_of
from telephony.queues.models import QueueRow
from telephony.supervision.models import SupervisionRow

_SUPERVISIONS: Final = table_of(SupervisionRow)
_SPEAKING: Final = (CallState.TALKING, CallState.HELD)
_BUSY: Final = (AgentState.READY, AgentState.ON_CALL)


_TALKS: Final = (
    sa.select(CallRow, QueueRow, AgentRow, SupervisionRow.supervisor_id)
    .join(QueueRow, QueueRow.queue_id == CallRow.queue_id)
    .join(AgentRow, AgentRow.agent_id == CallRow.agent_id)
    .outerjoin(SupervisionRow, SupervisionRow.supervision_id == CallRow.supervision_id)
    .where(CallRow.state.in_(_SPEAKING), CallRow.direction != CallDirection.INTERNAL)
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True, slots=True)
class Talk:
    """A call in which an agent speaks with a customer, and who listens to it."""

    call: CallRow
    queue: QueueRow
    agent: AgentRow
    supervisor_id: UUID | None


class SupervisionRepository:
    """Reads supervisions. The group of the call's queue is locked by whoever changes one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: SupervisionRow) -> bool:
        """Write a new one; False where the call or the supervisor has one that is on."""
        values = {column.key: getattr(row, column.key) for column in _SUPERVISIONS.columns}
        new = insert(_SUPERVISIONS).values(values).on_conflict_do_nothing().returning(_SUPERVISIONS.c.supervision_id)
        return self._session.execute(new).first() is not None

    def find_of_call(self, call: CallRow) -> SupervisionRow | None:
        """Return the call's supervision that is on. Nothing is read for a call to which nobody listens."""
        if call.supervision_id is None:
            return None
        with self._session.no_autoflush:  # the call may be half on its way out of what is listened to
            return self._session.get(SupervisionRow, call.supervision_id, populate_existing=True)

    def find_of_supervisor(self, supervisor_id: UUID) -> SupervisionRow | None:
        """Return the supervisor's own one that is on."""
        query = sa.select(SupervisionRow).where(
            SupervisionRow.supervisor_id == supervisor_id, SupervisionRow.ended_at.is_(None)
        )
        return self._session.scalar(query.execution_options(populate_existing=True))

    def find_last_of_supervisor(self, supervisor_id: UUID) -> SupervisionRow | None:
        """Return the supervisor's last one, on or over."""
        query = sa.select(SupervisionRow).where(SupervisionRow.supervisor_id == supervisor_id)
        newest = query.order_by(SupervisionRow.began_at.desc(), SupervisionRow.ended_at.desc().nulls_first()).limit(1)
        return self._session.scalar(newest.execution_options(populate_existing=True))

    def find(self, supervision_id: UUID) -> SupervisionRow | None:
        """Return one as the database has it now."""
        return self._session.get(SupervisionRow, supervision_id, populate_existing=True)

    def hear(self, supervisor_id: UUID, machine_at: datetime) -> None:
        """Note that the supervisor's desktop is there."""
        self._session.execute(
            sa.update(_SUPERVISIONS)
            .where(_SUPERVISIONS.c.supervisor_id == supervisor_id, _SUPERVISIONS.c.ended_at.is_(None))
            .values(heard_at=sa.func.greatest(_SUPERVISIONS.c.heard_at, sa.literal(machine_at)))
        )

    def list_left_over(self, silent_since: datetime) -> Sequence[tuple[UUID, UUID]]:
        """List the supervisions, each with its call, that nobody should be in any more: the supervisor's desktop was
        not heard since then (the machine's clock), they take calls themselves, or nobody speaks in the call."""
        query = (
            sa.select(SupervisionRow.supervision_id, SupervisionRow.call_id)
            .join(CallRow, CallRow.call_id == SupervisionRow.call_id)
            .outerjoin(AgentRow, AgentRow.agent_id == SupervisionRow.supervisor_id)
            .where(
                SupervisionRow.ended_at.is_(None),
                sa.or_(
                    SupervisionRow.heard_at < silent_since,
                    AgentRow.state.in_(_BUSY),
                    CallRow.state.not_in(_SPEAKING),
                    CallRow.supervision_id.is_distinct_from(SupervisionRow.supervision_id),
                ),
            )
        )
        return [(row.supervision_id, row.call_id) for row in self._session.execute(query)]

    def list_talks(self) -> Sequence[Talk]:
        """List every call in which an agent speaks with a customer, the longest first."""
        query = _TALKS.order_by(CallRow.since_at, CallRow.call_id)
        return [Talk(*row) for row in self._session.execute(query)]

    def find_talk(self, call_id: UUID) -> Talk | None:
        """Return one such call."""
        row = self._session.execute(_TALKS.where(CallRow.call_id == call_id)).one_or_none()
        return None if row is None else Talk(*row)
