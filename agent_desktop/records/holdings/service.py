"""A customer's products by source system, with totals in the base currency and how new the figures are."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Freshness, Holding, HoldingGroup, HoldingsPart, StatusKind
from agent_desktop.records.customers.masking import mask_number
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.holdings.repository import HoldingRepository
from agent_desktop.records.together import Row

_GROUP_ORDER: Final = {group: place for place, group in enumerate(HoldingGroup)}
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class StoredHolding:
    """One holding as stored, with what never leaves the server: its whole number and its source's key."""

    holding_id: UUID
    source_key: str
    group: HoldingGroup
    product: LocalText
    number: str
    currency: str
    balance: Decimal | None
    status: LocalText
    status_kind: StatusKind
    matures_on: date | None
    role: str

    def shown(self) -> Holding:
        """Return it as a desktop may see it."""
        return Holding(
            holding_id=self.holding_id,
            group=self.group,
            product=self.product,
            number_masked=mask_number(self.number),
            currency=self.currency,
            balance=self.balance,
            status=self.status,
            status_kind=self.status_kind,
            role=self.role,
        )


@dataclass(frozen=True, slots=True)
class StoredPart:
    """What one source system holds of one customer, as of the load that is oldest (None without holdings)."""

    system: str
    system_name: LocalText
    group: HoldingGroup
    live: bool
    old_after_seconds: int | None
    as_of_at: datetime | None
    holdings: tuple[StoredHolding, ...]
    end_of_day: bool = False

    def freshness_at(self, at: datetime) -> Freshness:
        """Return whether the stored figures are old: older at `at` than the system's own limit."""
        if self.as_of_at is None or self.old_after_seconds is None:
            return Freshness.LOADED
        is_old = at - self.as_of_at > timedelta(seconds=self.old_after_seconds)
        return Freshness.OLD if is_old else Freshness.LOADED

    def shown(self, options: ProfileOptions, freshness: Freshness) -> HoldingsPart:
        """Return it as a desktop may see it."""
        total, missing = self._total(options)
        return HoldingsPart(
            system=self.system,
            system_name=self.system_name,
            group=self.group,
            holdings=tuple(holding.shown() for holding in self.holdings),
            total=total,
            total_currency=options.base_currency,
            freshness=freshness,
            as_of_at=self.as_of_at,
            end_of_day=self.end_of_day,
            rates_missing=missing,
        )

    def _total(self, options: ProfileOptions) -> tuple[Decimal | None, tuple[str, ...]]:
        """Return the sum in the base currency, and the currencies without a rate, with which there is none."""
        # What is paid out by order is no possession; a card without a balance of its own adds nothing.
        counted = [
            (holding.balance, holding.currency)
            for holding in self.holdings
            if holding.balance is not None and holding.group is not HoldingGroup.ORDERS
        ]
        known, missing = [], set()
        for balance, currency in counted:
            amount = options.in_base(balance, currency)
            if amount is None:
                missing.add(currency)
            else:
                known.append(amount)
        if missing or not known:
            return None, tuple(sorted(missing))
        return sum(known, Decimal(0)).quantize(_CENT, rounding=ROUND_HALF_UP), ()


def find_stored_part(session: Session, customer_id: UUID, system: str) -> StoredPart | None:
    """Return one system's part, without holdings where the customer has none there; None for an unknown system."""
    repository = HoldingRepository(session)
    parts = parts_of(repository.list_reached(customer_id, system))
    if parts:
        return parts[0]
    source = repository.find_source(system)
    if source is None:
        return None
    return StoredPart(
        system=source["source_code"],
        system_name=source["name"],
        group=source["group"],
        live=source["live"],
        old_after_seconds=source["old_after_seconds"],
        as_of_at=None,
        holdings=(),
        end_of_day=source["end_of_day"],
    )


def with_holdings(part: StoredPart, change: Callable[[StoredHolding], StoredHolding]) -> StoredPart:
    """Return `part` with every holding changed."""
    return replace(part, holdings=tuple(change(holding) for holding in part.holdings))


def parts_of(rows: Sequence[Row]) -> tuple[StoredPart, ...]:
    """Return every source system's part of what a customer reaches, in the order of the holdings tree.

    `rows` are those of `reached_holdings`: a holding belongs to whoever `holding_parties` names, no more and no less.
    """
    by_system: dict[str, list[Row]] = {}
    # A holding may name several accounts of one person: it is listed and counted once, as theirs where one owns it.
    once: dict[UUID, Row] = {}
    for row in rows:
        if row["holding_id"] not in once or row["role"] == "owner":
            once[row["holding_id"]] = row
    for row in once.values():
        by_system.setdefault(row["source_code"], []).append(row)
    parts = [_part(system, system_rows) for system, system_rows in by_system.items()]
    return tuple(sorted(parts, key=lambda part: (_GROUP_ORDER[part.group], part.system)))


def _part(system: str, rows: Sequence[Row]) -> StoredPart:
    first = rows[0]
    return StoredPart(
        system=system,
        system_name=first["source_name"] or {"en": system, "zh": system},
        group=first["source_group"] or first["group"],
        live=bool(first["live"]),
        old_after_seconds=first["old_after_seconds"],
        # The oldest: a part never claims to be newer than any of its figures.
        as_of_at=min(row["as_of_at"] for row in rows),
        holdings=_holdings(rows),
        end_of_day=bool(first["end_of_day"]),
    )


def _holdings(rows: Iterable[Row]) -> tuple[StoredHolding, ...]:
    holdings = [
        StoredHolding(
            holding_id=row["holding_id"],
            source_key=row["source_key"],
            group=row["group"],
            product=row["product"],
            number=row["number"],
            currency=row["currency"],
            balance=row["balance"],
            status=row["status"],
            status_kind=row["status_kind"],
            matures_on=row["matures_on"],
            role=row["role"],
        )
        for row in rows
    ]
    # What the customer owns stands before what they may only use; the sort keeps the rest as it was.
    return tuple(sorted(holdings, key=lambda holding: (_GROUP_ORDER[holding.group], holding.role != "owner")))
