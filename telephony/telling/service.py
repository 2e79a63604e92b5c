"""An agent sends tones into a call, or has an announcement played. Nothing here commits.

Tones go past the outbox, for what stands there stays: the route gives them to the carrier once their count is
committed. The carrier does an order once, so that a repeat after a lost answer is not heard twice.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import digits_for
from telephony.calls.states import SPEAKING
from telephony.contract import Announcement, CallAction, EventKind
from telephony.deps import Deps
from telephony.errors import AnnouncementUnknownError, CallTransitionRefusedError, CarrierAwayError, NotYourCallError
from telephony.menu.walk import Spoken
from telephony.providers.base import Audience, Order, OrderKind, OrderOutcome, OrderTaker
from telephony.providers.repository import OutboxRepository
from telephony.settings import AnnouncementSettings, TelephonySettings
from telephony.telling.states import Tones

_AUDIENCES: Final[Mapping[Tones, Audience]] = MappingProxyType(
    {Tones.CUSTOMER: Audience.CUSTOMER, Tones.COLLEAGUE: Audience.COLLEAGUE}
)


def count_digits(
    session: Session, call_id: UUID, agent_id: UUID, digits: str, order_id: UUID
) -> tuple[Order, Callable[[], int]]:
    """See that tones may be sent now; return the order for the carrier, and what counts them: called once, it
    returns how many there were in the call.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: Another agent has it, or nobody.
        CallTransitionRefusedError: The agent speaks with nobody who was called outside.
    """
    call = CallRepository(session).lock_call(call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call_id))
    tones = digits_for(call)
    if tones is None:
        raise CallTransitionRefusedError(state=call.state.value, action=CallAction.SEND_DIGITS.value)

    def count() -> int:
        call.digits_sent += len(digits)
        session.flush()
        return call.digits_sent

    order = Order(order_id, call.call_sid, OrderKind.SEND_DIGITS, "", audience=_AUDIENCES[tones], digits=digits)
    return order, count


def send_digits(carrier: OrderTaker, order: Order) -> None:
    """Give the carrier the tones and wait for its word. Outside of any transaction.

    Raises:
        CarrierAwayError: It has not taken them; the same order may be given again.
        CallTransitionRefusedError: Whoever they were for has left.
    """
    outcome = carrier.carry_out(order)
    if outcome is OrderOutcome.CALL_UNKNOWN:
        raise CarrierAwayError(problem=outcome.value)
    if outcome is not OrderOutcome.DONE:
        raise CallTransitionRefusedError(state=outcome.value, action=CallAction.SEND_DIGITS.value)


def list_announcements(settings: TelephonySettings) -> list[Announcement]:
    """Return what agents may have played."""
    return [Announcement(code=each.code, name=dict(each.name)) for each in settings.announcements]


def play_announcement(
    session: Session, deps: Deps, call_id: UUID, agent_id: UUID, code: str, *, to_everybody: bool
) -> None:
    """Have the carrier say one of the settings' announcements into the agent's call.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: Another agent has it, or nobody.
        CallTransitionRefusedError: Nobody speaks in it.
        AnnouncementUnknownError: There is none of this code.
    """
    call = CallRepository(session).lock_call(call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call_id))
    if call.state not in SPEAKING:
        raise CallTransitionRefusedError(state=call.state.value, action=OrderKind.ANNOUNCE.value)
    chosen = next((each for each in deps.settings.announcements if each.code == code), None)
    if chosen is None:
        raise AnnouncementUnknownError(code=code)
    audience = Audience.EVERYBODY if to_everybody else Audience.CUSTOMER
    announce(session, deps, call, words_of(chosen, call.menu_language), audience)


def announce(session: Session, deps: Deps, call: CallRow, spoken: Sequence[Spoken], audience: Audience) -> None:
    """Have the carrier say this to one party of a call, or to all, while all else stays as it is. The group is
    locked."""
    at = deps.now()
    OutboxRepository(session).add_order(call, OrderKind.ANNOUNCE, "", at, spoken=tuple(spoken), audience=audience)
    deps.journal.add(EventKind.CALL_ACTION_ASKED, call.call_id, topics=[], at=at)  # a doorbell for the outbox


def words_of(chosen: AnnouncementSettings, language: str) -> tuple[Spoken, ...]:
    """Return an announcement in the language that a caller chose, else in one of the same tongue, else in the first.
    Pure."""
    words = chosen.words
    tongue = language.split("-")[0]
    spoken = next(
        (each for each in (language, *(each for each in words if each.split("-")[0] == tongue)) if each in words),
        next(iter(words)),
    )
    return (Spoken(spoken, words[spoken]),)
