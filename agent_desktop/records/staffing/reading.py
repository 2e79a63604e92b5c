"""What is forecast of some time, from the newest forecast that has each queue's day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from agent_desktop.contract.staffing import ForecastMethod
from agent_desktop.records.database import table_of
from agent_desktop.records.staffing.models import ForecastDayRow, ForecastRow

HALF_HOUR: Final = timedelta(minutes=30)

_FORECASTS: Final = table_of(ForecastRow)
_DAYS: Final = table_of(ForecastDayRow)
_LONGEST_DAY: Final = timedelta(hours=25)


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """One queue's day. `calls` and `baseline` are by half hour from `begins_at` on."""

    forecast_id: UUID
    made_at: datetime
    queue_code: str
    day: date
    begins_at: datetime
    method: ForecastMethod
    handle_seconds: float
    calls: tuple[float, ...]
    baseline: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """Offered calls that are forecast, by queue and begin of the half hour (UTC). `made_at` is the newest one's."""

    made_at: datetime
    calls: Mapping[tuple[str, datetime], float]

    def by_half_hour(self, queues: Collection[str] | None = None) -> dict[datetime, float]:
        """Return the calls of these queues (None: all) together, by begin of the half hour, in order."""
        found: dict[datetime, float] = {}
        for (queue, start_at), calls in sorted(self.calls.items(), key=lambda each: each[0][1]):
            if queues is None or queue in queues:
                found[start_at] = found.get(start_at, 0.0) + calls
        return found


def forecast_between(
    session: Session, since: datetime, until: datetime, queues: Collection[str] | None = None
) -> Forecast | None:
    """Return what is forecast for the half hours that begin from `since` and before `until`; None where nothing is.

    One statement; the board's day chart reads it. `queues` are codes, None for all.
    """
    calls: dict[tuple[str, datetime], float] = {}
    made_at: datetime | None = None
    for each in forecast_days(session, since, until, queues):
        for number, count in enumerate(each.calls):
            start_at = each.begins_at + number * HALF_HOUR
            if since <= start_at < until:
                calls[each.queue_code, start_at] = count
                made_at = each.made_at if made_at is None else max(made_at, each.made_at)
    return None if made_at is None else Forecast(made_at, calls)


def forecast_days(
    session: Session, since: datetime, until: datetime, queues: Collection[str] | None = None
) -> list[ForecastDay]:
    """Return each queue's days that touch this time, of the newest forecast that has them."""
    query = (
        sa.select(_DAYS, _FORECASTS.c.made_at)
        .join(_FORECASTS, _FORECASTS.c.forecast_id == _DAYS.c.forecast_id)
        .where(_DAYS.c.begins_at > since - _LONGEST_DAY, _DAYS.c.begins_at < until)
        .ext(distinct_on(_DAYS.c.queue_code, _DAYS.c.day))
        .order_by(_DAYS.c.queue_code, _DAYS.c.day, _FORECASTS.c.made_at.desc(), _DAYS.c.forecast_id)
    )
    if queues is not None:
        query = query.where(_DAYS.c.queue_code.in_(sorted(queues)))
    return [
        ForecastDay(
            forecast_id=row.forecast_id,
            made_at=row.made_at,
            queue_code=row.queue_code,
            day=row.day,
            begins_at=row.begins_at,
            method=ForecastMethod(row.method),
            handle_seconds=row.handle_seconds,
            calls=tuple(row.calls),
            baseline=tuple(row.baseline),
        )
        for row in session.execute(query)
    ]
