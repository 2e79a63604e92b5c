"""Rows that are kept and filled again: making widgets is what a screen pop has no time for."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

W = TypeVar("W", bound=QWidget)


class WidgetPool(Generic[W]):
    """Gives as many widgets of one kind as are needed, in order, in one layout; those left over are hidden."""

    def __init__(self, layout: QLayout, make: Callable[[], W]) -> None:
        self._layout = layout
        self._make = make
        self._widgets: list[W] = []

    def take(self, count: int) -> list[W]:
        """Return the first `count` widgets, shown; more are made where there are too few."""
        while len(self._widgets) < count:
            widget = self._make()
            if isinstance(self._layout, QBoxLayout):
                self._layout.insertWidget(len(self._widgets), widget)
            else:
                self._layout.addWidget(widget)
            self._widgets.append(widget)
        for number, widget in enumerate(self._widgets):
            widget.setVisible(number < count)
        return self._widgets[:count]
