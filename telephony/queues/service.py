"""Queues as the settings describe them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.queues.repository import MemberRepository, QueueRepository
from telephony.settings import QueueSettings


def ensure_queues(session: Session, queues: Sequence[QueueSettings]) -> None:
    """Have the groups and queues of the settings, with their present names and limits.

    A queue that is no longer in the settings stays: calls point at it. Safe when several servers start at once.
    """
    repository = QueueRepository(session)
    for settings in queues:
        repository.put_queue(
            settings.code,
            queue_group_id=repository.put_group(settings.group),
            name=dict(settings.name),
            ring_seconds=settings.ring_seconds,
            wrap_up_seconds=settings.wrap_up_seconds,
        )


def ensure_member(session: Session, agent_id: UUID, queue_code: str) -> None:
    """Have the agent serve the queue.

    Raises:
        LookupError: No such queue.
        ValueError: The agent serves a queue of another group; queues that share agents belong in one group.
    """
    members = MemberRepository(session)
    queue = QueueRepository(session).find_by_code(queue_code)
    if queue is None:
        raise LookupError(f"no queue {queue_code!r}")
    group_id = members.find_group_of_member(agent_id)
    if group_id is not None and group_id != queue.queue_group_id:
        raise ValueError(f"queue {queue_code!r} is of another group than the agent's other queues")
    members.add_member(queue.queue_id, agent_id)
