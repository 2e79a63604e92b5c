"""F1: every key of the desktop, over the window."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.ui.shortcuts.keys import KEYS, Key, KeyGroup, cap_text, label_of
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.sheet_head import sheet_head

_LEFT: Final = (KeyGroup.CALL, KeyGroup.SCRIPT, KeyGroup.FIND)
_RIGHT: Final = (KeyGroup.NOTES, KeyGroup.WINDOW, KeyGroup.CASES, KeyGroup.BOARD)


class ShortcutsView(Overlay):
    """Lists the keys by what they are for, in two columns."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        *,
        left: tuple[KeyGroup, ...] = _LEFT,
        right: tuple[KeyGroup, ...] = _RIGHT,
    ) -> None:
        super().__init__(theme, host, width=720 if right else 420, top=56)
        self._groups = left, right
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        head = sheet_head(theme, self._title, self._hint, icon="ph.keyboard")
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(16, 12, 16, 14)
        self._columns.setSpacing(28)
        self._sides = (QVBoxLayout(), QVBoxLayout())
        for side in self._sides:
            side.setSpacing(14)
            self._columns.addLayout(side, 1)
        content = QWidget()
        content.setProperty("ground", "clear")
        content.setLayout(self._columns)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        self._content = content
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retranslate()

    def open_over(self) -> None:
        """Show the list, as high as it needs to be and the window allows."""
        wanted = self._content.sizeHint().height()
        self._scroll.setFixedHeight(min(wanted, max(200, self.host.height() - 160)))
        super().open_over()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("All shortcuts"))
        self.setAccessibleName(self.tr("All shortcuts"))
        self._hint.set_text(self.tr("No plain letter or digit does anything: type freely."))
        for side in self._sides:
            while (item := side.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        for side, groups in zip(self._sides, self._groups, strict=True):
            for group in groups:
                side.addWidget(self._group(group))
            side.addStretch(1)

    def _group(self, group: KeyGroup) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        grid.addWidget(TextLabel(self._group_name(group), role=Role.SMALL_STRONG, tone=Token.TEXT_2), 0, 0)
        for line, (label, keys) in enumerate(self._lines(group), start=1):
            grid.addWidget(TextLabel(label, elided=True), line, 0)
            cap = KeyCap(self.theme, keys)
            cap.setAccessibleName(keys)
            grid.addWidget(cap, line, 1, Qt.AlignmentFlag.AlignRight)
        return box

    def _lines(self, group: KeyGroup) -> list[tuple[str, str]]:
        lines = [_line(key) for key in KEYS if key.group is group and key.listed]
        if group is KeyGroup.SCRIPT:
            lines.insert(0, (self.tr("Choose an answer or outcome"), "Alt+1 – Alt+9"))
        if group is KeyGroup.BOARD:
            lines[:0] = [
                (self.tr("Listen to the agent’s call"), "Alt+L"),
                (self.tr("Whisper: talk to the agent alone"), "Alt+P"),
                (self.tr("Barge: talk in the agent’s call"), "Alt+J"),
            ]
            lines.append((self.tr("Other half, where there is no room for both"), "Ctrl+1, Ctrl+2"))
            lines.append((self.tr("Next panel; full screen for the wall"), "F6, F11"))
        if group is KeyGroup.WINDOW:
            lines.append((self.tr("Close what lies over the window"), "Esc"))
        return lines

    def _group_name(self, group: KeyGroup) -> str:
        return {
            KeyGroup.CALL: self.tr("Call"),
            KeyGroup.SCRIPT: self.tr("Script"),
            KeyGroup.NOTES: self.tr("Notes and forms"),
            KeyGroup.WINDOW: self.tr("Window"),
            KeyGroup.FIND: self.tr("Find"),
            KeyGroup.CASES: self.tr("Complaints"),
            KeyGroup.BOARD: self.tr("Live board"),
        }[group]


def _line(key: Key) -> tuple[str, str]:
    return label_of(key.command), cap_text(key.keys[0])
