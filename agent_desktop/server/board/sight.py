"""What of the centre one watcher sees: their scope as a supervisor, and what they have chosen of it. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from uuid import UUID

from agent_desktop.contract.board import BoardFilter
from agent_desktop.server.board.repository import Colleague
from agent_desktop.server.supervision.scope import Scope
from telephony.board.facts import Floor


@dataclass(frozen=True, slots=True)
class Sight:
    """`teams` None: of every team, and of none. `is_narrowed`: they have chosen of what they may see. `guests` are
    others' agents who stand among the agents and in alerts, and in no figure: nobody of theirs answered their call for
    help."""

    agent_ids: frozenset[UUID]
    queue_ids: frozenset[UUID]
    teams: frozenset[str] | None
    guests: frozenset[UUID] = frozenset()
    is_narrowed: bool = False


def sight_of(
    floor: Floor,
    people: Mapping[UUID, Colleague],
    scope: Scope,
    asks: BoardFilter,
    called: Set[UUID] = frozenset(),
) -> Sight:
    """Return what is seen. Who looks after a team sees its agents and the queues that these serve; who serves queues
    themselves sees those and the agents of them; who has neither sees all. `called` are agents whom everybody sees who
    has chosen nothing."""
    sees_all = not scope.team and not scope.queue_ids
    mine = frozenset(scope.queue_ids)
    queue_ids = frozenset(floor.queues)
    if not sees_all:
        queue_ids &= mine | _served_by(floor, (who for who, one in people.items() if _is_of(scope.team, one)))
    seen = [
        agent_id
        for agent_id in floor.agents
        if sees_all
        or _is_of(scope.team, people.get(agent_id))
        or not mine.isdisjoint(floor.served.get(agent_id, frozenset()))
    ]
    if asks.sites or asks.teams:
        queue_ids &= _served_by(floor, _chosen(people, asks))
        seen = [agent_id for agent_id in seen if (one := people.get(agent_id)) is not None and _fits(one, asks)]
    if asks.queue_ids:
        queue_ids &= frozenset(asks.queue_ids)
        seen = [each for each in seen if not queue_ids.isdisjoint(floor.served.get(each, frozenset()))]
    teams = frozenset({scope.team}) if scope.team else None
    if asks.teams:
        chosen = frozenset(asks.teams)
        teams = chosen if teams is None else chosen & teams
    elif asks.sites:
        of_sites = frozenset(one.team for one in people.values() if one.site in asks.sites and one.team)
        teams = of_sites if teams is None else of_sites & teams
    narrowed = bool(asks.sites or asks.teams or asks.queue_ids)
    guests = frozenset() if narrowed else frozenset(called & floor.agents.keys()) - frozenset(seen)
    return Sight(frozenset(seen), queue_ids, teams, guests, narrowed)


def _chosen(people: Mapping[UUID, Colleague], asks: BoardFilter) -> Iterator[UUID]:
    return (who for who, one in people.items() if _fits(one, asks))


def _fits(one: Colleague, asks: BoardFilter) -> bool:
    return (not asks.sites or one.site in asks.sites) and (not asks.teams or one.team in asks.teams)


def _is_of(team: str, one: Colleague | None) -> bool:
    return bool(team) and one is not None and one.team == team


def _served_by(floor: Floor, agents: Iterable[UUID]) -> frozenset[UUID]:
    return frozenset().union(*(floor.served.get(agent_id, frozenset()) for agent_id in agents))
