"""The board with all that is done from it: sheets over it, menus of its rows, and the line that says what was done."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QPoint, Signal

from agent_desktop.contract.board import BoardAct, BoardChoices, BoardFilter
from agent_desktop.contract.floor_alerts import FloorAlert
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.acting.deeds import Deeds
from agent_desktop.ui.board.acting.give_sheet import GiveSheet
from agent_desktop.ui.board.acting.help_sheet import HelpSheet
from agent_desktop.ui.board.acting.message_sheet import MessageSheet
from agent_desktop.ui.board.acting.move_sheet import MoveSheet
from agent_desktop.ui.board.acting.presenter import ActingPresenter, ActingState, Deed, Sheet, Whom
from agent_desktop.ui.board.acting.state_sheet import StateSheet
from agent_desktop.ui.board.acting.words import done_text
from agent_desktop.ui.board.callbacks.presenter import DuePresenter, DueState
from agent_desktop.ui.board.callbacks.view import DueSheet
from agent_desktop.ui.board.definition.presenter import (
    AboutAgent,
    AboutQueue,
    DefinitionPresenter,
    DefinitionState,
    FigureKey,
)
from agent_desktop.ui.board.definition.view import DefinitionSheet, figure_name
from agent_desktop.ui.board.menus import Entry, agent_entries, alert_entries, call_entries, open_menu, remedy_of
from agent_desktop.ui.board.past.presenter import PastPresenter, PastState, Which
from agent_desktop.ui.board.past.view import PastSheet
from agent_desktop.ui.board.presenter import BoardPresenter, BoardState, Counted
from agent_desktop.ui.board.sheets import join_due, join_past, open_or_close
from agent_desktop.ui.board.view import BoardView
from agent_desktop.ui.board.words import caller_name
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import SupervisionMode

translate = QCoreApplication.translate

SAID_SECONDS: Final = 10
"""So long is said what was done; what went wrong stays until it is put away."""
_MODES: Final = {
    BoardAct.LISTEN: SupervisionMode.LISTEN,
    BoardAct.WHISPER: SupervisionMode.WHISPER,
    BoardAct.BARGE: SupervisionMode.BARGE,
}
_COUNTED: Final = {
    FigureKey.READY: frozenset({Counted.READY}),
    FigureKey.ON_CALL: frozenset({Counted.ON_CALL}),
    FigureKey.WRAP_UP: frozenset({Counted.WRAP_UP}),
    FigureKey.NOT_READY: frozenset({Counted.NOT_READY}),
    FigureKey.BUSY: frozenset({Counted.ON_CALL, Counted.WRAP_UP}),
}
LATELY: Final = timedelta(minutes=30)
MOST_MOVED: Final = 200


@dataclass(frozen=True, slots=True)
class BoardPresenters:
    """Everybody who decides on the page."""

    board: BoardPresenter
    acting: ActingPresenter
    deeds: Deeds
    definition: DefinitionPresenter
    past: PastPresenter
    due: DuePresenter
    me: UUID
    """Whose board it is."""


class BoardPage(BoardView):
    """A `BoardView` that acts.

    Signals:
        stuck_wanted: Show what is stuck of an agent of this name; empty: of calls.
        unkept_wanted: Show the callbacks that nobody kept.
    """

    stuck_wanted = Signal(str)
    unkept_wanted = Signal()

    def __init__(
        self, theme: Theme, ticker: Ticker, presenters: BoardPresenters, *, show_at_once: bool = False
    ) -> None:
        self.told = Notice(theme)
        self._joined = False
        super().__init__(theme, ticker, presenters.board, show_at_once=show_at_once)
        self.presenters = presenters
        self._said_for = 0
        self._shown_done: object = None
        self._defined: UUID | None = None
        self.told.setContentsMargins(14, 6, 14, 0)
        self.column.insertWidget(1, self.told)
        self.state_sheet = StateSheet(theme, self)
        self.give_sheet = GiveSheet(theme, ticker, self)
        self.move_sheet = MoveSheet(theme, ticker, self)
        self.message_sheet = MessageSheet(theme, ticker, self)
        self.help_sheet = HelpSheet(theme, ticker, self)
        self.definition_sheet = DefinitionSheet(theme, ticker, self)
        self.past_sheet = PastSheet(theme, ticker, self)
        self.due_sheet = DueSheet(theme, ticker, self)
        self._sheets: dict[Sheet, SheetFrame] = {
            Sheet.STATE: self.state_sheet,
            Sheet.GIVE: self.give_sheet,
            Sheet.MOVE: self.move_sheet,
            Sheet.MESSAGE: self.message_sheet,
            Sheet.HELP: self.help_sheet,
        }
        self._open_sheet = Sheet.NONE
        self._join_deeds()
        self._join_sheets()
        presenters.acting.show_to(self.display_acting)
        presenters.definition.show_to(self.display_definition)
        presenters.past.show_to(self.display_past)
        presenters.due.show_to(self.display_due)
        self._joined = True

    def display(self, state: BoardState) -> None:
        """Draw the board, and how many ask for help."""
        super().display(state)
        board = state.board
        asked = sum(each.help_asked_at is not None for each in board.agents) if board is not None else 0
        self.head.show_help(asked)
        if self._joined and board is not None:
            self.due_sheet.show_agents(board.agents)
            self.presenters.due.counted(board.callbacks, state.view.filter)

    def display_acting(self, state: ActingState) -> None:
        """Draw the sheet that is open, and what was done."""
        for sheet, view in self._sheets.items():
            if sheet is state.sheet:
                self._draw_sheet(view, state)
        if state.sheet is not self._open_sheet:
            before, self._open_sheet = self._open_sheet, state.sheet
            if before is not Sheet.NONE:
                self._sheets[before].close_over()
            if state.sheet is not Sheet.NONE:
                self._sheets[state.sheet].open_over()
                self._focus(self._sheets[state.sheet])
        self._draw_told(state)

    def display_definition(self, state: DefinitionState) -> None:
        """Draw how a figure is counted."""
        self.definition_sheet.display(state)
        open_or_close(self.definition_sheet, wanted=state.key is not None)

    def display_past(self, state: PastState) -> None:
        """Draw the alerts that are over, or left alone."""
        self.past_sheet.display(state)
        open_or_close(self.past_sheet, wanted=state.is_open)

    def display_due(self, state: DueState) -> None:
        """Draw the callbacks that are late, or due today."""
        self.due_sheet.display(state)
        open_or_close(self.due_sheet, wanted=state.is_open)

    def open_message(self) -> None:
        """Write to the agent who is selected, or to others."""
        self.message_sheet.offer_teams(self.presenter.state.choices or BoardChoices())
        agent = self.agents.chosen()
        self.presenters.deeds.notices.open_message(
            Whom((agent.agent_id,), (agent.name,)) if agent is not None else Whom()
        )

    # what is wanted

    def _join_deeds(self) -> None:
        deeds = self.presenters.deeds
        self.act_chosen.connect(self._act)
        self.agent_menu_wanted.connect(self._agent_menu)
        self.call_menu_wanted.connect(self._call_menu)
        self.queue_menu_wanted.connect(self._queue_menu)
        self.alert_menu_wanted.connect(self._alert_menu)
        self.definition_wanted.connect(self._define)
        self.agents.definition_wanted.connect(self._define_of_agent)
        self.head.message_wanted.connect(self.open_message)
        self.head.help_wanted.connect(deeds.notices.open_help)
        self.told.action_chosen.connect(self._told_pressed)
        self._ticker.ticked.connect(self._count_told)

    def _join_sheets(self) -> None:
        deeds, definition = self.presenters.deeds, self.presenters.definition
        self.state_sheet.chosen.connect(deeds.agents.change_state)
        self.give_sheet.chosen.connect(deeds.calls.give)
        self.move_sheet.chosen.connect(deeds.agents.move)
        self.move_sheet.end_wanted.connect(deeds.agents.end_move)
        self.message_sheet.chosen.connect(self._send)
        self.message_sheet.withdraw_wanted.connect(deeds.notices.withdraw)
        self.help_sheet.chosen.connect(deeds.notices.answer_help)
        for view in self._sheets.values():
            view.closed.connect(self._sheet_closed)
        self.definition_sheet.items_wanted.connect(definition.read_items)
        self.definition_sheet.shown_wanted.connect(self._show_counted)
        self.definition_sheet.closed.connect(definition.close)
        self.alerts.past_wanted.connect(lambda: self.presenters.past.open())
        join_past(self.past_sheet, self.presenters.past)
        self.callbacks.opened.connect(self._open_due)
        self.due_sheet.unkept_wanted.connect(self.unkept_wanted)
        join_due(self.due_sheet, self.presenters.due)

    def _open_due(self) -> None:
        """Show the callbacks that are counted in sight."""
        state = self.presenter.state
        if state.board is not None:
            self.due_sheet.show_agents(state.board.agents)
        self.presenters.due.open(state.view.filter)

    def _act(self, act: BoardAct, key: UUID) -> None:
        deeds = self.presenters.deeds
        agent = self.presenter.agent(key)
        if agent is not None and act in _MODES:
            if agent.call_id is not None:
                deeds.agents.supervise(agent.call_id, _MODES[act])
        elif agent is not None and act is BoardAct.CHANGE_STATE:
            deeds.agents.open_state(agent.agent_id, agent.name)
        call = next((each for each in self.presenter.state.waiting if each.call_id == key), None)
        if call is None:
            return
        name = caller_name(call.caller)
        if act is BoardAct.MOVE_TO_FRONT:
            deeds.calls.to_front(key, name)
        elif act is BoardAct.GIVE:
            deeds.calls.open_give(key, name)
        elif act is BoardAct.TAKE:
            deeds.calls.take(key)
        elif act is BoardAct.END_STUCK:
            self.stuck_wanted.emit("")

    def _define(self, key: FigureKey, queue_id: UUID | None) -> None:
        state = self.presenter.state
        queue = next((each for each in state.queues if each.queue_id == queue_id), None)
        about = AboutQueue(queue.code, queue.name) if queue is not None else None
        codes = tuple(each.code for each in state.queues if each.code) if state.is_filtered else ()
        since = state.view.as_of if key is FigureKey.LATELY else None
        if since is not None:  # as the server counts them: from a whole minute on
            since = since.replace(second=0, microsecond=0) - LATELY
        self._defined = queue_id
        self.presenters.definition.open(key, about, codes, since)

    def _define_of_agent(self, key: FigureKey, agent_id: UUID) -> None:
        agent = self.presenter.agent(agent_id)
        if agent is not None:
            self.presenters.definition.open_of_agent(key, AboutAgent(agent_id, agent.name))

    def _show_counted(self) -> None:
        """Show on the board what a figure of this moment counts: of a queue's row, the queue alone is watched."""
        key, queue_id = self.presenters.definition.state.key, self._defined
        self.presenters.definition.close()
        if queue_id is not None:
            self.presenter.choose(BoardFilter(queue_ids=(queue_id,)))
        counted = _COUNTED.get(key) if key is not None else None
        if counted is not None:
            self._open_if_narrow(0)
            self.agents.field.clear()
            self.presenter.search(only=counted)
            self.agents.show_all(True)
            self.agents.table.setFocus()
        else:
            self._open_if_narrow(1)
            self.waiting.table.setFocus()

    def _send(self, text: str, minutes: int, urgent: bool, teams: tuple[str, ...], everybody: bool) -> None:
        self.presenters.deeds.notices.send(text, minutes, urgent=urgent, teams=teams, everybody=everybody)

    # menus

    def _agent_menu(self, key: UUID, at: QPoint) -> None:
        agent = self.presenter.agent(key)
        if agent is None:
            return
        deeds, whom = self.presenters.deeds, Whom((agent.agent_id,), (agent.name,))
        entries = agent_entries(
            agent,
            lambda act: self._act(act, key),
            move=lambda: deeds.agents.open_move(whom),
            message=self.open_message,
            stuck=lambda: self.stuck_wanted.emit(agent.name),
            move_all=lambda: deeds.agents.open_move(self._listed()),
            listed=len(self._listed().ids),
        )
        entries.append(Entry())
        entries += [
            Entry(
                translate("Board", "How “{figure}” is counted").format(figure=figure_name(figure)),
                lambda figure=figure: self._define_of_agent(figure, key),  # type: ignore[misc]
                "ph.calculator",
            )
            for figure in (FigureKey.HANDLED, FigureKey.AVERAGE)
        ]
        open_menu(self._theme, self, entries, at)

    def _listed(self) -> Whom:
        """Return who is listed, where somebody has narrowed the list, and no more than may be moved at once."""
        state = self.presenter.state
        narrowed = bool(state.search or state.only or state.is_filtered)
        if not narrowed or len(state.agents) > MOST_MOVED:
            return Whom()
        return Whom(tuple(each.agent_id for each in state.agents), tuple(each.name for each in state.agents))

    def _call_menu(self, key: UUID, at: QPoint) -> None:
        call = next((each for each in self.presenter.state.waiting if each.call_id == key), None)
        if call is not None:
            stuck = lambda: self.stuck_wanted.emit("")  # noqa: E731  one line of a menu
            open_menu(self._theme, self, call_entries(call, lambda act: self._act(act, key), stuck), at)

    def _queue_menu(self, key: UUID, at: QPoint) -> None:
        figures = dict.fromkeys((self.queues.figure_of(), FigureKey.SERVICE, FigureKey.ABANDONED, FigureKey.ANSWERED))
        entries = [
            Entry(
                translate("Board", "How “{figure}” is counted").format(figure=figure_name(figure)),
                lambda figure=figure: self._define(figure, key),  # type: ignore[misc]
                "ph.calculator",
            )
            for figure in figures
        ]
        open_menu(self._theme, self, entries, at)

    def _alert_menu(self, key: UUID, at: QPoint) -> None:
        alert: FloorAlert | None = self.alerts.chosen(key)
        if alert is None:
            return
        deeds = self.presenters.deeds
        entries = alert_entries(
            alert,
            self.presenters.me,
            show=lambda: self._show_subject(alert),
            acknowledge=lambda: deeds.alerts.acknowledge(alert),
            own=lambda owned: deeds.alerts.own(alert, leave=owned),
            snooze=lambda minutes: deeds.alerts.snooze(alert, minutes),
            steps=lambda: self.presenters.past.open(Which.NOW, alert),
            remedy=remedy_of(
                self.alerts.help_for(alert), alert, self.presenter.state, self.presenters.deeds.agents.open_move
            ),
        )
        open_menu(self._theme, self, entries, at)

    # showing

    def _draw_sheet(self, view: SheetFrame, state: ActingState) -> None:
        if isinstance(view, StateSheet | GiveSheet | MoveSheet | MessageSheet | HelpSheet):
            view.display(state)

    def _focus(self, view: SheetFrame) -> None:
        if isinstance(view, StateSheet | GiveSheet | MoveSheet | MessageSheet | HelpSheet):
            view.focus_first()

    def _sheet_closed(self) -> None:
        """Esc, or a press beside it."""
        if self._open_sheet is not Sheet.NONE and self._sheets[self._open_sheet].isHidden():
            self._open_sheet = Sheet.NONE
            self.presenters.acting.close()

    def _draw_told(self, state: ActingState) -> None:
        if state.problem is not None and state.sheet is Sheet.NONE:
            text, icon, tone = deed_text(state.problem), "ph.warning-circle-fill", Token.PROBLEM
        elif state.done is not None:
            text, icon, tone = done_text(state.done, self._ticker), "ph.check-circle-fill", Token.GOOD
        elif state.in_call_of:
            text = translate("Board", "You are in the call of {name}.").format(name=state.in_call_of)
            icon, tone = "ph.headset-fill", Token.INFO
        else:
            text, icon, tone = "", "", Token.TEXT
        if state.done is not None and state.done is not self._shown_done:
            self._said_for = 0
            if state.done.deed is Deed.SENT:
                self.message_sheet.sent()
        self._shown_done = state.done
        leaves = tone is Token.INFO
        button = translate("Board", "Leave the call") if leaves else translate("Board", "Close")
        self.told.show_notice(icon, tone, text, button=button)

    def _told_pressed(self) -> None:
        acting, deeds = self.presenters.acting, self.presenters.deeds
        said = acting.state.done is not None or acting.state.problem is not None
        (acting.forget if said else deeds.agents.leave)()

    def _count_told(self) -> None:
        self.presenters.deeds.agents.look()
        if self.presenters.acting.state.done is not None:
            self._said_for += 1
            if self._said_for >= SAID_SECONDS:
                self.presenters.acting.forget()
