"""Fields that leave the window its keys, and the frame that puts label and message around one."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.window_keys import refuses


def end_composing() -> None:
    """Take what an input method is still composing into the field: it is typed text too."""
    QGuiApplication.inputMethod().commit()


class LineField(QLineEdit):
    """One line of text. `set_wrong` draws the problem border; `set_read_only` shows a lock and the sunken ground."""

    def __init__(self, theme: Theme, placeholder: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._lock: QAction | None = None
        self.setPlaceholderText(placeholder)

    def set_wrong(self, wrong: bool) -> None:
        set_property(self, "wrong", wrong)

    def set_read_only(self, read_only: bool) -> None:
        self.setReadOnly(read_only)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if read_only else Qt.FocusPolicy.StrongFocus)
        if read_only and self._lock is None:
            icon = self._theme.icon("ph.lock-simple", Token.TEXT_3)
            self._lock = self.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        elif not read_only and self._lock is not None:
            self.removeAction(self._lock)
            self._lock = None
        style = self.style()
        style.unpolish(self)
        style.polish(self)

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if refuses(event):
            return False
        return super().event(event)


class TextField(QPlainTextEdit):
    """Several lines of plain text. Tab goes to the next control."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)

    def set_wrong(self, wrong: bool) -> None:
        set_property(self, "wrong", wrong)

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if refuses(event):
            return False
        return super().event(event)


class ChoiceField(QComboBox):
    """One of a list. The wheel moves it only while it has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_wrong(self, wrong: bool) -> None:
        set_property(self, "wrong", wrong)

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if refuses(event):
            return False
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return False
        return super().event(event)

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        token = Token.TEXT_2 if self.isEnabled() else Token.TEXT_3
        picture = self._theme.pixmap("ph.caret-down", token, 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - 24, (self.height() - 14) / 2), picture)
        painter.end()

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())


class MistakeLine(QWidget):
    """What is wrong and how to put it right, in one line under what it is about; hidden while nothing is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        icon = IconView(theme, "ph.warning-circle-fill", Token.PROBLEM, 14, theme.line(Role.SMALL))
        self._message = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._message, 1)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say what is wrong; empty hides it."""
        self._message.set_text(words)
        self.setVisible(bool(words))


class FieldFrame(QWidget):
    """A label over a field and, when something is wrong, a line under it that says what and how to put it right."""

    def __init__(
        self, theme: Theme, field: QWidget, label: str = "", *, required: bool = False, aside: QWidget | None = None
    ) -> None:
        """`aside` stands over the field as well, at the right."""
        super().__init__()
        self._field = field
        self._label = TextLabel(label, role=Role.SMALL, tone=Token.TEXT_2)
        self._star = TextLabel("*" if required else "", role=Role.SMALL_STRONG, tone=Token.PROBLEM)
        self._mistake = MistakeLine(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = row_of(self._label, self._star, spacing=4)
        if aside is not None:
            head.addWidget(aside)
        column.addLayout(head)
        column.addWidget(field)
        column.addWidget(self._mistake)
        self.set_label(label, required=required)

    def set_label(self, label: str, *, required: bool = False) -> None:
        self._label.set_text(label)
        self._star.set_text("*" if required else "")
        self._label.setVisible(bool(label))
        self._star.setVisible(required)
        self._field.setAccessibleName(label)

    def show_problem(self, message: str) -> None:
        """Name the value, the limit and the fix under the field; empty takes it back."""
        self._mistake.show_words(message)
        set_property(self._field, "wrong", bool(message))
        self._field.setAccessibleDescription(message)
