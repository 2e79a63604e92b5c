"""Why, and Save: the foot of everything that is saved as a version."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.errors import Problem as Failure
from agent_desktop.contract.routing import REASON_LIMIT
from agent_desktop.ui.routing.words import language_of_screen
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.words import words_for


def failure_words(failure: Failure | None) -> str:
    """Return why an exchange did not do what was asked; empty for none."""
    return "" if failure is None else words_for(str(failure.code), language_of_screen(), **failure.details)


class SaveRow(QWidget):
    """A reason that has to be given, and the button; above them what became of the last one.

    Signals:
        save_asked: Save, for this reason.
    """

    save_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._may_save = False
        self._told = Notice(theme)
        self._reason = LineField(theme)
        self._reason.setMaxLength(REASON_LIMIT)
        self._save = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+S", icon="ph.floppy-disk")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._reason, 1)
        row.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._told)
        column.addLayout(row)
        self._reason.textChanged.connect(self._typed)
        self._reason.returnPressed.connect(self.ask)
        self._save.clicked.connect(self.ask)

    def display(self, *, may_save: bool, told: str, failure: str, shown: bool = True, why_not: str = "") -> None:
        """Draw whether it can be saved (`why_not` says why it cannot), and what became of the last time."""
        if told and not may_save:
            self._reason.clear()
        self._may_save = may_save
        self.setVisible(shown)
        if failure:
            self._told.show_notice("ph.warning-circle-fill", Token.PROBLEM, failure)
        elif why_not:
            self._told.show_notice("ph.warning-fill", Token.CAUTION, why_not)
        else:
            self._told.show_notice("ph.check-circle-fill", Token.GOOD, told)
        self._typed()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._reason.setPlaceholderText(self.tr("Why? It is kept with the version."))
        self._reason.setAccessibleName(self.tr("Reason"))
        self._save.set_words(self.tr("Save"))

    def ask(self) -> None:
        """Save, where there is something to save and a reason; without one ask for it."""
        if not self._may_save:
            return
        if not self._reason.text().strip():
            self._reason.setFocus()
            return
        self.save_asked.emit(self._reason.text())

    def _typed(self) -> None:
        self._save.setEnabled(self._may_save and bool(self._reason.text().strip()))
