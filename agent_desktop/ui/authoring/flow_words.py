"""Where the words of a way stand on the flow map: by their way, over no step and over no other words. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF

_STEP: Final = 8
_APART: Final = 2
_NEAR: Final = 38
"""So far from their way, in pixels, whole words are still seen to be of it."""
_SHORTER: Final = (0.75, 0.5, 0.35)
_LEAST: Final = 34
_CUT: Final = 150


class Shape(NamedTuple):
    """How wide and high words are, set in one line or in several."""

    width: int
    height: int


def words_place(
    points: Sequence[QPointF],
    shapes: Sequence[Shape],
    top: float,
    taken: Sequence[QRectF],
    others: Sequence[QRectF] = (),
    *,
    line: int = 16,
) -> QRectF:
    """Return where words stand by the way along `points`, clear of the places that are `taken`; `shapes` are those they
    can be set in, the best first, and `others` are stretches of other ways, which they cover only where nothing else is
    left.

    They stand on a stretch across, near its beginning, the last stretch first; beside one that goes down; above `top`,
    over the step that the way begins at; or a little further off. Where there is no room for all of them the place is
    narrower than any shape, `line` pixels high, and the words are cut; where there is none by the way at all they stand
    as near as can be.
    """
    for shape in shapes:
        for place in _by_the_way(points, shape, top):
            if _is_free(place, taken) and _is_near(place, points):
                return place
        for place in _near(points, shape):
            if _is_free(place, taken) and _is_free(place, others):
                return place
    for shape in shapes:
        for place in _near(points, shape):
            if _is_free(place, taken):
                return place
    width = min(shapes[0].width, _CUT)
    cut = [Shape(max(_LEAST, int(width * part)), line) for part in _SHORTER]
    for shape in cut:
        for place in (*_by_the_way(points, shape, top), *_near(points, shape)):
            if _is_free(place, taken) and _is_near(place, points):
                return place
    return next(place for place in _around(points, cut[-1]) if _is_free(place, taken))


def _is_free(place: QRectF, taken: Sequence[QRectF]) -> bool:
    around = place.adjusted(-_APART, -_APART, _APART, _APART)
    return not any(around.intersects(other) for other in taken)


def _is_near(place: QRectF, points: Sequence[QPointF]) -> bool:
    around = place.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
    stretches = (QRectF(*ends).normalized().adjusted(-1, -1, 1, 1) for ends in pairwise(points))
    return any(around.intersects(each) for each in stretches)


def _by_the_way(points: Sequence[QPointF], shape: Shape, top: float) -> Iterator[QRectF]:
    width, height = shape
    stretches = list(pairwise(points))[::-1]
    for start, end in stretches:
        room = abs(end.x() - start.x()) - width - 18
        if abs(start.y() - end.y()) < 1 and room >= 0:
            to_right = end.x() > start.x()
            for aside in dict.fromkeys((0, int(room), *range(0, int(room), _STEP))):
                x = start.x() + 6 + aside if to_right else start.x() - 6 - width - aside
                yield QRectF(x, start.y() - height / 2, width, height)
    for start, end in stretches:
        down = end.y() - start.y()
        if abs(start.x() - end.x()) < 1 and abs(down) > height - 2:
            middle = (start.y() + end.y()) / 2 - height / 2 - 1
            reach = int(abs(down) / 2 - height / 2)
            for off in sorted(range(-reach, reach + 1, _STEP // 2), key=abs):
                yield QRectF(start.x() + 4, middle + off, width, height)
                yield QRectF(start.x() - 4 - width, middle + off, width, height)
    start, end = points[0], points[-1]
    yield QRectF((start.x() + end.x() - width) / 2, top - height - 3, width, height)


def _near(points: Sequence[QPointF], shape: Shape) -> Iterator[QRectF]:
    """Yield places along the whole way, above and below its stretches, right and left of them, near ones first."""
    width, height = shape
    for off in range(0, _NEAR + 1, _STEP // 2):
        for start, end in list(pairwise(points))[::-1]:
            box = QRectF(start, end).normalized()
            for x in _between(box.left() - width / 2, box.right() - width / 2):
                yield QRectF(x, box.top() - height - off, width, height)
                yield QRectF(x, box.bottom() + off, width, height)
            for y in _between(box.top() - height / 2, box.bottom() - height / 2):
                yield QRectF(box.right() + off, y, width, height)
                yield QRectF(box.left() - width - off, y, width, height)


def _between(least: float, most: float) -> Iterator[float]:
    """Yield numbers from the middle outwards."""
    middle, reach = (least + most) / 2, int((most - least) / 2)
    for off in range(0, reach + _STEP, _STEP):
        yield middle + min(off, reach)
        if off:
            yield middle - min(off, reach)


def _around(points: Sequence[QPointF], shape: Shape) -> Iterator[QRectF]:
    """Yield places in rings around the middle of the first stretch; far enough out there is always one."""
    width, height = shape
    x, y = (points[0].x() + points[1].x() - width) / 2, (points[0].y() + points[1].y() - height) / 2
    ring = 0
    while True:
        ring += 1
        for across in range(-ring, ring + 1):
            for down in (-ring, ring) if abs(across) < ring else range(-ring, ring + 1):
                yield QRectF(x + across * _STEP, y + down * _STEP, width, height)
