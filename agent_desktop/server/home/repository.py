"""Every query on what somebody has before them while they have no call."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.handovers.models import HandoverRow
from agent_desktop.records.interactions.models import InteractionRow
from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import CallDirection, ColleagueState
from telephony.database import table_of as telephony_table
from telephony.queues.models import QueueRow
from telephony.transfers.models import AskedNextRow, LegRow, TransferRow

AnyRow = sa.Row[*tuple[Any, ...]]
"""A row of any columns; what they are is said by whoever asks for it."""

_AGENTS: Final = telephony_table(AgentRow)
_ASKED: Final = telephony_table(AskedNextRow)
_CALLS: Final = telephony_table(CallRow)
_LEGS: Final = telephony_table(LegRow)
_QUEUES: Final = telephony_table(QueueRow)
_TRANSFERS: Final = telephony_table(TransferRow)
_CUSTOMERS: Final = table_of(CustomerRow)
_NOTES: Final = table_of(HandoverRow)
_PARTS: Final = table_of(InteractionRow)

_WAITING: Final = sa.select(
    _CALLS.c.call_id, _CALLS.c.menu_path, _QUEUES.c.name.label("queue_name"), _NOTES.c.reason_code, _NOTES.c.asked
).select_from(_CALLS)
_BEFORE: Final = _PARTS.alias("before")
_AFTER: Final = _PARTS.alias("after")
_PROMISED: Final = (
    sa.select(_NOTES.c.promised, _NOTES.c.from_agent_id)
    .where(
        _NOTES.c.call_id == _PARTS.c.call_id,
        _NOTES.c.from_agent_id != _PARTS.c.agent_id,
        _NOTES.c.sent_version > 0,
    )
    .order_by(_NOTES.c.sent_at.desc())
    .limit(1)
    .correlate(_PARTS)
    .lateral("promised")
)


def _note_of(agent: sa.ColumnElement[UUID]) -> sa.ColumnElement[bool]:
    return sa.and_(_NOTES.c.call_id == _CALLS.c.call_id, _NOTES.c.from_agent_id == agent, _NOTES.c.sent_version > 0)


def _settles(owing: Sequence[str]) -> sa.ColumnElement[bool]:
    """Whether `after` is a part with the same customer that ended later, with nothing owed any more."""
    return sa.and_(
        _AFTER.c.customer_id == _PARTS.c.customer_id,
        _AFTER.c.interaction_id != _PARTS.c.interaction_id,
        _AFTER.c.finished_at > _PARTS.c.finished_at,
        _AFTER.c.disposition_code.not_in(owing),
    )


class HomeRepository:
    """Reads; nothing is locked and nothing written."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_ringing(self, agent_id: UUID) -> Sequence[AnyRow]:
        """List the customers' calls that ring at an agent because a colleague consults them."""
        query = (
            _WAITING.add_columns(_CALLS.c.agent_id.label("by_agent_id"), _TRANSFERS.c.began_at.label("since_at"))
            .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
            .join(_TRANSFERS, _TRANSFERS.c.transfer_id == _CALLS.c.transfer_id)
            .outerjoin(_NOTES, _note_of(_CALLS.c.agent_id))
            .where(
                _CALLS.c.colleague_id == agent_id,
                _CALLS.c.colleague_state == ColleagueState.RINGING,
                _CALLS.c.direction != CallDirection.INTERNAL,
            )
        )
        return self._session.execute(query).all()

    def list_asked(self, agent_id: UUID) -> Sequence[AnyRow]:
        """List the calls whose agents have asked for this one next, in the order in which they are rung."""
        query = (
            _WAITING.add_columns(_ASKED.c.by_agent_id, _ASKED.c.asked_at.label("since_at"))
            .join(_ASKED, _ASKED.c.call_id == _CALLS.c.call_id)
            .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
            .outerjoin(_NOTES, _note_of(_ASKED.c.by_agent_id))
            .where(_ASKED.c.agent_id == agent_id)
            .order_by(_ASKED.c.asked_at, _ASKED.c.call_id)
        )
        return self._session.execute(query).all()

    def has_call(self, agent_id: UUID) -> bool:
        """Say whether an agent has a call, its wrap-up, or an offer."""
        query = sa.select(sa.or_(_AGENTS.c.call_id.is_not(None), _AGENTS.c.offer_id.is_not(None)))
        return bool(self._session.scalar(query.where(_AGENTS.c.agent_id == agent_id)))

    def count_day(self, agent_id: UUID, since: datetime, taken: Collection[str]) -> AnyRow:
        """Count how often an agent was `asked` for since, `came`, and had the caller then (`taken`)."""
        query = sa.select(
            sa.func.count().label("asked"),
            sa.func.count(_TRANSFERS.c.joined_at).label("came"),
            sa.func.count().filter(_TRANSFERS.c.outcome.in_(list(taken))).label("taken_over"),
        ).where(_TRANSFERS.c.to_agent_id == agent_id, _TRANSFERS.c.began_at >= since)
        return self._session.execute(query).one()

    def list_given(self, agent_id: UUID, since: datetime, taken: Collection[str], most: int) -> Sequence[AnyRow]:
        """List the transfers of an agent by which somebody else has had the caller, the newest first."""
        query = (
            sa.select(_TRANSFERS.c.call_id, _TRANSFERS.c.ended_at, _TRANSFERS.c.to_agent_id, _QUEUES.c.name)
            .select_from(_TRANSFERS)
            .outerjoin(_QUEUES, _QUEUES.c.queue_id == _TRANSFERS.c.to_queue_id)
            .where(
                _TRANSFERS.c.from_agent_id == agent_id,
                _TRANSFERS.c.outcome.in_(list(taken)),
                _TRANSFERS.c.to_number == "",
                _TRANSFERS.c.ended_at >= since,
            )
            .order_by(_TRANSFERS.c.ended_at.desc(), _TRANSFERS.c.transfer_id)
            .limit(most)
        )
        return self._session.execute(query).all()

    def settled_by(self, call_ids: Collection[UUID], agent_id: UUID, promises: Collection[str]) -> dict[UUID, str]:
        """Return with which outcome others have settled calls of this agent's that ended with a word still owed at
        whoever had them later: in a later part with the customer, of any call."""
        if not call_ids:
            return {}
        owing = [*promises, ""]
        query = (
            sa.select(_PARTS.c.call_id, _AFTER.c.disposition_code)
            .join(_AFTER, _settles(owing))
            .where(_PARTS.c.call_id.in_(call_ids), _PARTS.c.agent_id != agent_id, _PARTS.c.disposition_code.in_(owing))
            .order_by(_PARTS.c.started_at, _AFTER.c.finished_at.desc())
        )
        # Of the last part in which a word was owed, what came first after it.
        return {row.call_id: row.disposition_code for row in self._session.execute(query)}

    def list_owing_givers(
        self, customer_id: UUID, since: datetime, promises: Collection[str], *, but_call_id: UUID
    ) -> Sequence[AnyRow]:
        """List who handed over calls with this customer (`call_id`, `agent_id`) that ended since, at whoever had them
        last, with a word still owed."""
        query = (
            sa.select(_LEGS.c.call_id, _LEGS.c.agent_id)
            .distinct()
            .join(_PARTS, sa.and_(_PARTS.c.call_id == _LEGS.c.call_id, _PARTS.c.agent_id != _LEGS.c.agent_id))
            .where(
                _PARTS.c.customer_id == customer_id,
                _PARTS.c.call_id != but_call_id,
                _PARTS.c.finished_at >= since,
                _PARTS.c.disposition_code.in_([*promises, ""]),
            )
        )
        return self._session.execute(query).all()

    def list_follow_ups(
        self, agent_id: UUID, since: datetime, promises: Collection[str], most: int
    ) -> Sequence[AnyRow]:
        """List an agent's finished parts of calls that others had before them, where a word is still owed: they ended
        with one of `promises`, or with nothing chosen, and nobody has ended a later part with this customer otherwise.
        """
        owing = [*promises, ""]
        had_before = (
            sa.exists()
            .where(
                _BEFORE.c.call_id == _PARTS.c.call_id,
                _BEFORE.c.agent_id != _PARTS.c.agent_id,
                _BEFORE.c.started_at < _PARTS.c.started_at,
            )
            .correlate(_PARTS)
        )
        settled = sa.exists().where(_settles(owing)).correlate(_PARTS)
        query = (
            sa.select(
                _PARTS.c.call_id,
                _PARTS.c.finished_at,
                _PARTS.c.disposition_code,
                _PARTS.c.customer_id,
                _CUSTOMERS.c.title,
                _CUSTOMERS.c.name_latin,
                _CUSTOMERS.c.name_chinese,
                _PROMISED.c.promised,
                _PROMISED.c.from_agent_id,
            )
            .select_from(_PARTS)
            .outerjoin(_CUSTOMERS, _CUSTOMERS.c.customer_id == _PARTS.c.customer_id)
            .outerjoin(_PROMISED, sa.true())
            .where(
                _PARTS.c.agent_id == agent_id,
                _PARTS.c.finished_at >= since,
                _PARTS.c.disposition_code.in_(owing),
                sa.or_(_PARTS.c.disposition_code != "", sa.func.coalesce(_PROMISED.c.promised, "") != ""),
                had_before,
                ~settled,
            )
            .order_by(_PARTS.c.finished_at, _PARTS.c.interaction_id)
            .limit(most)
        )
        return self._session.execute(query).all()
