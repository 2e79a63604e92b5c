"""Gives a waiting call to an agent, or takes it."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.acting import Taker
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.acting.presenter import ActingState
from agent_desktop.ui.board.acting.words import state_word
from agent_desktop.ui.board.cells import Cell, Cells, Timer
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.room import fit_rows
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentState

translate = QCoreApplication.translate
_COLUMNS: Final = (Column(130, 3), Column(150, 3), Column(80))
_ROWS: Final = 8
_REST: Final = 310
"""Pixels at 100 % of everything but rows."""


class GiveSheet(SheetFrame):
    """Who may have the call: the free ones first.

    Signals:
        chosen: The agent (`UUID`), or None for oneself, and the name.
    """

    chosen = Signal(object, str)

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, "ph.user")
        self._told = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.table = LiveTable(theme, ticker, _key, _cells, _COLUMNS, at_right=frozenset({2}), timers=(2,))
        self.take = CommandButton(theme, icon="ph.phone-incoming")
        self.content.addWidget(self._told)
        self.content.addWidget(self.table)
        self.content.addWidget(self.take)
        self.table.picked.connect(lambda _: self._draw_button())
        self.table.activated.connect(lambda _: self.press())
        self.take.clicked.connect(lambda: self.chosen.emit(None, ""))
        self.do_pressed.connect(self._do)
        self._busy = False

    def display(self, state: ActingState) -> None:
        """Draw who may have the call."""
        self._busy = state.busy or state.loading
        self.show_frame(loading=state.loading, busy=state.busy, problem=state.problem)
        self.title.set_text(translate("Board", "Give the call of {name}").format(name=state.name))
        self.leave.set_words(translate("Board", "Leave it"))
        heads = (translate("Board", "Agent"), translate("Board", "State"), translate("Board", "In state"))
        self.table.set_heads(heads)
        self.table.setAccessibleName(translate("Board", "Agents who may have the call"))
        call = state.call
        if call is not None:
            place = translate("Board", "{queue}, place {place} of {all}")
            self._told.set_text(place.format(queue=words(call.queue_name), place=call.place, all=call.waiting))
            self.table.show_rows(
                tuple(sorted(call.takers, key=lambda each: (not each.free, not each.serves, each.since_at)))
            )
            if self.table.picked_key is None and call.takers:
                self.table.selectRow(0)
        self.take.setVisible(call is not None and call.may_take)
        makes = call is not None and call.take_makes_ready
        ready = translate("Board", "Take it yourself, and be ready")
        self.take.set_words(ready if makes else translate("Board", "Take it yourself"))
        self._draw_button()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_rows(self, _REST, (self.table, _ROWS))

    def focus_first(self) -> None:
        """Put the focus on the agents."""
        self.table.setFocus()

    def _picked(self) -> Taker | None:
        place = self.table.live.place_of(self.table.picked_key)
        taker: Taker | None = self.table.live.rows[place] if place >= 0 else None
        return taker

    def _draw_button(self) -> None:
        taker = self._picked()
        text = (
            translate("Board", "Give it to {name}").format(name=taker.name) if taker else translate("Board", "Give it")
        )
        self.do_it.set_words(text)
        self.do_it.setEnabled(taker is not None and not self._busy)

    def _do(self) -> None:
        taker = self._picked()
        if taker is not None:
            self.chosen.emit(taker.agent_id, taker.name)


def _key(taker: Taker) -> UUID:
    return taker.agent_id


def _cells(taker: Taker) -> Cells:
    tone = Token.GOOD if taker.state == AgentState.READY else Token.TEXT_2
    second = "" if taker.serves else translate("Board", "serves other queues")
    return (
        Cell(taker.name, role=Role.BODY_STRONG, second=second),
        Cell(
            translate("Board", "rings at once")
            if taker.free
            else translate("Board", "{state}, gets it next").format(state=state_word(taker.state)),
            tone,
            icon="ph.check-circle-fill" if taker.free else "ph.clock",
        ),
        Cell(timer=Timer(taker.since_at), at_right=True),
    )
