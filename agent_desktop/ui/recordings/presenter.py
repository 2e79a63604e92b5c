"""Plays what was recorded of a contact's call: a reason first, then the sound, which is never on the disk."""

from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.recordings import CallRecordings, ListenReason, Recording

STEP_MS: Final = 5_000
"""How far the arrow keys go."""


@dataclass(frozen=True, slots=True)
class Playing:
    """What the player says: times in milliseconds; `no_device`: there is nothing here that makes a sound."""

    position_ms: int = 0
    length_ms: int = 0
    is_on: bool = False
    failed: bool = False
    no_device: bool = False


@dataclass(frozen=True, slots=True)
class RecordingsState:
    """Everything the list draws. `chosen` is the recording whose sound is here, or on its way while `fetching`.

    Nothing is played before a `reason` is given; `reason_missing` says that somebody tried.
    """

    open: bool = False
    loading: bool = False
    recordings: tuple[Recording, ...] = ()
    reason: ListenReason | None = None
    reason_missing: bool = False
    chosen: UUID | None = None
    fetching: bool = False
    playing: Playing = Playing()
    problem: Problem | None = None
    list_problem: Problem | None = None


class RecordingsReader(Protocol):
    """What the presenter asks the server."""

    def recordings(self, contact_id: UUID) -> CallRecordings: ...

    def sound(self, recording_id: UUID, reason: ListenReason) -> bytes: ...


class Player(Protocol):
    """Makes sound of a WAV file in memory; tells how far it is by whatever was given to `watch`."""

    def play(self, sound: bytes) -> None: ...

    def go_on(self) -> None: ...

    def pause(self) -> None: ...

    def seek(self, position_ms: int) -> None: ...

    def forget(self) -> None: ...


class RecordingsPresenter(Shows[RecordingsState]):
    """One recording at a time; what is on screen no more is stopped and forgotten."""

    def __init__(self, reader: RecordingsReader, player: Player, tasks: Tasks) -> None:
        super().__init__(RecordingsState())
        self._reader = reader
        self._player = player
        self._tasks = tasks
        self._asked = 0
        self._contact: UUID | None = None

    def open(self, contact_id: UUID) -> None:
        """Show what there is of a contact's call."""
        self.close()
        self._contact = contact_id
        self._show(RecordingsState(open=True))
        self.retry()

    def close(self) -> None:
        """Put it away; what plays is stopped and forgotten."""
        self._asked += 1
        self._contact = None
        self._player.forget()
        self._show(RecordingsState())

    def retry(self) -> None:
        """Read the list again."""
        contact_id = self._contact
        if contact_id is None:
            return
        self._asked += 1
        asked = self._asked
        self._show(replace(self.state, loading=True, list_problem=None))

        def came(found: CallRecordings) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, recordings=found.recordings))

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, list_problem=error.problem))

        self._tasks.run(lambda: self._reader.recordings(contact_id), came, failed)

    def reason_chosen(self, reason: ListenReason) -> None:
        """Say why it is played; it is kept with each play."""
        self._show(replace(self.state, reason=reason, reason_missing=False))

    def play_pressed(self, recording_id: UUID) -> None:
        """Play a recording, pause it, or go on where it was paused."""
        state = self.state
        recording = next((each for each in state.recordings if each.recording_id == recording_id), None)
        if recording is None or not recording.playable or state.fetching:
            return
        if state.chosen == recording_id and state.playing.length_ms:
            (self._player.pause if state.playing.is_on else self._player.go_on)()
            return
        if state.reason is None:
            self._show(replace(state, reason_missing=True))
            return
        self._fetch(recording_id, state.reason)

    def step(self, steps: int) -> None:
        """Go forward or back by so many times `STEP_MS`."""
        playing = self.state.playing
        if playing.length_ms:
            self.sought(max(0, min(playing.length_ms, playing.position_ms + steps * STEP_MS)))

    def sought(self, position_ms: int) -> None:
        """Go to a place of the recording."""
        if self.state.playing.length_ms:
            self._player.seek(position_ms)

    def heard(self, playing: Playing) -> None:
        """The player says how far it is."""
        if self.state.open and self.state.chosen is not None:
            self._show(replace(self.state, playing=playing))

    def _fetch(self, recording_id: UUID, reason: ListenReason) -> None:
        self._player.forget()
        self._asked += 1
        asked = self._asked
        self._show(replace(self.state, chosen=recording_id, fetching=True, problem=None, playing=Playing()))

        def came(sound: bytes) -> None:
            if asked == self._asked:
                self._show(replace(self.state, fetching=False))
                self._player.play(sound)

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, fetching=False, chosen=None, problem=error.problem))

        self._tasks.run(lambda: self._reader.sound(recording_id, reason), came, failed)
