"""Small fields of the form: an amount with its currency, a tick in a chip, a thing that goes along."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from agent_desktop.client.complaint_reading import read_amount
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT, IconButton, PaintedButton, WordButton
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel

_SIGNS = {"CNY": "¥", "GBP": "£", "EUR": "€"}


def currency_sign(currency: str) -> str:
    """Return how a currency stands in a field: its code, in Chinese a sign where it is no other's."""
    return _SIGNS.get(currency, currency) if language_now() == "zh" else currency


class ShrinkingFrame(QFrame):
    """A row that is never wider than there is room: what it holds makes itself smaller."""

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())


class _CurrencyButton(PaintedButton):
    """The currency inside the field: words and a small caret, as quiet as a label."""

    def __init__(self, theme: Theme, parent: LineField) -> None:
        super().__init__(theme)
        self.setParent(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.theme.width(Role.BODY, self.text()) + 18, 24)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_hovered() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour(Token.SUNKEN))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setFont(self.theme.font(Role.BODY))
        painter.setPen(self.theme.colour(Token.TEXT_2))
        painter.drawText(QRectF(4, 0, self.width() - 4, self.height()), LEFT, self.text())
        if self.isEnabled():
            picture = self.theme.pixmap("ph.caret-down", Token.TEXT_3, 9, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(self.width() - 12, (self.height() - 9) / 2), picture)
        painter.end()


class MoneyField(LineField):
    """An amount as people type it, put in its own form when it is left. Down opens the currencies; one that is typed
    before or after the figure is taken.

    Signals:
        typed: What stands in the field.
        currency_chosen: A currency's code.
    """

    typed = Signal(str)
    currency_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._currencies: tuple[str, ...] = ()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._sign = _CurrencyButton(theme, self)
        self.menu = QMenu(self)
        self.menu.triggered.connect(self._picked)
        self._sign.clicked.connect(self.open_currencies)
        self.textEdited.connect(self.typed)
        theme.changed.connect(self._place)

    def display(self, text: str, currency: str, currencies: tuple[str, ...], currency_name: str) -> None:
        """Show an amount as it is typed, with its currency and those to choose from."""
        if self.text() != text:
            self.setText(text)
        self._currencies = currencies
        self._sign.setText(currency_sign(currency) or "…")
        self._sign.setAccessibleName(f"{currency_name}: {currency}")
        self._sign.setToolTip(currency_name)
        self.setAccessibleDescription(f"{currency} {self.accessibleDescription().partition(' ')[2]}".strip())
        self._place()

    def open_currencies(self) -> None:
        """Offer the currencies, under the field."""
        self.menu.clear()
        for each in self._currencies:
            self.menu.addAction(each)
        if self._currencies and not self.isReadOnly():
            self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.open_currencies()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        amount = read_amount(self.text()).amount
        if amount is not None and self.text() != f"{amount:,.2f}":
            self.setText(f"{amount:,.2f}")
            self.typed.emit(self.text())

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        size = self._sign.sizeHint()
        self._sign.setGeometry(6, (self.height() - size.height()) // 2, size.width(), size.height())
        self.setTextMargins(size.width() - 2, 0, 0, 0)

    def _picked(self, action: QAction) -> None:
        self.currency_chosen.emit(action.text())


class TickChip(WordButton):
    """A chip that is ticked: several of a row may be. Space and Enter tick it, Left and Right go to the next."""

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__(theme)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.theme.width(Role.BODY, self.text()) + 40, self.theme.px(26))

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, on = self.theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = Token.INFO_SOFT if on else Token.SURFACE_ALT if self.is_hovered() else Token.SURFACE
        if not self.isEnabled():
            ground = Token.SUNKEN
        painter.setPen(QPen(theme.colour(Token.ACCENT if on else Token.BORDER_STRONG), 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        top = (self.height() - 13) / 2
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Token.ACCENT_FILL))
            painter.drawRoundedRect(QRectF(9, top, 13, 13), 2, 2)
            picture = theme.pixmap("ph.check-bold", Token.ON_FILL, 11, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(10, top + 1), picture)
        else:
            painter.setPen(QPen(theme.colour(Token.BORDER_STRONG), 1.3))
            painter.setBrush(theme.colour(Token.SURFACE))
            painter.drawRoundedRect(QRectF(9.5, top + 0.5, 12, 12), 2, 2)
        ink = Token.TEXT_3 if not self.isEnabled() else Token.ACCENT if on else Token.TEXT
        self._write(painter, Role.BODY, ink, QRectF(30, 0, self.width() - 34, self.height()))
        painter.end()


class AlongChip(QFrame):
    """Something that goes along, with a way to take it out again.

    Signals:
        removed: Take it out; its key.
    """

    removed = Signal(str)

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self.setProperty("soft", "plain")
        self._key = ""
        self._icon = IconView(theme, icon, Token.TEXT_2, 14)
        self._words = TextLabel(role=Role.SMALL, elided=True)
        self._words.cut_in_the_middle()
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._out = IconButton(theme, "ph.x", size=11)
        self._out.setFixedSize(22, 22)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 1, 2, 1)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._aside)
        row.addWidget(self._out)
        self.setMaximumWidth(theme.px(460))
        self._out.clicked.connect(self._pressed)

    def display(self, key: str, words: str, aside: str, remove: str, *, fixed: bool) -> None:
        """Show one thing; `remove` says what its cross does, which `fixed` hides."""
        self._key = key
        self._words.set_text(words)
        self._aside.set_text(aside)
        self._aside.setVisible(bool(aside))
        self._out.set_name(remove)
        self._out.setVisible(not fixed)
        self.setAccessibleName(f"{words} {aside}".strip())

    def _pressed(self) -> None:
        self.removed.emit(self._key)


def stretched(*parts: tuple[QWidget, int]) -> QWidget:
    """Return widgets beside each other, each with its stretch."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for widget, stretch in parts:
        row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
    return box
