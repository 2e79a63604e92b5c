"""What the trial bank's systems know now: the products by the seed, and what was done to them since."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from agent_desktop.contract.base import LocalText
from agent_desktop.demo.trial_bank.bank import TrialBank
from agent_desktop.demo.trial_bank.holdings import System, TrialHolding
from agent_desktop.demo.trial_bank.numbers import owner_of_card
from agent_desktop.demo.trial_bank.wording import Wording


class ActionKind(StrEnum):
    BLOCK_CARD = "block_card"
    OPEN_DISPUTE = "open_dispute"
    UNLOCK_ONLINE_BANKING = "unlock_online_banking"
    CHANGE_CONTACT = "change_contact"
    SET_STANDING_ORDER = "set_standing_order"
    OPEN_TIME_DEPOSIT = "open_time_deposit"
    SEND_FORM = "send_form"


class ProductUnknownError(Exception):
    """No product of that key is in the system."""


class ActionReusedError(Exception):
    """The action's id was used for something else."""


@dataclass(frozen=True, slots=True)
class Action:
    action_id: UUID
    kind: ActionKind
    source_key: str
    customer_number: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LiveProductState:
    """One product as its system knows it now. `cents` is signed; None where there is no balance."""

    key: str
    cents: int | None
    currency: str
    status: LocalText
    status_kind: str


@dataclass(frozen=True, slots=True)
class Done:
    """What an action came to."""

    at: datetime
    status: LocalText
    status_kind: str


_AFTER: Final = {ActionKind.BLOCK_CARD: "blocked", ActionKind.OPEN_DISPUTE: "dispute_open"}


class LiveSystems:
    """Keeps what was done in memory: a trial starts afresh with each process."""

    def __init__(self, bank: TrialBank, wording: Wording) -> None:
        self._bank = bank
        self._wording = wording
        self._done: dict[UUID, tuple[Action, Done]] = {}
        self._changed: dict[str, str] = {}

    def products(self, system: System, customer_number: str) -> list[LiveProductState] | None:
        """Return what the customer may use in `system`; None where there is no such customer."""
        person = self._bank.find(customer_number)
        if person is None:
            return None
        return [self._state(holding) for holding in self._bank.reached(person) if holding.system == system]

    def act(self, system: System, action: Action, *, at: datetime) -> Done:
        """Do something to a product, or for a customer, once. Only what is done to a card is seen in a live read.

        Raises:
            ProductUnknownError: The system has no such product, or the bank no such customer.
            ActionReusedError: The id was used for another action.
        """
        known = self._done.get(action.action_id)
        if known is not None:
            if known[0] != action:
                raise ActionReusedError
            return known[1]
        holding = self._card(action.source_key) if system == "cards" else None
        after = _AFTER.get(action.kind)
        if holding is not None and after is not None:
            self._changed[action.source_key] = after
            state = self._state(holding)
            done = Done(at, state.status, state.status_kind)
        elif after is None and self._bank.find(action.customer_number) is not None:
            done = Done(at, {"en": "Taken on record", "zh": "已受理"}, "good")
        else:
            raise ProductUnknownError
        self._done[action.action_id] = (action, done)
        return done

    def done(self, action_id: UUID) -> Done | None:
        """Return what an action came to; None where it never came."""
        known = self._done.get(action_id)
        return None if known is None else known[1]

    def _card(self, key: str) -> TrialHolding | None:
        index = owner_of_card(key)
        if index is None or index >= self._bank.customers:
            return None
        cards = self._bank.holdings(self._bank.person(index))
        return next((card for card in cards if card.system == "cards" and card.key == key), None)

    def _state(self, holding: TrialHolding) -> LiveProductState:
        changed = self._changed.get(holding.key)
        if changed is not None:
            holding = replace(holding, status=changed, status_on=None, status_cents=None)
        status, kind = self._wording.status_of(holding.system, holding)
        return LiveProductState(holding.key, holding.cents, holding.currency, status, kind)
