"""What all windows beside the desk have alike."""

from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import OfficeWindow


class Window(OfficeWindow):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, least=QSize(200, 100), usual=QSize(480, 360))
        self.field = QLineEdit(self)
        self.put_by = 0

    def _put_by(self) -> None:
        self.put_by += 1


def test_its_size_is_kept_for_the_person_and_is_nobody_elses(theme: Theme, tmp_path: Path, qtbot: QtBot) -> None:
    store = QSettings(str(tmp_path / "store.ini"), QSettings.Format.IniFormat)
    mine, again, other = Window(theme), Window(theme), Window(theme)
    for window in (mine, again, other):
        qtbot.addWidget(window)
    mine.remember_in(store, "window/me/office")
    mine.show()
    mine.resize(620, 410)
    mine.close()

    again.remember_in(store, "window/me/office")
    other.remember_in(store, "window/you/office")

    assert again.size() == QSize(620, 410)
    assert other.size() == QSize(480, 360)


def test_closing_hands_on_what_was_typed_and_keeps_what_stands_in_the_fields(theme: Theme, qtbot: QtBot) -> None:
    window = Window(theme)
    qtbot.addWidget(window)
    window.bring_forward()
    window.field.setText("half a rea")

    with qtbot.waitSignal(window.closing):
        window.close()
    window.bring_forward()

    assert (window.put_by, window.field.text()) == (1, "half a rea")
