"""The pick list for a number that several customers share."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.customers import Candidate
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import PaintedButton
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.pool import WidgetPool

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


_FEW: Final = 5
"""So many rows may be higher: more would not go into a small window's column."""


class CandidateRow(PaintedButton):
    """One customer: name, the end of a number that tells them apart, and why it may be this one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.customer_id: UUID | None = None
        self._candidate: Candidate | None = None
        self._second = ""
        self._roomy = False
        self._lines = 1
        self._key = ""
        self._waiting = False

    def display(self, candidate: Candidate, *, key: int, waiting: bool, enabled: bool, roomy: bool) -> None:
        """Draw `candidate`, who is chosen by the digit `key`; `waiting` while it is being linked. `roomy`: reasons that
        the column would cut off get a line of their own."""
        self._roomy = roomy
        self._key = str(key)
        self.customer_id = candidate.customer_id
        self._candidate = candidate
        self._waiting = waiting
        name = f"{candidate.name} {candidate.name_chinese}".strip()
        self._second = "  ·  ".join(text for text in (candidate.number_masked, words(candidate.reason)) if text)
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}\n{self._second}")  # a narrow column cuts the reasons off
        self.setAccessibleDescription("  ·  ".join((self._key, self._second)))
        self.setEnabled(enabled)
        self._count_lines()
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(48) + (self._lines - 1) * int(self.theme.line(Role.SMALL)))

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._count_lines()

    def _count_lines(self) -> None:
        fits = self.theme.width(Role.SMALL, self._second) <= self.width() - 24
        lines = 1 if fits or not self._roomy else 2
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = Token.SURFACE_ALT if self.is_hovered() else Token.SURFACE
        painter.setPen(QPen(theme.colour(Token.BORDER_STRONG), 1))
        painter.setBrush(theme.colour(ground if self.isEnabled() else Token.SUNKEN))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        ratio = self.devicePixelRatioF()
        right = self.width() - 12.0
        icon = "ph.hourglass-medium" if self._waiting else "ph.caret-right"
        first, second = theme.line(Role.BODY), theme.line(Role.SMALL)
        y = (self.height() - first - self._lines * second) / 2
        middle = y + first / 2
        painter.drawPixmap(QPointF(right - 14, middle - 7), theme.pixmap(icon, Token.TEXT_2, 14, ratio))
        right -= 20
        cap = QRectF(right - 18, middle - 9, 18, 18)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._write(painter, Role.SMALL, Token.TEXT_2, self._key, cap, Qt.AlignmentFlag.AlignCenter)
        right -= 26
        x = 12.0
        if self._candidate is not None and TIER_ICONS[self._candidate.tier]:
            tier = self._candidate.tier
            token = Token.GOLD if TIER_KINDS[tier].value == "gold" else Token.TEXT_2
            painter.drawPixmap(QPointF(x, y + (first - 14) / 2), theme.pixmap(TIER_ICONS[tier], token, 14, ratio))
            x += 20
        self._write(painter, Role.BODY_STRONG, Token.TEXT, self.text(), QRectF(x, y, right - x, first))
        candidate = self._candidate
        split = candidate is not None and self._lines > 1
        under = (candidate.number_masked, words(candidate.reason)) if split and candidate else (self._second,)
        for place, text in enumerate(under):
            below = QRectF(12, y + first + place * second, self.width() - 24, second)
            self._write(painter, Role.SMALL, Token.TEXT_2, text, below)
        painter.end()

    def _write(
        self,
        painter: QPainter,
        role: Role,
        token: Token,
        text: str,
        place: QRectF,
        alignment: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        painter.setFont(self.theme.font(role))
        painter.setPen(self.theme.colour(token))
        shown = self.theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, int(alignment), shown)


class CandidateList(QWidget):
    """Up and Down move, Enter chooses; a digit chooses the one it stands at.

    Signals:
        candidate_chosen: The `UUID` of the customer.
    """

    candidate_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        rows = QVBoxLayout()
        rows.setSpacing(6)
        self._shown: list[CandidateRow] = []
        self._pool = WidgetPool(rows, lambda: self._make(theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(rows)
        keys = (KeyCap(theme, key) for key in ("1–9", "↑", "↓", "Enter"))
        column.addLayout(row_of(*keys, self._words))

    def display(self, candidates: tuple[Candidate, ...], choosing: UUID | None) -> None:
        """Offer `candidates`; all are off while one is being linked."""
        self._words.set_text(self.tr("choose"))
        self._shown = self._pool.take(len(candidates))
        for key, (row, candidate) in enumerate(zip(self._shown, candidates, strict=True), start=1):
            waiting = candidate.customer_id == choosing
            row.display(candidate, key=key, waiting=waiting, enabled=choosing is None, roomy=len(candidates) <= _FEW)

    @guarded(bool)
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._shown:
            at = self._shown.index(watched)
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self._shown[(at + step) % len(self._shown)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._shown[at].click()
                return True
            place = key - Qt.Key.Key_1
            if 0 <= place < len(self._shown) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._shown[place].click()
                return True
        return False

    def _make(self, theme: Theme) -> CandidateRow:
        row = CandidateRow(theme)
        row.clicked.connect(self._clicked)
        row.installEventFilter(self)
        return row

    def _clicked(self) -> None:
        row = self.sender()
        if isinstance(row, CandidateRow) and row.customer_id is not None:
            self.candidate_chosen.emit(row.customer_id)
