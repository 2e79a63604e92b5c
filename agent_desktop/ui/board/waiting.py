"""Callers who wait: who has waited longest first."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QStackedWidget

from agent_desktop.contract.board import BoardAct, BoardWaiting
from agent_desktop.contract.customers import Tier
from agent_desktop.ui.board.agents import act_word
from agent_desktop.ui.board.cells import Cell, Cells, Timer
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.presenter import BoardState
from agent_desktop.ui.board.words import LEVEL_TONES, caller_name, level_word, tier_word
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import DASH, TIER_ICONS, TIER_KINDS, words
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_COLUMNS: Final = (Column(120, 3), Column(92), Column(120, 4), Column(110, 3), Column(76))
_ACTS: Final = (
    (BoardAct.MOVE_TO_FRONT, "ph.arrow-line-up"),
    (BoardAct.GIVE, "ph.user"),
    (BoardAct.TAKE, "ph.phone-incoming"),
)


class WaitingPanel(PanelFrame):
    """Draws the callers of a `BoardState` who wait.

    Signals:
        act_chosen: Do this (`BoardAct`) with this call (`UUID`).
        menu_wanted: What can be done with this call (`UUID`), from where on the screen (`QPoint`)?
    """

    act_chosen = Signal(object, object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._theme = theme
        self._state = BoardState()
        self._count = CountChip(theme)
        self.acts = {act: CommandButton(theme, small=True, icon=icon, look=Look.QUIET) for act, icon in _ACTS}
        self.table = LiveTable(theme, ticker, _key, _cells, _COLUMNS, at_right=frozenset({4}), timers=(4,))
        self.table.setObjectName("board-waiting")
        self._empty = EmptyState(theme)
        self._pages = QStackedWidget()
        self.head_row.insertWidget(1, self._count)
        for button in self.acts.values():
            self.head_row.addWidget(button)
        for page in (self.table, self._empty):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self.table.menu_wanted.connect(self.menu_wanted)
        self.table.picked.connect(lambda _: self._draw_acts())
        for act, button in self.acts.items():
            button.clicked.connect(lambda _=False, act=act: self.do(act))

    def display(self, state: BoardState) -> None:
        """Draw who waits."""
        self._state = state
        self._draw()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        for act, button in self.acts.items():
            button.set_words(act_word(act))
        self.table.setAccessibleName(translate("Board", "Calls waiting, the longest first"))
        self.table.set_heads(
            (
                translate("Board", "Caller"),
                translate("Board", "Tier"),
                translate("Board", "Reason"),
                translate("Board", "Queue"),
                translate("Board", "Waited"),
            )
        )
        self._draw()

    def do(self, act: BoardAct) -> None:
        """Do it with the selected call, where it may be done now."""
        call = self.chosen()
        if call is not None and act in call.acts:
            self.act_chosen.emit(act, call.call_id)

    def chosen(self) -> BoardWaiting | None:
        """Return the call that is selected."""
        key = self.table.picked_key
        return next((each for each in self._state.waiting if each.call_id == key), None)

    def _draw(self) -> None:
        state = self._state
        bad = any(each.level.value == "bad" for each in state.waiting)
        self.set_title(translate("Board", "Calls waiting"))
        self._count.show_count(f"{len(state.waiting):,}", Kind.PROBLEM if bad else Kind.PLAIN)
        self.table.show_rows(state.waiting)
        if not state.waiting:
            self._empty.show_state(StateKind.EMPTY, translate("Board", "Nobody waits"))
        self._pages.setCurrentWidget(self.table if state.waiting or state.board is None else self._empty)
        self._draw_acts()

    def _draw_acts(self) -> None:
        call = self.chosen()
        for act, button in self.acts.items():
            may = call is not None and act in call.acts
            button.setEnabled(may)
            hint = translate("Board", "Choose a call first") if call is None else translate("Board", "Not possible now")
            button.setToolTip("" if may else hint)
            # Taking a call oneself is for those who take calls at all.
            button.setVisible(act is not BoardAct.TAKE or may)


def _key(call: BoardWaiting) -> UUID:
    return call.call_id


def _cells(call: BoardWaiting) -> Cells:
    caller, level = call.caller, LEVEL_TONES[call.level]
    tier = caller.tier
    chip = TIER_KINDS[tier] if tier in (Tier.GOLD, Tier.PLATINUM) else None
    name = caller_name(caller)
    return (
        Cell(name, icon="ph.lightning-fill" if call.urgent else "", icon_tone=Token.CAUTION, said=_said(call, name)),
        Cell(
            tier_word(tier),
            Token.TEXT_2,
            chip=chip,
            icon=TIER_ICONS[tier] if tier is not None and chip is not None else "",
        ),
        Cell(words(caller.reason) or DASH, icon="ph.phone-outgoing" if call.callback_wished else ""),
        Cell(words(call.queue_name), Token.TEXT_2),
        Cell(tone=level, timer=Timer(call.enqueued_at), at_right=True),
    )


def _said(call: BoardWaiting, name: str) -> str:
    parts = [name]
    if call.urgent:
        parts.append(translate("Board", "urgent"))
    if call.callback_wished:
        parts.append(translate("Board", "would rather be called back"))
    if call.level.value != "ok":
        parts.append(level_word(call.level))
    return ", ".join(parts)
