"""Has agents serve other queues for a while."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from agent_desktop.contract.acting import QueueChoice, QueueMove, QueueMoves
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.acting.presenter import ActingState, Whom
from agent_desktop.ui.board.acting.words import whom_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.scrolling import ScrolledRows
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate
_MINUTES: Final = (30, 60, 120)
_UNTIL_OFF: Final = "off"


class MoveSheet(SheetFrame):
    """Which queues, for how long, and why; under it the moves that are on.

    Signals:
        chosen: The codes of queues, the minutes or None, and the reason.
        end_wanted: End this move (`UUID`).
    """

    chosen = Signal(object, object, str)
    end_wanted = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, "ph.swap")
        self._ticker = ticker
        self._choices: tuple[QueueChoice, ...] = ()
        self._moves: tuple[QueueMove, ...] = ()
        self._whom = Whom()
        self._serves: tuple[str, ...] | None = None
        self._proposed = False
        self.ends: list[CommandButton] = []
        self._minutes = "60"
        self.boxes: dict[str, TickBox] = {}
        self._told = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._list = ScrolledRows(height=theme.px(230), spacing=2)
        self.spans = SegmentedChoice(theme)
        self.reason = LineField(theme)
        self.reason.setMaxLength(200)
        self._on_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._on = ScrolledRows(height=theme.px(96), spacing=2)
        for each in (self._told, self._list, self.spans, self.reason, self._on_title, self._on):
            self.content.addWidget(each)
        self.spans.chosen.connect(self._span_chosen)
        self.do_pressed.connect(self._do)

    def display(self, state: ActingState) -> None:
        """Draw the queues there are."""
        self.show_frame(loading=state.loading, busy=state.busy, problem=state.problem)
        whom = whom_text(state.name, len(state.whom.ids))
        self.title.set_text(translate("Board", "Move {name} to other queues").format(name=whom))
        self._told.set_text(
            translate("Board", "They serve exactly these queues until then, and afterwards what they served before.")
        )
        self.leave.set_words(translate("Board", "Leave it"))
        self.do_it.set_words(translate("Board", "Move"))
        self.reason.setPlaceholderText(translate("Board", "Why, for the agent to read (may be empty)"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        spans = [(str(each), translate("Board", "{count} min").format(count=each)) for each in _MINUTES]
        spans.append((_UNTIL_OFF, translate("Board", "Until they go off")))
        self.spans.show_options(tuple(spans), self._minutes)
        if state.moves is not None:
            self._draw_queues(state.moves)
            self._draw_on(state.moves, state.whom)
        self._tick(state)
        self._draw_button()

    def focus_first(self) -> None:
        """Put the focus on the first queue."""
        box = next(iter(self.boxes.values()), None)
        (box or self.leave).setFocus()

    def _draw_queues(self, moves: QueueMoves) -> None:
        if moves.queues == self._choices:
            return
        self._choices = moves.queues
        clear_layout(self._list.rows)
        self.boxes = {}
        for queue in moves.queues:
            box = TickBox(self.theme, words(queue.name), fill=Token.ACCENT_FILL)
            box.toggled.connect(lambda _: self._draw_button())
            self.boxes[queue.code] = box
            self._list.rows.addWidget(box)
        self._list.rows.addStretch(1)

    def _draw_on(self, moves: QueueMoves, whom: Whom) -> None:
        """Draw the moves that are on, first those of whom the sheet is about."""
        on = tuple(sorted(moves.moves, key=lambda each: (each.agent_id not in whom.ids, each.agent_name)))
        title = translate("Board", "Who serves other queues now: {count}").format(count=len(on))
        self._on_title.set_text(title)
        self._on_title.setVisible(bool(on))
        self._on.setVisible(bool(on))
        if on == self._moves:
            return
        self._moves = on
        clear_layout(self._on.rows)
        self.ends = []
        names = {each.code: words(each.name) for each in moves.queues}
        for move in on:
            queues = ", ".join(names.get(code, code) for code in move.queues)
            until = time_text(self._ticker.local(move.until_at)) if move.until_at is not None else ""
            text = translate("Board", "{name}: {queues}, until they go off")
            if until:
                text = translate("Board", "{name}: {queues}, until {time}")
            said = text.format(name=move.agent_name, queues=queues, time=until)
            end = CommandButton(self.theme, translate("Board", "End it"), small=True)
            end.setAccessibleName(translate("Board", "End it: {move}").format(move=said))
            end.clicked.connect(lambda _=False, move_id=move.move_id: self.end_wanted.emit(move_id))
            row = QWidget()
            row.setProperty("ground", "clear")
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 4, 0)
            line.addWidget(TextLabel(said, role=Role.SMALL, elided=True), 1)
            line.addWidget(end)
            self.ends.append(end)
            self._on.rows.addWidget(row)
        self._on.rows.addStretch(1)

    def _tick(self, state: ActingState) -> None:
        """For somebody else begin with what is proposed for them, else with what they serve now."""
        if state.whom != self._whom:
            self._whom, self._serves, self._proposed = state.whom, None, False
            self._put(())
        if state.moves is not None and not self._proposed:
            self._proposed = True
            self._put(state.whom.queues)
        agent = state.agent
        if self._serves is None and agent is not None and agent.agent_id in state.whom.ids:
            self._serves = agent.queues
            self._put(state.whom.queues or agent.queues)

    def _put(self, queues: tuple[str, ...]) -> None:
        for code, box in self.boxes.items():
            box.setChecked(code in queues)

    def _queues(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def _draw_button(self) -> None:
        queues, why = self._queues(), ""
        if not queues:
            why = translate("Board", "Choose at least one queue")
        elif self._serves is not None and set(queues) == set(self._serves):
            why = translate("Board", "They serve exactly these now")
        self.do_it.set_off(why)

    def _span_chosen(self, minutes: str) -> None:
        self._minutes = minutes

    def _do(self) -> None:
        queues = self._queues()
        if queues and self.do_it.isEnabled():
            self.chosen.emit(queues, None if self._minutes == _UNTIL_OFF else int(self._minutes), self.reason.text())
