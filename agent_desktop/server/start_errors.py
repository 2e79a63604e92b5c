"""What can be expected to go wrong before the server serves: each with its code and the values its words need."""

from typing import ClassVar

from pydantic import JsonValue

from agent_desktop.contract.errors import ErrorCode


class StartError(Exception):
    """Something the person who starts or administers the server can put right."""

    code: ClassVar[ErrorCode]

    def __init__(self, **details: JsonValue) -> None:
        super().__init__(self.code.value, details)
        self.details = details


class DatabaseNotStartedError(StartError):
    """`folder`, `reason`: where the embedded database keeps its data, and what PostgreSQL said."""

    code = ErrorCode.DATABASE_NOT_STARTED


class DatabaseAwayError(StartError):
    """`address`: the database server that does not answer, without its password."""

    code = ErrorCode.DATABASE_AWAY


class DatabaseTooOldError(StartError):
    """`found`, `needed`: versions of PostgreSQL, or of the tables."""

    code = ErrorCode.DATABASE_TOO_OLD


class DatabaseNotEmptyError(StartError):
    """`database`: the name of the database that holds records already."""

    code = ErrorCode.DATABASE_NOT_EMPTY


class DiskFullError(StartError):
    """`folder`, `free_mb`, `needed_mb`."""

    code = ErrorCode.DISK_FULL


class FolderNotWritableError(StartError):
    """`folder`."""

    code = ErrorCode.FOLDER_NOT_WRITABLE


class AlreadyRunningError(StartError):
    """`folder`: whose lock another program holds."""

    code = ErrorCode.ALREADY_RUNNING


class BackupUnreadableError(StartError):
    """`path`, `reason`."""

    code = ErrorCode.BACKUP_UNREADABLE
