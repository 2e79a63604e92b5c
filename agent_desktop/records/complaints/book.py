"""The file of complaints as the rest of the records asks for it: by code, and as forms show it. Pure."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Final, Literal

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaint_form import (
    Category,
    ComplaintForm,
    Department,
    Named,
    OutcomeWish,
    RedressKindChoice,
    RedressLimit,
    RootCause,
    SeverityChoice,
)
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState, Severity
from agent_desktop.contract.sessions import Role
from agent_desktop.records.complaints.schema import CategoryEntry, ComplaintPlan, DepartmentEntry
from agent_desktop.records.customers.folding import has_han, pinyin_readings
from agent_desktop.records.formatting import long_day

UNKNOWN: Final[LocalText] = {"en": "Category no longer listed", "zh": "类别已不再使用"}


class ComplaintBook:
    """Built once from a checked file; it never changes afterwards."""

    def __init__(self, plan: ComplaintPlan) -> None:
        self.plan = plan
        self._teams: dict[str, str] = {}
        self.categories: Mapping[str, Category] = {each.code: each for each in self._flat(plan.categories)}
        self.root_causes: Mapping[str, RootCause] = {
            each.code: RootCause(code=each.code, name=each.name, group=each.group, is_retired=each.retired)
            for each in plan.root_causes
        }
        self.departments: Mapping[str, DepartmentEntry] = {each.code: each for each in plan.departments}
        self.redress_kinds: Mapping[str, RedressKindChoice] = {
            each.code: RedressKindChoice(code=each.code, name=each.name, has_amount=each.has_amount)
            for each in plan.redress.kinds
        }

    def category_name(self, code: str) -> LocalText:
        """Return the words of a category, of a group as well; other words for one that the file has no more."""
        found = self.categories.get(code)
        return found.name if found is not None else UNKNOWN

    def team_of(self, code: str) -> str:
        """Return the team that deals with a category: that of the nearest group which names one."""
        return self._teams.get(code) or self.plan.team

    def needs_second_person(self, severity: Severity) -> bool:
        """Say whether the answer to one of this severity is approved by another person than who proposed it."""
        return self.plan.severities[severity].second_person

    def limit(self, roles: Collection[Role], *, alone: bool) -> Decimal | None:
        """Return how much somebody with these roles may give (None: without a limit), the most of any role."""
        limits = [each.alone if alone else each.approve for each in self.plan.redress.limits if each.role in roles]
        known = [each for each in limits if each != "any"]
        return None if len(known) < len(limits) else max(known, default=Decimal(0))

    def say(self, state: ComplaintState, due_on: date | None) -> LocalText:
        """Return what the customer can be told."""
        saying = self.plan.say[state]
        if due_on is None or saying.with_due is None:
            return {"en": saying.en, "zh": saying.zh}
        day = long_day(due_on)
        return {language: text.replace("{due}", day[language]) for language, text in saying.with_due.items()}

    @cached_property
    def form(self) -> ComplaintForm:
        """All that forms and lists choose from."""
        plan = self.plan
        return ComplaintForm(
            digest=hashlib.sha256(plan.model_dump_json().encode()).hexdigest()[:16],
            categories=tuple(self.categories.values()),
            severities=tuple(
                SeverityChoice(
                    severity=severity,
                    name=plan.severities[severity].name,
                    hint=plan.severities[severity].hint,
                    tells_supervisor=plan.severities[severity].tells_supervisor,
                    second_person=plan.severities[severity].second_person,
                )
                for severity in Severity
            ),
            channels=_named(plan.channels),
            reply_channels=_named(plan.reply_channels),
            outcomes=tuple(
                OutcomeWish(code=each.code, name=each.name, asks_amount=each.asks_amount) for each in plan.outcomes
            ),
            states=_named({state: plan.states[state] for state in ComplaintState}),
            root_causes=tuple(self.root_causes.values()),
            root_cause_groups=_named(plan.root_cause_groups),
            results=_named(plan.results),
            departments=tuple(
                Department(code=each.code, name=each.name, team=each.team, days=each.days) for each in plan.departments
            ),
            redress_kinds=tuple(self.redress_kinds.values()),
            redress_limits=tuple(
                RedressLimit(role=each.role.value, alone=_amount(each.alone), approve=_amount(each.approve))
                for each in plan.redress.limits
            ),
            limits_currency=plan.redress.currency,
            currencies=(),
            regions=_named(plan.regions),
            default_region=plan.default_region,
            undo_seconds=plan.undo_minutes * 60,
            category_words=dict(plan.prefill.categories),
            dissatisfied_words=(*plan.dissatisfied.en, *plan.dissatisfied.zh),
        )

    def _flat(self, entries: tuple[CategoryEntry, ...], above: Category | None = None) -> Iterator[Category]:
        for entry in entries:
            code = f"{above.code}.{entry.code}" if above is not None else entry.code
            parent = above.code if above is not None else ""
            self._teams[code] = entry.team or self._teams.get(parent, "")
            kinds = frozenset(entry.kinds) if entry.kinds is not None else (above.kinds if above is not None else None)
            products = entry.products if entry.products is not None else (above.products if above is not None else ())
            one = Category(
                code=code,
                parent_code=parent,
                name=entry.name,
                hint=entry.hint,
                initials=initials_of(entry.name.get("zh", "")),
                words=entry.words,
                products=tuple(str(product) for product in products),
                kinds=kinds if kinds is not None else frozenset({ComplaintKind.COMPLAINT}),
                severity=entry.severity or (above.severity if above is not None else None),
                is_leaf=entry.entries is None,
                is_retired=entry.retired or (above is not None and above.is_retired),
            )
            yield one
            yield from self._flat(entry.entries or (), one)


@lru_cache(maxsize=8192)
def initials_of(text: str) -> str:
    """Return the pinyin initials of Chinese words in each way that they are read, parted by spaces: 年费 is ``nf``."""
    if not has_han(text):
        return ""
    return " ".join(dict.fromkeys("".join(part[0] for part in reading if part) for reading in pinyin_readings(text)))


def _named(texts: Mapping[Any, LocalText]) -> tuple[Named, ...]:
    return tuple(Named(code=str(code), name=name) for code, name in texts.items())


def _amount(limit: Decimal | Literal["any"]) -> Decimal | None:
    return None if limit == "any" else limit
