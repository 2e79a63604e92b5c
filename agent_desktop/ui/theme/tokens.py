"""The one colour table: every colour by the name of its use, for the light and the dark theme.

Code names a token, never a hex value. Text tokens reach 4.5:1 on every surface that they may sit on and
`border.strong` reaches 3:1; `tests/ui/theme/test_contrast.py` holds the table to it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ThemeName(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Token(StrEnum):
    """One use of colour."""

    CANVAS = "canvas"
    SURFACE = "surface"
    SURFACE_ALT = "surface.alt"
    SUNKEN = "sunken"
    BORDER = "border"
    BORDER_STRONG = "border.strong"
    TEXT = "text"
    TEXT_2 = "text.2"
    TEXT_3 = "text.3"
    ACCENT = "accent"
    ACCENT_FILL = "accent.fill"
    ACCENT_FILL_HOVER = "accent.fill.hover"
    ACCENT_FILL_PRESSED = "accent.fill.pressed"
    ON_FILL = "on.fill"
    SELECTION = "selection"
    HOVER_ROW = "hover.row"
    RAIL = "rail"
    RAIL_TEXT = "rail.text"
    RAIL_ACTIVE = "rail.active"
    RAIL_ACCENT = "rail.accent"
    RAIL_ON = "rail.on"
    VARIABLE_TEXT = "variable.text"
    INFO = "info"
    INFO_SOFT = "info.soft"
    INFO_BORDER = "info.border"
    INFO_FILL = "info.fill"
    GOOD = "good"
    GOOD_SOFT = "good.soft"
    GOOD_BORDER = "good.border"
    GOOD_FILL = "good.fill"
    GOOD_FILL_HOVER = "good.fill.hover"
    GOOD_FILL_PRESSED = "good.fill.pressed"
    CAUTION = "caution"
    CAUTION_SOFT = "caution.soft"
    CAUTION_BORDER = "caution.border"
    PROBLEM = "problem"
    PROBLEM_SOFT = "problem.soft"
    PROBLEM_BORDER = "problem.border"
    PROBLEM_FILL = "problem.fill"
    PROBLEM_FILL_HOVER = "problem.fill.hover"
    PROBLEM_FILL_PRESSED = "problem.fill.pressed"
    AWAY = "away"
    AWAY_SOFT = "away.soft"
    AWAY_BORDER = "away.border"
    PLATINUM = "platinum"
    PLATINUM_SOFT = "platinum.soft"
    PLATINUM_BORDER = "platinum.border"
    GOLD = "gold"
    GOLD_SOFT = "gold.soft"
    GOLD_BORDER = "gold.border"
    CHART_OFFERED = "chart.offered"
    CHART_ANSWERED = "chart.answered"


class Kind(StrEnum):
    """What a colour means. `PLAIN` means nothing in particular."""

    PLAIN = "plain"
    INFO = "info"
    GOOD = "good"
    CAUTION = "caution"
    PROBLEM = "problem"
    AWAY = "away"
    PLATINUM = "platinum"
    GOLD = "gold"


_LIGHT: Final[Mapping[Token, str]] = {
    Token.CANVAS: "#F2F4F7",
    Token.SURFACE: "#FFFFFF",
    Token.SURFACE_ALT: "#F7F8FA",
    Token.SUNKEN: "#E9ECF1",
    Token.BORDER: "#DDE1E7",
    Token.BORDER_STRONG: "#808A99",
    Token.TEXT: "#151A22",
    Token.TEXT_2: "#455061",
    Token.TEXT_3: "#5A6677",
    Token.ACCENT: "#1B5CC8",
    Token.ACCENT_FILL: "#1B5CC8",
    Token.ACCENT_FILL_HOVER: "#164DA8",
    Token.ACCENT_FILL_PRESSED: "#123F8C",
    Token.ON_FILL: "#FFFFFF",
    Token.SELECTION: "#DCE8FC",
    Token.HOVER_ROW: "#EEF3FB",
    Token.RAIL: "#141B28",
    Token.RAIL_TEXT: "#AEB8C7",
    Token.RAIL_ACTIVE: "#27354D",
    Token.RAIL_ACCENT: "#7DB0FF",
    Token.RAIL_ON: "#FFFFFF",
    Token.VARIABLE_TEXT: "#123F8C",
    Token.INFO: "#1B5CC8",
    Token.INFO_SOFT: "#E8F0FD",
    Token.INFO_BORDER: "#B3CDF6",
    Token.INFO_FILL: "#1B5CC8",
    Token.GOOD: "#13703F",
    Token.GOOD_SOFT: "#E6F5EC",
    Token.GOOD_BORDER: "#B0DCC1",
    Token.GOOD_FILL: "#13703F",
    Token.GOOD_FILL_HOVER: "#0F5C34",
    Token.GOOD_FILL_PRESSED: "#0B4929",
    Token.CAUTION: "#855000",
    Token.CAUTION_SOFT: "#FFF4DC",
    Token.CAUTION_BORDER: "#EFCF8C",
    Token.PROBLEM: "#B3261E",
    Token.PROBLEM_SOFT: "#FDECEA",
    Token.PROBLEM_BORDER: "#F0B8B3",
    Token.PROBLEM_FILL: "#B3261E",
    Token.PROBLEM_FILL_HOVER: "#931F18",
    Token.PROBLEM_FILL_PRESSED: "#741812",
    Token.AWAY: "#7438A8",
    Token.AWAY_SOFT: "#F4EBFB",
    Token.AWAY_BORDER: "#DAC0ED",
    Token.PLATINUM: "#F3F5F8",
    Token.PLATINUM_SOFT: "#262E3B",
    Token.PLATINUM_BORDER: "#262E3B",
    Token.GOLD: "#6B4A00",
    Token.GOLD_SOFT: "#FBEFC9",
    Token.GOLD_BORDER: "#D9B95A",
    Token.CHART_OFFERED: "#8B99B3",
    Token.CHART_ANSWERED: "#1B5CC8",
}

_DARK: Final[Mapping[Token, str]] = {
    Token.CANVAS: "#0F131A",
    Token.SURFACE: "#171C25",
    Token.SURFACE_ALT: "#1D232E",
    Token.SUNKEN: "#0B0E14",
    Token.BORDER: "#2A323F",
    Token.BORDER_STRONG: "#6F7B8E",
    Token.TEXT: "#E8ECF2",
    Token.TEXT_2: "#B4BECC",
    Token.TEXT_3: "#919DAE",
    Token.ACCENT: "#7DB0FF",
    Token.ACCENT_FILL: "#2A66D2",
    Token.ACCENT_FILL_HOVER: "#164DA8",
    Token.ACCENT_FILL_PRESSED: "#123F8C",
    Token.ON_FILL: "#FFFFFF",
    Token.SELECTION: "#1C3158",
    Token.HOVER_ROW: "#1D232E",
    Token.RAIL: "#0B0E14",
    Token.RAIL_TEXT: "#919DAE",
    Token.RAIL_ACTIVE: "#1F2A3C",
    Token.RAIL_ACCENT: "#7DB0FF",
    Token.RAIL_ON: "#FFFFFF",
    Token.VARIABLE_TEXT: "#7DB0FF",
    Token.INFO: "#7DB0FF",
    Token.INFO_SOFT: "#17294A",
    Token.INFO_BORDER: "#2F5188",
    Token.INFO_FILL: "#2A66D2",
    Token.GOOD: "#5CCB8B",
    Token.GOOD_SOFT: "#12301F",
    Token.GOOD_BORDER: "#25603E",
    Token.GOOD_FILL: "#1A7F4B",
    Token.GOOD_FILL_HOVER: "#15683D",
    Token.GOOD_FILL_PRESSED: "#105230",
    Token.CAUTION: "#F0B64A",
    Token.CAUTION_SOFT: "#35270B",
    Token.CAUTION_BORDER: "#6E531A",
    Token.PROBLEM: "#FF8A80",
    Token.PROBLEM_SOFT: "#3D1916",
    Token.PROBLEM_BORDER: "#7C332C",
    Token.PROBLEM_FILL: "#C4372D",
    Token.PROBLEM_FILL_HOVER: "#A22C24",
    Token.PROBLEM_FILL_PRESSED: "#80221B",
    Token.AWAY: "#C79BF0",
    Token.AWAY_SOFT: "#2D1D3E",
    Token.AWAY_BORDER: "#5A3A7C",
    Token.PLATINUM: "#1B222D",
    Token.PLATINUM_SOFT: "#D9DFE8",
    Token.PLATINUM_BORDER: "#D9DFE8",
    Token.GOLD: "#FFDE8A",
    Token.GOLD_SOFT: "#4A3A0C",
    Token.GOLD_BORDER: "#7E651F",
    Token.CHART_OFFERED: "#64779A",
    Token.CHART_ANSWERED: "#4D8DF0",
}

COLOURS: Final[Mapping[ThemeName, Mapping[Token, str]]] = MappingProxyType(
    {ThemeName.LIGHT: MappingProxyType(_LIGHT), ThemeName.DARK: MappingProxyType(_DARK)}
)

_TEXT: Final[Mapping[Kind, Token]] = MappingProxyType(
    {
        Kind.PLAIN: Token.TEXT_2,
        Kind.INFO: Token.INFO,
        Kind.GOOD: Token.GOOD,
        Kind.CAUTION: Token.CAUTION,
        Kind.PROBLEM: Token.PROBLEM,
        Kind.AWAY: Token.AWAY,
        Kind.PLATINUM: Token.PLATINUM,
        Kind.GOLD: Token.GOLD,
    }
)
_SOFT: Final[Mapping[Kind, Token]] = MappingProxyType(
    {
        Kind.PLAIN: Token.SURFACE_ALT,
        Kind.INFO: Token.INFO_SOFT,
        Kind.GOOD: Token.GOOD_SOFT,
        Kind.CAUTION: Token.CAUTION_SOFT,
        Kind.PROBLEM: Token.PROBLEM_SOFT,
        Kind.AWAY: Token.AWAY_SOFT,
        Kind.PLATINUM: Token.PLATINUM_SOFT,
        Kind.GOLD: Token.GOLD_SOFT,
    }
)
_BORDER: Final[Mapping[Kind, Token]] = MappingProxyType(
    {
        Kind.PLAIN: Token.BORDER,
        Kind.INFO: Token.INFO_BORDER,
        Kind.GOOD: Token.GOOD_BORDER,
        Kind.CAUTION: Token.CAUTION_BORDER,
        Kind.PROBLEM: Token.PROBLEM_BORDER,
        Kind.AWAY: Token.AWAY_BORDER,
        Kind.PLATINUM: Token.PLATINUM_BORDER,
        Kind.GOLD: Token.GOLD_BORDER,
    }
)


def text_token(kind: Kind) -> Token:
    """Return the token of words and icons that carry `kind`."""
    return _TEXT[kind]


def soft_token(kind: Kind) -> Token:
    """Return the token of the soft ground behind `kind`."""
    return _SOFT[kind]


def border_token(kind: Kind) -> Token:
    """Return the token of the hairline around `kind`'s soft ground."""
    return _BORDER[kind]
