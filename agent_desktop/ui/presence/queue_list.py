"""The agent's queues while no call is on."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHeaderView, QVBoxLayout

from agent_desktop.contract.home import QueueLevel
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH, clock_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOST = 5


class QueueList(QFrame):
    """Waiting, longest wait and service level of each queue, the wait counting by itself."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._ticker = ticker
        self._state = PresenceState()
        self._levels: dict[UUID | None, QueueLevel] = {}
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._title.setContentsMargins(10, 9, 10, 9)  # over the words of the first column
        self._model = QStandardItemModel(0, 4, self)
        self._table = RowTable(theme, self._model)
        self._table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, 76)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._title)
        stack.addWidget(self._table)
        ticker.ticked.connect(self._tick)
        self._retranslate()
        self.display(self._state)

    def display(self, state: PresenceState) -> None:
        """Draw the queues of `state`."""
        self._state = state
        self._draw_rows()

    def show_levels(self, levels: Sequence[QueueLevel]) -> None:
        """Draw the service levels of the day."""
        self._levels = {each.queue_id: each for each in levels}
        self._retranslate()
        self._draw_rows()

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("My queues"))
        self._table.setAccessibleName(self.tr("My queues"))
        for column, head in enumerate((self.tr("Queue"), self.tr("Waiting"), self.tr("Longest"), self._level_head())):
            item = QStandardItem(head)
            item.setTextAlignment(_RIGHT if column else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._model.setHorizontalHeaderItem(column, item)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._draw_rows()

    def _level_head(self) -> str:
        seconds = {each.seconds for each in self._levels.values()}
        return self.tr("In {count} s").format(count=seconds.pop()) if len(seconds) == 1 else self.tr("In time")

    def _tick(self) -> None:
        if any(queue.longest_since_at is not None for queue in self._state.queues):
            self._draw_rows()

    def _draw_rows(self) -> None:
        queues = self._state.queues
        if self._model.rowCount() > len(queues):
            self._model.removeRows(len(queues), self._model.rowCount() - len(queues))
        while self._model.rowCount() < len(queues):
            cells = [QStandardItem() for _ in range(4)]
            for cell in cells[1:]:
                cell.setTextAlignment(_RIGHT)
            self._model.appendRow(cells)
        for row, queue in enumerate(queues):
            fill(self._model.item(row, 0), words(queue.name))
            fill(self._model.item(row, 1), str(queue.waiting))
            since = queue.longest_since_at
            text = DASH if since is None else clock_text(self._ticker.seconds_since(since))
            now = self._ticker.now()
            tone = Token.CAUTION.value if queue.caution_at is not None and now >= queue.caution_at else None
            if queue.problem_at is not None and now >= queue.problem_at:
                tone = Token.PROBLEM.value
            fill(self._model.item(row, 2), text, tone=tone)
            self._draw_level(self._model.item(row, 3), self._levels.get(queue.queue_id))
        self._table.setFixedHeight(self._table.height_for(min(_MOST, max(1, len(queues)))))

    @staticmethod
    def _draw_level(cell: QStandardItem, level: QueueLevel | None) -> None:
        if level is None or level.percent is None:
            fill(cell, DASH)
            return
        tone = None
        for threshold, token in ((level.warn_percent, Token.CAUTION), (level.act_percent, Token.PROBLEM)):
            if threshold is not None and level.percent < threshold:
                tone = token.value
        fill(cell, f"{level.percent:.0f}%", tone=tone)
