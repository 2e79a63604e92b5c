"""Another desktop of this person is the active one: what is said of it, and the button that takes the seat back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from agent_desktop.client.asking import Asking
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from telephony.contract import CallState, DeskSnapshot, TakeSeat


@dataclass(frozen=True, slots=True)
class SeatState:
    """Everything that is drawn; not `elsewhere` while this desktop is the active one.

    `taken_at` is when the other one took the seat; `call_goes_on` that a call went with it. `taking`: the server is
    asked to give the seat back.
    """

    elsewhere: bool = False
    taken_at: datetime | None = None
    call_goes_on: bool = False
    taking: bool = False
    problem: Problem | None = None


class SeatCommands(Protocol):
    """Asks the server for the seat."""

    def take_seat(self, command: TakeSeat) -> DeskSnapshot: ...


class SeatPresenter(Shows[SeatState]):
    """Follows the server's word on the seat."""

    def __init__(self, desk: DeskModel, commands: SeatCommands, tasks: Tasks) -> None:
        super().__init__(SeatState())
        self._desk = desk
        self._commands = commands
        self._asking: Asking[bool] = Asking(desk, tasks, self._settled)
        self._stop = desk.watch(self._desk_changed)

    def take_back(self) -> None:
        """Ask for the seat; a second press is ignored while the server decides."""
        if not self.state.elsewhere or self._asking.action is not None:
            return
        command = TakeSeat(command_id=uuid4())
        self._show(replace(self.state, taking=True, problem=None))
        self._asking.ask(True, self._said(self._desk.view), lambda: self._commands.take_seat(command))

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    @staticmethod
    def _said(view: DeskView) -> object:
        seat = view.desk.seat if view.desk else None
        return (seat.version if seat else 0, view.reads)

    def _desk_changed(self, view: DeskView) -> None:
        self._asking.hear(self._said(view))
        seat = view.desk.seat if view.desk else None
        if not view.seat_elsewhere or seat is None:
            self._show(SeatState())
            return
        call = view.call
        self._show(
            SeatState(
                elsewhere=True,
                taken_at=seat.taken_at,
                call_goes_on=call is not None and call.state is not CallState.ENDED,
                taking=self._asking.action is not None,
                problem=self.state.problem,
            )
        )

    def _settled(self, problem: Problem | None) -> None:
        self._show(replace(self.state, taking=False, problem=problem))
