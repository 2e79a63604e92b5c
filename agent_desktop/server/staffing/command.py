"""``agent-desktop staffing``: the forecast with both errors, and agents needed, in the language of whoever asks."""

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import JsonValue
from pydantic_core import to_jsonable_python
from sqlalchemy.orm import Session

from agent_desktop.contract.staffing import Assumptions, ForecastCause, ForecastMethod, HistoryKind, NeedModel
from agent_desktop.figures import write_figures
from agent_desktop.records.staffing.errors import Errors
from agent_desktop.records.staffing.history import ONE_DAY, History, weekdays_only
from agent_desktop.records.staffing.keeping import Origin, errors_as_json, keep_forecast
from agent_desktop.records.staffing.library import StatsforecastProcess
from agent_desktop.records.staffing.making import DAYS_AHEAD, HistoryShortError, Made, MadeQueue, make_forecast
from agent_desktop.server.errors import FileNotWritableError
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.staffing.errors import StaffingHistoryShortError
from agent_desktop.server.staffing.making import read_history
from agent_desktop.server.staffing.options import ReadLog
from agent_desktop.server.staffing.rules import staffing_rules
from agent_desktop.settings import Settings
from agent_desktop.staffing.needs import agents_needed, waiting_with
from agent_desktop.words import Language, say

_NONE: Final = "-"
_METHODS: Final = {ForecastMethod.BASELINE: "staffing_baseline", ForecastMethod.LIBRARY: "staffing_library_short"}


def run_forecast(
    settings: Settings,
    secrets: Callable[[], Secrets],
    options: Namespace,
    language: Language,
    tell: Callable[[str], None],
    read_log: ReadLog,
) -> int:
    """Forecast and tell; keep it unless it is of a log. Returns the exit status.

    Raises:
        StaffingHistoryShortError: There are too few days.
        CallLogError: The file is no call log of the known form.
        StartError: The database cannot be opened.
        FileNotWritableError: The JSON file cannot be written; it is said before anything is done.
    """
    json_path: Path | None = options.json
    if json_path is not None and (json_path.is_dir() or not json_path.absolute().parent.is_dir()):
        raise FileNotWritableError(file=str(json_path))
    rules, library = staffing_rules(settings), StatsforecastProcess()
    ahead = options.days or rules.days_ahead
    now = datetime.now(UTC)
    today = options.until or now.astimezone(rules.zone).date()
    try:
        if options.log is not None:
            # Whose log it is nobody says, so its days are as their weekdays.
            history = read_log(options.log)
            if options.until is not None:
                history = _before(history, options)
            made = make_forecast(
                history, history.last + ONE_DAY, ahead, weekdays_only, library, origins=options.origins
            )
        else:
            engine = open_database(settings, secrets())
            try:
                with Session(engine) as session:
                    history = read_history(session, rules, today)
                    session.rollback()
                    made = make_forecast(history, today, ahead + 1, rules.kinds, library, origins=options.origins)
                    origin = Origin(
                        ForecastCause.COMMAND, None, HistoryKind.CALLS, "", rules.calendar_version, rules.handle_seconds
                    )
                    if options.until is None:
                        keep_forecast(
                            session, made, history, origin, zone=rules.zone, at=now, kept_days=rules.kept_days
                        )
                        session.commit()
            finally:
                engine.dispose()
    except HistoryShortError:
        raise StaffingHistoryShortError from None
    for line in lines_of(made, history, language):
        tell(line)
    if json_path is not None:
        write_figures(json_path, as_json(made, history))
        tell(say("staffing_written", language, path=json_path))
    return 0


def _before(history: History, options: Namespace) -> History:
    last = min(history.last, options.until - timedelta(days=1))
    calls = {queue: {day: slots for day, slots in days.items() if day <= last} for queue, days in history.calls.items()}
    return History(history.first, last, calls, history.handle_seconds)


def lines_of(made: Made, history: History, language: Language) -> list[str]:
    """Return what is told of a forecast."""
    lines = [
        say(
            "staffing_history",
            language,
            first=history.first,
            last=history.last,
            days=len(history.days),
            calls=f"{history.count:,}",
        ),
        say(f"staffing_away_{made.library_away}", language)
        if made.library_away
        else say("staffing_library", language, library=made.library),
        say("staffing_origins", language, count=made.origins),
    ]
    for queue in made.queues:
        lines += _queue(queue, language)
    return lines


