"""Over the board, the callbacks that it counts: those that are late first, and to whom one can be given."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from agent_desktop.contract.board import Activity, BoardAgent
from agent_desktop.contract.callbacks import Callback, CallbackState
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.callbacks.presenter import DueState
from agent_desktop.ui.board.cells import Cell, Cells
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.room import fit_rows
from agent_desktop.ui.board.words import ACTIVITY_LOOKS, agent_search, state_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.callback_words import (
    KIND_ICONS,
    about_text,
    due_look,
    due_text,
    who_text,
    whose_text,
)
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import DASH, TIER_ICONS
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate
_COLUMNS: Final = (Column(150, 2), Column(140, 4), Column(150, 6), Column(60), Column(110, 3))
_AGENTS: Final = (Column(160, 4), Column(180, 4), Column(100, 3))
_ROWS, _AGENT_ROWS = 8, 5
_REST: Final = 330
"""Pixels at 100 % of everything but rows."""


class DueSheet(SheetFrame):
    """Draws a `DueState`.

    Signals:
        callback_chosen: Look at this one (`UUID`).
        chosen: Give the one that is looked at to this agent (`UUID`).
        unkept_wanted: Show those that nobody kept, for a supervisor to decide on.
    """

    callback_chosen = Signal(object)
    chosen = Signal(object)
    unkept_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, "ph.phone-outgoing", width=780)
        self._ticker = ticker
        self._state = DueState()
        self._agents: Sequence[BoardAgent] = ()
        self._none = TextLabel(tone=Token.TEXT_2, wrap=True)
        self.table = LiveTable(theme, ticker, _key, self._cells, _COLUMNS, at_right=frozenset({3}), timers=(0,))
        self.table.setObjectName("board-callbacks")
        self._told = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._whom = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2, elided=True)
        self.field = LineField(theme)
        self.field.setFixedWidth(theme.px(220))
        self.field.setClearButtonEnabled(True)
        self.unkept = LinkButton(theme, icon="ph.scales")
        self.agents = LiveTable(theme, ticker, _agent_key, _agent_cells, _AGENTS)
        whom = QHBoxLayout()
        whom.setSpacing(8)
        whom.addWidget(self._whom, 1)
        whom.addWidget(self.field)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._told, 1)
        told.addWidget(self.unkept)
        self.content.addWidget(self._none)
        self.content.addWidget(self.table)
        self.content.addLayout(told)
        self.content.addLayout(whom)
        self.content.addWidget(self.agents)
        self.unkept.clicked.connect(self.unkept_wanted)
        self.table.picked.connect(self._picked)
        self.field.textChanged.connect(lambda _: self._draw_agents())
        self.agents.picked.connect(lambda _: self._draw_button())
        self.agents.activated.connect(lambda _: self.press())
        self.do_pressed.connect(self._give)

    def display(self, state: DueState) -> None:
        """Draw `state`."""
        self._state = state
        callbacks = state.callbacks
        self.show_frame(loading=callbacks is None and state.problem is None, busy=state.busy, problem=state.problem)
        self.skeleton.set_words(translate("Board", "Getting the callbacks"))
        self.title.set_text(translate("Board", "Callbacks: late, or due today"))
        self.setAccessibleName(self.title.full_text())
        self.leave.set_words(translate("Board", "Close"))
        self._none.set_text(translate("Board", "No callback is late, and none is due until the end of today."))
        self._none.setVisible(callbacks == ())
        some = bool(callbacks)
        for part in (self.table, self._whom, self.field, self.agents, self.do_it):
            part.setVisible(some)
        self._draw_callbacks(callbacks or ())
        self._draw_told(state)
        callback = state.callback
        name = who_text(callback, callback.number_masked) if callback is not None else ""
        self._whom.set_text(translate("Board", "Give “{name}” to:").format(name=name) if name else "")
        self._draw_agents()
        if some and self.leave.hasFocus() and not state.busy:
            self.take_focus()  # it was there only while nothing else was

    def show_agents(self, agents: Sequence[BoardAgent]) -> None:
        """Say to whom one can be given, and what they do now."""
        if agents is not self._agents:
            self._agents = agents
            if self.isVisible():
                self._draw_agents()

    def take_focus(self) -> None:
        """Put the focus on the callbacks."""
        (self.table if self.table.isVisible() else self.leave).setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_rows(self, _REST, (self.table, _ROWS), (self.agents, _AGENT_ROWS))

    def _draw_callbacks(self, callbacks: Sequence[Callback]) -> None:
        self.table.setAccessibleName(translate("Board", "Callbacks, the earliest first"))
        self.table.set_heads(
            (
                translate("Board", "Due"),
                translate("Board", "Customer"),
                translate("Board", "Reason"),
                translate("Board", "Tries"),
                translate("Board", "Whose"),
            )
        )
        self.table.show_rows(callbacks)
        chosen = self._state.chosen
        if chosen is not None and self.table.picked_key != chosen:
            self.table.pick(chosen)

    def _draw_told(self, state: DueState) -> None:
        text, tone = "", Token.TEXT_2
        shown = len(state.callbacks or ())
        if state.given is not None:
            text = translate("Board", "{name} has the callback of {customer} now.").format(
                name=state.given.owner_name, customer=who_text(state.given, state.given.number_masked)
            )
            tone = Token.GOOD
        elif state.total > shown:
            text = translate("Board", "The first {count} of {all}").format(count=f"{shown:,}", all=f"{state.total:,}")
        self._told.set_text(text)
        self._told.set_tone(tone)
        unkept = sum(each.state is CallbackState.EXPIRED for each in state.callbacks or ())
        self.unkept.set_words(translate("Board", "For a supervisor to decide: {count}").format(count=f"{unkept:,}"))
        self.unkept.setVisible(unkept > 0)

    def _draw_agents(self) -> None:
        self.field.setPlaceholderText(translate("Board", "Name or state"))
        self.field.setAccessibleName(translate("Board", "Find agents by name, team or state"))
        self.agents.setAccessibleName(translate("Board", "Agents who can have the callback"))
        heads = (translate("Board", "Agent"), translate("Board", "State"), translate("Board", "Team"))
        self.agents.set_heads(heads)
        callback = self._state.callback
        owner = callback.owner_id if callback is not None else None
        team = callback.team if callback is not None else ""
        wanted = self.field.text().casefold().split()
        found = [
            each
            for each in self._agents
            if each.agent_id != owner and all(word in agent_search(each) for word in wanted)
        ]
        # Their own team first, who is not there last: they would have it tomorrow.
        found.sort(key=lambda each: (each.activity is Activity.OFFLINE, not team or each.team != team, each.name))
        self.agents.show_rows(found)
        self._draw_button()

    def _draw_button(self) -> None:
        agent = self._agent()
        give = translate("Board", "Give it to {name}")
        self.do_it.set_words(give.format(name=agent.name) if agent is not None else translate("Board", "Give it"))
        self.do_it.setEnabled(agent is not None and self._state.may_give)

    def _agent(self) -> BoardAgent | None:
        place = self.agents.live.place_of(self.agents.picked_key)
        agent: BoardAgent | None = self.agents.live.rows[place] if place >= 0 else None
        return agent

    def _picked(self, callback_id: UUID | None) -> None:
        if callback_id is not None:
            self.callback_chosen.emit(callback_id)

    def _give(self) -> None:
        agent = self._agent()
        if agent is not None and self._state.may_give:
            self.chosen.emit(agent.agent_id)

    def _cells(self, callback: Callback) -> Cells:
        icon, tone = due_look(callback)
        quiet = tone is Token.TEXT_2
        tries = f"{callback.attempts}/{callback.attempts_most}"
        used = callback.attempts >= callback.attempts_most
        unknown = translate("Board", "Not a customer we know")
        return (
            Cell(
                tone=Token.TEXT if quiet else tone, icon=icon, icon_tone=tone, told=partial(self._due_words, callback)
            ),
            Cell(
                who_text(callback, unknown),
                role=Role.BODY_STRONG,
                icon=TIER_ICONS[callback.tier],
                icon_tone=Token.TEXT_2,
            ),
            Cell(about_text(callback), icon=KIND_ICONS[callback.kind], icon_tone=Token.TEXT_3),
            Cell(tries, Token.PROBLEM if used else Token.TEXT_2, at_right=True),
            Cell(whose_text(callback), Token.TEXT_2),
        )

    def _due_words(self, callback: Callback, now: datetime) -> str:
        """Say when it is due, and how late it is by now: the server's minutes are those of when it was asked."""
        minutes = int((callback.due_at - now).total_seconds() // 60)
        local = self._ticker.local
        return due_text(callback.model_copy(update={"minutes": minutes}), local(callback.due_at), local(now))


def _key(callback: Callback) -> UUID:
    return callback.callback_id


def _agent_key(agent: BoardAgent) -> UUID:
    return agent.agent_id


def _agent_cells(agent: BoardAgent) -> Cells:
    tone, icon = ACTIVITY_LOOKS[agent.activity]
    return (
        Cell(agent.name, role=Role.BODY_STRONG),
        Cell(state_text(agent), tone, icon=icon),
        Cell(agent.team or DASH, Token.TEXT_2),
    )
