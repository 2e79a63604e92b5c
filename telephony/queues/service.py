"""Queues as the settings describe them, and who serves them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.queues.repository import MemberRepository, QueueRepository
from telephony.settings import QueueSettings


def ensure_queues(session: Session, queues: Sequence[QueueSettings]) -> None:
    """Have the groups and queues of the settings, as they are there.

    A queue that is no longer in the settings stays as it was (`changes.change_queues` retires one). Safe when several
    servers start at once.
    """
    repository = QueueRepository(session)
    for position, settings in enumerate(queues):
        repository.put_queue(
            settings.code,
            queue_group_id=repository.put_group(settings.group),
            position=position,
            name=dict(settings.name),
            ring_seconds=settings.ring_seconds,
            wrap_up_mode=settings.wrap_up_mode,
            wrap_up_seconds=settings.wrap_up_seconds,
            wrap_up_extensions=settings.wrap_up_extensions,
            wrap_up_extension_seconds=settings.wrap_up_extension_seconds,
            outcome_required=settings.outcome_required,
            service=settings.service,
            languages=list(settings.languages),
            tiers=list(settings.tiers),
            reasons=list(settings.reasons),
            urgent=settings.urgent,
            priority=settings.priority,
            needs=dict(settings.needs),
            manager_seconds=settings.manager_seconds,
            team_seconds=settings.team_seconds,
            overflow=dict(settings.overflow),
            hours=None if settings.hours is None else settings.hours.as_json(),
            closed_to=settings.closed_to,
            max_waiting=settings.max_waiting,
            full_to=settings.full_to,
            callback_share=settings.callback_share,
            callback_late_share=settings.callback_late_share,
            preview_seconds=settings.preview_seconds,
        )


def ensure_member(session: Session, agent_id: UUID, queue_code: str) -> None:
    """Have the agent serve the queue.

    Raises:
        LookupError: No such queue.
        ValueError: The agent serves a queue of another group; queues that share agents belong in one group.
    """
    queue = QueueRepository(session).find_by_code(queue_code)
    if queue is None:
        raise LookupError(f"no queue {queue_code!r}")
    members = MemberRepository(session)
    group_id = members.find_group_of_member(agent_id)
    if group_id is not None and group_id != queue.queue_group_id:
        raise ValueError(f"queue {queue_code!r} is of another group than the agent's other queues")
    members.add_member(queue.queue_id, agent_id)


def ensure_skills(session: Session, agent_id: UUID, levels: Mapping[str, int]) -> None:
    """Have the agent's levels (1 to 5) in these skills; others stay as they were."""
    members = MemberRepository(session)
    for skill, level in levels.items():
        members.put_skill(agent_id, skill, level)


def ensure_serves_group(session: Session, agent_id: UUID, queue_code: str) -> None:
    """Have the agent serve every queue of the queue's group, with each skill at the least level that these need.

    Raises:
        LookupError: No such queue.
        ValueError: The agent serves a queue of another group.
    """
    ensure_member(session, agent_id, queue_code)
    queues, members = QueueRepository(session), MemberRepository(session)
    queue = queues.find_by_code(queue_code)
    levels = dict(members.skills_of(agent_id))
    for each in queues.list_queues(queue.queue_group_id) if queue is not None else ():
        if each.retired:
            continue
        members.add_member(each.queue_id, agent_id)
        for skill, least in each.needs.items():
            levels[skill] = max(levels.get(skill, 1), least)
    ensure_skills(session, agent_id, levels)
