"""The look of the whole program: colours, fonts, icons and the one style sheet."""

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPalette, QPixmap, QStyleHints
from PySide6.QtWidgets import QApplication

from agent_desktop.ui.theme.fonts import TEXT_SCALES, TYPE, Role, make_font, scaled
from agent_desktop.ui.theme.icons import IconStore
from agent_desktop.ui.theme.sheet import make_sheet
from agent_desktop.ui.theme.tokens import COLOURS, ThemeName, Token

_MOST_WIDTHS: Final = 4000
WALL_SCALES: Final = (125, 150)
"""Text sizes, in per cent, of what is read from afar; nobody's own setting."""
_SCALES: Final = frozenset((*TEXT_SCALES, *WALL_SCALES))


class Theme(QObject):
    """What every widget asks for its colours, fonts and icons; passed to each by its constructor.

    Signals:
        changed: Colours or text size are others now. Painted widgets call `update`, sized ones measure again.
    """

    changed = Signal()

    def __init__(self, name: ThemeName = ThemeName.LIGHT, text_scale: int = 100, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._scale = text_scale if text_scale in TEXT_SCALES else 100
        self._high_contrast = False
        self._calm = False
        self._icons = IconStore()
        self._colours: dict[Token, QColor] = {}
        self._fonts: dict[Role, QFont] = {}
        self._metrics: dict[Role, QFontMetrics] = {}
        self._widths: dict[tuple[Role, str], int] = {}
        self._app: QApplication | None = None
        self._source: Theme | None = None
        self._style_hints: QStyleHints | None = None
        self._fill()

    @property
    def name(self) -> ThemeName:
        return self._name

    @property
    def text_scale(self) -> int:
        """The text size setting in per cent: 100, 112 or 125."""
        return self._scale

    @property
    def still(self) -> bool:
        """Whether the system asks for less motion (as far as Qt can tell)."""
        return self._calm

    def apply(self, app: QApplication) -> None:
        """Dress `app`, and follow the system's wish for contrast from now on."""
        self._app = app
        app.setStyle("Fusion")
        # Qt tells menu effects and contrast; for other motion settings it has no question to ask.
        self._calm = not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
        # Both are kept: PySide drops the inner object together with the last reference to the outer one.
        self._style_hints = app.styleHints()
        hints = self._style_hints.accessibility()
        hints.contrastPreferenceChanged.connect(self._contrast_changed)
        self._high_contrast = hints.contrastPreference() == Qt.ContrastPreference.HighContrast
        self._dress()

    def choose(self, *, name: ThemeName | None = None, text_scale: int | None = None) -> None:
        """Change colours, text size or both, at once and everywhere."""
        wanted = (name or self._name, text_scale if text_scale in _SCALES else self._scale)
        if wanted == (self._name, self._scale):
            return
        self._name, self._scale = wanted
        self._dress()

    def colour(self, token: Token) -> QColor:
        """Return the colour of `token` in the present theme."""
        return self._colours[token]

    def font(self, role: Role) -> QFont:
        """Return the font of `role` at the present text size."""
        return QFont(self._fonts[role])  # a copy: painters underline and resize theirs

    def metrics(self, role: Role) -> QFontMetrics:
        """Return the measures of `role`'s font."""
        return self._metrics[role]

    def width(self, role: Role, text: str) -> int:
        """Return the width of `text` in pixels; the same words are asked for at every layout, and measured once."""
        known = self._widths.get((role, text))
        if known is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            known = self._widths[role, text] = self._metrics[role].horizontalAdvance(text)
        return known

    def line(self, role: Role) -> int:
        """Return the line height of `role` in pixels at the present text size."""
        return scaled(TYPE[role].line, self._scale)

    def px(self, pixels: int) -> int:
        """Return a length that must grow with the text."""
        return scaled(pixels, self._scale)

    def icon(self, name: str, token: Token = Token.TEXT_2) -> QIcon:
        """Return the Phosphor icon `name` (``ph.eye``) in the colour of `token`."""
        return self._icons.icon(name, self.colour(token))

    def pixmap(self, name: str, tone: Token | QColor, size: int, ratio: float) -> QPixmap:
        """Return the icon as a picture of `size` logical pixels, for painting on a screen of device pixel `ratio`.

        `tone` may be a colour that a painted control has worked out for its state.
        """
        return self._icons.pixmap(name, self.colour(tone) if isinstance(tone, Token) else tone, size, ratio)

    def _follow(self) -> None:
        source = self._source
        if source is not None:
            self._name, self._high_contrast, self._calm = source._name, source._high_contrast, source._calm
            self._dress()

    def _contrast_changed(self, preference: Qt.ContrastPreference) -> None:
        self._high_contrast = preference == Qt.ContrastPreference.HighContrast
        self._dress()

    def _fill(self) -> None:
        self._colours = {token: QColor(value) for token, value in COLOURS[self._name].items()}
        if self._high_contrast:
            strong = self._colours[Token.BORDER_STRONG]
            for token in Token:
                if token.value == "border" or token.value.endswith(".border"):
                    self._colours[token] = strong
        self._fonts = {role: make_font(role, self._scale) for role in Role}
        self._metrics = {role: QFontMetrics(font) for role, font in self._fonts.items()}
        self._widths = {}

    def _dress(self) -> None:
        self._fill()
        if self._app is not None:
            self._app.setPalette(self._palette())
            self._app.setFont(self.font(Role.BODY))
            self._app.setStyleSheet(make_sheet({t: c.name() for t, c in self._colours.items()}, self._scale))
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: Token.CANVAS,
            QPalette.ColorRole.WindowText: Token.TEXT,
            QPalette.ColorRole.Base: Token.SURFACE,
            QPalette.ColorRole.AlternateBase: Token.SURFACE_ALT,
            QPalette.ColorRole.Text: Token.TEXT,
            QPalette.ColorRole.PlaceholderText: Token.TEXT_3,
            QPalette.ColorRole.Button: Token.SURFACE,
            QPalette.ColorRole.ButtonText: Token.TEXT,
            QPalette.ColorRole.ToolTipBase: Token.SURFACE,
            QPalette.ColorRole.ToolTipText: Token.TEXT,
            QPalette.ColorRole.Highlight: Token.ACCENT_FILL,
            QPalette.ColorRole.HighlightedText: Token.ON_FILL,
            QPalette.ColorRole.Link: Token.ACCENT,
            QPalette.ColorRole.Accent: Token.ACCENT,
            QPalette.ColorRole.Mid: Token.BORDER,
            QPalette.ColorRole.Dark: Token.BORDER_STRONG,
            QPalette.ColorRole.Light: Token.SURFACE_ALT,
            QPalette.ColorRole.Midlight: Token.SURFACE_ALT,
            QPalette.ColorRole.Shadow: Token.SUNKEN,
            QPalette.ColorRole.BrightText: Token.PROBLEM,
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour(Token.TEXT_3))
        return palette


def beside(theme: Theme, parent: QObject | None = None) -> Theme:
    """Return a theme in the same colours, now and later, with a text size of its own: for one window."""
    other = Theme(theme.name, theme.text_scale, parent)
    other._source = theme
    theme.changed.connect(other._follow)
    other._follow()
    return other
