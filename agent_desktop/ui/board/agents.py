"""Agents: what is wrong first, then who has been longest in their state."""

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from agent_desktop.contract.board import Activity, BoardAct, BoardAgent, Level
from agent_desktop.ui.board.cells import Cell, CellButton, Cells, Timer
from agent_desktop.ui.board.definition.presenter import FigureKey
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.presenter import BoardState
from agent_desktop.ui.board.words import ACTIVITY_LOOKS, LEVEL_TONES, agent_story, level_word, only_words, state_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import DASH, clock_text, words
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_COLUMNS: Final = (
    Column(120, 3),
    Column(150, 3),
    Column(84),
    Column(180, 6),
    Column(110, 3),
    Column(66),
    Column(62),
    Column(132),
)
_AT_RIGHT: Final = frozenset({2, 5, 6, 7})
ROW_ACTS: Final = (
    (BoardAct.LISTEN, "ph.ear", "Alt+L"),
    (BoardAct.WHISPER, "ph.chat-teardrop-dots", "Alt+P"),
    (BoardAct.BARGE, "ph.user-plus", "Alt+J"),
    (BoardAct.CHANGE_STATE, "ph.user-circle-gear", "Alt+Y"),
)
"""What is done to the selected agent with one key, in the order of the buttons."""


def act_word(act: BoardAct) -> str:
    """Name what may be done."""
    return {
        BoardAct.LISTEN: translate("Board", "Listen"),
        BoardAct.WHISPER: translate("Board", "Whisper"),
        BoardAct.BARGE: translate("Board", "Barge"),
        BoardAct.CHANGE_STATE: translate("Board", "Change state"),
        BoardAct.TAKE: translate("Board", "Take it"),
        BoardAct.GIVE: translate("Board", "Give to agent"),
        BoardAct.MOVE_TO_FRONT: translate("Board", "Move to front"),
        BoardAct.END_STUCK: translate("Board", "End what is stuck"),
    }[act]


_FIGURES: Final = {5: FigureKey.HANDLED, 6: FigureKey.AVERAGE}
"""The figures by their columns."""


