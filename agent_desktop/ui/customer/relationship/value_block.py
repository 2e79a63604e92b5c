"""The place of the relationship's value in the customer column: always as high, whatever is known."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.customers import Profile
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.valuation import CustomerValue, Quadrant
from agent_desktop.ui.customer.value.words import MAY_LEAVE, gap_text, no_data, plain_number, standing_of
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT, PaintedButton
from agent_desktop.ui.widgets.formats import short_amount_text
from agent_desktop.ui.widgets.guard import guarded, nothing

_SIDE: Final = 48
_GAP: Final = 12
_CARET: Final = 16
_PLACES: Final = {Quadrant.Q1: (1, 0), Quadrant.Q2: (0, 0), Quadrant.Q3: (0, 1), Quadrant.Q4: (1, 1)}
"""Column and row of each: value to the right, potential upwards."""


class ValueBlock(PaintedButton):
    """A quadrant and three lines beside it; pressed, it explains them.

    Signals:
        explain_chosen: Show how it was reckoned.
    """

    explain_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._value: CustomerValue | None = None
        self._lines: tuple[tuple[str, Token], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.explain_chosen)
        self.setEnabled(False)

    def display(self, profile: Profile, part: ProfilePart[Relationship]) -> None:  # noqa: ARG002  one form for each block
        """Draw the value that `part` has; say so where it has none, or is still to come."""
        value = part.value.value if part.value is not None else None
        self._value = value
        texts: tuple[str, ...]
        if value is not None:
            title, texts = standing_of(value), (self._risk(value), self._worth(value))
            tone = Token.PROBLEM if value.loss_risk is not None and value.loss_risk >= MAY_LEAVE else Token.TEXT
        else:
            title, texts = self._without(part)
            tone = Token.TEXT_2
        self._lines = ((title, tone), *((text, Token.TEXT_2) for text in texts))
        said = "\n".join(text for text in texts if text)
        self.setEnabled(value is not None)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(said)
        how = self.tr("Show how it was reckoned") if value is not None else ""
        self.setToolTip("\n".join(line for line in (title, said, how) if line))  # the column may be too narrow for it
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        # Three lines, whatever is known: nothing under it moves when figures come.
        return QSize(200, max(_SIDE, self.theme.line(Role.BODY) + 2 * self.theme.line(Role.SMALL)))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_hovered():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour(Token.HOVER_ROW))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        self._paint_quadrant(painter)
        caret = _CARET + 4 if self._value is not None else 0  # beside the first line alone: the others are long
        y = 0.0
        for role, (text, tone) in zip((Role.BODY_STRONG, Role.SMALL, Role.SMALL), self._lines, strict=False):
            room = self.width() - _SIDE - _GAP - (caret if y == 0 else 0)
            painter.setFont(self.theme.font(role))
            painter.setPen(self.theme.colour(tone))
            shown = self.theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(_SIDE + _GAP, y, room, self.theme.line(role)), LEFT, shown)
            y += self.theme.line(role)
        if self._value is not None:
            picture = self.theme.pixmap("ph.caret-right", Token.TEXT_2, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(self.width() - _CARET, (self.theme.line(Role.BODY) - 14) / 2), picture)
        painter.end()

    def _paint_quadrant(self, painter: QPainter) -> None:
        marked = self._value.quadrant if self._value is not None else None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        half = _SIDE // 2
        for column in (0, 1):
            for row in (0, 1):
                place = QRectF(column * half + 0.5, row * half + 0.5, half - 1, half - 1)
                painter.setPen(QPen(self.theme.colour(Token.BORDER_STRONG), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                if marked is not None and _PLACES[marked] == (column, row):
                    painter.fillRect(place, self.theme.colour(Token.ACCENT_FILL))
                    tick = self.theme.pixmap("ph.check-bold", Token.ON_FILL, 14, self.devicePixelRatioF())
                    painter.drawPixmap(QPointF(place.center().x() - 7, place.center().y() - 7), tick)
                else:
                    painter.drawRect(place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _without(self, part: ProfilePart[Relationship]) -> tuple[str, tuple[str, ...]]:
        match part.kind:
            case PartKind.LOADING:
                return self.tr("Getting the value"), ()
            case PartKind.FAILED:
                return self.tr("The value did not come"), ()
            case PartKind.READY:
                return self.tr("No value reckoned yet"), (self.tr("The next night’s run makes one."),)
            case _:
                return self.tr("Value not read"), ()

    def _risk(self, value: CustomerValue) -> str:
        risk = no_data() if value.loss_risk is None else f"{value.loss_risk} %"
        said = self.tr("Loss risk {risk}").format(risk=risk)
        if value.quadrant is None:
            return said
        return self.tr("Value quadrant {quadrant}").format(quadrant=value.quadrant.upper()) + f"  ·  {said}"

    def _worth(self, value: CustomerValue) -> str:
        if value.satisfaction is None:
            satisfied = self.tr("Satisfaction {mean}").format(mean=no_data())
        else:
            satisfied = self.tr("Satisfaction {mean} of 5").format(mean=plain_number(value.satisfaction))
            if value.satisfaction_gap is not None:
                satisfied = f"{satisfied} ({gap_text(value.satisfaction_gap)})"
        if value.profit is None:
            return satisfied
        profit = self.tr("Profit {amount}").format(amount=f"{value.currency} {short_amount_text(value.profit)}")
        first, second = (profit, satisfied) if value.satisfaction is None else (satisfied, profit)
        return f"{first}  ·  {second}"
