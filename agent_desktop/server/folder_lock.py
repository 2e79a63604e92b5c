"""One program at a time in a folder: a lock the operating system drops when its holder dies."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent_desktop.server.start_errors import AlreadyRunningError, FolderNotWritableError

_RETRY_SECONDS = 0.05


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def folder_lock(path: Path, *, limit_seconds: float) -> Iterator[None]:
    """Hold the lock file `path` while the block runs. The file itself stays.

    Raises:
        AlreadyRunningError: Another program held it for all of `limit_seconds`.
        FolderNotWritableError: The lock file cannot be made.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)  # not inherited: PEP 446
    except OSError as error:
        raise FolderNotWritableError(folder=str(path.parent)) from error
    try:
        deadline = time.monotonic() + limit_seconds
        while not _try_lock(handle):
            if time.monotonic() >= deadline:
                raise AlreadyRunningError(folder=str(path.parent))
            time.sleep(_RETRY_SECONDS)
        yield
    finally:
        os.close(handle)
