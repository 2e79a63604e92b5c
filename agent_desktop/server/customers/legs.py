"""Who had a call one after the other: each agent's part, with how long the caller waited before it and was held."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.timeline import ContactLeg, ContactLegs
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.server.auth.repository import UserRepository
from telephony.calls.models import CallStretchRow
from telephony.contract import CallState
from telephony.times import seconds_between


def legs_of(session: Session, customer_id: UUID, contact_id: UUID) -> ContactLegs:
    """Return the parts of the call that a customer's contact was, in their order."""
    rows = ContactRepository(session).list_legs(customer_id, contact_id)
    agents = {row["agent_id"] for row in rows if row["agent_id"] is not None}
    names = UserRepository(session).list_display_names(agents)
    call_id = next((row["call_id"] for row in rows if row["call_id"] is not None), None)
    stretches = _stretches(session, call_id) if call_id is not None else ()
    legs = []
    before: datetime | None = None
    for row in rows:
        legs.append(
            ContactLeg(
                at=row["at"],
                agent_name=names.get(row["agent_id"], ""),
                outcome=row["outcome"],
                duration_seconds=row["duration_seconds"],
                waited_seconds=_seconds(stretches, CallState.QUEUED, None, before, row["at"]),
                held_seconds=_seconds(stretches, CallState.HELD, row["agent_id"], None, None),
            )
        )
        before = row["at"]
    return ContactLegs(legs=tuple(legs))


def _stretches(session: Session, call_id: UUID) -> Sequence[CallStretchRow]:
    query = sa.select(CallStretchRow).where(CallStretchRow.call_id == call_id).order_by(CallStretchRow.began_at)
    return session.scalars(query).all()


def _seconds(
    stretches: Sequence[CallStretchRow],
    state: CallState,
    agent_id: UUID | None,
    after: datetime | None,
    until: datetime | None,
) -> int:
    """Add up the stretches in a state, of one agent, or of none, that began from `after` and before `until`."""
    return sum(
        seconds_between(each.began_at, each.ended_at)
        for each in stretches
        if each.state is state
        and each.agent_id == agent_id
        and (after is None or each.began_at >= after)
        and (until is None or each.began_at < until)
    )
