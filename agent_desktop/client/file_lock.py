"""One holder at a time for a file, also across processes; a killed holder's lock is free at once."""

import sys
from pathlib import Path
from typing import IO

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode


class FileLock:
    """Held from construction to `release`.

    Raises:
        ClientError: ALREADY_RUNNING where another process holds it.
        OSError: The file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] | None = path.open("ab")
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            self._file = None
            raise ClientError(ErrorCode.ALREADY_RUNNING) from error

    def release(self) -> None:
        """Let others have it. The file stays: removing it would race with the next holder."""
        if self._file is not None:
            self._file.close()  # closing gives up the lock
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
