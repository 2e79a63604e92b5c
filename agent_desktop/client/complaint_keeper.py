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
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.errors import ClientError
from agent_desktop.client.kept_complaint import KeptComplaint
from agent_desktop.client.kept_note import RETRY_SECONDS, TRY_AGAIN
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.travelling_forms import TravellingForms
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


class ComplaintKeeper(TravellingForms):
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
        self._server, self._file_server, self._tasks = server, files, tasks
        super().__init__(drafts, disk, now, monotonic=monotonic)

    @property
    def is_busy(self) -> bool:
        """Whether something is not written, recorded or sent yet."""
        return any(not each.copy.is_idle or each.sending or self._is_due(each) for each in self._forms.values())

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
