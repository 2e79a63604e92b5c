"""The board in a window of its own: on another screen, on the wall, or as all that a supervisor has a desktop for."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.board import BoardAct
from agent_desktop.ui.board.page import BoardPage
from agent_desktop.ui.shortcuts.keys import KeyGroup
from agent_desktop.ui.shortcuts.view import ShortcutsView
from agent_desktop.ui.theme.sheet import make_sheet
from agent_desktop.ui.theme.theme import WALL_SCALES, Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.account_row import AccountRow
from agent_desktop.ui.widgets.focus_panels import step_panel
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import frame
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.window_keys import add_keys

LEAST: Final = QSize(1080, 660)
USUAL: Final = QSize(1440, 900)
_LARGE_WALL: Final = 2400
"""From this width on, in pixels, the letters on the wall are the largest."""


class BoardWindow(OfficeWindow):
    """Holds a view of the board. `theme` is the window's own: on the wall its letters are larger than elsewhere.

    Signals:
        put_away: The window is closed, and the board need not be watched for it.
    """

    put_away = Signal()

    def __init__(self, theme: Theme, view: BoardPage, rail: QWidget | None = None) -> None:
        """`rail` leads to what else this person may see, where the board is their whole desktop."""
        super().__init__(theme, least=LEAST, usual=USUAL)
        self._theme = theme
        self._scale = theme.text_scale
        self.view = view
        self.rail = rail
        self.account = AccountRow(theme)
        self.keys = ShortcutsView(theme, self, left=(KeyGroup.BOARD,), right=())
        self._foot = frame("foot")
        inside = QVBoxLayout(self._foot)
        inside.setContentsMargins(14, 4, 14, 4)
        inside.addWidget(self.account)
        self._foot.hide()
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if rail is not None:
            row.addWidget(rail)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(view, 1)
        column.addWidget(self._foot)
        row.addLayout(column, 1)
        self.setCentralWidget(sheet)
        view.head.window_button.hide()
        view.head.wall_wanted.connect(self.toggle_wall)
        add_keys(
            self,
            {
                "F1": self.keys.open_over,
                "F6": lambda: step_panel(view.panels(), 1),
                "Shift+F6": lambda: step_panel(view.panels(), -1),
                "F11": self.toggle_wall,
                "Ctrl+F": view.agents.field.setFocus,
                "Alt+L": lambda: view.do(BoardAct.LISTEN),
                "Alt+P": lambda: view.do(BoardAct.WHISPER),
                "Alt+J": lambda: view.do(BoardAct.BARGE),
                "Alt+Y": lambda: view.do(BoardAct.CHANGE_STATE),
                "Ctrl+1": lambda: view.open_tab(0),
                "Ctrl+2": lambda: view.open_tab(1),
            },
        )
        self._retranslate()

    def start(self) -> None:
        """Watch the board, and show the window before the others."""
        self.view.presenter.open()
        self.bring_forward()

    def be_whole_desktop(self) -> None:
        """Show who is signed in, with language, colours and sign-out: there is no other window."""
        self._foot.show()

    @property
    def is_wall(self) -> bool:
        """Whether the board fills the screen."""
        return self.isFullScreen()

    def toggle_wall(self) -> None:
        """Fill the screen with larger letters, or be a window again."""
        self._wall(not self.isFullScreen())

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._wall(False)
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isFullScreen():
            self._wall(False)  # it comes back as a window, at its size
        super().closeEvent(event)
        self.put_away.emit()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._dress()

    def _wall(self, on: bool) -> None:
        if on:
            self.showFullScreen()
        else:
            self.showNormal()
        self._dress()

    def _dress(self) -> None:
        """The rail and the foot make room while the board fills the screen."""
        on = self.isFullScreen()
        if self.rail is not None:
            self.rail.setVisible(not on)
        self._foot.setVisible(not on and not self.account.isHidden())
        self.view.head.show_wall(on)
        self.show_wall_letters(on)

    def show_wall_letters(self, on: bool) -> None:
        """Show letters to be read from afar, or those of all windows."""
        wanted = WALL_SCALES[1 if self.screen().size().width() >= _LARGE_WALL else 0] if on else self._scale
        if wanted == self._theme.text_scale:
            return
        self._theme.choose(text_scale=wanted)
        colours = {token: self._theme.colour(token).name() for token in Token}
        self.setStyleSheet(make_sheet(colours, wanted) if on else "")

    def _retranslate(self) -> None:
        self.setWindowTitle(QCoreApplication.translate("Board", "Live board"))
        self.account.retranslate()
