"""Rows of tables and trees: how a cell says what it means, and the one delegate that paints it."""

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen, QStandardItem
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.chips import chip_size, paint_chip
from agent_desktop.ui.widgets.guard import guarded, nothing

Index = QModelIndex | QPersistentModelIndex
_PAD: Final = 10
_END: Final = 2
"""Right of words that begin at the left: the next column's own `_PAD` keeps them apart, so more of them fit."""
_LEAST_SECOND = 40
_BAR: Final = 34
_BAR_GAP: Final = 8


class CellRole(IntEnum):
    """What a cell holds besides its text, under Qt's user roles. Values are plain strings and numbers."""

    TYPE = Qt.ItemDataRole.UserRole + 1  # the type role of the text, default body
    TONE = Qt.ItemDataRole.UserRole + 2  # the token of the text, default text
    ICON = Qt.ItemDataRole.UserRole + 3  # an icon before the text
    ICON_TONE = Qt.ItemDataRole.UserRole + 4  # the icon's token, default the text's
    CHIP = Qt.ItemDataRole.UserRole + 5  # a `Kind`: paint the text as a chip
    INDENT = Qt.ItemDataRole.UserRole + 6  # pixels before everything
    GROUP = Qt.ItemDataRole.UserRole + 7  # True on the cells of a group row
    CARET = Qt.ItemDataRole.UserRole + 8  # "open" or "closed" on a group row's first cell
    LINK = Qt.ItemDataRole.UserRole + 9  # pressing this cell does something
    KEY = Qt.ItemDataRole.UserRole + 10  # what the row stands for
    SECOND = Qt.ItemDataRole.UserRole + 11  # a quieter text after the first
    NOTE = Qt.ItemDataRole.UserRole + 12  # True on a row that is one line of words across all columns
    BAR = Qt.ItemDataRole.UserRole + 13  # how full a small bar before the text is, 0 to 100
    BAR_TONE = Qt.ItemDataRole.UserRole + 14  # the bar's token, default the text's


_BY_NAME: Final = tuple((role.name.lower(), role.value) for role in CellRole)


def fill(item: QStandardItem, text: str, **roles: Any) -> None:
    """Set an item's text and cell roles (named in lower case); only what differs is written, so little is painted."""
    if item.text() != text:
        item.setText(text)
    for name, role in _BY_NAME:
        wanted = roles.get(name)
        if item.data(role) != wanted:
            item.setData(wanted, role)


