"""Where an outcome is looked for and chosen: a field to find it, and the tree below."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desktop.client.errors import Problem
from agent_desktop.contract.interactions import Disposition
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import Notice, SkeletonRows
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.waiting_line import WaitingLine
from agent_desktop.ui.wrap_up.tree import OutcomeTree


class OutcomePicker(QWidget):
    """Finds an outcome by its words in either language, its code or pinyin initials; Enter takes the first found.

    Signals:
        outcome_chosen: An outcome's code.
        retry_chosen: Read the list of outcomes again.
    """

    outcome_chosen = Signal(str)
    retry_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._offer_waiting = False
        self.setProperty("ground", "clear")
        self._find = LineField(theme)
        self._problem = Notice(theme)
        self._waiting = WaitingLine(theme, kept=False)
        self._tree = OutcomeTree(theme)
        self._none = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._skeleton = SkeletonRows(theme, 5, 40)
        self._notice = Notice(theme)
        self._build()
        self._find.textEdited.connect(self._filter)
        self._find.returnPressed.connect(self._take_first)
        self._find.installEventFilter(self)
        self._tree.outcome_chosen.connect(self.outcome_chosen)
        self._notice.action_chosen.connect(self.retry_chosen)
        self._retranslate()

    def display(
        self,
        dispositions: tuple[Disposition, ...],
        chosen: str,
        *,
        enabled: bool = True,
        loading: bool = False,
        problem: Problem | None = None,
        list_problem: Problem | None = None,
    ) -> None:
        """Draw the outcomes; `problem` is of the choice, `list_problem` says why the list is not here."""
        self._tree.display(dispositions, chosen, enabled=enabled)
        self._skeleton.setVisible(loading and not dispositions)
        reason = problem_text(list_problem) if list_problem is not None else ""
        again = self.tr("Try again") if reason else ""
        self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, reason, button=again, keys="Ctrl+R")
        wrong = problem_text(problem) if problem is not None else ""
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, wrong)
        self._find.set_wrong(bool(wrong) and not chosen)
        self._filter()

    def begin(self) -> None:
        """Another call: nothing is sought, and every group is closed."""
        self._find.clear()
        self._tree.close_groups()

    def choose_number(self, number: int) -> None:
        """Choose the outcome with this number among those shown, counted from 1."""
        shown = self._tree.shown()
        if 1 <= number <= len(shown):
            shown[number - 1].click()

    def focus_first(self) -> None:
        """Put the focus where the outcome is looked for."""
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        self._offer_waiting = waiting
        self._waiting.show_waiting(waiting and self._find.hasFocus())

    @guarded(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._find.clear()  # whoever comes back sees the tree again
            self._filter()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @guarded(lambda: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._find:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Down and not event.modifiers():
                    shown = self._tree.shown()
                    if shown:
                        shown[0].setFocus(Qt.FocusReason.TabFocusReason)
                    return True
            elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self._waiting.show_waiting(self._offer_waiting and event.type() == QEvent.Type.FocusIn)
        return False

    def _build(self) -> None:
        box = QWidget()
        box.setProperty("ground", "clear")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(14, 2, 14, 8)
        inside.setSpacing(6)
        below: tuple[QWidget, ...] = (self._tree, self._none, self._skeleton, self._notice)
        for part in below:
            inside.addWidget(part)
        inside.addStretch(1)
        scroll = scrolled(box)
        top = QVBoxLayout()
        top.setContentsMargins(14, 0, 14, 6)
        top.setSpacing(4)
        above: tuple[QWidget, ...] = (self._find, self._problem, self._waiting)
        for part in above:
            top.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(scroll, 1)

    def _retranslate(self) -> None:
        self._find.setPlaceholderText(self.tr("Type to find, or choose below"))
        self._find.setAccessibleName(self.tr("Outcome"))
        self._skeleton.set_words(self.tr("Getting the outcomes"))
        self._filter()

    def _filter(self) -> None:
        text = self._find.text().strip()
        found = self._tree.seek(text)
        self._none.setVisible(bool(text) and found == 0 and not self._tree.is_empty)
        self._none.set_text(self.tr("No outcome matches “{text}”.").format(text=text))

    def _take_first(self) -> None:
        shown = self._tree.shown()
        if shown and self._find.text().strip():
            shown[0].click()
