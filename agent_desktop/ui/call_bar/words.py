"""Where the words of the call slot stand: who calls, and why."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.chips import CHIP_ICON, chip_size
from agent_desktop.ui.widgets.drawing import Drawing

_LEAST = 24
"""What a text keeps that gives way to the others in its row, in pixels."""
_CHECK_ICON = 15
_PATH_ICON = 14


@dataclass(frozen=True, slots=True)
class Badge:
    """The filled word at the head of the slot: `Connected`, `Incoming`."""

    text: str
    icon: str
    fill: Token
    ink: Token
    border: Token | None = None

    @property
    def pad(self) -> int:
        """The pixels before its words. On the ground of the slot itself there is no box, and the words stand where
        the others' boxes do."""
        return 2 if self.fill is Token.SURFACE else 8


@dataclass(frozen=True, slots=True)
class CallerWords:
    """Who calls. `tier` is the chip's word, kind and icon; `check` the words about the number."""

    badge: Badge
    name: str
    tier: tuple[str, Kind, str] | None
    number: str
    check_icon: str
    check_token: Token
    check: str


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """Why they call: the queue, how long they waited, and the way they took through the menu."""

    caption: str
    queue: str
    waited: str
    time: str
    path: str


def least_of_who(drawing: Drawing, said: CallerWords) -> int:
    """Return the width in pixels under which the words of the caller would lie over each other."""
    first = _badge_width(drawing, said.badge) + 8 + _LEAST + _tier_width(drawing, said)
    second = _before_check(drawing, said) + (_LEAST if said.check else 0)
    return max(first, second)


def least_of_why(drawing: Drawing, said: ReasonWords) -> int:
    """Return the width in pixels under which the words of the reason would lie over each other."""
    return max(_beside_queue(drawing, said) + _LEAST, _PATH_ICON + 6 + _LEAST)


def most_of_who(drawing: Drawing, said: CallerWords) -> int:
    """Return the width in pixels in which all words of the caller have room."""
    width = drawing.theme.width
    first = _badge_width(drawing, said.badge) + 8 + width(Role.TITLE, said.name) + 2 + _tier_width(drawing, said)
    second = _before_check(drawing, said) + (width(Role.BODY_STRONG, said.check) + 2 if said.check else 0)
    return max(first, second)


def most_of_why(drawing: Drawing, said: ReasonWords) -> int:
    """Return the width in pixels in which all words of the reason have room."""
    width = drawing.theme.width
    first = _beside_queue(drawing, said) + width(Role.BODY_STRONG, said.queue) + 2
    return max(first, _PATH_ICON + 6 + width(Role.BODY, said.path) + 2 if said.path else 0)


