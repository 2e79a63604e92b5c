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
    """`address`, `reason`: the database that does not answer, without its password, and what was said."""

    code = ErrorCode.DATABASE_AWAY


class DatabaseRefusedError(StartError):
    """`address`, `reason`, `variable`: what was asked, what it said, and where its password can be."""

    code = ErrorCode.DATABASE_REFUSED


class DatabaseTooOldError(StartError):
    """`found`, `needed`: versions of PostgreSQL, or of the tables."""

    code = ErrorCode.DATABASE_TOO_OLD


class DatabaseNewerError(StartError):
    """`found`: the revision of the tables, which this program does not know."""

    code = ErrorCode.DATABASE_NEWER


class DatabaseNotEmptyError(StartError):
    """`database`: the name of the database that holds records already."""

    code = ErrorCode.DATABASE_NOT_EMPTY


class DiskFullError(StartError):
    """`folder`, `free_mb`, `needed_mb`."""

    code = ErrorCode.DISK_FULL


class FolderNotWritableError(StartError):
    """`folder`; `account` where PostgreSQL runs as another one than the present."""

    code = ErrorCode.FOLDER_NOT_WRITABLE


class AlreadyRunningError(StartError):
    """`folder`: whose lock another program holds."""

    code = ErrorCode.ALREADY_RUNNING


class BackupExistsError(StartError):
    """`path`: a file that is not overwritten."""

    code = ErrorCode.BACKUP_EXISTS


class BackupUnreadableError(StartError):
    """`path`, `reason`: hash, count, revision, format or cut_short."""

    code = ErrorCode.BACKUP_UNREADABLE
