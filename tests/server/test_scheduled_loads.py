"""The loads that a server does by itself: at their time, on one of several servers, told as they go, and when asked."""

import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.sources.schedule_repository import ScheduleRepository
from agent_desktop.server.database import session_factory
from agent_desktop.server.sources.planned import scheduled_loads
from agent_desktop.server.sources.scheduled import GIVEN_UP_AFTER, RunLoad, ScheduledLoads, run_load
from agent_desktop.server.sources.timetable import ScheduledLoad
from agent_desktop.settings import SettingsError, load_settings
from tests.records.sources.bank import PEOPLE, write_bank
from tests.server.support import HandClock, until

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
DUE = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
"""02:30 on 2 March in Hong Kong."""


def _load(folder: Path, **changes: object) -> ScheduledLoad:
    made = {"times": (time(2, 30),), "zone": HONG_KONG} | changes
    return ScheduledLoad("night", folder / "mapping.yaml", folder, folder / "rejects.csv", **made)  # type: ignore[arg-type]


def goes_on(line: Connection, url: str, load: ScheduledLoad) -> None:
    line.send(("step", "storing", "customers", 40))
    threading.Event().wait(60)  # ended by whoever waits for it


def is_done(line: Connection, url: str, load: ScheduledLoad) -> None:
    line.send(("done", "00000000-0000-0000-0000-000000000001"))


Make = Callable[..., ScheduledLoads]


@pytest.fixture
def make(engine: sa.Engine) -> Make:
    def make(run: RunLoad, clock: HandClock, load: ScheduledLoad) -> ScheduledLoads:
        address = engine.url.render_as_string(hide_password=False)
        return ScheduledLoads(session_factory(engine), address, [load], clock.now, run=run)

    return make


def _row(engine: sa.Engine, columns: str) -> tuple[object, ...] | None:
    with engine.connect() as connection:
        row = connection.execute(sa.text(f"SELECT {columns} FROM source_schedules")).one_or_none()
    return tuple(row) if row is not None else None


@contextmanager
def _looking(loads: ScheduledLoads) -> Iterator[None]:
    thread = threading.Thread(target=loads.look)
    thread.start()
    try:
        yield
    finally:
        loads.stop()
        thread.join(timeout=30)
        assert not thread.is_alive()


def test_a_load_is_due_at_its_times_of_the_banks_day_or_every_so_often(tmp_path: Path) -> None:
    daily = _load(tmp_path, times=(time(2, 30), time(13, 0)))
    assert daily.due(DUE - timedelta(minutes=1)) is None
    assert daily.due(DUE + timedelta(hours=3)) == DUE
    assert daily.due(DUE + timedelta(hours=5)) is None  # too late: by day the processors are the callers'
    assert daily.next_after(DUE) == datetime(2026, 3, 2, 5, 0, tzinfo=UTC)

    often = _load(tmp_path, times=(), every=timedelta(minutes=30))
    assert often.due(DUE + timedelta(minutes=29)) == DUE
    assert often.next_after(DUE + timedelta(minutes=29)) == DUE + timedelta(minutes=30)
    assert _load(tmp_path, times=()).next_after(DUE) is None


def test_a_manager_given_here_stays_whatever_is_loaded(engine: sa.Engine, tmp_path: Path, make: Make) -> None:
    write_bank(tmp_path)
    clock = HandClock(DUE)
    make(run_load, clock, _load(tmp_path)).look()
    with engine.begin() as connection:
        given = sa.text(
            "INSERT INTO given_managers (customer_id, manager_name, since_at)"
            " SELECT customer_id, 'Ivy Kwok', now() FROM customers"
        )
        count = connection.execute(given).rowcount
    clock.move(24 * 60 * 60)

    make(run_load, clock, _load(tmp_path)).look()

    with engine.connect() as connection:
        kept = connection.scalar(sa.text("SELECT count(*) FROM customers WHERE manager_name = 'Ivy Kwok'"))
    assert kept == count > 0


def test_what_is_due_is_loaded_once_and_its_figures_are_kept(engine: sa.Engine, tmp_path: Path, make: Make) -> None:
    write_bank(tmp_path, people=PEOPLE.replace("02/01/1980", "soon"))
    loads = make(run_load, HandClock(DUE), _load(tmp_path))

    loads.look()
    loads.look()

    with engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT load_id, started_by, rejected_count FROM source_loads")).all()
    assert [tuple(row)[1:] for row in kept] == [("night", 4)]
    assert _row(engine, "load_id, failure, percent > 0") == (kept[0].load_id, "", True)
    assert (tmp_path / "rejects.csv").read_text(encoding="utf-8").count("\n") == 5


def test_what_fails_is_told_with_its_reason_and_tried_again_at_the_next_time(
    engine: sa.Engine, tmp_path: Path, make: Make
) -> None:
    write_bank(tmp_path)
    (tmp_path / "accounts.txt").unlink()
    clock = HandClock(DUE)
    loads = make(run_load, clock, _load(tmp_path))

    loads.look()

    assert _row(engine, "failure, failure_details ->> 'file'") == ("extract_not_found", "accounts.txt")
    write_bank(tmp_path)
    loads.look()
    assert _row(engine, "failure") == ("extract_not_found",)  # this time is over
    clock.move(86_400)
    loads.look()
    assert _row(engine, "failure, load_id IS NOT NULL") == ("", True)


