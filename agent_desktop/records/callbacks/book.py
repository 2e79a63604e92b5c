"""Everything that callbacks are decided by beside their own records, as one value."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agent_desktop.records.callbacks.schema import CallbackRules
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.lawful_hours.hours import LawfulHours
from agent_desktop.records.lawful_hours.places import Places

NamesOf = Callable[[Collection[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class CallbackBook:
    """The bank's rules, lawful hours, and where people are."""

    rules: CallbackRules
    hours: LawfulHours
    places: Places
    options: ProfileOptions


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: their team, the codes of the queues that they serve, and whether they look after others."""

    user_id: UUID
    team: str
    queue_codes: frozenset[str]
    is_supervisor: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """One request: who asks, when, and by what it is answered."""

    reader: Reader
    at: datetime
    book: CallbackBook
    names_of: NamesOf
