"""A choice of a few, side by side; the chosen one shows a tick."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, border_token, soft_token, text_token
from agent_desktop.ui.widgets.buttons import WordButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_size, paint_cap


class _Segment(WordButton):
    def __init__(self, theme: Theme, *, compact: bool) -> None:
        super().__init__(theme)
        self._compact = compact
        self._place = "only"
        self._keys = ""
        self._icon, self._kind = "", Kind.INFO
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, text: str, place: str, keys: str, icon: str, kind: Kind) -> None:
        self._place, self._keys = place, keys
        self._icon, self._kind = icon, kind
        self.setAccessibleDescription(keys)
        self.set_words(text)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        cap = cap_size(self.theme, self._keys).width() + 8 if self._keys else 0
        aside = 14 if self._compact else 34
        return QSize(self.theme.width(Role.BODY_STRONG, self.text()) + aside + cap, self.theme.px(30))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        of_kind = text_token(self._kind)
        ground = soft_token(self._kind) if chosen else Token.SURFACE_ALT if self.is_hovered() else Token.SURFACE
        if not self.isEnabled():
            ground = Token.SUNKEN
        painter.setPen(QPen(theme.colour(of_kind if chosen else Token.BORDER_STRONG), 1))
        painter.setBrush(theme.colour(ground))
        painter.drawPath(self._outline())
        ink = of_kind if chosen else Token.TEXT if self.isEnabled() else Token.TEXT_3
        icon = (f"{self._icon}-fill" if chosen else self._icon) if self._icon else "ph.check" if chosen else ""
        icon = "" if self._compact else icon
        words = theme.width(Role.BODY_STRONG, self.text())
        cap = cap_size(theme, self._keys) if self._keys else QSize(0, 0)
        aside = cap.width() + 8 if self._keys else 0
        x = (self.width() - words - (18 if icon else 0) - aside) / 2
        if icon:
            picture = theme.pixmap(icon, ink, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, (self.height() - 14) / 2), picture)
            x += 18
        role = Role.BODY_STRONG if chosen else Role.BODY
        self._write(painter, role, ink, QRectF(x, 0, words + 3, self.height()))
        if self._keys:
            place = QRectF(x + words + 8, (self.height() - cap.height()) / 2, cap.width(), cap.height())
            ground_of_cap = theme.colour(border_token(self._kind) if chosen else Token.SUNKEN)
            paint_cap(painter, theme, place, self._keys, ground=ground_of_cap, ink=theme.colour(Token.TEXT))
        painter.end()

    def _outline(self) -> QPainterPath:
        # Rounded at the ends of the row only: a rounded box that reaches past the flat sides.
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        whole = QPainterPath()
        reach = 12.0
        left = 0.0 if self._place in ("first", "only") else reach
        right = 0.0 if self._place in ("last", "only") else reach
        whole.addRoundedRect(rect.adjusted(-left, 0, right, 0), 6, 6)
        flat = QPainterPath()
        flat.addRect(rect)
        return whole.intersected(flat)


class SegmentedChoice(QWidget):
    """Choose one of `options`, given as (id, words). A `compact` one, for many, shows no tick.

    Signals:
        chosen: The person chose this id.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, compact: bool = False) -> None:
        super().__init__()
        self._theme, self._compact = theme, compact
        self._ids: list[str] = []
        self._segments: list[_Segment] = []
        self._options: tuple[tuple[str, str], ...] = ()
        self._keys: tuple[str, ...] = ()
        self._looks: tuple[tuple[str, Kind], ...] = ()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_options(
        self,
        options: tuple[tuple[str, str], ...],
        chosen: str = "",
        keys: tuple[str, ...] = (),
        looks: tuple[tuple[str, Kind], ...] = (),
    ) -> None:
        """Offer `options` with `chosen` marked; an empty `chosen` marks none. `keys` are shown beside the words.

        `looks` are an icon and the meaning by whose colours an option shows that it is chosen, one for each; the icon
        has a filled form."""
        if (options, keys, looks) != (self._options, self._keys, self._looks):
            self._keys, self._looks = keys, looks
            self._build(options)
        self._group.setExclusive(False)
        for number, segment in enumerate(self._segments):
            segment.setChecked(number < len(self._ids) and self._ids[number] == chosen)
        self._group.setExclusive(True)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What takes the focus here, from left to right."""
        return tuple(self._segments[: len(self._ids)])

    def _build(self, options: tuple[tuple[str, str], ...]) -> None:
        self._options = options
        self._ids = [option for option, _ in options]
        last = len(options) - 1
        while len(self._segments) < len(options):
            segment = _Segment(self._theme, compact=self._compact)
            self._group.addButton(segment, len(self._segments))
            if not self._segments:
                self.setFocusProxy(segment)
            self._segments.append(segment)
            self._row.addWidget(segment)
        for number, segment in enumerate(self._segments):
            segment.setVisible(number <= last)
            if number <= last:
                place = "only" if last == 0 else "first" if number == 0 else "last" if number == last else "middle"
                keys = self._keys[number] if number < len(self._keys) else ""
                icon, kind = self._looks[number] if number < len(self._looks) else ("", Kind.INFO)
                segment.show_words(options[number][1], place, keys, icon, kind)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._ids[number])
