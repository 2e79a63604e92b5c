"""Forecasts are kept as they were made: when, by what, from which history, and how far off it was before."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.staffing import (
    ForecastCard,
    ForecastCause,
    ForecastError,
    ForecastMethod,
    HistoryKind,
    QueueForecast,
)
from agent_desktop.records.database import table_of
from agent_desktop.records.staffing.errors import Errors
from agent_desktop.records.staffing.history import History, begin_of_day, by_half_hour
from agent_desktop.records.staffing.making import DAYS_AHEAD, Made, MadeQueue
from agent_desktop.records.staffing.models import ForecastDayRow, ForecastRow

NamesOf = Callable[[Collection[UUID]], Mapping[UUID, str]]

_LOCK: Final = 7_606_048
"""The advisory lock of whoever makes forecasts."""

_FORECASTS: Final = table_of(ForecastRow)
_DAYS: Final = table_of(ForecastDayRow)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forecast comes from. `history_name` is a log's file name; `handle_seconds` is for queues that handled no
    call yet."""

    cause: ForecastCause
    by: UUID | None
    history_kind: HistoryKind
    history_name: str
    calendar_version: str
    handle_seconds: float


class ForecastRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self) -> bool:
        """Have no other forecast made until this transaction ends; False where one is."""
        return bool(self._session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))))

    def has_night_since(self, at: datetime) -> bool:
        """Say whether a nightly forecast was made since then."""
        query = sa.select(sa.exists().where(_FORECASTS.c.made_at >= at, _FORECASTS.c.cause == ForecastCause.NIGHT))
        return bool(self._session.scalar(query))

    def find_newest(self) -> ForecastRow | None:
        query = sa.select(ForecastRow).order_by(ForecastRow.made_at.desc(), ForecastRow.forecast_id).limit(1)
        return self._session.scalar(query)

    def find(self, forecast_id: UUID) -> ForecastRow | None:
        return self._session.get(ForecastRow, forecast_id)

    def delete_made_before(self, at: datetime) -> int:
        """Forget old ones, and return how many; days that only they have are forgotten too."""
        gone = self._session.execute(
            sa.delete(_FORECASTS).where(_FORECASTS.c.made_at < at).returning(_FORECASTS.c.forecast_id)
        )
        return len(gone.all())


def keep_forecast(
    session: Session, made: Made, history: History, origin: Origin, *, zone: tzinfo, at: datetime, kept_days: int
) -> UUID:
    """Keep a forecast, and forget those that are older than `kept_days`. Returns its id."""
    days = [day.day for queue in made.queues for day in queue.days]
    forecast_id = uuid4()
    session.execute(
        sa.insert(_FORECASTS).values(
            forecast_id=forecast_id,
            made_at=at,
            cause=origin.cause,
            made_by=origin.by,
            history_kind=origin.history_kind,
            history_name=origin.history_name,
            history_first=history.first,
            history_last=history.last,
            history_calls=history.count,
            first_day=min(days, default=history.last),
            last_day=max(days, default=history.last),
            zone=str(zone),
            calendar_version=origin.calendar_version,
            library=made.library,
            library_away=made.library_away,
            errors={queue.queue: errors_as_json(queue) for queue in made.queues},
        )
    )
    rows = [
        {
            "forecast_id": forecast_id,
            "queue_code": queue.queue,
            "day": each.day,
            "begins_at": begin_of_day(each.day, zone),
            "method": queue.method,
            "handle_seconds": history.handle_seconds.get(queue.queue, origin.handle_seconds),
            "calls": _rounded(by_half_hour(each.calls, each.day, zone)),
            "baseline": _rounded(by_half_hour(each.baseline, each.day, zone)),
        }
        for queue in made.queues
        for each in queue.days
    ]
    if rows:
        session.execute(sa.insert(_DAYS), rows)
    ForecastRepository(session).delete_made_before(at - timedelta(days=kept_days))
    return forecast_id


def errors_as_json(queue: MadeQueue) -> dict[str, Any]:
    """Return how far off a queue's methods were, as it is kept and printed."""
    before, after = queue.rest_of_day
    return {
        "method": queue.method.value,
        "carry": round(queue.carry, 4),
        "rest_of_day": {"as_forecast": _error(before), "with_morning": _error(after)},
        **{
            method.value: {
                str(ahead): _error(queue.error(method, ahead))
                for ahead in range(DAYS_AHEAD + 1)
                if queue.error(method, ahead).half_hours
            }
            for method in ForecastMethod
        },
    }


def card_of(row: ForecastRow, names_of: NamesOf) -> ForecastCard:
    """Return what is told of a forecast."""
    return ForecastCard(
        forecast_id=row.forecast_id,
        made_at=row.made_at,
        cause=row.cause,
        by_name=names_of({row.made_by}).get(row.made_by, "") if row.made_by is not None else "",
        history_kind=row.history_kind,
        history_name=row.history_name,
        history_first=row.history_first,
        history_last=row.history_last,
        history_calls=row.history_calls,
        first_day=row.first_day,
        last_day=row.last_day,
        library=row.library,
        library_away=row.library_away,
        queues=tuple(_queue(code, kept) for code, kept in sorted(row.errors.items())),
    )


def tomorrow(at: datetime, zone: tzinfo) -> date:
    """Return the day after the one that this moment is on."""
    return at.astimezone(zone).date() + timedelta(days=1)


def _queue(code: str, kept: Mapping[str, Any]) -> QueueForecast:
    return QueueForecast(
        queue_code=code,
        method=ForecastMethod(kept["method"]),
        errors=tuple(
            ForecastError(method=method, days_ahead=int(ahead), **error)
            for method in ForecastMethod
            for ahead, error in kept[method.value].items()
        ),
    )


def _error(errors: Errors) -> dict[str, Any]:
    return {
        "wape": _share(errors.wape),
        "day_wape": _share(errors.day_wape),
        "mae": _share(errors.mae),
        "half_hours": errors.half_hours,
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 5)


def _rounded(calls: list[float]) -> list[float]:
    return [round(each, 3) for each in calls]
