"""What the desktop is to the operating system: one program with a screen and a log, that ends well."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.errors import ClientError
from agent_desktop.client.file_lock import FileLock
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.bridge import log_bug

_OLDEST: Final = "0.1.0"


@cache
def program_version() -> str:
    """Return this program's version, as the installed package says it."""
    try:
        return version("agent-desktop")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return _OLDEST


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown; without this question Qt ends the whole program."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def lock_instance(data_folder: Path, server: str) -> FileLock:
    """Make this the one desktop of this account for `server`; release the lock to let another one start.

    The lock is the operating system's and ends with its program, however that ended: no number of a process is kept,
    which after a kill may be another program's.

    Raises:
        ClientError: ALREADY_RUNNING; FOLDER_NOT_WRITABLE.
    """
    place = sha256(server.rstrip("/").encode()).hexdigest()[:16]
    try:
        data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileLock(data_folder / f"{place}.lock")
    except OSError as error:
        details = {"folder": str(data_folder), "account": ""}
        raise ClientError(ErrorCode.FOLDER_NOT_WRITABLE, details) from error
    except ClientError as error:
        raise ClientError(error.code, {"folder": str(data_folder)}) from error


class Instance:
    """That this program is the one desktop of this account for `server`. May be asked for by several threads."""

    def __init__(self, data_folder: Path, server: str) -> None:
        self._data_folder = data_folder
        self._server = server
        self._guard = threading.Lock()
        self._lock: FileLock | None = None

    def hold(self) -> None:
        """Be the one, until `release`; nothing where it is already. Raises: as `lock_instance`."""
        with self._guard:
            if self._lock is None:
                self._lock = lock_instance(self._data_folder, self._server)

    def release(self) -> None:
        """Let another one start."""
        with self._guard:
            lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()


def log_to(path: Path) -> Callable[[], None]:
    """Write the program's log to a file, a few megabytes at most: ids and places in the code, no names.

    Returns:
        What ends it.
    """
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    ours = logging.getLogger("agent_desktop")
    ours.addHandler(handler)

    def stop() -> None:
        ours.removeHandler(handler)
        handler.close()

    return stop


def catch_what_escapes(app: QCoreApplication) -> Callable[[], None]:
    """Log what leaves a slot, and end well on Ctrl+C. Returns what takes both back."""
    before = sys.excepthook

    def hook(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            app.quit()
            return
        log_bug("A slot", error.with_traceback(trace))

    def end(_signal: int, _frame: FrameType | None) -> None:
        app.quit()

    sys.excepthook = hook
    handled = [signal.SIGINT, signal.SIGTERM] if os.name != "nt" else [signal.SIGINT]
    kept = {each: signal.signal(each, end) for each in handled}

    def restore() -> None:
        sys.excepthook = before
        for each, handler in kept.items():
            signal.signal(each, handler)

    return restore
