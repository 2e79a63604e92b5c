"""Two texts of one note: both are read, and one is chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.client.handover_text import HandoverText
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.labels import IconView, TextLabel


class ConflictBox(QFrame):
    """Signals: keep_mine_chosen, what stands in the fields stays; take_other_chosen, the other text comes in."""

    keep_mine_chosen = Signal()
    take_other_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("soft", "caution")
        self._title = TextLabel(role=Role.SMALL, wrap=True)
        self._other = TextField()
        self._other.setReadOnly(True)
        self._other.setFixedHeight(theme.px(64))
        self._mine = CommandButton(theme, small=True)
        self._take = CommandButton(theme, small=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconView(theme, "ph.warning-fill", Token.CAUTION, 15), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._take)
        row.addWidget(self._mine)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._other)
        column.addLayout(row)
        self._mine.clicked.connect(self.keep_mine_chosen)
        self._take.clicked.connect(self.take_other_chosen)
        self.hide()

    def display(self, other: HandoverText | None) -> None:
        """Show the other text; None hides it all."""
        self.setVisible(other is not None)
        if other is None:
            return
        self._title.set_text(self.tr("This note was changed at another desktop meanwhile. It says there:"))
        lines = (other.summary, other.asked, other.promised)
        text = "\n".join(each for each in lines if each) or self.tr("Nothing")
        if self._other.toPlainText() != text:
            self._other.setPlainText(text)
        self._other.setAccessibleName(self.tr("The other text"))
        self._mine.set_words(self.tr("Keep what stands below"))
        self._take.set_words(self.tr("Take the other text"))
