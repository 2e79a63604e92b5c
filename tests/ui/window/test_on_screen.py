"""The window comes up on the screen, all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize
from pytestqt.qtbot import QtBot

from agent_desktop.demo.screen_stage import SilentRing, still_ticker
from agent_desktop.ui.desk.views import Views, build_views
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.window import on_screen
from agent_desktop.ui.window.on_screen import placed

FRAME = QSize(2, 25)
ROOM = QRect(0, 0, 1440, 900)


@pytest.fixture
def views(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[Views]:
    """The window at a screen that is exactly as large as it, without its frame."""
    monkeypatch.setattr(on_screen, "room_for", lambda _: ROOM)
    made = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
    qtbot.addWidget(made.window)
    yield made
    made.window.close()


@pytest.mark.parametrize(
    ("inner", "at", "size", "corner"),
    [
        (QSize(1440, 900), QPoint(0, 0), QSize(1438, 875), QPoint(0, 0)),
        (QSize(1440, 900), QPoint(-1, -20), QSize(1438, 875), QPoint(0, 0)),
        (QSize(1300, 700), QPoint(100, 50), QSize(1300, 700), QPoint(100, 50)),
        (QSize(1300, 700), QPoint(400, 300), QSize(1300, 700), QPoint(138, 175)),
    ],
)
def test_a_window_is_no_larger_than_the_room_and_within_it(
    inner: QSize, at: QPoint, size: QSize, corner: QPoint
) -> None:
    assert placed(QRect(at, inner + FRAME), inner, ROOM) == (size, corner)


def test_the_room_begins_below_a_bar_at_the_top() -> None:
    room = QRect(0, 30, 1440, 870)

    assert placed(QRect(QPoint(0, 0), QSize(1442, 925)), QSize(1440, 900), room) == (QSize(1438, 845), QPoint(0, 30))


def test_the_window_comes_up_with_its_title_bar_and_its_last_line(qtbot: QtBot, views: Views) -> None:
    views.window.show()

    qtbot.waitUntil(lambda: ROOM.contains(views.window.frameGeometry()))


def test_a_remembered_size_that_a_smaller_screen_has_no_room_for_is_given_up(
    qtbot: QtBot, views: Views, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    views.window.remember_in(store, "may")
    views.window.setGeometry(50, 50, 700, 600)
    views.window.save_layout()
    views.window.remember_in(store, "may")
    assert views.window.size() == QSize(700, 600)
    smaller = QRect(0, 0, 640, 480)
    monkeypatch.setattr(on_screen, "room_for", lambda _: smaller)

    views.window.show()

    qtbot.waitUntil(lambda: smaller.contains(views.window.frameGeometry()))


def test_where_the_person_puts_it_afterwards_it_stays(
    qtbot: QtBot, views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[QRect] = []

    def room(_: object) -> QRect:
        looked.append(ROOM)
        return ROOM

    monkeypatch.setattr(on_screen, "room_for", room)
    views.window.show()
    qtbot.waitUntil(lambda: len(looked) == on_screen.LOOKS)
    (place,) = views.window.findChildren(on_screen.FirstPlace)
    qtbot.waitUntil(lambda: not place.is_looking)

    views.window.move(600, 300)
    views.window.hide()
    views.window.show()

    assert views.window.pos() == QPoint(600, 300)
    assert len(looked) == on_screen.LOOKS
