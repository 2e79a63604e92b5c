"""Decides on the coaching notes of one agent: which show, and closing one."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.quality import CloseNote, CoachingNote, Notes


@dataclass(frozen=True, slots=True)
class NotesState:
    """`notes` are None until they came."""

    agent_id: UUID | None = None
    notes: tuple[CoachingNote, ...] | None = None
    open: bool = False
    busy: bool = False
    problem: Problem | None = None


class NotesServer(Protocol):
    """The part of `client.quality_api.CoachingApi` that is used here."""

    def notes(self, agent_id: UUID) -> Notes: ...

    def close_note(self, note_id: UUID, wanted: CloseNote) -> CoachingNote: ...


class NotesPresenter(Shows[NotesState]):
    """Asks only while the list is open: whoever reads notes is written down."""

    def __init__(self, server: NotesServer, tasks: Tasks) -> None:
        super().__init__(NotesState())
        self._server, self._tasks = server, tasks

    def show_agent(self, agent_id: UUID | None) -> None:
        """Be about this agent from now on."""
        if agent_id != self.state.agent_id:
            self._show(replace(self.state, agent_id=agent_id, notes=None, problem=None))
            if self.state.open:
                self.read()

    def open(self, wanted: bool) -> None:
        """Show the notes, or put them away."""
        if wanted != self.state.open:
            self._show(replace(self.state, open=wanted, problem=None))
            if wanted:
                self.read()

    def read(self) -> None:
        """Read them anew, where they show."""
        agent_id = self.state.agent_id
        if agent_id is None or not self.state.open:
            return

        def came(found: Notes) -> None:
            if self.state.agent_id == agent_id:
                self._show(replace(self.state, notes=found.notes))

        def refused(error: ClientError) -> None:
            if self.state.agent_id == agent_id:
                self._show(replace(self.state, problem=error.problem))

        self._tasks.run(lambda: self._server.notes(agent_id), came, refused)

    def close(self, note_id: UUID, words: str) -> None:
        """Close a note: it has come about, or why it is let be. Where the agent has answered since, their answer shows
        and nothing is closed."""
        note = next((each for each in self.state.notes or () if each.note_id == note_id), None)
        if note is None or note.closed_at is not None or self.state.busy:
            return
        self._show(replace(self.state, busy=True, problem=None))

        def came(_: CoachingNote) -> None:
            self._show(replace(self.state, busy=False))
            self.read()

        def refused(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))
            self.read()

        wanted = CloseNote(seen_version=note.version, words=words.strip())
        self._tasks.run(lambda: self._server.close_note(note_id, wanted), came, refused)
