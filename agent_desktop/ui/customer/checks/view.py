"""How sure it is who is calling, and the questions that make it surer."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from agent_desktop.contract.verification import (
    AnswerForm,
    CheckMethod,
    CheckResult,
    CheckShown,
    Level,
    Verification,
    reaches,
)
from agent_desktop.ui.customer.checks.presenter import ChecksState
from agent_desktop.ui.customer.presenter import CustomerState
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.guard import guarded
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property
from agent_desktop.ui.widgets.pool import WidgetPool
from agent_desktop.ui.widgets.ticker import Ticker

_PAD = 14


class CheckBand(QFrame):
    """Says how sure it is who is calling: a number identifies, it never proves.

    Signals:
        verify_chosen: Ask the next question.
        closed: Put the question away.
        another_chosen: Ask the next question instead (1), or the one before (-1).
        answered: What the caller said, to be compared.
        said: Whether the agent says that the answer was right.
    """

    verify_chosen = Signal()
    closed = Signal()
    another_chosen = Signal(int)
    answered = Signal(str)
    said = Signal(bool)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._ticker = ticker
        self._customer = CustomerState()
        self._checks = ChecksState()
        self._icon = IconView(theme, "ph.shield-warning-fill", Token.CAUTION, 16)
        self._title = TextLabel(role=Role.BODY_BOLD, tone=Token.CAUTION, wrap=True)
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.unlink = LinkButton(theme)
        marks = FlowLayout(10, down=3)
        self._marks = WidgetPool(marks, lambda: _Mark(theme))
        self._form = _Question(theme)
        self._verify = CommandButton(theme, small=True, icon="ph.shield-check", keys="Alt+V")
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, 10, _PAD, 10)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._title, 1)
        row.addWidget(self.unlink)
        column.addLayout(row)
        column.addWidget(self._text)
        column.addLayout(marks)
        column.addWidget(self._problem)
        column.addWidget(self._form)
        column.addWidget(self._verify)
        self._verify.clicked.connect(self.verify_chosen)
        self._form.closed.connect(self.closed)
        self._form.another_chosen.connect(self.another_chosen)
        self._form.answered.connect(self.answered)
        self._form.said.connect(self.said)

    def display(self, state: CustomerState) -> None:
        """Draw what is known of who is calling."""
        self._customer = state
        self._draw()

    def display_checks(self, checks: ChecksState) -> None:
        """Draw what was asked, and what is asked now."""
        opened = checks.open and not self._checks.open
        self._checks = checks
        self._draw()
        if opened:
            self._form.focus_answer()

    def _draw(self) -> None:
        state, checks = self._customer, self._checks
        shows = state.linked and not state.found
        seen = checks.verification if shows else None
        kind, icon, title, text = self._words(state, seen)
        self.unlink.set_words(self.tr("Not the caller"))
        self.unlink.setVisible(shows)
        set_property(self, "band", kind.value)
        self._icon.show_icon(icon, text_token(kind))
        self._title.set_text(title)
        self._title.set_tone(text_token(kind))
        self._text.set_text(text)
        shown = seen.checks if seen is not None and seen.locked_until is None else ()
        for mark, check in zip(self._marks.take(len(shown)), shown, strict=True):
            mark.display(check)
        problem = problem_text(checks.problem) if shows and checks.problem is not None else ""
        self._problem.set_text(problem)
        self._problem.setVisible(bool(problem))
        self._form.setVisible(shows and checks.open)
        if checks.open:
            self._form.display(checks)
        failed = shows and seen is None and checks.problem is not None
        self._verify.set_words(self.tr("Try again") if failed else self.tr("Verify"))
        self._verify.set_look(Look.PRIMARY)
        self._verify.setVisible(shows and not checks.open and (checks.can_check or failed))

    def _words(self, state: CustomerState, seen: Verification | None) -> tuple[Kind, str, str, str]:
        if not state.linked:
            text = (
                self.tr("This call is not linked to this customer.")
                if state.linkable
                else self.tr("There is no call with this customer.")
            )
            return Kind.INFO, "ph.magnifying-glass", self.tr("Found by search"), text
        if seen is not None and seen.locked_until is not None:
            until = self._ticker.local(seen.locked_until)
            text = self.tr(
                "Too many wrong answers. Give no details, change nothing; ask the caller to come to a branch with an "
                "identity document. Checks are possible again at {time}."
            ).format(time=f"{until:%H:%M}")
            return Kind.PROBLEM, "ph.prohibit", self.tr("Not verified, locked"), text
        caution = "ph.shield-warning-fill"
        match seen.level if seen is not None else Level.NONE:
            case Level.FULL:
                return Kind.GOOD, "ph.check-circle-fill", self.tr("Full check passed"), self.tr("For this call only.")
            case Level.BASIC:
                return Kind.CAUTION, caution, self.tr("Basic check passed"), self._needed(seen)
            case Level.NONE:
                text = self._needed(seen) or self.tr("Ask the check questions before you give details.")
                fits = self.tr("The number identifies, it does not prove.")
                return Kind.CAUTION, caution, self.tr("Not checked yet"), _sentences(fits, text)

    def _needed(self, seen: Verification | None) -> str:
        """Say what the next level is needed for, and how many wrong answers are left where some were wrong."""
        if seen is None:
            return ""
        level = Level.BASIC if seen.level is Level.NONE else Level.FULL
        actions = [words(each.name) for each in seen.actions if each.level is level and not reaches(seen.level, level)]
        text = ""
        if actions:
            line = (
                self.tr("Basic check needed before you {actions}.")
                if level is Level.BASIC
                else self.tr("Full check needed before you {actions}.")
            )
            text = line.format(actions=self.tr(", ").join(actions))
        if any(check.result is CheckResult.WRONG for check in seen.checks):
            left = self.tr("Wrong answers left: {count}.").format(count=seen.attempts_left)
            text = _sentences(text, left)
        return text


def _sentences(*sentences: str) -> str:
    return ("" if language_now() == "zh" else " ").join(each for each in sentences if each)


class _Mark(QWidget):
    """One check with what came of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView(theme, "ph.circle", Token.TEXT_3, 14)
        self._name = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._name)

    def display(self, check: CheckShown) -> None:
        """Draw `check`."""
        icon, token, said = {
            CheckResult.RIGHT: ("ph.check-circle-fill", Token.GOOD, self.tr("right")),
            CheckResult.WRONG: ("ph.x-circle", Token.PROBLEM, self.tr("wrong")),
            None: ("ph.circle", Token.TEXT_3, self.tr("not asked")),
        }[check.result]
        self._icon.show_icon(icon, token)
        self._name.set_text(words(check.name))
        self.setAccessibleName(f"{words(check.name)}, {said}")


