"""Draws precision and recall over the threshold as SVG, which is text: no library of charts is needed for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_WIDTH: Final = 860
_HEIGHT: Final = 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 210, 46, 56
_COLOURS: Final = ("#1f6feb", "#b35900", "#2d7d46", "#8250a5", "#a40e26")
_LOWEST: Final = 0.60
_TEXT: Final = 'font-family="sans-serif" font-size="12" fill="#222"'


@dataclass(frozen=True, slots=True)
class Curve:
    """One bank: (threshold, precision, recall) from the lowest threshold up."""

    title: str
    points: Sequence[tuple[float, float, float]]


def draw(curves: Sequence[Curve], *, chosen: float) -> str:
    """Return the chart; `chosen` is the threshold in use, marked by an upright line."""
    low = min(point[0] for curve in curves for point in curve.points)
    high = max(point[0] for curve in curves for point in curve.points)

    def at(weight: float, share: float) -> tuple[float, float]:
        across = _LEFT + (weight - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)
        down = _TOP + (1 - max(share, _LOWEST)) / (1 - _LOWEST) * (_HEIGHT - _TOP - _BOTTOM)
        return round(across, 1), round(down, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_TEXT}>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15">Precision and recall of merged pairs, by the threshold</text>',
    ]
    for step in range(9):
        share = _LOWEST + step * 0.05
        x, y = at(low, share)
        end, _ = at(high, share)
        parts.append(f'<path d="M{x} {y}H{end}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{share:.2f}</text>')
    for weight in range(int(low), int(high) + 1, 4):
        x, y = at(weight, _LOWEST)
        parts.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{weight}</text>')
    x, bottom = at((low + high) / 2, _LOWEST)
    parts.append(
        f'<text x="{x}" y="{bottom + 40}" text-anchor="middle">weight from which a pair is merged'
        " (base-2 logarithm of the odds)</text>"
    )
    x, _ = at(chosen, 1)
    parts.append(f'<path d="M{x} {_TOP}V{bottom}" stroke="#555" stroke-dasharray="5 4"/>')
    parts.append(f'<text x="{x + 5}" y="{bottom - 8}">in use: {chosen:g}</text>')
    for place, curve in enumerate(curves):
        colour = _COLOURS[place % len(_COLOURS)]
        for which, dashes in ((1, ""), (2, ' stroke-dasharray="3 3"')):
            line = " ".join(f"{a},{b}" for a, b in (at(point[0], point[which]) for point in curve.points))
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        across, down = _WIDTH - _RIGHT + 14, _TOP + 14 + place * 40
        parts.append(f'<text x="{across}" y="{down}" fill="{colour}">{curve.title}</text>')
        parts.append(f'<text x="{across}" y="{down + 15}" fill="#555">— precision   ··· recall</text>')
    parts.append("</svg>")
    return "\n".join(parts) + "\n"
