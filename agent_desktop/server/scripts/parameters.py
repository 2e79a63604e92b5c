"""What an action is done with: values of the talk, and the bank's own keys of what an agent has picked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.bank_systems.actions import BankAction
from agent_desktop.records.customers.masking import mask_address, mask_email, mask_number, mask_phone
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CallNotLinkedError
from agent_desktop.records.holdings.repository import HoldingRepository
from agent_desktop.records.script_actions.service import ScriptActionRefusedError
from agent_desktop.records.together import Row
from agent_desktop.service_scripts.actions import ACTIONS
from agent_desktop.service_scripts.answers import day_from
from agent_desktop.service_scripts.facts import ValueType
from agent_desktop.service_scripts.schema import Action, ActionKind

_SHOWN: Final = frozenset(
    {ValueType.NUMBER, ValueType.MONEY, ValueType.DATE, ValueType.DATETIME, ValueType.YES_NO, ValueType.LEVEL}
)
_CONTACT_MASKS: Final = {"address": mask_address, "mobile": mask_phone, "email": mask_email}


@dataclass(frozen=True, slots=True)
class BankTarget:
    """The customer or the product at the system that knows it. `parameters` have numbers in the place of our ids."""

    system: str
    customer_number: str
    source_key: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)

    def as_action(self, bank_id: UUID, kind: ActionKind, system: str) -> BankAction:
        """Return the action; `system` is where it was asked for, also where the answers have changed since."""
        name = kind.value.removeprefix("bank.")
        return BankAction(bank_id, name, system, self.customer_number, self.source_key, self.parameters)


@dataclass(frozen=True, slots=True)
class Filled:
    """An action's parameters, clear and masked, and whom they are of at the bank (None: it is not the bank's)."""

    parameters: Mapping[str, str] = field(repr=False)
    masked: Mapping[str, str]
    bank: BankTarget | None


def fill_parameters(
    session: Session,
    action: Action,
    filled: Mapping[str, str],
    customer_id: UUID | None,
    *,
    today: date,
    elsewhere: bool = False,
) -> Filled:
    """Look at an action's parameters, which the walk has `filled`, and add the bank's own keys. Days that are said by
    `today` become days. What was done `elsewhere` may have values that nothing here takes.

    Raises:
        ScriptActionRefusedError: value_missing; not_theirs: an account that the customer may not use.
    """
    spec = ACTIONS[action.kind]
    filled = {name: _day(text, today) if _is_day(action, name) else text for name, text in filled.items()}
    for name, parameter in spec.parameters.items():
        given, allowed = filled.get(name, ""), parameter.kind.allowed
        is_open = bool(given and allowed and given not in allowed) and not elsewhere
        if (parameter.required and not given) or is_open:
            raise ScriptActionRefusedError(action.id, "value_missing")
    accounts = [name for name in filled if spec.parameters[name].kind.type is ValueType.ACCOUNT]
    held: dict[str, Row] = {}
    if accounts and customer_id is not None:
        held = {str(row["holding_id"]): row for row in HoldingRepository(session).list_reached(customer_id)}
    if any(filled[name] not in held for name in accounts):
        raise ScriptActionRefusedError(action.id, "not_theirs")
    numbers = {name: held[filled[name]]["number"] for name in accounts}
    masked = {name: _masked(name, text, action, filled, numbers) for name, text in filled.items()}
    target = None
    if action.kind.value.startswith("bank."):
        target = _target(session, customer_id, held[filled[accounts[0]]] if accounts else None, {**filled, **numbers})
    return Filled(filled, {name: text for name, text in masked.items() if text}, target)


def _is_day(action: Action, name: str) -> bool:
    return ACTIONS[action.kind].parameters[name].kind.type is ValueType.DATE


def _day(text: str, today: date) -> str:
    day = day_from(text, today)
    return day.isoformat() if day is not None else ""


def _target(session: Session, customer_id: UUID | None, holding: Row | None, values: Mapping[str, str]) -> BankTarget:
    if customer_id is None:
        raise CallNotLinkedError
    query = sa.select(CustomerRow.source_code, CustomerRow.customer_number)
    source, number = session.execute(query.where(CustomerRow.customer_id == customer_id)).one()
    if holding is None:
        return BankTarget(source, number, "", dict(values))
    numbers = CustomerRepository(session).list_customer_numbers(customer_id)
    return BankTarget(holding["source_code"], numbers[0] if numbers else number, holding["source_key"], dict(values))


def _masked(
    name: str, text: str, action: Action, filled: Mapping[str, str], numbers: Mapping[str, str]
) -> str:  # fmt: skip
    """Return a parameter as it may be shown and kept; empty for free text, which stands in the answers."""
    parameter = ACTIONS[action.kind].parameters[name]
    if name in numbers or name == "to_account":
        return mask_number(numbers.get(name, text))
    if parameter.kind.type is ValueType.PHONE:
        return mask_phone(text)
    if action.kind is ActionKind.CHANGE_CONTACT and name == "value":
        return _CONTACT_MASKS[filled["field"]](text)
    return text if parameter.kind.type in _SHOWN or parameter.kind.allowed or name in ("form", "code") else ""
