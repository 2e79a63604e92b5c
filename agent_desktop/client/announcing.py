"""What may be played into the agent's call, and having it played."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from telephony.contract import Announcement, CallState, DeskSnapshot, PlayAnnouncement


class Announcements(Protocol):
    """Asks the server."""

    def announcements(self) -> tuple[Announcement, ...]: ...

    def play(self, call_id: UUID, command: PlayAnnouncement) -> DeskSnapshot: ...


class AnnouncingModel:
    """Reads once what there is. `on_problem` is told what went wrong with one that was to be played."""

    def __init__(self, desk: DeskModel, api: Announcements, tasks: Tasks) -> None:
        self._desk = desk
        self._api = api
        self._tasks = tasks
        self._read = False
        self.announcements: tuple[Announcement, ...] = ()
        self.on_problem: Callable[[Problem], None] = ignore

    @property
    def possible(self) -> bool:
        """Whether somebody would hear one now: the agent and a customer speak, or the customer is on hold."""
        call = self._desk.view.accepted_call
        return call is not None and call.state in (CallState.TALKING, CallState.HELD)

    def read(self) -> None:
        """Ask the server what may be played, once."""
        if self._read:
            return
        self._read = True

        def came(announcements: tuple[Announcement, ...]) -> None:
            self.announcements = announcements

        def failed(_: ClientError) -> None:
            self._read = False  # asked again the next time

        self._tasks.run(self._api.announcements, came, failed)

    def play(self, code: str) -> None:
        """Have one played to the customer."""
        call = self._desk.view.accepted_call
        if call is None:
            return
        call_id, command = call.call_id, PlayAnnouncement(command_id=uuid4(), code=code)
        self._tasks.run(lambda: self._api.play(call_id, command), ignore, lambda error: self.on_problem(error.problem))
