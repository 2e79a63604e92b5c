"""Reports: rows of a subject (queues, agents, …), over steps of time, with figures as columns.

`POST /v1/reports/tables` counts one anew and keeps nothing. `POST /v1/reports/kept` keeps it as it is: a kept report
never changes by itself, whatever is defined or corrected later. Saved reports are what to ask; schedules have them made
and sent. Files come through `/v1/exports` (`ExportedList.REPORT`, `.KEPT_REPORT`, `.SERVICE_REPORT`) with progress.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from agent_desktop.contract.base import Answer, Language, LocalText, Request
from agent_desktop.contract.exports import ExportFormat

MOST_DAYS: Final = 1100
MOST_INTERVAL_DAYS: Final = 62
"""So many days a report may be about; by interval fewer."""
NAME_LIMIT: Final = 80
RESOLUTION_DAYS: Final = 7


class ReportSubject(StrEnum):
    """What the rows are of."""

    QUEUES = "queues"
    AGENTS = "agents"
    TEAMS = "teams"
    SCRIPTS = "scripts"
    DISPOSITIONS = "dispositions"
    COMPLAINTS = "complaints"  # by team
    CALLBACKS = "callbacks"  # by kind
    COST_TO_SERVE = "cost_to_serve"  # by tier of the customer
    SATISFACTION = "satisfaction"  # by agent: coverage beside the answers; likewise the next two
    SATISFACTION_OF_QUEUES = "satisfaction_of_queues"
    SATISFACTION_OF_TEAMS = "satisfaction_of_teams"
    RESOLUTION = "resolution"  # by what the calls were about


class Step(StrEnum):
    """How the time is divided. Days are the bank's: one of a change of clocks has 23 or 25 hours. Weeks begin on
    Monday."""

    WHOLE = "whole"
    MINUTES_15 = "minutes_15"
    MINUTES_30 = "minutes_30"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Span(StrEnum):
    """Which days, seen from the day on which it is asked."""

    GIVEN = "given"  # `first` to `last`
    TODAY = "today"
    YESTERDAY = "yesterday"
    LAST_BUSINESS_DAY = "last_business_day"  # the last before today on which the bank was open
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"


class ReportQuery(Request):
    """`keys` narrows the rows, `queues`, `teams` and `agents` what is counted; empty narrows nothing. `figures` are the
    columns in their order; empty: all of the subject. `window_days` is how long nobody may call again (resolution)."""

    subject: ReportSubject
    step: Step = Step.WHOLE
    span: Span = Span.GIVEN
    first: date | None = None
    last: date | None = None
    figures: tuple[str, ...] = Field(default=(), max_length=60)
    keys: tuple[str, ...] = Field(default=(), max_length=500)
    queues: tuple[str, ...] = Field(default=(), max_length=200)
    teams: tuple[str, ...] = Field(default=(), max_length=200)
    agents: tuple[UUID, ...] = Field(default=(), max_length=500)
    window_days: int = Field(default=RESOLUTION_DAYS, ge=1, le=60)

    @model_validator(mode="after")
    def _is_a_time(self) -> Self:
        if (self.first is None or self.last is None) != (self.span is not Span.GIVEN):
            raise ValueError("span")
        if self.first is not None and self.last is not None:
            is_short = self.step in (Step.MINUTES_15, Step.MINUTES_30)
            most = MOST_INTERVAL_DAYS if is_short else MOST_DAYS
            if not timedelta(0) <= self.last - self.first < timedelta(days=most):
                raise ValueError("last")
        return self


Cell = float | None
"""A figure; None where there is nothing to count it from."""


class ReportColumn(Answer):
    """`figure` is a `Figure.id`; `level` tells a service level's variants, where all rows have the same one."""

    figure: str
    name: LocalText
    unit: str
    level: str = ""


class ReportRow(Answer):
    """`key` None: all rows together; `start_at` None: the whole time. `levels` are versions of the definitions by which
    its service level was counted. `partial`: the time is not over."""

    key: str | None
    name: LocalText
    start_at: AwareDatetime | None
    until_at: AwareDatetime | None
    values: tuple[Cell, ...]
    levels: tuple[int, ...] = ()
    partial: bool = False


