"""The item models of the window: source systems, and the rows that one refused. Both are filled in place."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.sources import RefusedRow, SourceState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.formats import DASH, words
from agent_desktop.ui.widgets.rows import fill

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (3, 4)


class SourceTable(QObject):
    """Name, how new it is, when it was loaded, rows, refused rows, and the next load."""

    def __init__(self, when: Callable[[datetime], str], parent: QObject) -> None:
        super().__init__(parent)
        self._when = when
        self.model = QStandardItemModel(0, 6, self)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        heads = (
            self.tr("Source system"),
            self.tr("As of"),
            self.tr("Last load"),
            self.tr("Rows"),
            self.tr("Refused"),
            self.tr("Next load"),
        )
        for column, head in enumerate(heads):
            item = QStandardItem(head)
            if column in _NUMBERS:
                item.setTextAlignment(_RIGHT)
            self.model.setHorizontalHeaderItem(column, item)

    def show(self, sources: tuple[SourceState, ...]) -> None:
        """Fill the model with `sources`."""
        _have_rows(self.model, len(sources), _NUMBERS)
        for row, source in enumerate(sources):
            name, as_of, loaded, read, refused, following = (self.model.item(row, column) for column in range(6))
            last = source.last
            fill(name, words(source.name), key=source.source, type=Role.BODY_BOLD.value)
            chip = self._freshness(source)
            fill(as_of, chip[1], chip=chip[0].value)
            failed = source.failed is not None and (last is None or source.failed.at >= last.finished_at)
            if failed:
                fill(loaded, self.tr("Failed"), chip=Kind.PROBLEM.value)
            else:
                fill(loaded, self._when(last.finished_at) if last is not None else DASH, tone=Token.TEXT_2.value)
            fill(read, f"{last.read:,}" if last is not None else DASH)
            some = last is not None and last.rejected > 0
            fill(
                refused,
                f"{last.rejected:,}" if last is not None else DASH,
                tone=(Token.CAUTION if some else Token.TEXT).value,
            )
            fill(following, self._when(source.next_at) if source.next_at is not None else DASH, tone=Token.TEXT_2.value)

    def row_of(self, sources: tuple[SourceState, ...], source: str) -> int:
        """Return the row of a source, -1 where it is not listed."""
        return next((row for row, each in enumerate(sources) if each.source == source), -1)

    def _freshness(self, source: SourceState) -> tuple[Kind, str]:
        if source.as_of_at is None:
            return Kind.PLAIN, self.tr("Never loaded")
        return (Kind.CAUTION if source.is_old else Kind.GOOD), self._when(source.as_of_at)


class RefusedTable(QObject):
    """File and line, column, and why."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.model = QStandardItemModel(0, 4, self)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        heads = (self.tr("File"), self.tr("Line"), self.tr("Column"), self.tr("Why it was refused"))
        for column, head in enumerate(heads):
            item = QStandardItem(head)
            if column == 1:
                item.setTextAlignment(_RIGHT)
            self.model.setHorizontalHeaderItem(column, item)

    def show(self, rows: tuple[RefusedRow, ...]) -> None:
        """Fill the model with `rows`."""
        _have_rows(self.model, len(rows), (1,))
        for place, refused in enumerate(rows):
            texts = (refused.file, f"{refused.line:,}", refused.column or DASH, refused.reason)
            for column, text in enumerate(texts):
                fill(self.model.item(place, column), text)


def _have_rows(model: QStandardItemModel, count: int, numbers: tuple[int, ...]) -> None:
    if model.rowCount() > count:
        model.removeRows(count, model.rowCount() - count)
    while model.rowCount() < count:
        cells = [QStandardItem() for _ in range(model.columnCount())]
        for column, cell in enumerate(cells):
            cell.setEditable(False)
            if column in numbers:
                cell.setTextAlignment(_RIGHT)
        model.appendRow(cells)
