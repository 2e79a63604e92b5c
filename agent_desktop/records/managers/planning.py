"""Which manager each customer gets, by rule, load and language. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.records.managers.schema import AssignmentRule, AssignmentRules, LanguageRule


class NotAssigned(StrEnum):
    """Why a customer is left without a manager."""

    NO_RULE = "no_rule"
    NO_MANAGER = "no_manager"  # nobody is of the rule's teams
    NO_LANGUAGE = "no_language"
    ALL_FULL = "all_full"


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A customer without a manager. `languages` are ISO 639, the one they like best first."""

    customer_id: UUID
    kind: CustomerKind
    tier: Tier
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody who can look after customers, and how many they have."""

    user_id: UUID
    name: str
    team: str
    languages: frozenset[str] = frozenset()
    customers: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """`speaks`: the manager speaks one of the customer's languages. `rule` counts from 0."""

    customer_id: UUID
    manager_id: UUID
    rule: int
    speaks: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """`left` counts customers who get nobody, by the reason."""

    assignments: tuple[Assignment, ...] = ()
    left: Counter[NotAssigned] = field(default_factory=Counter)


def plan_assignments(customers: Iterable[Unassigned], managers: Sequence[Manager], rules: AssignmentRules) -> Plan:
    """Give each customer the manager whom the first rule that fits finds; the same input gives the same plan.

    Of the managers of the rule's teams who have room, one who speaks a language the customer likes better goes first,
    where language counts; then the one with the smallest part of the most that the rule allows, then by name.
    """
    loads = {manager.user_id: manager.customers for manager in managers}
    teams = [[each for each in managers if each.team in rule.teams] for rule in rules.rules]
    assigned: list[Assignment] = []
    left: Counter[NotAssigned] = Counter()
    for customer in customers:
        number = _rule_of(customer, rules)
        if number is None:
            left[NotAssigned.NO_RULE] += 1
            continue
        chosen = _choose(customer, rules.rules[number], teams[number], loads)
        if isinstance(chosen, NotAssigned):
            left[chosen] += 1
            continue
        loads[chosen.user_id] += 1
        speaks = not chosen.languages.isdisjoint(customer.languages)
        assigned.append(Assignment(customer.customer_id, chosen.user_id, number, speaks))
    return Plan(tuple(assigned), left)


def _rule_of(customer: Unassigned, rules: AssignmentRules) -> int | None:
    for number, rule in enumerate(rules.rules):
        if customer.kind in rule.kinds and (not rule.tiers or customer.tier in rule.tiers):
            return number
    return None


def _choose(
    customer: Unassigned, rule: AssignmentRule, team: Sequence[Manager], loads: dict[UUID, int]
) -> Manager | NotAssigned:
    if not team:
        return NotAssigned.NO_MANAGER
    # Of a customer whose languages nobody has noted, nothing is known that a manager could not speak.
    counts = rule.language is not LanguageRule.IGNORED and bool(customer.languages)
    able = team
    if counts and rule.language is LanguageRule.REQUIRED:
        able = [each for each in team if not each.languages.isdisjoint(customer.languages)]
        if not able:
            return NotAssigned.NO_LANGUAGE
    free = [each for each in able if loads[each.user_id] < rule.most]
    if not free:
        return NotAssigned.ALL_FULL

    def order(manager: Manager) -> tuple[int, float, str, UUID]:
        liked = _liked(manager, customer) if counts else 0
        return (liked, loads[manager.user_id] / rule.most, manager.name, manager.user_id)

    return min(free, key=order)


def _liked(manager: Manager, customer: Unassigned) -> int:
    """Return the place of the first of the customer's languages that the manager speaks; behind them all for none."""
    spoken = (place for place, language in enumerate(customer.languages) if language in manager.languages)
    return next(spoken, len(customer.languages))
