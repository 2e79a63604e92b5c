"""Every query on an agent's contacts. What they are is read from offers, calls and parties: nothing is kept twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow, PartyRow
from telephony.calls.states import HANDLED
from telephony.contacts.states import ContactFacts
from telephony.contract import CallDirection, OfferOutcome
from telephony.database import table_of
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueRow
from telephony.times import utc
from telephony.transfers.models import LegRow

_AGENTS: Final = table_of(AgentRow)
_CALLS: Final = table_of(CallRow)
_OFFERS: Final = table_of(OfferRow)
_PARTIES: Final = table_of(PartyRow)
_QUEUES: Final = table_of(QueueRow)
_LEGS: Final = table_of(LegRow)


@dataclass(frozen=True, slots=True)
class After:
    """The last contact of the page before: what comes next is older."""

    at: datetime
    call_id: UUID


def _contacts() -> sa.Select[Any]:
    """Build the question: one row a call, of all that rang at the agent or that they made, the present ones first."""
    agent = sa.bindparam("of_agent", type_=_AGENTS.c.agent_id.type)
    since = sa.bindparam("since", type_=_CALLS.c.arrived_at.type)
    in_hand = sa.select(_AGENTS.c.call_id).where(_AGENTS.c.agent_id == agent).scalar_subquery()
    rung = (
        sa.select(
            _OFFERS.c.call_id,
            _OFFERS.c.offered_at.label("at"),
            _OFFERS.c.outcome,
            _OFFERS.c.ended_at.label("offer_ended_at"),
            _OFFERS.c.decline_reason,
            sa.func.count().over(partition_by=_OFFERS.c.call_id).label("rings"),
        )
        .where(
            _OFFERS.c.agent_id == agent,
            ~_OFFERS.c.from_colleague,  # whose customer is none of theirs
            # What is in their hands is never too old.
            sa.or_(_OFFERS.c.ended_at >= since, _OFFERS.c.ended_at.is_(None), _OFFERS.c.call_id == in_hand),
        )
        .ext(distinct_on(_OFFERS.c.call_id))
        .order_by(_OFFERS.c.call_id, _OFFERS.c.offered_at.desc())
        .subquery("rung")
    )
    rang_here = sa.exists().where(
        _OFFERS.c.call_id == _CALLS.c.call_id, _OFFERS.c.agent_id == agent, ~_OFFERS.c.from_colleague
    )
    made = sa.select(
        _CALLS.c.call_id,
        _CALLS.c.arrived_at.label("at"),
        sa.cast(sa.null(), _OFFERS.c.outcome.type),
        sa.cast(sa.null(), _OFFERS.c.ended_at.type),
        sa.literal(""),
        sa.literal(0, sa.BigInteger),
    ).where(
        _CALLS.c.agent_id == agent,
        _CALLS.c.direction != CallDirection.INTERNAL,
        sa.or_(_CALLS.c.wrapped_up_at >= since, _CALLS.c.wrapped_up_at.is_(None)),
        _CALLS.c.arrived_at >= since,
        ~rang_here,
    )
    mine = sa.union_all(sa.select(rung), made).subquery("mine")
    joined = sa.select(_PARTIES.c.call_id, _PARTIES.c.joined_at).where(_PARTIES.c.agent_id == agent).subquery("joined")
    in_hands = sa.or_(
        sa.func.coalesce(_AGENTS.c.call_id == _CALLS.c.call_id, sa.false()),
        sa.and_(sa.func.coalesce(_CALLS.c.agent_id == agent, sa.false()), _CALLS.c.state.in_(sorted(HANDLED))),
    )
    present = sa.or_(sa.func.coalesce(mine.c.outcome == OfferOutcome.OPEN, sa.false()), in_hands)
    whole = (
        sa.select(
            *mine.c,
            _CALLS.c.direction,
            _CALLS.c.state.label("call_state"),
            _CALLS.c.end_cause,
            in_hands.label("in_hands"),
            joined.c.joined_at,
            _QUEUES.c.name.label("queue_name"),
            _CALLS.c.caller_number,
            _CALLS.c.menu_path,
            _CALLS.c.callback_wished_at,
            _CALLS.c.ended_at,
            sa.func.coalesce(
                sa.select(sa.func.sum(_LEGS.c.talk_seconds + _LEGS.c.hold_seconds))
                .where(_LEGS.c.agent_id == agent, _LEGS.c.call_id == _CALLS.c.call_id)
                .correlate(_CALLS)
                .scalar_subquery(),
                _CALLS.c.talk_seconds + _CALLS.c.hold_seconds,
            ).label("talk_seconds"),
            present.label("present"),
        )
        .join(_CALLS, _CALLS.c.call_id == mine.c.call_id)
        .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
        .outerjoin(_AGENTS, _AGENTS.c.agent_id == agent)
        .outerjoin(joined, joined.c.call_id == mine.c.call_id)
        .subquery("whole")
    )
    return (
        sa.select(whole)
        .order_by(whole.c.present.desc(), whole.c.at.desc(), whole.c.call_id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


_FIRST: Final = _contacts()
_WHOLE: Final = _FIRST.selected_columns
_NEXT: Final = _FIRST.where(
    ~_WHOLE["present"],
    sa.tuple_(_WHOLE["at"], _WHOLE["call_id"])
    < sa.tuple_(
        sa.bindparam("after_at", type_=_CALLS.c.arrived_at.type),
        sa.bindparam("after_call", type_=_CALLS.c.call_id.type),
    ),
)


class ContactRepository:
    """Reads an agent's contacts, the present ones first and then the newest first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_contacts(
        self, agent_id: UUID, since: datetime, *, limit: int, after: After | None = None
    ) -> Sequence[ContactFacts]:
        """List up to `limit` calls that rang at this agent, or that they made, since then."""
        asked: dict[str, Any] = {"of_agent": agent_id, "since": since, "most": limit}
        if after is None:
            rows = self._session.execute(_FIRST, asked)
        else:
            rows = self._session.execute(_NEXT, {**asked, "after_at": after.at, "after_call": after.call_id})
        return [_facts(row) for row in rows]


def _facts(row: sa.Row[Any]) -> ContactFacts:
    return ContactFacts(
        call_id=row.call_id,
        at=utc(row.at),
        outcome=row.outcome,
        offer_ended_at=None if row.offer_ended_at is None else utc(row.offer_ended_at),
        decline_reason=row.decline_reason,
        rings=row.rings,
        direction=row.direction,
        call_state=row.call_state,
        end_cause=row.end_cause,
        in_hands=row.in_hands,
        talked=row.joined_at is not None,
        queue_name=dict(row.queue_name),
        caller_number=row.caller_number,
        menu_reason=dict(row.menu_path[-1]) if row.menu_path else {},
        callback_wished=row.callback_wished_at is not None,
        began_at=None if row.joined_at is None else utc(row.joined_at),
        ended_at=None if row.ended_at is None else utc(row.ended_at),
        talk_seconds=row.talk_seconds,
    )
