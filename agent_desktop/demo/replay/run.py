"""``agent-desktop simulate replay``: plays a call log through the product, and counts what came of it."""

import gc
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.replay.discrete import DiscreteReplay
from agent_desktop.demo.replay.live import LiveReplay
from agent_desktop.demo.replay.log import CallLog, LogUnreadableError, read_log, write_rejects
from agent_desktop.demo.replay.plan import Plan, PlanWish, customers_numbers, made_up_numbers, plan_replay
from agent_desktop.demo.replay.prepare import (
    ReplayAgent,
    customers_known,
    expect_no_calls,
    let_agents_in,
    replay_settings,
)
from agent_desktop.demo.replay.recount import not_stored_once, recounted_totals, stored_totals, stuck
from agent_desktop.demo.replay.report import Outcome, Teller, as_json, figures_of_log, parts_told
from agent_desktop.figures import write_figures
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.folder_lock import folder_lock
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.start_errors import StartError
from agent_desktop.server.statistics.service import Period, statistics_of
from agent_desktop.settings import Settings, user_data_folder
from agent_desktop.words import Language
from telephony.agents.models import AgentStateRow

MAX: Final = "max"
NOT_ALL_RIGHT: Final = 1
INTERRUPTED: Final = 130
TOLD_EVERY_SECONDS: Final = 5.0


class CallLogError(StartError):
    """`file`; `days`: those it has, where none of the wanted ones is among them."""

    code = ErrorCode.CALL_LOG_UNREADABLE


@dataclass(frozen=True, slots=True)
class ReplayWish:
    """What to replay, and how. `speed` None is as fast as the machine goes.

    `days` is a number of days from the first, dates, or spans ``1999-02-01..1999-02-05`` (empty: all); see `days_from`.
    `own_database` has the replay make a database of its own, anew, in `folder`; else the settings' one is used.
    """

    file: Path
    speed: float | None
    days: str = ""
    agents: int | None = None
    seed: int = 1
    on: date | None = None
    json_path: Path | None = None
    rejects: Path = Path("rejects.csv")
    own_database: bool = True
    folder: Path = field(default_factory=lambda: user_data_folder() / "replay")


def run_replay(
    settings: Settings, secrets: Secrets, wish: ReplayWish, *, language: Language = "en", tell: Callable[[str], None]
) -> int:
    """Replay a call log; return 0, 1 where the counts differ or anything is stuck, 130 where it was ended early.

    Raises:
        CallLogError: The file is no call log, or has none of the days.
        CallsThereError: The database has calls already.
        StartError: The database or a process of the replay does not start.
        OSError: A file cannot be read or written.
    """
    teller = Teller(tell, language)
    teller.say("replay_reading", path=wish.file)
    log = _read(wish.file)
    try:
        days = days_from(wish.days, log.days())
    except ValueError:
        days = []
    if not days:
        raise CallLogError(file=str(wish.file), days=", ".join(day.isoformat() for day in log.days()))
    write_rejects(wish.rejects, log.rejects)
    parts = parts_told(log, days)
    teller.found(log)
    teller.parts(parts, len(days), wish.rejects)
    with _database(settings, secrets, wish) as (settings, engine):
        zone = ZoneInfo(settings.records.time_zone)
        known = customers_known(engine)
        numbers = customers_numbers(known) if known else made_up_numbers()
        plan_wish = PlanWish(days, zone, seed=wish.seed, agents=wish.agents, on=wish.on)
        try:
            plan = plan_replay(log.calls, plan_wish, numbers)
        except ValueError as error:
            raise CallLogError(file=str(wish.file)) from error
        outcome, whole = _play(settings, secrets, engine, plan, wish, teller)
    log_figures = figures_of_log(log, outcome.offered)
    if not whole:
        teller.say("replay_not_whole", offered=f"{len(outcome.offered):,}", calls=f"{len(plan.calls):,}")
    teller.outcome(outcome, log_figures)
    if wish.json_path is not None:
        said: dict[str, JsonValue] = {
            "days": [day.isoformat() for day in days],
            "speed": wish.speed or MAX,
            "seed": wish.seed,
            "agents": len(plan.agents),
            "agents_at_once": plan.most_at_once,
            "whole": whole,
        }
        write_figures(wish.json_path, as_json(log, parts, outcome, log_figures, said))
    if outcome.problems():
        return NOT_ALL_RIGHT
    return 0 if whole else INTERRUPTED


def days_from(text: str, there: Sequence[date]) -> list[date]:
    """Return the days that `text` names among those of the log: ``5`` (the first five), ``1999-02-03``,
    ``1999-02-01..1999-02-05``, or several of these with commas between; empty for all.

    Raises:
        ValueError: `text` names no days.
    """
    if not text.strip():
        return list(there)
    chosen: set[date] = set()
    for part in (part.strip() for part in text.split(",")):
        if part.isdecimal():
            chosen.update(there[: int(part)])
            continue
        first, _, last = part.partition("..")
        begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
        chosen.update(day for day in there if begin <= day <= end)
    return sorted(chosen)