def _queue(queue: MadeQueue, language: Language) -> list[str]:
    lines = [say("staffing_queue", language, queue=queue.queue, method=say(_METHODS[queue.method], language))]
    header = [say(name, language) for name in ("staffing_ahead", *_METHODS.values())]
    lines.append("  " + _columns([header[0], f"{header[1]}: WAPE", "MAE", "", f"{header[2]}: WAPE", "MAE", ""]))
    day = say("staffing_by_day", language)
    for ahead in (*range(1, DAYS_AHEAD + 1), 0):
        errors = [queue.error(method, ahead) for method in (ForecastMethod.BASELINE, ForecastMethod.LIBRARY)]
        if not errors[0].half_hours:
            continue
        name = str(ahead) if ahead else say("staffing_all", language)
        cells = [name]
        for each in errors:
            cells += [_share(each.wape), _calls(each.mae), f"{day} {_share(each.day_wape)}"]
        lines.append("  " + _columns(cells))
    before, after = queue.rest_of_day
    if before.half_hours:
        lines.append("  " + _rest(before, after, queue.carry, language))
    lines += [
        "  "
        + say(
            "staffing_day",
            language,
            day=each.day,
            calls=f"{sum(each.calls):,.0f}",
            baseline=f"{sum(each.baseline):,.0f}",
            most=f"{max(each.calls):,.1f}",
        )
        for each in queue.days
    ]
    return lines


def _rest(before: Errors, after: Errors, carry: float, language: Language) -> str:
    return say(
        "staffing_rest",
        language,
        before=_share(before.wape),
        after=_share(after.wape),
        carry=f"{carry:.2f}",
    )


def as_json(made: Made, history: History) -> dict[str, JsonValue]:
    """Return a forecast with its errors."""
    queues: dict[str, JsonValue] = {
        queue.queue: {
            "errors": to_jsonable_python(errors_as_json(queue)),
            "days": {
                each.day.isoformat(): {
                    "calls": [round(calls, 3) for calls in each.calls],
                    "baseline": [round(calls, 3) for calls in each.baseline],
                }
                for each in queue.days
            },
        }
        for queue in made.queues
    }
    return {
        "history": {
            "first": history.first.isoformat(),
            "last": history.last.isoformat(),
            "days": len(history.days),
            "calls": history.count,
        },
        "library": made.library,
        "library_away": made.library_away,
        "origins": made.origins,
        "queues": queues,
    }


def run_needs(settings: Settings, options: Namespace, language: Language, tell: Callable[[str], None]) -> int:
    """Tell how many agents so many calls need. Returns the exit status."""
    assumed = staffing_rules(settings).assumptions
    given = {
        "model": options.model and NeedModel(options.model),
        "target": options.target and options.target / 100,
        "target_seconds": options.target_seconds,
        "patience_seconds": options.patience_seconds,
        "shrinkage": options.shrinkage and options.shrinkage / 100,
        "occupancy_most": options.occupancy and options.occupancy / 100,
    }
    assumed = Assumptions(
        **{**assumed.model_dump(), **{name: value for name, value in given.items() if value is not None}}
    )
    seconds = options.minutes * 60
    need = agents_needed(options.calls, options.handle_seconds, assumed, seconds)
    tell(say("staffing_needed", language, agents=need.agents, paid=need.paid, shrinkage=f"{100 * assumed.shrinkage:g}"))
    if need.held_by_occupancy:
        tell(say("staffing_held", language, share=f"{100 * assumed.occupancy_most:g}"))
    for agents in range(max(1, need.agents - 3), need.agents + 3):
        waiting = waiting_with(agents, options.calls, options.handle_seconds, assumed, seconds)
        if waiting is None:
            tell(say("staffing_never", language, agents=agents))
            continue
        tell(
            say(
                "staffing_with",
                language,
                agents=agents,
                level=f"{100 * waiting.in_time:.2f}",
                seconds=f"{assumed.target_seconds:g}",
                speed=f"{waiting.speed_of_answer:.2f}",
                occupancy=f"{100 * waiting.occupancy:.1f}",
                abandoned=f"{100 * waiting.abandoned:.2f}",
            )
        )
    return 0


def _columns(cells: list[str]) -> str:
    widths = (10, 16, 8, 16, 16, 8, 16)
    return " ".join(
        " " * max(0, width - len(cell) - sum(ord(sign) > 0x2E80 for sign in cell)) + cell
        for cell, width in zip(cells, widths, strict=True)
    )


def _share(value: float | None) -> str:
    return _NONE if value is None else f"{100 * value:.2f} %"


def _calls(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f}"
