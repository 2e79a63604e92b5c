"""The head of the text, with its problems counted, and the foot of the window: where the draft is, and the caret."""

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from agent_desktop.ui.authoring.state import AuthoringState, Keeping
from agent_desktop.ui.authoring.words import keeping_time
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel


class TextHead(QFrame):
    """Signals:
    next_wanted: Go to the next problem.
    """

    next_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "head")
        self._state = AuthoringState()
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._file = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._error = IconView(theme, "ph.warning-circle-fill", Token.PROBLEM, 15)
        self._errors = TextLabel(role=Role.SMALL_STRONG, tone=Token.PROBLEM)
        self._warning = IconView(theme, "ph.warning-fill", Token.CAUTION, 15)
        self._warnings = TextLabel(role=Role.SMALL_STRONG, tone=Token.CAUTION)
        self._fine = TextLabel(role=Role.SMALL_STRONG, tone=Token.GOOD)
        self._next = CommandButton(theme, small=True, keys="Alt+E", look=Look.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 10, 3)
        row.setSpacing(6)
        row.addWidget(IconView(theme, "ph.code", Token.TEXT_2, 16))
        row.addWidget(self._title)
        row.addWidget(self._file, 1)
        for widget in (self._error, self._errors, self._warning, self._warnings, self._fine, self._next):
            row.addWidget(widget)
        self._next.clicked.connect(self.next_wanted)

    def display(self, state: AuthoringState) -> None:
        """Count what is wrong."""
        self._state = state
        self._file.set_text(f"{state.chosen}.yaml" if state.chosen else "")
        errors, warnings = len(state.read.errors), len(state.read.warnings)
        one, more = self.tr("1 error"), self.tr("{count} errors")
        self._errors.set_text(one if errors == 1 else more.format(count=errors))
        one, more = self.tr("1 warning"), self.tr("{count} warnings")
        self._warnings.set_text(one if warnings == 1 else more.format(count=warnings))
        for shown, widgets in ((errors, (self._error, self._errors)), (warnings, (self._warning, self._warnings))):
            for widget in widgets:
                widget.setVisible(bool(shown))
        self._fine.set_text(self.tr("Nothing is wrong") if state.read.text and not errors and not warnings else "")
        self._next.setVisible(bool(errors or warnings))

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(self.tr("Text"))
        self._next.set_words(self.tr("Next problem"))
        self.display(self._state)


class AuthoringFoot(QFrame):
    """The status bar."""

    def __init__(self, theme: Theme, zone: tzinfo | None) -> None:
        super().__init__()
        self.setProperty("panel", "foot")
        self._zone = zone
        self._state = AuthoringState()
        self._place = (1, 1)
        self._icon = IconView(theme, "", Token.GOOD, 14)
        self._kept = TextLabel(role=Role.SMALL)
        self._counts = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._caret = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._words = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._panel = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 14, 2)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._kept)
        row.addStretch(1)
        row.addWidget(self._counts)
        row.addSpacing(10)
        row.addWidget(self._caret)
        row.addSpacing(10)
        row.addWidget(self._words)
        row.addWidget(KeyCap(theme, "Alt+/"))
        row.addSpacing(10)
        row.addWidget(self._panel)
        row.addWidget(KeyCap(theme, "F6"))

    def display(self, state: AuthoringState) -> None:
        """Say where the draft is."""
        self._state = state
        icon, token, told = self._keeping(state)
        self._icon.show_icon(icon, token)
        self._icon.setVisible(bool(told))
        self._kept.set_text(told)
        self._kept.set_tone(token)
        scripts = state.library.scripts if state.library is not None else ()
        live = sum(any(version.state == "published" for version in each.versions) for each in scripts)
        told = self.tr("{count} scripts, {live} live").format(count=len(scripts), live=live)
        self._counts.set_text(told if scripts else "")

    def show_place(self, line: int, column: int) -> None:
        """Say where the caret is."""
        self._place = (line, column)
        self._caret.set_text(self.tr("Line {line}, column {column}").format(line=line, column=column))

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._words.set_text(self.tr("Complete"))
        self._panel.set_text(self.tr("Panel"))
        self.show_place(*self._place)
        self.display(self._state)

    def _keeping(self, state: AuthoringState) -> tuple[str, Token, str]:
        match state.keeping:
            case Keeping.WAITING:
                return "ph.cloud-arrow-up", Token.TEXT_2, self.tr("Saving the draft")
            case Keeping.SAVED if state.saved_at is not None:
                at = keeping_time(state.saved_at, self._zone)
                return "ph.cloud-check", Token.GOOD, self.tr("Draft saved {time}").format(time=at)
            case Keeping.KEPT_HERE:
                return (
                    "ph.hard-drives",
                    Token.CAUTION,
                    self.tr("Kept on this computer until the server answers"),
                )
            case Keeping.REFUSED:
                return "ph.warning-circle-fill", Token.PROBLEM, self.tr("Not saved")
            case _:
                version = state.draft.version if state.draft is not None else None
                if version is None or state.shown:
                    return "", Token.GOOD, ""
                at = keeping_time(version.changed_at, self._zone)
                return "ph.cloud-check", Token.GOOD, self.tr("Draft saved {time}").format(time=at)
