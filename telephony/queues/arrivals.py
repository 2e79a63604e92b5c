"""A caller comes to the queues: which one takes them, with what priority, and who is asked first."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.deps import Deps
from telephony.ports import RoutingWish
from telephony.queues.choice import Caller, Door, Entry, choose_queue, enter
from telephony.queues.models import QueueRow
from telephony.queues.repository import BoardRepository, MemberRepository
from telephony.queues.rows import door_of


def bring_in(
    session: Session,
    deps: Deps,
    call: CallRow,
    wanted: QueueRow,
    queues: Sequence[QueueRow],
    wish: RoutingWish,
    at: datetime,
) -> Entry:
    """Put a call that has just arrived into the queue that is right for it, and return where it came to.

    `queues` are all of the group of `wanted`, which is locked. Where the records could not be read `wish` is empty:
    the menu alone decides then, so that suspected fraud goes ahead of all even so.
    """
    rows = {row.code: row for row in queues}
    doors = {code: door_of(row) for code, row in rows.items() if not row.retired or row is wanted}
    caller = Caller(reason=call.menu_reason, tier=wish.tier, language=wish.language)
    chosen = choose_queue(doors.values(), doors[wanted.code], caller)

    def waiting(door: Door) -> int:
        return BoardRepository(session).count_waiting(door.queue_id)

    entry = enter(doors, chosen, waiting, at=at, zone=deps.settings.local_zone)
    queue = rows[entry.door.code]
    call.queue_id = queue.queue_id
    # Urgent is who was chosen for an urgent queue, also where that one sent them on.
    call.urgent = queue.urgent or rows[chosen.code].urgent
    call.priority = queue.priority + wish.priority
    call.preferred_agent_id, call.preferred_team = wish.preferred_agent_id, wish.preferred_team[:100]
    if not call.urgent and entry.turned is None:
        _ask_first(session, call, queue, at)
    return entry


def _ask_first(session: Session, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Note until when the call is its manager's and their team's alone; nobody waits for who is not here."""
    asks_manager = call.preferred_agent_id is not None and queue.manager_seconds > 0
    asks_team = call.preferred_team != "" and queue.team_seconds > 0
    if not asks_manager and not asks_team:
        return
    manager_here, team_here = MemberRepository(session).who_is_here(
        queue.queue_group_id, call.preferred_agent_id, call.preferred_team
    )
    if asks_manager and manager_here:
        call.preferred_until_at = at + timedelta(seconds=queue.manager_seconds)
    if asks_team and team_here:
        call.team_until_at = (call.preferred_until_at or at) + timedelta(seconds=queue.team_seconds)
