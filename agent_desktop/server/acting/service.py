"""What a supervisor may do to agents and waiting calls, composed for their desktop."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.acting import (
    AgentOptions,
    QueueChoice,
    QueueMove,
    QueueMoves,
    StateChoice,
    StateEffect,
    StateOption,
    StateWhen,
    Taker,
    WaitingOptions,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.callbacks.repository import CallbackListRepository
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.rules import CALL_ROLES
from agent_desktop.server.supervision.service import scope_of, see_agent, see_queue
from telephony.acting.models import QueueMoveRow
from telephony.acting.repository import QueueMoveRepository, WaitingRepository
from telephony.acting.service import facts_of
from telephony.acting.states import options
from telephony.acting.waiting import place_of
from telephony.agents.repository import AgentRepository
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.contract import AgentState
from telephony.deps import Deps
from telephony.queues.change_repository import QueueChangeRepository
from telephony.queues.models import QueueRow
from telephony.queues.repository import MemberRepository, QueueRepository
from telephony.times import utc

SOON: Final = timedelta(hours=2)
"""A promise within this time is named before its agent goes off the telephone."""


def callbacks_due(session: Session, agent_id: UUID, at: datetime) -> int:
    """Count what this agent has promised to call back soon."""
    return CallbackListRepository(session).count_owned(agent_id, at + SOON)


def agent_options(session: Session, person: Person, agent_id: UUID, at: datetime) -> AgentOptions:
    """Return how an agent stands, and what may be done to their state.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        NotAllowedError: They are others' to look after.
    """
    see_agent(session, person, agent_id)
    agent = AgentRepository(session).get_agent(agent_id)
    due = callbacks_due(session, agent_id, at)
    facts = facts_of(session, agent, callbacks_due=due > 0)
    names = UserRepository(session).list_display_names({agent_id})
    return AgentOptions(
        agent_id=agent_id,
        name=names.get(agent_id, ""),
        team=agent.team,
        state=agent.state.value,
        reason="" if agent.given_reason is None else agent.given_reason.value,
        since_at=utc(agent.since_at),
        next_state="" if agent.next_state is None else agent.next_state.value,
        call_id=agent.call_id,
        call_state="" if facts.call_state is None else facts.call_state.value,
        queues=tuple(sorted(QueueMoveRepository(session).queues_of(agent_id))),
        callbacks_due=due,
        options=tuple(
            StateOption(
                state=StateChoice(each.state.value),
                when=StateWhen(each.when.value),
                effects=tuple(StateEffect(effect.value) for effect in each.effects),
                proposed=each.proposed,
            )
            for each in options(facts)
        ),
        version=agent.version,
    )


def see_call(session: Session, person: Person, call_id: UUID) -> tuple[CallRow, QueueRow]:
    """Return a call that this supervisor may act on, with its queue.

    Raises:
        CallNotFoundError: No such call.
        NotAllowedError: Its queue is others' to look after.
    """
    call = CallRepository(session).get_call(call_id)
    see_queue(session, person, call.queue_id)
    return call, QueueRepository(session).get_queue(call.queue_id)


def waiting_options(session: Session, deps: Deps, person: Person, call_id: UUID) -> WaitingOptions:
    """Return what may be done with a waiting call. Agents of the supervisor's own scope are listed; whoever serves the
    queue comes first.

    Raises:
        CallNotFoundError: No such call.
        CallTransitionRefusedError: It does not wait.
        NotAllowedError: Its queue is others' to look after.
    """
    call, queue = see_call(session, person, call_id)
    place = place_of(session, deps, call)
    takers = _takers(session, person, queue)
    own = next((each for each in takers if each.agent_id == person.user_id), None)
    may_take = own is not None and bool(person.roles & CALL_ROLES) and (own.free or own.state == AgentState.NOT_READY)
    kept = call.preferred_until_at is not None and call.preferred_until_at > deps.now()
    return WaitingOptions(
        call_id=call_id,
        queue=queue.code,
        queue_name=dict(queue.name),
        enqueued_at=utc(call.enqueued_at),
        urgent=call.urgent,
        callback=call.undialled,
        place=place.place,
        waiting=place.waiting,
        may_move=place.may_move,
        behind_urgent=place.behind_urgent,
        may_take=may_take,
        take_makes_ready=may_take and own is not None and own.state == AgentState.NOT_READY,
        kept_for_id=call.preferred_agent_id if kept else None,
        takers=tuple(each for each in takers if each.state != AgentState.NOT_READY),
    )


def list_moves(session: Session, person: Person) -> QueueMoves:
    """List the moves that are on of agents in the supervisor's scope, and all queues."""
    rows = [row for row in QueueMoveRepository(session).list_open() if _is_shown(session, person, row)]
    people = {row.agent_id for row in rows} | {row.by_user_id for row in rows}
    names = UserRepository(session).list_display_names(people)
    changes = QueueChangeRepository(session)
    groups = changes.list_group_codes()
    return QueueMoves(
        moves=tuple(
            QueueMove(
                move_id=row.move_id,
                agent_id=row.agent_id,
                agent_name=names.get(row.agent_id, ""),
                team=AgentRepository(session).get_agent(row.agent_id).team,
                queues=tuple(row.queues),
                before=tuple(row.before),
                until_at=None if row.until_at is None else utc(row.until_at),
                reason=row.reason,
                by_name=names.get(row.by_user_id, ""),
                began_at=utc(row.began_at),
            )
            for row in rows
        ),
        queues=tuple(
            QueueChoice(code=each.code, name=dict(each.name), group=groups[each.queue_group_id])
            for each in changes.list_queues()
        ),
    )


def see_agents(session: Session, person: Person, agent_ids: Collection[UUID]) -> None:
    """See that all of these are in the supervisor's scope.

    Raises:
        AgentNotFoundError, NotAllowedError: One is not.
    """
    for agent_id in sorted(set(agent_ids)):
        see_agent(session, person, agent_id)


def _is_shown(session: Session, person: Person, row: QueueMoveRow) -> bool:
    agent = AgentRepository(session).get_agent(row.agent_id)
    if row.until_at is None and agent.state is AgentState.OFFLINE:
        return False  # it is over, and is written so when they come anew
    served = MemberRepository(session).list_queue_ids_of(row.agent_id)
    return scope_of(session, person).holds_agent(agent_team=agent.team, queue_ids=served)


def _takers(session: Session, person: Person, queue: QueueRow) -> Sequence[Taker]:
    waiting = WaitingRepository(session)
    scope, serving = scope_of(session, person), waiting.list_members(queue.queue_id)
    rows = [
        row
        for row in waiting.list_at_work(queue.queue_group_id)
        if row.agent_id == person.user_id
        or scope.holds_agent(agent_team=row.team, queue_ids=(queue.queue_id,) if row.agent_id in serving else ())
    ]
    names = UserRepository(session).list_display_names({row.agent_id for row in rows})
    takers = [
        Taker(
            agent_id=row.agent_id,
            name=names.get(row.agent_id, ""),
            team=row.team,
            state=row.state.value,
            since_at=utc(row.since_at),
            free=row.is_free and row.kept_for_id is None,
            serves=row.agent_id in serving,
        )
        for row in rows
        if row.offer_id is None and row.desktop_lost_at is None
    ]
    return sorted(takers, key=lambda each: (not each.serves, not each.free))
