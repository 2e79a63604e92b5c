"""The line under a field that is being typed in while a call is on offer."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel


class WaitingLine(QWidget):
    """`Call waiting for you. Keep typing, or press F2 to answer.` Hidden until `show_waiting(True)`.

    `kept`: what is typed is saved, and the line says so. It either is told when to show itself, or follows the focus in
    the fields of a form (`follow`) while a call is on offer (`offer`).
    """

    def __init__(self, theme: Theme, *, kept: bool) -> None:
        super().__init__()
        self._kept = kept
        self._fields: tuple[QWidget, ...] = ()
        self._offered = False
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.ACCENT)
        self._before = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._after = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._safe = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        row = FlowLayout(5)
        for widget in (
            IconView(theme, "ph.phone-incoming-fill", Token.ACCENT, 16),
            self._title,
            self._before,
            KeyCap(theme, "F2"),
            self._after,
            self._safe,
        ):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.addLayout(row)
        self._safe.setVisible(kept)
        self._retranslate()
        self.hide()

    def show_waiting(self, waiting: bool) -> None:
        """Say that a call waits, or stop saying it."""
        self.setVisible(waiting)

    def follow(self, form: QWidget) -> None:
        """Be shown while a call is on offer and somebody types in a field of `form`, which is built by now."""
        self._fields = (*form.findChildren(QPlainTextEdit), *form.findChildren(QLineEdit))
        for field in self._fields:
            field.installEventFilter(self)

    def offer(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        self._offered = waiting
        self.setVisible(waiting and any(field.hasFocus() for field in self._fields))

    @guarded(lambda: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setVisible(self._offered and event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("Call waiting for you."))
        self._before.set_text(self.tr("Keep typing, or press"))
        self._after.set_text(self.tr("to answer."))
        self._safe.set_text(self.tr("Your note is kept."))
        self.setAccessibleName(f"{self._title.full_text()} {self._before.full_text()} F2 {self._after.full_text()}")
