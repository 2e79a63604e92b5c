"""The card that panels of the centre stand in: a head with title, aside and a way on, and a body."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.labels import TextLabel, frame


class PanelFrame(QFrame):
    """`head_row` takes more widgets at its right end; `body` takes the content, edge to edge."""

    def __init__(self, theme: Theme, title: str = "") -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._title = TextLabel(title, role=Role.PANEL_TITLE)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.head = frame("head")
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.setMinimumHeight(theme.px(36))
        self.head_row = QHBoxLayout(self.head)
        self.head_row.setContentsMargins(10, 0, 12, 0)  # over the words of a table's first column
        self.head_row.setSpacing(8)
        self.head_row.addWidget(self._title)
        self.head_row.addWidget(self._aside, 1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self.body, 1)

    def set_title(self, title: str, aside: str = "", tone: Token = Token.TEXT_2) -> None:
        """Name the panel; `aside` is said more quietly after it, in `tone`."""
        self._aside.set_tone(tone)
        self._title.set_text(title)
        self._aside.set_text(aside)
        self.setAccessibleName(title)


def clear_layout(layout: QLayout) -> None:
    """Take every item out of `layout` and let its widgets go once Qt is back in its loop."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def row_of(*widgets: QWidget, spacing: int = 6) -> QHBoxLayout:
    """Return a row without margins that holds `widgets` and pushes them to the left."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
