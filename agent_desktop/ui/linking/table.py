"""The item model of the pairs that wait, filled in place."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.consolidation import WaitingPair
from agent_desktop.ui.linking.words import doubt_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.rows import fill

_COLUMNS = 3


class PairTable(QObject):
    """Owns the model: who, who else, and why they wait."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.model = QStandardItemModel(0, _COLUMNS, self)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        for column, head in enumerate((self.tr("One account"), self.tr("Another account"), self.tr("Why it waits"))):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))

    def show(self, pairs: tuple[WaitingPair, ...]) -> None:
        """Fill the model with `pairs`."""
        model = self.model
        if model.rowCount() > len(pairs):
            model.removeRows(len(pairs), model.rowCount() - len(pairs))
        while model.rowCount() < len(pairs):
            cells = [QStandardItem() for _ in range(_COLUMNS)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for row, pair in enumerate(pairs):
            left, right, doubt = (model.item(row, column) for column in range(_COLUMNS))
            fill(left, pair.left_name, key=str(pair.pair_id), type=Role.BODY_BOLD.value)
            fill(right, pair.right_name)
            fill(doubt, doubt_word(pair.doubt), tone=Token.TEXT_2.value)

    def row_of(self, pairs: tuple[WaitingPair, ...], pair_id: object) -> int:
        """Return the row of a pair, -1 where it is not listed."""
        return next((row for row, each in enumerate(pairs) if each.pair_id == pair_id), -1)
