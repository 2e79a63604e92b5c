"""Forms of complaints, which keep themselves: to the journal on this computer at once, and to the server when the
person records one.

A record whose answer was lost goes again, unchanged, until the server has said what became of it; so it is recorded
once, and a server that is away only makes the number come later. Its files follow it.
"""

import time
from collections.abc import Callable
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.complaint_words import ComplaintWords, FileWords
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.kept_complaint import ComplaintStatus, KeeperView, KeptComplaint, KeptDraft, kept_of
from agent_desktop.client.kept_note import RETRY_SECONDS, TRY_AGAIN
from agent_desktop.client.local_copy import LocalCopies
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Watched
from agent_desktop.contract.attachments import AnnounceFile, Attachment, RecordKind
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaints import JoinInto, RecordComplaint
from agent_desktop.contract.errors import ErrorCode


class RecordServer(Protocol):
    """The server's side of recording."""

    def record(self, command: RecordComplaint) -> Case: ...

    def join(self, complaint_id: UUID, command: JoinInto) -> Case: ...


class FileServer(Protocol):
    """The server's side of files."""

    def add_content(self, announced: AnnounceFile, content: bytes) -> Attachment: ...


class ComplaintKeeper:
    """Keeps every form until the server has it, or until it is thrown away. Belongs to the thread that draws."""

    def __init__(
        self,
        server: RecordServer,
        files: FileServer,
        drafts: Drafts,
        tasks: Tasks,
        disk: Tasks,
        now: Now,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`tasks` speaks to the server, `disk` writes the journal."""
        self._server, self._file_server = server, files
        self._contents = drafts.files
        self._tasks, self._disk = tasks, disk
        self._now, self._monotonic = now, monotonic
        self._forms = {each.draft_id: kept_of(each) for each in drafts.recovered_complaints}
        self._open: UUID | None = None
        self._words_number = 0
        self._copies: LocalCopies[KeptComplaint] = LocalCopies(drafts, disk, monotonic, self._written)
        self._watched = Watched(KeeperView())
        wanted = [file.file_id for each in self._forms.values() for file in each.words.files]
        disk.run(lambda: self._contents.drop_all_but(wanted), ignore, ignore)
        self._publish()

    @property
    def view(self) -> KeeperView:
        """What is open, and what is not finished."""
        return self._watched.value

    @property
    def begun(self) -> ComplaintWords | None:
        """What the open form started with."""
        kept = self._current()
        return kept.begun if kept is not None else None

    @property
    def is_busy(self) -> bool:
        """Whether something is not written, recorded or sent yet."""
        return any(not each.copy.is_idle or each.sending or self._is_due(each) for each in self._forms.values())

    def watch(self, watcher: Callable[[KeeperView], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def begin(self, words: ComplaintWords) -> None:
        """Open a new form that starts with these words."""
        self._forms[words.complaint_id] = KeptComplaint(words, words, self._now())
        self.open(words.complaint_id)

    def start_with(self, words: ComplaintWords) -> None:
        """More is known of what the open form starts with: it is no typing of the person's."""
        kept = self._current()
        if kept is None or kept.words.complaint_id != words.complaint_id:
            return
        untouched = {
            name: getattr(words, name)
            for name in ComplaintWords.model_fields
            if getattr(kept.words, name) == getattr(kept.begun, name)
        }
        kept.begun, kept.words = words, kept.words.model_copy(update=untouched)
        self._words_number += 1
        self._publish()

    def open(self, draft_id: UUID | None) -> None:
        """Show this form; None shows none. One in which nothing was typed goes when it is left."""
        current = self._current()
        if current is not None and current.draft_id != draft_id:
            if current.is_clean:
                current.is_let_go = True
            if current.copy.behind_since is not None:
                self._copies.keep(current)
        self._open = draft_id if draft_id in self._forms else None
        self._words_number += 1
        self._publish()

    def changed(self, words: ComplaintWords) -> None:
        """Take the fields of the open form as they now stand."""
        kept = self._current()
        if kept is None or words == kept.words or kept.is_recorded or kept.in_doubt is not None:
            return
        kept.words, kept.changed_at = words, self._now()
        kept.refused = kept.problem = None
        self._copies.changed(kept)
        self._publish()

    def keep_now(self) -> None:
        """Write the open form to this computer at once, also where nothing was typed."""
        kept = self._current()
        if kept is not None and not kept.is_recorded:
            kept.keep_now = True
            self._copies.keep(kept)
            self._publish()

    def throw_away(self, draft_id: UUID) -> None:
        """Keep this form no longer, with what was typed and its files. What is on its way to the server stays."""
        kept = self._forms.get(draft_id)
        if kept is None or kept.in_doubt is not None or kept.sending:
            return
        self._let_go(kept)
        if draft_id == self._open:
            self._open = None
            self._words_number += 1
        self._publish()

    def add_file(self, file: FileWords, content: bytes, on_failed: Callable[[Problem], None]) -> None:
        """Have a file go along with the open form, once its content is on this computer."""
        draft_id = self._open

        def kept_it(_: None) -> None:
            kept = self._forms.get(draft_id) if draft_id is not None else None
            if kept is None or kept.is_recorded or kept.is_let_go:
                self._disk.run(lambda: self._contents.drop(file.file_id), ignore, ignore)
                return
            kept.words = kept.words.model_copy(update={"files": (*kept.words.files, file)})
            kept.changed_at = self._now()
            self._words_number += draft_id == self._open
            self._copies.keep(kept)
            self._publish()

        self._disk.run(
            lambda: self._contents.keep(file.file_id, content), kept_it, lambda error: on_failed(error.problem)
        )

    def remove_file(self, file_id: UUID) -> None:
        """Have a file of the open form not go along."""
        kept = self._current()
        if kept is None or kept.is_recorded or kept.in_doubt is not None:
            return
        left = tuple(each for each in kept.words.files if each.file_id != file_id)
        kept.words = kept.words.model_copy(update={"files": left})
        self._words_number += 1
        self._copies.keep(kept)
        self._disk.run(lambda: self._contents.drop(file_id), ignore, ignore)
        self._publish()

    def record(self, command: RecordComplaint, join_into: UUID | None = None) -> None:
        """Record the open form; with `join_into` it goes on in that complaint."""
        kept = self._current()
        if kept is None or kept.is_recorded or kept.in_doubt is not None:
            return
        kept.in_doubt, kept.join_into = command, join_into
        kept.refused = kept.problem = None
        kept.failures, kept.sending = 0, True
        self._publish()
        self._copies.keep_then(kept, lambda: self._post(kept))

    def take_back_wish(self) -> None:
        """Have the open form, which waits for the server, not be recorded yet, while nothing is on its way."""
        kept = self._current()
        if kept is not None and kept.in_doubt is not None and not kept.sending:
            kept.in_doubt = kept.join_into = kept.problem = None
            self._copies.keep(kept)
            self._publish()

    def undone(self, case: Case) -> None:
        """The record of the open form was taken back: it stays as a draft, under another id."""
        kept = self._current()
        if kept is None or kept.number != case.glance.number:
            return
        self._let_go(kept, with_files=False)
        files = tuple(each.model_copy(update={"is_sent": False}) for each in kept.words.files if not each.is_sent)
        words = kept.words.model_copy(update={"complaint_id": uuid4(), "files": files})
        again = KeptComplaint(words, kept.begun.model_copy(update={"complaint_id": words.complaint_id}), self._now())
        again.keep_now = True
        self._forms[again.draft_id] = again
        self._open = again.draft_id
        self._words_number += 1
        self._copies.keep(again)
        self._publish()

    def keep_all_now(self) -> None:
        """Write every form to the journal before this returns: the program is ending."""
        self._copies.keep_all_now(self._forms.values())

    def link_came_up(self) -> None:
        """The server is back: record what waited."""
        for kept in self._forms.values():
            kept.retry_at = self._monotonic()
        self.tick()

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        now = self._monotonic()
        for kept in list(self._forms.values()):
            self._copies.tick(kept, hurry=False)
            if kept.is_let_go or (kept.is_recorded and not kept.files_left):
                if kept.copy.is_idle and kept.draft_id != self._open:
                    self._forms.pop(kept.draft_id, None)
                    self._publish()
                continue
            if now >= kept.retry_at and not kept.sending and self._is_due(kept):
                if kept.in_doubt is not None:
                    self._post(kept)
                else:
                    self._send_file(kept)

    # inside

    @staticmethod
    def _is_due(kept: KeptComplaint) -> bool:
        if kept.is_let_go:
            return False
        return kept.in_doubt is not None or (kept.is_recorded and kept.files_left and kept.file_problem is None)

    def _post(self, kept: KeptComplaint) -> None:
        command, into = kept.in_doubt, kept.join_into
        if command is None:
            return
        kept.sending = True

        def work() -> Case:
            if into is None:
                return self._server.record(command)
            return self._server.join(into, JoinInto(command_id=command.command_id, record=command))

        self._tasks.run(work, lambda case: self._recorded(kept, case), lambda error: self._failed(kept, error))
        self._publish()

    def _recorded(self, kept: KeptComplaint, case: Case) -> None:
        kept.sending, kept.in_doubt, kept.problem, kept.failures = False, None, None, 0
        kept.number, kept.case = case.glance.number, case
        self._copies.keep(kept)
        self._publish()
        self.tick()

    def _failed(self, kept: KeptComplaint, error: ClientError) -> None:
        kept.sending = False
        kept.problem = error.problem
        if error.may_pass or error.code in TRY_AGAIN:
            kept.retry_at = self._monotonic() + RETRY_SECONDS[min(kept.failures, len(RETRY_SECONDS) - 1)]
            kept.failures += 1
        else:
            kept.in_doubt, kept.join_into, kept.refused = None, None, error.problem
        self._copies.changed(kept)
        self._publish()

    def _send_file(self, kept: KeptComplaint) -> None:
        file = next((each for each in kept.words.files if not each.is_sent), None)
        if file is None:
            return
        kept.sending = True

        def work() -> None:
            content = self._contents.read(file.file_id)
            if content is None:
                raise ClientError(ErrorCode.JOURNAL_UNREADABLE)
            announced = AnnounceFile(
                attachment_id=file.file_id,
                record_kind=RecordKind.COMPLAINT,
                record_id=kept.draft_id,
                name=file.name,
                size=file.size,
                checksum=file.checksum,
            )
            self._file_server.add_content(announced, content)

        def sent(_: None) -> None:
            kept.sending, kept.failures, kept.file_problem = False, 0, None
            files = tuple(
                each.model_copy(update={"is_sent": True}) if each.file_id == file.file_id else each
                for each in kept.words.files
            )
            kept.words = kept.words.model_copy(update={"files": files})
            self._copies.keep(kept)
            self._disk.run(lambda: self._contents.drop(file.file_id), ignore, ignore)
            self._publish()
            self.tick()

        def failed(error: ClientError) -> None:
            kept.sending = False
            if error.may_pass or error.code in TRY_AGAIN:
                kept.retry_at = self._monotonic() + RETRY_SECONDS[min(kept.failures, len(RETRY_SECONDS) - 1)]
                kept.failures += 1
            else:
                kept.file_problem = error.problem
            self._publish()

        self._tasks.run(work, sent, failed)

    def _let_go(self, kept: KeptComplaint, *, with_files: bool = True) -> None:
        kept.is_let_go = True
        self._copies.keep(kept)
        if with_files:
            for file in kept.words.files:
                self._disk.run(lambda file_id=file.file_id: self._contents.drop(file_id), ignore, ignore)  # type: ignore[misc]

    def _written(self) -> None:
        kept = self._current()
        if kept is not None and self._copies.problem is None and kept.copy.is_idle:
            kept.kept_at = self._now()
        self._publish()

    def _current(self) -> KeptComplaint | None:
        return self._forms.get(self._open) if self._open is not None else None

    def _status(self, kept: KeptComplaint) -> ComplaintStatus:
        if kept.is_recorded:
            left = kept.files_left and kept.file_problem is None
            return ComplaintStatus.SENDING_FILES if left else ComplaintStatus.RECORDED
        if kept.in_doubt is not None:
            return ComplaintStatus.WAITING if kept.failures else ComplaintStatus.RECORDING
        if self._copies.problem is not None and not kept.is_clean:
            return ComplaintStatus.NOT_KEPT
        if kept.refused is not None:
            return ComplaintStatus.REFUSED
        if kept.is_clean:
            return ComplaintStatus.EMPTY
        return ComplaintStatus.KEPT if kept.copy.is_idle else ComplaintStatus.KEEPING

    def _publish(self) -> None:
        drafts = tuple(
            KeptDraft(
                each.draft_id,
                each.words.customer_id,
                each.words.customer_name or each.words.person_name,
                each.words.what,
                each.changed_at,
                self._status(each),
            )
            for each in self._forms.values()
            if not each.is_let_go and not each.is_recorded and not each.is_clean
        )
        kept = self._current()
        if kept is None:
            self._watched.set(KeeperView(words_number=self._words_number, drafts=drafts))
            return
        self._watched.set(
            KeeperView(
                words=kept.words,
                words_number=self._words_number,
                touched=kept.is_touched,
                status=self._status(kept),
                kept_at=kept.kept_at,
                problem=kept.refused or kept.problem or self._copies.problem,
                file_problem=kept.file_problem,
                number=kept.number,
                case=kept.case,
                join_into=kept.join_into,
                recovered=kept.recovered,
                drafts=drafts,
            )
        )
