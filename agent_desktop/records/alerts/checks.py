"""What the schema alone cannot say of the rules of alerts: whether they fit together. Pure."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from agent_desktop.contract.alerts import AlertKind
from agent_desktop.records.alerts.schema import LANGUAGES, Addressee, AlertRules

Place = tuple[str | int, ...]


class RuleProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    ALERT_NEVER_RAISED = "alert_never_raised"  # score, most
    ALERT_URGENT_TOO_EARLY = "alert_urgent_too_early"  # urgent, alert
    ALERT_HISTORY_SHORT = "alert_history_short"  # days, needed
    TASK_WITHOUT_RULE = "task_without_rule"  # kind
    TASK_WITHOUT_NAME = "task_without_name"  # kind, addressee


WARNINGS = frozenset({RuleProblem.TASK_WITHOUT_RULE})
"""What rules may have and still be used: an alert of that kind starts no task."""


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: RuleProblem
    details: Mapping[str, str]


def findings_in(rules: AlertRules) -> Iterator[Finding]:
    """Yield every problem of rules that fit the schema."""
    yield from _unusual(rules)
    for kind in AlertKind:
        if kind not in rules.outreach:
            yield _found(("outreach",), RuleProblem.TASK_WITHOUT_RULE, kind=kind.value)
    for kind, rule in rules.outreach.items():
        for addressee, name in ((Addressee.TEAM, rule.team), (Addressee.QUEUE, rule.queue)):
            if addressee in rule.to and not name.strip():
                place = ("outreach", kind.value, "to")
                yield _found(place, RuleProblem.TASK_WITHOUT_NAME, kind=kind.value, addressee=addressee.value)
    for section, texts in (("types", rules.types), ("countries", rules.countries)):
        for code, text in texts.items():
            for language in LANGUAGES:
                if not text.get(language, "").strip():
                    yield _found((section, code), RuleProblem.LANGUAGE_MISSING, language=language)
            for language in text:
                if language not in LANGUAGES:
                    allowed = ", ".join(LANGUAGES)
                    place = (section, code, language)
                    yield _found(place, RuleProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)


def _unusual(rules: AlertRules) -> Iterator[Finding]:
    unusual = rules.unusual
    weights = (unusual.amount, unusual.total, unusual.count, unusual.outflow, unusual.emptied, unusual.often)
    most = sum(weight.most for weight in weights) + unusual.new_country + unusual.new_type
    if unusual.alert_from > most:
        place: Place = ("unusual", "alert_from")
        yield _found(place, RuleProblem.ALERT_NEVER_RAISED, score=f"{unusual.alert_from:g}", most=f"{most:g}")
    if unusual.urgent_from < unusual.alert_from:
        urgent, alert = f"{unusual.urgent_from:g}", f"{unusual.alert_from:g}"
        place = ("unusual", "urgent_from")
        yield _found(place, RuleProblem.ALERT_URGENT_TOO_EARLY, urgent=urgent, alert=alert)
    needed = max(unusual.window_days + 30, unusual.outflow_days * (1 + unusual.outflow_periods))
    if unusual.history_days < needed:
        place = ("unusual", "history_days")
        yield _found(place, RuleProblem.ALERT_HISTORY_SHORT, days=unusual.history_days, needed=needed)


def _found(place: Place, problem: RuleProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})
