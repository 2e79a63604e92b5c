"""What a script is tried with: a customer as a call would bring them, and nothing of the bank changed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from agent_desktop.contract.base import Answer, Language, LocalText
from agent_desktop.contract.customers import Tier

FEWEST_ALIKE: Final = 10
"""So many customers a kind has at the least that somebody unnamed is taken of: of fewer, the kind would tell who it
is."""
OLD_FROM: Final = 65
"""Years from which on a customer of `TrialAge.OLDER` is."""


class TrialProduct(StrEnum):
    """What somebody has whom a script is tried with."""

    CARD = "card"
    LOAN = "loan"
    TIME_DEPOSIT = "time_deposit"


class TrialAge(StrEnum):
    """Younger than `OLD_FROM`, or as old and older."""

    YOUNGER = "younger"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class TrialKind:
    """Of what kind of customers somebody unnamed is wished; None: of any."""

    tier: Tier | None = None
    language: Language | None = None
    product: TrialProduct | None = None
    age: TrialAge | None = None

    @property
    def wishes(self) -> dict[str, str]:
        """What is wished for, by name: the query of the request."""
        given = {"tier": self.tier, "language": self.language, "product": self.product, "age": self.age}
        return {name: str(value) for name, value in given.items() if value is not None}


class TrialAccount(Answer):
    """One holding that a question for an account offers; its number is masked, and empty of somebody unnamed."""

    holding_id: UUID
    product: LocalText
    number_masked: str = ""


class TrialCustomer(Answer):
    """`GET /v1/customers/{id}/script-facts`: the facts that a script has in a call with this customer.

    `facts` are words by language for its texts, `values` canonical texts for its conditions
    (`service_scripts.facts`). Nobody was verified, and there is no call: queue and reason are left out.

    `GET /v1/script-trials/any-customer?tier=&language=&product=&age=`: of some customer of that kind, as `TrialKind`,
    without anything that tells who it is; the ids are of this trial alone. Raises CUSTOMER_NOT_FOUND; with a kind that
    fewer than `FEWEST_ALIKE` are of TOO_FEW_ALIKE (`fewest`).
    """

    customer_id: UUID
    name: LocalText
    facts: dict[str, LocalText]
    values: dict[str, str]
    accounts: tuple[TrialAccount, ...] = ()
