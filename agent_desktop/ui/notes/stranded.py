"""Notes of finished calls that the server took no more: to be read, copied, and let go of."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.client.drafts import Draft
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.formats import full_date_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.ticker import Ticker

_TEXT_HEIGHT = 92
_MOST_HEIGHT = 440


class _Row(QFrame):
    """One note. Signals: discard_chosen."""

    discard_chosen = Signal(object)

    def __init__(self, theme: Theme, draft: Draft, when: str) -> None:
        super().__init__()
        self._draft = draft
        self._text = TextField()
        self._text.setPlainText(draft.text)
        self._text.setReadOnly(True)
        self._text.setFixedHeight(theme.px(_TEXT_HEIGHT))
        self._text.setAccessibleName(when)
        copy = CommandButton(theme, self.tr("Copy"), icon="ph.copy", small=True)
        drop = CommandButton(theme, self.tr("Let go of it"), icon="ph.trash", small=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(TextLabel(when, role=Role.SMALL, tone=Token.TEXT_2), 1)
        head.addWidget(copy)
        head.addWidget(drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(self._text)
        copy.clicked.connect(self._copy)
        drop.clicked.connect(self._drop)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._draft.text)

    def _drop(self) -> None:
        self.discard_chosen.emit(self._draft.interaction_id)


class StrandedView(Overlay):
    """Lists them, newest last.

    Signals:
        discard_chosen: Let go of the note of this interaction (`UUID`).
    """

    discard_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=560, top=56)
        self._ticker = ticker
        self._drafts: tuple[Draft, ...] = ()
        self._title = TextLabel(role=Role.FORM_TITLE)
        head = frame("head")
        head.setMinimumHeight(theme.px(46))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(IconView(theme, "ph.pencil-simple", Token.CAUTION, 18))
        row.addWidget(self._title, 1)
        row.addWidget(KeyCap(theme, "Esc"))
        self._why = TextLabel(tone=Token.TEXT_2, wrap=True)
        content = QWidget()
        content.setProperty("ground", "clear")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(14)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(16, 12, 16, 16)
        inside.setSpacing(12)
        inside.addWidget(self._why)
        inside.addLayout(self._rows)
        self._content = content
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retranslate()

    def display(self, drafts: tuple[Draft, ...]) -> None:
        """Draw `drafts`; closed once none is left."""
        if drafts == self._drafts:
            return
        self._drafts = drafts
        if not drafts:
            self.close_over()
        self._build()

    def open_over(self) -> None:
        """Show them, as high as they need."""
        super().open_over()
        self._measure_height()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("Notes that could not be sent"))
        self.setAccessibleName(self._title.full_text())
        self._why.set_text(self.tr("The calls of these notes are finished. Copy what is still needed."))
        self._build()

    def _build(self) -> None:
        clear_layout(self._rows)
        for draft in self._drafts:
            row = _Row(self.theme, draft, full_date_text(self._ticker.local(draft.changed_at)))
            row.discard_chosen.connect(self.discard_chosen)
            self._rows.addWidget(row)
            row.show()
        if self.isVisible():
            self._measure_height()

    def _measure_height(self) -> None:
        wanted = self._content.sizeHint().height()
        self._scroll.setFixedHeight(min(wanted, self.theme.px(_MOST_HEIGHT)))
