"""Columns that fit what stands in them: amounts, numbers and times are never cut; words share what is left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QHeaderView

_GIVES_WAY_TO: Final = 56


@dataclass(frozen=True, slots=True)
class Column:
    """`share` 0: as wide as its widest text, at least `least` pixels; otherwise that part of what is left."""

    least: int
    share: int = 0


class ColumnFit(QObject):
    """Sizes the columns of one view. Once the person has dragged one, theirs are kept; the widest share gives way."""

    def __init__(self, header: QHeaderView, columns: tuple[Column, ...], needed: Callable[[int], int]) -> None:
        """`needed` returns the width in pixels that the texts of a column take, with their margins."""
        super().__init__(header)
        self._header = header
        self._columns = columns
        self._needed = needed
        self._fitting = False
        self.own = False
        """Whether the person has chosen the widths."""
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._words = max(range(len(columns)), key=lambda number: columns[number].share)
        header.setSectionResizeMode(self._words, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._resized)

    def fit(self, room: int) -> None:
        """Divide `room` pixels among the columns."""
        if self.own or room <= 0:
            return
        away = [self._header.isSectionHidden(number) for number in range(len(self._columns))]
        needs = [
            0 if away[number] else max(column.least, self._needed(number))
            for number, column in enumerate(self._columns)
        ]
        widths = [0 if column.share else need for column, need in zip(self._columns, needs, strict=True)]
        left = room - sum(widths)
        shares = sum(column.share for number, column in enumerate(self._columns) if not away[number])
        spare = left - sum(need for column, need in zip(self._columns, needs, strict=True) if column.share)
        for number, column in enumerate(self._columns):
            if away[number]:
                continue
            if column.share and spare >= 0:  # room for every word: only what is over is shared
                widths[number] = needs[number] + spare * column.share // shares
            elif column.share:
                widths[number] = max(column.least, left * column.share // shares)
        # Where even the least widths are too much, the lesser words give way: never an amount.
        over = sum(widths) - room
        for number, column in enumerate(self._columns):
            if over > 0 and column.share and number != self._words:
                cut = min(over, max(0, widths[number] - _GIVES_WAY_TO))
                widths[number] -= cut
                over -= cut
        self._fitting = True
        for number, width in enumerate(widths):
            if number != self._words and not away[number] and self._header.sectionSize(number) != width:
                self._header.resizeSection(number, width)
        self._fitting = False

    def _resized(self, section: int, _old: int, _new: int) -> None:
        dragging = QApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if section != self._words and dragging and not self._fitting and self._header.underMouse():
            self.own = True
