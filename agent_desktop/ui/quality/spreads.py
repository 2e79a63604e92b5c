"""How far reviewers were apart: each one's score, and per question the lowest, highest and mean as a small bar."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.base import text_in
from agent_desktop.contract.quality import Calibration, CalibrationScore, QuestionSpread, ScoreQuestion
from agent_desktop.ui.quality.tables import percent_words, score_tone
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line

FAR_APART = 50
"""From so many percent of a question's points on, reviewers are far apart on it."""


class SpreadBar(QWidget):
    """From nothing to all points of one question: a band from the lowest to the highest given, a line at the mean, and
    a diamond at what was agreed on. What it shows stands in words beside it."""

    def __init__(self, theme: Theme, question: ScoreQuestion, spread: QuestionSpread) -> None:
        super().__init__()
        self._theme, self._question, self.spread = theme, question, spread
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(150), 18)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, spread = self._theme, self.spread
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Token.BORDER))
        painter.drawRoundedRect(QRectF(6, 7, self.width() - 12, 4), 2, 2)
        left, right = self._at(spread.lowest), self._at(spread.highest)
        far = spread.spread >= FAR_APART
        painter.setBrush(theme.colour(Token.CAUTION if far else Token.ACCENT))
        painter.drawRoundedRect(QRectF(left - 3, 6, right - left + 6, 6), 3, 3)
        mean = self._at(float(spread.mean))
        painter.setPen(QPen(theme.colour(Token.TEXT), 2))
        painter.drawLine(QPointF(mean, 2), QPointF(mean, 16))
        if spread.agreed is not None:
            at = self._at(spread.agreed)
            painter.setPen(QPen(theme.colour(Token.SURFACE), 1))
            painter.setBrush(theme.colour(Token.GOOD_FILL))
            points = [QPointF(at, 3), QPointF(at + 6, 9), QPointF(at, 15), QPointF(at - 6, 9)]
            painter.drawPolygon(QPolygonF(points))
        painter.end()

    def _at(self, points: float) -> float:
        return 8 + (self.width() - 16) * points / self._question.points


class CalibrationResults(QScrollArea):
    """Draws what reviewers gave in one calibration."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Calibration, str] | None = None
        self.bars: list[SpreadBar] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def display(self, calibration: Calibration) -> None:
        """Draw it, if it is not what shows."""
        wanted = calibration, language_now()
        if wanted == self._shown:
            return
        self._shown = wanted
        self.bars = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(TextLabel(self.tr("What each reviewer gave"), role=Role.FORM_TITLE))
        column.addLayout(self._scores(calibration))
        column.addSpacing(8)
        column.addWidget(TextLabel(self.tr("How far apart they were"), role=Role.FORM_TITLE))
        key = self.tr("Bar: from the lowest to the highest given. Line: the mean. Diamond: what was agreed on.")
        column.addWidget(TextLabel(key, role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        column.addLayout(self._spreads(calibration))
        column.addStretch(1)
        self.setWidget(inside)

    def _scores(self, calibration: Calibration) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        if calibration.agreed_score is not None:
            score = calibration.agreed_score
            grid.addWidget(TextLabel(self.tr("What was agreed on"), role=Role.BODY_BOLD), 0, 0)
            grid.addWidget(TextLabel(percent_words(score), role=Role.BODY_BOLD, tone=score_tone(score)), 0, 1)
        for row, each in enumerate(calibration.scores, 1):
            grid.addWidget(TextLabel(each.name), row, 0)
            if each.score is not None:
                grid.addWidget(TextLabel(percent_words(each.score), tone=score_tone(each.score)), row, 1)
            grid.addWidget(TextLabel(self._aside(each), role=Role.SMALL, tone=Token.TEXT_2), row, 2)
        return grid

    def _aside(self, score: CalibrationScore) -> str:
        if score.handed_in_at is None:
            return self.tr("not handed in")
        if score.off_agreed is not None:
            return self.tr("{percent} % from what was agreed on").format(percent=f"{score.off_agreed:.1f}")
        return ""

    def _spreads(self, calibration: Calibration) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        spreads = {each.code: each for each in calibration.spreads}
        row = 0
        for section in calibration.form.sections:
            for question in section.questions:
                spread = spreads.get(question.code)
                grid.addWidget(TextLabel(text_in(question.text, language_now()), wrap=True), row, 0)
                if spread is not None:
                    bar = SpreadBar(self._theme, question, spread)
                    words = self._said(question, spread)
                    bar.setAccessibleName(words)
                    self.bars.append(bar)
                    grid.addWidget(bar, row, 1)
                    far = spread.spread >= FAR_APART
                    tone = Token.CAUTION if far else Token.TEXT_2
                    grid.addWidget(TextLabel(words, role=Role.SMALL, tone=tone), row, 2)
                else:
                    words = self.tr("fewer than two scored it")
                    grid.addWidget(TextLabel(words, role=Role.SMALL, tone=Token.TEXT_3), row, 1, 1, 2)
                grid.addWidget(line("h"), row + 1, 0, 1, 3)
                row += 2
        return grid

    def _said(self, question: ScoreQuestion, spread: QuestionSpread) -> str:
        if spread.lowest == spread.highest:
            words = self.tr("all {points} of {most}").format(points=spread.lowest, most=question.points)
        else:
            words = self.tr("{lowest} to {highest} of {most}, mean {mean}").format(
                lowest=spread.lowest, highest=spread.highest, most=question.points, mean=f"{spread.mean:.1f}"
            )
        return words if spread.agreed is None else self.tr("{words} · agreed {n}").format(words=words, n=spread.agreed)
