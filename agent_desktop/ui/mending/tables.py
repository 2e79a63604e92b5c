"""The item models of the two lists, filled in place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from agent_desktop.contract.mends import Live, Mend
from agent_desktop.ui.mending.words import about_words, by_words, doubt_word, finding_word, state_word, who_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import clock_text
from agent_desktop.ui.widgets.rows import CellRole, fill

_ICONS: Final = {"agent": "ph.user", "call": "ph.phone", "offer": "ph.phone-incoming"}
Cell = tuple[str, Mapping[str, Any]]


class _Listed(QObject):
    """A model of a few columns; the key of a row is at its first cell."""

    def __init__(self, columns: int, parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns
        self.model = QStandardItemModel(0, columns, self)

    def row_of(self, key: str) -> int:
        """Return the row of this key, -1 where it is not listed."""
        rows = range(self.model.rowCount())
        return next((row for row in rows if self.model.item(row, 0).data(CellRole.KEY) == key), -1)

    def _heads(self, heads: Sequence[str]) -> None:
        for column, head in enumerate(heads):
            self.model.setHorizontalHeaderItem(column, QStandardItem(head))

    def _fill(self, rows: Sequence[Sequence[Cell]]) -> None:
        model = self.model
        if model.rowCount() > len(rows):
            model.removeRows(len(rows), model.rowCount() - len(rows))
        while model.rowCount() < len(rows):
            cells = [QStandardItem() for _ in range(self._columns)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for row, cells_of in enumerate(rows):
            for column, (text, roles) in enumerate(cells_of):
                fill(model.item(row, column), text, **roles)


class LiveTable(_Listed):
    """Whom or what, its state, since when, and what looks wrong."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(4, parent)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._heads((self.tr("Who"), self.tr("State"), self.tr("For"), self.tr("What looks wrong")))

    def show(self, lives: Sequence[Live], now: datetime) -> None:
        """Fill the model with `lives`, as long as they are so at `now`."""
        self._fill([_live_row(each, now) for each in lives])


class MendTable(_Listed):
    """When, what was found, whom or what it was about, and who set it right."""

    def __init__(self, when: Callable[[datetime], str], parent: QObject) -> None:
        super().__init__(4, parent)
        self._when = when

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._heads((self.tr("When"), self.tr("What was found"), self.tr("About"), self.tr("Set right by")))

    def show(self, mends: Sequence[Mend]) -> None:
        """Fill the model with `mends`."""
        self._fill([self._row(each) for each in mends])

    def _row(self, mend: Mend) -> Sequence[Cell]:
        by_hand = mend.finding == "by_hand"
        found = mend.reason if by_hand and mend.reason else finding_word(mend.finding)
        return (
            (self._when(mend.at), {"key": str(mend.mend_id)}),
            (found, {"type": Role.BODY_BOLD.value}),
            (about_words(mend), {"tone": Token.TEXT_2.value}),
            (
                by_words(mend),
                {"icon": "ph.hand" if by_hand else "ph.arrows-clockwise", "icon_tone": Token.TEXT_3.value},
            ),
        )


def live_key(live: Live) -> str:
    """Return what a row of this one is found by."""
    return f"{live.kind}:{live.subject_id}"


def _live_row(live: Live, now: datetime) -> Sequence[Cell]:
    wrong = finding_word(live.finding) if live.finding else doubt_word(live.doubt) if live.doubt else ""
    tone = Token.PROBLEM if live.finding else Token.CAUTION
    mark = {"icon": "ph.warning-circle-fill" if live.finding else "ph.clock-fill", "tone": tone.value} if wrong else {}
    icon = _ICONS.get(live.kind, "ph.question")
    who = {"key": live_key(live), "type": Role.BODY_BOLD.value, "icon": icon, "icon_tone": Token.TEXT_3.value}
    return (
        (who_words(live), who),
        (state_word(live), {"tone": Token.TEXT_2.value}),
        (clock_text(int((now - live.since_at).total_seconds())), {}),
        (wrong, mark),
    )
