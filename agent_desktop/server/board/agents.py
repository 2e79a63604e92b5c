"""The rows of agents and of callers who wait. Made anew only where something in them is otherwise."""

from collections.abc import Mapping
from datetime import datetime
from operator import is_
from typing import Any, Final, NamedTuple
from uuid import UUID

from agent_desktop.contract.board import Activity, BoardAct, BoardAgent, BoardCaller, BoardWaiting, Level
from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.server.board.known import Known
from agent_desktop.server.board.limits import Marked, agent_mark, wraps_up_until
from agent_desktop.server.board.repository import Colleague
from telephony.board.facts import AgentDone, LiveAgent, LiveCall
from telephony.board.states import activity_of, counted_as, may_be_heard, spoke_at
from telephony.contract import AgentActivity, AgentState, ColleagueState

_NOBODY: Final = Colleague("", "", "", frozenset())
_NOTHING_DONE: Final = AgentDone()
_HEARING: Final = frozenset({BoardAct.LISTEN, BoardAct.WHISPER, BoardAct.BARGE})
_NEXT: Final = {
    AgentState.READY: Activity.READY,
    AgentState.NOT_READY: Activity.NOT_READY,
    AgentState.OFFLINE: Activity.OFFLINE,
}


class AgentLine(NamedTuple):
    """One agent's row as a supervisor sees it who may do everything to everybody, and as what the agent is counted."""

    row: BoardAgent
    counted: AgentState
    is_over: bool
    """In wrap-up for longer than the queue wants, or not ready for longer than they had said."""


class _Made(NamedTuple):
    sources: tuple[Any, ...]
    turns_at: datetime | None
    facts: tuple[Any, ...]
    line: AgentLine

    def lasts(self, at: datetime) -> bool:
        """Say whether no time has passed that makes it otherwise."""
        return self.turns_at is None or at < self.turns_at


class AgentRows:
    """Keeps the rows of all agents. Belongs to one thread."""

    def __init__(self) -> None:
        self._made: dict[UUID, _Made] = {}
        self._waiting: dict[UUID, tuple[tuple[Any, ...], BoardWaiting]] = {}

    def lines_of(self, known: Known) -> Mapping[UUID, AgentLine]:
        """Return the line of every agent who is signed in. One of which nothing is otherwise is the same object."""
        made: dict[UUID, _Made] = {}
        for agent_id, agent in known.floor.agents.items():
            before = self._made.get(agent_id)
            sources = _sources_of(known, agent)
            if before is not None and _are_the_same(before.sources, sources) and before.lasts(known.at):
                made[agent_id] = before
                continue
            facts, turns_at = self._facts_of(known, agent)
            line = before.line if before is not None and before.facts == facts else _line(*facts)
            made[agent_id] = _Made(sources, turns_at, facts, line)
        self._made = made
        return {agent_id: each.line for agent_id, each in made.items()}

    def waiting_of(self, known: Known) -> Mapping[UUID, BoardWaiting]:
        """Return the row of every caller who waits, likewise."""
        made: dict[UUID, tuple[tuple[Any, ...], BoardWaiting]] = {}
        for call_id, call in known.floor.calls.items():
            queue = known.floor.queues.get(call.queue_id)
            if not call.is_waiting or queue is None:
                continue
            waits = known.limits.of(FloorMeasure.LONGEST_WAIT, queue.code)
            level = waits.level((known.at - call.enqueued_at).total_seconds())
            facts = (call, queue.name, known.callers.get(call_id), level)
            before = self._waiting.get(call_id)
            made[call_id] = before if before is not None and before[0] == facts else (facts, _waiting(*facts))
        self._waiting = made
        return {call_id: row for call_id, (_, row) in made.items()}

    @staticmethod
    def _facts_of(known: Known, agent: LiveAgent) -> tuple[tuple[Any, ...], datetime | None]:
        """Return all that stands in an agent's line, and when it is otherwise by the passing of time alone."""
        call = known.floor.call_of(agent)
        does, since_at = activity_of(agent, call)
        activity = Activity(does.value)
        queue = None if call is None else known.floor.queues.get(call.queue_id)
        wrap_up_seconds = None if queue is None else queue.wrap_up_seconds
        mark = agent_mark(
            agent,
            activity,
            since_at,
            known.at,
            known.limits,
            queue="" if queue is None else queue.code,
            wrap_up_seconds=wrap_up_seconds,
            help_asked=agent.agent_id in known.help_asked,
        )
        end = agent.planned_end_at if activity is Activity.NOT_READY else None
        if activity is Activity.WRAP_UP:
            end = wraps_up_until(agent, since_at, wrap_up_seconds)
        is_over = end is not None and end <= known.at
        facts = (
            agent,
            call,
            does,
            since_at,
            mark,
            is_over,
            None if call is None else known.callers.get(call.call_id),
            {} if queue is None else queue.name,
            known.people.get(agent.agent_id, _NOBODY),
            _name_of(known, None if call is None else _other_of(agent, call)),
            _name_of(known, None if call is None else call.supervisor_id),
            known.floor.done.get(agent.agent_id, _NOTHING_DONE),
            _asked_at(known, agent.agent_id),
        )
        turns = [mark.turns_at, None if is_over else end]
        return facts, min((each for each in turns if each is not None), default=None)


