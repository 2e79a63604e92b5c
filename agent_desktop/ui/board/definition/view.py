"""How a figure is counted, over the board: formula, numbers, what is left out, and the calls themselves."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.figures import ExplainedFigure, FigureUnit, Item
from agent_desktop.ui.board.cells import Cell, Cells
from agent_desktop.ui.board.definition.presenter import COUNTED, DefinitionState, FigureKey
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.words import percent_text
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.counted_view import CountedView, left_out_words
from agent_desktop.ui.widgets.formats import DASH, clock_text, time_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice, SkeletonRows
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_COLUMNS: Final = (Column(66), Column(130, 3), Column(110, 3), Column(110, 3), Column(64), Column(40))
_ROWS: Final = 8


def figure_name(key: FigureKey) -> str:
    """Name a figure of the board."""
    return {
        FigureKey.WAITING: translate("Board", "Waiting"),
        FigureKey.LONGEST: translate("Board", "Longest wait"),
        FigureKey.SERVICE: translate("Board", "Service level"),
        FigureKey.ABANDONED: translate("Board", "Abandoned"),
        FigureKey.ANSWERED: translate("Board", "Answered today"),
        FigureKey.READY: translate("Board", "Ready"),
        FigureKey.ON_CALL: translate("Board", "On a call"),
        FigureKey.WRAP_UP: translate("Board", "Wrap-up"),
        FigureKey.NOT_READY: translate("Board", "Not ready"),
        FigureKey.LATELY: translate("Board", "Service level, last 30 min"),
        FigureKey.OFFERED: translate("Board", "Offered"),
        FigureKey.BUSY: translate("Board", "Busy"),
        FigureKey.HANDLED: translate("Board", "Handled"),
        FigureKey.AVERAGE: translate("Board", "Average"),
    }[key]


def live_words(key: FigureKey, *, of_queue: bool) -> tuple[str, str]:
    """Say how a figure of this moment is counted, and what it leaves out; in a queue's row, or of all together."""
    menu = translate("Board", "Callers who still listen to the menu.")
    several = translate("Board", "Nobody twice, however many queues they serve.")
    if of_queue:
        several = translate("Board", "Who does not serve this queue; who serves several counts in each of them.")
    return {
        FigureKey.WAITING: (
            translate("Board", "Callers in a queue to whom no agent talks yet, those who ring included."),
            menu,
        ),
        FigureKey.LONGEST: (translate("Board", "Time since the first of those who wait came to the queue."), menu),
        FigureKey.READY: (translate("Board", "Agents who can get a call at this moment."), several),
        FigureKey.ON_CALL: (
            translate(
                "Board",
                "Agents with a call that rings, is being connected, is talked in or on hold, also of all signed in.",
            ),
            several,
        ),
        FigureKey.BUSY: (
            translate(
                "Board",
                "Agents with a call that rings, is being connected, is talked in or on hold, or in its wrap-up.",
            ),
            several,
        ),
        FigureKey.WRAP_UP: (translate("Board", "Agents who finish a call and get no other meanwhile."), several),
        FigureKey.NOT_READY: (
            translate(
                "Board",
                "Agents signed in who get no calls, or whose desktop is silent; over break: past the planned end.",
            ),
            several,
        ),
    }.get(key, ("", ""))


