"""What another answer to an earlier question altered, with the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.ui.script_panel.state import Alteration
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel


class AlterationNote(QFrame):
    """Says which steps fall away and come, and what counts no longer.

    Signals:
        undo_chosen: Answer as before.
    """

    undo_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("soft", "info")
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.ACCENT, wrap=True)
        self._text = TextLabel(role=Role.SMALL, wrap=True)
        self._undo = LinkButton(theme, icon="ph.arrow-u-up-left")
        told = QVBoxLayout()
        told.setSpacing(1)
        told.addWidget(self._title)
        told.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 6)
        row.setSpacing(7)
        row.addWidget(IconView(theme, "ph.git-branch", Token.ACCENT, 16))
        row.addLayout(told, 1)
        row.addWidget(self._undo)
        self._undo.clicked.connect(self.undo_chosen)
        self.hide()

    def display(self, alteration: Alteration | None) -> None:
        """Say what changed; hidden where nothing did."""
        self.setVisible(alteration is not None)
        if alteration is None:
            return
        self._title.set_text(
            self.tr("“{question}” is answered another way").format(question=words(alteration.question))
        )
        self._text.set_text(self._words(alteration))
        self._undo.set_words(self.tr("Undo"))

    def _words(self, alteration: Alteration) -> str:
        between = "、" if language_now() == "zh" else ", "
        said: list[str] = []
        if alteration.dropped:
            steps = between.join(words(each) for each in alteration.dropped)
            said.append(self.tr("Falls away: {steps}.").format(steps=steps))
        if alteration.added:
            steps = between.join(words(each) for each in alteration.added)
            said.append(self.tr("Comes in: {steps}.").format(steps=steps))
        counts = (
            (alteration.answers, self.tr("answers: {count}")),
            (alteration.statements, self.tr("statements: {count}")),
            (alteration.actions, self.tr("actions: {count}")),
        )
        lost = between.join(text.format(count=count) for count, text in counts if count)
        if lost:
            said.append(self.tr("No longer counts: {what}.").format(what=lost))
        return ("" if language_now() == "zh" else " ").join(said)
