"""What an agent must know before they speak: one line each, with an icon."""

from typing import Final

from PySide6.QtCore import QRect

from agent_desktop.contract.customers import AlertRow, Profile, StatusKind
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.drawing import Drawing
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.needs import need_words

MOST_LINES: Final = 4
_ICON: Final = 16
_LEAST: Final = 20

Line = tuple[str, Token, str]
"""The icon, its colour, and the words."""


def to_know(profile: Profile | None) -> list[Line]:
    """Return what the customer needs, before all else, and the alerts."""
    if profile is None:
        return []
    lines = [_alert(alert) for alert in profile.alerts]
    if profile.needs:
        names = "  ·  ".join(need_words(need.need) for need in profile.needs)
        lines.insert(0, ("ph.heart-fill", Token.INFO, names))
    return lines[:MOST_LINES]


def compose_lines(drawing: Drawing, width: int, y: int, lines: list[Line], *, pad: int) -> int:
    """Put the lines from `y` on, `pad` pixels from either side of `width`; return where they end."""
    left, least = pad + _ICON + 9, drawing.theme.px(_LEAST)
    for place, (icon, token, text) in enumerate(lines):
        if place:
            drawing.rule(QRect(pad, y, width - 2 * pad, 1))
            y += 1
        y += 6
        drawing.icon(pad, y + (least - _ICON) // 2, icon, token, _ICON)
        room = width - pad - left
        height = drawing.flow_height(room, Role.BODY, text)
        drawing.flow(left, y + max(0, least - height) // 2, room, Role.BODY, Token.TEXT, text)
        y += max(least, height) + 6
    return y


def _alert(alert: AlertRow) -> Line:
    kind = Kind(alert.kind.value) if alert.kind is not StatusKind.PLAIN else Kind.INFO
    return alert.icon or "ph.info-fill", text_token(kind), words(alert.title)
