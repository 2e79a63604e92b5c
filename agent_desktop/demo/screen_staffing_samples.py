"""What the pictures of staffing show."""

import math
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.contract.staffing import (
    AdherenceDay,
    AgentAdherence,
    Assumptions,
    DayFactor,
    ForecastCard,
    ForecastCause,
    ForecastError,
    ForecastMethod,
    HistoryKind,
    NextHalfHour,
    PlanActivity,
    PlanChange,
    PlannedTime,
    PlanProblem,
    QueueForecast,
    ShiftImport,
    ShiftImports,
    ShiftPlanPreview,
    StaffingDay,
    StaffingHalfHour,
    StaffingQueue,
)
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG

ROOT: Final = UUID("0d6f2b8e-3c5e-4f43-9f3b-4a5d6c1a7748")
TODAY: Final = NOW.astimezone(HONG_KONG).date()
_MIDNIGHT: Final = datetime.combine(TODAY, datetime.min.time(), HONG_KONG)
_HALF: Final = timedelta(minutes=30)


def _error(method: ForecastMethod, ahead: int, wape: float, mae: float) -> ForecastError:
    return ForecastError(
        method=method, days_ahead=ahead, wape=wape, day_wape=wape / 2, mae=mae, half_hours=672 if not ahead else 96
    )


CARD: Final = ForecastCard(
    forecast_id=uuid5(ROOT, "forecast"),
    made_at=_MIDNIGHT + timedelta(hours=1, minutes=30),
    cause=ForecastCause.NIGHT,
    history_kind=HistoryKind.CALLS,
    history_first=TODAY - timedelta(weeks=52),
    history_last=TODAY - timedelta(days=1),
    history_calls=412_806,
    first_day=TODAY,
    last_day=TODAY + timedelta(days=14),
    library="statsforecast 2.1.1 AutoCES",
    queues=(
        QueueForecast(
            queue_code="cards",
            method=ForecastMethod.LIBRARY,
            errors=(_error(ForecastMethod.BASELINE, 0, 0.1612, 4.8), _error(ForecastMethod.LIBRARY, 0, 0.1384, 4.1)),
        ),
    ),
)


def _calls(hour: float) -> float:
    """A day with two humps."""
    if not 8 <= hour < 21:
        return 0.0
    return 64 * math.exp(-((hour - 10.5) ** 2) / 5) + 48 * math.exp(-((hour - 15.5) ** 2) / 6) + 6


def _half_hours(*, has_plan: bool, has_forecast: bool, factor: float) -> tuple[StaffingHalfHour, ...]:
    found = []
    for number in range(48):
        start_at, hour = _MIDNIGHT + number * _HALF, number / 2
        calls = _calls(hour)
        has_begun, is_over = start_at <= NOW, start_at + _HALF <= NOW
        wobble = 1.09 + 0.09 * math.sin(number * 2.4)
        part = 1.0 if is_over else (NOW - start_at) / _HALF if has_begun else 0.0
        offered = round(calls * wobble * part)
        planned = 0.0 if not 8 <= hour < 21 else 12.0 + (6 if 9 <= hour < 13 else 5.5 if 14 <= hour < 18 else 0)
        found.append(
            StaffingHalfHour(
                start_at=start_at,
                calls=calls if has_forecast else None,
                baseline=calls * (0.94 + 0.05 * math.sin(number)) if has_forecast else None,
                expected=calls * factor if has_forecast and not is_over else None,
                handle_seconds=338,
                offered=offered if has_begun else None,
                answered=round(offered * 0.95) if has_begun else None,
                abandoned=round(offered * 0.05) if has_begun else None,
                planned=planned if has_plan else None,
                present=max(0.0, planned - 1.2 + 0.6 * math.sin(number)) * (1 if planned else 0) if has_begun else None,
            )
        )
    return tuple(found)


_OVER: Final = [each for each in _half_hours(has_plan=True, has_forecast=True, factor=1) if each.expected is None]
_BEFORE: Final = (sum(each.offered or 0 for each in _OVER), sum(each.calls or 0.0 for each in _OVER))


def staffing_day(
    day: date = TODAY, *, has_plan: bool = True, has_forecast: bool = True, has_calls: bool = True
) -> StaffingDay:
    """Return a day of a picture."""
    half_hours = _half_hours(has_plan=has_plan, has_forecast=has_forecast, factor=1.08)
    if not has_calls:
        half_hours = tuple(
            each.model_copy(update={"offered": 0, "answered": 0, "abandoned": 0, "present": 0.0, "planned": None})
            for each in half_hours
        )
    return StaffingDay(
        day=day,
        as_of=NOW,
        time_zone="Asia/Hong_Kong",
        queues=(
            StaffingQueue(code="cards", name={"en": "Cards", "zh": "信用卡"}),
            StaffingQueue(code="fraud", name={"en": "Fraud", "zh": "欺诈处理"}),
        ),
        half_hours=half_hours,
        forecast=CARD if has_forecast else None,
        factor=DayFactor(offered=_BEFORE[0], forecast=_BEFORE[1], factor=1.08) if has_forecast else None,
        assumptions=Assumptions(),
        plan_known=has_plan,
    )


