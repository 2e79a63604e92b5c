"""What telephony knows of a call so far: answered after which wait, held, back again."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.handovers import CallMoment, MomentKind
from agent_desktop.records.formatting import both
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import CallDirection, CallState
from telephony.times import seconds_between, utc


def call_moments(session: Session, call: CallRow) -> list[CallMoment]:
    """Return the moments of a call, in their order."""
    return list(_moments(call, _stretches(session, call.call_id)))


def _stretches(session: Session, call_id: UUID) -> Sequence[CallStretchRow]:
    query = sa.select(CallStretchRow).where(CallStretchRow.call_id == call_id).order_by(CallStretchRow.began_at)
    return session.scalars(query).all()


def _moments(call: CallRow, stretches: Sequence[CallStretchRow]) -> Iterator[CallMoment]:
    if call.answered_at is not None:
        text = both("Answered", "对方已接听")
        if call.direction is not CallDirection.OUTBOUND:
            waited = _clock(call.wait_seconds)
            text = both(f"Answered, waited {waited}", f"已接听，等候 {waited}")
        yield CallMoment(at=utc(call.answered_at), kind=MomentKind.ANSWERED, text=text)
    for stretch in stretches:
        if stretch.state is CallState.HELD:
            yield _held(stretch)
            if stretch.next_state is CallState.TALKING:
                held = _clock(seconds_between(stretch.began_at, stretch.ended_at))
                text = both(f"Off hold after {held}", f"保持 {held} 后恢复通话")
                yield CallMoment(at=utc(stretch.ended_at), kind=MomentKind.RESUMED, text=text)
    if call.state is CallState.HELD:
        yield CallMoment(at=utc(call.since_at), kind=MomentKind.HELD, text=both("Put on hold", "已保持通话"))


def _held(stretch: CallStretchRow) -> CallMoment:
    return CallMoment(at=utc(stretch.began_at), kind=MomentKind.HELD, text=both("Put on hold", "已保持通话"))


def _clock(seconds: int) -> str:
    minutes, rest = divmod(max(0, seconds), 60)
    return f"{minutes:02}:{rest:02}"
