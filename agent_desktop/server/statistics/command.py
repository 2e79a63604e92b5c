"""``agent-desktop statistics``: the figures of a period, in the language of whoever asks."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from agent_desktop.contract.base import text_in
from agent_desktop.figures import write_figures
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.statistics.service import Period, Statistics, as_json, statistics_of
from agent_desktop.server.transfers.surroundings import following_routing
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say
from telephony.contract import AgentState
from telephony.statistics.definitions import DEFAULT, Thresholds
from telephony.statistics.figures import QueueFigures
from telephony.statistics.records import Fate

_NONE = "-"


@dataclass(frozen=True, slots=True)
class StatisticsWish:
    """Of what time (without a zone: the bank's), of which queues (empty: all), and by which limits in seconds."""

    since: datetime
    until: datetime
    queues: Sequence[str] = ()
    answer_seconds: float = 20
    short_seconds: float = 5
    json_path: Path | None = None


def wish_from(options: Namespace) -> StatisticsWish:
    """Return what the command line asks for; `add_statistics_options` gives its options."""
    return StatisticsWish(
        since=options.since,
        until=options.until,
        queues=tuple(options.queue),
        answer_seconds=options.answer_seconds,
        short_seconds=options.short_seconds,
        json_path=options.json,
    )


def run_statistics(
    settings: Settings, secrets: Secrets, wish: StatisticsWish, language: Language, tell: Callable[[str], None]
) -> int:
    """Count and tell; with `json_path` write the figures there too. Returns the exit status.

    Raises:
        QueueUnknownError: There is no such queue.
        OSError: The file cannot be written.
    """
    zone = ZoneInfo(settings.records.time_zone)
    period = Period(wish.since.replace(tzinfo=zone), wish.until.replace(tzinfo=zone), datetime.now(UTC))
    engine = open_database(settings, secrets)
    try:
        with Session(engine) as session:
            limits = Thresholds(wish.answer_seconds, wish.short_seconds)
            promises = following_routing(settings)(session).promises
            statistics = statistics_of(session, period, wish.queues, limits, promises)
    finally:
        engine.dispose()
    for line in lines_of(statistics, language):
        tell(line)
    if wish.json_path is not None:
        write_figures(wish.json_path, as_json(statistics))
        tell(say("statistics_written", language, path=wish.json_path))
    return 0


def lines_of(statistics: Statistics, language: Language) -> list[str]:
    """Return what is told of the figures."""
    period = statistics.period
    lines = [say("statistics_of", language, since=_when(period.since), until=_when(period.until))]
    if not statistics.total.calls:
        lines.append(say("statistics_no_calls", language))
    else:
        if len(statistics.queues) > 1:
            lines += [say("statistics_all_queues", language), *_queue(statistics.total, statistics, language)]
        for _, name, figures in statistics.queues:
            if figures.calls:
                lines += [text_in(dict(name), language), *_queue(figures, statistics, language)]
    if statistics.menu.left:
        lines += [say("statistics_menu", language), *_menu(statistics, language)]
    lines += [say("statistics_agents", language, count=statistics.agents.agents), *_agents(statistics, language)]
    lines += [say("statistics_resolution", language), *_resolution(statistics, language)]
    return [*lines, say("statistics_why", language, **_limits(statistics))]


def _queue(figures: QueueFigures, statistics: Statistics, language: Language) -> list[str]:
    limits = _limits(statistics)
    rows: list[tuple[str, object]] = [("calls", figures.calls)]
    rows += [(f"fate_{fate.value}", figures.fates[fate]) for fate in Fate]
    rows += [
        (f"level_{variant.value}", _share(value))
        for variant, value in sorted(figures.service_levels.items(), key=lambda each: each[0] is not DEFAULT)
    ]
    rows += [
        ("abandonment", _share(figures.abandonment)),
        ("adjusted_abandonment", _share(figures.adjusted_abandonment)),
        ("speed_of_answer", _time(figures.speed_of_answer)),
        ("queue_speed", _time(figures.queue_speed)),
        ("longest_wait", _time(figures.longest_wait)),
        ("abandon_time", _time(figures.abandon_time)),
        ("menu_time", _time(figures.menu_time)),
        ("handle_time", _time(figures.handle_time)),
        ("talk_time", _time(figures.talk_time)),
        ("hold_time", _time(figures.hold_time)),
        ("wrap_up_time", _time(figures.wrap_up_time)),
        ("held_calls", figures.held_calls),
        ("rings", figures.rings),
        ("not_answered", _share(figures.not_answered)),
        ("declined", _share(figures.declined)),
        ("ring_time", _time(figures.ring_time)),
    ]
    return [_row(say(f"statistics_{name}", language, **limits), value) for name, value in rows]


def _menu(statistics: Statistics, language: Language) -> list[str]:
    menu = statistics.menu
    rows: list[tuple[str, object]] = [
        ("menu_left", menu.left),
        ("menu_left_share", _share(menu.left_share)),
        ("menu_left_time", _time(menu.left_time)),
    ]
    after = [
        (say("statistics_menu_left_after", language, choice=text_in(dict(label), language)), count)
        if label
        else (say("statistics_menu_left_at_once", language), count)
        for label, count in menu.left_after
    ]
    return [
        *(_row(say(f"statistics_{name}", language), value) for name, value in rows),
        *(_row(*each) for each in after),
    ]


def _agents(statistics: Statistics, language: Language) -> list[str]:
    agents = statistics.agents
    rows: list[tuple[str, object]] = [
        (f"state_{state.value}", _time(agents.in_state[state]))
        for state in AgentState
        if state is not AgentState.OFFLINE
    ]
    rows += [
        ("ringing", _time(agents.ringing)),
        ("occupancy", _share(agents.occupancy)),
        ("occupancy_of_signed_in", _share(agents.occupancy_of_signed_in)),
    ]
    return [_row(say(f"statistics_{name}", language), value) for name, value in rows]


def _resolution(statistics: Statistics, language: Language) -> list[str]:
    resolution = statistics.resolution
    rows: list[tuple[str, object]] = [
        ("resolution_share", _share(resolution.share)),
        ("resolution_counted", resolution.counted),
        ("resolution_resolved", resolution.resolved),
        ("resolution_repeated", resolution.repeated),
        ("resolution_owing", resolution.owing),
    ]
    return [_row(say(f"statistics_{name}", language), value) for name, value in rows]


def _limits(statistics: Statistics) -> dict[str, str]:
    limits = statistics.thresholds
    return {"limit": f"{limits.answer_seconds:g}", "short": f"{limits.short_seconds:g}"}


def _row(label: str, value: object) -> str:
    wide = sum(ord(sign) > 0x2E80 for sign in label)  # takes two columns of a terminal
    return f"  {label}{' ' * max(1, 62 - len(label) - wide)}{value:>12}"


def _when(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


def _share(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f} %"


def _time(value: float | None) -> str:
    return _NONE if value is None else f"{value:,.1f} s"
