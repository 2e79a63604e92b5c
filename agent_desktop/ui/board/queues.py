"""Queues with their service levels against the target."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.contract.board import BoardQueue, Level, ServiceFigure
from agent_desktop.ui.board.cells import Cell, Cells, Timer
from agent_desktop.ui.board.cells import Level as Bar
from agent_desktop.ui.board.definition.presenter import FigureKey
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.presenter import BoardState, QueueOrder
from agent_desktop.ui.board.words import LEVEL_ICONS, LEVEL_TONES, level_word, percent_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import LEFT
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import DASH, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_COLUMNS: Final = (
    Column(150, 1),
    Column(64),
    Column(72),
    Column(154),
    Column(72),
    Column(66),
    Column(72),
    Column(96),
    Column(56),
    Column(52),
    Column(60),
)
_AT_RIGHT: Final = frozenset({1, 2, 4, 5, 6, 7, 8, 9, 10})
_ORDERS: Final = {0: QueueOrder.NAME, 1: QueueOrder.WAITING, 2: QueueOrder.LONGEST, 3: QueueOrder.SERVICE}
_FIGURES: Final = (
    FigureKey.SERVICE,
    FigureKey.WAITING,
    FigureKey.LONGEST,
    FigureKey.SERVICE,
    FigureKey.LATELY,
    FigureKey.OFFERED,
    FigureKey.ANSWERED,
    FigureKey.ABANDONED,
    FigureKey.READY,
    FigureKey.BUSY,
    FigureKey.NOT_READY,
)
MOST_ROWS: Final = 8
"""So many are shown without scrolling; the agents have the rest of the height."""
_BAR_TONES: Final = {Level.OK: Token.GOOD, Level.WARNING: Token.CAUTION, Level.BAD: Token.PROBLEM}


class TargetKey(QWidget):
    """Says what the mark in the bars is: ``80% in 20 s target``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._text = theme, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_text(self, text: str) -> None:
        """Show `text` after the mark; none hides both."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        width = self._theme.width(Role.SMALL, self._text) + 10 if self._text else 0
        return QSize(width, self._theme.px(18))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() / 2 - 7, 2, 14), self._theme.colour(Token.TEXT))
        painter.setFont(self._theme.font(Role.SMALL))
        painter.setPen(self._theme.colour(Token.TEXT_2))
        painter.drawText(QRectF(QPointF(8, 0), self.size().toSizeF()), LEFT, self._text)
        painter.end()


class QueuesPanel(PanelFrame):
    """Draws the queues of a `BoardState`.

    Signals:
        picked: This queue is selected (`UUID`, None for none).
        order_wanted: Order the queues by this (`QueueOrder`).
        definition_wanted: How is this counted (`FigureKey`) for this queue (`UUID`)?
        menu_wanted: What can be done about this queue (`UUID`), from where on the screen (`QPoint`)?
    """

    picked = Signal(object)
    order_wanted = Signal(object)
    definition_wanted = Signal(object, object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._theme = theme
        self._count = CountChip(theme)
        self._target = TargetKey(theme)
        self.table = LiveTable(theme, ticker, _key, _cells, _COLUMNS, at_right=_AT_RIGHT, timers=(2,))
        self.table.setObjectName("board-queues")
        self.head_row.insertWidget(1, self._count)
        self.head_row.addWidget(self._target)
        self.body.addWidget(self.table)
        self.body.addStretch(1)
        head = self.table.horizontalHeader()
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._head_pressed)
        self.table.picked.connect(self.picked)
        self.table.menu_wanted.connect(self.menu_wanted)
        self.table.activated.connect(
            lambda index: self.definition_wanted.emit(_FIGURES[index.column()], self.table.live.keys[index.row()])
        )
        theme.changed.connect(self._measure)
        self._rows, self._most = 0, MOST_ROWS

    def show_most(self, rows: int) -> None:
        """Show so many without scrolling, if there are: at most `MOST_ROWS`."""
        rows = max(3, min(MOST_ROWS, rows))
        if rows != self._most:
            self._most = rows
            self._measure()

    def display(self, state: BoardState) -> None:
        """Draw the queues in their order."""
        self._count.show_count(f"{len(state.queues):,}", Kind.PLAIN)
        self._target.show_text(_target_text([queue.service for queue in state.queues]))
        self.table.show_rows(state.queues)
        column = next(number for number, order in _ORDERS.items() if order is state.order)
        ascending = state.order in (QueueOrder.NAME, QueueOrder.SERVICE)
        self.table.live.mark_head(column, "↑" if ascending else "↓")
        if len(state.queues) != self._rows:
            self._rows = len(state.queues)
            self._measure()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self.set_title(translate("Board", "Queues"))
        self.table.setAccessibleName(translate("Board", "Queues"))
        self.table.set_heads(
            (
                translate("Board", "Queue"),
                translate("Board", "Waiting"),
                translate("Board", "Longest"),
                translate("Board", "Service level today"),
                translate("Board", "Last 30 min"),
                translate("Board", "Offered"),
                translate("Board", "Answered"),
                translate("Board", "Abandoned"),
                translate("Board", "Ready"),
                translate("Board", "Busy"),
                translate("Board", "Not ready"),
            )
        )
        self._measure()

    def figure_of(self) -> FigureKey:
        """Return which figure stands in the cell that has the focus."""
        return _FIGURES[max(0, self.table.currentIndex().column())]

    def _head_pressed(self, column: int) -> None:
        if column in _ORDERS:
            self.order_wanted.emit(_ORDERS[column])

    def _measure(self) -> None:
        rows = min(max(self._rows, 3), self._most)
        self.table.setFixedHeight(self.table.height_for(rows))


def _key(queue: BoardQueue) -> UUID:
    return queue.queue_id


def _cells(queue: BoardQueue) -> Cells:
    icon, tone = LEVEL_ICONS[queue.level]
    name = words(queue.name)
    since, service = queue.longest_enqueued_at, queue.service
    longest = Cell(DASH, Token.TEXT_3, at_right=True)
    if since is not None:
        longest = Cell(tone=LEVEL_TONES[queue.longest_level], timer=Timer(since), at_right=True)
    abandoned_tone = LEVEL_TONES[queue.abandoned_level]
    return (
        Cell(name, icon=icon, icon_tone=tone, role=Role.BODY_STRONG, said=f"{name}, {level_word(queue.level)}"),
        Cell(f"{queue.waiting:,}", role=Role.BODY_STRONG, at_right=True),
        longest,
        _service_cell(service),
        Cell(
            percent_text(queue.service_lately.percent),
            LEVEL_TONES[queue.service_lately.level] if queue.service_lately.percent is not None else Token.TEXT_3,
            at_right=True,
        ),
        Cell(f"{queue.offered:,}", at_right=True),
        Cell(f"{queue.answered:,}", at_right=True),
        Cell(
            f"{queue.abandoned:,}",
            abandoned_tone,
            second=percent_text(queue.abandoned_percent, 1),
            second_width=44,
            at_right=True,
        ),
        Cell(f"{queue.ready:,}", LEVEL_TONES[queue.ready_level], at_right=True),
        Cell(f"{queue.busy:,}", at_right=True),
        Cell(f"{queue.not_ready:,}", at_right=True),
    )


def _service_cell(service: ServiceFigure) -> Cell:
    if service.percent is None:
        return Cell(DASH, Token.TEXT_3)
    target = service.target_percent / 100 if service.target_percent is not None else None
    return Cell(
        percent_text(service.percent),
        LEVEL_TONES[service.level],
        level=Bar(service.percent / 100, target, _BAR_TONES[service.level]),
    )


def _target_text(services: list[ServiceFigure]) -> str:
    """Say the target where all queues have the same; else the mark stands for each queue's own."""
    aims = {(each.target_percent, each.seconds) for each in services if each.target_percent is not None}
    if not aims:
        return ""
    percent, seconds = next(iter(aims))
    if len(aims) > 1 or seconds is None:
        return translate("Board", "each queue's target")
    return translate("Board", "{percent} in {count} s target").format(percent=percent_text(percent), count=seconds)
