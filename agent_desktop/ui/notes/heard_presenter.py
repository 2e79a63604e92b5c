"""What is said in the call, as far as it is written down, until the agent has taken it over into the note."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from telephony.contract import EventKind, HeardLine, HeardWords


@dataclass(frozen=True, slots=True)
class HeardState:
    """Everything the strip draws. `on`: it is written down now; `lines` are those not taken over yet, the oldest
    first. Nothing is drawn where neither is so."""

    on: bool = False
    lines: tuple[HeardLine, ...] = ()


class ReadsWords(Protocol):
    """Reads from the server what was said in a call."""

    def words(self, call_id: UUID) -> HeardWords: ...


class HeardPresenter(Shows[HeardState]):
    """Reads anew whenever the server says that there is more; what was taken over is not offered again."""

    def __init__(self, desk: DeskModel, reader: ReadsWords, tasks: Tasks) -> None:
        super().__init__(HeardState())
        self._reader = reader
        self._tasks = tasks
        self._call_id: UUID | None = None
        self._taken = 0
        self._all: tuple[HeardLine, ...] = ()
        self._reading = self._again = False
        self._stop = desk.watch(self._desk_changed)
        desk.watch_events(self._event_came)

    def take(self) -> None:
        """The lines that are shown stand in the note now."""
        self._taken = len(self._all)
        self._show(replace(self.state, lines=()))

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        call = view.call
        call_id = None if call is None else call.call_id
        on = call is not None and call.recording is not None and call.recording.transcribed
        if call_id != self._call_id:
            self._call_id, self._taken, self._all = call_id, 0, ()
            self._show(HeardState(on=on))
            if call is not None and call.recording is not None:
                self._read()  # a desktop that was started in the middle of a call
        elif on is not self.state.on:
            self._show(replace(self.state, on=on))

    def _event_came(self, kind: EventKind, subject: UUID | None) -> None:
        if kind is EventKind.WORDS_HEARD and subject is not None and subject == self._call_id:
            self._read()

    def _read(self) -> None:
        call_id = self._call_id
        if call_id is None:
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False

        def came(words: HeardWords) -> None:
            self._reading = False
            if call_id == self._call_id:
                # A line that was said before others may come after them: what was taken over is counted, not named.
                self._all = words.lines
                self._show(replace(self.state, lines=words.lines[self._taken :]))
            if self._again:
                self._read()

        def failed(_: ClientError) -> None:
            self._reading = False  # the next line reads all of them

        self._tasks.run(lambda: self._reader.words(call_id), came, failed)
