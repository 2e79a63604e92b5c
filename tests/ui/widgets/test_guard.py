import logging

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable


class Broken(QWidget):
    paints = 0

    @guarded(QSize)
    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        raise RuntimeError("no size")

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        type(self).paints += 1
        raise RuntimeError("no paint")


def test_a_failing_override_is_logged_once_and_paints_on(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    widget = Broken()
    qtbot.addWidget(widget)
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            widget.grab()

    assert Broken.paints >= 5
    assert sum("paintEvent" in record.message for record in caplog.records) == 1
    assert widget.sizeHint() == QSize()


def test_a_row_whose_meaning_is_unknown_does_not_end_the_program(
    qtbot: QtBot, theme: Theme, caplog: pytest.LogCaptureFixture
) -> None:
    model = QStandardItemModel(1, 1)
    item = QStandardItem("text")
    item.setData("a tone nobody knows", CellRole.TONE)
    model.setItem(0, 0, item)
    table = RowTable(theme, model)
    qtbot.addWidget(table)
    with caplog.at_level(logging.ERROR):
        table.grab()
        table.grab()

    assert sum("paint" in record.message for record in caplog.records) <= 1
