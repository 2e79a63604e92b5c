"""Forms of complaints, which keep themselves: to the journal on this computer at once, and to the server when the
person records one.

A record whose answer was lost goes again, unchanged, until the server has said what became of it; so it is recorded
once, and a server that is away only makes the number come later. Its files follow it.
"""

import time
from collections.abc import Callable
from typing import Final, Protocol
from uuid import UUID, uuid4, uuid5

from agent_desktop.client.clock import Now
from agent_desktop.client.complaint_words import FileWords
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.errors import ClientError
from agent_desktop.client.kept_complaint import KeptComplaint
from agent_desktop.client.kept_note import RETRY_SECONDS, TRY_AGAIN
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.travelling_forms import TravellingForms
from agent_desktop.contract.attachments import AnnounceFile, Attachment, RecordKind, RemoveFile
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaints import JoinInto, RecordComplaint
from agent_desktop.contract.errors import ErrorCode

TAKEN_OUT: Final = "Taken out of the form before it was recorded"


class RecordServer(Protocol):
    """The server's side of recording."""

    def record(self, command: RecordComplaint) -> Case: ...

    def join(self, complaint_id: UUID, command: JoinInto) -> Case: ...


class FileServer(Protocol):
    """The server's side of files."""

    def add_content(self, announced: AnnounceFile, content: bytes) -> Attachment: ...

    def remove(self, attachment_id: UUID, command: RemoveFile) -> Attachment: ...


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
        return any(
            not each.copy.is_idle or each.sending or each.sending_file or self._is_due(each)
            for each in self._forms.values()
        )

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
            if kept.is_let_go or (kept.is_recorded and kept.is_clean):
                if kept.copy.is_idle and kept.draft_id != self._open:
                    self._forms.pop(kept.draft_id, None)
                    self._publish()
                continue
            if now >= kept.retry_at and not kept.sending and self._is_due(kept):
                if kept.in_doubt is not None:
                    self._post(kept)
                elif not kept.sending_file:
                    self._send_file(kept)

    # inside

    @staticmethod
    def _is_due(kept: KeptComplaint) -> bool:
        if kept.is_let_go:
            return False
        return kept.in_doubt is not None or kept.files_due

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
        if kept.words.taken_out:
            self._take_out(kept, kept.words.taken_out[0])
            return
        file = next((each for each in kept.words.files if not each.is_sent), None)
        if file is None:
            return

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

        def sent() -> None:
            known = {each.file_id for each in kept.words.files}
            files = tuple(
                each.model_copy(update={"is_sent": True}) if each.file_id == file.file_id else each
                for each in kept.words.files
            )
            gone = () if file.file_id in known else (file.file_id,)  # it was taken out while it was on its way
            self._with_files(kept, files, (*kept.words.taken_out, *gone))
            self._disk.run(lambda: self._contents.drop(file.file_id), ignore, ignore)

        self._tell_files(kept, work, sent)

    def _take_out(self, kept: KeptComplaint, file_id: UUID) -> None:
        command = RemoveFile(command_id=uuid5(file_id, "taken out"), why=TAKEN_OUT)

        def work() -> None:
            try:
                self._file_server.remove(file_id, command)
            except ClientError as error:
                if error.code != ErrorCode.ATTACHMENT_NOT_FOUND:
                    raise

        def removed() -> None:
            left = tuple(each for each in kept.words.taken_out if each != file_id)
            self._with_files(kept, kept.words.files, left)

        self._tell_files(kept, work, removed)

    def _with_files(self, kept: KeptComplaint, files: tuple[FileWords, ...], taken_out: tuple[UUID, ...]) -> None:
        changed = {"files": files, "taken_out": taken_out}
        kept.words = kept.words.model_copy(update=changed)
        self._words_number += kept.draft_id == self._open
        self._copies.keep(kept)

    def _tell_files(self, kept: KeptComplaint, work: Callable[[], None], on_told: Callable[[], None]) -> None:
        """Tell the server one thing of the files of a form. What it does not take from one that is not recorded waits
        until it is."""
        kept.sending_file = True

        def told(_: None) -> None:
            kept.sending_file, kept.failures, kept.file_problem = False, 0, None
            on_told()
            self._publish()
            self.tick()

        def failed(error: ClientError) -> None:
            kept.sending_file = False
            if error.may_pass or error.code in TRY_AGAIN:
                kept.retry_at = self._monotonic() + RETRY_SECONDS[min(kept.failures, len(RETRY_SECONDS) - 1)]
                kept.failures += 1
            elif kept.is_recorded:
                kept.file_problem = error.problem
            else:
                kept.travels = False
            self._publish()

        self._tasks.run(work, told, failed)
