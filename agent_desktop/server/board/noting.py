"""Writes down who was shown the board, and which customers on it."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.board import BoardFilter
from agent_desktop.records.audit.service import record_look
from agent_desktop.server.unit_of_work import UnitsOfWork

NOTED_EVERY_SECONDS: Final = 10.0
"""Customers who call while somebody watches are noted together, so many seconds' worth of them."""

WATCHED: Final = "board.watched"
SHOWN: Final = "board.shown"


@dataclass(slots=True)
class _Watch:
    user_id: UUID
    noted_at: float
    seen: set[UUID]
    unnoted: set[UUID] = field(default_factory=set)


class BoardNotes:
    """Belongs to one thread."""

    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units
        self._watches: dict[Hashable, _Watch] = {}

    def look(self, user_id: UUID, asks: BoardFilter, customers: Collection[UUID], at: datetime) -> None:
        """Note one look with all whom it showed."""
        self._write(user_id, WATCHED, at, customers, asks)

    def show(
        self,
        key: Hashable,
        user_id: UUID,
        asks: BoardFilter,
        customers: frozenset[UUID],
        machine_now: float,
        at: datetime,
    ) -> None:
        """Note what a watch shows now: its beginning at once, and customers who come later a few seconds after that."""
        watch = self._watches.get(key)
        if watch is None:
            self._write(user_id, WATCHED, at, customers, asks)
            self._watches[key] = _Watch(user_id, machine_now, set(customers))  # once it is written, and not before
            return
        new = customers - watch.seen
        watch.seen |= new
        watch.unnoted |= new
        if watch.unnoted and machine_now - watch.noted_at >= NOTED_EVERY_SECONDS:
            self._write_rest(watch, at)
            watch.noted_at = machine_now

    def keep(self, keys: Collection[Hashable], at: datetime) -> None:
        """Note the rest of those that are watched no more."""
        for gone in self._watches.keys() - set(keys):
            watch = self._watches[gone]
            if watch.unnoted:
                self._write_rest(watch, at)
            del self._watches[gone]

    def _write_rest(self, watch: _Watch, at: datetime) -> None:
        self._write(watch.user_id, SHOWN, at, watch.unnoted)
        watch.unnoted = set()

    def _write(
        self, user_id: UUID, what: str, at: datetime, customers: Collection[UUID], asks: BoardFilter | None = None
    ) -> None:
        detail: dict[str, JsonValue] = {"customer_ids": [str(each) for each in sorted(customers)]}
        if asks is not None:
            detail["sites"], detail["teams"] = list(asks.sites), list(asks.teams)
            detail["queue_ids"] = [str(each) for each in asks.queue_ids]
        with self._units.begin() as work:
            record_look(work.session, at=at, by=user_id, what=what, record_kind="board", record_id=None, detail=detail)
