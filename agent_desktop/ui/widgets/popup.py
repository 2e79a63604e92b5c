"""The frame of what lies over other things: the only thing with a shadow."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.shadow import SHADOW_REACH as SHADOW_REACH
from agent_desktop.ui.widgets.shadow import Shadow


class PopupFrame(QFrame):
    """Radius 8, hairline, shadow y 8, blur 24, 18 % black. Leave `SHADOW_REACH` pixels around it.

    `kind` is ``"popup"``, or ``"offer"`` for the accent border of a call on offer.
    """

    def __init__(self, kind: str = "popup", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", kind)
        self._shadow = Shadow(self) if parent is not None else None

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._shadow_follows()

    @guarded(nothing)
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._shadow_follows()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shadow_follows()

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shadow_follows()

    @guarded(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._shadow_follows()

    def _shadow_follows(self) -> None:
        if self.parentWidget() is None:
            return
        if self._shadow is None:
            self._shadow = Shadow(self)
        self._shadow.follow()
