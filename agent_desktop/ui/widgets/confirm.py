"""Asks before what cannot be undone; the safe button has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.popup import SHADOW_REACH, PopupFrame


class ConfirmDialog(QDialog):
    """Accepted only by the danger button or Ctrl+Enter; Esc, the safe button and closing reject."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        *,
        title: str,
        text: str,
        do_it: str,
        keep: str,
        icon: str = "ph.warning-fill",
    ) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        popup = PopupFrame()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SHADOW_REACH, SHADOW_REACH, SHADOW_REACH, SHADOW_REACH)
        outer.addWidget(popup)
        popup.setMinimumWidth(400)
        column = QVBoxLayout(popup)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconView(theme, icon, Token.PROBLEM, 20))
        head.addWidget(TextLabel(title, role=Role.FORM_TITLE), 1)
        column.addLayout(head)
        words = TextLabel(text, tone=Token.TEXT_2, wrap=True)
        words.setContentsMargins(30, 0, 0, 0)
        column.addWidget(words)
        column.addSpacing(12)
        self._keep = CommandButton(theme, keep, keys="Esc")
        self._do_it = CommandButton(theme, do_it, keys="Ctrl+Enter", look=Look.DANGER)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._keep)
        row.addWidget(self._do_it)
        column.addLayout(row)
        self._keep.clicked.connect(self.reject)
        self._do_it.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
