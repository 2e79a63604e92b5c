"""The bank's half of handing a call over, as telephony asks for it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.handovers import ConsultCard
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.outgoing import ColleagueCalls
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.handovers.service import is_sent
from agent_desktop.records.interactions.service import open_interaction
from agent_desktop.records.script_runs.handing_on import hand_on_run
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.calls.cards import CallerCards
from agent_desktop.server.transfers.consults import Consult, ForeseenConsult, consult_card, foresee_consult
from agent_desktop.server.transfers.notes import HandoverNotes
from telephony.calls.repository import CallRepository
from telephony.contract import CallDirection
from telephony.ports import CallFacts


def open_part(session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
    """Open an agent's part of a call that has come to them, of the call's own direction: one that was dialled out stays
    the bank's doing at whoever has it later."""
    direction = Direction.OUTBOUND if call.direction is CallDirection.OUTBOUND else Direction.INBOUND
    open_interaction(session, call_id=call.call_id, agent_id=agent_id, at=at, direction=direction)


class TransferHost:
    """What `telephony.ports.Host` has of transfers. Without `handovers` a colleague sees only who calls; `number_of`
    gives the number (E.164) of an entry of the directory, empty where there is none."""

    def __init__(
        self,
        options: ProfileOptions,
        cards: CallerCards,
        handovers: HandoverNotes | None,
        number_of: Callable[[str], str],
    ) -> None:
        self.options = options
        self.cards = cards
        self._handovers = handovers
        self._number_of = number_of

    def foresee_consult(
        self, session: Session, call_id: UUID, *, from_agent_id: UUID, to_agent_id: UUID, at: datetime
    ) -> object | None:
        """See `Host.foresee_consult`."""
        if self._handovers is None:
            return None
        consult = Consult(call_id, from_agent_id, _name_of(session, from_agent_id), to_agent_id)
        return foresee_consult(session, self._handovers, self.cards, consult, at=at)

    def colleague_payload(
        self,
        session: Session,
        call_id: UUID,
        *,
        from_agent_id: UUID,
        to_agent_id: UUID,
        at: datetime,
        transfer_id: UUID | None = None,  # noqa: ARG002  the call says whether a customer is in it
        foreseen: object | None = None,
    ) -> dict[str, JsonValue]:
        """See `Host.colleague_payload`. Where the caller's card cannot be composed the colleague is called all the
        same, and sees by whom."""
        seen = foreseen if isinstance(foreseen, ForeseenConsult) else None
        name = seen.consult.from_name if seen is not None else _name_of(session, from_agent_id)
        card: ColleagueCalls | ConsultCard = ColleagueCalls(call_id=call_id, from_id=from_agent_id, from_name=name)
        if self._handovers is not None:
            consult = Consult(call_id, from_agent_id, name, to_agent_id)
            card = consult_card(session, self._handovers, self.cards, consult, at=at, foreseen=seen) or card
        payload: dict[str, JsonValue] = card.model_dump(mode="json")
        return payload

    def may_complete(self, session: Session, call_id: UUID, transfer_id: UUID) -> bool:  # noqa: ARG002  of a call
        """See `Host.may_complete`: whoever has the call has sent their hand-over note."""
        agent_id = CallRepository(session).get_call(call_id).agent_id
        return agent_id is not None and is_sent(session, call_id, agent_id)

    def call_handed_over(
        self, session: Session, call: CallFacts, *, from_agent_id: UUID, to_agent_id: UUID, at: datetime
    ) -> None:
        """See `Host.call_handed_over`: whoever takes over goes on where the other stopped, who finishes their own
        part."""
        open_part(session, call, agent_id=to_agent_id, at=at)
        hand_on_run(session, call_id=call.call_id, from_agent_id=from_agent_id, to_agent_id=to_agent_id, at=at)

    def transfer_number(self, session: Session, *, number_id: str, number: str) -> str:  # noqa: ARG002
        """See `Host.transfer_number`. A number of our own is none: it would come back to us as another caller."""
        wanted = self._number_of(number_id) if number_id else normalise(number, self.options.region) or ""
        return "" if wanted in self.options.own_numbers else wanted


def _name_of(session: Session, agent_id: UUID) -> str:
    return UserRepository(session).ask_display_name(agent_id).scalar_one_or_none() or ""
