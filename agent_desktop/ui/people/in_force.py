"""What the centre's files say now, to look at: outcomes of calls, reasons for being not ready, thresholds."""

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.floor_alerts import FloorRule, FloorUnit
from agent_desktop.contract.in_force import InForce
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.people.presenter import PeopleState
from agent_desktop.ui.people.words import away_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import clock_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.views import RowTable


def figure_words(rule: FloorRule, value: float | None) -> str:
    """Return a threshold with its unit and the side on which it is past, a dash for none."""
    if value is None:
        return "–"
    sign = "<" if rule.lower_is_worse else ">"
    if rule.unit is FloorUnit.SECONDS:
        return f"{sign} {clock_text(int(value))}"
    unit = " %" if rule.unit is FloorUnit.PERCENT else ""
    return f"{sign} {value:g}{unit}"


class InForcePage(QFrame):
    """Three lists side by side; nothing is changed here."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._state = PeopleState()
        self._models = tuple(QStandardItemModel(0, columns, self) for columns in (3, 2, 4))
        self.outcomes, self.reasons, self.rules = (RowTable(theme, model, 28) for model in self._models)
        self.outcomes.set_columns((Column(120, 6), Column(150, 10), Column(110, 4)))
        self.reasons.set_columns((Column(110, 8), Column(90, 4)))
        self.rules.set_columns((Column(170, 12), Column(80), Column(80), Column(110, 5)))
        self._titles = tuple(TextLabel(role=Role.FORM_TITLE) for _ in self._models)
        self._hints = tuple(TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True) for _ in self._models)
        self._empty = EmptyState(theme)
        lists = QWidget()
        row = QHBoxLayout(lists)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(20)
        tables = (self.outcomes, self.reasons, self.rules)
        for title, hint, table, part in zip(self._titles, self._hints, tables, (5, 3, 6), strict=True):
            column = QVBoxLayout()
            column.setSpacing(6)
            for widget in (title, hint):
                column.addWidget(widget)
            column.addWidget(table, 1)
            row.addLayout(column, part)
        self._pages = QStackedWidget()
        self._pages.addWidget(lists)
        self._pages.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def display(self, state: PeopleState) -> None:
        """Draw what was read of `state`."""
        self._state = state
        self._pages.setCurrentIndex(0 if state.in_force is not None else 1)
        if state.in_force is None:
            why = "" if state.away is None else deed_text(state.away)
            title = self.tr("Getting what counts") if state.away is None else self.tr("It cannot be read now")
            kind = StateKind.QUIET if state.away is None else StateKind.ERROR
            self._empty.show_state(kind, title, why)
            return
        self._fill(state.in_force)

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        titles = (self.tr("What calls may come to"), self.tr("Why not ready"), self.tr("Thresholds of the floor"))
        hints = (
            self.tr("From the file that records.dispositions_file names."),
            self.tr("What agents choose from; fixed in this version."),
            self.tr("From the file of floor alerts. Targets of each queue stand in Queues and routing."),
        )
        for label, text in zip((*self._titles, *self._hints), (*titles, *hints), strict=True):
            label.set_text(text)
        for table, name in zip((self.outcomes, self.reasons, self.rules), titles, strict=True):
            table.setAccessibleName(name)
        heads = (
            (self.tr("Group"), self.tr("Outcome"), self.tr("Code")),
            (self.tr("Reason"), self.tr("Code")),
            (self.tr("Rule"), self.tr("Warns"), self.tr("Acts"), self.tr("Queues")),
        )
        for model, names in zip(self._models, heads, strict=True):
            for column, name in enumerate(names):
                model.setHorizontalHeaderItem(column, QStandardItem(name))
        self.display(self._state)

    def _fill(self, found: InForce) -> None:
        outcomes, reasons, rules = self._models
        for row, outcome in zip(_rows(outcomes, len(found.outcomes)), found.outcomes, strict=True):
            fill(row[0], " › ".join(words(group.name) for group in outcome.groups) or "–", tone=Token.TEXT_2.value)
            fill(row[1], words(outcome.name), type=Role.BODY_BOLD.value)
            fill(row[2], outcome.code, tone=Token.TEXT_3.value)
        for row, reason in zip(_rows(reasons, len(found.reasons)), found.reasons, strict=True):
            fill(row[0], away_word(reason), type=Role.BODY_BOLD.value)
            fill(row[1], reason.value, tone=Token.TEXT_3.value)
        every = self.tr("All")
        for row, rule in zip(_rows(rules, len(found.rules)), found.rules, strict=True):
            fill(row[0], words(rule.name), type=Role.BODY_BOLD.value)
            fill(row[1], figure_words(rule, rule.warn), tone=Token.CAUTION.value)
            fill(row[2], figure_words(rule, rule.act), tone=Token.PROBLEM.value)
            fill(row[3], ", ".join(rule.queues) or every, tone=Token.TEXT_2.value)
        for table in (self.outcomes, self.reasons, self.rules):
            table.fit_columns()


def _rows(model: QStandardItemModel, count: int) -> list[list[QStandardItem]]:
    if model.rowCount() > count:
        model.removeRows(count, model.rowCount() - count)
    while model.rowCount() < count:
        cells = [QStandardItem() for _ in range(model.columnCount())]
        for cell in cells:
            cell.setEditable(False)
        model.appendRow(cells)
    return [[model.item(row, column) for column in range(model.columnCount())] for row in range(count)]
