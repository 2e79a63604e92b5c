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
    found: Script | None = None
    default: Script | None = None
    says: tuple[int, ...] = ()
    for script in scripts:  # by id, the first of as much: what `suggestions` has first, without putting all in order
        if script.direction is not call.direction:
            continue
        if script.default and (default is None or script.id < default.id):
            default = script
        if fits_call(script.opens_for, call):
            much = specificity(script.opens_for)
            if found is None or much > says or (much == says and script.id < found.id):
                found, says = script, much
    return found or default


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
    reasons, queues, products, tiers, languages = _lists(opens_for)
    return (
        (not reasons or call.reason in reasons)
        and (not queues or call.queue in queues)
        and (not tiers or call.tier in tiers)
        and (not languages or call.language in languages)
        and (not products or not call.products.isdisjoint(products))
        and bool(reasons or queues or products or tiers or languages)
    )


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
