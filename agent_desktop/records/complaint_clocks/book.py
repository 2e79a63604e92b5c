"""Which rules there are for a complaint. Pure.

A rule that a clock goes by is kept as it was (`BoundRule.kept`), under a version made of all that it says: whatever
becomes of the file, what runs goes on by the rule it was started with.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.complaint_clocks.facts import ComplaintFacts
from agent_desktop.records.complaint_clocks.schema import ClockFile, Named, Rule, RuleSetEntry, Rung

LEGAL: Final = "legal"
"""The flag of a complaint that may come before a court; every file knows it."""


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A rule with what its set and file say for it."""

    rule: Rule
    set_code: str
    set_name: Mapping[str, str]
    calendar: str
    is_house: bool
    ladder: tuple[Rung, ...]
    version: str

    @property
    def kept(self) -> dict[str, Any]:
        """Return all of it, to be kept with what goes by it."""
        return {
            "rule": self.rule.model_dump(mode="json"),
            "set_code": self.set_code,
            "set_name": dict(self.set_name),
            "calendar": self.calendar,
            "house": self.is_house,
            "ladder": [each.model_dump(mode="json") for each in self.ladder],
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "BoundRule":
        """Return a rule as it was kept."""
        ladder = tuple(Rung.model_validate(each) for each in kept["ladder"])
        return bind(
            Rule.model_validate(kept["rule"]),
            kept["set_code"],
            kept["set_name"],
            kept["calendar"],
            is_house=kept["house"],
            ladder=ladder,
        )


def bind(
    rule: Rule, set_code: str, set_name: Mapping[str, str], calendar: str, *, is_house: bool, ladder: tuple[Rung, ...]
) -> BoundRule:
    """Return a rule with its version: another one for anything that may change a date or a warning."""
    ladder = rule.ladder or ladder
    what = [rule.model_dump(mode="json"), set_code, calendar, [each.model_dump(mode="json") for each in ladder]]
    version = hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:12]
    return BoundRule(rule, set_code, set_name, calendar, is_house, ladder, version)


class RuleBook:
    """The rules of a file that was checked."""

    def __init__(self, file: ClockFile, calendars: Calendars) -> None:
        self._file = file
        self._calendars = calendars
        self._sets = {each.code: each for each in file.sets}
        self._rules = tuple(_bound(file, each, rule) for each in file.sets for rule in each.rules)

    @property
    def region(self) -> str:
        """The set of complaints that name none."""
        return self._file.region

    @property
    def sets(self) -> tuple[RuleSetEntry, ...]:
        return self._file.sets

    @property
    def flags(self) -> tuple[Named, ...]:
        return self._file.flags

    @property
    def marks(self) -> tuple[Named, ...]:
        return self._file.marks

    @property
    def rules(self) -> tuple[BoundRule, ...]:
        """Every rule, also those that are not in use."""
        return self._rules

    def set_for(self, region: str) -> RuleSetEntry:
        """Return the set of a region: that of complaints that name none where there is none of that name."""
        return self._sets.get(region) or self._sets[self._file.region]

    def rules_for(self, facts: ComplaintFacts) -> tuple[BoundRule, ...]:
        """Return the rules in use for a complaint, by those in force on the day it was received."""
        return tuple(each for each in self._rules if self._is_in_force(each, facts) and self.fits(each, facts))

    def fits(self, bound: BoundRule, facts: ComplaintFacts) -> bool:
        """Say whether a rule is for such a complaint."""
        if not bound.is_house and bound.set_code != self.set_for(facts.region).code:
            return False
        when, flags = bound.rule.when, self.flags_of(facts)
        return (
            facts.kind in when.kinds
            and _among(facts.severity, when.severities)
            and _among(facts.channel, when.channels)
            and flags.issuperset(when.flags)
            and flags.isdisjoint(when.without)
            and (not when.categories or is_below(facts.category, when.categories))
            and (not when.products or is_below(facts.product_code, when.products))
            and when.vulnerable in (None, facts.vulnerable)
            and when.regulatory in (None, facts.regulatory)
        )

    def flags_of(self, facts: ComplaintFacts) -> frozenset[str]:
        """Return the flags of a complaint, with those that its category sets."""
        return facts.flags | {each.code for each in self._file.flags if is_below(facts.category, each.categories)}

    def _is_in_force(self, bound: BoundRule, facts: ComplaintFacts) -> bool:
        zone = self._calendars.of(bound.calendar).zone
        on = (facts.received_at or facts.registered_at).astimezone(zone).date()
        rule = bound.rule
        return rule.in_use and rule.effective_from <= on and (rule.effective_to is None or on <= rule.effective_to)


def is_below(path: str, roots: Iterable[str]) -> bool:
    """Say whether a path of codes with dots is one of `roots`, or below one."""
    return any(path == root or path.startswith(root + ".") for root in roots)


def _among(value: str, allowed: tuple[str, ...]) -> bool:
    return not allowed or value in allowed


def _bound(file: ClockFile, entry: RuleSetEntry, rule: Rule) -> BoundRule:
    return bind(rule, entry.code, entry.name, entry.calendar, is_house=entry.house, ladder=file.ladder)
