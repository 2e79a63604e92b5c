"""Who is told what of a board, and when: one computation for all who watch, none while nobody does."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.board.reading import BoardSources
from agent_desktop.server.board.service import IDLE_SECONDS, MOST_BEHIND, BoardService, Watcher
from agent_desktop.server.database import session_factory
from agent_desktop.server.unit_of_work import UnitsOfWork
from tests.server.support import HandClock, quick_passwords
from tests.telephony.support import Centre


class Watch:
    """One desktop, of a supervisor unless `role` is another; `behind` is how much it has before it."""

    def __init__(self, engine: sa.Engine, name: str, role: Role = Role.SUPERVISOR) -> None:
        with Session(engine) as session, session.begin():
            person = add_user(
                session, quick_passwords(), name=name, display_name=name, password="correct horse", roles=[role]
            )
        self.behind = 0
        self.told: list[dict[str, Any]] = []
        self.watcher = Watcher(person.user_id, lambda text: self.told.append(json.loads(text)), lambda: self.behind)

    def taken(self) -> list[dict[str, Any]]:
        """Return the boards that came since the last time."""
        told, self.told = self.told, []
        return [each["board"] for each in told]


class Machine:
    def __init__(self) -> None:
        self.now = 100.0


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def boards(engine: sa.Engine, machine: Machine) -> BoardService:
    units = UnitsOfWork(session_factory(engine), HandClock(), after_commit=lambda _: None)
    return BoardService(engine, units, BoardSources(ZoneInfo("UTC"), "UTC"), monotonic=lambda: machine.now)


@pytest.fixture
def statements(engine: sa.Engine) -> Callable[[], int]:
    count = [0]
    sa.event.listen(engine, "before_cursor_execute", lambda *_: count.__setitem__(0, count[0] + 1))
    return lambda: count[0]


def test_nothing_is_read_while_nobody_watches_and_what_two_watch_is_told_to_both(
    engine: sa.Engine, boards: BoardService, machine: Machine, statements: Callable[[], int]
) -> None:
    ada, bob = Watch(engine, "ada"), Watch(engine, "bob")
    before = statements()
    assert boards.work() == IDLE_SECONDS
    assert statements() == before

    boards.watch(ada.watcher, "one", {})
    boards.watch(bob.watcher, "two", {})
    assert boards.work() < 1
    assert [each["watch_id"] for each in (*ada.told, *bob.told)] == ["one", "two"]
    (whole,), (same,) = ada.taken(), bob.taken()
    assert whole == same
    assert whole["full"]["figures"] is not None
    machine.now += 0.5
    boards.work()
    assert ada.taken() == [], "nothing has changed, and that was said half a second ago"
    machine.now += 0.5
    boards.work()
    (unchanged,) = ada.taken()
    assert unchanged["previous"] == whole["number"]
    assert "change" not in unchanged
    assert len(bob.taken()) == 1

    boards.end(ada.watcher, "one")
    boards.leave(bob.watcher)
    assert boards.work() == IDLE_SECONDS
    assert (ada.taken(), bob.taken()) == ([], [])


def test_a_desktop_far_behind_is_told_nothing_and_then_the_board_whole(
    engine: sa.Engine, boards: BoardService, machine: Machine
) -> None:
    ada, bob = Watch(engine, "ada"), Watch(engine, "bob")
    for each in (ada, bob):
        boards.watch(each.watcher, "one", {})
    boards.work()
    ada.taken(), bob.taken()
    ada.behind = MOST_BEHIND + 1
    machine.now += 1
    boards.work()
    assert ada.taken() == []
    assert len(bob.taken()) == 1
    ada.behind = 0
    machine.now += 1
    boards.work()

    (mine,), (others,) = ada.taken(), bob.taken()
    assert "full" in mine
    assert "full" not in others
    assert mine["number"] == others["number"], "what follows is told to both in the same words"


def test_a_watch_of_the_same_name_begins_afresh_and_another_filter_is_another_board(
    engine: sa.Engine, boards: BoardService, machine: Machine
) -> None:
    ada = Watch(engine, "ada")
    boards.watch(ada.watcher, "one", {})
    boards.work()
    assert ["full" in each for each in ada.taken()] == [True]
    boards.watch(ada.watcher, "one", {"queue_ids": [str(uuid4())]})
    machine.now += 0.1
    boards.work()

    (board,) = ada.taken()
    assert "queues" not in board["full"], "there is no such queue"


@contextmanager
def failing_once(engine: sa.Engine, words: str) -> Iterator[None]:
    """Have the database be away for the first statement that holds these words."""
    failed: list[str] = []

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if words in statement and not failed:
            failed.append(statement)
            raise sa.exc.OperationalError(statement, {}, ConnectionError())

    sa.event.listen(engine, "before_cursor_execute", fail)
    yield
    sa.event.remove(engine, "before_cursor_execute", fail)
    assert failed


def test_what_happened_while_the_database_was_away_is_counted_and_no_look_goes_unwritten(
    engine: sa.Engine, boards: BoardService, machine: Machine
) -> None:
    centre, ada = Centre(engine), Watch(engine, "ada")
    boards.watch(ada.watcher, "one", {})
    alter = "ALTER TABLE audit_entries {} CONSTRAINT full_disk"
    with engine.begin() as connection:
        connection.execute(sa.text(alter.format("ADD") + " CHECK (what <> 'board.watched') NOT VALID"))
    boards.work()
    with engine.begin() as connection:
        connection.execute(sa.text(alter.format("DROP")))
    assert ada.taken() == [], "what cannot be written down is shown to nobody"
    boards.work()
    assert len(ada.taken()) == 1
    with Session(engine) as session:
        assert session.scalar(sa.text("SELECT count(*) FROM audit_entries WHERE what = 'board.watched'")) == 1

    centre.clock.advance(-60)  # the board's own clock stands at nine
    call_id = centre.ring()
    centre.clock.advance(30)
    centre.caller_hangs_up(call_id)
    machine.now += 1
    with failing_once(engine, "first_queue_id"):
        boards.work()
    machine.now += 1
    boards.work()

    figures = ada.taken()[-1]["change"]["figures"]
    assert (figures["offered"], figures["abandoned"]) == (1, 1)


def test_who_is_no_supervisor_any_more_is_told_so_and_nothing_else(engine: sa.Engine, boards: BoardService) -> None:
    may = Watch(engine, "may", Role.AGENT)
    boards.watch(may.watcher, "one", {})
    boards.work()
    boards.work()

    assert [each["refused"] for each in may.taken()] == ["not_allowed"]
