"""Which script opens with a call: of those that fit, the one that says most of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from agent_desktop.contract.interactions import Direction
from agent_desktop.service_scripts.schema import OpensFor, Script


@dataclass(frozen=True, slots=True)
class CallTraits:
    """What is known of a call. Empty where nothing is; `products` are kinds that the customer holds or the call is
    likely about, `language` is the talk's: en, zh."""

    direction: Direction = Direction.INBOUND
    reason: str = ""
    queue: str = ""
    tier: str = ""
    products: frozenset[str] = frozenset()
    language: str = ""


def choose(scripts: Iterable[Script], call: CallTraits) -> Script | None:
    """Return the script that opens: the most specific of those that fit, else the default of the call's direction.

    More lists say more of a call than fewer; of as many, a menu reason says more than a queue, a queue more than a
    product, a product more than a tier, a tier more than a language. What then still ties is told when scripts are
    checked; the first by id opens. None where there is no default.
    """
    return next(iter(suggestions(scripts, call)), None)


def suggestions(scripts: Iterable[Script], call: CallTraits) -> list[Script]:
    """Return the scripts that fit a call, the one that opens first; the default comes last."""
    of_direction = sorted(
        (script for script in scripts if script.direction is call.direction), key=lambda script: script.id
    )
    fitting = [script for script in of_direction if fits_call(script.opens_for, call)]
    fitting.sort(key=lambda script: specificity(script.opens_for), reverse=True)
    return fitting + [script for script in of_direction if script.default and script not in fitting]


def is_default(script: Script) -> bool:
    """Say whether a script opens for customers' calls that no other fits."""
    return script.default and script.direction is Direction.INBOUND


def fits_call(opens_for: OpensFor, call: CallTraits) -> bool:
    """Say whether a call is in every list that is given, and at least one is."""
    pairs = (
        (opens_for.reasons, {call.reason}),
        (opens_for.queues, {call.queue}),
        (opens_for.products, call.products),
        (opens_for.tiers, {call.tier}),
        (opens_for.languages, {call.language}),
    )
    return any(listed for listed, _ in pairs) and all(not listed or set(listed) & known for listed, known in pairs)


def specificity(opens_for: OpensFor) -> tuple[int, ...]:
    """Return how much a script says of its calls, comparable: how many lists, then which."""
    given = tuple(int(bool(listed)) for listed in _lists(opens_for))
    return (sum(given), *given)


def can_tie(first: OpensFor, second: OpensFor) -> bool:
    """Say whether a call exists for which both open and neither says more."""
    return (
        specificity(first) == specificity(second)
        and sum(specificity(first)) > 0
        and all(not mine or set(mine) & set(yours) for mine, yours in zip(_lists(first), _lists(second), strict=True))
    )


def _lists(opens_for: OpensFor) -> tuple[tuple[str, ...], ...]:
    """Return the lists, what says most of a call first."""
    return (opens_for.reasons, opens_for.queues, opens_for.products, opens_for.tiers, opens_for.languages)
