"""Notes that save themselves: to the server, and to a journal on this computer a moment earlier.

Every text is in the journal about a second after the first key (see `local_copy`), and on its way to the server
`SEND_QUIET_SECONDS` after the last one and at most `SEND_MOST_SECONDS` after the first. One command at a time goes
out for a note; a command without an answer goes again unchanged before anything newer, so that the server's version
count is never mistaken for another person's writing.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.kept_note import (
    RETRY_SECONDS,
    TRY_AGAIN,
    KeptNote,
    NotesServer,
    NoteStatus,
    NoteView,
    Waiter,
    digest_of,
    note_from,
    note_of,
)
from agent_desktop.client.local_copy import LocalCopies
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Interaction, SaveNote

__all__ = ["NoteKeeper", "NoteStatus", "NoteView", "NotesServer"]


class NoteKeeper:
    """Keeps every note until the server has it. Belongs to the thread that draws.

    `tasks` speaks to the server, `files` writes the journal: two runners, so that a server that does not answer
    never keeps the journal waiting.
    """

    def __init__(
        self,
        server: NotesServer,
        drafts: Drafts,
        tasks: Tasks,
        files: Tasks,
        now: Now,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._now = now
        self._monotonic = monotonic
        self._notes = {draft.interaction_id: note_from(draft) for draft in drafts.recovered}
        self._open: UUID | None = None
        self._text_number = 0
        self._waiters: list[Waiter] = []
        self._copies: LocalCopies[KeptNote] = LocalCopies(drafts, files, monotonic, self._publish)
        self._watched = Watched(NoteView())
        self._publish()

    @property
    def view(self) -> NoteView:
        """The open note as it stands."""
        return self._watched.value

    def watch(self, watcher: Callable[[NoteView], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def open(self, interaction: Interaction | None) -> None:
        """Show this interaction's note: the server's text, or what this computer kept of it.

        None shows no note. What is not saved yet of the one before goes on being saved.
        """
        self.save_now()
        if interaction is None:
            self._open = None
            self._publish()
            self.tick()
            return
        note = self._notes.get(interaction.interaction_id)
        if note is None:
            note = note_of(interaction, self._now())
            self._notes[note.interaction_id] = note
        elif note.is_let_go:
            note.take(interaction)
        elif note.unreconciled:
            note.reconcile(interaction)
        self._open = note.interaction_id
        self._text_number += 1
        note.hurry = not note.is_clean
        self._publish()
        self.tick()

    def typed(self, text: str) -> None:
        """Take the text as it now stands in the field."""
        note = self._current()
        text = text.replace("\x00", "")  # the server's database has no NUL
        if note is None or text == note.text:
            return
        now = self._monotonic()
        note.text = text
        note.changed_at = self._now()
        note.last_key = now
        note.first_unsent = now if note.first_unsent is None else note.first_unsent
        self._copies.changed(note)
        note.check_length()
        self._publish()

    def save_now(self) -> None:
        """Wait for no pause in typing: an offer has arrived, was answered, or the panel closes."""
        note = self._current()
        if note is not None and not note.is_clean:
            note.hurry = True
            self.tick()

    def when_saved(self, on_saved: Callable[[], None], on_failed: Callable[[Problem], None]) -> None:
        """Save now, then call back once: when the server has all of the open note, or why it has not."""
        note = self._current()
        if note is None or note.is_clean:
            on_saved()
            return
        stuck = note.refused or (Problem(ErrorCode.STALE_VERSION) if note.other_text is not None else None)
        if stuck is not None:
            on_failed(stuck)
            return
        self._waiters.append(Waiter(note.interaction_id, on_saved, on_failed))
        note.retry_at = self._monotonic()
        self.save_now()

    def keep_mine(self) -> None:
        """Settle a conflict and lose nothing: our text is saved with the other one below it."""
        note = self._current()
        if note is not None and note.other_text is not None:
            self._settle(note)

    def discard(self, interaction_id: UUID) -> None:
        """Let go of a stranded note: the person has read it, or has copied it elsewhere."""
        note = self._notes.get(interaction_id)
        if note is not None and note.refused is not None and interaction_id != self._open:
            note.let_go()
            self._copies.keep(note)  # `tick` forgets it once the journal has
            self._publish()

    def link_came_up(self) -> None:
        """The server is back: send what waited."""
        for note in self._notes.values():
            note.retry_at = self._monotonic()
        self.tick()

    def keep_all_now(self) -> None:
        """Write every unsaved text to the journal before this returns: the program is ending.

        What the other runner has not written yet is older, and is not written any more.
        """
        self._copies.keep_all_now(self._notes.values())

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        now = self._monotonic()
        for note in list(self._notes.values()):
            self._copies.tick(note, hurry=note.hurry)
            if note.unreconciled and not note.reading and now >= note.retry_at:
                self._read(note)
            elif note.other_text is not None and note.interaction_id != self._open:
                self._settle(note)  # nobody looks at it any more: both texts are kept
            elif note.can_be_sent and now >= note.retry_at and (note.hurry or note.pause_is_over(now)):
                self._send(note)
            if note.is_clean and note.copy.is_idle and note.interaction_id != self._open:
                self._notes.pop(note.interaction_id, None)  # a callback may have been here first

    # to the server

    def _send(self, note: KeptNote) -> None:
        if note.in_doubt is None:
            note.in_doubt = SaveNote(command_id=uuid4(), seen_version=note.seen_version, text=note.text)
            note.sent_digest = digest_of(note.text)
            note.first_unsent = None
        note.hurry = False
        note.sending = True
        # The journal learns first what is being sent: after a crash it can tell our own save from another's.
        self._publish()
        self._copies.keep_then(note, lambda: self._post(note))

    def _post(self, note: KeptNote) -> None:
        command = note.in_doubt
        if command is None:
            return
        self._tasks.run(
            lambda: self._server.save_note(note.interaction_id, command),
            lambda interaction: self._saved(note, command, interaction),
            lambda error: self._not_saved(note, error),
        )

    def _saved(self, note: KeptNote, command: SaveNote, interaction: Interaction) -> None:
        note.sending = False
        note.in_doubt = None
        note.saved = command.text
        note.seen_version = interaction.note_version
        note.saved_at = interaction.note_saved_at
        note.sent_digest = ""
        note.failures = 0
        note.problem = None
        note.recovered = False
        self._copies.keep(note)
        if note.is_clean:
            self._tell_waiters(note, None)
        else:
            note.hurry = note.hurry or any(waiter.interaction_id == note.interaction_id for waiter in self._waiters)
        self._publish()
        self.tick()

    def _not_saved(self, note: KeptNote, error: ClientError) -> None:
        note.sending = False
        note.problem = error.problem
        if error.code == ErrorCode.STALE_VERSION:
            note.in_doubt = None
            note.unreconciled = True
            note.retry_at = self._monotonic()
            self._read(note)
            return
        if error.code == ErrorCode.COMMAND_REUSED:  # nothing was done under this id: send under another
            note.in_doubt = None
            note.hurry = True
            self._later(note)
        elif error.may_pass or error.code in TRY_AGAIN:
            self._later(note)
        else:
            note.in_doubt = None
            note.refused = error.problem
        self._copies.changed(note)
        self._tell_waiters(note, error.problem)
        self._publish()

    def _later(self, note: KeptNote) -> None:
        note.retry_at = self._monotonic() + RETRY_SECONDS[min(note.failures, len(RETRY_SECONDS) - 1)]
        note.failures += 1
        note.hurry = True

    def _read(self, note: KeptNote) -> None:
        """Ask what the server has, before anything is sent."""
        note.reading = True

        def came(interaction: Interaction) -> None:
            note.reading = False
            if note.unreconciled:  # the panel may have opened it, and reconciled, meanwhile
                note.reconcile(interaction)
                note.failures = 0
            self._reconciled(note)

        def failed(error: ClientError) -> None:
            note.reading = False
            note.problem = error.problem
            self._later(note)
            if not error.may_pass and error.code not in TRY_AGAIN:
                note.refused = error.problem
                note.unreconciled = False
            self._tell_waiters(note, error.problem)
            self._publish()

        self._tasks.run(lambda: self._server.interaction(note.call_id), came, failed)

    def _reconciled(self, note: KeptNote) -> None:
        note.hurry = True
        if note.is_clean:
            note.recovered = False
            self._tell_waiters(note, None)
        elif note.other_text is not None:
            self._tell_waiters(note, Problem(ErrorCode.STALE_VERSION))
        self._copies.keep(note)
        self._publish()
        self.tick()

    def _settle(self, note: KeptNote) -> None:
        note.keep_both()
        note.hurry = True
        note.retry_at = self._monotonic()
        self._copies.changed(note)
        if note.interaction_id == self._open:
            self._text_number += 1
        self._publish()
        self.tick()

    # to the panel

    def _current(self) -> KeptNote | None:
        return self._notes.get(self._open) if self._open is not None else None

    def _tell_waiters(self, note: KeptNote, problem: Problem | None) -> None:
        told = [waiter for waiter in self._waiters if waiter.interaction_id == note.interaction_id]
        self._waiters = [waiter for waiter in self._waiters if waiter not in told]
        for waiter in told:
            if problem is None:
                waiter.on_saved()
            else:
                waiter.on_failed(problem)

    def _publish(self) -> None:
        note = self._current()
        view = NoteView(
            waiting_count=sum(kept.is_waiting for kept in self._notes.values()),
            journal_problem=self._copies.problem,
            text_number=self._text_number,
            stranded=tuple(
                kept.draft()
                for kept in self._notes.values()
                if kept.refused is not None and kept.interaction_id != self._open
            ),
        )
        if note is not None:
            view = replace(
                view,
                interaction_id=note.interaction_id,
                text=note.text,
                status=note.status,
                saved_at=note.saved_at,
                other_text=note.other_text or "",
                problem=None if note.is_clean else note.refused or note.problem,
                recovered=note.recovered,
            )
        self._watched.set(view)
