"""Has agents serve other queues for a while."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from agent_desktop.contract.acting import QueueMoves
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.acting.presenter import ActingState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox

translate = QCoreApplication.translate
_MINUTES: Final = (30, 60, 120)
_UNTIL_OFF: Final = "off"


class MoveSheet(SheetFrame):
    """Which queues, for how long, and why.

    Signals:
        chosen: The codes of queues, the minutes or None, and the reason.
    """

    chosen = Signal(object, object, str)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, "ph.swap")
        self._moves: QueueMoves | None = None
        self._minutes = "60"
        self.boxes: dict[str, TickBox] = {}
        self._told = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFixedHeight(theme.px(230))
        self.spans = SegmentedChoice(theme)
        self.reason = LineField(theme)
        self.reason.setMaxLength(200)
        for each in (self._told, scroll, self.spans, self.reason):
            self.content.addWidget(each)
        self.spans.chosen.connect(self._span_chosen)
        self.do_pressed.connect(self._do)

    def display(self, state: ActingState) -> None:
        """Draw the queues there are."""
        self.show_frame(loading=state.loading, busy=state.busy, problem=state.problem)
        self.title.set_text(translate("Board", "Move {name} to other queues").format(name=state.name))
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
        if state.moves is not None and state.moves != self._moves:
            self._moves = state.moves
            clear_layout(self._list)
            self.boxes = {}
            for queue in state.moves.queues:
                box = TickBox(self.theme, words(queue.name), fill=Token.ACCENT_FILL)
                box.toggled.connect(lambda _: self._draw_button())
                self.boxes[queue.code] = box
                self._list.addWidget(box)
            self._list.addStretch(1)
        self._draw_button()

    def focus_first(self) -> None:
        """Put the focus on the first queue."""
        box = next(iter(self.boxes.values()), None)
        (box or self.leave).setFocus()

    def _queues(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def _draw_button(self) -> None:
        self.do_it.set_off("" if self._queues() else translate("Board", "Choose at least one queue"))

    def _span_chosen(self, minutes: str) -> None:
        self._minutes = minutes

    def _do(self) -> None:
        if queues := self._queues():
            self.chosen.emit(queues, None if self._minutes == _UNTIL_OFF else int(self._minutes), self.reason.text())
