"""Typing as an input method types: first what is being composed, then what was chosen."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(field: QWidget, text: str) -> None:
    """Show `text` as being composed; it is not in the field yet."""
    QApplication.sendEvent(field, QInputMethodEvent(text, []))


def commit(field: QWidget, text: str) -> None:
    """Choose `text`: what was composed is gone and `text` is in the field."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
