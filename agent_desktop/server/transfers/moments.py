"""What telephony knows of a call so far: answered after which wait, held, back again, who was asked and who has it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.handovers import CallMoment, MomentKind
from agent_desktop.records.formatting import both
from agent_desktop.server.transfers.passing import TAKEN, Passing, passings_of
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import CallDirection, CallState, TransferKind
from telephony.times import seconds_between, utc


def call_moments(session: Session, call: CallRow) -> list[CallMoment]:
    """Return the moments of a call, in their order."""
    passed = () if call.transfer_id is None else passings_of(session, call.call_id)
    moments = [*_moments(call, _stretches(session, call.call_id)), *(each for one in passed for each in _passed(one))]
    return sorted(moments, key=lambda each: each.at)


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


def _passed(passing: Passing) -> Iterator[CallMoment]:
    """Tell that somebody was asked, and that they have the caller or why not."""
    en, zh = passing.to.get("en", ""), passing.to.get("zh", "") or passing.to.get("en", "")
    taken = passing.outcome in TAKEN
    if passing.joined_at is not None and passing.kind is TransferKind.WARM:
        consulted = both(f"Consulted {en}", f"已咨询{zh}")
        yield CallMoment(at=passing.joined_at, kind=MomentKind.CONSULTED, text=consulted)
    if passing.ended_at is None:
        return
    if taken:
        queue = passing.kind is TransferKind.COLD_QUEUE
        over = both(f"Sent to {en}", f"已转至{zh}") if queue else both(f"Handed over to {en}", f"已移交给{zh}")
        yield CallMoment(at=passing.ended_at, kind=MomentKind.HANDED_OVER, text=over)
    elif passing.joined_at is None:
        came = passing.words
        why = both(f"Asked {en}: {_small(came.get('en', ''))}", f"请求{zh}：{came.get('zh', '')}")
        yield CallMoment(at=passing.ended_at, kind=MomentKind.CONSULTED, text=why)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _held(stretch: CallStretchRow) -> CallMoment:
    return CallMoment(at=utc(stretch.began_at), kind=MomentKind.HELD, text=both("Put on hold", "已保持通话"))


def _clock(seconds: int) -> str:
    minutes, rest = divmod(max(0, seconds), 60)
    return f"{minutes:02}:{rest:02}"
