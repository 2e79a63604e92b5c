"""How a customer stands with the bank and with others: read once the customer is on screen, never for the pop."""

from datetime import date
from uuid import UUID

from agent_desktop.contract.base import Answer, LocalText
from agent_desktop.contract.customers import CustomerKind
from agent_desktop.contract.valuation import CustomerValue, SurveyAnswer, ValuePoint


class Manager(Answer):
    """Who looks after the customer. `team` is empty and `since_on`, a day of the bank's calendar, None where no source
    says them."""

    name: str
    team: str = ""
    since_on: date | None = None


class RelatedPerson(Answer):
    """Somebody who shares a product with the customer.

    `role` is what they are to that product and `own_role` what the customer is, both as `Holding.role`. Of several
    products in common (`product_count`) it is the oldest. `number_masked` shows its last digits only.
    """

    customer_id: UUID
    kind: CustomerKind
    name: str
    name_chinese: str = ""
    role: str
    own_role: str
    product: LocalText
    number_masked: str
    product_count: int = 1


class CallTaken(Answer):
    """Who took a call of the customer's first. `contact_id` is the call's among their contacts."""

    contact_id: UUID
    agent_name: str


class Relationship(Answer):
    """`GET /v1/customers/{id}/relationship`: what the relationship panel draws beside the profile.

    `value` None: what the customer is worth was not reckoned yet. `history` is how that went in the year before, each
    point where it changed, and `surveys` what they answered; both begin with the oldest. `related_count` is how many
    people share a product with the customer; of very many `related` has the first. `calls_taken` are the customer's
    calls of the last seven days that this centre took, the newest first.
    """

    customer_id: UUID
    value: CustomerValue | None = None
    history: tuple[ValuePoint, ...] = ()
    surveys: tuple[SurveyAnswer, ...] = ()
    manager: Manager | None = None
    related: tuple[RelatedPerson, ...] = ()
    related_count: int = 0
    calls_taken: tuple[CallTaken, ...] = ()
