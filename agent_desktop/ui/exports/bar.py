"""How far a file is, that it can be stopped, and where it stands."""

from typing import Final

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from agent_desktop.ui.exports.presenter import ExportState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton
from agent_desktop.ui.widgets.labels import IconView, TextLabel

LOOK_MS: Final = 200


class ExportBar(QFrame):
    """Draws an `ExportState`; hidden while there is nothing to say.

    Signals:
        stop_chosen: Give it up.
        put_away: It has been read.
        looked: It is time to ask how far it is.
    """

    stop_chosen = Signal()
    put_away = Signal()
    looked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "foot")
        self._state = ExportState()
        self._icon = IconView(theme, "ph.file-arrow-down", Token.TEXT_2, 16)
        self._words = TextLabel(role=Role.SMALL, elided=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(theme.px(140), theme.px(6))
        self.stop = CommandButton(theme, small=True)
        self.open = CommandButton(theme, small=True)
        self._close = IconButton(theme, "ph.x")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        for widget in (self._bar, self.stop, self.open, self._close):
            row.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.looked)
        self.stop.clicked.connect(self.stop_chosen)
        self.open.clicked.connect(self._open)
        self._close.clicked.connect(self.put_away)
        self.display(self._state)

    def display(self, state: ExportState) -> None:
        """Draw `state`."""
        self._state = state
        text, tone = self._text()
        self._words.set_text(text)
        self._words.set_tone(tone)
        self._icon.show_icon("ph.warning-circle-fill" if tone is Token.PROBLEM else "ph.file-arrow-down", tone)
        self._bar.setVisible(state.going_on)
        self._bar.setMaximum(max(1, state.total) if state.total else 0)
        self._bar.setValue(state.rows)
        self._bar.setAccessibleName(text)
        self.stop.set_words(self.tr("Stop"))
        self.stop.setVisible(state.going_on)
        self.open.set_words(self.tr("Open"))
        self.open.setVisible(state.file is not None)
        self._close.set_name(self.tr("Put away"))
        self._close.setVisible(bool(text) and not state.going_on)
        self.setVisible(bool(text))
        if state.going_on:
            self._timer.start()
        else:
            self._timer.stop()

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        self.display(self._state)

    def _text(self) -> tuple[str, Token]:
        state = self._state
        place = state.place.name if state.place is not None else ""
        if state.going_on:
            if not state.total:
                return self.tr("Writing {file}").format(file=place), Token.TEXT
            text = self.tr("Writing {file}: {rows} of {total} lines")
            return text.format(file=place, rows=f"{state.rows:,}", total=f"{state.total:,}"), Token.TEXT
        if state.problem is not None:
            return deed_text(state.problem), Token.PROBLEM
        if state.file is not None:
            text = self.tr("{file} is written, {rows} lines.")
            return text.format(file=str(state.place), rows=f"{state.file.rows:,}"), Token.GOOD
        if state.stopped:
            return self.tr("Stopped. There is no file."), Token.TEXT_2
        return "", Token.TEXT

    def _open(self) -> None:
        if self._state.place is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._state.place)))
