"""What a person would read in a widget."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel

W = TypeVar("W", bound=QWidget)


def the(widget: QWidget, kind: type[W]) -> W:
    """The first part of `widget` of this kind."""
    found = widget.findChild(kind)
    assert found is not None
    return found


def words_in(widget: QWidget) -> str:
    """Every label that can be seen, one after another."""
    return " | ".join(label.full_text() for label in widget.findChildren(TextLabel) if label.isVisible())


def button(widget: QWidget, text: str) -> CommandButton:
    """The button with these words."""
    return next(each for each in widget.findChildren(CommandButton) if each.isVisible() and each.text() == text)


def named(widget: QWidget, name: str, kind: type[W]) -> W:
    """The part of `widget` of this kind that a screen reader calls `name`."""
    return next(each for each in widget.findChildren(kind) if each.accessibleName() == name)
