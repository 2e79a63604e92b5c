"""Who had a call one after the other and who was asked: with how long the caller waited, talked and was held."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.surveys import SurveyState
from agent_desktop.contract.timeline import ContactLeg, ContactLegs, ContactSurvey, LegPart
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.surveys.repository import SurveyRepository
from agent_desktop.records.surveys.service import shown
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.transfers.passing import Passing, passings_of
from telephony.calls.models import CallStretchRow
from telephony.contract import CallState, TransferKind
from telephony.times import seconds_between, utc


def legs_of(session: Session, customer_id: UUID, contact_id: UUID) -> ContactLegs:
    """Return the parts of the call that a customer's contact was, in their order."""
    rows = ContactRepository(session).list_legs(customer_id, contact_id)
    names = UserRepository(session).list_display_names({each["agent_id"] for each in rows if each["agent_id"]})
    call_id = next((row["call_id"] for row in rows if row["call_id"] is not None), None)
    stretches = _stretches(session, call_id) if call_id is not None else ()
    legs = []
    before: datetime | None = None
    for place, row in enumerate(rows):
        until = row["at"]
        legs.append(
            ContactLeg(
                at=row["at"],
                part=LegPart.TOOK_OVER if place else LegPart.FIRST,
                agent_name=names.get(row["agent_id"], ""),
                outcome=row["outcome"],
                duration_seconds=row["duration_seconds"],
                waited_seconds=_began_in(_in_state(stretches, CallState.QUEUED, None), before, until),
                talked_seconds=_long(_in_state(stretches, CallState.TALKING, row["agent_id"])),
                held_seconds=_long(_in_state(stretches, CallState.HELD, row["agent_id"])),
            )
        )
        before = row["at"]
    if call_id is not None:
        legs.extend(_asked(each, stretches) for each in passings_of(session, call_id))
    surveys = () if call_id is None else _surveys(session, customer_id, call_id)
    return ContactLegs(legs=tuple(sorted(legs, key=lambda each: each.at)), surveys=surveys)


def _surveys(session: Session, customer_id: UUID, call_id: UUID) -> tuple[ContactSurvey, ...]:
    """Return what this customer was asked about the call: it may have been taken for somebody else's once."""
    rows = SurveyRepository(session).list_of_record(RecordKind.CALL, call_id)
    return tuple(
        ContactSurvey(
            way=each.way,
            state=each.state,
            at=each.answered_at or each.asked_at,
            perceived=each.perceived,
            expected=each.expected,
            answered=len(each.scores),
            questions=each.questions,
        )
        for each in shown(session, [row for row in rows if row.customer_id == customer_id])
        if each.state is not SurveyState.NOT_SENT
    )


def _asked(passing: Passing, stretches: Sequence[CallStretchRow]) -> ContactLeg:
    """Return what whoever was asked had of the call before it was theirs."""
    came, ended = passing.joined_at, passing.ended_at
    part = LegPart.ASKED if came is None else LegPart.CONSULTED
    if passing.kind is not TransferKind.WARM:
        part = LegPart.SENT
    talked = 0 if came is None or ended is None or part is LegPart.SENT else seconds_between(came, ended)
    rang_until = came or ended
    held = _in_state(stretches, CallState.HELD, passing.from_agent_id)
    return ContactLeg(
        at=passing.began_at,
        part=part,
        by_name=passing.by_name,
        to=passing.to,
        outcome=passing.words,
        waited_seconds=0 if rang_until is None else seconds_between(passing.began_at, rang_until),
        talked_seconds=talked,
        held_seconds=_shared(held, passing.began_at, ended),
    )


def _stretches(session: Session, call_id: UUID) -> Sequence[CallStretchRow]:
    query = sa.select(CallStretchRow).where(CallStretchRow.call_id == call_id).order_by(CallStretchRow.began_at)
    return session.scalars(query).all()


def _in_state(stretches: Iterable[CallStretchRow], state: CallState, agent_id: UUID | None) -> Iterator[CallStretchRow]:
    """Yield the stretches in a state, of one agent, or of none."""
    return (each for each in stretches if each.state is state and each.agent_id == agent_id)


def _long(stretches: Iterable[CallStretchRow]) -> int:
    return sum(seconds_between(each.began_at, each.ended_at) for each in stretches)


def _began_in(stretches: Iterable[CallStretchRow], after: datetime | None, until: datetime) -> int:
    """Add up those that began from `after` and before `until`."""
    return _long(each for each in stretches if (after is None or each.began_at >= after) and each.began_at < until)


def _shared(stretches: Iterable[CallStretchRow], began: datetime, ended: datetime | None) -> int:
    """Add up what of them lies between two moments."""
    total = 0
    for each in stretches:
        first = max(utc(each.began_at), began)
        last = utc(each.ended_at) if ended is None else min(utc(each.ended_at), ended)
        total += seconds_between(first, last) if last > first else 0
    return total
