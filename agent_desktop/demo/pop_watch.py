"""Sees when a caller's profile is on the screen: the end of the paint in which the offer is shown first."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from agent_desktop.ui.widgets.guard import guarded


class PopWatch(QObject):
    """Watches the window for the paint that follows an offer.

    Args:
        window: The window that is painted.
        offered: The call whose profile the presenters show now, None while there is none: without the profile a
            paint of the offer does not count.
    """

    def __init__(self, window: QWidget, offered: Callable[[], UUID | None]) -> None:
        super().__init__(window)
        self._offered = offered
        self._painted: dict[UUID, datetime] = {}
        window.installEventFilter(self)

    def painted_at(self, call_id: UUID) -> datetime | None:
        """Return when the profile of this call had been painted first."""
        return self._painted.get(call_id)

    @guarded(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        # The window is painted while it handles this event; a timer of no time runs after it.
        if event.type() == QEvent.Type.UpdateRequest:
            call_id = self._offered()
            if call_id is not None and call_id not in self._painted:
                QTimer.singleShot(0, self, lambda: self._note(call_id))
        return False

    def _note(self, call_id: UUID) -> None:
        self._painted.setdefault(call_id, datetime.now(UTC))