def _read(path: Path) -> CallLog:
    try:
        return read_log(path)
    except (OSError, LogUnreadableError) as error:
        raise CallLogError(file=str(path)) from error


@contextmanager
def _database(settings: Settings, secrets: Secrets, wish: ReplayWish) -> Iterator[tuple[Settings, sa.Engine]]:
    """Give the settings and database of the replay; one of its own is begun anew, and stopped afterwards."""
    if not wish.own_database:
        engine = open_database(settings, secrets)
        try:
            expect_no_calls(engine)
            yield settings, engine
        finally:
            engine.dispose()
        return
    wish.folder.mkdir(parents=True, exist_ok=True)
    with folder_lock(wish.folder / "replay.lock", limit_seconds=0):
        data = wish.folder / "postgres"
        postgres = EmbeddedPostgres(data)
        postgres.stop()
        shutil.rmtree(data, ignore_errors=True)
        own = {"url": "", "data_folder": str(data)}
        settings = settings.model_copy(update={"database": settings.database.model_copy(update=own)})
        try:
            engine = open_database(settings, secrets)
            try:
                yield settings, engine
            finally:
                engine.dispose()
        finally:
            postgres.stop()


def _play(
    settings: Settings, secrets: Secrets, engine: sa.Engine, plan: Plan, wish: ReplayWish, teller: Teller
) -> tuple[Outcome, bool]:
    """Play the plan; return how it ended, and whether nobody ended it early."""
    settings = replay_settings(settings)
    agents, password = let_agents_in(engine, settings, plan.agents)
    begins = plan.begins_at.astimezone(ZoneInfo(settings.records.time_zone))
    teller.say(
        "replay_begins",
        calls=f"{len(plan.calls):,}",
        agents=len(agents),
        at_once=plan.most_at_once,
        begins=f"{begins:%Y-%m-%d %H:%M}",
    )
    began = monotonic()
    with _asked_to_stop(lambda: teller.say("replay_stopping")) as asked:
        watch = _Watch(teller, plan, ZoneInfo(settings.records.time_zone), asked, began)
        if wish.speed is None:
            with engine.connect() as connection, _long_lived():
                discrete = DiscreteReplay(plan, settings, connection, agents, seed=wish.seed)
                discrete.run(watch)
            offered = discrete.offered
        else:
            live = LiveReplay(
                plan, settings, secrets, agents, password, speed=wish.speed, seed=wish.seed, folder=wish.folder
            )
            offered = live.run(watch)
        whole = not asked()
    seconds = monotonic() - began
    teller.say("replay_done", offered=f"{len(offered):,}", seconds=f"{seconds:.1f}")
    return _counted(engine, plan, agents, offered, seconds), whole


def _counted(
    engine: sa.Engine, plan: Plan, agents: Sequence[ReplayAgent], offered: Sequence[str], seconds: float
) -> Outcome:
    with Session(engine) as session:
        since = plan.begins_at - timedelta(days=1)
        stored = stored_totals(session, [agent.agent_id for agent in agents], since)
        ends_at = session.scalar(sa.select(sa.func.max(AgentStateRow.began_at))) or plan.begins_at
        statistics = statistics_of(session, Period(since, ends_at, ends_at))
    with engine.connect() as connection:
        return Outcome(
            stored,
            recounted_totals(connection),
            stuck(connection),
            not_stored_once(connection, offered),
            offered,
            seconds,
            statistics,
        )


class _Watch:
    """Tells how far a replay is: at each new business day, and every few seconds; ends it when somebody asks."""

    def __init__(self, teller: Teller, plan: Plan, zone: ZoneInfo, asked: Callable[[], bool], began: float) -> None:
        self._teller = teller
        self._calls = len(plan.calls)
        self._zone = zone
        self._asked = asked
        self._began = began
        self._told = began

    def __call__(self, at: datetime, offered: int) -> bool:
        now = monotonic()
        if now - self._told >= TOLD_EVERY_SECONDS:
            self._told = now
            self._teller.say(
                "replay_progress",
                at=f"{at.astimezone(self._zone):%Y-%m-%d %H:%M}",
                offered=f"{offered:,}",
                calls=f"{self._calls:,}",
                seconds=f"{now - self._began:.0f}",
            )
        return not self._asked()


@contextmanager
def _long_lived() -> Iterator[None]:
    """Have the collector pass over what is there already: it stays, and looking through it again and again cost a
    tenth of a replay."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _asked_to_stop(announce: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Give what says whether somebody has pressed Ctrl+C; a second press is a KeyboardInterrupt as ever."""
    asked = False

    def note(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        announce()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
