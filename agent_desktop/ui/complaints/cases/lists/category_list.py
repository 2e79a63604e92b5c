"""The tree of categories beside a list: each narrows it to what is at and below it."""

from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.contract.complaint_form import Category, ComplaintForm
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import line
from agent_desktop.ui.widgets.rows import CellRole, fill
from agent_desktop.ui.widgets.views import RowTable

_STEP: Final = 16
EVERYTHING: Final = "*"


class CategoryList(QFrame):
    """Draws the tree of a `ComplaintForm`, flat and indented; found by name or by the first letters of its pinyin.

    Signals:
        chosen: The code of a category, empty for all of them.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.setFixedWidth(theme.px(220))
        self._form: ComplaintForm | None = None
        self._drawn: tuple[object, ...] = ()
        self._code = ""
        self.text = LineField(theme)
        self.text.addAction(theme.icon("ph.magnifying-glass", Token.TEXT_3), LineField.ActionPosition.LeadingPosition)
        self._model = QStandardItemModel(0, 1, self)
        self.table = RowTable(theme, self._model, 28)
        self.table.horizontalHeader().hide()
        self.table.set_columns((Column(120, 1),))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.setContentsMargins(8, 0, 8, 0)
        above.addWidget(self.text)
        column.addLayout(above)
        column.addWidget(line("h"))
        column.addWidget(self.table, 1)
        self.text.textChanged.connect(self._fill)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.retranslate()

    def display(self, form: ComplaintForm | None, code: str) -> None:
        """Draw the tree, with the chosen one marked."""
        self._form, self._code = form, code
        self._fill()

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.text.setPlaceholderText(self.tr("Name or pinyin initials"))
        self.text.setAccessibleName(self.tr("Find a category"))
        self.table.setAccessibleName(self.tr("Categories"))
        self._drawn = ()
        self._fill()

    def _fill(self) -> None:
        form = self._form
        sought = self.text.text().strip().casefold()
        drawn = (form.digest if form is not None else "", sought, self._code)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        listed = [each for each in form.categories if not each.is_retired] if form is not None else []
        if sought:
            listed = [each for each in listed if _fits(each, sought)]
        model = self.table.selectionModel()
        was_blocked = model.blockSignals(True)
        wanted = len(listed) + 1
        if self._model.rowCount() > wanted:
            self._model.removeRows(wanted, self._model.rowCount() - wanted)
        while self._model.rowCount() < wanted:
            cell = QStandardItem()
            cell.setEditable(False)
            self._model.appendRow(cell)
        fill(self._model.item(0, 0), self.tr("All categories"), key=EVERYTHING, type=Role.BODY_STRONG.value)
        at = 0
        for row, each in enumerate(listed, start=1):
            depth = 0 if sought else each.code.count(".")
            role = Role.BODY if each.is_leaf else Role.BODY_STRONG
            fill(self._model.item(row, 0), words(each.name), key=each.code, indent=depth * _STEP, type=role.value)
            at = row if each.code == self._code else at
        self.table.selectRow(at)
        model.blockSignals(was_blocked)
        self.table.viewport().update()
        self.table.fit_columns()

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.data(CellRole.KEY) or "") if current.isValid() else ""
        if key:
            self._code = "" if key == EVERYTHING else key
            self.chosen.emit(self._code)


def _fits(category: Category, sought: str) -> bool:
    names = (*category.name.values(), category.initials, *category.words)
    return any(sought in name.casefold() for name in names)
