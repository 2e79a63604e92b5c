"""Whose calls a supervisor may listen to. Pure: no database."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """A supervisor's team and the queues they serve themselves. One who has neither is the whole centre's."""

    team: str = ""
    queue_ids: Collection[UUID] = ()

    def holds(self, *, agent_team: str, queue_id: UUID) -> bool:
        """Say whether a call of an agent of this team, from this queue, is theirs to listen to."""
        if not self.team and not self.queue_ids:
            return True
        return bool(self.team and self.team == agent_team) or queue_id in self.queue_ids

    def holds_agent(self, *, agent_team: str, queue_ids: Collection[UUID]) -> bool:
        """Say whether an agent of this team, who serves these queues, is theirs to look after."""
        if not self.team and not self.queue_ids:
            return True
        return bool(self.team and self.team == agent_team) or not set(queue_ids).isdisjoint(self.queue_ids)
