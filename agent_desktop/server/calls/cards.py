"""The card of a call: who is on the line, as an agent is shown it."""

from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard, CallerOutcome, ScriptChoice
from agent_desktop.contract.interactions import Direction
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.caller_cards.service import Caller, ForeseenCard, compose_caller_card, traits_of
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.choice import choose
from agent_desktop.service_scripts.loader import choice_of
from telephony.contract import CallDirection
from telephony.ports import CallFacts


class CallerCards:
    """Composes cards from the records and the scripts."""

    def __init__(self, options: ProfileOptions, scripts: Scripts) -> None:
        self._options = options
        self._scripts = scripts

    @property
    def scripts(self) -> Scripts:
        return self._scripts

    def script_choice(self, script_id: str) -> ScriptChoice | None:
        """Return a script by its id, as a card names it; None where there is none."""
        script = next((each for each in self._scripts.newest() if each.id == script_id), None)
        return choice_of(script) if script is not None else None

    def card_for(
        self,
        session: Session,
        call: CallFacts,
        *,
        agent_id: UUID,
        at: datetime,
        foreseen: ForeseenCard | None = None,
        what: str = "profile.shown",
    ) -> CallerCard:
        """Compose the card of a call for an agent, and audit in the same transaction that they saw it, as `what`."""
        card = compose_caller_card(
            session,
            caller_of(call),
            at=at,
            options=self._options,
            scripts=self._scripts,
            foreseen=foreseen,
        )
        self.seen(session, card, agent_id=agent_id, at=at, what=what)
        return card

    def foresee(self, session: Session, call: CallFacts, *, at: datetime) -> CallerCard:
        """Compose the card of a call before anybody sees it: nothing is written, and who hands it out says `seen`."""
        return compose_caller_card(
            session, caller_of(call), at=at, options=self._options, scripts=self._scripts, links=False
        )

    @staticmethod
    def seen(session: Session, card: CallerCard, *, agent_id: UUID, at: datetime, what: str) -> None:
        """Audit that an agent is shown a card."""
        candidates: list[JsonValue] = [str(candidate.customer_id) for candidate in card.candidates]
        record_look(
            session,
            at=at,
            by=agent_id,
            what=what,
            record_kind="customer",
            record_id=card.profile.customer_id if card.profile is not None else None,
            call_id=card.call_id,
            detail={"outcome": card.outcome.value, "candidate_ids": candidates},
        )

    def bare_card(self, call: CallFacts) -> CallerCard:
        """Return what can be said without the records."""
        script = choose(self._scripts.newest(), traits_of(caller_of(call), None))
        return CallerCard(
            call_id=call.call_id,
            outcome=CallerOutcome.UNKNOWN if call.caller_number else CallerOutcome.WITHHELD,
            number_masked=mask_phone(call.caller_number),
            script=choice_of(script) if script is not None else None,
        )


def caller_of(call: CallFacts) -> Caller:
    """Return what is known of a call before anybody speaks, as the records have it."""
    return Caller(
        call.call_id,
        call.caller_number,
        call.keyed_digits,
        call.menu_reason,
        _direction_of(call),
        call.queue_code,
        call.menu_language,
    )


def _direction_of(call: CallFacts) -> Direction:
    """A card is of a call with a customer: never of one between colleagues."""
    return Direction.OUTBOUND if call.direction is CallDirection.OUTBOUND else Direction.INBOUND