def _asked_at(known: Known, agent_id: UUID) -> datetime | None:
    asked = known.help_asked.get(agent_id)
    return None if asked is None else asked.at


def _sources_of(known: Known, agent: LiveAgent) -> tuple[Any, ...]:
    """Return what an agent's line is made of: the very objects, which are others once they are changed."""
    call_id = agent.call_id or agent.offered_call_id
    call = None if call_id is None else known.floor.calls.get(call_id)
    queue_id = None if call is None else call.queue_id
    return (
        agent,
        call,
        known.people,
        known.limits,
        None if call_id is None else known.callers.get(call_id),
        known.floor.done.get(agent.agent_id),
        _asked_at(known, agent.agent_id),
        None if queue_id is None else known.floor.queues.get(queue_id),
    )


def _are_the_same(some: tuple[Any, ...], others: tuple[Any, ...]) -> bool:
    return all(map(is_, some, others))


def _line(
    agent: LiveAgent,
    call: LiveCall | None,
    does: AgentActivity,
    since_at: Any,
    mark: Marked,
    is_over: bool,
    caller: BoardCaller | None,
    queue_name: Mapping[str, str],
    person: Colleague,
    colleague_name: str,
    supervised_by: str,
    done: AgentDone,
    help_asked_at: Any,
) -> AgentLine:
    acts, activity = {BoardAct.CHANGE_STATE}, Activity(does.value)
    in_call = call is not None and agent.state is AgentState.ON_CALL and call.agent_id == agent.agent_id
    if in_call and may_be_heard(call):
        acts |= _HEARING
    held = call is not None and activity in (Activity.ON_HOLD, Activity.CONSULTING)
    row = BoardAgent(
        agent_id=agent.agent_id,
        name=person.name,
        team=person.team or agent.team,
        site=person.site,
        activity=activity,
        since_at=since_at,
        call_since_at=spoke_at(agent, call) if call is not None and held else None,
        help_asked_at=help_asked_at,
        reason=None if agent.reason is None else agent.reason.value,
        planned_end_at=agent.planned_end_at if activity is Activity.NOT_READY else None,
        next_activity=None if agent.next_state is None else _NEXT.get(agent.next_state),
        call_id=None if call is None else call.call_id,
        caller=caller,
        queue_id=None if call is None else call.queue_id,
        queue_name=dict(queue_name),
        colleague_name=colleague_name,
        supervised_by=supervised_by,
        handled=done.handled,
        average_seconds=done.average_seconds,
        level=mark.level,
        concern=mark.concern,
        limit_seconds=mark.limit_seconds,
        acts=frozenset(acts),
    )
    return AgentLine(row, counted_as(agent, does), is_over)


def _waiting(call: LiveCall, queue_name: Mapping[str, str], caller: BoardCaller | None, level: Level) -> BoardWaiting:
    return BoardWaiting(
        call_id=call.call_id,
        caller=caller or BoardCaller(),
        queue_id=call.queue_id,
        queue_name=dict(queue_name),
        enqueued_at=call.enqueued_at,
        urgent=call.urgent,
        callback_wished=call.callback_wished,
        level=level,
        acts=frozenset({BoardAct.GIVE, BoardAct.MOVE_TO_FRONT, BoardAct.TAKE, BoardAct.END_STUCK}),
    )


def _other_of(agent: LiveAgent, call: LiveCall) -> UUID | None:
    """Return the colleague whom an agent has with them in a call, or who has called them into it."""
    if call.agent_id != agent.agent_id:
        return call.agent_id
    return call.colleague_id if call.colleague_state is ColleagueState.JOINED else None


def _name_of(known: Known, user_id: UUID | None) -> str:
    one = None if user_id is None else known.people.get(user_id)
    return "" if one is None else one.name
