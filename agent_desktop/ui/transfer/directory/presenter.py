"""Who can be asked and where a caller can go: as the server says, best match first. Nothing is started unasked."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.directory import (
    Directory,
    DirectoryEntry,
    DirectoryKind,
    EntryKind,
    Favourite,
    PersonState,
    WayOver,
)
from telephony.contract import (
    AskedNext,
    AskNext,
    DeskSnapshot,
    StartTransfer,
    TransferKind,
    TransferOutcome,
    TransferSnapshot,
)

TYPING_SECONDS: Final = 0.25
"""So long after the last letter is looked for what was typed."""
FRESH_SECONDS: Final = 4.0
"""How people stand is asked anew this often while the list is on the screen."""
AHEAD_POINTS: Final = 10
"""What it is worth to be sent to a queue ahead of others: a point is some waiting, as the routing says."""


@dataclass(frozen=True, slots=True)
class DirectoryState:
    """The list with what it was asked for. `directory` is the server's last answer, None before the first.

    `selected` is the place of the chosen row. `starting` is the entry whom the server is being asked for, `refused` why
    it did not start. `asked_next` is who is asked for when they are free, `asked_place` how the call stands in their
    line. `transfer` is the call's last one. `owed` says who calls the customer back. `may_share`: the person says what
    everybody has among the favourites. `ahead`: a caller who is sent to a queue stands better there than by their
    waiting alone.
    """

    open: bool = False
    kind: DirectoryKind = DirectoryKind.PEOPLE
    text: str = ""
    team: str = ""
    language: str = ""
    here_only: bool = True
    directory: Directory | None = None
    loading: bool = False
    problem: Problem | None = None
    selected: int = 0
    starting: str = ""
    refused: Problem | None = None
    asked_next: str = ""
    asked_place: int = 0
    owed: str = ""
    may_share: bool = False
    ahead: bool = False
    transfer: TransferSnapshot | None = None

    @property
    def entries(self) -> tuple[DirectoryEntry, ...]:
        """The rows. Who is not there comes with them only where they are asked for."""
        entries = self.directory.entries if self.directory is not None else ()
        if not self.here_only or self.kind is not DirectoryKind.PEOPLE:
            return entries
        return tuple(each for each in entries if each.state is not PersonState.OFFLINE)

    @property
    def chosen(self) -> DirectoryEntry | None:
        """The entry of the selected row."""
        return self.entries[self.selected] if 0 <= self.selected < len(self.entries) else None

    @property
    def transfer_is_on(self) -> bool:
        """Whether a specialist is being asked already."""
        return self.transfer is not None and self.transfer.outcome is None

    @property
    def filtered(self) -> bool:
        """Whether something other than the whole list was asked for."""
        return bool(self.text or self.team or self.language)

    def way_of(self, entry: DirectoryEntry) -> WayOver | None:
        """Return what Enter does with an entry: a word first where that is possible, never a cold transfer to a person
        who can be asked."""
        if self.starting or self.transfer_is_on:
            return None
        return next((way for way in _WAYS if way in entry.can), None)

    def next_best(self) -> DirectoryEntry | None:
        """Return who can be asked at once instead of who did not take the call."""
        tried = str(self.transfer.to_agent_id) if self.transfer is not None else ""
        free = (each for each in self.entries if WayOver.CONSULT in each.can and each.entry_id != tried)
        return next(free, None)

    @property
    def failed(self) -> TransferOutcome | None:
        """Why the last specialist is not on the line; None where they are, or where it ended as was wanted."""
        outcome = self.transfer.outcome if self.transfer is not None else None
        return None if outcome in _AS_WANTED else outcome


_WAYS: Final = (WayOver.CONSULT, WayOver.ASK_NEXT, WayOver.COLD, WayOver.CALL_BACK)
_AS_WANTED: Final = (None, TransferOutcome.COMPLETED, TransferOutcome.CANCELLED, TransferOutcome.STAYED)


class DirectoryReader(Protocol):
    """What is asked of the server's directory."""

    def directory(self, call_id: UUID, kind: DirectoryKind, *, text: str, team: str, language: str) -> Directory: ...

    def put_favourite(self, kind: EntryKind, entry_id: str, *, shared: bool) -> None: ...

    def drop_favourite(self, kind: EntryKind, entry_id: str, *, shared: bool) -> None: ...


