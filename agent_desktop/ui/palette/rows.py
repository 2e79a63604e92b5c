"""The rows of the palette: headings, customers, commands."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.chips import chip_size, paint_chip
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_size, paint_cap

_PAD = 16
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class RowRole(IntEnum):
    """What an item carries beside its text."""

    KIND = Qt.ItemDataRole.UserRole + 1
    SECOND = Qt.ItemDataRole.UserRole + 2
    ICON = Qt.ItemDataRole.UserRole + 3
    KEYS = Qt.ItemDataRole.UserRole + 4
    CHIP = Qt.ItemDataRole.UserRole + 5
    CHIP_KIND = Qt.ItemDataRole.UserRole + 6
    PLACE = Qt.ItemDataRole.UserRole + 7  # counts through customers and commands; -1 for a heading


class PaletteDelegate(QStyledItemDelegate):
    """Paints every kind of row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    @guarded(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        kind = index.data(RowRole.KIND)
        return QSize(200, self._theme.px({"head": 28, "customer": 46}.get(str(kind), 34)))

    @guarded(nothing)
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = QRectF(option.rect)
        kind = index.data(RowRole.KIND)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind == "head":
            painter.setFont(self._theme.font(Role.SMALL))
            painter.setPen(self._theme.colour(Token.TEXT_3))
            painter.drawText(rect.adjusted(_PAD, 6, -_PAD, 0), _LEFT, str(index.data()))
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Token.SELECTION))
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 6, 6)
            painter.setBrush(self._theme.colour(Token.ACCENT_FILL))
            painter.drawRoundedRect(QRectF(rect.x() + 6, rect.y() + 7, 3, rect.height() - 14), 1.5, 1.5)
        if kind == "customer":
            self._paint_customer(painter, rect, index)
        else:
            self._paint_command(painter, rect, index)
        painter.restore()

    def _paint_customer(self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        theme = self._theme
        ratio = painter.device().devicePixelRatio()
        picture = theme.pixmap("ph.user-circle", Token.TEXT_2, 20, ratio)
        painter.drawPixmap(QPointF(rect.x() + _PAD, rect.center().y() - 10), picture)
        x = rect.x() + _PAD + 30
        name = str(index.data())
        line = theme.line(Role.BODY)
        top = rect.center().y() - (line + theme.line(Role.SMALL)) / 2
        painter.setFont(theme.font(Role.BODY_BOLD))
        painter.setPen(theme.colour(Token.TEXT))
        room = rect.right() - _PAD - x
        shown = theme.metrics(Role.BODY_BOLD).elidedText(name, Qt.TextElideMode.ElideRight, int(room - 90))
        painter.drawText(QRectF(x, top, room, line), _LEFT, shown)
        chip = str(index.data(RowRole.CHIP) or "")
        if chip:
            kind = Kind(str(index.data(RowRole.CHIP_KIND)))
            icon = str(index.data(RowRole.ICON) or "")
            size = chip_size(theme, chip, icon)
            at = QRectF(
                rect.right() - _PAD - size.width(),
                rect.center().y() - size.height() / 2,
                size.width(),
                size.height(),
            )
            paint_chip(painter, theme, at, chip, kind, icon, ratio=ratio)
        painter.setFont(theme.font(Role.SMALL))
        painter.setPen(theme.colour(Token.TEXT_2))
        painter.drawText(
            QRectF(x, top + line, room, theme.line(Role.SMALL)), _LEFT, str(index.data(RowRole.SECOND) or "")
        )

    def _paint_command(self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        theme = self._theme
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        icon = str(index.data(RowRole.ICON) or "ph.arrow-right")
        token = Token.TEXT_2 if enabled else Token.TEXT_3
        picture = theme.pixmap(icon, token, 17, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(rect.x() + _PAD + 1, rect.center().y() - 8.5), picture)
        keys = str(index.data(RowRole.KEYS) or "")
        cap = cap_size(theme, keys) if keys else QSize(0, 0)
        painter.setFont(theme.font(Role.BODY))
        painter.setPen(theme.colour(Token.TEXT if enabled else Token.TEXT_3))
        x = rect.x() + _PAD + 30
        room = rect.right() - _PAD - cap.width() - 10 - x
        shown = theme.metrics(Role.BODY).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(x, rect.y(), room, rect.height()), _LEFT, shown)
        if keys:
            place = QRectF(
                rect.right() - _PAD - cap.width(),
                rect.center().y() - cap.height() / 2,
                cap.width(),
                cap.height(),
            )
            ink = theme.colour(Token.TEXT_2 if enabled else Token.TEXT_3)
            paint_cap(painter, theme, place, keys, ground=theme.colour(Token.SUNKEN), ink=ink)
