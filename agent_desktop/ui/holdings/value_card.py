"""What the customer has with the bank, as one figure and one bar."""

from decimal import Decimal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.ui.holdings.presenter import HoldingsState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH, amount_text, short_amount_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import row_of

_OWED = (HoldingGroup.CARDS, HoldingGroup.LOANS)


class _ShareBar(QWidget):
    """Two lengths on one scale: what is held and what is owed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._held, self._owed = 0.0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_shares(self, held: float, owed: float) -> None:
        self._held, self._owed = held, owed
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(100, 12)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        both = self._held + self._owed
        if both <= 0:
            painter.setBrush(self._theme.colour(Token.SUNKEN))
            painter.drawRoundedRect(QRectF(0, 0, self.width(), 12), 2, 2)
        else:
            room = self.width() - 2.0
            x = 0.0
            for share, token in ((self._held, Token.ACCENT_FILL), (self._owed, Token.BORDER_STRONG)):
                width = room * share / both
                if width >= 1:
                    painter.setBrush(self._theme.colour(token))
                    painter.drawRoundedRect(QRectF(x, 0, width, 12), 2, 2)
                    x += width + 2
        painter.end()


class ValueCard(QFrame):
    """Draws what is held and owed in a `HoldingsState`, and names each part that is not in the figure."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._state = HoldingsState()
        self._title = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._figure = TextLabel(role=Role.FIGURE_SMALL)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._bar = _ShareBar(theme)
        self._held = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._owed = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 9, 13, 10)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addLayout(row_of(self._figure, self._aside, spacing=8))
        column.addWidget(self._bar)
        foot = row_of(self._held)
        foot.addWidget(self._owed)
        column.addSpacing(2)
        column.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.display(self._state)

    def display(self, state: HoldingsState) -> None:
        """Draw the totals of `state`."""
        self._state = state
        self._title.set_text(self.tr("Held with us"))
        currency = state.total_currency
        held, owed = self._sums()
        figure = f"{currency} {short_amount_text(held)}" if state.parts else DASH
        self._figure.set_text(figure)
        self._figure.setToolTip(f"{currency} {amount_text(held)}" if state.parts else "")
        unknown = [words(part.system_name) for part in state.parts if part.part.total is None]
        self._aside.set_text(
            self.tr("without {systems}").format(systems=self.tr(", ").join(unknown)) if unknown else ""
        )
        self._aside.set_tone(Token.CAUTION)
        self._bar.show_shares(float(held), float(owed))
        shown = bool(state.parts)
        self._held.set_text(self.tr("Held {amount}").format(amount=short_amount_text(held)) if shown else "")
        self._owed.set_text(self.tr("Owed {amount}").format(amount=short_amount_text(owed)) if shown else "")
        self.setAccessibleName(f"{self._title.full_text()} {figure}")

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _sums(self) -> tuple[Decimal, Decimal]:
        held, owed = Decimal(0), Decimal(0)
        for part in self._state.parts:
            total = part.part.total or Decimal(0)
            if total < 0 or part.group in _OWED:
                owed -= total
            else:
                held += total
        return held, max(owed, Decimal(0))
