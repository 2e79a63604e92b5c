"""What must be said before going on."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.ui.script_panel.rows import MustSayRow
from agent_desktop.ui.script_panel.state import MustSayState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import clock_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property

_KEYS: Final = "Alt+M"


class MustSayBox(QFrame):
    """A box of statements; the first one not said yet carries the key.

    Signals:
        toggled: The id of the statement whose box was pressed.
    """

    toggled = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, MustSayRow] = {}
        self._built: tuple[tuple[str, str], ...] = ()
        self._count = 0
        self._insists = False
        self.setProperty("soft", "caution")
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.CAUTION, elided=True)
        self._left = TextLabel(role=Role.SMALL_STRONG, tone=Token.CAUTION)
        head = QHBoxLayout()
        head.setSpacing(7)
        self._icon = IconView(theme, "ph.scales", Token.CAUTION, 16)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._left)
        self._cap = KeyCap(theme, _KEYS)
        head.addWidget(self._cap)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._box = QVBoxLayout(self)
        self._box.addLayout(head)
        self._box.addLayout(self._column)
        self.set_compact(False)
        self._retranslate()

    def display(
        self, says: tuple[MustSayState, ...], left: int, languages: tuple[str, ...], *, read_only: bool
    ) -> None:
        """Draw `says` in `languages`, one under the other; hidden where the step has none."""
        texts = tuple((say.must_say_id, "\n".join(_text(say, each) for each in languages)) for say in says)
        if texts != self._built:
            self._build(texts)
        first_left = True
        for say in says:
            said = say.said_at is not None
            note = ""
            if say.said_call_seconds is not None:
                note = self.tr("said {time}").format(time=clock_text(say.said_call_seconds))
            keys = _KEYS if not said and first_left and not self._compact else ""
            first_left = first_left and said
            row = self._rows[say.must_say_id]
            row.show_said(said, note if said else "", keys)
            row.setEnabled(not read_only)
        self._cap.setVisible(self._compact and left > 0)
        self._left.set_text(self.tr("{count} left").format(count=left) if left else self.tr("All said"))
        self._count = left
        if left == 0:
            self._insists = False
        self._colour()
        self.setVisible(bool(says))

    def set_compact(self, compact: bool) -> None:
        """Stand closer together, in a low column: the key is in the head then, to leave the words their width."""
        self._compact = compact
        self._box.setContentsMargins(11, 4 if compact else 7, 11, 3 if compact else 6)
        self._box.setSpacing(1 if compact else 3)

    def insist(self) -> None:
        """Somebody wanted to go on: turn red and say it aloud to a screen reader, until all is said."""
        if self._count:
            self._insists = True
            self._colour()
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._title.full_text()))

    def _colour(self) -> None:
        tone = Token.PROBLEM if self._insists else Token.CAUTION if self._count else Token.GOOD
        set_property(self, "soft", "problem" if self._insists else "caution" if self._count else "good")
        self._title.set_text(
            self.tr("Say this first, then tick it") if self._insists else self.tr("Must say before you go on")
        )
        self._title.set_tone(tone)
        self._left.set_tone(tone)
        self._icon.show_icon("ph.warning-octagon-fill" if self._insists else "ph.scales", tone)

    def row(self, must_say_id: str) -> MustSayRow | None:
        """Return the row of a statement; None where the step has no such one."""
        return self._rows.get(must_say_id)

    def focus_left(self) -> None:
        """Put the focus on the first statement that is not said yet."""
        left = next((row for row in self._rows.values() if not row.isChecked()), None)
        if left is not None:
            left.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._colour()

    def _build(self, texts: tuple[tuple[str, str], ...]) -> None:
        kept, self._rows = self._rows, {}
        for say_id, text in texts:
            row = kept.pop(say_id, None)
            if row is None:
                row = MustSayRow(self._theme, text)
                row.setObjectName(say_id)
                row.clicked.connect(self._clicked)
                self._column.addWidget(row)
            row.set_words(text)
            self._rows[say_id] = row
        for row in kept.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._built = texts

    def _clicked(self) -> None:
        self.toggled.emit(self.sender().objectName())


def _text(say: MustSayState, language: str) -> str:
    pieces = say.pieces.get(language) or say.pieces.get("en", ())
    return "“" + "".join(piece.text for piece in pieces) + "”"
