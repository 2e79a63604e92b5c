"""A colleague calls the customer back instead: who, why, by when, on which number, whether the customer was told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.directory import DirectoryEntry
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.owed_calls import OweCall, OwedCall

FIRST_OFFERED: Final = timedelta(minutes=30)
"""The time that stands there before the agent chooses one: so long from now."""


@dataclass(frozen=True, slots=True)
class CallBackState:
    """Everything the form draws. `due_at` is what stands in it first, `reason` too. `noted` is what the server kept
    last, for this call."""

    open: bool = False
    call_id: UUID | None = None
    owner_id: UUID | None = None
    owner_name: LocalText | None = None
    reason: str = ""
    due_at: datetime | None = None
    busy: bool = False
    problem: Problem | None = None
    noted: OwedCall | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What the agent has put into the form. `due_at` is None where the time cannot be read."""

    reason: str
    number: str
    due_at: datetime | None
    told: bool


class OwedCallCommands(Protocol):
    """Asks the server to note that somebody owes a call."""

    def owe(self, call_id: UUID, command: OweCall) -> OwedCall: ...


class CallBackPresenter(Shows[CallBackState]):
    """Keeps nothing before the server has: a form that was put away is empty when it is opened again."""

    def __init__(self, commands: OwedCallCommands, tasks: Tasks, now: Now) -> None:
        super().__init__(CallBackState())
        self._commands, self._tasks, self._now = commands, tasks, now

    def open(self, call_id: UUID, entry: DirectoryEntry, reason: str) -> None:
        """Show the form for this colleague; `reason` is what the hand-over note says so far."""
        noted = self.state.noted if self.state.call_id == call_id else None
        now = self._now().replace(second=0, microsecond=0)
        self._show(
            CallBackState(
                open=True,
                call_id=call_id,
                owner_id=UUID(entry.entry_id),
                owner_name=entry.name,
                reason=reason,
                due_at=now + FIRST_OFFERED,
                noted=noted,
            )
        )

    def close(self) -> None:
        """Put it away."""
        if not self.state.busy:
            self._show(replace(self.state, open=False, problem=None))

    def keep(self, typed: Typed) -> None:
        """Note it. Ignored while the server decides."""
        call_id, owner_id = self.state.call_id, self.state.owner_id
        if call_id is None or owner_id is None or self.state.busy or not self.state.open:
            return
        if typed.due_at is None:
            problem = Problem(ErrorCode.OWED_CALL_REFUSED, {"problem": "time_unread"})
            self._show(replace(self.state, problem=problem))
            return
        self._show(replace(self.state, busy=True, problem=None))

        def noted(owed: OwedCall) -> None:
            self._show(replace(self.state, open=False, busy=False, noted=owed))

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))

        command = OweCall(
            command_id=uuid4(),
            owner_id=owner_id,
            reason=" ".join(typed.reason.split())[:200] or " ",  # the server says what is missing
            due_at=typed.due_at,
            number=typed.number.strip(),
            told=typed.told,
        )
        self._tasks.run(lambda: self._commands.owe(call_id, command), noted, failed)
