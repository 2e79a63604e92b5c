"""Decides what a supervisor does from the board: to an agent, to a call that waits, to many at once. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.acting import (
    AgentOptions,
    CallGiven,
    ChangeState,
    EndMove,
    GiveCall,
    MoveAgents,
    MoveToFront,
    QueueMoves,
    WaitingOptions,
)
from agent_desktop.contract.floor_alerts import AcknowledgeAlert, FloorAlert, OwnAlert, SnoozeAlert
from agent_desktop.contract.notices import (
    AnswerHelp,
    HelpCall,
    HelpCalls,
    Notice,
    Notices,
    SendNotice,
    WithdrawNotice,
)
from telephony.contract import SupervisionMode

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

    def end_move(self, move_id: UUID, command: EndMove) -> QueueMoves: ...


class NoticeServer(Protocol):
    def notices(self) -> Notices: ...

    def send(self, command: SendNotice) -> Notice: ...

    def withdraw(self, notice_id: UUID, command: WithdrawNotice) -> Notice: ...


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
    """Agents by id, with the names by which they are spoken of. `queues` are proposed to be served by them, by code."""

    ids: tuple[UUID, ...] = ()
    names: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()


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
    """The sheets, and one deed at a time. Whatever would come of it is shown before it is done, and sent with it: where
    it would be something else by then, the server does nothing and says so. What can be done is in `deeds.py`."""

    def __init__(self, acting: ActingServer, tasks: Tasks) -> None:
        super().__init__(ActingState())
        self._acting, self._tasks = acting, tasks
        self._turn = 0

    def close(self) -> None:
        """Put the sheet away."""
        self._turn += 1
        self._show(replace(self.state, sheet=Sheet.NONE, loading=False, busy=False, problem=None))

    def tell(self, problem: Problem) -> None:
        """Something that was asked for from the board went wrong elsewhere."""
        self._show(replace(self.state, problem=problem, done=None))

    def forget(self) -> None:
        """What was done, or went wrong, has been read."""
        self._show(replace(self.state, problem=None, done=None))

    def put_in_call(self, name: str) -> None:
        """The supervisor is in the call of this agent; empty: in none."""
        self._show(replace(self.state, in_call_of=name))

    def open_sheet(self, sheet: Sheet, name: str, whom: Whom | None = None) -> None:
        """Show a sheet, which awaits what it shows."""
        self._turn += 1
        known = self.state
        self._show(
            ActingState(sheet, name, whom or Whom(), loading=True, notices=known.notices, in_call_of=known.in_call_of)
        )

    def read(self, ask: Callable[[], T], take: Callable[[T], ActingState]) -> None:
        """Ask for what the sheet shows, and have `take` put it into the state."""
        turn = self._turn

        def came(answer: T) -> None:
            if turn == self._turn:
                self._show(replace(take(answer), loading=False))

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, loading=False, problem=error.problem))

        self._tasks.run(ask, came, failed)

    def do(self, act: Callable[[], T], done: Callable[[T], Done]) -> None:
        """Do something, unless something is being done; `done` says what it came to."""
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

    def quietly(self, act: Callable[[], object]) -> None:
        """What comes of it is seen on the board itself."""
        self._tasks.run(act, ignore, lambda error: self.tell(error.problem))

    def _look_again(self) -> None:
        """It was refused: what would come of it may be something else by now."""
        agent, call = self.state.agent, self.state.call
        if self.state.sheet is Sheet.STATE and agent is not None:
            self._tasks.run(lambda: self._acting.agent(agent.agent_id), self._agent_again, ignore)
        elif self.state.sheet is Sheet.GIVE and call is not None:
            self._tasks.run(lambda: self._acting.call(call.call_id), self._call_again, ignore)

    def _agent_again(self, came: AgentOptions) -> None:
        agent = self.state.agent
        if self.state.sheet is Sheet.STATE and agent is not None and agent.agent_id == came.agent_id:
            self._show(replace(self.state, agent=came))

    def _call_again(self, came: WaitingOptions) -> None:
        call = self.state.call
        if self.state.sheet is Sheet.GIVE and call is not None and call.call_id == came.call_id:
            self._show(replace(self.state, call=came))
