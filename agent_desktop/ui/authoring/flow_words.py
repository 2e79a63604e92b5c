"""Where the words of a way stand on the flow map: by their way, over no step and over no other words. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF

HIGH: Final = 16
_STEP: Final = 8
_APART: Final = 2
_SHORTER: Final = (1.0, 0.75, 0.5, 0.35)
_LEAST: Final = 34


def words_place(points: Sequence[QPointF], width: int, top: float, taken: Sequence[QRectF]) -> QRectF:
    """Return where words of `width` pixels stand by the way along `points`, clear of the places that are `taken`.

    They stand on a stretch across, near its beginning, the last stretch first; beside one that goes down; or above
    `top`, over the step that the way begins at. Where there is no room for all of the words the place is narrower, and
    the words are cut; where there is none by the way at all they stand as near as can be.
    """
    widths = [width, *(max(_LEAST, int(width * part)) for part in _SHORTER[1:] if width * part < width - 4)]
    for wide in dict.fromkeys(min(width, each) for each in widths):
        for place in _by_the_way(points, wide, top):
            if _is_free(place, taken):
                return place
    return next(place for place in _around(points, widths[-1]) if _is_free(place, taken))


def _is_free(place: QRectF, taken: Sequence[QRectF]) -> bool:
    around = place.adjusted(-_APART, -_APART, _APART, _APART)
    return not any(around.intersects(other) for other in taken)


def _by_the_way(points: Sequence[QPointF], width: int, top: float) -> Iterator[QRectF]:
    stretches = list(pairwise(points))[::-1]
    for start, end in stretches:
        room = abs(end.x() - start.x()) - width - 18
        if abs(start.y() - end.y()) < 1 and room >= 0:
            to_right = end.x() > start.x()
            for aside in dict.fromkeys((0, int(room), *range(0, int(room), _STEP))):
                x = start.x() + 6 + aside if to_right else start.x() - 6 - width - aside
                yield QRectF(x, start.y() - HIGH / 2, width, HIGH)
    for start, end in stretches:
        down = end.y() - start.y()
        if abs(start.x() - end.x()) < 1 and abs(down) > HIGH - 2:
            middle = (start.y() + end.y()) / 2 - HIGH / 2 - 1
            reach = int(abs(down) / 2 - HIGH / 2)
            for off in sorted(range(-reach, reach + 1, _STEP // 2), key=abs):
                yield QRectF(start.x() + 4, middle + off, width, HIGH)
                yield QRectF(start.x() - 4 - width, middle + off, width, HIGH)
    start, end = points[0], points[-1]
    yield QRectF((start.x() + end.x() - width) / 2, top - HIGH - 3, width, HIGH)


def _around(points: Sequence[QPointF], width: int) -> Iterator[QRectF]:
    """Yield places in rings around the middle of the first stretch; far enough out there is always one."""
    x, y = (points[0].x() + points[1].x() - width) / 2, (points[0].y() + points[1].y() - HIGH) / 2
    ring = 0
    while True:
        ring += 1
        for across in range(-ring, ring + 1):
            for down in (-ring, ring) if abs(across) < ring else range(-ring, ring + 1):
                yield QRectF(x + across * _STEP, y + down * _STEP, width, HIGH)
