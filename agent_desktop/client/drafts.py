"""The encrypted journal of what was typed and is not yet on the server: one file a person on this workstation.

A line is one record, a Fernet token; the last record of a note, or of the answers to a script, counts. A program
killed in the middle of a write leaves a torn last line, which is passed over. Files are only ever added to, or
replaced whole.
"""

import contextlib
import logging
import os
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from cryptography.fernet import Fernet

from agent_desktop.client.callback_words import OutcomeWords
from agent_desktop.client.complaint_words import ComplaintDraft
from agent_desktop.client.draft_files import FileContents, NoFiles, SealedFiles
from agent_desktop.client.draft_records import (
    AnyDraft,
    Draft,
    DraftKey,
    DraftKind,
    HandoverWords,
    RunDraft,
    drop_line,
    key_of,
    line_of,
    read_journal,
)
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.file_lock import FileLock
from agent_desktop.client.typed_words import TypedWords
from agent_desktop.contract.errors import ErrorCode

__all__ = [
    "AnyDraft",
    "Draft",
    "DraftJournal",
    "DraftKind",
    "Drafts",
    "HandoverWords",
    "NoJournal",
    "RunDraft",
    "count_waiting",
]

_log = logging.getLogger(__name__)

COMPACT_BYTES: Final = 1_000_000
"""A journal larger than this is written anew, if half of it is no longer needed."""


class Drafts(Protocol):
    """Where drafts are kept on this workstation. Both methods write and wait for the disk."""

    @property
    def recovered(self) -> tuple[Draft, ...]:
        """The notes that an earlier run left unsent."""
        ...

    @property
    def recovered_runs(self) -> tuple[RunDraft, ...]:
        """The script answers that an earlier run left unsent."""
        ...

    @property
    def recovered_handovers(self) -> tuple[HandoverWords, ...]:
        """The hand-over notes that an earlier run left unsent."""
        ...

    @property
    def recovered_outcomes(self) -> tuple[OutcomeWords, ...]:
        """The outcomes of callbacks that an earlier run left unsaid."""
        ...

    @property
    def recovered_complaints(self) -> tuple[ComplaintDraft, ...]:
        """The complaints that an earlier run left unrecorded."""
        ...

    @property
    def recovered_typed(self) -> tuple[TypedWords, ...]:
        """What an earlier run left unsent in small forms."""
        ...

    @property
    def files(self) -> FileContents:
        """The contents of files that go along."""
        ...

    def keep(self, draft: AnyDraft) -> None:
        """Keep the newest of this draft's key. Raises JOURNAL_NOT_WRITTEN."""
        ...

    def drop(self, draft_id: UUID, kind: DraftKind = DraftKind.NOTE) -> None:
        """The server has it: keep it no longer. Raises JOURNAL_NOT_WRITTEN."""
        ...


