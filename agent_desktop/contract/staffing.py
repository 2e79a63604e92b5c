"""Forecast, agents needed, shift plan and adherence: what supervisors ask of staffing.

Calls are offered calls: answered or abandoned, by the queue to which they came. A half hour is named by its begin.
Shares are from 0 to 1 unless a name says percent.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request

PLAN_MOST_SIGNS: Final = 800_000
"""A shift plan has at most so many signs: some two thousand agents' week."""

PROBLEMS_MOST: Final = 200
"""So many problems of a plan are told at most; `ShiftPlanPreview.problem_count` has how many there are."""


class ForecastMethod(StrEnum):
    BASELINE = "baseline"  # the mean of the same weekday's half hour
    LIBRARY = "library"  # the statistical library's


class ForecastCause(StrEnum):
    """Why a forecast was made."""

    NIGHT = "night"  # the server's nightly job
    COMMAND = "command"  # agent-desktop staffing forecast
    ASKED = "asked"  # a supervisor in the desktop


class HistoryKind(StrEnum):
    CALLS = "calls"  # those of this centre's own database
    LOG = "log"  # a call log's file


class PlanActivity(StrEnum):
    """What a line of a shift plan is about."""

    WORK = "work"  # a shift: ready for calls, or with one
    BREAK = "break"
    MEAL = "meal"
    TRAINING = "training"
    MEETING = "meeting"
    AWAY = "away"  # not ready for a reason that the plan names itself


class NeedModel(StrEnum):
    ERLANG_C = "erlang_c"  # nobody gives up
    ERLANG_A = "erlang_a"  # callers give up after a while


# The forecast


class ForecastError(Answer):
    """How far off a method was on days it did not know (rolling origin): `wape` is the sum of the errors of the half
    hours of the sum of their calls, `mae` calls a half hour, `day_wape` likewise of whole days. `days_ahead` 0: of all
    days ahead together."""

    method: ForecastMethod
    days_ahead: int
    wape: float | None
    day_wape: float | None
    mae: float | None
    half_hours: int


class QueueForecast(Answer):
    """How one queue was forecast: `method` had the smaller `wape` of all days ahead."""

    queue_code: str
    method: ForecastMethod
    errors: tuple[ForecastError, ...] = ()


class ForecastCard(Answer):
    """One forecast. `library` is a name and a version; `library_away` why it was not asked, empty where it was:
    ``not_installed``, ``short_history``, ``failed``."""

    forecast_id: UUID
    made_at: AwareDatetime
    cause: ForecastCause
    by_name: str = ""
    history_kind: HistoryKind
    history_name: str = ""
    history_first: date
    history_last: date
    history_calls: int
    first_day: date
    last_day: date
    library: str = ""
    library_away: str = ""
    queues: tuple[QueueForecast, ...] = ()


class MakeForecast(Request):
    """`POST /v1/staffing/forecast`: make one now, in the background; the card of `GET` is another once it is done."""

    command_id: UUID


class ForecastState(Answer):
    """`GET /v1/staffing/forecast`: the newest, and whether one is being made. `problem` is why the last one was not:
    ``no_history``, ``failed``."""

    newest: ForecastCard | None = None
    under_way: bool = False
    problem: str = ""


# A day by half hours


class Assumptions(Answer):
    """What agents needed are worked out from.

    `target` of the calls are to be answered within `target_seconds`. `patience_seconds` is the mean time after which a
    caller gives up (Erlang A). `shrinkage` is the part of paid time that agents are away. More than `occupancy_most` of
    their time agents are not to be busy.
    """

    model: NeedModel = NeedModel.ERLANG_C
    target: float = 0.80
    target_seconds: float = 20
    patience_seconds: float = 180
    shrinkage: float = 0.30
    occupancy_most: float = 0.85


class StaffingHalfHour(Answer):
    """`calls` is what is forecast, None where there is no forecast; `expected` the same with what the day has shown so
    far, for the rest of today only. `offered` and what follows it are None for what has not begun. `planned` agents are
    those of the shift plan without breaks, None where no plan is known for the day; `present` those who worked."""

    start_at: AwareDatetime
    calls: float | None = None
    baseline: float | None = None
    expected: float | None = None
    handle_seconds: float
    offered: int | None = None
    answered: int | None = None
    abandoned: int | None = None
    planned: float | None = None
    present: float | None = None


class StaffingQueue(Answer):
    """A queue that may be chosen."""

    code: str
    name: LocalText


class DayFactor(Answer):
    """How today goes: `offered` calls so far where `forecast` were expected, and what the rest is multiplied by."""

    offered: int
    forecast: float
    factor: float


