"""Every query on agents."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from telephony.agents.models import AgentRow, AgentStateRow
from telephony.calls.models import CallRow
from telephony.contract import AgentDay, AgentState, OfferOutcome, StateCause
from telephony.database import see_one_changed, table_of, update_later
from telephony.errors import AgentNotFoundError
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueGroupRow
from telephony.queues.repository import QueueRepository
from telephony.transfers.models import LegRow

_AGENTS: Final = table_of(AgentRow)
_GROUPS: Final = table_of(QueueGroupRow)
_STRETCHES: Final = table_of(AgentStateRow)
_CALLS: Final = table_of(CallRow)
_OFFERS: Final = table_of(OfferRow)
_LEGS: Final = table_of(LegRow)

_RESERVE: Final = (
    sa.update(_AGENTS)
    .where(
        _AGENTS.c.agent_id == sa.bindparam("of_agent"),
        _AGENTS.c.state == AgentState.READY,
        _AGENTS.c.offer_id.is_(None),
    )
    .values(offer_id=sa.bindparam("new_offer"))
    .execution_options(later=True, changes=1)
)
_LOCK_GROUP_OF: Final = (
    sa.select(_GROUPS.c.queue_group_id)
    .join(_AGENTS, _AGENTS.c.queue_group_id == _GROUPS.c.queue_group_id)
    .where(_AGENTS.c.agent_id == sa.bindparam("of_agent"))
    .with_for_update(of=_GROUPS)
    .execution_options(later=True)
)
_WORKED: Final = sa.union_all(
    sa.select((_CALLS.c.talk_seconds + _CALLS.c.hold_seconds + _CALLS.c.wrap_up_seconds).label("seconds")).where(
        _CALLS.c.agent_id == sa.bindparam("of_agent"),
        _CALLS.c.wrapped_up_at >= sa.bindparam("midnight"),
        _CALLS.c.answered_at.is_not(None),
    ),
    # of calls that the agent has passed on
    sa.select(_LEGS.c.talk_seconds + _LEGS.c.hold_seconds + _LEGS.c.wrap_up_seconds).where(
        _LEGS.c.agent_id == sa.bindparam("of_agent"), _LEGS.c.wrapped_up_at >= sa.bindparam("midnight")
    ),
).subquery("worked")
_DAY: Final = (
    sa.select(
        sa.func.count().label("handled"),
        sa.func.avg(_WORKED.c.seconds).label("average"),
        sa.select(sa.func.count())
        .where(
            _OFFERS.c.agent_id == sa.bindparam("of_agent"),
            _OFFERS.c.ended_at >= sa.bindparam("midnight"),
            _OFFERS.c.outcome == OfferOutcome.NOT_ANSWERED,
        )
        .scalar_subquery()
        .label("missed"),
    )
    .select_from(_WORKED)
    .execution_options(later=True)
)


def _begin_stretch() -> sa.Insert:
    """Build the statement that ends an agent's present stretch and begins the next.

    The new one is made of what the old one gives back, so that the old one has ended before: an agent has one at most.
    """
    ended = (
        sa.update(_STRETCHES)
        .where(_STRETCHES.c.agent_id == sa.bindparam("of_agent"), _STRETCHES.c.ended_at.is_(None))
        .values(ended_at=sa.bindparam("at"))
        .returning(_STRETCHES.c.agent_id)
        .cte("ended")
    )
    columns = [each for each in _STRETCHES.columns if each.name != "ended_at"]
    values = [sa.cast(sa.bindparam(f"new_{each.name}", type_=each.type), each.type) for each in columns]
    # Nobody has a stretch before their first: one row even where nothing has ended.
    number = sa.select(sa.func.count().label("number")).select_from(ended).subquery()
    new = sa.select(*values).select_from(number)
    begin = sa.insert(_STRETCHES).from_select([each.name for each in columns], new, include_defaults=False)
    return begin.execution_options(later=True)


_BEGIN_STRETCH: Final = _begin_stretch()


class AgentRepository:
    """Reads agents. Who is to be changed is locked first, through their group."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_agent(self, agent_id: UUID) -> AgentRow:
        """Lock the agent's group and return the agent as they are under that lock.

        Raises:
            AgentNotFoundError: Never signed in as an agent.
        """
        group_id = self._session.execute(_LOCK_GROUP_OF, {"of_agent": agent_id}).scalar_one_or_none()
        if group_id is None:
            raise AgentNotFoundError(agent_id=str(agent_id))
        agent = self.get_agent(agent_id)
        if agent.queue_group_id != group_id:  # moved to another group in between: what we hold is the wrong lock
            QueueRepository(self._session).lock_group(agent.queue_group_id)
            agent = self.get_agent(agent_id)
        return agent

    def reserve(self, agent_id: UUID, offer_id: UUID) -> None:
        """Give a ready agent an offer. One who is not ready any more, or has another, is a StaleDataError for whoever
        sends the statement."""
        see_one_changed(self._session.execute(_RESERVE, {"of_agent": agent_id, "new_offer": offer_id}))
        known = self._session.identity_map.get(identity_key(AgentRow, agent_id))
        if isinstance(known, AgentRow):
            set_committed_value(known, "offer_id", offer_id)

    def find_agent(self, agent_id: UUID) -> AgentRow | None:
        """Return the agent as the database has them now."""
        return self._session.get(AgentRow, agent_id, populate_existing=True)

    def get_agent(self, agent_id: UUID) -> AgentRow:
        """Return the agent as the database has them now.

        Raises:
            AgentNotFoundError: Never signed in as an agent.
        """
        agent = self.find_agent(agent_id)
        if agent is None:
            raise AgentNotFoundError(agent_id=str(agent_id))
        return agent

    def begin_stretch(
        self, agent: AgentRow, at: datetime, cause: StateCause = StateCause.SYSTEM, *, by: UUID | None = None
    ) -> None:
        """Write the agent as they are now: their present state began at `at`, and the one before it ended.

        `by` is the supervisor who brought it about by hand.
        """
        update_later(self._session, agent)
        new = {
            "new_agent_state_id": uuid4(),
            "new_agent_id": agent.agent_id,
            "new_state": agent.state,
            "new_reason": agent.reason,
            "new_system_reason": agent.system_reason,
            "new_call_id": agent.call_id,
            "new_cause": cause,
            "new_by_user_id": by,
            "new_began_at": at,
        }
        self._session.execute(_BEGIN_STRETCH, {"of_agent": agent.agent_id, "at": at, **new})

    def day_since(self, agent_id: UUID, midnight: datetime) -> AgentDay:
        """Return the agent's figures since `midnight`. A call counts as handled once its wrap-up is finished."""
        return self.ask_day_since(agent_id, midnight)()

    def ask_day_since(self, agent_id: UUID, midnight: datetime) -> Callable[[], AgentDay]:
        """Ask what `day_since` returns; it may wait for what is asked beside it."""
        found = self._session.execute(_DAY, {"of_agent": agent_id, "midnight": midnight})

        def answer() -> AgentDay:
            handled, average, missed = found.one()
            return AgentDay(handled=handled, average_seconds=None if average is None else round(average), missed=missed)

        return answer

    def list_stretches(self, agent_id: UUID, limit: int) -> Sequence[AgentStateRow]:
        """List the agent's last stretches, the newest first."""
        query = sa.select(AgentStateRow).where(AgentStateRow.agent_id == agent_id)
        newest = query.order_by(AgentStateRow.began_at.desc(), AgentStateRow.ended_at.desc().nulls_first())
        return self._session.scalars(newest.limit(limit)).all()

    def list_chosen_since(self, agent_id: UUID, since: datetime) -> Sequence[datetime]:
        """List when the agent chose a state themselves after `since`, the oldest first."""
        query = sa.select(AgentStateRow.began_at).where(
            AgentStateRow.agent_id == agent_id,
            AgentStateRow.began_at > since,
            AgentStateRow.cause == StateCause.CHOSEN,
        )
        return self._session.scalars(query.order_by(AgentStateRow.began_at)).all()
