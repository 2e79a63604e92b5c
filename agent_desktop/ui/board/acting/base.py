"""The frame of what lies over the board: a title, what it would come to, and two buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.errors import Problem
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice, SkeletonRows
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.window_keys import add_keys


class SheetFrame(Overlay):
    """`content` takes what is chosen; Ctrl+Enter does it, Esc leaves it.

    Signals:
        do_pressed: Do it.
    """

    do_pressed = Signal()

    def __init__(self, theme: Theme, host: QWidget, icon: str, *, width: int = 520) -> None:
        super().__init__(theme, host, width=width, top=72)
        self.title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self.problem = Notice(theme)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.do_it = CommandButton(theme, keys="Ctrl+Enter", look=Look.PRIMARY)
        self.leave = CommandButton(theme, keys="Esc")
        self.skeleton = SkeletonRows(theme, 3)
        head = sheet_head(theme, self.title, icon=icon, closing_key="")
        self._body = QWidget()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self.content)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.do_it)
        whole = QVBoxLayout(self.frame)
        whole.setContentsMargins(1, 1, 1, 14)
        whole.setSpacing(12)
        whole.addWidget(head)
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(10)
        column.addWidget(self.problem)
        column.addWidget(self.skeleton)
        column.addWidget(self._body)
        column.addLayout(foot)
        whole.addLayout(column)
        self.leave.clicked.connect(self.close_over)
        self.do_it.clicked.connect(self.do_pressed)
        add_keys(self, {"Ctrl+Return": self.press, "Ctrl+Enter": self.press})
        for action in self.actions():
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def press(self) -> None:
        """Ctrl+Enter."""
        if self.do_it.isVisible() and self.do_it.isEnabled():
            self.do_pressed.emit()

    def show_frame(self, *, loading: bool, busy: bool, problem: Problem | None) -> None:
        """Show what is awaited, or what went wrong."""
        text = deed_text(problem) if problem is not None else ""
        self.problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, text)
        self.skeleton.setVisible(loading)
        self._body.setVisible(not loading)
        self.do_it.setEnabled(not loading and not busy)
