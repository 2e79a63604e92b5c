"""What the schema alone cannot say of the formulas: their languages, their order, what a cost may reckon with. Pure."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.valuation import Section
from agent_desktop.records.valuation.measures import SIGNED
from agent_desktop.records.valuation.schema import Characteristic, KindFormula, LossRisk, Tiers, ValueFormula

LANGUAGES: Final = ("en", "zh")

Place = tuple[str | int, ...]


class FormulaProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    TIERS_TURNED_ROUND = "tiers_turned_round"  # figure
    TIER_WITHOUT_LIMIT = "tier_without_limit"  # tier
    MEASURE_SIGNED = "measure_signed"  # measure
    BINS_NOT_RISING = "bins_not_rising"
    LAST_BIN_LIMITED = "last_bin_limited"
    BIN_WITHOUT_LIMIT = "bin_without_limit"
    LEAST_KNOWN_MANY = "least_known_many"  # most
    TREND_LONGER = "trend_longer"  # most


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: FormulaProblem
    details: Mapping[str, str]


def findings_in(formula: ValueFormula) -> Iterator[Finding]:
    """Yield every problem of formulas that fit the schema."""
    if formula.trend_days > formula.days:
        yield _found(("trend_days",), FormulaProblem.TREND_LONGER, most=formula.days)
    for name, kind in (("personal", formula.personal), ("business", formula.business)):
        yield from _kind(name, kind)


def _kind(name: str, kind: KindFormula) -> Iterator[Finding]:
    for section in Section:
        for number, term in enumerate(kind.terms_of(section)):
            here: Place = (name, section.value, number)
            yield from _texts((*here, "name"), term.name)
            if term.measure in SIGNED:
                yield _found((*here, "measure"), FormulaProblem.MEASURE_SIGNED, measure=term.measure.value)
    if kind.tiers is not None:
        yield from _tiers((name, "tiers"), kind.tiers)
    if kind.loss_risk is not None:
        yield from _risk((name, "loss_risk"), kind.loss_risk)


def _tiers(here: Place, tiers: Tiers) -> Iterator[Finding]:
    for tier, limits in (("platinum", tiers.platinum), ("gold", tiers.gold)):
        if limits.relationship_value is None and limits.profit is None:
            yield _found((*here, tier), FormulaProblem.TIER_WITHOUT_LIMIT, tier=tier)
    for figure in ("relationship_value", "profit"):
        high, low = getattr(tiers.platinum, figure), getattr(tiers.gold, figure)
        if high is not None and low is not None and high < low:
            yield _found((*here, "platinum", figure), FormulaProblem.TIERS_TURNED_ROUND, figure=figure)


def _risk(here: Place, risk: LossRisk) -> Iterator[Finding]:
    if risk.least_known > len(risk.characteristics):
        yield _found((*here, "least_known"), FormulaProblem.LEAST_KNOWN_MANY, most=len(risk.characteristics))
    for number, characteristic in enumerate(risk.characteristics):
        place: Place = (*here, "characteristics", number)
        yield from _texts((*place, "name"), characteristic.name)
        yield from _bins((*place, "bins"), characteristic)


def _bins(here: Place, characteristic: Characteristic) -> Iterator[Finding]:
    *limited, last = characteristic.bins
    if last.below is not None:
        yield _found((*here, len(limited), "below"), FormulaProblem.LAST_BIN_LIMITED)
    before = None
    for number, each in enumerate(limited):
        if each.below is None:
            yield _found((*here, number), FormulaProblem.BIN_WITHOUT_LIMIT)
        elif before is not None and each.below <= before:
            yield _found((*here, number, "below"), FormulaProblem.BINS_NOT_RISING)
        before = each.below if each.below is not None else before


def _texts(place: Place, texts: Mapping[str, str]) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield _found(place, FormulaProblem.LANGUAGE_MISSING, language=language)
    for language in texts:
        if language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            yield _found((*place, language), FormulaProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)


def _found(place: Place, problem: FormulaProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})
