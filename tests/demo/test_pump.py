"""A picture is taken of a window that stands still, and a switched window stands as one that was built so."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.demo.pump import picture_at_rest
from agent_desktop.demo.screen_scenes import SCENES
from agent_desktop.demo.screen_stage import SilentRing, show_scene, still_ticker
from agent_desktop.ui.desk.views import build_views
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from tests.ui.conftest import dressed, language, let_go, theme

__all__ = ["dressed", "language", "theme"]

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support propagateSizeHints\(\)")


def test_a_picture_waits_for_a_window_that_comes_to_rest_turn_by_turn(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(300, 40)
    bar = QWidget(widget)
    bar.setStyleSheet("background: red")
    turns = iter([60, 120, 200, 260])

    def look() -> None:
        bar.resize(next(turns, 260), 40)

    picture = picture_at_rest(widget, look=look).toImage()

    assert picture.pixelColor(259, 20).red() == 255
    assert picture.pixelColor(259, 20).green() == 0


def test_a_window_that_never_stands_still_has_its_picture_all_the_same(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(300, 40)
    bar = QWidget(widget)
    bar.setStyleSheet("background: red")
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        bar.resize(5 * len(looks), 40)

    assert not picture_at_rest(widget, look=look).isNull()
    assert len(looks) < 100


@pytest.mark.parametrize("width", [1280, 1440])
@pytest.mark.parametrize("scene", ["call-connected", "call-script-kinds", "guide-call"])
def test_a_window_whose_language_is_switched_stands_as_one_that_was_built_in_it(
    scene: str, width: int, theme: Theme, language: LanguageSwitch
) -> None:
    def window() -> QWidget:
        views = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
        views.window.resize(QSize(width, 690 if width == 1280 else 900))
        show_scene(views, SCENES[scene])
        views.window.show()
        picture_at_rest(views.window, look=QApplication.processEvents)
        kept.append(views)
        return views.window

    kept: list[object] = []
    switched = window()
    language.use("zh")
    picture_at_rest(switched, look=QApplication.processEvents)
    built = window()

    assert _labels(switched) == _labels(built)
    for each in (switched, built):
        each.close()
        each.deleteLater()
    let_go()


def _labels(window: QWidget) -> list[tuple[str, object]]:
    """Every label on the screen, as it is cut, with its place."""
    return [
        (each.text(), each.geometry().getRect())
        for each in window.findChildren(QLabel, options=Qt.FindChildOption.FindChildrenRecursively)
        if each.isVisible()
    ]
