"""What goes along with a hand-over note: a line a fact, with a tick where the agent chooses."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from agent_desktop.contract.handovers import HandoverFact, HandoverPart
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.transfer.note.words import PART_ICONS, part_text
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.tick_box import TickBox


class PartList(QFrame):
    """Signals: part_toggled, let this `HandoverPart` go along, or not."""

    part_toggled = Signal(object)

    def __init__(self, theme: Theme, local: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self.setProperty("soft", "plain")
        self._theme, self._local = theme, local
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._none = TextLabel(role=Role.SMALL, tone=Token.TEXT_3)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(3, 1)
        self._drawn: tuple[object, ...] = ()
        self._included: frozenset[HandoverPart] = frozenset()
        self.ticks: list[tuple[HandoverPart, TickBox]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addLayout(self._grid)

    def display(
        self, title: str, facts: tuple[HandoverFact, ...], included: frozenset[HandoverPart] | None, none: str
    ) -> None:
        """Draw `facts`; with `included` each part has a tick at its first line, without it is only read. `none` stands
        where there is nothing."""
        self._title.set_text(title)
        self._none.set_text(none)
        self._none.setVisible(not facts)
        drawn = (facts, included is None, tuple(self._texts(each) for each in facts))
        if drawn != self._drawn:
            self._drawn = drawn
            self._lay_out(facts, ticks=included is not None)
        self._included = included or frozenset()
        for part, tick in self.ticks:
            tick.setChecked(part in self._included)

    def _lay_out(self, facts: tuple[HandoverFact, ...], *, ticks: bool) -> None:
        had_focus = next((part for part, tick in self.ticks if tick.hasFocus()), None)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.ticks = []
        for row, fact in enumerate(facts):
            if ticks and fact.part not in [part for part, _ in self.ticks]:
                tick = TickBox(self._theme)
                tick.setAccessibleName(part_text(fact.part))
                tick.clicked.connect(partial(self._pressed, fact.part))
                self.ticks.append((fact.part, tick))
                self._grid.addWidget(tick, row, 0)
                if fact.part is had_focus:
                    tick.setFocus()
            for column, widget in enumerate(self._line(fact), start=1):
                self._grid.addWidget(widget, row, column)

    def _line(self, fact: HandoverFact) -> tuple[QWidget, ...]:
        tone = Token.GOOD if fact.ok and fact.part is HandoverPart.VERIFICATION else Token.TEXT_2
        icon = PART_ICONS[fact.part] if fact.ok else "ph.warning-circle-fill"
        title, detail = self._texts(fact)
        name = TextLabel(title, elided=True)
        name.setMaximumWidth(self._theme.px(130))
        more = TextLabel(detail, role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        for label in (name, more):
            label.setAccessibleName(label.full_text())
        return IconView(self._theme, icon, tone if fact.ok else Token.CAUTION, 15, self._theme.px(22)), name, more

    def _texts(self, fact: HandoverFact) -> tuple[str, str]:
        at = time_text(self._local(fact.at)) if fact.at is not None else ""
        detail = words(fact.detail)
        if at and at not in detail:
            detail = ", ".join(filter(None, (detail, at)))
        return words(fact.title) or part_text(fact.part), detail

    def _pressed(self, part: HandoverPart) -> None:
        for each, tick in self.ticks:  # as the keeper says, not as the click did
            tick.setChecked(each in self._included)
        self.part_toggled.emit(part)
