"""An agent's notices, and their call for help: what the server says of both."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Watched
from agent_desktop.contract.notices import (
    AskHelp,
    CancelHelp,
    HelpCall,
    HelpState,
    NoticePriority,
    OwnHelp,
    OwnNotice,
    OwnNotices,
    ReadNotice,
)
from telephony.contract import EventKind

T = TypeVar("T")
_ON = frozenset({HelpState.OPEN, HelpState.ESCALATED})


class OwnNoticeApi(Protocol):
    """Asks the server for one's own notices."""

    def own(self) -> OwnNotices: ...

    def read(self, notice_id: UUID, command: ReadNotice) -> OwnNotices: ...


class OwnHelpApi(Protocol):
    """Asks the server of one's own call for help."""

    def own(self) -> OwnHelp: ...

    def ask(self, command: AskHelp) -> OwnHelp: ...

    def cancel(self, command: CancelHelp) -> OwnHelp: ...


@dataclass(frozen=True, slots=True)
class NoticesView:
    """What an agent has been told, the newest first, and how their call for help stands. `problem`: why the last thing
    that was asked for was not done; `asking` while the server decides."""

    notices: tuple[OwnNotice, ...] = ()
    help: HelpCall | None = None
    asking: bool = False
    problem: Problem | None = None

    @property
    def cards(self) -> tuple[OwnNotice, ...]:
        """What is to be shown now, the urgent first."""
        return tuple(
            sorted(
                (each for each in self.notices if each.on), key=lambda each: each.priority is not NoticePriority.URGENT
            )
        )

    @property
    def calls_for_help(self) -> bool:
        """Whether somebody is still to come."""
        return self.help is not None and self.help.state in _ON


class NoticesModel:
    """Follows the server's word. `may`: this person takes calls; for everybody else there is nothing here."""

    def __init__(
        self, notices: OwnNoticeApi, help_calls: OwnHelpApi, tasks: Tasks, desk: DeskModel, *, may: bool
    ) -> None:
        self._notices, self._help = notices, help_calls
        self._tasks, self._may = tasks, may
        self._watched = Watched(NoticesView())
        desk.watch_events(self._event_came)

    @property
    def view(self) -> NoticesView:
        """What is known now."""
        return self._watched.value

    def watch(self, watcher: Callable[[NoticesView], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def refresh(self) -> None:
        """Ask how everything stands now."""
        if self._may:
            self._tasks.run(self._notices.own, self._notices_came, ignore)
            self._tasks.run(self._help.own, self._help_came, ignore)

    def read(self, notice_id: UUID) -> None:
        """Say that the person has read one."""
        command = ReadNotice(command_id=uuid4())
        self._ask(lambda: self._notices.read(notice_id, command), self._notices_came)

    def ask_help(self) -> None:
        """Call for a supervisor."""
        if not self.view.calls_for_help:
            command = AskHelp(command_id=uuid4())
            self._ask(lambda: self._help.ask(command), self._help_came)

    def cancel_help(self) -> None:
        """Need nobody any more."""
        if self.view.calls_for_help:
            command = CancelHelp(command_id=uuid4())
            self._ask(lambda: self._help.cancel(command), self._help_came)

    def _ask(self, do: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._may and not self.view.asking:
            self._watched.set(replace(self.view, asking=True, problem=None))
            self._tasks.run(do, done, self._failed)

    def _event_came(self, kind: EventKind, _subject: UUID | None) -> None:
        if not self._may:
            return
        if kind is EventKind.NOTICE_CHANGED:
            self._tasks.run(self._notices.own, self._notices_came, ignore)
        elif kind is EventKind.HELP_CHANGED:
            self._tasks.run(self._help.own, self._help_came, ignore)

    def _notices_came(self, answer: OwnNotices) -> None:
        self._watched.set(replace(self.view, notices=answer.notices, asking=False, problem=None))

    def _help_came(self, answer: OwnHelp) -> None:
        self._watched.set(replace(self.view, help=answer.help, asking=False, problem=None))

    def _failed(self, error: ClientError) -> None:
        self._watched.set(replace(self.view, asking=False, problem=error.problem))