class StaffingDay(Answer):
    """`GET /v1/staffing/days/{day}?queue=…`: one day of these queues together (none: of all).

    `special` says why the day is not as its weekday (a holiday's name), empty where it is. `handled` are the calls from
    which the handle time is known; 0: it is the settings'.
    """

    day: date
    as_of: AwareDatetime
    time_zone: str
    queues: tuple[StaffingQueue, ...]
    chosen: tuple[str, ...] = ()
    half_hours: tuple[StaffingHalfHour, ...]
    forecast: ForecastCard | None = None
    factor: DayFactor | None = None
    assumptions: Assumptions
    special: LocalText = Field(default_factory=dict)
    plan_known: bool = False


class NextHalfHour(Answer):
    """`GET /v1/staffing/next?queue=…`: the thirty minutes from now. `waiting` calls are added to those `expected`.
    `needed` agents at their desks, against who is `ready`, `busy` (with a call or its wrap-up) and `signed_in` in all.
    `short` is how many are missing, never below 0."""

    from_at: AwareDatetime
    until_at: AwareDatetime
    expected: float | None
    waiting: int
    handle_seconds: float
    needed: int | None
    ready: int
    busy: int
    signed_in: int
    planned: float | None
    short: int | None


# The shift plan


class ShiftPlanFile(Request):
    """`POST /v1/staffing/shift-plan/preview`: a CSV file, as text. Its columns: agent, date, start, end, activity."""

    file_name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(max_length=PLAN_MOST_SIGNS)]


class PlanProblem(Answer):
    """What is wrong at a place of the file. `row` counts from 1, the header's; `column` is empty where the row is.
    `code` is one of `records.staffing.plan_file.PlanProblemCode`."""

    row: int
    column: str = ""
    code: str
    value: str = ""
    details: dict[str, str] = Field(default_factory=dict)


class PlannedTime(Answer):
    """`reason` is the code of the reason for being not ready that was planned, where the activity is `AWAY`."""

    from_at: AwareDatetime
    until_at: AwareDatetime
    activity: PlanActivity = PlanActivity.WORK
    reason: str = ""


class PlanChange(Answer):
    """What one agent's day becomes. `before` is what goes."""

    agent_id: UUID
    agent_name: str
    day: date
    before: tuple[PlannedTime, ...] = ()
    after: tuple[PlannedTime, ...] = ()


class ShiftPlanPreview(Answer):
    """What a file would do; `fingerprint` is given back with the import. With any problem it is not brought in.

    `untouched` are agents with a shift on one of its days who are not in the file: they stay as they are.
    """

    fingerprint: str
    problems: tuple[PlanProblem, ...] = ()
    problem_count: int = 0
    first_day: date | None = None
    last_day: date | None = None
    agents: int = 0
    shifts: int = 0
    replaced: int = 0
    changes: tuple[PlanChange, ...] = ()
    untouched: tuple[str, ...] = ()


class ImportShiftPlan(Request):
    """`POST /v1/staffing/shift-plan`: bring in what was previewed."""

    command_id: UUID
    file_name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(max_length=PLAN_MOST_SIGNS)]
    fingerprint: str


class ShiftImport(Answer):
    """One plan that was brought in."""

    shift_import_id: UUID
    imported_at: AwareDatetime
    by_name: str
    file_name: str
    first_day: date
    last_day: date
    agents: int
    shifts: int
    replaced: int


class ShiftImports(Answer):
    """`GET /v1/staffing/shift-plan/imports`: the newest first. `GET …/imports/{id}` has `changes` as well."""

    imports: tuple[ShiftImport, ...] = ()


class ShiftImportDetail(Answer):
    shift_import: ShiftImport
    changes: tuple[PlanChange, ...] = ()


# Adherence


class AgentAdherence(Answer):
    """One agent's day against their plan, up to `as_of` of the day. Seconds; shares None where nothing was planned yet.

    `adherence`: planned time in which they did what was planned, of planned time. `conformance`: time worked, whenever,
    of time planned to work; it may be above 1. `late` is from the shift's begin to when they were signed in, `early`
    from when they signed out last to its end, once it is over. `break_seconds` is time on break or meal,
    `break_planned_seconds` what was planned. `now` is what they are to do now, None outside their shift (`now_reason`
    as in `PlannedTime`); `is_adherent` whether they do.
    """

    agent_id: UUID
    agent_name: str
    team: str = ""
    planned_seconds: float
    adherent_seconds: float
    adherence: float | None
    work_planned_seconds: float
    work_seconds: float
    conformance: float | None
    late_seconds: float
    early_seconds: float
    break_planned_seconds: float
    break_seconds: float
    now: PlanActivity | None = None
    now_reason: str = ""
    is_adherent: bool | None = None
    state: str = ""
    state_reason: str = ""
    state_since_at: AwareDatetime | None = None
    plan: tuple[PlannedTime, ...] = ()


class AdherenceDay(Answer):
    """`GET /v1/staffing/adherence/{day}`: of the agents that one looks after and who have a plan that day."""

    day: date
    as_of: AwareDatetime
    agents: tuple[AgentAdherence, ...] = ()
