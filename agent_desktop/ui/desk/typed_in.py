"""Where the focus stays, whatever comes."""

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_TYPED_IN = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


def keeps_focus(focused: QWidget | None, opened: Iterable[QWidget]) -> bool:
    """Say whether the focus is in a field that takes text, or in one of those that the person has `opened`."""
    if focused is None or not focused.isVisible():
        return False
    return isinstance(focused, _TYPED_IN) or any(each.isAncestorOf(focused) for each in opened)
