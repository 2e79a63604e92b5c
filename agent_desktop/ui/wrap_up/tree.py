"""The outcomes as a tree of rows: groups open and close, and what is typed finds an outcome wherever it lies."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desktop.contract.interactions import Disposition
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.answer_row import AnswerRow, GroupRow
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.panel import clear_layout

_NUMBERS: Final = 9


class OutcomeTree(QWidget):
    """One row an outcome and one a group, in the tree's order; all are children of this widget, for the arrow keys.

    Signals:
        outcome_chosen: An outcome's code.
    """

    outcome_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._dispositions: tuple[Disposition, ...] = ()
        self._rows: dict[str, AnswerRow] = {}
        self._groups: dict[str, GroupRow] = {}
        self._open: set[str] = set()
        self._built: tuple[tuple[str, str], ...] = ()
        self._sought = ""
        self.setProperty("ground", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    @property
    def is_empty(self) -> bool:
        """Whether there is no outcome at all."""
        return not self._rows

    def close_groups(self) -> None:
        """Close every group: another call begins."""
        self._open.clear()

    def display(self, dispositions: tuple[Disposition, ...], chosen: str, *, enabled: bool) -> None:
        """Draw the outcomes; the groups of the chosen one are open when it is chosen."""
        self._dispositions = dispositions
        self._build()
        for each in dispositions:
            if each.code == chosen and not self._rows[chosen].isChecked():
                self._open.update(group.code for group in each.groups)
        for code, row in self._rows.items():
            row.setChecked(code == chosen)
            row.setEnabled(enabled)
        for group in self._groups.values():
            group.setEnabled(enabled)
        self._place()

    def seek(self, text: str) -> int:
        """Show only what `text` fits, and return how many outcomes that are; empty shows the tree."""
        self._sought = text.strip().casefold()
        return self._place()

    def shown(self) -> list[AnswerRow]:
        """Return the rows that can be chosen or opened now, from top to bottom; found ones without their groups."""
        rows = self._in_order()
        sought = bool(self._sought)
        return [row for row in rows if not row.isHidden() and row.isEnabled() and not (sought and _is_group(row))]

    def _in_order(self) -> list[AnswerRow]:
        widgets = [item.widget() for n in range(self._column.count()) if (item := self._column.itemAt(n)) is not None]
        return [widget for widget in widgets if isinstance(widget, AnswerRow)]

    def _place(self) -> int:
        found = 0
        wanted_groups: set[str] = set()
        for each in self._dispositions:
            row = self._rows.get(each.code)
            if row is None:
                continue
            path = [group.code for group in each.groups]
            visible = _fits(each, self._sought) if self._sought else self._open.issuperset(path)
            row.setVisible(visible)
            found += visible
            if self._sought:
                wanted_groups.update(path if visible else ())
            else:
                wanted_groups.update(code for n, code in enumerate(path) if self._open.issuperset(path[:n]))
        for code, group in self._groups.items():
            group.setVisible(code in wanted_groups)
            group.setChecked(code in self._open or bool(self._sought))
        for row in self._in_order():
            row.set_keys("")
        for number, row in enumerate(self.shown()[:_NUMBERS], start=1):
            row.set_keys(f"Alt+{number}")
        return found

    def _build(self) -> None:
        texts = tuple((each.code, _path_text(each)) for each in self._dispositions)
        if texts == self._built:
            return
        self._built = texts
        clear_layout(self._column)
        self._rows, self._groups = {}, {}
        for each in self._dispositions:
            for level, group in enumerate(each.groups):
                if group.code not in self._groups:
                    head = GroupRow(self._theme, words(group.name), "")
                    self._add(head, group.code, level)
                    self._groups[group.code] = head
            row = AnswerRow(self._theme, words(each.name), "")
            self._add(row, each.code, len(each.groups))
            self._rows[each.code] = row

    def _add(self, row: AnswerRow, code: str, level: int) -> None:
        row.setObjectName(code)
        row.set_level(level)
        row.clicked.connect(self._row_clicked)
        self._column.addWidget(row)

    def _row_clicked(self) -> None:
        code = self.sender().objectName()
        if code in self._groups:
            self._open ^= {code}
            self._place()
        else:
            self.outcome_chosen.emit(code)


def _is_group(row: AnswerRow) -> bool:
    return isinstance(row, GroupRow)


def _path_text(each: Disposition) -> str:
    return " > ".join([*(words(group.name) for group in each.groups), words(each.name)])


def _fits(each: Disposition, sought: str) -> bool:
    texts = [each.code, *each.name.values(), *(name for group in each.groups for name in group.name.values())]
    return any(sought in text.casefold() for text in texts) or any(each.startswith(sought) for each in each.initials)
