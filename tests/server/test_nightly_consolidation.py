"""The consolidation of every night: at its time, on one of several servers, told as it goes, and taken up again."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.consolidation import Consolidations, ReviewList
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Role
from agent_desktop.records.consolidation.models import ConsolidationNightRow, ConsolidationRow
from agent_desktop.records.consolidation.nights import NightRepository
from agent_desktop.records.consolidation.runs import consolidations
from agent_desktop.server.composition import Clocks
from agent_desktop.server.consolidation.nightly import (
    GIVEN_UP_AFTER,
    NightlyConsolidation,
    RunNight,
    run_night,
)
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.database import session_factory
from agent_desktop.server.schedule import schedule_of
from agent_desktop.settings import load_settings
from tests.server.floor import opened_floor
from tests.server.night_runs import finds_the_database_away, goes_on, is_killed, says_a_wrong_model
from tests.server.support import HandClock, until
from tests.server.test_consolidation import _twins

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
DUE = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
"""02:30 on 2 March in Hong Kong."""
NIGHT = date(2026, 3, 2)
SCHEDULE = schedule_of("02:30", HONG_KONG)
assert SCHEDULE is not None
OPTIONS = link_options(load_settings(None))

Make = Callable[..., NightlyConsolidation]


@pytest.fixture
def make(engine: sa.Engine) -> Make:
    def make(run: RunNight, clock: HandClock) -> NightlyConsolidation:
        address = engine.url.render_as_string(hide_password=False)
        assert SCHEDULE is not None
        return NightlyConsolidation(session_factory(engine), address, OPTIONS, SCHEDULE, clock.now, run=run)

    return make


@contextmanager
def _looking(nights: NightlyConsolidation) -> Iterator[None]:
    thread = threading.Thread(target=nights.look)
    thread.start()
    try:
        yield
    finally:
        nights.stop()
        thread.join(timeout=30)
        assert not thread.is_alive()


def _told(session: Session, now: datetime) -> Consolidations:
    session.rollback()
    return consolidations(session, next_at=None, silent_before=now - GIVEN_UP_AFTER)


@pytest.mark.parametrize(
    ("minutes", "night"),
    [(-1, None), (0, NIGHT), (239, NIGHT), (240, None), (23 * 60 + 59, None), (24 * 60, date(2026, 3, 3))],
)
def test_a_night_is_due_at_its_time_and_left_out_once_it_is_day(minutes: int, night: date | None) -> None:
    assert SCHEDULE is not None
    assert SCHEDULE.due(DUE + timedelta(minutes=minutes)) == night


def test_the_next_night_is_told_and_one_that_begins_before_midnight_is_due_after_it() -> None:
    assert SCHEDULE is not None
    assert SCHEDULE.next_after(DUE - timedelta(seconds=1)) == DUE
    assert SCHEDULE.next_after(DUE) == DUE + timedelta(days=1)
    late = schedule_of("23:30", HONG_KONG)
    assert late is not None
    assert late.due(datetime(2026, 3, 1, 17, 0, tzinfo=UTC)) == date(2026, 3, 1)
    assert schedule_of("", HONG_KONG) is None


def test_a_server_consolidates_at_night_and_tells_what_came_of_it(database_url: str) -> None:
    clock = HandClock(DUE)
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, consolidation={"nightly_at": "02:30"}) as floor:
        _twins(floor.engine)  # the worker may have read before: what it finds is the records' own tests' to say
        floor.add_person("root", Role.ADMINISTRATOR)
        root = floor.sign_in("root")

        def told() -> Consolidations:
            return Consolidations.model_validate(root.http.get("/v1/consolidation/runs").json())

        until(lambda: told().last is not None and told().running_since is None, seconds=60)

        assert told().next_at == DUE + timedelta(days=1)
        assert told().failure is None
        assert ReviewList.model_validate(root.http.get("/v1/consolidation/pairs").json()).consolidated_at is not None


def test_of_several_servers_one_runs_the_night_and_none_runs_it_again(
    make: Make, engine: sa.Engine, session: Session
) -> None:
    clock = HandClock(DUE)
    servers = [make(run_night, clock) for _ in range(3)]
    threads = [threading.Thread(target=server.look) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    clock.move(3600)
    servers[0].look()

    assert session.scalar(sa.select(sa.func.count()).select_from(ConsolidationRow)) == 1
    (night,) = session.scalars(sa.select(ConsolidationNightRow)).all()
    assert (night.night, night.failure, night.finished_at) == (NIGHT, "", DUE)
    assert (night.step, night.step_number, night.steps) == ("writing", 4, 4)
    assert night.consolidation_id is not None


@pytest.mark.parametrize(("run", "code"), [(says_a_wrong_model, "link_model_wrong"), (is_killed, "server_failed")])
def test_a_failure_is_told_with_its_code_until_a_run_succeeds(
    make: Make, session: Session, run: RunNight, code: str
) -> None:
    make(run, HandClock(DUE)).look()

    told = _told(session, DUE)
    assert (told.failure, told.failed_at, told.running_since) == (ErrorCode(code), DUE, None)
    by_hand = ConsolidationRow(
        started_at=DUE,
        finished_at=DUE + timedelta(hours=7),
        match_weight=2,
        merge_weight=10,
        account_count=7,
        pair_count=3,
        group_count=2,
        doubtful_count=1,
    )
    session.add(by_hand)
    session.commit()
    told = _told(session, DUE)
    assert told.failure is None
    assert told.last is not None
    assert (told.last.accounts, told.last.groups, told.last.doubtful) == (7, 2, 1)


def test_a_night_on_which_the_database_was_away_is_begun_anew(make: Make, session: Session) -> None:
    clock = HandClock(DUE)
    make(finds_the_database_away, clock).look()
    assert session.scalars(sa.select(ConsolidationNightRow.finished_at)).all() == [None]

    make(says_a_wrong_model, clock).look()

    assert _told(session, DUE).failure is ErrorCode.LINK_MODEL_WRONG


def test_how_far_it_is_is_told_and_a_server_that_stops_lets_another_begin_it_anew(make: Make, session: Session) -> None:
    clock = HandClock(DUE)
    first = make(goes_on, clock)
    with _looking(first):
        until(lambda: _told(session, DUE).stage is not None, seconds=30)
        told = _told(session, DUE)
        assert (told.running_since, told.number, told.stages) == (DUE, 3, 4)
        make(says_a_wrong_model, clock).look()  # it is the first one's
        assert _told(session, DUE).running_since == DUE

    make(says_a_wrong_model, clock).look()
    assert _told(session, DUE).failure is ErrorCode.LINK_MODEL_WRONG


def test_a_night_whose_server_was_killed_is_taken_up_after_a_while_and_told_to_have_failed_meanwhile(
    make: Make, session: Session
) -> None:
    clock = HandClock(DUE)
    owner = uuid4()
    assert NightRepository(session).claim(NIGHT, owner, at=DUE, given_up_before=DUE - GIVEN_UP_AFTER)
    session.commit()
    clock.move(GIVEN_UP_AFTER.total_seconds() + 1)
    assert _told(session, clock.now()).failure is ErrorCode.SERVER_FAILED

    make(says_a_wrong_model, clock).look()

    (night,) = session.scalars(sa.select(ConsolidationNightRow)).all()
    assert (night.failure, night.started_at) == ("link_model_wrong", clock.now())
    assert night.owner != owner
