"""Open complaints by deadline, and who has how many: a supervisor sees at once who needs help."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_lists import DeadlineBand, OwnerLoad
from agent_desktop.ui.complaints.cases.deadlines.presenter import FiguresState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import PaintedButton
from agent_desktop.ui.widgets.chips import CountChip, chip_size, paint_chip
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame, line
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.scrolling import scrolled

_ROW: Final = 28
_BAR: Final = 64
_WIDEST: Final = 16_777_215
"""Qt's own: no limit."""
_LOW: Final = 190
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LOOKS: Final = {
    DeadlineBand.LATE: ("ph.warning-circle-fill", Token.PROBLEM),
    DeadlineBand.TODAY: ("ph.timer-fill", Token.CAUTION),
    DeadlineBand.NEXT_DAYS: ("ph.timer", Token.TEXT_3),
    DeadlineBand.LATER: ("ph.calendar-blank", Token.TEXT_3),
    DeadlineBand.NO_CLOCK: ("ph.minus-circle", Token.TEXT_3),
}


class FigureRow(PaintedButton):
    """One line: icon and name, a count, a bar of its share, and words at the right. Pressed, the list shows these."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._icon, self._token = "", Token.TEXT_3
        self._count, self._share, self._aside = 0, 0.0, ""
        self._chip = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(
        self, icon: str, token: Token, name: str, count: int, share: float, aside: str = "", chip: str = ""
    ) -> None:
        """Show a line; `share` is how full the bar is, 0 to 1, and `chip` a warning at the right."""
        self._icon, self._token, self._count, self._share = icon, token, count, share
        self._aside, self._chip = aside, chip
        self.setText(name)
        said = ", ".join(filter(None, (name, str(count), aside, chip)))
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(220, self.theme.px(_ROW))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        whole = QRectF(self.rect())
        if self.isChecked() or self.is_hovered():
            painter.fillRect(whole, theme.colour(Token.SELECTION if self.isChecked() else Token.HOVER_ROW))
        x = 12.0
        if self._icon:
            painter.drawPixmap(int(x), int((self.height() - 16) / 2), theme.pixmap(self._icon, self._token, 16, ratio))
            x += 24
        right = whole.right() - 12
        if self._chip:
            size = chip_size(theme, self._chip, "ph.warning-fill")
            place = QRectF(right - size.width(), (self.height() - size.height()) / 2, size.width(), size.height())
            paint_chip(painter, theme, place, self._chip, Kind.CAUTION, "ph.warning-fill", ratio=ratio)
        elif self._aside:
            painter.setFont(theme.font(Role.SMALL))
            painter.setPen(theme.colour(Token.TEXT_2))
            painter.drawText(QRectF(x, 0, right - x, self.height()), _RIGHT, self._aside)
        self._middle(painter, x, right)
        painter.end()

    def _middle(self, painter: QPainter, x: float, right: float) -> None:
        theme = self.theme
        count = f"{self._count:,}"
        wide = max(theme.width(Role.BODY_STRONG, "888"), theme.width(Role.BODY_STRONG, count))
        aside = chip_size(theme, self._chip, "i").width() if self._chip else theme.width(Role.SMALL, self._aside)
        bar = min(float(_BAR), max(24.0, (right - x) * 0.24))
        at = min(right - aside - 12 - bar, x + (right - x) * 0.56)
        painter.setFont(theme.font(Role.BODY))
        painter.setPen(theme.colour(Token.TEXT))
        name = QRectF(x, 0, at - wide - 14 - x, self.height())
        shown = theme.metrics(Role.BODY).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, _LEFT, shown)
        painter.setFont(theme.font(Role.BODY_STRONG))
        ink = self._token if self._token is not Token.TEXT_3 else Token.TEXT
        painter.setPen(theme.colour(ink))
        painter.drawText(QRectF(at - wide - 8, 0, wide, self.height()), _RIGHT, count)
        place = QRectF(at, self.height() / 2 - 3, bar, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Token.BORDER))
        painter.drawRoundedRect(place, 3, 3)
        if self._share > 0:
            painter.setBrush(theme.colour(self._token))
            painter.drawRoundedRect(QRectF(at, place.top(), max(6.0, bar * min(1.0, self._share)), 6), 3, 3)


class DeadlinesView(QWidget):
    """Draws a `FiguresState`.

    Signals:
        band_chosen: Show these (`DeadlineBand`), or all with None.
        owner_chosen: Show this person's (`OwnerLoad`), or all with None.
        retry_chosen: Ask again.
    """

    band_chosen = Signal(object)
    owner_chosen = Signal(object)
    retry_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = FiguresState()
        self._bands_title, self._owners_title = TextLabel(role=Role.PANEL_TITLE), TextLabel(role=Role.PANEL_TITLE)
        self._total = CountChip(theme)
        self._notice = Notice(theme)
        self._notice.setContentsMargins(12, 4, 12, 4)
        self.bands = {band: FigureRow(theme) for band in DeadlineBand}
        bands_card, bands = _card(theme, "ph.timer", self._bands_title, self._total)
        bands.addWidget(self._notice)
        for band, row in self.bands.items():
            bands.addWidget(row)
            row.clicked.connect(_Pressed(self, band))
        self.owners: list[FigureRow] = []
        self._owner_rows = QVBoxLayout()
        self._owner_rows.setContentsMargins(0, 0, 0, 6)
        self._owner_rows.setSpacing(0)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._owner_rows)
        inside.addStretch(1)
        scroll = scrolled(holder)
        owners_card, owners = _card(theme, "ph.users", self._owners_title)
        owners.addWidget(scroll, 1)
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(bands_card)
        self._column.addWidget(owners_card, 1)
        self._notice.action_chosen.connect(self.retry_chosen)
        self.display(self._state)

    def display(self, state: FiguresState) -> None:
        """Draw `state`."""
        self._state = state
        self._bands_title.set_text(self.tr("Complaints by deadline"))
        self._owners_title.set_text(self.tr("Who has them"))
        why = deed_text(state.problem) if state.problem is not None else ""
        self._notice.show_notice("ph.clock-fill", Token.CAUTION, why, button=self.tr("Try again"))
        figures = state.figures
        bands = figures.bands if figures is not None else {}
        total = sum(bands.values())
        self._total.show_count(f"{total:,}")
        for band, row in self.bands.items():
            icon, token = _LOOKS[band]
            count = bands.get(band, 0)
            if not count and token in (Token.PROBLEM, Token.CAUTION):
                token = Token.TEXT_3
            row.show_row(icon, token, self._band_word(band), count, count / total if total else 0.0)
            row.setVisible(band is not DeadlineBand.NO_CLOCK or count > 0)
        self._draw_owners(figures.owners if figures is not None else ())

    @property
    def loads(self) -> tuple[OwnerLoad, ...]:
        """Who is shown, from the top."""
        return self._state.figures.owners if self._state.figures is not None else ()

    def set_beside(self, beside: bool, width: int) -> None:
        """Stand beside the list, `width` pixels wide, or above it and low."""
        wanted = QBoxLayout.Direction.TopToBottom if beside else QBoxLayout.Direction.LeftToRight
        if self._column.direction() is not wanted:
            self._column.setDirection(wanted)
        self.setMinimumWidth(width if beside else 0)
        self.setMaximumWidth(width if beside else _WIDEST)
        self.setMaximumHeight(_WIDEST if beside else self._theme.px(_LOW))

    def show_chosen(self, band: DeadlineBand | None, owner: OwnerLoad | None) -> None:
        """Mark what the list is narrowed to."""
        for each, row in self.bands.items():
            row.setChecked(each is band)
        for load, row in zip(self.loads, self.owners, strict=False):
            row.setChecked(owner is not None and load.owner_id == owner.owner_id)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _draw_owners(self, loads: tuple[OwnerLoad, ...]) -> None:
        while len(self.owners) > len(loads):
            row = self.owners.pop()
            self._owner_rows.removeWidget(row)
            row.deleteLater()
        while len(self.owners) < len(loads):
            row = FigureRow(self._theme)
            row.clicked.connect(_OwnerPressed(self, len(self.owners)))
            self.owners.append(row)
            self._owner_rows.addWidget(row)
        most = max((each.limit or each.open for each in loads), default=1) or 1
        for load, row in zip(loads, self.owners, strict=True):
            over = self._state.is_overloaded(load)
            token = Token.CAUTION if over or load.owner_id is None else Token.TEXT_3
            limit = load.limit or most
            aside = " · ".join(
                filter(
                    None,
                    (
                        self.tr("{count} late").format(count=load.late) if load.late else "",
                        self.tr("{count} today").format(count=load.today) if load.today else "",
                    ),
                )
            )
            icon = "ph.user" if load.owner_id is not None else "ph.user-minus"
            chip = self.tr("Too many") if over else ""
            row.show_row(icon, token, load.name or self.tr("Nobody"), load.open, load.open / limit, aside, chip)
            row.setToolTip(", ".join(filter(None, (load.name, load.team, aside, self._limit_words(load)))))

    def _limit_words(self, load: OwnerLoad) -> str:
        return "" if load.limit is None else self.tr("limit {count}").format(count=load.limit)

    def _band_word(self, band: DeadlineBand) -> str:
        return {
            DeadlineBand.LATE: self.tr("Late"),
            DeadlineBand.TODAY: self.tr("Today"),
            DeadlineBand.NEXT_DAYS: self.tr("Next 2 days"),
            DeadlineBand.LATER: self.tr("Later"),
            DeadlineBand.NO_CLOCK: self.tr("No clock runs"),
        }[band]


def _card(theme: Theme, icon: str, title: TextLabel, *more: QWidget) -> tuple[QFrame, QVBoxLayout]:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 5)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setContentsMargins(12, 9, 12, 8)
    head.setSpacing(8)
    head.addWidget(IconView(theme, icon, Token.TEXT_2, 16))
    for widget in (title, *more):
        head.addWidget(widget)
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(line("h"))
    return card, column


class _Pressed:
    def __init__(self, view: DeadlinesView, band: DeadlineBand) -> None:
        self._view, self._band = view, band

    def __call__(self) -> None:
        row = self._view.bands[self._band]
        self._view.band_chosen.emit(self._band if row.isChecked() else None)


class _OwnerPressed:
    def __init__(self, view: DeadlinesView, place: int) -> None:
        self._view, self._place = view, place

    def __call__(self) -> None:
        loads = self._view.loads
        if self._place < len(loads):
            row = self._view.owners[self._place]
            self._view.owner_chosen.emit(loads[self._place] if row.isChecked() else None)
