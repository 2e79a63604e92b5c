"""The foot of the list where the window is the person's whole desktop: language, colours, sign out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName, Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.labels import TextLabel


class AccountRow(QWidget):
    """Hidden until a person is shown.

    Signals:
        sign_out_wanted: End this sign-in.
        language_wanted, theme_wanted: The other of the two.
    """

    sign_out_wanted = Signal()
    language_wanted = Signal(str)
    theme_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._language = LinkButton(theme, icon="ph.translate")
        self._colours = LinkButton(theme, icon="ph.sun")
        self._out = LinkButton(theme, icon="ph.sign-out")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self._language, self._colours, self._out):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addLayout(row)
        self._language.clicked.connect(self._language_pressed)
        self._colours.clicked.connect(self._colours_pressed)
        self._out.clicked.connect(self.sign_out_wanted)
        self.hide()

    def show_person(self, name: str) -> None:
        """Show the row for the person of this name."""
        self._name.set_text(name)
        self.show()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._language.set_words("EN" if language_now() == "zh" else "中文")
        self._colours.set_words(self.tr("Colours"))
        self._out.set_words(self.tr("Sign out"))

    def _language_pressed(self) -> None:
        self.language_wanted.emit("en" if language_now() == "zh" else "zh")

    def _colours_pressed(self) -> None:
        other = ThemeName.LIGHT if self._theme.name is ThemeName.DARK else ThemeName.DARK
        self.theme_wanted.emit(other.value)
