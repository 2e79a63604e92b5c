"""The base of item models that are filled in place: what differs is painted again, and nothing else."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel


class FilledTable(QObject):
    """A model of so many rows as there are things. A subclass names its columns and fills the cells of `_rows`."""

    def __init__(self, columns: int, parent: QObject | None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.model = QStandardItemModel(0, columns, self)

    def _name(self, *heads: str) -> None:
        for column, head in enumerate(heads):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))

    def _rows(self, count: int) -> list[list[QStandardItem]]:
        """Return the cells of `count` rows, row by row; rows that are too many go."""
        model = self.model
        if model.rowCount() > count:
            model.removeRows(count, model.rowCount() - count)
        while model.rowCount() < count:
            cells = [QStandardItem() for _ in range(self._columns)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        return [[model.item(row, column) for column in range(self._columns)] for row in range(count)]
