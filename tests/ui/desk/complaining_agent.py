"""A desktop in a process of its own, to be killed: takes a call and types a complaint, a key every 50 ms. Prints where
it is, and after each key how many that are."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tests.ui.desk.typing_agent import take_call, until

STORY = "He waited fifty minutes at the branch, and nobody said why. " * 40


def main(origin: str, data: Path) -> None:
    """Type until killed."""
    app = QApplication([])
    desktop = take_call(app, origin, data)
    assert desktop.desk is not None
    desk = desktop.desk
    QTest.keyClick(desk.views.window, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    until(lambda: desk.presenters.complaint.state.open and desk.presenters.complaint.state.form is not None)
    field = next(each for each in desk.views.complaint.sheet.findChildren(QPlainTextEdit) if each.isVisible())
    field.setFocus()
    print("open", flush=True)
    for number, letter in enumerate(STORY, start=1):
        QTest.keyClicks(field, letter)
        _wait(0.05)
        print(number, flush=True)
    app.exec()


def _wait(seconds: float) -> None:
    over = time.monotonic() + seconds
    until(lambda: time.monotonic() >= over)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