class DraftJournal:
    """The journal on disk. May be used by several threads at once. Only one program may have it open.

    `folder` is made if need be and belongs to the user alone. `key` is the `draft_key` of the sign-in.

    A disk that is full or may not be written does not close it: what is there is recovered, and `keep` says so each
    time until the disk takes it again.

    Raises:
        ClientError: ALREADY_RUNNING where another desktop of this person has it open; JOURNAL_NOT_WRITTEN where the
            folder cannot even be made; JOURNAL_UNREADABLE where the file may not be read; SERVER_NOT_UNDERSTOOD for
            a key of another form.
    """

    def __init__(self, folder: Path, user_id: UUID, key: str, *, compact_bytes: int = COMPACT_BYTES) -> None:
        try:
            self._fernet = Fernet(key.encode("ascii"))
        except ValueError as error:
            raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD) from error
        self._path = folder / f"{user_id}.journal"
        self.files: FileContents = SealedFiles(folder / f"{user_id}.files", self._fernet)
        self._compact_bytes = compact_bytes
        self._guard = threading.Lock()
        self._fd = -1
        self._closed = False
        self._torn = False
        self.set_aside: Path | None = None
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = FileLock(folder / f"{user_id}.lock")
        except OSError as error:
            raise _not_written(error) from error
        try:
            self._live = self._open()
        except BaseException:
            self.close()
            raise
        self._recovered = tuple(sorted(self._live.values(), key=lambda draft: draft.changed_at))

    @property
    def recovered(self) -> tuple[Draft, ...]:
        """The notes that an earlier run left unsent, oldest first."""
        return tuple(draft for draft in self._recovered if isinstance(draft, Draft))

    @property
    def recovered_runs(self) -> tuple[RunDraft, ...]:
        """The script answers that an earlier run left unsent, oldest first."""
        return tuple(draft for draft in self._recovered if isinstance(draft, RunDraft))

    @property
    def recovered_handovers(self) -> tuple[HandoverWords, ...]:
        """The hand-over notes that an earlier run left unsent, oldest first."""
        return tuple(draft for draft in self._recovered if isinstance(draft, HandoverWords))

    @property
    def recovered_outcomes(self) -> tuple[OutcomeWords, ...]:
        """The outcomes of callbacks that an earlier run left unsaid, oldest first."""
        return tuple(draft for draft in self._recovered if isinstance(draft, OutcomeWords))

    @property
    def recovered_complaints(self) -> tuple[ComplaintDraft, ...]:
        """The complaints that an earlier run left unrecorded, oldest first."""
        return tuple(draft for draft in self._recovered if isinstance(draft, ComplaintDraft))

    @property
    def recovered_typed(self) -> tuple[TypedWords, ...]:
        """What an earlier run left unsent in small forms, oldest first."""
        return tuple(draft for draft in self._recovered if isinstance(draft, TypedWords))

    @property
    def problem(self) -> Problem | None:
        """JOURNAL_UNREADABLE where an earlier file could not be read with this key; it was set aside, not deleted."""
        return Problem(ErrorCode.JOURNAL_UNREADABLE) if self.set_aside is not None else None

    def keep(self, draft: AnyDraft) -> None:
        """Keep the newest of this draft's key; on the disk when this returns. Raises JOURNAL_NOT_WRITTEN."""
        with self._guard:
            self._append(line_of(self._fernet, draft))
            self._live[key_of(draft)] = draft
            self._compact_if_worth()

    def drop(self, draft_id: UUID, kind: DraftKind = DraftKind.NOTE) -> None:
        """Keep a draft no longer. Raises JOURNAL_NOT_WRITTEN."""
        with self._guard:
            if (kind, draft_id) in self._live:
                self._append(drop_line(self._fernet, (kind, draft_id)))
                del self._live[kind, draft_id]
                self._compact_if_worth()

    def close(self) -> None:
        """Close the file and let another desktop have it."""
        with self._guard:
            self._closed = True
            self._close_file()
            self._lock.release()

    # inside

    def _open(self) -> dict[DraftKey, AnyDraft]:
        try:
            content = self._path.read_bytes() if self._path.exists() else b""
        except OSError as error:
            raise ClientError(ErrorCode.JOURNAL_UNREADABLE) from error
        read = read_journal(self._fernet, content)
        self._torn = bool(content) and not content.endswith(b"\n")
        if read.bad_lines:
            _log.warning("journal: %d of %d records unreadable", read.bad_lines, read.lines)
        try:
            if read.bad_lines > (1 if self._torn else 0):
                # More than a torn end: it may be another key's. Set aside, never deleted.
                self._copy_aside(content)
            if content:
                self._replace(read.drafts.values())
            else:
                self._fd = _open_to_append(self._path)
        except OSError as error:
            _log.warning("journal not written at the start: %s", error.strerror)
        return dict(read.drafts)

    def _append(self, line: bytes) -> None:
        if self._closed:
            raise ClientError(ErrorCode.JOURNAL_NOT_WRITTEN)
        line = (b"\n" if self._torn else b"") + line
        try:
            if self._fd < 0:
                self._fd = _open_to_append(self._path)
            size = os.fstat(self._fd).st_size
            try:
                _write_all(self._fd, line)
                os.fsync(self._fd)
            except OSError:
                # Half a record must not spoil the next one.
                with contextlib.suppress(OSError):
                    os.ftruncate(self._fd, size)
                raise
        except OSError as error:
            raise _not_written(error) from error
        self._torn = False

    def _compact_if_worth(self) -> None:
        if os.fstat(self._fd).st_size < self._compact_bytes:
            return
        needed = sum(2 * len(draft.model_dump_json().encode()) + 300 for draft in self._live.values())
        if needed * 2 < os.fstat(self._fd).st_size:
            try:
                self._replace(self._live.values())
            except OSError as error:  # the long file is as good as the short one
                _log.warning("journal not compacted: %s", error.strerror)

    def _replace(self, drafts: Iterable[AnyDraft]) -> None:
        """Write the file anew: at every moment either the old or the new one is whole."""
        new = self._path.with_suffix(".new")
        fd = _open_to_append(new, os.O_TRUNC)
        try:
            for draft in drafts:
                _write_all(fd, line_of(self._fernet, draft))
            os.fsync(fd)
        except OSError:
            os.close(fd)
            raise
        if os.name == "nt":  # an open file cannot be replaced there
            os.close(fd)
            self._close_file()
            new.replace(self._path)
            self._fd = _open_to_append(self._path)
            self._torn = False
            return
        try:
            new.replace(self._path)
        except OSError:
            os.close(fd)
            raise
        self._close_file()
        self._fd = fd
        self._torn = False
        _sync_folder(self._path.parent)

    def _close_file(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _copy_aside(self, content: bytes) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self._path.with_suffix(f".unreadable-{stamp}")
        fd = _open_to_append(aside)
        try:
            _write_all(fd, content)
            os.fsync(fd)
        finally:
            os.close(fd)
        self.set_aside = aside


class NoJournal:
    """Stands in where the journal could not be opened: it keeps nothing and says so each time."""

    recovered: tuple[Draft, ...] = ()
    recovered_runs: tuple[RunDraft, ...] = ()
    recovered_handovers: tuple[HandoverWords, ...] = ()
    recovered_outcomes: tuple[OutcomeWords, ...] = ()
    recovered_complaints: tuple[ComplaintDraft, ...] = ()
    recovered_typed: tuple[TypedWords, ...] = ()

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.files: FileContents = NoFiles(problem)

    def keep(self, draft: AnyDraft) -> None:  # noqa: ARG002 - the port's shape
        """Raises the problem."""
        raise ClientError(self._problem.code, self._problem.details)

    def drop(self, draft_id: UUID, kind: DraftKind = DraftKind.NOTE) -> None:
        """Nothing is kept."""


def _open_to_append(path: Path, more: int = 0) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | more, 0o600)


def _write_all(fd: int, content: bytes) -> None:
    while content:
        content = content[os.write(fd, content) :]


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _not_written(error: OSError) -> ClientError:
    return ClientError(ErrorCode.JOURNAL_NOT_WRITTEN, {"reason": error.strerror or type(error).__name__})


def count_waiting(folder: Path, user_id: UUID, key: str) -> int:
    """Count the notes that this person has on this computer and not yet on the server, without opening the journal."""
    try:
        content = (folder / f"{user_id}.journal").read_bytes()
        fernet = Fernet(key.encode("ascii"))
    except (OSError, ValueError):
        return 0
    return sum(isinstance(draft, Draft) for draft in read_journal(fernet, content).drafts.values())