def test_a_load_whose_file_is_late_is_tried_again_until_its_next_time(
    engine: sa.Engine, tmp_path: Path, make: Make
) -> None:
    write_bank(tmp_path)
    (tmp_path / "accounts.txt").unlink()
    clock = HandClock(DUE)
    loads = make(run_load, clock, _load(tmp_path, retry=timedelta(minutes=15)))
    loads.look()
    clock.move(14 * 60)
    loads.look()
    assert _row(engine, "failure, finished_at") == ("extract_not_found", DUE)
    clock.move(60)
    loads.look()  # by itself, and it is not there yet
    assert _row(engine, "failure, finished_at") == ("extract_not_found", DUE + timedelta(minutes=15))

    write_bank(tmp_path)
    clock.move(5 * 60 * 60)  # later than the time itself would wait for a server
    loads.look()

    assert _row(engine, "failure, load_id IS NOT NULL") == ("", True)
    clock.move(60 * 60)
    finished = _row(engine, "finished_at")
    loads.look()
    assert _row(engine, "finished_at") == finished


def test_nothing_is_tried_again_when_its_next_time_comes_first_or_there_is_none(tmp_path: Path) -> None:
    often = _load(tmp_path, times=(), every=timedelta(minutes=15), retry=timedelta(minutes=15))
    assert often.retry_at(DUE + timedelta(minutes=1)) is None
    assert _load(tmp_path, times=(), retry=timedelta(minutes=15)).retry_at(DUE) is None
    assert _load(tmp_path).retry_at(DUE) is None
    assert _load(tmp_path, retry=timedelta(hours=1)).retry_at(DUE) == DUE + timedelta(hours=1)


def test_of_two_servers_one_loads_and_one_that_stops_lets_the_other_begin_anew(
    engine: sa.Engine, tmp_path: Path, make: Make
) -> None:
    clock = HandClock(DUE)
    first, second = make(goes_on, clock, _load(tmp_path)), make(is_done, clock, _load(tmp_path))

    with _looking(first):
        until(lambda: _row(engine, "step, step_of, percent") == ("storing", "customers", 40))
        second.look()
        assert _row(engine, "finished_at") == (None,)

    second.look()
    assert _row(engine, "finished_at IS NOT NULL, failure, load_id IS NOT NULL") == (True, "", True)


def test_a_load_whose_server_was_killed_is_begun_anew(engine: sa.Engine, tmp_path: Path, make: Make) -> None:
    clock = HandClock(DUE)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO source_schedules (name, slot_at, owner, started_at, beat_at)"
                " VALUES ('night', :at, gen_random_uuid(), :at, :at)"
            ),
            {"at": DUE},
        )
    loads = make(is_done, clock, _load(tmp_path))

    loads.look()
    assert _row(engine, "finished_at") == (None,)
    clock.move(GIVEN_UP_AFTER.total_seconds() + 1)
    loads.look()

    assert _row(engine, "finished_at IS NOT NULL, load_id IS NOT NULL") == (True, True)


def test_what_somebody_asks_for_is_loaded_whatever_the_time(engine: sa.Engine, tmp_path: Path, make: Make) -> None:
    loads = make(is_done, HandClock(DUE), _load(tmp_path, times=()))
    loads.look()
    assert _row(engine, "name") is None
    with session_factory(engine)() as session, session.begin():
        ScheduleRepository(session).ask("night", by=_SOMEBODY, at=DUE)

    loads.look()

    assert _row(engine, "asked_at, load_id IS NOT NULL") == (None, True)


_SOMEBODY = UUID(int=7)


def test_loads_of_the_settings_are_found_beside_their_file(tmp_path: Path) -> None:
    write_bank(tmp_path)
    config = tmp_path / "my.yaml"
    config.write_text(
        'sources:\n  loads:\n    - {name: core, mapping: mapping.yaml, folder: ., kind: full, at: ["02:15"]}\n'
        "    - {name: often, mapping: nowhere.yaml, folder: ., systems: [accounts], every_minutes: 30}\n",
        encoding="utf-8",
    )

    core, often = scheduled_loads(load_settings(config), HONG_KONG)

    assert (core.mapping, core.covers, core.systems, core.kind) == (
        tmp_path / "mapping.yaml",
        ("people", "accounts"),
        (),
        LoadKind.FULL,
    )
    assert (often.covers, often.every, often.kind) == (("accounts",), timedelta(minutes=30), None)
    assert often.retry == timedelta(minutes=15)
    assert pickle.loads(pickle.dumps(often.alerts)) == often.alerts  # it goes to a process of its own


def test_two_loads_of_one_name_are_refused(tmp_path: Path) -> None:
    config = tmp_path / "my.yaml"
    config.write_text("sources:\n  loads:\n" + "    - {name: core, mapping: m.yaml, folder: .}\n" * 2, encoding="utf-8")
    with pytest.raises(SettingsError) as failure:
        load_settings(config)
    assert failure.value.code == "config_value_wrong"
