"""What callbacks ask of others' tables: whether somebody is on the line with us, and who may be given one."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import CallbackQueue, CallbackTaker, CallbackTakers
from agent_desktop.contract.sessions import Role
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.database import table_of as record_table
from agent_desktop.records.interactions.models import CallLinkRow
from agent_desktop.server.auth.models import UserRow
from telephony.calls.models import CallRow
from telephony.contract import CallDirection, CallState
from telephony.database import table_of
from telephony.queues.models import QueueRow

_CALLERS: Final = (Role.AGENT, Role.SPECIALIST)
_CALLS: Final = table_of(CallRow)
_LINKS: Final = record_table(CallLinkRow)


def is_on_line(session: Session, customer_id: UUID | None, number: str) -> bool:
    """Say whether a call of theirs waits, rings or is talked at this moment: one from the number, or of the person."""
    live = sa.and_(_CALLS.c.direction == CallDirection.INBOUND, _CALLS.c.state != CallState.ENDED)
    from_number = sa.select(_CALLS.c.call_id).where(live, _CALLS.c.caller_number == number)
    if session.execute(from_number.limit(1)).first() is not None:
        return True
    if customer_id is None:
        return False
    linked = sa.select(_CALLS.c.call_id).join(_LINKS, _LINKS.c.call_id == _CALLS.c.call_id)
    query = linked.where(live, of_person(_LINKS.c.customer_id)).limit(1)
    return session.execute(query, {"of_customer": customer_id}).first() is not None


def takers_in(session: Session) -> CallbackTakers:
    """Return who may be given a callback: those who work here and call customers, their teams, and the queues."""
    roles = sa.or_(*(UserRow.roles.contains([role.value]) for role in _CALLERS))
    people = session.execute(
        sa.select(UserRow.user_id, UserRow.display_name, UserRow.team)
        .where(UserRow.disabled_at.is_(None), roles)
        .order_by(UserRow.display_name, UserRow.user_id)
    ).all()
    queues = session.execute(
        sa.select(QueueRow.code, QueueRow.name).where(~QueueRow.retired).order_by(QueueRow.position, QueueRow.code)
    ).all()
    return CallbackTakers(
        people=tuple(CallbackTaker(user_id=each.user_id, name=each.display_name, team=each.team) for each in people),
        teams=tuple(sorted({each.team for each in people if each.team})),
        queues=tuple(CallbackQueue(code=each.code, name=dict(each.name)) for each in queues),
    )


def queue_code_of(session: Session, call_id: UUID) -> str:
    """Return the code of the queue that a call was in; empty where there is none any more."""
    query = sa.select(QueueRow.code).join(CallRow, CallRow.queue_id == QueueRow.queue_id)
    return session.scalar(query.where(CallRow.call_id == call_id)) or ""
