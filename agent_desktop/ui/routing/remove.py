"""Asks before a queue goes, and who takes its callers."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.routing.form import fill_choice
from agent_desktop.ui.routing.state import RoutingState
from agent_desktop.ui.routing.words import name_in
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.popup import SHADOW_REACH, PopupFrame


class RemoveDialog(QDialog):
    """Accepted only by the danger button. The queue goes once the changes are saved; until then it can be undone."""

    def __init__(self, theme: Theme, parent: QWidget | None, state: RoutingState) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setModal(True)
        queues: Any = state.draft.document["queues"] if state.draft is not None else []
        queue = queues[state.shown.number]
        others = [
            (str(each["code"]), name_in(each["name"], str(each["code"])))
            for each in queues
            if each["group"] == queue["group"] and each["code"] != queue["code"]
        ]
        title = self.tr("Remove %1?").replace("%1", name_in(queue["name"], str(queue["code"])))
        self.setWindowTitle(title)
        self._taker = ChoiceField(theme)
        fill_choice(self._taker, [("", self.tr("No queue: only where nobody waits")), *others], "")
        if others:
            self._taker.setCurrentIndex(1)
        keep = CommandButton(theme, self.tr("Keep it"), keys="Esc")
        remove = CommandButton(theme, self.tr("Remove"), look=Look.DANGER)
        popup = PopupFrame()
        popup.setMinimumWidth(420)
        column = QVBoxLayout(popup)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconView(theme, "ph.warning-fill", Token.PROBLEM, 20))
        head.addWidget(TextLabel(title, role=Role.FORM_TITLE), 1)
        column.addLayout(head)
        text = self.tr("It goes once you save. Callers who wait in it keep their place.")
        column.addWidget(TextLabel(text, tone=Token.TEXT_2, wrap=True))
        column.addWidget(FieldFrame(theme, self._taker, self.tr("Its callers go to")))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(remove)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SHADOW_REACH, SHADOW_REACH, SHADOW_REACH, SHADOW_REACH)
        outer.addWidget(popup)
        keep.clicked.connect(self.reject)
        remove.clicked.connect(self.accept)
        keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def taker(self) -> str:
        """Return the code of the queue that takes the callers; empty for none."""
        return str(self._taker.currentData() or "")
