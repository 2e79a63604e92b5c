"""The type scale: roles, not sizes, so that one setting enlarges every text of the window."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QFont

FAMILIES: Final = ("Inter", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "sans-serif")
TEXT_SCALES: Final = (100, 112, 125)


class Role(StrEnum):
    """Where a text stands."""

    TIMER = "timer"
    FIGURE = "figure"
    FIGURE_SMALL = "figure.small"
    TITLE = "title"
    SAY = "say"
    SAY_LOW = "say.low"  # in a low column
    FORM_TITLE = "form.title"
    PANEL_TITLE = "panel.title"
    BODY = "body"
    BODY_STRONG = "body.strong"
    BODY_BOLD = "body.bold"
    SMALL = "small"
    SMALL_STRONG = "small.strong"
    TINY = "tiny"


@dataclass(frozen=True, slots=True)
class TypeSize:
    """Size and line height in pixels at 100 %, and the weight."""

    size: int
    line: int
    weight: QFont.Weight


TYPE: Final = MappingProxyType(
    {
        Role.TIMER: TypeSize(30, 34, QFont.Weight.DemiBold),
        Role.FIGURE: TypeSize(24, 28, QFont.Weight.DemiBold),
        Role.FIGURE_SMALL: TypeSize(20, 26, QFont.Weight.DemiBold),
        Role.TITLE: TypeSize(16, 22, QFont.Weight.DemiBold),
        Role.SAY: TypeSize(15, 23, QFont.Weight.Normal),
        Role.SAY_LOW: TypeSize(14, 20, QFont.Weight.Normal),
        Role.FORM_TITLE: TypeSize(14, 20, QFont.Weight.DemiBold),
        Role.PANEL_TITLE: TypeSize(13, 18, QFont.Weight.DemiBold),
        Role.BODY: TypeSize(13, 18, QFont.Weight.Normal),
        Role.BODY_STRONG: TypeSize(13, 18, QFont.Weight.Medium),
        Role.BODY_BOLD: TypeSize(13, 18, QFont.Weight.DemiBold),
        Role.SMALL: TypeSize(12, 16, QFont.Weight.Normal),
        Role.SMALL_STRONG: TypeSize(12, 16, QFont.Weight.Medium),
        Role.TINY: TypeSize(11, 14, QFont.Weight.Medium),
    }
)


def scaled(pixels: int, scale: int) -> int:
    """Return `pixels` at a text size of `scale` per cent, rounded half up."""
    return (pixels * scale + 50) // 100


def make_font(role: Role, scale: int = 100) -> QFont:
    """Return the font of `role` with figures of one width, so that columns and timers do not dance."""
    kind = TYPE[role]
    font = QFont(list(FAMILIES))
    font.setPixelSize(scaled(kind.size, scale))
    font.setWeight(kind.weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
