"""Decides what a supervisor does from the board: to an agent, to a call that waits, to many at once. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.acting import (
    AgentOptions,
    CallGiven,
    ChangeState,
    GiveCall,
    MoveAgents,
    MoveToFront,
    QueueMoves,
    StateWhen,
    WaitingOptions,
)
from agent_desktop.contract.floor_alerts import AcknowledgeAlert, FloorAlert, OwnAlert, SnoozeAlert
from agent_desktop.contract.notices import (
    AnswerHelp,
    HelpCall,
    HelpCalls,
    Notice,
    NoticePriority,
    Notices,
    SendNotice,
)
from telephony.contract import AgentState, ChosenReason, SupervisionMode

T = TypeVar("T")


class Sheet(StrEnum):
    """What lies over the board."""

    NONE = "none"
    STATE = "state"
    GIVE = "give"
    MOVE = "move"
    MESSAGE = "message"
    HELP = "help"


class Deed(StrEnum):
    """What was done last, for the line that says so."""

    STATE_CHANGED = "state_changed"
    STATE_CHANGES_LATER = "state_changes_later"
    MOVED_TO_FRONT = "moved_to_front"
    RINGS = "rings"
    KEPT = "kept"
    MOVED = "moved"
    SENT = "sent"
    HELP_ANSWERED = "help_answered"


class ActingServer(Protocol):
    def agent(self, agent_id: UUID) -> AgentOptions: ...

    def change_state(self, agent_id: UUID, command: ChangeState) -> AgentOptions: ...

    def call(self, call_id: UUID) -> WaitingOptions: ...

    def move_to_front(self, call_id: UUID, command: MoveToFront) -> WaitingOptions: ...

    def give(self, call_id: UUID, command: GiveCall) -> CallGiven: ...

    def moves(self) -> QueueMoves: ...

    def move(self, command: MoveAgents) -> QueueMoves: ...


class NoticeServer(Protocol):
    def notices(self) -> Notices: ...

    def send(self, command: SendNotice) -> Notice: ...


class HelpServer(Protocol):
    def calls(self) -> HelpCalls: ...

    def answer(self, help_id: UUID, command: AnswerHelp) -> HelpCall: ...


class AlertServer(Protocol):
    def acknowledge(self, alert_id: UUID, command: AcknowledgeAlert) -> FloorAlert: ...

    def own(self, alert_id: UUID, command: OwnAlert) -> FloorAlert: ...

    def snooze(self, alert_id: UUID, command: SnoozeAlert) -> FloorAlert: ...


class Supervises(Protocol):
    """A supervisor's part in a call: `client.supervising.SupervisingModel`."""

    @property
    def is_on(self) -> bool: ...

    @property
    def agent_name(self) -> str: ...

    def leave(self) -> None: ...

    def supervise(self, call_id: UUID, mode: SupervisionMode) -> None: ...


@dataclass(frozen=True, slots=True)
class ActingServers:
    """Whom the presenter asks."""

    acting: ActingServer
    notices: NoticeServer
    help: HelpServer
    alerts: AlertServer


