"""The contents of files that go along with what is not on the server yet: each sealed in a file of its own."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.contract.errors import ErrorCode

_log = logging.getLogger(__name__)


class FileContents(Protocol):
    """Where the contents are kept on this workstation. All methods wait for the disk."""

    def keep(self, file_id: UUID, content: bytes) -> None:
        """Raises JOURNAL_NOT_WRITTEN."""
        ...

    def read(self, file_id: UUID) -> bytes | None:
        """Return a content; None where it is not here, or cannot be read with this person's key."""
        ...

    def drop(self, file_id: UUID) -> None:
        """Keep it no longer."""
        ...

    def drop_all_but(self, wanted: Iterable[UUID]) -> None:
        """Keep these only: what a program that ended early has left goes."""
        ...


class SealedFiles:
    """Keeps them in `folder`, which is made when the first one comes, with the journal's own key."""

    def __init__(self, folder: Path, fernet: Fernet) -> None:
        self._folder = folder
        self._fernet = fernet

    def keep(self, file_id: UUID, content: bytes) -> None:
        """See `FileContents`: whole on the disk when this returns."""
        path = self._path(file_id)
        new = path.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(fd, "wb") as file:
                file.write(self._fernet.encrypt(content))
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ClientError(ErrorCode.JOURNAL_NOT_WRITTEN, {"reason": reason}) from error

    def read(self, file_id: UUID) -> bytes | None:
        """See `FileContents`."""
        try:
            return self._fernet.decrypt(self._path(file_id).read_bytes())
        except (OSError, InvalidToken) as error:
            _log.warning("a kept file cannot be read: %s", type(error).__name__)
            return None

    def drop(self, file_id: UUID) -> None:
        """See `FileContents`; one that will not go is only told of: it stays sealed."""
        try:
            self._path(file_id).unlink(missing_ok=True)
        except OSError as error:
            _log.warning("a kept file cannot be removed: %s", error.strerror)

    def drop_all_but(self, wanted: Iterable[UUID]) -> None:
        """See `FileContents`."""
        names = {self._path(each).name for each in wanted}
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.name not in names and path.suffix in (".sealed", ".new"):
                    path.unlink(missing_ok=True)

    def _path(self, file_id: UUID) -> Path:
        return self._folder / f"{file_id}.sealed"


class NoFiles:
    """Stands in where the journal could not be opened."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    def keep(self, file_id: UUID, content: bytes) -> None:  # noqa: ARG002 - the port's shape
        """Raises the problem."""
        raise ClientError(self._problem.code, self._problem.details)

    def read(self, file_id: UUID) -> bytes | None:  # noqa: ARG002 - the port's shape
        """Nothing is kept."""
        return None

    def drop(self, file_id: UUID) -> None:
        """Nothing is kept."""

    def drop_all_but(self, wanted: Iterable[UUID]) -> None:
        """Nothing is kept."""


class MemoryFiles:
    """Keeps them in memory: for tests and pictures."""

    def __init__(self) -> None:
        self.contents: dict[UUID, bytes] = {}

    def keep(self, file_id: UUID, content: bytes) -> None:
        """See `FileContents`."""
        self.contents[file_id] = content

    def read(self, file_id: UUID) -> bytes | None:
        """See `FileContents`."""
        return self.contents.get(file_id)

    def drop(self, file_id: UUID) -> None:
        """See `FileContents`."""
        self.contents.pop(file_id, None)

    def drop_all_but(self, wanted: Iterable[UUID]) -> None:
        """See `FileContents`."""
        kept = set(wanted)
        self.contents = {each: content for each, content in self.contents.items() if each in kept}