class AgentsPanel(PanelFrame):
    """Draws the agents of a `BoardState`. At first as many as there is room for; all of them when asked.

    Signals:
        picked: This agent is selected (`UUID`, None for none).
        searched: Show those whom these words find.
        all_wanted: Show everybody again, however they are counted.
        act_chosen: Do this (`BoardAct`) to this agent (`UUID`).
        menu_wanted: What else can be done about this agent (`UUID`), from where on the screen (`QPoint`)?
        definition_wanted: How is this counted (`FigureKey`) of this agent (`UUID`)?
    """

    picked = Signal(object)
    searched = Signal(str)
    all_wanted = Signal()
    act_chosen = Signal(object, object)
    menu_wanted = Signal(object, QPoint)
    definition_wanted = Signal(object, object)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._theme, self._ticker = theme, ticker
        self._state = BoardState()
        self._all = False
        self._act_cells: dict[frozenset[BoardAct], Cell] = {}
        self._count = CountChip(theme)
        self.field = LineField(theme)
        self.field.setFixedWidth(theme.px(180))
        self.field.setClearButtonEnabled(True)
        self.only = CommandButton(theme, small=True, icon="ph.x", look=Look.QUIET)
        self._whom = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.acts = {
            act: CommandButton(theme, small=True, keys=keys, icon=icon, look=Look.NORMAL)
            for act, icon, keys in ROW_ACTS
        }
        self.table = LiveTable(theme, ticker, _key, self._cells, _COLUMNS, at_right=_AT_RIGHT, timers=(2, 3))
        self.table.setObjectName("board-agents")
        self._empty = EmptyState(theme)
        self._pages = QStackedWidget()
        self._said = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.more = LinkButton(theme)
        self._build()
        self.field.textChanged.connect(self.searched)
        self.table.picked.connect(self._picked)
        self.table.button_chosen.connect(lambda key, name: self.act_chosen.emit(BoardAct(name), key))
        self.table.menu_wanted.connect(self.menu_wanted)
        self.table.activated.connect(self._activated)
        self.table.height_changed.connect(self._resized)
        self.only.clicked.connect(self.all_wanted)
        self._empty.action_chosen.connect(self._show_everybody)
        self.more.clicked.connect(self._toggle_all)
        for act, button in self.acts.items():
            button.clicked.connect(lambda _=False, act=act: self.do(act))

    def display(self, state: BoardState) -> None:
        """Draw the agents in their order."""
        self._state = state
        self._draw()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._act_cells.clear()
        self.set_title(translate("Board", "Agents"))
        self.field.setPlaceholderText(translate("Board", "Name or state"))
        self.field.setAccessibleName(translate("Board", "Find agents by name, team or state"))
        for act, button in self.acts.items():
            button.set_words(act_word(act))
        self.table.setAccessibleName(translate("Board", "Agents, what is wrong first, then longest in state"))
        self.table.set_heads(
            (
                translate("Board", "Agent"),
                translate("Board", "State"),
                translate("Board", "In state"),
                translate("Board", "Caller and reason"),
                translate("Board", "Queue"),
                translate("Board", "Handled"),
                translate("Board", "Average"),
                translate("Board", "Actions"),
            )
        )
        self._draw()

    def chosen(self) -> BoardAgent | None:
        """Return the agent who is selected."""
        key = self.table.picked_key
        return next((each for each in self._state.agents if each.agent_id == key), None)

    def do(self, act: BoardAct) -> None:
        """Do it to the selected agent, where it may be done now."""
        agent = self.chosen()
        if agent is not None and act in agent.acts:
            self.act_chosen.emit(act, agent.agent_id)

    def show_all(self, shown: bool) -> None:
        """Show all agents, or as many as there is room for."""
        self._all = shown
        self._draw()

    def _activated(self, index: QModelIndex) -> None:
        figure = _FIGURES.get(index.column())
        if figure is not None:
            self.definition_wanted.emit(figure, self.table.live.keys[index.row()])

    def _build(self) -> None:
        self.head_row.insertWidget(1, self._count)
        self.head_row.insertWidget(2, self.field)
        self.head_row.insertWidget(3, self.only)
        self.head_row.addWidget(self._whom)
        for button in self.acts.values():
            self.head_row.addWidget(button)
        self.head.setMinimumHeight(self._theme.px(42))
        for page in (self.table, self._empty):
            self._pages.addWidget(page)
        foot = frame("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 2, 12, 2)
        row.addWidget(self._said, 1)
        row.addWidget(self.more)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(foot)

    def _resized(self) -> None:
        if not self._all:
            self._draw()

    def _draw(self) -> None:
        state = self._state
        fit = max(1, self.table.viewport().height() // max(1, self._theme.px(30)))
        agents = state.agents if self._all or _is_narrowed(state) else state.agents[:fit]
        key = self.table.picked_key
        if key is not None and len(agents) < len(state.agents) and all(each.agent_id != key for each in agents):
            # Whoever is selected stays in sight, in the last row, wherever they stand in the whole order.
            kept = next((each for each in state.agents if each.agent_id == key), None)
            agents = (*agents[:-1], kept) if kept is not None else agents
        whole = len(agents) == len(state.agents)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if whole else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.table.setVerticalScrollBarPolicy(policy)
        self._count.show_count(f"{state.agents_total:,}", Kind.PLAIN)
        self.table.show_rows(agents)
        only = only_words(state.only)
        self.only.setVisible(bool(only))
        self.only.set_words(translate("Board", "Only: {what}").format(what=only))
        self.only.setToolTip(translate("Board", "Show everybody"))
        if _is_narrowed(state) and not state.agents:
            self._empty.show_state(
                StateKind.FILTERED,
                translate("Board", "Nobody matches “{text}”").format(text=state.search.strip() or only),
                button=translate("Board", "Show everybody"),
            )
        elif not state.agents and state.board is not None:
            self._empty.show_state(
                StateKind.QUIET,
                translate("Board", "Nobody is signed in"),
                translate("Board", "Agents of your teams show up here when they go on the telephone."),
            )
        self._pages.setCurrentWidget(self.table if state.agents or state.board is None else self._empty)
        self._draw_foot(len(agents))
        self._draw_acts()

    def _draw_foot(self, shown: int) -> None:
        state = self._state
        if _is_narrowed(state):
            text = translate("Board", "{count} of {all} match").format(
                count=f"{len(state.agents):,}", all=f"{state.agents_total:,}"
            )
        else:
            text = translate("Board", "{count} of {all} shown, what is wrong first, then longest in state").format(
                count=f"{shown:,}", all=f"{state.agents_total:,}"
            )
        self._said.set_text(text)
        everybody = translate("Board", "Show all {count}").format(count=f"{state.agents_total:,}")
        self.more.set_words(translate("Board", "Show the first only") if self._all else everybody)
        self.more.setVisible(not _is_narrowed(state) and (self._all or shown < state.agents_total))

    def _draw_acts(self) -> None:
        agent = self.chosen()
        self._whom.set_text(f"{agent.name}:" if agent is not None else "")
        for act, button in self.acts.items():
            may = agent is not None and act in agent.acts
            button.setEnabled(may)
            why = translate("Board", "Choose an agent first") if agent is None else _why_not(agent, act)
            button.setToolTip("" if may else why)

    def _picked(self, key: UUID | None) -> None:
        self._draw_acts()
        self.picked.emit(key)

    def _show_everybody(self) -> None:
        self.field.clear()
        self.all_wanted.emit()

    def _toggle_all(self) -> None:
        self.show_all(not self._all)

    def _cells(self, agent: BoardAgent) -> Cells:
        tone, icon = ACTIVITY_LOOKS[agent.activity]
        level = LEVEL_TONES[agent.level]
        state = state_text(agent)
        counts = agent.planned_end_at is not None
        story = partial(agent_story, agent, self._ticker)
        away = agent.activity is Activity.OFFLINE
        marked = agent.level is not Level.OK
        # Whose colour already says caution needs the mark as well: the level stands with the story.
        mark = {Level.OK: "", Level.WARNING: "ph.warning-fill", Level.BAD: "ph.warning-circle-fill"}[agent.level]
        return (
            Cell(agent.name, role=Role.BODY_STRONG, said=_said(agent, state)),
            Cell(state, tone, icon=icon),
            Cell(
                DASH if away else "",
                level if marked else Token.TEXT,
                at_right=True,
                timer=None if away else Timer(agent.since_at),
            ),
            Cell(
                tone=level if agent.concern is not None and agent.caller is None and marked else Token.TEXT,
                icon=mark,
                icon_tone=level,
                text="" if counts else story(self._ticker.now()),
                told=story if counts else None,
            ),
            Cell(words(agent.queue_name) or DASH, Token.TEXT_2),
            Cell(f"{agent.handled:,}", at_right=True),
            Cell(clock_text(agent.average_seconds) if agent.average_seconds is not None else DASH, at_right=True),
            self._acts_cell(agent.acts),
        )

    def _acts_cell(self, acts: frozenset[BoardAct]) -> Cell:
        """Return the buttons of a row; the same acts have the same cell, whoever it is about."""
        known = self._act_cells.get(acts)
        if known is None:
            shown = [(act, icon, keys, act_word(act)) for act, icon, keys in ROW_ACTS if act in acts]
            known = self._act_cells[acts] = Cell(
                at_right=True,
                buttons=tuple(CellButton(act.value, icon, f"{word} ({keys})") for act, icon, keys, word in shown),
                said=", ".join(word for *_, word in shown),
            )
        return known


def _is_narrowed(state: BoardState) -> bool:
    return bool(state.search or state.only)


def _key(agent: BoardAgent) -> UUID:
    return agent.agent_id


def _said(agent: BoardAgent, state: str) -> str:
    return f"{agent.name}, {state}" + (f", {level_word(agent.level)}" if agent.level is not Level.OK else "")


def _why_not(agent: BoardAgent, act: BoardAct) -> str:
    if act is BoardAct.CHANGE_STATE:
        return translate("Board", "Their state cannot be changed now")
    if agent.call_id is None:
        return translate("Board", "{name} has no call now").format(name=agent.name)
    if agent.supervised_by:
        return translate("Board", "{name} is in this call already").format(name=agent.supervised_by)
    return translate("Board", "Not possible in this call now")
