"""The agent's own state, queues and link: what the top bar shows."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.asking import Asking
from agent_desktop.client.away_reasons import SHIPPED
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.timer_limits import TimerBook, Turns
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.floor_alerts import FloorMeasure, TimerLimitList
from agent_desktop.contract.rules import AwayReason, AwayReasons
from agent_desktop.contract.sessions import Person
from telephony.contract import (
    AgentAction,
    AgentCommand,
    AgentSnapshot,
    AgentState,
    CallSnapshot,
    CallState,
    ChosenReason,
    DeskSnapshot,
    NextState,
    NotReadyReason,
    QueueSnapshot,
)

LIMITS_FOR: Final = timedelta(minutes=5)
"""By what timers go is asked anew with the first change of state after so long."""


@dataclass(frozen=True, slots=True)
class QueueFigure:
    """One queue of this agent. `longest_since_at` is when its longest waiting caller came, None if nobody waits; from
    `caution_at` on that is long, from `problem_at` on too long (None: never)."""

    name: LocalText
    waiting: int
    longest_since_at: datetime | None
    queue_id: UUID | None = None
    caution_at: datetime | None = None
    problem_at: datetime | None = None


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


class CentreRules(Protocol):
    """The server's side of what agents may choose, and of when their timers turn."""

    def away_reasons(self) -> AwayReasons: ...

    def timer_limits(self) -> TimerLimitList: ...


class PresencePresenter(Shows[PresenceState]):
    """Follows the server's word on the agent; never guesses the next state."""

    def __init__(
        self,
        desk: DeskModel,
        commands: AgentCommands,
        tasks: Tasks,
        person: Person,
        limits: TimerBook | None = None,
        rules: CentreRules | None = None,
    ) -> None:
        """`limits` are told of what the server says by its `rules`."""
        super().__init__(
            PresenceState(
                display_name=person.display_name,
                initials=_initials(person.display_name),
                extension=person.extension,
                team=person.team,
                reasons=SHIPPED,
            )
        )
        self._rules, self._tasks = rules, tasks
        self._reads = 0
        self._desk = desk
        self._commands = commands
        self._limits = limits or TimerBook()
        self._limits_of: datetime | None = None
        self._limits.watch(lambda: self._draw(desk.view, self.state.problem))
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
        if self._rules is not None:
            self._tasks.run(self._rules.away_reasons, self._reasons_came, lambda _: None)

    def _keep_limits(self, agent: AgentSnapshot | None) -> None:
        """Ask by what timers go, at the start and as the agent's state changes; not each time."""
        if agent is None or self._rules is None:
            return
        if self._limits_of is None or agent.since_at - self._limits_of >= LIMITS_FOR:
            self._limits_of = agent.since_at
            self._tasks.run(self._rules.timer_limits, self._limits.use, lambda _: None)

    def _reasons_came(self, came: AwayReasons) -> None:
        self._show(replace(self.state, reasons=came.offered()))

    def _desk_changed(self, view: DeskView) -> None:
        if view.reads != self._reads:  # the whole desk came anew: at the start, and after the link was away
            self._reads = view.reads
            self._limits_of = None
            self._read()
        problem = self.state.problem
        agent = view.desk.agent if view.desk else None
        self._keep_limits(agent)
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
        caution_at, problem_at = self._limits_from(agent, call, since_at, on_hold)
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
                queues=tuple(self._queue(each) for each in desk.queues),
                handled=desk.day.handled,
                average_seconds=desk.day.average_seconds,
                missed=desk.day.missed,
            )
        )

    def _queue(self, queue: QueueSnapshot) -> QueueFigure:
        since = queue.longest_enqueued_at
        limits = self._limits.of(FloorMeasure.LONGEST_WAIT, queue.queue_id)
        turns: Turns = (None, None) if since is None else limits.after(since)
        return QueueFigure(queue.name, queue.waiting, since, queue.queue_id, *turns)

    def _limits_from(self, agent: AgentSnapshot, call: CallSnapshot | None, since_at: datetime, on_hold: bool) -> Turns:
        queue_id = call.queue_id if call is not None else None
        if on_hold:
            return self._limits.of(FloorMeasure.HOLD_SECONDS, queue_id).after(since_at)
        match agent.state:
            case AgentState.ON_CALL:
                return self._limits.of(FloorMeasure.CALL_SECONDS, queue_id).after(since_at)
            case AgentState.WRAP_UP:
                return self._limits.wrap_up(since_at, agent.planned_end_at, queue_id)
            case AgentState.NOT_READY if agent.planned_end_at is not None:
                return self._limits.of(FloorMeasure.AWAY_OVER).after(agent.planned_end_at)
            case _:
                return None, None


def _initials(name: str) -> str:
    words = name.split()
    if not words:
        return ""
    if not words[0][0].isascii():
        return words[0][:2]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()
