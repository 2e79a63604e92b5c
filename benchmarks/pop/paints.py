"""When a window has been painted, and which of its panels were."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from agent_desktop.ui.widgets.guard import guarded


class _Panel(QObject):
    """Notes whether one panel was painted since it was asked last."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted = False
        widget.installEventFilter(self)

    @guarded(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False


class PaintWatch(QObject):
    """Calls `on_painted` with the monotonic time, in seconds, of the end of each paint of `window`.

    A window paints all that has changed in one go, while it handles an update request: so that is handed on to it
    from here, and when it comes back the pixels are in the window's buffer.
    """

    def __init__(self, window: QWidget, on_painted: Callable[[float, float], None]) -> None:
        super().__init__(window)
        self._window = window
        self._on_painted = on_painted
        self._inside = False
        window.installEventFilter(self)

    @guarded(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() != QEvent.Type.UpdateRequest or self._inside:
            return False
        self._inside = True
        try:
            began = time.monotonic()
            QCoreApplication.sendEvent(self._window, event)
            ended = time.monotonic()
        finally:
            self._inside = False
        self._on_painted(began, ended)
        return True


class Panels:
    """Whether each of some panels has been painted since `forget`."""

    def __init__(self, *widgets: QWidget) -> None:
        self._panels = [_Panel(widget) for widget in widgets]

    def forget(self) -> None:
        """From now on none was."""
        for panel in self._panels:
            panel.painted = False

    def unpainted(self) -> list[str]:
        """Return the classes of those that were not."""
        return [type(panel.parent()).__name__ for panel in self._panels if not panel.painted]

    def all_painted(self) -> bool:
        """Whether all of them were."""
        return all(panel.painted for panel in self._panels)
