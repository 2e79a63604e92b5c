"""The files of the complaint that is shown: listed, added with how far they are, looked at, saved, removed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.attachments import Attachment, Attachments, RecordKind, RemoveFile


@dataclass(frozen=True, slots=True)
class FilesState:
    """`listed` is None until it came. While a file is added, `adding` is its name, and `gone` of `size` bytes are sent.

    `shown` is a file that is looked at, with its content once that came.
    """

    complaint_id: UUID | None = None
    listed: Attachments | None = None
    adding: str = ""
    gone: int = 0
    size: int = 0
    shown: Attachment | None = None
    content: bytes | None = None
    busy: bool = False
    deeds: int = 0
    problem: Problem | None = None


class FilesServer(Protocol):
    """The part of `client.attachments_api.AttachmentsApi` that is used here."""

    def attachments(self, kind: RecordKind, record_id: UUID) -> Attachments: ...

    def add(
        self, kind: RecordKind, record_id: UUID, attachment_id: UUID, file: Path, told: Callable[[int, int], None] = ...
    ) -> Attachment: ...

    def content(self, attachment: Attachment) -> bytes: ...

    def save(self, attachment: Attachment, place: Path) -> None: ...

    def remove(self, attachment_id: UUID, command: RemoveFile) -> Attachment: ...


class FilesPresenter(Shows[FilesState]):
    def __init__(self, server: FilesServer, tasks: Tasks) -> None:
        super().__init__(FilesState())
        self._server, self._tasks = server, tasks
        self._told = (0, 0)
        self._again: tuple[UUID, Path] | None = None

    def open(self, complaint_id: UUID) -> None:
        """Show the files of a complaint, read anew."""
        if complaint_id != self.state.complaint_id:
            self._show(FilesState(complaint_id=complaint_id))

        def came(listed: Attachments) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, listed=listed))

        self._tasks.run(
            lambda: self._server.attachments(RecordKind.COMPLAINT, complaint_id), came, self._failed_of(complaint_id)
        )

    def add(self, file: Path) -> None:
        """Add a file. The one that failed last is sent under the same id again, so that it never comes twice."""
        complaint_id = self.state.complaint_id
        if complaint_id is None or self.state.adding:
            return
        again = self._again
        attachment_id = again[0] if again is not None and again[1] == file else uuid4()
        self._again, self._told = (attachment_id, file), (0, 0)
        self._show(replace(self.state, adding=file.name, gone=0, size=0, problem=None))

        def told(gone: int, size: int) -> None:  # on the thread that sends
            self._told = (gone, size)

        def came(_added: Attachment) -> None:
            self._again = None
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, adding="", deeds=self.state.deeds + 1))
                self.open(complaint_id)

        self._tasks.run(
            lambda: self._server.add(RecordKind.COMPLAINT, complaint_id, attachment_id, file, told),
            came,
            self._failed_of(complaint_id),
        )

    def tick(self) -> None:
        """Show how far a file is. Called a few times a second while one is added."""
        if self.state.adding:
            self._show(replace(self.state, gone=self._told[0], size=self._told[1]))

    def look_at(self, attachment: Attachment) -> None:
        """Get what a file holds, to show it."""
        self._show(replace(self.state, shown=attachment, content=None, problem=None))

        def came(content: bytes) -> None:
            if self.state.shown == attachment:
                self._show(replace(self.state, content=content))

        self._tasks.run(
            lambda: self._server.content(attachment), came, self._failed_of(self.state.complaint_id, closes=True)
        )

    def put_away(self) -> None:
        """The person has looked at the file."""
        self._show(replace(self.state, shown=None, content=None))

    def save(self, attachment: Attachment, place: Path) -> None:
        """Write a file to a place on this workstation."""
        self._show(replace(self.state, problem=None))
        self._tasks.run(lambda: self._server.save(attachment, place), ignore, self._failed_of(self.state.complaint_id))

    def remove(self, attachment: Attachment, why: str) -> None:
        """Remove what a file holds, for good."""
        complaint_id = self.state.complaint_id
        command = RemoveFile(command_id=uuid4(), why=why)
        self._show(replace(self.state, busy=True, problem=None))

        def came(_removed: Attachment) -> None:
            if complaint_id is not None and self.state.complaint_id == complaint_id:
                self._show(replace(self.state, busy=False, deeds=self.state.deeds + 1))
                self.open(complaint_id)

        self._tasks.run(
            lambda: self._server.remove(attachment.attachment_id, command), came, self._failed_of(complaint_id)
        )

    def _failed_of(self, complaint_id: UUID | None, *, closes: bool = False) -> Callable[[ClientError], None]:
        def failed(error: ClientError) -> None:
            if self.state.complaint_id == complaint_id:
                state = replace(self.state, shown=None, content=None) if closes else self.state
                self._show(replace(state, adding="", busy=False, problem=error.problem))

        return failed
