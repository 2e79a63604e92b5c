"""What a script is tried with: a customer as a call would bring them, and nothing of the bank changed."""

from uuid import UUID

from agent_desktop.contract.base import Answer, LocalText


class TrialAccount(Answer):
    """One holding that a question for an account offers; its number is masked, and empty of somebody unnamed."""

    holding_id: UUID
    product: LocalText
    number_masked: str = ""


class TrialCustomer(Answer):
    """`GET /v1/customers/{id}/script-facts`: the facts that a script has in a call with this customer.

    `facts` are words by language for its texts, `values` canonical texts for its conditions
    (`service_scripts.facts`). Nobody was verified, and there is no call: queue and reason are left out.

    `GET /v1/script-trials/any-customer`: of some customer, without anything that tells who it is; the ids are of this
    trial alone.
    """

    customer_id: UUID
    name: LocalText
    facts: dict[str, LocalText]
    values: dict[str, str]
    accounts: tuple[TrialAccount, ...] = ()
