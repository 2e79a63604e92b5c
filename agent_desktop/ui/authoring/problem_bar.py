"""What is wrong with a line, in a bar below it, with the fix where there is one."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from agent_desktop.client.script_text import TextProblem
from agent_desktop.ui.authoring.words import problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property


class ProblemBar(QFrame):
    """Hidden while nothing is wrong.

    Signals:
        fix_chosen: Put it right as offered.
    """

    fix_chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._problem: TextProblem | None = None
        self._may_fix = False
        self.setProperty("bar", "problem")
        self._icon = IconView(theme, "ph.warning-circle-fill", Token.PROBLEM, 16)
        self._text = TextLabel(role=Role.BODY_STRONG, wrap=True)
        self._fix = CommandButton(theme, small=True, keys="Alt+Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._fix)
        self._fix.clicked.connect(self.fix_chosen)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def display(self, problem: TextProblem | None, *, may_fix: bool) -> None:
        """Say what is wrong, and offer the fix to who may type."""
        self._problem, self._may_fix = problem, may_fix
        if problem is None:
            self.hide()
            return
        set_property(self, "soft", "caution" if problem.is_warning else "problem")
        token = Token.CAUTION if problem.is_warning else Token.PROBLEM
        self._icon.show_icon("ph.warning-fill" if problem.is_warning else "ph.warning-circle-fill", token)
        told = problem_words(problem)
        self._text.set_text(told)
        self.setAccessibleName(told)
        fix = problem.fix
        self._fix.set_words(self.tr("Use “{word}”").format(word=fix.new) if fix is not None else "")
        self._fix.setVisible(fix is not None and may_fix)

    def told(self) -> str:
        """Return what is said now, empty for nothing."""
        return self._text.full_text() if self._problem is not None else ""

    def height_in(self, width: int) -> int:
        """Return how high the bar is where it is `width` pixels wide."""
        fix = self._fix.sizeHint().width() + 8 if not self._fix.isHidden() else 0
        room = max(80, width - 12 - 16 - 8 - 8 - fix)
        return max(self._theme.px(36), self._text.heightForWidth(room) + 12)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._problem, may_fix=self._may_fix)
