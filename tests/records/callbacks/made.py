"""Callbacks for tests: a book of the shipped rules, and people to call."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import CallbackKind
from agent_desktop.records.callbacks.book import Asking, CallbackBook, Reader
from agent_desktop.records.callbacks.deeds import Doing
from agent_desktop.records.callbacks.making import Made, Wanted, make_callback
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import CallbackRepository, DueCallbackRepository
from agent_desktop.records.callbacks.turning import turn_callback
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.lawful_hours.hours import LawfulHours
from agent_desktop.server.callbacks.rules import open_book
from agent_desktop.settings import load_settings
from tests.records.trial import OPTIONS, TrialBank

NOON = datetime(2026, 6, 16, 4, tzinfo=UTC)
"""Tuesday noon in Hong Kong."""
NUMBER = "+85261234567"
ADDRESS = "Flat C, 18/F, Lotus Court, Kowloon Tong"


class OnDays:
    """Public holidays, the days given."""

    def __init__(self, *days: date) -> None:
        self._days = days

    def is_holiday(self, calendar: str, day: date) -> bool:
        return day in self._days


@cache
def book(*holidays: date) -> CallbackBook:
    shipped = open_book(load_settings(None), OPTIONS)
    hours = LawfulHours(shipped.hours.file, OnDays(*holidays), shipped.hours.house)
    return replace(shipped, hours=hours)


@dataclass
class Office:
    """Somebody who makes and works on callbacks, at a time that a test moves."""

    session: Session
    at: datetime = NOON
    me: UUID = field(default_factory=uuid4)
    events: RecordEvents = field(default_factory=RecordEvents)
    book: CallbackBook = field(default_factory=book)

    def doing(self, by: UUID | None = None) -> Doing:
        return Doing(self.session, self.at, by or self.me, self.book, self.events)

    def server(self) -> Doing:
        return Doing(self.session, self.at, None, self.book, self.events)

    def customer(self, key: str = "1", number: str = NUMBER, **values: Any) -> UUID:
        return TrialBank(self.session).customer(key, phones={number: "mobile"}, **{"address": ADDRESS, **values})

    def make(self, customer_id: UUID | None, **values: Any) -> Made:
        wanted = Wanted(
            **{
                "kind": CallbackKind.PROMISED,
                "reason_code": "question",
                "number": NUMBER,
                "customer_id": customer_id,
                "reason": "The loan",
                "owner_id": self.me,
                **values,
            }
        )
        return make_callback(self.doing(), wanted)

    def row(self, callback_id: UUID) -> CallbackRow:
        row = CallbackRepository(self.session).lock(callback_id)
        assert row is not None
        return row

    def later(self, **span: float) -> None:
        """Let time pass, with all that it brings, in order."""
        until = self.at + timedelta(**span)
        repository = DueCallbackRepository(self.session)
        while (next_at := repository.next_at()) is not None and next_at <= until:
            self.at = max(self.at, next_at)
            for callback_id in repository.list_due(self.at, 50):
                row = repository.lock_due(callback_id, self.at)
                assert row is not None
                turn_callback(self.server(), row)
        self.at = until

    def asking(self, by: UUID | None = None, **reader: Any) -> Asking:
        who = Reader(by or self.me, **{"team": "", "queue_codes": frozenset(), **reader})
        return Asking(who, self.at, self.book, names_of)

    def told(self, kind: str) -> list[UUID | None]:
        return [event.agent_id for event in self.events if event.kind == kind]


def names_of(ids: Any) -> Mapping[UUID, str]:
    return {each: f"Name {str(each)[:4]}" for each in ids if each is not None}
