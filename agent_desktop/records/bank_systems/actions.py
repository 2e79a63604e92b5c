"""What is asked of the bank's systems beside reading: each action once, whatever becomes of the line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.contract.base import LocalText

ACTION_SECONDS: Final = 5.0
"""How long a bank's system may take for an action until its outcome counts as unknown."""


@dataclass(frozen=True, slots=True)
class BankAction:
    """One action. A system does the same `bank_id` once. `source_key` is the product's, as the loads have it, empty
    where it is about the customer; `parameters` are canonical texts."""

    bank_id: UUID
    kind: str
    system: str
    customer_number: str
    source_key: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)


class BankOutcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"  # the system said no: certainly not done
    NOT_RECEIVED = "not_received"  # it never came there: certainly not done
    UNKNOWN = "unknown"  # no answer, or none that is understood: may or may not be done


@dataclass(frozen=True, slots=True)
class BankAnswer:
    """`detail` are the system's own words, by language; no value of a customer's. `reason` is why it was refused, as a
    word that a desktop knows; empty where the system gave none."""

    outcome: BankOutcome
    detail: LocalText = field(default_factory=dict)
    reason: str = ""


class BankActions(Protocol):
    """The bank's systems, as far as they do something. Nothing is raised: no answer is an answer."""

    def act(self, action: BankAction) -> BankAnswer:
        """Have an action done. Neither repeated nor tried elsewhere."""
        ...

    def outcome_of(self, action: BankAction) -> BankAnswer:
        """Ask what became of an action, by its `system` and `bank_id`."""
        ...
