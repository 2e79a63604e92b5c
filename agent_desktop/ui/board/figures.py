"""The strip of figures at the top: each is a button that opens how it is counted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from agent_desktop.contract.board import BoardFigures, Level
from agent_desktop.ui.board.cells import Timer
from agent_desktop.ui.board.definition.presenter import IN_ROWS, FigureKey
from agent_desktop.ui.board.words import LEVEL_ICONS, LEVEL_TONES, level_word, percent_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT, PaintedButton
from agent_desktop.ui.widgets.formats import DASH, MINUS, time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import line
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_PAD: Final = 14
_GAP: Final = 8
_ICON: Final = 14
_SHARE: Final = 10
_SHARES: Final = {FigureKey.LONGEST: 12, FigureKey.ON_CALL: 8}
"""Of the strip's width: one names a queue, another says a share."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it is drawn: a caption, perhaps with an icon, the figure, and what stands beside it; `whole` is the
    same where it stands shortened."""

    caption: str
    text: str
    tone: Token = Token.TEXT
    icon: str = ""
    icon_tone: Token = Token.TEXT_2
    aside: str = ""
    aside_tone: Token = Token.TEXT_2
    aside_icon: str = ""
    timer: Timer | None = None
    whole: str = ""
    said: str = ""

    def shown(self, now: datetime) -> str:
        """Return the figure at `now`."""
        return self.timer.text(now) if self.timer is not None else self.text


def figures_of(facts: BoardFigures, ticker: Ticker) -> dict[FigureKey, Figure]:
    """Return the strip in words."""
    return {
        FigureKey.WAITING: _waiting(facts, ticker),
        FigureKey.LONGEST: _longest(facts),
        FigureKey.SERVICE: _service(facts),
        FigureKey.ABANDONED: _abandoned(facts),
        FigureKey.ANSWERED: _answered(facts),
        FigureKey.READY: Figure(
            translate("Board", "Ready"),
            f"{facts.ready:,}",
            LEVEL_TONES[facts.ready_level],
            icon="ph.check-circle-fill",
            icon_tone=Token.GOOD,
            aside=translate("Board", "of {count} signed in").format(count=f"{facts.signed_in:,}"),
            said=_said(facts.ready_level),
        ),
        FigureKey.ON_CALL: Figure(
            translate("Board", "On a call"),
            f"{facts.on_call:,}",
            icon="ph.phone-call-fill",
            icon_tone=Token.INFO,
            aside=percent_text(100 * facts.on_call / facts.signed_in) if facts.signed_in else "",
        ),
        FigureKey.WRAP_UP: Figure(
            translate("Board", "Wrap-up"),
            f"{facts.wrap_up:,}",
            icon="ph.hourglass-medium-fill",
            icon_tone=Token.CAUTION,
            aside=_wrap_up_over(facts),
            aside_tone=Token.CAUTION if facts.wrap_up_over else Token.TEXT_2,
        ),
        FigureKey.NOT_READY: Figure(
            translate("Board", "Not ready"),
            f"{facts.not_ready:,}",
            icon="ph.pause-circle-fill",
            icon_tone=Token.AWAY,
            aside=translate("Board", "{count} over break").format(count=facts.not_ready_over)
            if facts.not_ready_over
            else "",
            aside_tone=Token.CAUTION,
        ),
    }


def _said(level: Level) -> str:
    return "" if level is Level.OK else level_word(level)


def _waiting(facts: BoardFigures, ticker: Ticker) -> Figure:
    aside, whole, icon, tone = "", "", "", Token.TEXT_2
    if facts.waiting_before is not None and facts.waiting_before_at is not None:
        at = time_text(ticker.local(facts.waiting_before_at))
        more = facts.waiting - facts.waiting_before
        sign = "+" if more > 0 else MINUS if more < 0 else "±"
        aside = translate("Board", "{count} since {time}").format(count=f"{sign}{abs(more)}", time=at)
        whole = translate("Board", "{count} waited at {time}").format(count=facts.waiting_before, time=at)
        icon = "ph.trend-up" if more > 0 else "ph.trend-down" if more < 0 else ""
        if more > 0 and facts.waiting_level is not Level.OK:
            tone = LEVEL_TONES[facts.waiting_level]
    return Figure(
        translate("Board", "Waiting"),
        f"{facts.waiting:,}",
        LEVEL_TONES[facts.waiting_level],
        aside=aside,
        aside_tone=tone,
        aside_icon=icon,
        whole=whole,
        said=_said(facts.waiting_level),
    )


def _longest(facts: BoardFigures) -> Figure:
    since, level = facts.longest_enqueued_at, facts.longest_level
    return Figure(
        translate("Board", "Longest wait"),
        DASH,
        LEVEL_TONES[level],
        aside=words(facts.longest_queue_name) if since is not None else "",
        aside_tone=LEVEL_TONES[level] if level is not Level.OK else Token.TEXT_2,
        aside_icon=LEVEL_ICONS[level][0] if level is not Level.OK else "",
        timer=Timer(since) if since is not None else None,
        said=_said(level),
    )


def _service(facts: BoardFigures) -> Figure:
    service = facts.service
    caption = translate("Board", "Service level")
    if service.seconds is not None:
        caption = translate("Board", "Answered in {count} s").format(count=service.seconds)
    aside = ""
    if service.target_percent is not None:
        aside = translate("Board", "target {percent}").format(percent=percent_text(service.target_percent))
    return Figure(
        caption,
        percent_text(service.percent, 1),
        LEVEL_TONES[service.level],
        aside=aside,
        aside_tone=LEVEL_TONES[service.level] if service.level is not Level.OK else Token.TEXT_2,
        aside_icon=LEVEL_ICONS[service.level][0] if service.level is not Level.OK and aside else "",
        said=_said(service.level),
    )


def _abandoned(facts: BoardFigures) -> Figure:
    aside = translate("Board", "{count} of {all}").format(count=f"{facts.abandoned:,}", all=f"{facts.offered:,}")
    if facts.abandoned_limit_percent is not None:
        limit = translate("Board", "limit {percent}").format(percent=percent_text(facts.abandoned_limit_percent))
        aside = translate("Board", "{part}, {other}").format(part=aside, other=limit)
    return Figure(
        translate("Board", "Abandoned"),
        percent_text(facts.abandoned_percent, 1),
        LEVEL_TONES[facts.abandoned_level],
        aside=aside,
        said=_said(facts.abandoned_level),
    )


def _answered(facts: BoardFigures) -> Figure:
    offered = translate("Board", "{count} offered").format(count=f"{facts.offered:,}")
    aside, whole = offered, offered
    if facts.forecast_offered is not None:
        aside = translate("Board", "forecast {count}").format(count=f"{round(facts.forecast_offered):,}")
        whole = translate("Board", "{count} offered until now, {other} foreseen").format(
            count=f"{facts.offered:,}", other=f"{round(facts.forecast_offered):,}"
        )
    return Figure(translate("Board", "Answered today"), f"{facts.answered:,}", aside=aside, whole=whole)


def _wrap_up_over(facts: BoardFigures) -> str:
    if not facts.wrap_up_over:
        return ""
    if facts.wrap_up_limit_seconds is None:
        return translate("Board", "{count} too long").format(count=facts.wrap_up_over)
    text = translate("Board", "{count} over {seconds} s")
    return text.format(count=facts.wrap_up_over, seconds=facts.wrap_up_limit_seconds)


class FigureCell(PaintedButton):
    """One figure. Where what stands beside it has no room, it stands under it, in all cells of the strip alike."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._figure = Figure("", DASH)
        self.stacked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ticker.ticked.connect(self._tick)

    def display(self, figure: Figure) -> None:
        """Draw `figure`."""
        if figure != self._figure:
            self._figure = figure
            shown = figure.shown(self._ticker.now()) if figure.timer is None else ""
            self.setAccessibleName(f"{figure.caption} {shown}".strip())
            told = figure.whole or figure.aside
            self.setAccessibleDescription(" ".join(filter(None, (figure.said, told))))
            self.setToolTip(told)
            self.update()

    def needs(self) -> int:
        """Return the width in pixels with everything in its two lines."""
        figure, theme = self._figure, self.theme
        caption = theme.width(Role.SMALL, figure.caption) + (_ICON + 6 if figure.icon else 0)
        row = theme.width(Role.FIGURE, figure.shown(self._ticker.now()))
        if figure.aside:
            # The name of a queue may be cut; what is a number may not.
            words = theme.width(Role.SMALL, figure.aside)
            words = min(words, theme.px(56)) if figure.timer is not None else words
            row += _GAP + words + (_ICON + 5 if figure.aside_icon else 0)
        return max(caption, row) + _PAD + 8

    def stack(self, stacked: bool) -> None:
        """Put what stands beside the figure under it, or back."""
        if stacked != self.stacked:
            self.stacked = stacked
            self.updateGeometry()
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        theme = self.theme
        height = 20 + theme.line(Role.SMALL) + theme.line(Role.FIGURE)
        return QSize(100, height + (theme.line(Role.SMALL) + 1 if self.stacked else 0))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.sizeHint().height())

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, figure = self.theme, self._figure
        painter = QPainter(self)
        if self.is_hovered() or self.is_pressed():
            painter.fillRect(self.rect(), theme.colour(Token.HOVER_ROW))
        ratio = self.devicePixelRatioF()
        x, y, room = float(_PAD), 9.0, float(self.width() - 8)
        small = theme.line(Role.SMALL)
        if figure.icon:
            painter.drawPixmap(
                QPointF(x, y + (small - _ICON) / 2), theme.pixmap(figure.icon, figure.icon_tone, _ICON, ratio)
            )
        left = x + (_ICON + 6 if figure.icon else 0)
        self._text(painter, QRectF(left, y, room - left, small), Role.SMALL, Token.TEXT_2, figure.caption)
        y += small + 2
        text = figure.shown(self._ticker.now())
        high = theme.line(Role.FIGURE)
        self._text(painter, QRectF(x, y, room - x, high), Role.FIGURE, figure.tone, text)
        if figure.aside:
            at = x + theme.width(Role.FIGURE, text) + _GAP
            place = QRectF(at, y + 3, room - at, high - 3)
            if self.stacked:
                place = QRectF(x, y + high, room - x, small)
            if figure.aside_icon:
                picture = theme.pixmap(figure.aside_icon, figure.aside_tone, _ICON, ratio)
                painter.drawPixmap(QPointF(place.left(), place.center().y() - _ICON / 2), picture)
                place.adjust(_ICON + 5, 0, 0, 0)
            self._text(painter, place, Role.SMALL, figure.aside_tone, figure.aside)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 5, 5)
        painter.end()

    def _text(self, painter: QPainter, place: QRectF, role: Role, tone: Token, text: str) -> None:
        if self.theme.width(role, text) > place.width():
            text = self.theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.setFont(self.theme.font(role))
        painter.setPen(self.theme.colour(tone))
        painter.drawText(place, LEFT, text)

    def _tick(self) -> None:
        if self._figure.timer is not None and self.isVisible():
            self.update()

    def _ring_shown(self, _wanted: bool) -> None:
        self.update()  # the ring stands inside: outside there is the next figure


class FiguresStrip(QFrame):
    """All figures side by side.

    Signals:
        definition_wanted: How is this counted (`FigureKey`)?
    """

    definition_wanted = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._ticker = ticker
        self.cells = {key: FigureCell(theme, ticker) for key in FigureKey if key not in IN_ROWS}
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for number, (key, cell) in enumerate(self.cells.items()):
            if number:
                row.addWidget(line("v"))
            row.addWidget(cell, _SHARES.get(key, _SHARE))
            cell.clicked.connect(lambda _=False, key=key: self.definition_wanted.emit(key))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def display(self, facts: BoardFigures) -> None:
        """Draw the figures."""
        for key, figure in figures_of(facts, self._ticker).items():
            self.cells[key].display(figure)
        self._fit()

    def retranslate(self) -> None:
        """Name the strip in the language of the screen."""
        self.setAccessibleName(translate("Board", "Figures"))

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shares = {key: _SHARES.get(key, _SHARE) for key in self.cells}
        room = self.width() / sum(shares.values())
        stacked = any(cell.needs() > room * shares[key] for key, cell in self.cells.items())
        for cell in self.cells.values():
            cell.stack(stacked)
