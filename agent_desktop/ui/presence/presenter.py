"""The agent's own state, queues and link: what the top bar shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from agent_desktop.client.asking import Asking
from agent_desktop.client.away_reasons import SHIPPED
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.timer_limits import DEFAULT_LIMITS, HOLD_LIMITS, TimerLimits
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.rules import AwayReason, AwayReasons
from agent_desktop.contract.sessions import Person
from telephony.contract import (
    AgentAction,
    AgentCommand,
    AgentSnapshot,
    AgentState,
    CallState,
    ChosenReason,
    DeskSnapshot,
    NextState,
    NotReadyReason,
)


@dataclass(frozen=True, slots=True)
class QueueFigure:
    """One queue of this agent. `longest_since_at` is when its longest waiting caller came, None if nobody waits."""

    name: LocalText
    waiting: int
    longest_since_at: datetime | None


@dataclass(frozen=True, slots=True)
class PresenceState:
    """Everything the top bar draws. All times are server time; the view counts from them by its clock.

    `state` is None until the server has spoken. `on_hold` is the part of a call that design.md shows as a state of
    its own. The timer counts from `since_at`, turns caution at `caution_at` and problem at `problem_at` (None: never).
    `pending` is the action asked for and not yet answered; nothing is `allowed` meanwhile. `next` is what comes after
    the call, as was chosen, `allowed_next` what may be chosen for it.
    """

    state: AgentState | None = None
    on_hold: bool = False
    reason: NotReadyReason | None = None
    since_at: datetime | None = None
    planned_end_at: datetime | None = None
    caution_at: datetime | None = None
    problem_at: datetime | None = None
    next: NextState | None = None
    allowed: frozenset[AgentAction] = frozenset()
    allowed_next: frozenset[AgentAction] = frozenset()
    reasons: tuple[AwayReason, ...] = ()
    pending: AgentAction | None = None
    pending_next: bool = False
    problem: Problem | None = None
    display_name: str = ""
    initials: str = ""
    extension: str = ""
    team: str = ""
    queues: tuple[QueueFigure, ...] = ()
    handled: int = 0
    average_seconds: int | None = None
    missed: int = 0
    link: LinkState = field(default_factory=LinkState)


class AgentCommands(Protocol):
    """Asks the server for another agent state."""

    def agent_command(self, command: AgentCommand) -> DeskSnapshot: ...


class PresencePresenter(Shows[PresenceState]):
    """Follows the server's word on the agent; never guesses the next state."""

    def __init__(
        self,
        desk: DeskModel,
        commands: AgentCommands,
        tasks: Tasks,
        person: Person,
        limits: Mapping[AgentState, TimerLimits] = DEFAULT_LIMITS,
        reasons: Callable[[], AwayReasons] | None = None,
    ) -> None:
        """`reasons` asks the server why agents may be not ready."""
        super().__init__(
            PresenceState(
                display_name=person.display_name,
                initials=_initials(person.display_name),
                extension=person.extension,
                team=person.team,
                reasons=SHIPPED,
            )
        )
        self._read_reasons, self._tasks = reasons, tasks
        self._reads = 0
        self._desk = desk
        self._commands = commands
        self._limits = limits
        self._pending_next = False
        self._asking: Asking[AgentAction] = Asking(desk, tasks, self._refused)
        self._stop = desk.watch(self._desk_changed)

    def action_chosen(
        self, action: AgentAction, reason: ChosenReason | None = None, planned_seconds: int | None = None
    ) -> None:
        """Ask the server: for now, or where that cannot be, for after the call. The server applies it then.

        A second press is ignored while it decides; GO_NOT_READY needs a reason.
        """
        agent, state = self._agent(), self.state
        if agent is None or self._asking.action is not None or action not in state.allowed | state.allowed_next:
            return
        after_call = action not in state.allowed
        if action is AgentAction.GO_NOT_READY and reason is None:
            self._show(replace(self.state, problem=Problem(ErrorCode.REASON_NEEDED)))
            return
        # Made once a press: a repeat after a lost answer is the same command.
        command = AgentCommand(
            command_id=uuid4(), action=action, reason=reason, planned_seconds=planned_seconds, after_call=after_call
        )
        self._pending_next = after_call
        nothing: frozenset[AgentAction] = frozenset()
        asked = replace(state, pending=action, pending_next=after_call, allowed=nothing, allowed_next=nothing)
        self._show(replace(asked, problem=None))
        said = (agent.version, self._desk.view.reads)
        self._asking.ask(action, said, lambda: self._commands.agent_command(command))

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _agent(self) -> AgentSnapshot | None:
        desk = self._desk.view.desk
        return desk.agent if desk else None

    def _refused(self, problem: Problem | None) -> None:
        if problem is not None and problem.code == ErrorCode.REASON_NOT_OFFERED:
            self._read()
        self._draw(self._desk.view, problem)

    def _read(self) -> None:
        if self._read_reasons is not None:
            self._tasks.run(self._read_reasons, self._reasons_came, lambda _: None)

    def _reasons_came(self, came: AwayReasons) -> None:
        self._show(replace(self.state, reasons=came.offered()))

    def _desk_changed(self, view: DeskView) -> None:
        if view.reads != self._reads:  # the whole desk came anew: at the start, and after the link was away
            self._reads = view.reads
            self._read()
        problem = self.state.problem
        agent = view.desk.agent if view.desk else None
        if agent is not None:
            self._asking.hear((agent.version, view.reads))
        if agent is not None and self.state.since_at != agent.since_at and not self.state.on_hold:
            problem = None
        self._draw(view, problem)

    def _draw(self, view: DeskView, problem: Problem | None) -> None:
        state = replace(self.state, link=view.link, problem=problem)
        desk = view.desk
        if desk is None:
            self._show(state)
            return
        agent, call = desk.agent, desk.call
        on_hold = agent.state is AgentState.ON_CALL and call is not None and call.state is CallState.HELD
        since_at = call.since_at if on_hold and call is not None else agent.since_at
        caution_at, problem_at = self._limits_from(agent, since_at, on_hold)
        pending = self._asking.action
        self._show(
            replace(
                state,
                state=agent.state,
                on_hold=on_hold,
                reason=agent.reason,
                since_at=since_at,
                planned_end_at=agent.planned_end_at,
                caution_at=caution_at,
                problem_at=problem_at,
                next=agent.next,
                allowed=frozenset() if pending else agent.allowed,
                allowed_next=frozenset() if pending else agent.allowed_next,
                pending=pending,
                pending_next=pending is not None and self._pending_next,
                queues=tuple(QueueFigure(q.name, q.waiting, q.longest_enqueued_at) for q in desk.queues),
                handled=desk.day.handled,
                average_seconds=desk.day.average_seconds,
                missed=desk.day.missed,
            )
        )

    def _limits_from(
        self, agent: AgentSnapshot, since_at: datetime, on_hold: bool
    ) -> tuple[datetime | None, datetime | None]:
        if on_hold:
            return HOLD_LIMITS.after(since_at)
        limits = self._limits.get(agent.state)
        if limits is None:
            return None, None
        if agent.state is AgentState.ON_CALL:
            return limits.after(since_at)
        if agent.state is AgentState.NOT_READY and agent.planned_end_at is None:
            return None, None
        return limits.around(since_at, agent.planned_end_at)


def _initials(name: str) -> str:
    words = name.split()
    if not words:
        return ""
    if not words[0][0].isascii():
        return words[0][:2]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()