class CountedBy(Answer):
    """A definition of the service level by which calls were counted; see `contract.figures.LevelDefinition`."""

    version: int
    queue: str
    variant: str
    answer_seconds: int
    short_seconds: int
    target_percent: int


class ReportTable(Answer):
    """A report as counted `as_of`. `rows` are by key and time; `by_key` each key over the whole time and `by_time` each
    step over all keys (both empty where that is what `rows` are), `total` everything together. `zone` is the bank's."""

    query: ReportQuery
    subject: ReportSubject
    title: LocalText
    key_name: LocalText
    since_at: AwareDatetime
    until_at: AwareDatetime
    first: date
    last: date
    as_of: AwareDatetime
    zone: str
    currency: str = ""
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    by_key: tuple[ReportRow, ...] = ()
    by_time: tuple[ReportRow, ...] = ()
    total: ReportRow
    own_only: bool = False
    """Only what is the asking agent's own was counted."""
    definitions: tuple[CountedBy, ...] = ()


class ReportSubjectWords(Answer):
    """What may be asked by whoever asks: `GET /v1/reports/subjects`."""

    subject: ReportSubject
    name: LocalText
    key_name: LocalText
    figures: tuple[str, ...]
    own_only: bool = False


class KeepReport(Request):
    """`POST /v1/reports/kept`: count and keep."""

    command_id: UUID
    query: ReportQuery
    name: str = Field(min_length=1, max_length=NAME_LIMIT)


class KeptReport(Answer):
    """A report that was kept, without its table. `due_on`: a schedule made it, for that day."""

    kept_id: UUID
    name: str
    subject: ReportSubject | None
    first: date
    last: date
    made_at: AwareDatetime
    made_by_name: str = ""
    schedule_id: UUID | None = None
    due_on: date | None = None
    delivered: tuple[str, ...] = ()
    problem: str = ""


class KeptReportTable(Answer):
    """`GET /v1/reports/kept/{id}`: as it was counted then."""

    kept: KeptReport
    table: ReportTable


class SaveReport(Request):
    """`PUT /v1/reports/saved/{id}`. `shared`: others of the same rights may open it; its owner alone changes it."""

    seen_version: int = Field(ge=0)
    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    query: ReportQuery
    shared: bool = False


class SavedReport(Answer):
    saved_id: UUID
    version: int
    name: str
    query: ReportQuery
    shared: bool
    owner_id: UUID
    owner_name: str
    mine: bool
    changed_at: AwareDatetime


class Cadence(StrEnum):
    EVERY_DAY = "every_day"
    BUSINESS_DAYS = "business_days"
    WEEKLY = "weekly"  # on Mondays
    MONTHLY = "monthly"  # on the first


class ScheduledWhat(StrEnum):
    SAVED_REPORT = "saved_report"
    SERVICE_REPORT = "service_report"  # the month's report for the management, as PDF


class SaveSchedule(Request):
    """`PUT /v1/reports/schedules/{id}`: made at `at` (``HH:MM``, the bank's) of each day of the cadence, and put into
    `folder` (one that the settings name; empty: none) or sent to `emails`. One that was missed is made once, late."""

    seen_version: int = Field(ge=0)
    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    what: ScheduledWhat = ScheduledWhat.SAVED_REPORT
    saved_id: UUID | None = None
    cadence: Cadence
    at: str = Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    format: ExportFormat = ExportFormat.XLSX
    language: Language = "en"
    folder: str = Field(default="", max_length=80)
    emails: tuple[str, ...] = Field(default=(), max_length=20)
    is_on: bool = True


class Schedule(Answer):
    """`next_at` is when it is due next; `problem` the code of what its last run met, `tried` how often."""

    schedule_id: UUID
    version: int
    name: str
    what: ScheduledWhat
    saved_id: UUID | None
    cadence: Cadence
    at: str
    format: ExportFormat
    language: Language
    folder: str
    emails: tuple[str, ...]
    is_on: bool
    owner_id: UUID
    owner_name: str
    next_at: AwareDatetime | None
    last_due_on: date | None = None
    last_made_at: AwareDatetime | None = None
    last_kept_id: UUID | None = None
    problem: str = ""


class Schedules(Answer):
    """`GET /v1/reports/schedules`. `folders` may be named; `can_email`: the settings name a mail server."""

    schedules: tuple[Schedule, ...]
    folders: tuple[str, ...]
    can_email: bool
