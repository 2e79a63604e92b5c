"""The server's process, as in `benchmarks.pop.server`; where a file is named it also samples what its threads do."""

import collections
import os
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Final

from agent_desktop.server.run import run_server
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.settings import load_settings
from benchmarks.pop.lines import end_with_parent
from benchmarks.pop.server import Notes

_EVERY_SECONDS: Final = 0.005
_DEEPEST: Final = 40


class Sampler:
    """Counts where each thread is, many times a second. Cheap enough to leave the times about as they are."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._counts: collections.Counter[str] = collections.Counter()
        self._thread = threading.Thread(target=self._run, name="sampler", daemon=True)
        self._stopping = threading.Event()
        self._thread.start()

    def stop(self) -> None:
        """Write the stacks, one a line as flame graphs take them: frames from the outermost, and a count."""
        self._stopping.set()
        self._thread.join(5)
        lines = (f"{stack} {count}" for stack, count in self._counts.most_common())
        self._path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _run(self) -> None:
        own = threading.get_ident()
        while not self._stopping.is_set():
            time.sleep(_EVERY_SECONDS)
            for ident, frame in sys._current_frames().items():
                if ident != own:
                    self._counts[_stack_of(frame)] += 1


def _stack_of(frame: FrameType | None) -> str:
    names: list[str] = []
    while frame is not None and len(names) < _DEEPEST:
        code = frame.f_code
        names.append(f"{Path(code.co_filename).stem}.{code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return ";".join(reversed(names))


def main(config: Path, profile: Path | None) -> int:
    """Serve until standard input ends."""
    notes = Notes()
    end_with_parent()
    sampler = None if profile is None else Sampler(profile)
    status = run_server(load_settings(config), EnvironmentSecrets(os.environ), observe=notes.note)
    if sampler is not None:
        sampler.stop()
    notes.tell()
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
