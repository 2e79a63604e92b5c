"""What gives its place to an offer in a low column."""

from dataclasses import fields

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.window.guide import OFFER_WANTS, GuideColumn, GuideParts


def test_a_low_column_has_no_place_for_what_is_under_the_queues_offer_or_not(qtbot: QtBot, theme: Theme) -> None:
    parts = GuideParts(**{field.name: QWidget() for field in fields(GuideParts)})
    parts.offer.hide()
    parts.caller_gone.hide()
    column = GuideColumn(theme, parts)
    qtbot.addWidget(column)
    under = QWidget()
    column.put_under_queues(under)
    low, high = theme.px(OFFER_WANTS) - 80, theme.px(OFFER_WANTS) + 80

    def shown(height: int) -> bool:
        column.resize(340, height)
        QApplication.processEvents()
        return under.isVisible()

    column.show()
    assert not shown(low)
    assert shown(high)
    parts.offer.show()
    assert shown(high)
    assert not shown(low)
    under.hide()
    assert not shown(high)