class _Question(QWidget):
    """One question: Enter checks, Up and Down choose another, Esc puts it away."""

    closed = Signal()
    another_chosen = Signal(int)
    answered = Signal(str)
    said = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._asked = ""
        self._method = CheckMethod.COMPARED
        self._question = TextLabel(role=Role.BODY_STRONG, wrap=True)
        self._field = QLineEdit()
        self._field.setMaxLength(200)
        self._check = CommandButton(theme, small=True, keys="Enter")
        self._right = CommandButton(theme, small=True, icon="ph.check-circle")
        self._wrong = CommandButton(theme, small=True, icon="ph.x-circle")
        self._another = LinkButton(theme)
        self._close = LinkButton(theme)
        buttons = QWidget()
        flow = FlowLayout(8)
        buttons.setLayout(flow)
        for button in (self._check, self._right, self._wrong):
            flow.addWidget(button)
        links = QHBoxLayout()
        links.setSpacing(12)
        links.addWidget(self._another)
        links.addWidget(self._close)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._question)
        column.addWidget(self._field)
        column.addWidget(buttons)
        column.addLayout(links)
        self._field.returnPressed.connect(self._sent)
        self._check.clicked.connect(self._sent)
        self._right.clicked.connect(self._said_right)
        self._wrong.clicked.connect(self._said_wrong)
        self._another.clicked.connect(self._wants_another)
        self._close.clicked.connect(self.closed)
        for widget in (self._field, self._check, self._right, self._wrong, self._another, self._close):
            widget.installEventFilter(self)

    def display(self, checks: ChecksState) -> None:
        """Draw the question; what was typed to another is gone."""
        asked = checks.asked
        if asked is None:
            return
        compared = asked.method is CheckMethod.COMPARED
        moved = asked.code != self._asked
        had_focus = self.focusWidget() is not None and self.focusWidget().hasFocus()
        if moved:
            self._field.clear()
        self._asked, self._method = asked.code, asked.method
        self._question.set_text(words(asked.question))
        self._field.setVisible(compared)
        self._field.setAccessibleName(words(asked.question))
        self._field.setPlaceholderText(self._example(asked))
        self._field.setReadOnly(checks.checking)
        self._check.setVisible(compared)
        self._right.setVisible(not compared)
        self._wrong.setVisible(not compared)
        waits = self.tr("Being checked") if checks.checking else ""
        self._check.set_words(self.tr("Check the answer"))
        self._right.set_words(self.tr("The answer is right"))
        self._wrong.set_words(self.tr("It is wrong"))
        for button in (self._check, self._right, self._wrong):
            button.set_off(waits)
        self._another.set_words(self.tr("Another question  ↓"))
        self._close.set_words(self.tr("Close  Esc"))
        if moved and had_focus and self.isVisible():
            self.focus_answer()

    def focus_answer(self) -> None:
        """Take the focus where the answer goes."""
        target = self._field if self._method is CheckMethod.COMPARED else self._right
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @guarded(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.another_chosen.emit(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return False

    def _sent(self) -> None:
        if not self._field.isReadOnly():
            self.answered.emit(self._field.text())

    def _said_right(self) -> None:
        self.said.emit(True)

    def _said_wrong(self) -> None:
        self.said.emit(False)

    def _wants_another(self) -> None:
        self.another_chosen.emit(1)

    def _example(self, asked: CheckShown) -> str:
        if asked.form is AnswerForm.DATE:
            return self.tr("21 6 1979 or 1979-06-21")
        if asked.characters is not None:
            return self.tr("Last {count} characters").format(count=asked.characters)
        return self.tr("What the caller says")
