"""The head of a sheet that lies over the window: an icon, its title what is beside it, and the key that closes."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, frame

_ICON, _HEIGHT = 18, 46


def sheet_head(
    theme: Theme, *parts: QWidget, icon: str = "", tone: Token = Token.ACCENT, closing_key: str = "Esc"
) -> QFrame:
    """Return the head with `parts` side by side; the last of them has all the room that is left. Without a
    `closing_key` a button of the sheet says how it is left."""
    head = frame("head")
    head.setMinimumHeight(theme.px(_HEIGHT))
    head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(head)
    row.setContentsMargins(16, 0, 14, 0)
    row.setSpacing(10)
    if icon:
        row.addWidget(IconView(theme, icon, tone, _ICON))
    for part in parts:
        row.addWidget(part, int(part is parts[-1]))
    if closing_key:
        row.addWidget(KeyCap(theme, closing_key))
    return head
