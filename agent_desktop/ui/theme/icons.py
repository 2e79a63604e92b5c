"""Phosphor icons, drawn once for each name, size and colour."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from qtawesome import icon as draw_icon


class IconStore:
    """Keeps every icon that has been drawn; one store belongs to one theme."""

    def __init__(self) -> None:
        self._icons: dict[tuple[str, int], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def icon(self, name: str, colour: QColor) -> QIcon:
        """Return the icon `name` (``ph.eye``) in `colour`."""
        key = (name, colour.rgba())
        found = self._icons.get(key)
        if found is None:
            found = draw_icon(name, color=colour)
            self._icons[key] = found
        return found

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        """Return the icon as a square picture of `size` logical pixels for a screen of device pixel `ratio`."""
        key = (name, colour.rgba(), size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self.icon(name, colour).pixmap(QSize(size, size), ratio)
            self._pixmaps[key] = found
        return found
