"""The item model of a list of complaints, filled in place and only where something has changed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.complaint_lists import ComplaintLine, SortBy
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.ui.complaints.cases.time_left import time_left
from agent_desktop.ui.complaints.words import SEVERITY_LOOKS, STATE_LOOKS, kind_word, move_word, state_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import DASH, words
from agent_desktop.ui.widgets.rows import fill

LEFT, WHO, ABOUT, NUMBER, STATE, OWNER, STEP = range(7)
COLUMNS: Final = (Column(116), Column(120, 5), Column(120, 10), Column(104), Column(120), Column(84, 3), Column(110))
SORTS: Final = {LEFT: SortBy.DEADLINE, NUMBER: SortBy.RECORDED, STATE: SortBy.STATE, OWNER: SortBy.OWNER}
"""What a press on a head sorts by."""
ENDS: Final = frozenset({ComplaintState.CLOSED, ComplaintState.JOINED, ComplaintState.UNDONE})


class CaseTable(QObject):
    """Time left, customer, what it is about, number, state, owner and next step."""

    def __init__(self, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self._lines: tuple[ComplaintLine, ...] = ()
        self._results: Mapping[UUID, tuple[str, Token]] = {}
        self.model = QStandardItemModel(0, 7, self)

    def retranslate(self, sort: SortBy | None, *, descending: bool) -> None:
        """Name the columns in the language now shown; the one that is sorted by has an arrow."""
        heads = (
            self.tr("Time left"),
            self.tr("Customer"),
            self.tr("About"),
            self.tr("Case"),
            self.tr("State"),
            self.tr("Owner"),
            self.tr("Next step"),
        )
        arrow = "  \u2193" if descending else "  \u2191"
        for column, head in enumerate(heads):
            mark = arrow if sort is not None and SORTS.get(column) is sort else ""
            if self.model.headerData(column, Qt.Orientation.Horizontal) != head + mark:
                self.model.setHorizontalHeaderItem(column, QStandardItem(head + mark))

    def retranslate_plain(self) -> None:
        """Name the columns of a list that is always in one order."""
        self.retranslate(None, descending=False)

    def show(self, lines: tuple[ComplaintLine, ...], results: Mapping[UUID, tuple[str, Token]]) -> None:
        """Fill the model; `results` say of a line what came of the last change of many."""
        model, now = self.model, self._now()
        if model.rowCount() > len(lines):
            model.removeRows(len(lines), model.rowCount() - len(lines))
        while model.rowCount() < len(lines):
            cells = [QStandardItem() for _ in range(7)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        again = results == self._results
        for row, line in enumerate(lines):
            if not (again and row < len(self._lines) and self._lines[row] is line):
                self._fill(row, line, results.get(line.glance.complaint_id), now)
        self._lines, self._results = lines, dict(results)

    def fill_again(self) -> None:
        """The language is another: fill every row."""
        lines, results, self._lines = self._lines, self._results, ()
        self.show(lines, results)

    def tick(self) -> None:
        """Time has passed: say anew how much is left."""
        now = self._now()
        for row, line in enumerate(self._lines):
            self._fill_left(row, line, now)

    def _fill_left(self, row: int, line: ComplaintLine, now: datetime) -> None:
        clock = line.clock
        over = line.glance.state in ENDS and clock is None
        left = time_left(
            clock.started_at if clock is not None else None,
            clock.due_at if clock is not None else line.glance.due_at,
            now,
            paused=clock is not None and clock.paused,
            over=over,
            provisional=clock is not None and clock.provisional,
        )
        tone = Token.TEXT if left.token is Token.TEXT_3 and not over else left.token
        fill(
            self.model.item(row, LEFT),
            left.text,
            bar=left.percent,
            bar_tone=left.token.value,
            tone=tone.value,
            key=str(line.glance.complaint_id),
        )

    def _fill(self, row: int, line: ComplaintLine, result: tuple[str, Token] | None, now: datetime) -> None:
        self._fill_left(row, line, now)
        who, about, number, state, owner, step = (self.model.item(row, column) for column in range(WHO, STEP + 1))
        glance = line.glance
        fill(who, line.customer_name or self.tr("Not a customer we know"), second=line.customer_name_chinese or None)
        severity, icon = SEVERITY_LOOKS[glance.severity]
        sign = icon if severity is not Kind.PLAIN else None
        second = None if glance.kind.value == "complaint" else kind_word(glance.kind)
        fill(about, glance.about or words(glance.category), icon=sign, icon_tone=text_token(severity), second=second)
        fill(number, glance.number, tone=Token.TEXT_2.value)
        kind, look = STATE_LOOKS[glance.state]
        fill(state, state_word(glance.state), chip=kind.value, icon=look)
        nobody = not glance.owner_name
        fill(
            owner,
            glance.owner_name or self.tr("Nobody"),
            tone=(Token.CAUTION if nobody else Token.TEXT_2).value,
        )
        if result is not None:
            fill(step, result[0], tone=result[1].value, type=Role.BODY_STRONG.value)
        else:
            fill(step, move_word(line.next_move) if line.next_move else DASH, tone=Token.TEXT_2.value)
        said = ", ".join(self.model.item(row, column).text() for column in range(7))
        self.model.item(row, LEFT).setData(said, Qt.ItemDataRole.AccessibleTextRole)