def compose_who(drawing: Drawing, place: QRect, said: CallerWords) -> None:
    """Put badge, name and tier over number and what is known of it, in the middle of the height of `place`."""
    chip = 0 if said.tier is None else drawing.theme.px(20)
    name_height = drawing.size(Role.TITLE, said.name)[1]
    badge_height = drawing.theme.px(20)
    first = max(name_height, badge_height, chip)
    number_width, number_height = drawing.size(Role.BODY_STRONG, said.number) if said.number else (0, 0)
    check_height = drawing.size(Role.BODY_STRONG, said.check)[1] if said.check else 0
    second = max(number_height, check_height, _CHECK_ICON if said.check_icon else 0)
    whole = first + (2 + second if second else 0)
    y = place.y() + (place.height() - whole + 1) // 2
    x = place.x()
    badge_width = _badge_width(drawing, said.badge)
    _compose_badge(drawing, QRect(x, y + (first - badge_height) // 2, badge_width, badge_height), said.badge)
    x += badge_width + 8
    room = place.right() + 1 - x - _tier_width(drawing, said)
    width = min(drawing.theme.width(Role.TITLE, said.name) + 2, max(_LEAST, room))
    drawing.write(QRect(x, y + (first - name_height) // 2, width, name_height), Role.TITLE, Token.TEXT, said.name)
    if said.tier is not None:
        drawing.chip(x + width + 8, y + (first - chip) // 2, *said.tier)
    y += first + 2
    x = place.x()
    if said.number:
        drawing.write(QRect(x, y, number_width, second), Role.BODY_STRONG, Token.TEXT, said.number)
    x += _before_check(drawing, said)
    if said.check_icon:
        left = x - 6 - _CHECK_ICON if said.check else x - _CHECK_ICON
        drawing.icon(left, y + (second - _CHECK_ICON) // 2, said.check_icon, said.check_token, _CHECK_ICON)
    if said.check:
        width = min(drawing.theme.width(Role.BODY_STRONG, said.check) + 2, max(_LEAST, place.right() + 1 - x))
        spot = QRect(x, y + (second - check_height) // 2, width, check_height)
        drawing.write(spot, Role.BODY_STRONG, said.check_token, said.check)


_QUEUE: Final = 1
"""Which part of the line is the queue's name: the one that is cut where there is no room."""


def compose_why(drawing: Drawing, place: QRect, said: ReasonWords) -> None:
    """Put queue and wait over the way through the menu, in the middle of the height of `place`."""
    parts = (
        (Role.BODY, Token.TEXT_2, said.caption),
        (Role.BODY_STRONG, Token.TEXT, said.queue),  # at _QUEUE
        (Role.BODY, Token.TEXT_2, said.waited),
        (Role.BODY_STRONG, Token.TEXT, said.time),
    )
    first = max(drawing.size(role, text)[1] for role, _, text in parts)
    path_height = drawing.size(Role.BODY, said.path)[1] if said.path else 0
    second = max(path_height, _PATH_ICON) if said.path else 0
    whole = first + (1 + second if second else 0)
    y = place.y() + (place.height() - whole + 1) // 2
    x = place.x()
    for index, (role, token, text) in enumerate(parts):
        width, height = drawing.size(role, text)
        if index == _QUEUE:
            room = place.width() - _beside_queue(drawing, said)
            width = min(drawing.theme.width(role, text) + 2, max(_LEAST, room))
            drawing.write(QRect(x, y + (first - height) // 2, width, height), role, token, text)
        else:
            drawing.write(QRect(x, y, width, first), role, token, text)
        x += width + 6
    if said.path:
        y += first + 1
        x = place.x()
        drawing.icon(x, y + (second - _PATH_ICON) // 2, "ph.tree-structure", Token.TEXT_2, _PATH_ICON)
        x += _PATH_ICON + 6
        width = min(drawing.theme.width(Role.BODY, said.path) + 2, max(_LEAST, place.right() + 1 - x))
        spot = QRect(x, y + (second - path_height) // 2, width, path_height)
        drawing.write(spot, Role.BODY, Token.TEXT_2, said.path)


def _badge_width(drawing: Drawing, badge: Badge) -> int:
    width = drawing.theme.width(Role.BODY_STRONG, badge.text) + 2 * badge.pad
    return width + (CHIP_ICON + 4 if badge.icon else 0)


def _tier_width(drawing: Drawing, said: CallerWords) -> int:
    return 0 if said.tier is None else 8 + chip_size(drawing.theme, said.tier[0], said.tier[2]).width()


def _before_check(drawing: Drawing, said: CallerWords) -> int:
    """Return where the words about the number begin, behind number and icon."""
    x = drawing.size(Role.BODY_STRONG, said.number)[0] if said.number else 0
    x += 2
    if said.number and (said.check_icon or said.check):
        x += 6
    if said.check_icon:
        x += _CHECK_ICON + (6 if said.check else 0)
    return x


def _beside_queue(drawing: Drawing, said: ReasonWords) -> int:
    plain = drawing.size(Role.BODY, said.caption)[0] + drawing.size(Role.BODY, said.waited)[0]
    return plain + drawing.size(Role.BODY_STRONG, said.time)[0] + 18


def _compose_badge(drawing: Drawing, place: QRect, badge: Badge) -> None:
    drawing.box(QRectF(place), badge.fill, badge.border)
    x = place.x() + badge.pad
    if badge.icon:
        drawing.icon(x, place.y() + (place.height() - CHIP_ICON) / 2, badge.icon, badge.ink, CHIP_ICON)
        x += CHIP_ICON + 4
    room = QRect(x, place.y(), place.right() + 1 - x, place.height())
    drawing.write(room, Role.BODY_STRONG, badge.ink, badge.text, smooth=True)


def carried_words(name: str, value: str) -> str:
    """Return what came with a call under a name of its sender's, as an agent reads it."""
    return f"{name.removeprefix('X-')}: {value}"
