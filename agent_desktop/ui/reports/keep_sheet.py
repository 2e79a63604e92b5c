"""Asks how a report is to be called before it is kept or saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.reports import NAME_LIMIT
from agent_desktop.ui.reports.words import translate
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import FieldFrame, LineField, end_composing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.window_keys import add_keys


class KeepSheet(Overlay):
    """Keeps a table as it is, or saves the question.

    Signals:
        keep_wanted: Keep the table under this name.
        save_wanted: Save the question under this name; whether others may open it.
    """

    keep_wanted = Signal(str)
    save_wanted = Signal(str, bool)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, width=460, top=110)
        self._saves = False
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._means = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.name = LineField(theme)
        self.name.setMaxLength(NAME_LIMIT)
        self._name = FieldFrame(theme, self.name, required=True)
        self.shared = TickBox(theme)
        self.shut = CommandButton(theme, keys="Esc")
        self.do = CommandButton(theme, keys="Enter", look=Look.PRIMARY)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (self._title, self._means, self._name, self.shared):
            column.addWidget(widget)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.shut)
        foot.addWidget(self.do)
        column.addLayout(foot)
        self.shut.clicked.connect(self.close_over)
        self.do.clicked.connect(self._done)
        self.name.returnPressed.connect(self._done)
        add_keys(self, {"Ctrl+Return": self._done})

    def ask(self, *, saves: bool, name: str) -> None:
        """Open it, to save the question or else to keep the table; `name` is proposed."""
        self._saves = saves
        self.name.setText(name)
        self.name.selectAll()
        self._name.show_problem("")
        self.shared.setChecked(False)
        self._draw()
        self.open_over()

    def take_focus(self) -> None:
        """Put the focus into the name."""
        self.name.setFocus(Qt.FocusReason.PopupFocusReason)

    def _draw(self) -> None:
        title, means, do = (
            translate("Reports", "Keep this report"),
            translate("Reports", "The table is counted once more and kept as it is. It never changes by itself."),
            translate("Reports", "Keep"),
        )
        if self._saves:
            title, means, do = (
                translate("Reports", "Save this question"),
                translate(
                    "Reports", "It is counted anew each time it is opened. One of yours of this name is changed."
                ),
                translate("Reports", "Save"),
            )
        self._title.set_text(title)
        self.setAccessibleName(title)
        self._means.set_text(means)
        self._name.set_label(translate("Reports", "Name"), required=True)
        self.shared.set_words(translate("Reports", "Others of the same rights may open it"))
        self.shared.setVisible(self._saves)
        self.shut.set_words(translate("Reports", "Cancel"))
        self.do.set_words(do)

    def _done(self) -> None:
        end_composing()
        name = self.name.text().strip()
        if not name:
            self._name.show_problem(translate("Reports", "Give it a name."))
            return
        self.close_over()
        if self._saves:
            self.save_wanted.emit(name, self.shared.isChecked())
        else:
            self.keep_wanted.emit(name)
