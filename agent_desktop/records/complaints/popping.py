"""What a profile shows of a person's open complaints: they come with the customer's row, without a statement."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from agent_desktop.contract.alerts import AlertKind
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaints import ComplaintGlance, ComplaintKind, ComplaintState, Severity
from agent_desktop.contract.customers import AlertRow, StatusKind
from agent_desktop.records.complaints.due import promised
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.formatting import both, short_day

_ICON: Final = "ph.megaphone-fill"
_ABOUT: Final = 120


def open_complaints(
    rows: Sequence[Mapping[str, Any]] | None, *, at: datetime, options: ProfileOptions
) -> tuple[ComplaintGlance, ...]:
    """Return the open complaints of a customer's row in one glance each."""
    return tuple(_glance(row, at, options) for row in rows or ())


def complaint_rows(
    complaints: Iterable[ComplaintGlance], known: Collection[tuple[str, str]], options: ProfileOptions
) -> Iterator[AlertRow]:
    """Yield what an agent should know of them before speaking; not of those that a kept alert tells of."""
    for each in complaints:
        if (AlertKind.COMPLAINT_DUE.value, str(each.complaint_id)) in known:
            continue
        due = _due(each, options)
        yield AlertRow(
            kind=StatusKind.PROBLEM if each.is_late else StatusKind.CAUTION,
            icon=_ICON,
            title=both("Has an open complaint", "有一件投诉在办"),
            detail={language: " · ".join((each.number, text)) for language, text in due.items()},
            about="complaint",
        )


def still_open(kept: Sequence[Mapping[str, Any]], complaints: Iterable[ComplaintGlance]) -> Sequence[Mapping[str, Any]]:
    """Return the kept alerts but for those of complaints that have ended since they were worked out."""
    ids = {str(each.complaint_id) for each in complaints}
    kind = AlertKind.COMPLAINT_DUE.value
    return [each for each in kept if each["kind"] != kind or "number" not in each["figures"] or each["thing"] in ids]


def _glance(row: Mapping[str, Any], at: datetime, options: ProfileOptions) -> ComplaintGlance:
    due_at = _time(row["next_due_at"])
    state, book = ComplaintState(row["state"]), options.complaints
    about = " ".join(row["what_happened"].split())
    promise = promised(_time(row["answer_due_at"]), _day(row["answer_due_on"]), at)
    return ComplaintGlance(
        complaint_id=UUID(row["complaint_id"]),
        number=row["number"],
        kind=ComplaintKind(row["kind"]),
        state=state,
        category_code=row["category_code"],
        category=book.category_name(row["category_code"]) if book is not None else {},
        severity=Severity(row["severity"]),
        about=about if len(about) <= _ABOUT else about[: _ABOUT - 1].rstrip() + "…",
        recorded_at=datetime.fromisoformat(row["registered_at"]),
        owner_id=UUID(row["owner_id"]) if row["owner_id"] else None,
        owner_name=row["owner_name"],
        due_at=due_at,
        due_on=_day(row["next_due_on"]),
        due_provisional=row["next_provisional"],
        is_late=row["clocks_late"] > 0 or (due_at is not None and due_at < at),
        say=book.say(state, promise) if book is not None else {},
    )


def _due(each: ComplaintGlance, options: ProfileOptions) -> LocalText:
    if each.due_on is None:
        return each.category
    day = short_day(each.due_on, options.day_of(each.recorded_at))
    return both(f"due {day['en']}", f"{day['zh']}到期")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
