"""The frame of what lies over other things: the only thing with a shadow."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

SHADOW_REACH = 32


class PopupFrame(QFrame):
    """Radius 8, hairline, shadow y 8, blur 24, 18 % black. Leave `SHADOW_REACH` pixels around it.

    `kind` is ``"popup"``, or ``"offer"`` for the accent border of a call on offer.
    """

    def __init__(self, kind: str = "popup", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", kind)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 46))
        self.setGraphicsEffect(shadow)
