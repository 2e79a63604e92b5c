"""What a profile shows of the alerts that the customer's row carries: no statement of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from agent_desktop.contract.alerts import AlertKind, AlertState
from agent_desktop.contract.customers import AlertRow, StatusKind
from agent_desktop.records.alerts.states import OPEN
from agent_desktop.records.alerts.words import ICONS, words_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.formatting import both

_URGENCY: Final = (StatusKind.PROBLEM, StatusKind.CAUTION)


def kept_rows(kept: Sequence[Mapping[str, Any]], *, at: datetime, options: ProfileOptions) -> tuple[AlertRow, ...]:
    """Return the open ones of a customer's `alerts` as they read at `at`, the most urgent first.

    What is over since the row was written is left out: a day that has passed.
    """
    today = at.astimezone(options.zone).date().isoformat()
    rows = []
    for each in kept:
        ends_on = each["ends_on"]
        if each["state"] not in OPEN or (ends_on is not None and ends_on < today):
            continue
        kind = AlertKind(each["kind"])
        due_at = datetime.fromisoformat(each["due_at"]) if each["due_at"] else None
        words = words_of(kind, each["figures"], due_at=due_at, at=at, options=options)
        rows.append(
            AlertRow(
                kind=words.status,
                icon=ICONS[kind],
                title=words.title,
                detail=words.detail,
                alert_id=UUID(each["alert_id"]),
                about=kind.value,
                is_new=each["state"] == AlertState.NEW,
                reasons=words.reasons,
            )
        )
    return tuple(sorted(rows, key=lambda row: _URGENCY.index(row.kind) if row.kind in _URGENCY else len(_URGENCY)))


def known_things(kept: Iterable[Mapping[str, Any]]) -> frozenset[tuple[str, str]]:
    """Return (kind, thing) of all that a run has kept of a customer, open or decided: nothing else tells it again."""
    return frozenset((each["kind"], each["thing"]) for each in kept)


def wish_rows(calls_from: time | None, calls_until: time | None) -> Iterator[AlertRow]:
    """Yield when a customer wishes no calls. It has no state: it counts for as long as it stands in the record."""
    if calls_until is not None:
        until = f"{calls_until:%H:%M}"
        yield _wish(f"No calls after {until}", f"{until}后请勿致电")
    if calls_from is not None:
        since = f"{calls_from:%H:%M}"
        yield _wish(f"No calls before {since}", f"{since}前请勿致电")


def _wish(en: str, zh: str) -> AlertRow:
    return AlertRow(kind=StatusKind.INFO, icon="ph.moon-fill", title=both(en, zh), about="wish")
