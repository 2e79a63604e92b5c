"""Tabs with a count and the key that opens each."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import PaintedButton
from agent_desktop.ui.widgets.chips import paint_count
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_size, paint_cap

_GAP = 8
_PAD = 9


class TabButton(PaintedButton):
    """One tab. The count is left out while it is empty."""

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__(theme)
        self._keys = keys
        self._with_keys = True
        self._count, self._kind = "", Kind.PLAIN
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tab(self, text: str, count: str = "", kind: Kind = Kind.PLAIN) -> None:
        """Name the tab; `kind` colours the count."""
        if (text, count, kind) == (self.text(), self._count, self._kind):
            return
        self._count, self._kind = count, kind
        self.setText(text)
        self.setAccessibleName(f"{text} {count}".strip())
        self.setAccessibleDescription(self._keys)
        self.updateGeometry()
        self.update()

    def show_keys(self, shown: bool) -> None:
        """Draw the key beside the words, or leave it to the tooltip where there is no room."""
        if shown != self._with_keys:
            self._with_keys = shown
            self.setToolTip("" if shown else self._keys)
            self.updateGeometry()
            self.update()

    def width_with(self, *, keys: bool) -> int:
        """Return the width that it takes with its key, or without."""
        width = 2 * _PAD + self._words_width()
        if self._keys and keys:
            width += _GAP + cap_size(self.theme, self._keys).width()
        if self._count:
            width += _GAP + self._count_width()
        return width

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.width_with(keys=self._with_keys), self.theme.px(40))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _words_width(self) -> int:
        # By the bolder font, so that opening a tab moves no other.
        return self.theme.width(Role.BODY_BOLD, self.text())

    def _count_width(self) -> int:
        advance = self.theme.width(Role.SMALL_STRONG, self._count)
        return max(self.theme.px(18), advance + 12)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.isChecked()
        token = Token.TEXT if active or self.is_hovered() else Token.TEXT_2
        painter.setPen(theme.colour(token))
        painter.setFont(theme.font(Role.BODY_BOLD if active else Role.BODY))
        x = float(_PAD)
        words = self._words_width()
        place = QRectF(x, 0, words + 3, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        x += words + _GAP
        middle = self.height() / 2
        if self._count:
            height = theme.px(18)
            pill = QRectF(x, middle - height / 2, self._count_width(), height)
            paint_count(painter, theme, pill, self._count, self._kind)
            x += self._count_width() + _GAP
        if self._keys and self._with_keys:
            cap = cap_size(theme, self._keys)
            place = QRectF(QPointF(x, middle - cap.height() / 2), cap.toSizeF())
            ground, ink = theme.colour(Token.SUNKEN), theme.colour(Token.TEXT_2)
            paint_cap(painter, theme, place, self._keys, ground=ground, ink=ink)
        if active:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Token.ACCENT))
            painter.drawRoundedRect(QRectF(4, self.height() - 3, self.width() - 8, 4), 2, 2)
        painter.end()


class TabStrip(QFrame):
    """A row of tabs, one open; `row` takes more widgets at its right end. Where there is no room for all of it the
    keys are left out first.

    Signals:
        opened: The number of the tab that the person opened, from 0.
    """

    opened = Signal(int)

    def __init__(self, theme: Theme, keys: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("panel", "bar")
        self.tabs = [TabButton(theme, key) for key in keys]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(6)
        for number, tab in enumerate(self.tabs):
            self._group.addButton(tab, number)
            row.addWidget(tab)
        row.addStretch(1)
        self.row = row
        self.tabs[0].setChecked(True)
        self._group.idClicked.connect(self.opened)

    def open_tab(self, number: int) -> None:
        """Mark tab `number` as open."""
        self.tabs[number].setChecked(True)

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        beside = hint.width() - sum(tab.sizeHint().width() for tab in self.tabs)
        return QSize(beside + self._tabs_width(keys=False), hint.height())

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a tab has other words or another count
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        beside = super().minimumSizeHint().width() - sum(tab.sizeHint().width() for tab in self.tabs)
        with_keys = self.width() >= beside + self._tabs_width(keys=True)
        for tab in self.tabs:
            tab.show_keys(with_keys)

    def _tabs_width(self, *, keys: bool) -> int:
        return sum(tab.width_with(keys=keys) for tab in self.tabs)
