"""The bank's half of the product, as telephony asks for it: who is calling, and what becomes of the call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerOutcome, Channel, Tier
from agent_desktop.contract.interactions import Disposition
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.caller_cards.service import ForeseenCard, foresee_caller_card
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.customers.matching import find_caller
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.interactions.service import end_part
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.server.callbacks.hosting import CallbackHost
from agent_desktop.server.calls.cards import CallerCards
from agent_desktop.server.calls.languages import spoken_language
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.errors import log_failure
from agent_desktop.server.recordings.hosting import RecordingHost
from agent_desktop.server.standing.service import ask_standing, find_standing, standing_of
from agent_desktop.server.supervision.hosting import SupervisionHost
from agent_desktop.server.surveys.hosting import SurveyHost
from agent_desktop.server.transfers.hosting import TransferHost, open_part
from agent_desktop.server.transfers.notes import HandoverNotes
from agent_desktop.service_scripts.at_hand import Scripts
from telephony.ports import CallFacts, RoutingWish

_CALL: Final[LocalText] = {"en": "Call", "zh": "来电"}
STRAIGHT_TIER: Final = Tier.PLATINUM
"""Its customers hear no entry menu: a person answers."""

_WISHED: Final[LocalText] = {"en": "Hung up while waiting, would rather be called back", "zh": "等候时挂断，希望回电"}
_GAVE_UP: Final[LocalText] = {"en": "Hung up while waiting", "zh": "等候时挂断"}


@dataclass(frozen=True, slots=True)
class WishRules:
    """Points by tier and of a promise; a promise is a last contact of the `promise_days` before, with one of the
    dispositions `promises`."""

    tier_points: Mapping[str, int] = field(default_factory=dict)
    promise_points: int = 0
    promise_days: int = 0
    promises: frozenset[str] = frozenset()

    def promised_since(self, at: datetime) -> datetime:
        """Return since when a promise counts that was made before `at`."""
        return at - timedelta(days=self.promise_days)


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """What was asked ahead of a caller, and not looked at yet."""

    standing: Callable[[], Sequence[sa.RowMapping]]
    card: ForeseenCard


class BankHost(TransferHost, RecordingHost, SupervisionHost, CallbackHost, SurveyHost):
    """`telephony.ports.Host` on the records."""

    def __init__(
        self,
        options: ProfileOptions,
        scripts: Scripts,
        wishes: WishRules | None = None,
        dispositions: Sequence[Disposition] = (),
        handovers: HandoverNotes | None = None,
        number_of: Callable[[str], str] = lambda _: "",
        callbacks: CallbackBook | None = None,
    ) -> None:
        super().__init__(options, CallerCards(options, scripts), handovers, number_of)
        self.callbacks = callbacks
        self.own_numbers = options.own_numbers
        self.wishes = wishes or WishRules()
        """How tiers and promises are treated; replaced as a whole where an administrator changes it."""
        self._dispositions = dispositions

    def goes_straight(self, session: Session, caller_number: str) -> bool:
        """See `Host.goes_straight`. Where several share the number, one of the highest tier spares them all."""
        if caller_number in self.options.own_numbers:
            return False
        return STRAIGHT_TIER in CustomerRepository(session).list_tiers_of_number(caller_number)

    def foresee(self, session: Session, caller_number: str, keyed_digits: str, *, at: datetime) -> object | None:
        """See `Host.foresee`: how the caller stands, and the profile of the only customer of the number."""
        since = self.wishes.promised_since(at)
        standing = ask_standing(session, caller_number, keyed_digits, since=since, options=self.options)
        if standing is None:
            return None
        seen: list[Sequence[sa.RowMapping]] = []

        def rows() -> Sequence[sa.RowMapping]:
            if not seen:
                seen.append(standing.mappings().all())
            return seen[0]

        card = foresee_caller_card(
            session,
            caller_number,
            lambda: {row["customer_id"] for row in rows()},
            at=at,
            options=self.options,
        )
        return _Foreseen(rows, card)

    def routing_wish(self, session: Session, call: CallFacts, *, foreseen: object | None = None) -> RoutingWish:
        """See `Host.routing_wish`: what the customer's own record says. What a caller chose in the menu goes first."""
        rules, chosen = self.wishes, spoken_language(call.menu_language)
        if isinstance(foreseen, _Foreseen):
            standing = standing_of(foreseen.standing(), rules.promises)
        else:
            standing = find_standing(
                session,
                call.caller_number,
                call.keyed_digits,
                at=call.arrived_at,
                since=call.arrived_at - timedelta(days=rules.promise_days),
                promises=rules.promises,
                options=self.options,
            )
        if standing is None:
            return RoutingWish(language=chosen)
        points = rules.tier_points.get(standing.tier, 0) + (rules.promise_points if standing.promised else 0)
        return RoutingWish(
            priority=points,
            preferred_agent_id=standing.manager_id,
            preferred_team=standing.team,
            tier=standing.tier.value,
            language=chosen or standing.language,
        )

    def caller_payload(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, foreseen: object | None = None
    ) -> dict[str, JsonValue]:
        """See `Host.caller_payload`. Where the profile cannot be composed the call is offered without one."""
        seen = foreseen.card if isinstance(foreseen, _Foreseen) else None
        try:
            card = self.cards.card_for(session, call, agent_id=agent_id, at=at, foreseen=seen)
        except Exception as error:
            log_failure("profile.not_composed", error, call_id=str(call.call_id))
            raise
        payload: dict[str, JsonValue] = card.model_dump(mode="json")
        return payload

    def bare_payload(self, call: CallFacts) -> dict[str, JsonValue]:
        """See `Host.bare_payload`."""
        payload: dict[str, JsonValue] = self.cards.bare_card(call).model_dump(mode="json")
        return payload

    def call_accepted(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """See `Host.call_accepted`. Should the same agent have finished a part of it before, they go on in that."""
        open_part(session, call, agent_id=agent_id, at=at)

    def call_returned(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """See `Host.call_returned`. What was opened stays without an outcome: nobody spoke, and should the same
        agent get the call again, they go on in it."""

    def work_ended(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, outcome_required: bool
    ) -> bool:
        """See `Host.work_ended`."""
        own = get_own_call(session, call.call_id, agent_id)
        return end_part(
            session,
            call_id=call.call_id,
            agent_id=agent_id,
            outcome_required=outcome_required,
            dispositions=self._dispositions,
            at=at,
            subject=own.subject,
            duration_seconds=own.talk_seconds,
        )

    def call_ended_unanswered(self, session: Session, call: CallFacts, *, at: datetime) -> UUID | None:
        """See `Host.call_ended_unanswered`: who is known by the number has been in touch with us, in vain."""
        link = find_link(session, call.call_id)
        customer_id = link.customer_id if link is not None else None
        if link is None:
            match = find_caller(session, call.caller_number, call.keyed_digits, at=at, options=self.options)
            customer_id = match.customer_ids[0] if match.outcome is CallerOutcome.MATCHED else None
        callback_id = self.callback_of_caller(session, call, customer_id, at)
        if customer_id is None:
            return callback_id
        ContactRepository(session).add(
            {
                "contact_id": uuid4(),
                "source_code": OWN_SOURCE,
                "source_key": str(call.call_id),
                "customer_id": customer_id,
                "interaction_id": None,
                "at": call.arrived_at,
                "channel": Channel.PHONE,
                "subject": dict(_CALL),
                "outcome": dict(_WISHED if call.callback_wished else _GAVE_UP),
                "duration_seconds": max(0, int((at - call.arrived_at).total_seconds())),
            }
        )
        return callback_id