class DefinitionSheet(Overlay):
    """Draws a `DefinitionState`.

    Signals:
        items_wanted: Show the calls that were counted, or more of them.
        shown_wanted: Show on the board what the figure of this moment counts.
    """

    items_wanted = Signal()
    shown_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=640, top=64)
        self._ticker = ticker
        self._state = DefinitionState()
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._problem = Notice(theme)
        self._skeleton = SkeletonRows(theme, 3)
        self.counted = CountedView()
        self.table = LiveTable(theme, ticker, _key, self._cells, _COLUMNS, at_right=frozenset({4}))
        self.table.setFixedHeight(self.table.height_for(_ROWS))
        self.calls = CommandButton(theme, icon="ph.list-bullets")
        self.shut = CommandButton(theme, keys="Esc")
        self._build(theme)
        self.calls.clicked.connect(self._calls_pressed)
        self.shut.clicked.connect(self.close_over)

    def display(self, state: DefinitionState) -> None:
        """Draw `state`."""
        self._state = state
        key = state.key
        if key is None:
            return
        of = f" · {words(state.queue.name)}" if state.queue is not None else ""
        of = f" · {state.agent.name}" if state.agent is not None else of
        self._title.set_text(f"{figure_name(key)}{of}")
        self.setAccessibleName(self._title.full_text())
        text = problem_text(state.problem) if state.problem is not None else ""
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, text)
        self._skeleton.setVisible(state.loading)
        self.shut.set_words(translate("Board", "Close"))
        if state.explained is not None:
            self._draw_counted(state.explained)
        else:
            self._draw_live(key, of_queue=state.queue is not None)
        self._draw_items(state)

    def take_focus(self) -> None:
        """Put the focus on the way to the calls."""
        self.focus_shown(self.calls, self.shut)

    def _build(self, theme: Theme) -> None:
        head = sheet_head(theme, self._title, icon="ph.calculator")
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        for each in (self._problem, self._skeleton, self.counted, self.table):
            column.addWidget(each)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.shut)
        foot.addWidget(self.calls)
        column.addLayout(foot)
        whole = QVBoxLayout(self.frame)
        whole.setContentsMargins(1, 1, 1, 14)
        whole.setSpacing(12)
        whole.addWidget(head)
        whole.addLayout(column)

    def _draw_counted(self, explained: ExplainedFigure) -> None:
        figure = explained.figure
        symbols = f"{figure.symbols} = {_value_text(explained.value, figure.unit)}"
        self.counted.show_formula(words(figure.formula), symbols, explained.parts)
        self.counted.show_left_out(translate("Board", "Not counted"), left_out_words(figure, explained))
        since = self._state.since
        only = translate("Board", "Only calls that came from {time} on.")
        told = only.format(time=time_text(self._ticker.local(since))) if since is not None else ""
        self.counted.show_how("\n".join(filter(None, (told, self._levels(explained)))))

    def _draw_live(self, key: FigureKey, *, of_queue: bool) -> None:
        formula, left_out = live_words(key, of_queue=of_queue)
        self.counted.show_formula(formula)
        self.counted.show_left_out(translate("Board", "Not counted"), left_out)
        self.counted.show_how(translate("Board", "Of this moment, told at least once a second.") if formula else "")

    def _levels(self, explained: ExplainedFigure) -> str:
        """Say by which definitions a service level was counted."""
        told = [
            translate(
                "Board", "{queue}: T = {seconds} s, S = {short} s, target {percent}, in force since {day}"
            ).format(
                queue=each.queue or translate("Board", "Every queue"),
                seconds=each.answer_seconds,
                short=each.short_seconds,
                percent=percent_text(each.target_percent),
                day=each.from_day.isoformat(),
            )
            for each in explained.levels
        ]
        return "\n".join(told)

    def _draw_items(self, state: DefinitionState) -> None:
        items = state.items
        self.table.setVisible(items is not None)
        if items is not None:
            self.table.set_heads(
                (
                    translate("Board", "Came"),
                    translate("Board", "Caller"),
                    translate("Board", "Queue"),
                    translate("Board", "Outcome"),
                    translate("Board", "Took") if state.agent is not None else translate("Board", "Waited"),
                    translate("Board", "Counts"),
                )
            )
            self.table.setAccessibleName(translate("Board", "The calls that were counted"))
            self.table.show_rows(items)
        key = state.key
        if key not in COUNTED:
            text = translate("Board", "Show them on the board")
        elif items is None:
            text = translate("Board", "Show the calls")
        else:
            text = translate("Board", "Show more, {count} of {all} so far").format(count=len(items), all=state.total)
        self.calls.set_words(text)
        self.calls.setVisible(items is None or bool(state.next))
        self.calls.setEnabled(not state.reading and not state.loading)

    def _calls_pressed(self) -> None:
        if self._state.key in COUNTED:
            self.items_wanted.emit()
        else:
            self.shown_wanted.emit()

    def _cells(self, item: Item) -> Cells:
        above = {True: ("ph.check-circle", Token.GOOD), False: ("ph.minus-circle", Token.CAUTION)}
        icon, tone = above.get(item.above, ("", Token.TEXT_3)) if item.above is not None else ("", Token.TEXT_3)
        said = {True: translate("Board", "in time"), False: translate("Board", "not in time")}
        return (
            Cell(time_text(self._ticker.local(item.at))),
            Cell(item.label or DASH),
            Cell(words(item.queue), Token.TEXT_2),
            Cell(words(item.outcome), Token.TEXT_2),
            Cell(clock_text(int(item.seconds)) if item.seconds is not None else DASH, at_right=True),
            Cell(icon=icon, icon_tone=tone, said=said[item.above] if item.above is not None else ""),
        )


def _key(item: Item) -> UUID:
    return item.item_id


def _value_text(value: float | None, unit: FigureUnit) -> str:
    if value is None:
        return DASH
    if unit is FigureUnit.PERCENT:
        return f"{value:.2f}%"
    return clock_text(int(value)) if unit is FigureUnit.SECONDS else f"{value:,.0f}"