class RowDelegate(QStyledItemDelegate):
    """Paints ground, hairline, chips, icons, tones and weights of rows `row_height` pixels high at 100 %."""

    def __init__(self, theme: Theme, row_height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row_height = row_height
        self.hover_row: tuple[int, int] = (-1, -1)
        """Row and parent row under the pointer."""

    @guarded(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, self._theme.px(self._row_height))

    @guarded(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        widget = option.widget
        self._ground(painter, rect, index, option.state, widget)
        self._content(painter, rect, index, widget.devicePixelRatioF())

    @guarded(bool)
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say the whole text of a cell that is cut."""
        cut = self.width_of(index) > option.rect.width()
        QToolTip.showText(event.globalPos(), str(index.data(Qt.ItemDataRole.DisplayRole) or "") if cut else "", view)
        return True

    def width_of(self, index: Index) -> int:
        """Return the width in pixels that the cell takes uncut, with its margins."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        icon = str(index.data(CellRole.ICON) or "")
        at_right = _is_at_right(index.data(Qt.ItemDataRole.TextAlignmentRole))
        width = _PAD + (_PAD if at_right else _END) + int(index.data(CellRole.INDENT) or 0) + 2
        width += _BAR + _BAR_GAP if index.data(CellRole.BAR) is not None else 0
        if index.data(CellRole.CHIP) and text:
            return width + chip_size(self._theme, text, icon).width()
        role = Role(index.data(CellRole.TYPE) or Role.BODY)
        width += self._theme.width(role, text) + (21 if icon else 0)
        second = str(index.data(CellRole.SECOND) or "")
        if second:
            width += 8 + self._theme.width(Role.SMALL, second)
        return width + (14 if index.data(CellRole.CARET) else 0)

    def _ground(self, painter: QPainter, rect: QRectF, index: Index, state: QStyle.StateFlag, widget: QWidget) -> None:
        colour = self._theme.colour
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = widget.hasFocus()
        token = Token.SURFACE_ALT if index.data(CellRole.GROUP) else Token.SURFACE
        if selected:
            token = Token.SELECTION if focused else Token.SUNKEN
        elif self.hover_row == (index.row(), index.parent().row()):
            token = Token.HOVER_ROW
        painter.fillRect(rect, colour(token))
        painter.setPen(QPen(colour(Token.BORDER), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5))
        if selected and focused and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), colour(Token.ACCENT))

    def _content(self, painter: QPainter, rect: QRectF, index: Index, ratio: float) -> None:
        theme = self._theme
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        role = Role(index.data(CellRole.TYPE) or Role.BODY)
        tone = Token(index.data(CellRole.TONE) or Token.TEXT)
        x = rect.left() + _PAD + int(index.data(CellRole.INDENT) or 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = rect.right() - (_PAD if _is_at_right(align) else _END)
        middle = rect.center().y()
        caret = index.data(CellRole.CARET)
        if caret:
            name = "ph.caret-down" if caret == "open" else "ph.caret-right"
            painter.drawPixmap(QPointF(x - 2, middle - 6.5), theme.pixmap(name, Token.TEXT_2, 12, ratio))
            x += 14
        chip = index.data(CellRole.CHIP)
        icon = str(index.data(CellRole.ICON) or "")
        if chip and text:
            size = chip_size(theme, text, icon)
            place = QRectF(x, middle - size.height() / 2, min(size.width(), right - x), size.height())
            paint_chip(painter, theme, place, text, Kind(chip), icon, ratio=ratio)
            return
        bar = index.data(CellRole.BAR)
        if bar is not None:
            self._bar(painter, QRectF(x, middle - 3.5, _BAR, 6), int(bar), Token(index.data(CellRole.BAR_TONE) or tone))
            x += _BAR + _BAR_GAP
        if icon:
            token = Token(index.data(CellRole.ICON_TONE) or tone)
            painter.drawPixmap(QPointF(x, middle - 8.5), theme.pixmap(icon, token, 16, ratio))
            x += 21
        self._words(painter, QRectF(x, rect.top(), right - x, rect.height() - 1), text, role, tone, align, index)

    def _bar(self, painter: QPainter, place: QRectF, percent: int, tone: Token) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(Token.BORDER))
        painter.drawRoundedRect(place, 3, 3)
        full = place.width() * min(100, max(0, percent)) / 100
        painter.setBrush(self._theme.colour(tone))
        painter.drawRoundedRect(QRectF(place.left(), place.top(), max(full, 6.0 if percent > 0 else 0.0), 6), 3, 3)

    def _words(
        self, painter: QPainter, place: QRectF, text: str, role: Role, tone: Token, align: Any, index: Index
    ) -> None:
        theme = self._theme
        at_right = _is_at_right(align)
        flag = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(tone))
        metrics = theme.metrics(role)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()) + 1)
        painter.drawText(place, int(flag | Qt.AlignmentFlag.AlignVCenter), shown)
        second = index.data(CellRole.SECOND)
        if second and not at_right:
            rest = place.adjusted(metrics.horizontalAdvance(shown) + 8, 0, 0, 0)
            painter.setFont(theme.font(Role.SMALL))
            painter.setPen(theme.colour(Token.TEXT_2))
            small = theme.metrics(Role.SMALL)
            if rest.width() < min(small.horizontalAdvance(str(second)), _LEAST_SECOND):
                return  # half a digit says another number
            words = small.elidedText(str(second), Qt.TextElideMode.ElideRight, int(rest.width()) + 1)
            painter.drawText(rest, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


def _is_at_right(align: Any) -> bool:
    return align is not None and bool(int(align) & int(Qt.AlignmentFlag.AlignRight))
