"""Relationship managers: how many customers each has, whose they are, and handing them over. Times are aware UTC."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, Request
from agent_desktop.contract.customers import CustomerKind, Tier

CUSTOMERS_A_PAGE: Final = 100
REASON_LIMIT: Final = 500


class ManagerLine(Answer):
    """One manager. `most` is how many the rules let them have, None where no rule names their team. `user_id` is None
    of a name that only the bank's systems know: nobody signs in by it, and routing finds nobody."""

    name: str
    user_id: UUID | None
    team: str = ""
    languages: tuple[str, ...] = ()
    customers: int
    most: int | None = None


class ChangeKind(StrEnum):
    ASSIGNED = "assigned"
    HANDED_OVER = "handed_over"


class ManagerChange(Answer):
    """One change: customers assigned by rule, or handed over. `by_name` is empty for the command."""

    change_id: UUID
    at: datetime
    kind: ChangeKind
    by_name: str = ""
    reason: str = ""
    from_name: str = ""
    to_name: str = ""
    customers: int
    undone_at: datetime | None = None


class Managers(Answer):
    """`GET /v1/managers`: by name; `without` counts customers whom nobody looks after. Of the changes the last."""

    managers: tuple[ManagerLine, ...] = ()
    without: int = 0
    changes: tuple[ManagerChange, ...] = ()


class ManagedCustomer(Answer):
    """One customer of a manager."""

    customer_id: UUID
    name: str
    name_chinese: str = ""
    kind: CustomerKind
    tier: Tier
    number_masked: str = ""
    languages: tuple[str, ...] = ()


class ListCustomers(Request):
    """`POST /v1/managers/customers`: whom a manager looks after, the highest tier first. No address has a name."""

    name: str = Field(min_length=1, max_length=100)
    skip: int = Field(default=0, ge=0)


class ManagedCustomers(Answer):
    customers: tuple[ManagedCustomer, ...] = ()
    more: bool = False


class HandOver(Request):
    """`POST /v1/managers/hand-over`: from now on `to_id` looks after these customers of `from_name`, None: all."""

    command_id: UUID
    from_name: str = Field(min_length=1, max_length=100)
    to_id: UUID
    customer_ids: tuple[UUID, ...] | None = Field(default=None, max_length=1000)
    reason: str = Field(max_length=REASON_LIMIT)


class UndoChange(Request):
    """`POST /v1/managers/changes/{id}/undo`: give them back; who was changed since stays."""

    command_id: UUID


class ChangeDone(Answer):
    """So many customers have another manager now; `change_id` is what can be undone, None after an undo."""

    change_id: UUID | None = None
    customers: int
