"""The base of item models that are filled in place: what differs is painted again, and nothing else."""

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FilledTable(QObject):
    """A model of so many rows as there are things. A subclass names its columns and fills the cells of `_rows`."""

    def __init__(self, columns: int, parent: QObject | None, *, at_right: frozenset[int] = frozenset()) -> None:
        """`at_right` are the columns of counts, amounts and lengths of time."""
        super().__init__(parent)
        self._columns, self._at_right = columns, at_right
        self.model = QStandardItemModel(0, columns, self)

    def _name(self, *heads: str) -> None:
        for column, head in enumerate(heads):
            item = QStandardItem(head)
            if column in self._at_right:
                item.setTextAlignment(_RIGHT)
            self.model.setHorizontalHeaderItem(column, item)

    def _rows(self, count: int) -> list[list[QStandardItem]]:
        """Return the cells of `count` rows, row by row; rows that are too many go."""
        model = self.model
        if model.rowCount() > count:
            model.removeRows(count, model.rowCount() - count)
        while model.rowCount() < count:
            cells = [QStandardItem() for _ in range(self._columns)]
            for column, cell in enumerate(cells):
                cell.setEditable(False)
                if column in self._at_right:
                    cell.setTextAlignment(_RIGHT)
            model.appendRow(cells)
        return [[model.item(row, column) for column in range(self._columns)] for row in range(count)]
