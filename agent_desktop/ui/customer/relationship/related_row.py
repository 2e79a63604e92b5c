"""One person who shares a product with the customer."""

from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.contract.relationships import RelatedPerson
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT, PaintedButton
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing

_CARET = 16


class RelatedRow(PaintedButton):
    """Name, what they are to which product; pressed, it shows them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.customer_id: UUID | None = None
        self._second = ""

    def display(self, person: RelatedPerson) -> None:
        """Draw `person`."""
        self.customer_id = person.customer_id
        name = " ".join(part for part in (person.name, person.name_chinese) if part)
        if person.name == person.name_chinese.split(" ")[0]:
            name = person.name_chinese
        product = f"{person.number_masked} {words(person.product)}".strip()  # the end may be cut off
        if person.product_count > 1:
            product = self.tr("{product} and {count} more").format(product=product, count=person.product_count - 1)
        self._second = f"{self._role_word(person)}  ·  {product}"
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._second)
        self.setToolTip(f"{name}\n{self._second}")  # the column may be too narrow for it
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(160, self.theme.line(Role.BODY) + self.theme.line(Role.SMALL) + 4)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_hovered():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Token.HOVER_ROW))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        width = self.width() - _CARET - 4
        first, second = theme.line(Role.BODY), theme.line(Role.SMALL)
        for role, token, text, place in (
            (Role.BODY_STRONG, Token.TEXT, self.text(), QRectF(0, 2, width, first)),
            (Role.SMALL, Token.TEXT_2, self._second, QRectF(0, 2 + first, width, second)),
        ):
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(token))
            shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
            painter.drawText(place, LEFT, shown)
        picture = theme.pixmap("ph.caret-right", Token.TEXT_2, 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - _CARET, (self.height() - 14) / 2), picture)
        painter.end()

    def _role_word(self, person: RelatedPerson) -> str:
        if person.role == "owner" and person.own_role == "owner":
            return self.tr("joint owner")
        return {
            "owner": self.tr("owner"),
            "joint": self.tr("joint owner"),
            "disponent": self.tr("may use it"),
            "authorised": self.tr("may use it"),
            "guarantor": self.tr("guarantor"),
        }.get(person.role, person.role)
