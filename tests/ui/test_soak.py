"""Hours of calls on one window: it neither grows nor fails, and a fault in a painter stays in its painter."""

import gc
import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent_desktop.demo.screen_scenes import SCENES
from agent_desktop.demo.screen_stage import SilentRing, show_scene, still_ticker
from agent_desktop.ui.desk.views import Views, build_views
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token

_DAY = ("idle-ready", "offer", "call-connecting", "call-connected", "call-holdings-coming", "wrap-up", "idle-ready",
        "offer-several", "call-several", "call-timeline", "call-found-by-search")  # fmt: skip
_PAGE_KB = 4
_ALLOWED_GROWTH_MB = 4


@pytest.fixture
def views(qtbot: QtBot, theme: Theme) -> Views:
    made = build_views(theme, still_ticker(), SilentRing())
    qtbot.addWidget(made.window)
    made.window.show()
    return made


def pops(views: Views, count: int) -> None:
    for number in range(count):
        scene = SCENES[_DAY[number % len(_DAY)]]
        views.offer.make_ready(scene.offer)  # told of ahead, as a call is
        views.call_bar.make_ready(scene.slot)
        show_scene(views, scene)
        QApplication.processEvents()
        # Without a running loop Qt keeps what was let go of until it is told.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def objects(views: Views) -> int:
    return len(views.window.findChildren(QObject))


def memory_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_KB / 1024


@pytest.mark.prove
@pytest.mark.timeout(900)
def test_thousands_of_calls_leave_the_window_as_it_was(views: Views, full_size: bool) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("Memory is measured on Linux only")
    pops(views, 2 * len(_DAY))
    gc.collect()
    before, memory_before = objects(views), memory_mb()

    pops(views, 6000 if full_size else 6 * len(_DAY))

    gc.collect()
    # What one scene needs is kept for the next, so the count is compared at the same point of the day.
    assert objects(views) == before
    assert memory_mb() - memory_before < _ALLOWED_GROWTH_MB


def test_a_fault_while_painting_is_logged_and_the_call_goes_on(
    views: Views, theme: Theme, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(name: str, token: Token, size: int, ratio: float) -> QPixmap:
        raise RuntimeError("the icon font is gone")

    monkeypatch.setattr(theme, "pixmap", broken)
    with caplog.at_level(logging.ERROR):
        pops(views, 3 * len(_DAY))
        views.window.grab()
    monkeypatch.undo()
    show_scene(views, SCENES["call-connected"])

    assert not views.window.grab().isNull()
    assert any("The override" in record.message for record in caplog.records)
    assert any("paint_ahead" in record.message for record in caplog.records)