class TransferCommands(Protocol):
    """Asks the server to pass a caller on."""

    def start(self, call_id: UUID, command: StartTransfer) -> DeskSnapshot: ...

    def ask_next(self, call_id: UUID, command: AskNext) -> DeskSnapshot: ...

    def ask_no_more(self, call_id: UUID) -> DeskSnapshot: ...


class DirectoryPresenter(Shows[DirectoryState]):
    """One question at a time; a later one makes an earlier one's answer void."""

    def __init__(
        self,
        desk: DeskModel,
        reader: DirectoryReader,
        commands: TransferCommands,
        tasks: Tasks,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        may_share: bool = False,
    ) -> None:
        """`may_share`: the person may say what everybody has among the favourites."""
        super().__init__(DirectoryState(may_share=may_share))
        self._desk, self._reader, self._commands, self._tasks = desk, reader, commands, tasks
        self._monotonic = monotonic
        self._call_id: UUID | None = None
        self._asks = 0
        self._due: float | None = None
        self._reading = False

    def open(self, call_id: UUID) -> None:
        """Show it for this call: everybody who is there, best match first."""
        self._call_id = call_id
        now = self.state
        kept = DirectoryState(
            transfer=now.transfer,
            asked_next=now.asked_next,
            asked_place=now.asked_place,
            owed=now.owed,
            may_share=now.may_share,
        )
        self._show(replace(kept, open=True))
        self._read(afresh=True)

    def close(self) -> None:
        """Put it away."""
        self._asks += 1
        self._due, self._reading, self._call_id = None, False, None
        self._show(replace(self.state, open=False, starting="", refused=None))

    def follow(self, transfer: TransferSnapshot | None, asks_next: AskedNext | None = None, *, owed: str = "") -> None:
        """Take how the call's transfer stands now, whom it asks for next, and the words of who calls back."""
        asked = str(asks_next.agent_id) if asks_next is not None else ""
        place = asks_next.place if asks_next is not None else 0
        if (asked, place, owed) != (self.state.asked_next, self.state.asked_place, self.state.owed):
            self._show(replace(self.state, asked_next=asked, asked_place=place, owed=owed))
        if transfer != self.state.transfer:
            ended = transfer is not None and transfer.outcome is not None
            self._show(replace(self.state, transfer=transfer))
            if self.state.open and ended:
                self._read()

    def toggle_favourite(self, *, shared: bool = False) -> None:
        """Keep the chosen entry at hand, or not any more; `shared`: for everybody."""
        entry = self.state.chosen
        if entry is None or not self.state.open or (shared and not self.state.may_share):
            return
        there = (Favourite.SHARED if shared else Favourite.OWN, Favourite.BOTH)
        change = self._reader.drop_favourite if entry.favourite in there else self._reader.put_favourite

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, refused=error.problem))

        self._tasks.run(lambda: change(entry.kind, entry.entry_id, shared=shared), lambda _: self._read(), failed)

    def ask(
        self,
        *,
        kind: DirectoryKind | None = None,
        text: str | None = None,
        team: str | None = None,
        language: str | None = None,
        here_only: bool | None = None,
        ahead: bool | None = None,
    ) -> None:
        """Look for something else, or send callers to a queue otherwise; what is None stays."""
        now = self.state
        wanted = replace(
            now,
            kind=now.kind if kind is None else kind,
            text=now.text if text is None else text,
            team=now.team if team is None else team,
            language=now.language if language is None else language,
            here_only=now.here_only if here_only is None else here_only,
            ahead=now.ahead if ahead is None else ahead,
            selected=now.selected if ahead is not None else 0,
            refused=None,
        )
        if wanted == replace(now, selected=0, refused=None):
            return
        if wanted.kind is not now.kind:
            wanted = replace(wanted, directory=None, team="")
        self._show(wanted)
        if text is not None and kind is None:
            self._due = self._monotonic() + TYPING_SECONDS
        elif here_only is None and ahead is None:
            self._read(afresh=wanted.directory is None)

    def select(self, place: int) -> None:
        """Choose the row at `place`; one past an end stays at it."""
        last = len(self.state.entries) - 1
        self._show(replace(self.state, selected=max(0, min(place, last)), refused=None))

    def act(self, entry: DirectoryEntry, way: WayOver) -> None:
        """Start it. A second press while the server decides is ignored."""
        call_id = self._call_id
        if call_id is None or self.state.starting or way not in entry.can:
            return
        if self.state.transfer_is_on:
            return
        self._show(replace(self.state, starting=entry.entry_id, refused=None))
        if way is WayOver.ASK_NEXT:
            asked = AskNext(command_id=uuid4(), agent_id=UUID(entry.entry_id))
            self._run(lambda: self._commands.ask_next(call_id, asked))
            return
        command = _transfer_to(entry, way, ahead=self.state.ahead)
        self._run(lambda: self._commands.start(call_id, command))

    def ask_no_more(self) -> None:
        """Keep nobody for the call any more."""
        call_id = self._call_id
        if call_id is not None and self.state.asked_next and not self.state.starting:
            self._show(replace(self.state, starting=self.state.asked_next, refused=None))
            self._run(lambda: self._commands.ask_no_more(call_id))

    def retry(self) -> None:
        """Ask again for what did not come."""
        if self.state.open:
            self._read(afresh=self.state.directory is None)

    def tick(self) -> None:
        """Look for what was typed, and how people stand now. Called a few times a second."""
        if self._due is not None and self._monotonic() >= self._due and not self._reading:
            self._read()

    def _run(self, work: Callable[[], DeskSnapshot]) -> None:
        def done(desk: DeskSnapshot) -> None:
            self._show(replace(self.state, starting=""))
            self._desk.take_answer(desk)
            self._read()

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, starting="", refused=error.problem))
            if error.may_pass:
                self._desk.read_again()
            self._read()

        self._tasks.run(work, done, failed)

    def _read(self, *, afresh: bool = False) -> None:
        call_id, asked = self._call_id, self.state
        if call_id is None or not asked.open:
            return
        self._asks += 1
        ask, self._due, self._reading = self._asks, None, True
        if afresh:
            self._show(replace(asked, loading=True, problem=None))

        def work() -> Directory:
            return self._reader.directory(
                call_id, asked.kind, text=asked.text, team=asked.team, language=asked.language
            )

        def came(directory: Directory) -> None:
            if ask == self._asks:
                self._reading = False
                self._due = self._monotonic() + FRESH_SECONDS if self._due is None else self._due
                self._take(directory)

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._reading = False
                self._due = self._monotonic() + FRESH_SECONDS if self._due is None else self._due
                self._show(replace(self.state, loading=False, problem=error.problem))

        self._tasks.run(work, came, failed)

    def _take(self, directory: Directory) -> None:
        chosen = self.state.chosen
        state = replace(self.state, directory=directory, loading=False, problem=None)
        if chosen is not None:  # the row moves with whoever stands in it
            ids = [each.entry_id for each in state.entries]
            at = ids.index(chosen.entry_id) if chosen.entry_id in ids else min(state.selected, max(0, len(ids) - 1))
            state = replace(state, selected=at)
        self._show(state)


def _transfer_to(entry: DirectoryEntry, way: WayOver, *, ahead: bool) -> StartTransfer:
    warm = way is WayOver.CONSULT
    if entry.kind is EntryKind.PERSON:
        kind = TransferKind.WARM if warm else TransferKind.COLD_AGENT
        return StartTransfer(command_id=uuid4(), kind=kind, agent_id=UUID(entry.entry_id))
    if entry.kind is EntryKind.QUEUE:
        points = AHEAD_POINTS if ahead else 0
        kind = TransferKind.COLD_QUEUE
        return StartTransfer(command_id=uuid4(), kind=kind, queue_code=entry.entry_id, priority=points)
    kind = TransferKind.WARM if warm else TransferKind.COLD_NUMBER
    return StartTransfer(command_id=uuid4(), kind=kind, number_id=entry.entry_id)
