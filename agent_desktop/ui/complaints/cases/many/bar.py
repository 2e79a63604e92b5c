"""The bar under a list while complaints are marked: to whom they go, and what came of it."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.client.errors import Problem
from agent_desktop.ui.complaints.cases.many.presenter import ManyState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import Notice

NOBODY = "nobody"


class ManyBar(QFrame):
    """Draws a `ManyState`.

    Signals:
        assign_chosen: Give the marked ones to this person (`UUID`, or None for nobody), with a reason.
        undo_chosen: Take the last change back.
        put_away: What came of it has been read.
    """

    assign_chosen = Signal(object, str)
    undo_chosen = Signal()
    put_away = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "foot")
        self._state = ManyState()
        self._marked = 0
        self._wanted = False
        self._count = TextLabel(role=Role.BODY_STRONG)
        self.to = ChoiceField(theme)
        self.why = LineField(theme)
        self.assign = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self._told = Notice(theme)
        self._close = IconButton(theme, "ph.x")
        self._fields = QFrame()
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self.to, 2)
        row.addWidget(self.why, 3)
        row.addWidget(self.assign)
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self._told, 1)
        said.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(6)
        column.addLayout(said)
        column.addWidget(self._fields)
        self.assign.clicked.connect(self._assign)
        self.why.returnPressed.connect(self._assign)
        self._told.action_chosen.connect(self.undo_chosen)
        self._close.clicked.connect(self.put_away)
        self.retranslate()

    def display(self, state: ManyState) -> None:
        """Draw `state`."""
        if state.owners != self._state.owners or self.to.count() == 0:
            before = self.to.currentData()
            self.to.clear()
            for each in state.owners or ():
                load = self.tr("{count} open").format(count=each.open_count)
                self.to.addItem(" · ".join(filter(None, (each.name, each.team, load))), str(each.owner_id))
            self.to.addItem(self.tr("Nobody yet"), NOBODY)
            self.to.setCurrentIndex(max(0, self.to.findData(before)))
        self._state = state
        self._draw()

    def show_marked(self, count: int, *, wanted: bool = False) -> None:
        """So many are marked; `wanted`: the person asked for the bar, also with one."""
        self._marked = count
        self._wanted = wanted or (self._wanted and count > 0)
        self._draw()

    def focus_to(self) -> None:
        """Put the focus on whom to choose."""
        self.to.setFocus()

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.to.setAccessibleName(self.tr("Give them to"))
        self.why.setPlaceholderText(self.tr("Why they are handed over"))
        self.why.setAccessibleName(self.tr("Why they are handed over"))
        self._close.set_name(self.tr("Put away"))
        self.to.clear()
        self.display(self._state)

    def _draw(self) -> None:
        state = self._state
        text, tone, icon = self._words(state.problem)
        self._told.show_notice(icon, tone, text, button=self.tr("Undo") if state.may_undo else "", keys="Alt+Z")
        self._close.setVisible(bool(text))
        shown = self._marked > 1 or (self._wanted and self._marked > 0)
        self._fields.setVisible(shown)
        self._count.set_text(self.tr("{count} marked").format(count=f"{self._marked:,}"))
        self.assign.set_words(self.tr("Assign"))
        self.assign.setEnabled(not state.busy)
        self.setVisible(shown or bool(text))

    def _words(self, problem: Problem | None) -> tuple[str, Token, str]:
        state = self._state
        if problem is not None:
            return deed_text(problem), Token.PROBLEM, "ph.warning-circle-fill"
        if not state.outcomes:
            return "", Token.GOOD, ""
        done, refused = state.done, state.refused
        if state.undone:
            text = self.tr("{count} went back to whom they were with.").format(count=done)
        elif state.to_name:
            text = self.tr("{count} went to {name}.").format(count=done, name=state.to_name)
        else:
            text = self.tr("{count} are nobody's now.").format(count=done)
        if not refused:
            return text, Token.GOOD, "ph.check-circle-fill"
        numbers = ", ".join(each.number for each in refused[:3] if each.number)
        more = self.tr("{count} were not changed: {numbers}. Each line says why.")
        if len(refused) == 1:
            more = self.tr("1 was not changed: {numbers}. Its line says why.")
        text = f"{text} {more.format(count=len(refused), numbers=numbers)}"
        return text, Token.CAUTION, "ph.warning-fill"

    def _assign(self) -> None:
        if not self._marked or not self.assign.isEnabled():
            return
        chosen = str(self.to.currentData() or "")
        if chosen:
            self.assign_chosen.emit(None if chosen == NOBODY else UUID(chosen), self.why.text().strip())
