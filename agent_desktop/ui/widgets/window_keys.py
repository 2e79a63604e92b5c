"""Which keys belong to the window even while a field is being typed in."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_CTRL_KEYS: Final = frozenset(
    {
        Qt.Key.Key_K,  # Qt's own "delete to the end of the line" on Linux
        Qt.Key.Key_D,  # Qt's own "delete" on Linux
        Qt.Key.Key_F,
        Qt.Key.Key_S,
        Qt.Key.Key_R,
        Qt.Key.Key_N,
        Qt.Key.Key_1,
        Qt.Key.Key_2,
        Qt.Key.Key_3,
        Qt.Key.Key_4,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)


def add_keys(window: QWidget, deeds: Mapping[str, Callable[[], object]]) -> None:
    """Have keys of a window, as ``"Alt+S"``, do something wherever the focus is in it."""
    for keys, deed in deeds.items():
        action = QAction(window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(deed)
        window.addAction(action)


def is_window_key(event: QKeyEvent) -> bool:
    """Return whether the window, not the field in focus, should have this key: F-keys, Alt, and Ctrl with ours."""
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12:
        return True
    if modifiers == Qt.KeyboardModifier.AltModifier:
        return True
    return modifiers == Qt.KeyboardModifier.ControlModifier and key in _CTRL_KEYS


def refuses(event: QEvent) -> bool:
    """Return whether a field should leave this `ShortcutOverride` to the window; the event is ignored then."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_window_key(event):
        event.ignore()
        return True
    return False
