"""A card of the overview: a caption, a figure, a bar of shares or how it went, and a line that tells what that is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.course_line import CourseLine
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel

_HEIGHT: Final = 12
_MIDDLE: Final = 22
"""The height of what is drawn, a bar or a course: kept from the start."""
_GAP: Final = 2.0


class ShareBar(QWidget):
    """Lengths on one scale beside each other, always in the same order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shares: tuple[tuple[float, Token], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_shares(self, shares: Sequence[tuple[float, Token]]) -> None:
        """Draw `shares`, each a size in any one unit with its colour; those of nothing are left out."""
        self._shares = tuple(share for share in shares if share[0] > 0)
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(100, _HEIGHT)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = sum(size for size, _ in self._shares)
        room = self.width() - _GAP * max(0, len(self._shares) - 1)
        x = 0.0
        for size, token in self._shares or ((1.0, Token.SUNKEN),):
            width = room * size / (whole or 1.0)
            if width >= 1:
                painter.setBrush(self._theme.colour(token))
                painter.drawRoundedRect(QRectF(x, 0, width, _HEIGHT), 2, 2)
                x += width + _GAP
        painter.end()


class FigureCard(QFrame):
    """Each line has its place from the start, so that nothing moves when the figures come.

    `bar` is drawn, or `course` where `show_as_course` says so. `foot` takes what tells the shares apart.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._caption = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.CAUTION, elided=True)
        self._figure = TextLabel(role=Role.FIGURE_SMALL)
        self._beside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.bar = ShareBar(theme)
        self.course = CourseLine(theme)
        middle = QWidget()
        middle.setFixedHeight(_MIDDLE)
        drawn = QVBoxLayout(middle)
        drawn.setContentsMargins(0, 0, 0, 0)
        drawn.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        drawn.addWidget(self.course)
        self.show_as_course(False)
        self._theme = theme
        self._foot = QWidget()
        self.foot = QHBoxLayout(self._foot)
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self._caption)
        head.addWidget(self._aside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 9, 13, 10)
        column.setSpacing(3)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._figure)
        row.addWidget(self._beside, 1)
        column.addLayout(row)
        column.addWidget(middle)
        column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_figure(
        self,
        caption: str,
        figure: str,
        *,
        whole: str = "",
        aside: str = "",
        beside: str = "",
        tone: Token = Token.TEXT_2,
    ) -> None:
        """Show `figure` under `caption`; `whole` is the same uncut, `aside` what is not in it, and `beside` it, in
        `tone`, how it compares."""
        self._caption.set_text(caption)
        self._aside.set_text(aside)
        self._figure.set_text(figure)
        self._figure.setToolTip(whole)
        self._beside.set_text(beside)
        self._beside.set_tone(tone)
        self.setAccessibleName(f"{caption} {figure}")
        self.setAccessibleDescription(aside)

    def show_as_course(self, is_course: bool) -> None:
        """Have how it went be drawn in place of the bar, or the bar."""
        self.bar.setVisible(not is_course)
        self.course.setVisible(is_course)

    def _restyle(self) -> None:
        self._foot.setMinimumHeight(self._theme.line(Role.SMALL))  # as high as its words will be