@dataclass(frozen=True, slots=True)
class Whom:
    """Agents by id, with the names by which they are spoken of."""

    ids: tuple[UUID, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, to whom, and for how many."""

    deed: Deed
    name: str = ""
    count: int = 0
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActingState:
    """What the sheets draw. `whom` is whom a move or a message is for; `name` whom or what the sheet is about.
    `in_call_of` is the agent in whose call the supervisor is; empty for none."""

    sheet: Sheet = Sheet.NONE
    name: str = ""
    whom: Whom = Whom()
    loading: bool = False
    busy: bool = False
    problem: Problem | None = None
    agent: AgentOptions | None = None
    call: WaitingOptions | None = None
    moves: QueueMoves | None = None
    notices: tuple[Notice, ...] = ()
    help: tuple[HelpCall, ...] = ()
    done: Done | None = None
    in_call_of: str = ""


class ActingPresenter(Shows[ActingState]):
    """One deed at a time. Whatever would come of it is shown before it is done, and sent with it: where it would be
    something else by then, the server does nothing and says so."""

    def __init__(self, servers: ActingServers, supervising: Supervises, tasks: Tasks, now: Now) -> None:
        super().__init__(ActingState())
        self._servers, self._supervising, self._tasks, self._now = servers, supervising, tasks, now
        self._turn = 0

    # sheets

    def open_state(self, agent_id: UUID, name: str) -> None:
        """Show what may be done to an agent's state."""
        self._open(Sheet.STATE, name)
        self._read(lambda: self._servers.acting.agent(agent_id), lambda came: replace(self.state, agent=came))

    def open_give(self, call_id: UUID, name: str) -> None:
        """Show to whom a waiting call may be given."""
        self._open(Sheet.GIVE, name)
        self._read(lambda: self._servers.acting.call(call_id), lambda came: replace(self.state, call=came))

    def open_move(self, whom: Whom) -> None:
        """Show which queues agents may be moved to."""
        self._open(Sheet.MOVE, ", ".join(whom.names), whom)
        self._read(self._servers.acting.moves, lambda came: replace(self.state, moves=came))

    def open_message(self, whom: Whom) -> None:
        """Write to these agents; to nobody yet where there are none."""
        self._open(Sheet.MESSAGE, ", ".join(whom.names), whom)
        self._read(self._servers.notices.notices, lambda came: replace(self.state, notices=came.notices))

    def open_help(self) -> None:
        """Show who asks for help."""
        self._open(Sheet.HELP, "")
        self._read(self._servers.help.calls, lambda came: replace(self.state, help=came.calls))

    def close(self) -> None:
        """Put the sheet away."""
        self._turn += 1
        self._show(replace(self.state, sheet=Sheet.NONE, loading=False, busy=False, problem=None))

    # deeds

    def change_state(self, state: AgentState, when: StateWhen, reason: ChosenReason | None, note: str) -> None:
        """Change the agent's state as the sheet shows it."""
        agent = self.state.agent
        option = (
            next((each for each in agent.options if (each.state, each.when) == (state, when)), None) if agent else None
        )
        if agent is None or option is None:
            return
        command = ChangeState(
            command_id=uuid4(), state=state, when=when, reason=reason, note=note.strip(), told=option.effects
        )
        deed = Deed.STATE_CHANGED if when is StateWhen.NOW else Deed.STATE_CHANGES_LATER
        self._do(
            lambda: self._servers.acting.change_state(agent.agent_id, command), lambda _: Done(deed, self.state.name)
        )

    def give(self, agent_id: UUID | None, name: str) -> None:
        """Give the call of the sheet to an agent; without one, take it oneself."""
        call = self.state.call
        if call is None:
            return
        command = GiveCall(command_id=uuid4(), agent_id=agent_id)

        def done(given: CallGiven) -> Done:
            return Done(Deed.RINGS if given.rings else Deed.KEPT, name, until_at=given.kept_until_at)

        self._do(lambda: self._servers.acting.give(call.call_id, command), done)

    def take(self, call_id: UUID) -> None:
        """Take a waiting call oneself."""
        command = GiveCall(command_id=uuid4())
        self._do(lambda: self._servers.acting.give(call_id, command), lambda _: Done(Deed.RINGS))

    def to_front(self, call_id: UUID, name: str) -> None:
        """Have a waiting call be the next of its queue."""
        command = MoveToFront(command_id=uuid4())
        self._do(
            lambda: self._servers.acting.move_to_front(call_id, command), lambda _: Done(Deed.MOVED_TO_FRONT, name)
        )

    def move(self, queues: tuple[str, ...], minutes: int | None, reason: str) -> None:
        """Have the agents of the sheet serve these queues for so many minutes, or until they go off the telephone."""
        whom = self.state.whom
        if not whom.ids or not queues:
            return
        until = None if minutes is None else self._now() + timedelta(minutes=minutes)
        command = MoveAgents(
            command_id=uuid4(), agent_ids=whom.ids, queues=queues, until_at=until, reason=reason.strip()
        )
        self._do(
            lambda: self._servers.acting.move(command),
            lambda _: Done(Deed.MOVED, ", ".join(whom.names), len(whom.ids), until),
        )

    def send(self, text: str, minutes: int, *, urgent: bool, teams: tuple[str, ...], everybody: bool) -> None:
        """Send a message: to the agents of the sheet, to teams, or to everybody in one's scope."""
        named = () if teams or everybody else self.state.whom.ids
        if not text.strip() or not (teams or everybody or named):
            return
        command = SendNotice(
            notice_id=uuid4(),
            text=text,
            priority=NoticePriority.URGENT if urgent else NoticePriority.NORMAL,
            minutes=minutes,
            agent_ids=named,
            teams=teams,
            everybody=everybody,
        )
        self._do(lambda: self._servers.notices.send(command), lambda sent: Done(Deed.SENT, count=len(sent.receipts)))

    def answer_help(self, help_id: UUID, mode: SupervisionMode | None, name: str) -> None:
        """Answer a call for help: by coming over, or with one's line in the call."""
        command = AnswerHelp(command_id=uuid4(), mode=mode)
        self._do(lambda: self._servers.help.answer(help_id, command), lambda _: Done(Deed.HELP_ANSWERED, name))

    def supervise(self, call_id: UUID, mode: SupervisionMode) -> None:
        """Be in an agent's call in this way."""
        self._supervising.supervise(call_id, mode)
        self.look()

    def leave(self) -> None:
        """Be in the agent's call no more."""
        self._supervising.leave()
        self.look()

    def look(self) -> None:
        """See in whose call the supervisor is now. Called each second."""
        self._show(replace(self.state, in_call_of=self._supervising.agent_name if self._supervising.is_on else ""))

    # alerts

    def acknowledge(self, alert: FloorAlert) -> None:
        """An alert is seen."""
        command = AcknowledgeAlert(command_id=uuid4(), seen_version=alert.version)
        self._quietly(lambda: self._servers.alerts.acknowledge(alert.alert_id, command))

    def own(self, alert: FloorAlert, *, leave: bool = False) -> None:
        """Look after an alert, or no longer."""
        command = OwnAlert(command_id=uuid4(), seen_version=alert.version, leave=leave)
        self._quietly(lambda: self._servers.alerts.own(alert.alert_id, command))

    def snooze(self, alert: FloorAlert, minutes: int) -> None:
        """Leave an alert alone for so many minutes."""
        command = SnoozeAlert(command_id=uuid4(), seen_version=alert.version, minutes=minutes)
        self._quietly(lambda: self._servers.alerts.snooze(alert.alert_id, command))

    def tell(self, problem: Problem) -> None:
        """Something that was asked for from the board went wrong elsewhere."""
        self._show(replace(self.state, problem=problem, done=None))

    def forget(self) -> None:
        """What was done, or went wrong, has been read."""
        self._show(replace(self.state, problem=None, done=None))

    # small steps

    def _open(self, sheet: Sheet, name: str, whom: Whom | None = None) -> None:
        self._turn += 1
        known = self.state
        self._show(
            ActingState(sheet, name, whom or Whom(), loading=True, notices=known.notices, in_call_of=known.in_call_of)
        )

    def _read(self, ask: Callable[[], T], take: Callable[[T], ActingState]) -> None:
        turn = self._turn

        def came(answer: T) -> None:
            if turn == self._turn:
                self._show(replace(take(answer), loading=False))

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, loading=False, problem=error.problem))

        self._tasks.run(ask, came, failed)

    def _do(self, act: Callable[[], T], done: Callable[[T], Done]) -> None:
        if self.state.busy:
            return
        turn = self._turn
        self._show(replace(self.state, busy=True, problem=None, done=None))

        def came(answer: T) -> None:
            sheet = Sheet.NONE if turn == self._turn else self.state.sheet
            self._show(replace(self.state, sheet=sheet, busy=False, done=done(answer)))

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))
            if turn == self._turn:
                self._look_again()

        self._tasks.run(act, came, failed)

    def _look_again(self) -> None:
        """It was refused: what would come of it may be something else by now."""
        agent, call = self.state.agent, self.state.call
        if self.state.sheet is Sheet.STATE and agent is not None:
            self._tasks.run(lambda: self._servers.acting.agent(agent.agent_id), self._agent_again, ignore)
        elif self.state.sheet is Sheet.GIVE and call is not None:
            self._tasks.run(lambda: self._servers.acting.call(call.call_id), self._call_again, ignore)

    def _agent_again(self, came: AgentOptions) -> None:
        agent = self.state.agent
        if self.state.sheet is Sheet.STATE and agent is not None and agent.agent_id == came.agent_id:
            self._show(replace(self.state, agent=came))

    def _call_again(self, came: WaitingOptions) -> None:
        call = self.state.call
        if self.state.sheet is Sheet.GIVE and call is not None and call.call_id == came.call_id:
            self._show(replace(self.state, call=came))

    def _quietly(self, act: Callable[[], object]) -> None:
        """What comes of it is seen on the board itself."""
        self._tasks.run(act, ignore, lambda error: self.tell(error.problem))
