"""What every test of a window needs: an offscreen screen, and a way to bring a widget to the front."""

import os
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The offscreen screen says these of itself; they are not about us.
_OF_THE_SCREEN = (
    r"This plugin does not support propagateSizeHints\(\)",
    r"This plugin does not support raise\(\)",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*_OF_THE_SCREEN))


@pytest.fixture
def bring_up(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Shows a window, brings it to the front and waits until keys reach it."""

    def bring(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)

    return bring
