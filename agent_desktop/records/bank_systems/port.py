"""What the records ask of the bank's own systems, whichever way they are reached."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import StatusKind


@dataclass(frozen=True, slots=True)
class LiveHolding:
    """One product as its system knows it now. `source_key` is the key the loads use, `balance` as in `Holding`."""

    source_key: str
    balance: Decimal | None
    currency: str
    status: LocalText
    status_kind: StatusKind


@dataclass(frozen=True, slots=True)
class LivePart:
    """One system's answer about one customer, true at `as_of_at`."""

    as_of_at: datetime
    holdings: tuple[LiveHolding, ...]


class BankSystems(Protocol):
    """The bank's systems, each of which may be slow, wrong or away on its own."""

    def live_part(self, system: str, customer_number: str) -> LivePart:
        """Ask one system for one customer's products, by its code and the customer's whole number.

        Raises:
            SystemAwayError: It did not answer in time, refused, or its answer is not understood.
        """
        ...
