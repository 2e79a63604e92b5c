"""What a person has before them while they have no call: read at the start, and when the server says it has changed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.home import Home
from agent_desktop.contract.owed_calls import ChangeOwedCall, OwedCall
from agent_desktop.contract.sessions import Person, Role
from telephony.contract import AgentSnapshot, EventKind

FRESH_FOR: Final = timedelta(minutes=2)
"""What is shown is read anew after so long: what is due grows late by itself."""
_TELLS: Final = frozenset({EventKind.HANDOVER_SETTLED, EventKind.OWED_CALL_CHANGED, EventKind.CALLBACK_CHANGED})


@dataclass(frozen=True, slots=True)
class HomeState:
    """Everything the panel draws. `home` is the server's last word, None before the first.

    `is_specialist`: the person is asked by others, and sees by whom also where that is nobody. `agent` is how they
    stand now. `busy` is the call that is owed of which the server is told, `problem` why nothing came or was done.
    """

    is_specialist: bool = False
    agent: AgentSnapshot | None = None
    home: Home | None = None
    loading: bool = False
    busy: UUID | None = None
    may_dial: bool = False
    problem: Problem | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show: who has nothing before them is told so in fewer words elsewhere."""
        home = self.home
        if self.is_specialist:
            return False
        return home is None or not (home.consults or home.owed or home.follow_ups or home.given)


def _has_call(view: DeskView) -> bool:
    """Whether the desk is about a call: who is not asked by others has nothing new before them through it."""
    return view.offer is not None or view.call is not None


class HomeServer(Protocol):
    """What is asked of the server."""

    def home(self) -> Home: ...

    def change_owed(self, owed_call_id: UUID, command: ChangeOwedCall) -> OwedCall: ...


class HomePresenter(Shows[HomeState]):
    """One question at a time; what changes meanwhile is asked for after it."""

    def __init__(self, desk: DeskModel, server: HomeServer, tasks: Tasks, now: Now, person: Person) -> None:
        super().__init__(HomeState(is_specialist=Role.SPECIALIST in person.roles))
        self._server, self._tasks, self._now = server, tasks, now
        self._reading = self._again = False
        self._read_at: datetime | None = None
        self._seen: object = None
        self._stop = desk.watch(self._desk_changed)
        desk.watch_events(self._event_came)

    def read(self) -> None:
        """Read it; while it is being read, once more after that."""
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        self._read_at = self._now()
        self._show(replace(self.state, loading=True))

        def came(home: Home) -> None:
            self._show(replace(self.state, home=home, loading=False, problem=None))
            self._read_done()

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, loading=False, problem=error.problem))
            self._read_done()

        self._tasks.run(self._server.home, came, failed)

    def set_done(self, owed: OwedCall, done: bool) -> None:
        """Say that a call that is owed was made, or not after all. Ignored while the server decides on another."""
        if self.state.busy is not None:
            return
        self._show(replace(self.state, busy=owed.owed_call_id, problem=None))
        command = ChangeOwedCall(command_id=uuid4(), seen_version=owed.version, done=done)

        def changed(_: OwedCall) -> None:
            self._show(replace(self.state, busy=None))
            self.read()

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=None, problem=error.problem))

        self._tasks.run(lambda: self._server.change_owed(owed.owed_call_id, command), changed, failed)

    def tick(self) -> None:
        """Read it anew where it is old and nobody calls. Called once a second at least."""
        if self._read_at is not None and self.state.may_dial and self._now() - self._read_at >= FRESH_FOR:
            self.read()

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _read_done(self) -> None:
        self._reading = False
        if self._again:
            self.read()

    def _desk_changed(self, view: DeskView) -> None:
        agent = view.desk.agent if view.desk is not None else None
        seen = None if agent is None else (agent.asked, view.offer is not None, view.call is None, view.link.is_up)
        may_dial = view.may_dial
        if (agent, may_dial) != (self.state.agent, self.state.may_dial):
            self._show(replace(self.state, agent=agent, may_dial=may_dial))
        if seen != self._seen:
            self._seen = seen
            if agent is not None and view.link.is_up and (self.state.is_specialist or not _has_call(view)):
                self.read()

    def _event_came(self, kind: EventKind, _subject_id: UUID | None) -> None:
        if kind in _TELLS:
            self.read()
