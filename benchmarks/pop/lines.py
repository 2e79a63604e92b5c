"""How the benchmark's processes speak: one JSON object a line, over standard input and output."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import httpx

ROOT: Final = Path(__file__).resolve().parents[2]
_STOP_SECONDS: Final = 20.0

Line = dict[str, Any]


class ChildFailedError(Exception):
    """A process of the benchmark ended, or did not answer. The text says which, with its last words."""


class Child:
    """A process of the benchmark, started at once. Use it as a context: it is ended on the way out.

    Args:
        module: Run with ``python -m``.
        arguments: Its arguments.
        log: What it prints on standard error.
        environment: Variables over the present ones.
    """

    def __init__(self, module: str, *arguments: str, log: Path, environment: Mapping[str, str] | None = None) -> None:
        self._name = module.rsplit(".", 1)[-1]
        self._log = log
        self._heard: queue.SimpleQueue[Line | None] = queue.SimpleQueue()
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=os.environ | dict(environment or {}),
                cwd=ROOT,
                text=True,
                bufsize=1,
            )
        self._listener = threading.Thread(target=self._listen, name=f"hear-{self._name}", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def tell(self, **line: Any) -> None:
        """Say something to the process."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def hear(self, what: str, *, seconds: float = 60.0) -> Line:
        """Return the next line whose ``what`` is this, passing over others.

        Raises:
            ChildFailedError: It did not come.
        """
        until = time.monotonic() + seconds
        while True:
            try:
                line = self._heard.get(timeout=max(0.001, until - time.monotonic()))
            except queue.Empty:
                raise self._failed(f"said no {what!r} within {seconds:g} s") from None
            if line is None:
                raise self._failed(f"ended with status {self._process.wait(_STOP_SECONDS)}")
            if line.get("what") == what:
                return line

    def ask(self, what: str, **line: Any) -> Line:
        """Say something, and return the answer of the same name."""
        self.tell(what=what, **line)
        return self.hear(what)

    def wait_for(self, url: str, *, seconds: float = 60.0) -> None:
        """Wait until `url` answers 200.

        Raises:
            ChildFailedError: It does not.
        """
        until = time.monotonic() + seconds
        with httpx.Client(timeout=2.0, trust_env=False) as client:
            while self._process.poll() is None and time.monotonic() < until:
                try:
                    if client.get(url).status_code == httpx.codes.OK:
                        return
                except httpx.HTTPError:
                    pass
                time.sleep(0.05)
        raise self._failed("does not answer")

    def close(self) -> None:
        """Let the process end; what it still says can be heard."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()

    def stop(self) -> None:
        """End the process in order; by force where it does not go. Doing it twice does nothing."""
        self.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_STOP_SECONDS)
        self._listener.join(_STOP_SECONDS)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._log.open("a", encoding="utf-8") as log:
            for text in self._process.stdout:
                line = _line_in(text)
                if line is not None:
                    self._heard.put(line)
                else:
                    log.write(text)
                    log.flush()
        self._heard.put(None)

    def _failed(self, how: str) -> ChildFailedError:
        said = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-12:]
        return ChildFailedError("\n".join([f"the {self._name} {how}", *said]))


def _line_in(text: str) -> Line | None:
    """Return what a process tells us; None for what it logs."""
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) and "what" in line else None


def say(what: str, **line: Any) -> None:
    """In the process: tell the benchmark."""
    sys.stdout.write(json.dumps({"what": what, **line}) + "\n")
    sys.stdout.flush()


def serve(obey: Callable[[Line], None], ended: Callable[[], None]) -> None:
    """In the process: call `obey` with each line on a thread of its own; `ended` when there will be no more."""

    def listen() -> None:
        for line in sys.stdin:
            obey(json.loads(line))
        ended()

    threading.Thread(target=listen, name="orders", daemon=True).start()


def end_with_parent() -> None:
    """In a process that takes no orders: ask it to end when standard input does."""

    def watch() -> None:
        while sys.stdin.read(1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
