"""The agent's hand-over note, which saves itself: to a journal on this computer at once, then to the server.

One command at a time goes out; one without an answer goes again unchanged before anything newer. A note that was
changed elsewhere meanwhile is a conflict with both texts on the screen: nothing is written over unseen.
"""

import time
from collections.abc import Callable
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.errors import ClientError
from agent_desktop.client.handover_text import HandoverText, HandoverView, KeptHandover, kept_from, text_of
from agent_desktop.client.kept_note import RETRY_SECONDS, SEND_MOST_SECONDS, SEND_QUIET_SECONDS, TRY_AGAIN
from agent_desktop.client.local_copy import LocalCopies
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handovers import HandoverDraft, HandoverNote, SendHandover


class HandoverServer(Protocol):
    """The server's side of a hand-over note."""

    def handover(self, call_id: UUID) -> HandoverNote: ...

    def save(self, call_id: UUID, command: HandoverDraft) -> HandoverNote: ...

    def send(self, call_id: UUID, command: SendHandover) -> HandoverNote: ...


class HandoverKeeper:
    """Keeps every hand-over note until the server has it. Belongs to the thread that draws."""

    def __init__(
        self,
        server: HandoverServer,
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
        self._notes = {words.call_id: kept_from(words) for words in drafts.recovered_handovers}
        self._open: UUID | None = None
        self._text_number = 0
        self._copies: LocalCopies[KeptHandover] = LocalCopies(drafts, files, monotonic, self._publish)
        self._watched = Watched(HandoverView())

    @property
    def view(self) -> HandoverView:
        """The note of the call that is open."""
        return self._watched.value

    def watch(self, watcher: Callable[[HandoverView], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def open(self, call_id: UUID | None) -> None:
        """Show the note of this call, and ask the server what it has; None shows none."""
        if call_id == self._open:
            return
        current = self._current()
        if current is not None:
            current.hurry = True
        self._open = call_id
        self._text_number += 1
        if call_id is not None:
            kept = self._notes.setdefault(call_id, KeptHandover(call_id, HandoverText(), self._now()))
            kept.retry_at = self._monotonic()
            kept.unread = True
        self._publish()
        self.tick()

    def read_again(self) -> None:
        """The server has something new of the open note: that it was read, or what went along with it."""
        kept = self._current()
        if kept is None:
            return
        if kept.reading or kept.sending or kept.in_doubt is not None:
            kept.read_after = True  # an answer that is under way is the newer word
            return
        self._read(kept)

    def changed(self, text: HandoverText) -> None:
        """Take the fields as they now stand."""
        kept = self._current()
        if kept is None or text == kept.text:
            return
        now = self._monotonic()
        kept.text, kept.changed_at, kept.last_key = text, self._now(), now
        kept.first_unsent = now if kept.first_unsent is None else kept.first_unsent
        kept.refused = None
        self._copies.changed(kept)
        self._publish()

    def send(self) -> None:
        """Let the specialist read it as it stands: it is saved first."""
        kept = self._current()
        if kept is None or kept.send_wanted or kept.other is not None:
            return
        kept.send_wanted = kept.hurry = True
        kept.refused = kept.problem = None
        kept.retry_at = self._monotonic()
        self._publish()
        self.tick()

    def keep_mine(self) -> None:
        """Settle a conflict: what stands in the fields goes over what the server has."""
        kept = self._current()
        if kept is None or kept.other is None:
            return
        kept.note, kept.saved, kept.seen_version = kept.other, text_of(kept.other), kept.other.version
        kept.other, kept.hurry, kept.retry_at = None, True, self._monotonic()
        self._copies.changed(kept)
        self._publish()
        self.tick()

    def take_other(self) -> None:
        """Settle a conflict: what the server has goes into the fields."""
        kept = self._current()
        if kept is None or kept.other is None:
            return
        self._adopt(kept, kept.other)
        kept.other = None
        self._copies.keep(kept)
        self._publish()

    def keep_all_now(self) -> None:
        """Write every unsaved note to the journal before this returns: the program is ending."""
        self._copies.keep_all_now(self._notes.values())

    def link_came_up(self) -> None:
        """The server is back: send what waited."""
        for kept in self._notes.values():
            kept.retry_at = self._monotonic()
        self.tick()

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        now = self._monotonic()
        for kept in list(self._notes.values()):
            self._copies.tick(kept, hurry=kept.hurry)
            if now < kept.retry_at or kept.sending or kept.reading or kept.other is not None:
                continue
            if kept.in_doubt is not None:
                self._post(kept)
            elif kept.unread:
                self._read(kept)
            elif kept.refused is None and kept.must_be_saved and (kept.hurry or self._rested(kept, now)):
                self._save(kept)
            elif kept.send_wanted and kept.refused is None and not kept.must_be_saved:
                self._send(kept)
            elif kept.is_clean and kept.copy.is_idle and kept.call_id != self._open:
                self._notes.pop(kept.call_id, None)

    @staticmethod
    def _rested(kept: KeptHandover, now: float) -> bool:
        since = kept.first_unsent
        return since is None or now >= kept.last_key + SEND_QUIET_SECONDS or now >= since + SEND_MOST_SECONDS

    def _save(self, kept: KeptHandover) -> None:
        text = kept.text
        kept.in_doubt = HandoverDraft(
            command_id=uuid4(),
            seen_version=kept.seen_version,
            reason_code=text.reason_code,
            summary=text.summary,
            asked=text.asked,
            promised=text.promised,
            include=text.include,
        )
        kept.first_unsent, kept.hurry = None, False
        kept.sending = True
        self._publish()
        self._copies.keep_then(kept, lambda: self._post(kept))

    def _post(self, kept: KeptHandover) -> None:
        command = kept.in_doubt
        if command is None:
            return
        kept.sending = True
        self._tasks.run(
            lambda: self._server.save(kept.call_id, command),
            lambda note: self._saved(kept, command, note),
            lambda error: self._failed(kept, error),
        )

    def _saved(self, kept: KeptHandover, command: HandoverDraft, note: HandoverNote) -> None:
        kept.sending, kept.in_doubt, kept.unread = False, None, False
        kept.saved = HandoverText(
            command.reason_code, command.summary, command.asked, command.promised, command.include
        )
        kept.note, kept.seen_version = note, note.version
        self._went_well(kept)

    def _send(self, kept: KeptHandover) -> None:
        command = SendHandover(command_id=uuid4(), seen_version=kept.seen_version)
        kept.sending = True

        def sent(note: HandoverNote) -> None:
            kept.sending = kept.send_wanted = False
            kept.note, kept.seen_version = note, note.version
            self._went_well(kept)

        self._tasks.run(lambda: self._server.send(kept.call_id, command), sent, lambda error: self._failed(kept, error))

    def _went_well(self, kept: KeptHandover) -> None:
        kept.failures, kept.problem, kept.recovered = 0, None, False
        kept.hurry = kept.send_wanted
        kept.unread, kept.read_after = kept.unread or kept.read_after, False
        self._copies.keep(kept)
        self._publish()
        self.tick()

    def _failed(self, kept: KeptHandover, error: ClientError) -> None:
        kept.sending = kept.reading = False
        kept.problem = error.problem
        if error.code == ErrorCode.STALE_VERSION:
            kept.in_doubt, kept.unread, kept.retry_at = None, True, self._monotonic()
        elif error.may_pass or error.code in TRY_AGAIN or error.code == ErrorCode.COMMAND_REUSED:
            kept.in_doubt = None if error.code == ErrorCode.COMMAND_REUSED else kept.in_doubt
            kept.retry_at = self._monotonic() + RETRY_SECONDS[min(kept.failures, len(RETRY_SECONDS) - 1)]
            kept.failures += 1
        else:
            kept.in_doubt, kept.refused, kept.send_wanted, kept.unread = None, error.problem, False, False
        self._copies.changed(kept)
        self._publish()
        self.tick()

    def _read(self, kept: KeptHandover) -> None:
        kept.reading = True
        self._publish()

        def came(note: HandoverNote) -> None:
            kept.reading = False
            self._reconcile(kept, note)
            self._went_well(kept)

        self._tasks.run(lambda: self._server.handover(kept.call_id), came, lambda error: self._failed(kept, error))

    def _reconcile(self, kept: KeptHandover, note: HandoverNote) -> None:
        """Take the server's note. Words of ours that grew from an older one of its versions are a conflict."""
        first, kept.unread = kept.unread and kept.note is None, False
        server, ours = text_of(note), kept.text != kept.saved
        if note.version < kept.seen_version:
            return  # asked before our own last save
        if note.version == kept.seen_version or server == kept.text:
            kept.note, kept.seen_version = note, note.version
            if server == kept.text or (first and not kept.recovered and not ours):
                self._adopt(kept, note)
            else:
                kept.saved = server
        elif ours or kept.recovered:
            kept.other = note
        else:
            self._adopt(kept, note)

    def _adopt(self, kept: KeptHandover, note: HandoverNote) -> None:
        if kept.text != text_of(note):
            kept.text = text_of(note)
            self._text_number += kept.call_id == self._open
        kept.saved, kept.note, kept.seen_version = kept.text, note, note.version
        kept.recovered = False

    def _current(self) -> KeptHandover | None:
        return self._notes.get(self._open) if self._open is not None else None

    def _publish(self) -> None:
        kept = self._current()
        if kept is None:
            self._watched.set(HandoverView(text_number=self._text_number, journal_problem=self._copies.problem))
            return
        self._watched.set(
            HandoverView(
                call_id=kept.call_id,
                note=kept.note,
                text=kept.text,
                text_number=self._text_number,
                status=kept.status,
                problem=kept.refused or (kept.problem if kept.failures else None),
                journal_problem=self._copies.problem,
                other=text_of(kept.other) if kept.other is not None else None,
                loading=kept.note is None and kept.reading,
                sending=kept.send_wanted,
                recovered=kept.recovered,
            )
        )
