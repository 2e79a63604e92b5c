"""The ways to count a service level, in words."""

from collections.abc import Mapping
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import FigurePart, LevelVariant, VariantWords
from agent_desktop.server.figures.shapes import two

_V = LevelVariant

SYMBOLS: Final[Mapping[LevelVariant, str]] = {
    _V.ABANDONED_HELP: "(A≤T + B≤T) ÷ (A + B + W) × 100",
    _V.ANSWERED_ONLY: "A≤T ÷ A × 100",
    _V.STRICT: "A≤T ÷ (A + B + W) × 100",
    _V.LATE_ABANDONED_HURT: "A≤T ÷ (A + B − B≤T + W) × 100",
    _V.SHORT_CREDITED: "(A≤T + B<S) ÷ (A + B + W) × 100",
    _V.SHORT_REMOVED: "A≤T ÷ (A + B − B<S + W) × 100",
}
_NAMES: Final[Mapping[LevelVariant, LocalText]] = {
    _V.ABANDONED_HELP: two("Abandoned in time counts as reached", "及时放弃视为达标"),
    _V.ANSWERED_ONLY: two("Answered calls only", "只计已接通"),
    _V.STRICT: two("Strict: of all calls", "严格：占全部来电"),
    _V.LATE_ABANDONED_HURT: two("Abandoned in time does not count", "及时放弃不计入"),
    _V.SHORT_CREDITED: two("Short abandons count as reached", "短时放弃视为达标"),
    _V.SHORT_REMOVED: two("Short abandons do not count", "短时放弃不计入"),
}
_FORMULAS: Final[Mapping[LevelVariant, LocalText]] = {
    _V.ABANDONED_HELP: two(
        "Calls answered within T and calls abandoned within T, of all that were answered, abandoned, or wait past T.",
        "T 秒内接通与 T 秒内放弃的来电，占全部已接通、已放弃及等待已超过 T 秒的来电的比例。",
    ),
    _V.ANSWERED_ONLY: two(
        "Calls answered within T, of all that were answered.", "T 秒内接通的来电，占全部已接通来电的比例。"
    ),
    _V.STRICT: two(
        "Calls answered within T, of all that were answered, abandoned, or wait past T.",
        "T 秒内接通的来电，占全部已接通、已放弃及等待已超过 T 秒的来电的比例。",
    ),
    _V.LATE_ABANDONED_HURT: two(
        "Calls answered within T, of all that were answered, abandoned after T, or wait past T.",
        "T 秒内接通的来电，占全部已接通、T 秒后放弃及等待已超过 T 秒的来电的比例。",
    ),
    _V.SHORT_CREDITED: two(
        "Calls answered within T and calls abandoned sooner than S, of all answered, abandoned, or waiting past T.",
        "T 秒内接通与 S 秒前放弃的来电，占全部已接通、已放弃及等待已超过 T 秒的来电的比例。",
    ),
    _V.SHORT_REMOVED: two(
        "Calls answered within T, of all that were answered, abandoned after S or later, or wait past T.",
        "T 秒内接通的来电，占全部已接通、S 秒及以后放弃、及等待已超过 T 秒的来电的比例。",
    ),
}
SOURCES: Final[Mapping[LevelVariant, str]] = {
    _V.ABANDONED_HELP: "Cisco ICR (positive); Asterisk ServicelevelPerf2; Amazon Connect",
    _V.ANSWERED_ONLY: "Asterisk ServicelevelPerf",
    _V.STRICT: "Cisco ICR (negative)",
    _V.LATE_ABANDONED_HURT: "Cisco ICR (ignored); Bright Pattern",
    _V.SHORT_CREDITED: "Call Centre Helper, service level calculations",
    _V.SHORT_REMOVED: "Genesys Cloud without short abandons; RingCentral",
}
VARIANTS: Final = tuple(
    VariantWords(variant=each, name=_NAMES[each], formula=_FORMULAS[each], symbols=SYMBOLS[each])
    for each in LevelVariant
)
LEVEL_PARTS_IN_WORDS: Final = tuple(
    FigurePart(code=code, symbol=symbol, name=two(*name))
    for code, symbol, name in (
        ("answered", "A", ("Answered", "已接通")),
        ("answered_in_time", "A≤T", ("Answered within T", "T 秒内接通")),
        ("abandoned", "B", ("Abandoned", "已放弃")),
        ("abandoned_in_time", "B≤T", ("Abandoned within T", "T 秒内放弃")),
        ("short_abandoned", "B<S", ("Abandoned sooner than S", "S 秒前放弃")),
        ("waiting_late", "W", ("Wait still, past T", "仍在等待且已超过 T 秒")),
    )
)
