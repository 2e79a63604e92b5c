"""Making a forecast from the centre's own calls: by a command, every night, or when a supervisor asks."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from agent_desktop.contract.staffing import ForecastCause, HistoryKind
from agent_desktop.records.staffing.history import History
from agent_desktop.records.staffing.keeping import ForecastRepository, Origin, keep_forecast, tomorrow
from agent_desktop.records.staffing.library import Library, StatsforecastProcess
from agent_desktop.records.staffing.making import LEAST_HISTORY, HistoryShortError, Made, history_first, make_forecast
from agent_desktop.server.database import create_engine
from agent_desktop.server.errors import log_failure
from agent_desktop.server.schedule import Schedule
from agent_desktop.server.staffing.repository import StaffingRepository
from agent_desktop.server.staffing.rules import StaffingRules
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 30.0
AGAIN_AFTER: Final = timedelta(minutes=10)
"""When a night that failed is tried again."""

_ALONE: Final = 7_606_148
"""The advisory lock of whoever is making one: a connection holds it, no transaction waits for the library."""

_log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A forecast that was made and kept."""

    forecast_id: UUID
    made: Made
    history: History


def read_history(session: Session, rules: StaffingRules, until: date, *, weeks: int | None = None) -> History:
    """Read the calls of the whole days before `until`, of so many weeks at most.

    Raises:
        HistoryShortError: There are too few days.
    """
    repository, last = StaffingRepository(session), until - timedelta(days=1)
    known = repository.first_call_day(rules.zone)
    if known is None or (until - known).days < LEAST_HISTORY:
        raise HistoryShortError
    return repository.history(max(known, history_first(last, weeks or rules.history_weeks)), last, rules.zone)


def forecast_now(
    engine: sa.Engine,
    rules: StaffingRules,
    library: Library,
    *,
    cause: ForecastCause,
    by: UUID | None,
    now: datetime,
    night_since: datetime | None = None,
) -> Kept | None:
    """Make a forecast from tomorrow on and keep it; today is in it too, from the days before. None where another is
    being made, or one of the night since `night_since` was.

    Raises:
        HistoryShortError: There are too few days of calls.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
        if not alone.scalar(sa.select(sa.func.pg_try_advisory_lock(_ALONE))):
            return None
        try:
            with Session(engine) as session:
                if night_since is not None and ForecastRepository(session).has_night_since(night_since):
                    return None
                today = now.astimezone(rules.zone).date()
                history = read_history(session, rules, today)
            days = (tomorrow(now, rules.zone) - today).days + rules.days_ahead
            made = make_forecast(history, today, days, rules.kinds, library)
            with Session(engine) as session:
                origin = Origin(cause, by, HistoryKind.CALLS, "", rules.calendar_version, rules.handle_seconds)
                kept = keep_forecast(session, made, history, origin, zone=rules.zone, at=now, kept_days=rules.kept_days)
                session.commit()
            return Kept(kept, made, history)
        finally:
            alone.execute(sa.select(sa.func.pg_advisory_unlock(_ALONE)))


class Forecasting:
    """The worker of one server: every night where `schedule` says so, and when somebody asks. `url` has the database's
    password; the connection is its own, which no request waits for."""

    def __init__(
        self,
        url: str,
        rules: StaffingRules,
        schedule: Schedule | None,
        now: Callable[[], datetime],
        library: StatsforecastProcess | Library | None = None,
    ) -> None:
        self._url, self._rules, self._schedule, self._now = url, rules, schedule, now
        self._library: StatsforecastProcess | Library = library or StatsforecastProcess()
        self._guard = threading.Lock()
        self._asked_by: UUID | None = None
        self._problem = ""
        self._under_way = False
        self._stopping = False
        self._not_before: datetime | None = None
        self._repeated = Repeated("forecast", self.look, every_seconds=LOOK_SECONDS)

    def start(self) -> None:
        self._repeated.start()

    def stop(self) -> None:
        self._stopping = True
        if isinstance(self._library, StatsforecastProcess):
            self._library.stop()
        self._repeated.stop()

    @property
    def alive(self) -> bool:
        return self._repeated.alive

    @property
    def state(self) -> tuple[bool, str]:
        """Whether one is being made, and why the last that was asked for was not: ``no_history``, ``failed``."""
        with self._guard:
            return self._under_way or self._asked_by is not None, self._problem

    def ask(self, by: UUID) -> None:
        """Have one made soon; the thread of the worker does it."""
        with self._guard:
            self._asked_by, self._problem = by, ""
        self._repeated.wake()

    def look(self) -> None:
        """Make what was asked for, or what the night is due for."""
        with self._guard:
            by, self._asked_by = self._asked_by, None
            self._under_way = by is not None
        if by is not None:
            self._make_asked(by)
        elif self._schedule is not None and not self._stopping:
            self._make_nightly(self._schedule)

    def _make_asked(self, by: UUID) -> None:
        problem = ""
        try:
            self._make(ForecastCause.ASKED, by, None)
        except HistoryShortError:
            problem = "no_history"
        except Exception as error:  # noqa: BLE001  whoever asked is told, the log has why
            problem = "failed"
            log_failure("forecast.failed", error)
        finally:
            with self._guard:
                self._under_way, self._problem = False, problem

    def _make_nightly(self, schedule: Schedule) -> None:
        now = self._now()
        night = schedule.due(now)
        if night is None or (self._not_before is not None and now < self._not_before):
            return
        self._not_before = now + AGAIN_AFTER
        try:
            kept = self._make(ForecastCause.NIGHT, None, schedule.begins(night))
        except HistoryShortError:
            return
        if kept is not None:
            _log.info("forecast.night_done", count=kept.history.count)

    def _make(self, cause: ForecastCause, by: UUID | None, night_since: datetime | None) -> Kept | None:
        engine = create_engine(self._url, pool_size=2, statement_seconds=0)
        try:
            return forecast_now(
                engine, self._rules, self._library, cause=cause, by=by, now=self._now(), night_since=night_since
            )
        finally:
            engine.dispose()
