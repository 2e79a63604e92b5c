"""The versions of a script, and what has to be so before it can be sent for review."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.scripts import ScriptState, ScriptVersion
from agent_desktop.ui.authoring.state import AuthoringState, Checked, checklist
from agent_desktop.ui.authoring.words import STATE_ICONS, need_words, state_words, who_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line, set_property
from agent_desktop.ui.widgets.panel import clear_layout

MOST: Final = 12
"""So many versions are listed, the newest first."""

_WIDTHS: Final = ((44, 0), (80, 0), (80, 1), (44, 0))


class _Row(QFrame):
    """Signals:
    chosen: Look at this version (number).
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, version: ScriptVersion, who: str, calls: str, *, shown: bool) -> None:
        super().__init__()
        self._number = version.number
        self._theme = theme
        set_property(self, "soft", "info" if shown else "")
        icon, token, _ = STATE_ICONS[version.state]
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 4)
        grid.setHorizontalSpacing(8)
        name = LinkButton(theme, f"v{version.version}")
        name.setAccessibleName(f"v{version.version}, {state_words(version.state)}, {who}")
        grid.addWidget(name, 0, 0)
        state = QHBoxLayout()
        state.setSpacing(5)
        state.addWidget(IconView(theme, icon, token, 14))
        state.addWidget(TextLabel(state_words(version.state), role=Role.SMALL, tone=token), 1)
        grid.addLayout(state, 0, 1)
        grid.addWidget(TextLabel(who, role=Role.SMALL, tone=Token.TEXT_2, elided=True), 0, 2)
        count = TextLabel(calls, role=Role.SMALL, tone=Token.TEXT_2)
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(count, 0, 3)
        for column, (least, stretch) in enumerate(_WIDTHS):
            grid.setColumnMinimumWidth(column, theme.px(least))
            grid.setColumnStretch(column, stretch)
        if version.why:
            grid.addWidget(TextLabel(version.why, role=Role.SMALL, tone=Token.TEXT_2, wrap=True), 1, 1, 1, 3)
        name.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        self.chosen.emit(self._number)


class VersionsPanel(QFrame):
    """Signals:
    version_chosen: Look at this version (number).
    compare_wanted: Compare the text with the live one.
    """

    version_chosen = Signal(int)
    compare_wanted = Signal()

    def __init__(self, theme: Theme, now: Callable[[], datetime], zone: tzinfo | None) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._now, self._zone = theme, now, zone
        self._state = AuthoringState()
        self._drawn: object = None
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._compare = LinkButton(theme)
        self._heads = [TextLabel(role=Role.SMALL, tone=Token.TEXT_2) for _ in range(4)]
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 10, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._compare)
        titles = QFrame()
        titles.setProperty("panel", "row.line")
        grid = QGridLayout(titles)
        grid.setContentsMargins(12, 4, 12, 4)
        grid.setHorizontalSpacing(8)
        for at, (label, (least, stretch)) in enumerate(zip(self._heads, _WIDTHS, strict=True)):
            grid.addWidget(label, 0, at)
            grid.setColumnMinimumWidth(at, theme.px(least))
            grid.setColumnStretch(at, stretch)
        self._heads[3].setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(2)
        column.addWidget(line())
        column.addLayout(head)
        column.addWidget(titles)
        column.addLayout(self._rows)
        self._compare.clicked.connect(self.compare_wanted)

    def display(self, state: AuthoringState) -> None:
        """Draw the versions, the one in the editor marked."""
        self._state = state
        opened = state.open_version
        drawn = (state.versions, opened.number if opened else 0, self._title.text(), self._theme.name)
        self._compare.setVisible(state.live is not None and state.comparison is None)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        clear_layout(self._rows)
        for version in state.versions[:MOST]:
            who = who_words(version, self._now(), self._zone)
            shown = opened is not None and opened.number == version.number
            calls = f"{version.calls:,}" if version.state in (ScriptState.PUBLISHED, ScriptState.RETIRED) else "—"
            row = _Row(self._theme, version, who, calls, shown=shown)
            row.chosen.connect(self.version_chosen)
            self._rows.addWidget(row)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(self.tr("Versions"))
        self._compare.set_words(self.tr("Compare with live"))
        for label, text in zip(
            self._heads, (self.tr("Version"), self.tr("State"), self.tr("Who"), self.tr("Calls")), strict=True
        ):
            label.set_text(text)
        self._drawn = None
        self.display(self._state)


class ChecklistPanel(QFrame):
    """Signals:
    line_wanted: Go to this line of the text.
    """

    line_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme = theme
        self._state = AuthoringState()
        self._drawn: object = None
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self._rows)

    def display(self, state: AuthoringState) -> None:
        """Draw what is so and what is not; of a version that is looked at there is nothing to send."""
        self._state = state
        self.setVisible(state.may_edit and not state.shown and state.draft is not None)
        checked = checklist(state)
        if (checked, self._title.text()) == self._drawn:
            return
        self._drawn = (checked, self._title.text())
        clear_layout(self._rows)
        for each in checked:
            self._rows.addWidget(self._row(each))

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(self.tr("Before you can send it for review"))
        self._drawn = None
        self.display(self._state)

    def _row(self, checked: Checked) -> QWidget:
        icon, token = "ph.check-circle-fill", Token.GOOD
        if not checked.is_met:
            advice = checked.is_advice
            icon, token = ("ph.warning-fill", Token.CAUTION) if advice else ("ph.warning-circle-fill", Token.PROBLEM)
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(IconView(self._theme, icon, token, 16))
        box.addWidget(TextLabel(need_words(checked), wrap=True), 1)
        if checked.line:
            link = LinkButton(self._theme, self.tr("Line {line}").format(line=checked.line))
            link.setObjectName(str(checked.line))
            link.clicked.connect(self._line_clicked)
            box.addWidget(link)
        return row

    def _line_clicked(self) -> None:
        self.line_wanted.emit(int(self.sender().objectName()))
