"""The agent's own telephone where it calls in: what it is to call, as long as a call waits for it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.clock import Now
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.softphone import LineTicket
from telephony.contract import CallRole, CallSnapshot, CallState, ColleagueState

AGAIN: Final = timedelta(seconds=1)
"""How soon the server is asked again while it has no ticket yet: the carrier makes it, a moment after the answer."""

_WAITS: Final = frozenset({CallState.CONNECTING, CallState.DIALLING})


@dataclass(frozen=True, slots=True)
class PhoneState:
    """Everything the band draws: nothing without an `address`. `expired`: it lets nobody in any more. `asking`: the
    server is making another."""

    address: str = ""
    expires_at: datetime | None = None
    expired: bool = False
    asking: bool = False
    problem: Problem | None = None


class Tickets(Protocol):
    """Asks the server what this person's telephone is to call."""

    def ticket(self, *, renew: bool = False) -> LineTicket: ...


class PhonePresenter(Shows[PhoneState]):
    """Asks for the ticket while a call waits for this person's telephone; where telephones do not call in, once."""

    def __init__(self, desk: DeskModel, tickets: Tickets, tasks: Tasks, now: Now) -> None:
        super().__init__(PhoneState())
        self._tickets = tickets
        self._tasks = tasks
        self._now = now
        self._waits_for: UUID | None = None
        self._calls_in: bool | None = None
        self._asked_at: datetime | None = None
        self._reading = False
        self._stop = desk.watch(self._desk_changed)

    def renew(self) -> None:
        """Ask for another address; the one before is good no more."""
        if self._waits_for is not None and self.state.address and not self.state.asking:
            self._show(replace(self.state, asking=True, problem=None))
            self._ask(renew=True)

    def tick(self) -> None:
        """Ask again while there is none, and see whether the one there is has expired. Called a few times a second."""
        if self._waits_for is None:
            return
        now, state = self._now(), self.state
        if not state.address:
            if self._calls_in is not False and (self._asked_at is None or now - self._asked_at >= AGAIN):
                self._ask()
        elif state.expires_at is not None and not state.expired and now >= state.expires_at:
            self._show(replace(state, expired=True))

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        call = view.call
        waits_for = call.call_id if call is not None and _waits(call) else None
        if waits_for == self._waits_for:
            return
        self._waits_for, self._asked_at = waits_for, None
        self._show(PhoneState())
        self.tick()

    def _ask(self, *, renew: bool = False) -> None:
        if self._reading and not renew:
            return
        call_id, self._reading, self._asked_at = self._waits_for, True, self._now()

        def told(answer: LineTicket) -> None:
            self._reading, self._calls_in = False, answer.calls_in
            # An answer to the first question that comes after one about another address says what was before it.
            if call_id == self._waits_for and (renew or not self.state.asking):
                self._show(PhoneState(answer.address, answer.expires_at))

        def failed(error: ClientError) -> None:
            self._reading = False
            if call_id == self._waits_for and renew:
                self._show(replace(self.state, asking=False, problem=error.problem))

        self._tasks.run(lambda: self._tickets.ticket(renew=renew), told, failed)


def _waits(call: CallSnapshot) -> bool:
    """Say whether a call may be waiting for this person's telephone."""
    if call.role is CallRole.COLLEAGUE:
        return call.colleague is ColleagueState.JOINING
    return call.state in _WAITS
