"""The list of the guide: headings, and pages of two lines."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT
from agent_desktop.ui.widgets.guard import guarded, nothing

PAGE_HEIGHT: Final = 46
HEAD_HEIGHT: Final = 28
_PAD: Final = 14


class RowRole(IntEnum):
    """What an item carries beside its text; a heading has no page."""

    PAGE = Qt.ItemDataRole.UserRole + 1
    LINE = Qt.ItemDataRole.UserRole + 2
    PINNED = Qt.ItemDataRole.UserRole + 3


class GuideDelegate(QStyledItemDelegate):
    """Paints both kinds of row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    @guarded(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, self._theme.px(PAGE_HEIGHT if index.data(RowRole.PAGE) else HEAD_HEIGHT))

    @guarded(nothing)
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._theme, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not index.data(RowRole.PAGE):
            painter.setFont(theme.font(Role.SMALL))
            painter.setPen(theme.colour(Token.TEXT_3))
            painter.drawText(rect.adjusted(_PAD, 6, -_PAD, 0), LEFT, str(index.data()))
            painter.restore()
            return
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            self._paint_ground(painter, rect, Token.SELECTION)
            painter.setBrush(theme.colour(Token.ACCENT_FILL))
            painter.drawRoundedRect(QRectF(rect.x() + 6, rect.y() + 7, 3, rect.height() - 14), 1.5, 1.5)
        elif state & QStyle.StateFlag.State_MouseOver:
            self._paint_ground(painter, rect, Token.HOVER_ROW)
        right = rect.right() - _PAD
        if index.data(RowRole.PINNED):
            picture = theme.pixmap("ph.push-pin-fill", Token.ACCENT, 14, painter.device().devicePixelRatio())
            painter.drawPixmap(QPointF(right - 14, rect.center().y() - 7), picture)
            right -= 20
        top = rect.center().y() - (theme.line(Role.BODY) + theme.line(Role.SMALL)) / 2
        left, room = rect.x() + _PAD + 3, right - rect.x() - _PAD - 3
        for role, token, text in (
            (Role.BODY_BOLD, Token.TEXT, str(index.data())),
            (Role.SMALL, Token.TEXT_2, str(index.data(RowRole.LINE) or "")),
        ):
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(token))
            shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(left, top, room, theme.line(role)), LEFT, shown)
            top += theme.line(role)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, token: Token) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(token))
        painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 6, 6)