NEXT: Final = NextHalfHour(
    from_at=NOW,
    until_at=NOW + _HALF,
    expected=58.4,
    waiting=3,
    handle_seconds=338,
    needed=16,
    ready=2,
    busy=12,
    signed_in=17,
    planned=19,
    short=2,
)


def _plan(begin: float, end: float) -> tuple[PlannedTime, ...]:
    def at(hour: float) -> datetime:
        return _MIDNIGHT + timedelta(hours=hour)

    middle = (begin + end) / 2
    return (
        PlannedTime(from_at=at(begin), until_at=at(end)),
        PlannedTime(from_at=at(begin + 2), until_at=at(begin + 2.25), activity=PlanActivity.BREAK),
        PlannedTime(from_at=at(middle), until_at=at(middle + 1), activity=PlanActivity.MEAL),
    )


def _agent(
    name: str, state: str, reason: str, share: float, now: PlanActivity, late: int, taken: int, *, does: bool = True
) -> AgentAdherence:
    return AgentAdherence(
        agent_id=uuid5(ROOT, name),
        agent_name=name,
        team="Retail",
        planned_seconds=18_000,
        adherent_seconds=18_000 * share,
        adherence=share,
        work_planned_seconds=16_200,
        work_seconds=16_200 * (share + 0.02),
        conformance=share + 0.02,
        late_seconds=late,
        early_seconds=0,
        break_planned_seconds=900,
        break_seconds=taken,
        now=now,
        is_adherent=does,
        state=state,
        state_reason=reason,
        state_since_at=NOW - timedelta(minutes=4, seconds=12),
        plan=_plan(9, 18),
    )


ADHERENCE: Final = AdherenceDay(
    day=TODAY,
    as_of=NOW,
    agents=(
        _agent("Ada Lam", "on_call", "", 0.973, PlanActivity.WORK, 0, 905),
        _agent("Ben Cheung", "not_ready", "break", 0.824, PlanActivity.WORK, 420, 1_730, does=False),
        _agent("Carmen Ng", "ready", "", 0.951, PlanActivity.WORK, 40, 870),
        _agent("Derek Ho", "offline", "", 0.712, PlanActivity.WORK, 3_900, 0, does=False),
        _agent("Emily Tsang", "not_ready", "training", 0.94, PlanActivity.TRAINING, 0, 900),
        _agent("Felix Wong", "wrap_up", "", 0.986, PlanActivity.WORK, 0, 880),
    ),
)
PREVIEW: Final = ShiftPlanPreview(
    fingerprint="seen",
    first_day=TODAY + timedelta(days=1),
    last_day=TODAY + timedelta(days=2),
    agents=3,
    shifts=4,
    replaced=1,
    changes=tuple(
        PlanChange(
            agent_id=uuid5(ROOT, name), agent_name=name, day=TODAY + timedelta(days=1), before=before, after=after
        )
        for name, before, after in (
            ("Ada Lam", _plan(9, 18)[:1], _plan(10, 19)),
            ("Ben Cheung", (), _plan(9, 18)),
            ("Carmen Ng", (), _plan(12, 21)),
        )
    ),
    untouched=("Derek Ho", "Emily Tsang"),
)
WRONG: Final = ShiftPlanPreview(
    fingerprint="",
    problem_count=4,
    problems=(
        PlanProblem(row=3, column="agent", code="agent_unknown", value="b.cheng"),
        PlanProblem(row=5, column="date", code="date_wrong", value="30.3.2026"),
        PlanProblem(row=8, column="start", code="overlaps", details={"row": "7"}),
        PlanProblem(row=9, column="activity", code="activity_unknown", value="nap"),
    ),
)
IMPORTS: Final = ShiftImports(
    imports=(
        ShiftImport(
            shift_import_id=uuid5(ROOT, "import"),
            imported_at=NOW - timedelta(days=4),
            by_name="Susan Mak",
            file_name="retail-week-24.csv",
            first_day=TODAY - timedelta(days=2),
            last_day=TODAY + timedelta(days=4),
            agents=21,
            shifts=104,
            replaced=3,
        ),
    )
)
