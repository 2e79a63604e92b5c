"""The desktop's half of a pop alone: from the text of the stream's message to the end of the paint.

Without server or database, so that nothing else is measured; beside the time that passed stands the processor time of
the thread that draws, which a busy machine changes little. ``--profile`` says which functions it goes to.
"""

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from agent_desktop.client.stream_reading import StreamReader
from agent_desktop.client.vault import KeyringState
from agent_desktop.demo.pump import wait_until
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.ui.theme.theme import Theme
from benchmarks.pop.desk_alone import Calls, FedStream, open_desk
from benchmarks.pop.paints import PaintWatch, Panels
from benchmarks.pop.summary import spread, table
from tests.support.memory_desk import MemoryServer

SIZE: Final = (1440, 900)
_WAIT_MS: Final = 5000
_STEPS: Final = ("offered", "answered", "gone")
_PARTS: Final = ("message read", "state set", "to the paint", "paint", "together", "processor time")


class Meter:
    """Feeds one message at a time and notes how long each part took."""

    def __init__(self, window: QWidget, fed: FedStream, profile: cProfile.Profile | None) -> None:
        self._fed = fed
        self._profile = profile
        self._loop = QEventLoop()
        self._limit = QTimer()
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._loop.quit)
        self._wanted: Panels | None = None
        self._painted = 0.0
        self._began = 0.0
        self._used = 0.0
        self._paints = 0
        self._reader = StreamReader()
        PaintWatch(window, self._saw)

    def feed_ahead(self, text: str) -> float:
        """Take what goes ahead of the message `text`; return the seconds of the processor that it took."""
        before = time.thread_time()
        numbers, _, words = text.partition('"type":"event",')
        assert numbers
        message = self._reader.read('{"number":0,"type":"ahead",' + words)
        assert message is not None
        self._receive(message)
        return time.thread_time() - before

    def feed(self, text: str, panels: Panels | None) -> tuple[list[float], int]:
        """Show the message; return seconds for each of `_PARTS` and the number of paints until all was quiet."""
        if panels is not None:
            panels.forget()
        self._wanted, self._painted, self._paints = panels, 0.0, 0
        QTimer.singleShot(0, self._loop, lambda: self._take(text))
        self._limit.start(_WAIT_MS)
        self._loop.exec()
        self._limit.stop()
        if self._painted == 0.0:
            raise RuntimeError(f"it was not painted; paints: {self._paints}, panels: {panels and panels.unpainted()}")
        begin, read, shown = self._times
        times = [read - begin, shown - read, self._began - shown, self._painted - self._began, self._painted - begin]
        return [*times, self._used], self._paints

    def _take(self, text: str) -> None:
        if self._profile is not None:
            self._profile.enable()
        self._used_before = time.thread_time()
        begin = time.monotonic()
        message = self._reader.read(text)
        assert message is not None
        read = time.monotonic()
        self._receive(message)
        self._times = (begin, read, time.monotonic())

    def receive_with(self, receive: Callable[[object], None]) -> None:
        """Say who takes a message in the thread that draws."""
        self._receive = receive

    def _saw(self, began: float, ended: float) -> None:
        self._paints += 1
        if self._painted == 0.0 and (self._wanted is None or self._wanted.all_painted()):
            self._used = time.thread_time() - self._used_before
            if self._profile is not None:
                self._profile.disable()
            self._began, self._painted = began, ended
            QTimer.singleShot(60, self._loop, self._loop.quit)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(description="Measure the desktop's half of the screen pop.")
    parser.add_argument("--calls", type=int, default=200, help="how many are counted (%(default)s)")
    parser.add_argument("--warm-up", type=int, default=20, help="how many go before (%(default)s)")
    parser.add_argument("--profile", choices=_STEPS, help="say where the time of this step goes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    options = parser.parse_args(arguments)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    profile = cProfile.Profile(time.thread_time) if options.profile else None  # of a busy machine too
    with tempfile.TemporaryDirectory(prefix="agent-desktop-bench-") as folder:
        measured, paints, cold, ahead = _measure(app, Path(folder), options, profile)
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    made_ready = spread(ahead)
    print(f"\n{table('ahead of it, milliseconds', {'processor time': made_ready})}")
    figures: dict[str, object] = {"ahead": made_ready.as_json()}
    for step in _STEPS:
        spreads = {part: spread([each[place] for each in measured[step]]) for place, part in enumerate(_PARTS)}
        print(f"\n{table(f'{step}, milliseconds', spreads)}")
        print(f"first, cold: {1000 * cold[step]:.1f} ms · paint passes: {sum(paints[step]) / len(paints[step]):.2f}")
        figures[step] = {part: each.as_json() for part, each in spreads.items()}
    if profile is not None:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        pstats.Stats(profile).sort_stats("cumtime").print_stats(60)
    if options.json is not None:
        write_figures(options.json, {"what": "desktop's half", "steps": figures})  # type: ignore[dict-item]
    return 0


def _measure(
    app: QApplication, folder: Path, options: argparse.Namespace, profile: cProfile.Profile | None
) -> tuple[dict[str, list[list[float]]], dict[str, list[int]], dict[str, float], list[float]]:
    theme = Theme()
    theme.apply(app)
    desk, fed = open_desk(theme, folder)
    desk.start(keyring=KeyringState.WORKING, journal=None)
    desk.window.resize(*SIZE)
    views = desk.views
    panels = {
        "offered": Panels(views.offer, views.call_bar),
        "answered": Panels(
            views.customer, views.holdings, views.value_card, views.contacts_card, views.recent, views.script
        ),
        "gone": Panels(views.call_bar),
    }
    # The script that most of a card centre's calls open, whichever else the library holds.
    calls = Calls(next(each for each in MemoryServer().scripts() if each.script_id == "transaction-not-recognised"))
    meters = {step: Meter(desk.window, fed, profile if options.profile == step else None) for step in _STEPS[:1]}
    meter = next(iter(meters.values()))
    meter.receive_with(desk.presenters.desk.receive)  # type: ignore[arg-type]
    meter._profile = None
    meter.feed(calls.ready(), None)
    wait_until("the rehearsal", lambda: desk.rehearsal.done)
    measured: dict[str, list[list[float]]] = {step: [] for step in _STEPS}
    paints: dict[str, list[int]] = {step: [] for step in _STEPS}
    cold: dict[str, float] = {}
    ahead: list[float] = []
    for number in range(options.warm_up + options.calls):
        for step in _STEPS:
            counted = number >= options.warm_up
            meter._profile = profile if counted and options.profile == step else None
            text = getattr(calls, step)()
            if step == "offered":
                taken = meter.feed_ahead(text)
                ahead += [taken] * counted
            times, passes = meter.feed(text, panels[step])
            cold.setdefault(step, times[4])
            if counted:
                measured[step].append(times)
                paints[step].append(passes)
    desk.stop()
    app.processEvents()
    return measured, paints, cold, ahead


if __name__ == "__main__":
    sys.exit(main())
