"""One line of news above the body, in the layout: it never covers anything."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.buttons import IconButton, LinkButton
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property

_ICONS = {
    Kind.INFO: "ph.info-fill",
    Kind.GOOD: "ph.check-circle-fill",
    Kind.CAUTION: "ph.warning-fill",
    Kind.PROBLEM: "ph.warning-circle-fill",
}


class MessageBar(QFrame):
    """Problem, caution, good or info; bold words first, then more, then one way on.

    Signals:
        action_chosen: The link was pressed.
        closed: The person put the message away.
    """

    action_chosen = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = IconView(theme, "", size=16)
        self._title = TextLabel(role=Role.BODY_BOLD)
        self._text = TextLabel(tone=Token.TEXT, elided=True)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._link = LinkButton(theme)
        self._cap = KeyCap(theme)
        self._close = IconButton(theme, "ph.x", size=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._title)
        row.addWidget(self._text, 1)
        row.addWidget(self._aside)
        row.addWidget(self._link)
        row.addWidget(self._cap)
        row.addWidget(self._close)
        self.setMinimumHeight(theme.px(36))
        self._link.clicked.connect(self.action_chosen)
        self._close.clicked.connect(self.closed)
        self._retranslate()

    def show_message(
        self,
        kind: Kind,
        text: str,
        *,
        title: str = "",
        aside: str = "",
        link: str = "",
        keys: str = "",
        icon: str = "",
        closable: bool = False,
    ) -> None:
        """Show `title` in bold and `text` after it, `aside` at the right end, `link` as the one way on."""
        set_property(self, "soft", kind.value)
        self._icon.show_icon(icon or _ICONS.get(kind, "ph.info-fill"), text_token(kind))
        for label, words in ((self._title, title), (self._aside, aside)):
            label.set_text(words)
            label.setVisible(bool(words))
        self._text.set_text(text)
        self._link.set_words(link)
        self._link.setVisible(bool(link))
        self._cap.set_keys(keys)
        self._cap.setVisible(bool(keys))
        self._close.setVisible(closable)
        self.setAccessibleName(f"{title} {text} {aside}".strip())
        self._retranslate()

    def _retranslate(self) -> None:
        self._close.set_name(self.tr("Close this message"))
