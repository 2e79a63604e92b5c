"""What must hold of the tables at any moment, seen in one snapshot, and what must add up once all has ended."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.queues.dispatch import QueueMoves, _refusals, _routing
from telephony.queues.dispatch_repository import DispatchRepository
from telephony.queues.models import QueueGroupRow
from telephony.queues.policy import assign
from tests.proofs.events.world import SETTINGS, World

_STALE: Final = timedelta(seconds=30)
"""On the business clock: a pause or a window that ended so lately may still wait for whoever runs timers."""

_AT_ANY_TIME: Final[Mapping[str, str]] = {
    "an open offer that no agent has, or of a call that does not ring": """
        SELECT o.offer_id AS id FROM offers o JOIN calls c USING (call_id)
        LEFT JOIN agents a ON a.offer_id = o.offer_id AND a.agent_id = o.agent_id
        WHERE o.outcome = 'open' AND (a.agent_id IS NULL OR c.state <> 'ringing')""",
    "an agent reserved for nothing": """
        SELECT a.agent_id AS id FROM agents a LEFT JOIN offers o ON o.offer_id = a.offer_id AND o.outcome = 'open'
        WHERE a.offer_id IS NOT NULL AND o.offer_id IS NULL""",
    "a ringing call that is offered to nobody": """
        SELECT c.call_id AS id FROM calls c LEFT JOIN offers o ON o.call_id = c.call_id AND o.outcome = 'open'
        WHERE c.state = 'ringing' AND o.offer_id IS NULL""",
    "a call without its agent": """
        SELECT c.call_id AS id FROM calls c LEFT JOIN agents a ON a.agent_id = c.agent_id AND a.call_id = c.call_id
        WHERE c.state IN ('connecting', 'talking', 'held') AND a.state IS DISTINCT FROM 'on_call'""",
    "an agent without their call": """
        SELECT a.agent_id AS id FROM agents a LEFT JOIN calls c ON c.call_id = a.call_id AND c.agent_id = a.agent_id
        WHERE a.state = 'on_call' AND coalesce(c.state, '') NOT IN ('connecting', 'talking', 'held')""",
    "an offer that never runs out": """
        SELECT o.offer_id AS id FROM offers o
        LEFT JOIN timers t ON t.kind = 'offer_expires' AND t.subject_id = o.offer_id
        WHERE o.outcome = 'open' AND t.timer_id IS NULL""",
    "a call being joined that nothing gives up on": """
        SELECT c.call_id AS id FROM calls c
        LEFT JOIN timers t ON t.kind = 'connect_expires' AND t.subject_id = c.call_id
        WHERE c.state = 'connecting' AND t.timer_id IS NULL""",
}


def wrong_now(world: World) -> list[str]:
    """Return what does not hold at this moment; nobody is kept from working."""
    engine = world.engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, Session(connection) as session:
        wrong = [f"{what}: {row.id}" for what, query in _AT_ANY_TIME.items() for row in session.execute(sa.text(query))]
        for group_id in session.scalars(sa.select(QueueGroupRow.queue_group_id)):
            wrong += _forgotten(world, session, group_id)
    return wrong


def _forgotten(world: World, session: Session, group_id: Any) -> list[str]:
    """Return the calls that the policy would give to somebody at once, had it been asked."""
    dispatch = DispatchRepository(session)
    at = world.clock.now() - _STALE
    waiting, ready = dispatch.ask_waiting_and_ready(group_id, SETTINGS.point_seconds, True, at=at).answers([])
    routing = _routing(session, world.deps(world.units.open().journal), group_id, QueueMoves())
    # Who has declined within a pause that is just over counts as still pausing.
    refusals = _refusals(dispatch, waiting, at - timedelta(seconds=SETTINGS.decline_pause_seconds))
    return [
        f"call {each.call_id} waits beside agent {each.agent_id}, who is free"
        for each in assign(waiting, ready, refusals, routing=routing, at=at)
    ]


def wrong_at_the_end(world: World, told: Sequence[Mapping[str, Any]]) -> list[str]:
    """Compare what every worker was acknowledged with what is stored."""
    with world.engine.connect() as connection:
        calls = set(connection.scalars(sa.text("SELECT call_sid FROM calls")))
        answered = connection.execute(
            sa.text("SELECT call_id::text, agent_id::text FROM offers WHERE outcome = 'answered'")
        ).all()
        live = connection.scalars(sa.text("SELECT call_sid FROM calls WHERE state <> 'ended'")).all()
    wrong = [f"call {sid} was acknowledged and is not stored" for each in told for sid in set(each["arrived"]) - calls]
    said = Counter((call, agent) for each in told for call, agent in each["answered"])
    stored = Counter((str(call), str(agent)) for call, agent in answered)
    wrong += [f"answers {pair}: acknowledged {said[pair]}, stored {stored[pair]}" for pair in said | stored
              if said[pair] != stored[pair]]  # fmt: skip
    return wrong + [f"call {sid} never ended" for sid in live]
