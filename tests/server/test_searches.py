"""A search that nobody waits for ends in the database, not only on the screen."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from tests.server.floor import Desk, Floor
from tests.server.support import error_code, until


@pytest.fixture
def desk(floor: Floor) -> Desk:
    return floor.agent()


@pytest.fixture
def held_keys(floor: Floor) -> Iterator[sa.Connection]:
    """Somebody has the search keys to themselves: every search waits, until a rollback."""
    with floor.engine.connect() as connection:
        connection.execute(sa.text("LOCK TABLE customer_search_keys IN ACCESS EXCLUSIVE MODE"))
        yield connection


def waiting(floor: Floor) -> int:
    """How many statements wait for a lock on a table."""
    with floor.engine.connect() as connection:
        return int(connection.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")) or 0)


def search(desk: Desk, **body: str) -> httpx.Response:
    return desk.http.post("/v1/customers/search", json={"text": "grace", **body})


def stop(desk: Desk, search_id: str) -> httpx.Response:
    return desk.http.post("/v1/customers/search/stop", json={"search_id": search_id})


def test_a_search_is_ended_in_the_database_by_its_id(floor: Floor, desk: Desk, held_keys: sa.Connection) -> None:
    search_id = str(uuid4())
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(search, desk, search_id=search_id)
        until(lambda: waiting(floor) == 1)

        other = stop(desk, str(uuid4()))
        assert waiting(floor) == 1
        mine = stop(desk, search_id)

        assert (asked.result().status_code, error_code(asked.result())) == (409, "search_stopped")
    assert (other.status_code, mine.status_code) == (204, 204)
    assert waiting(floor) == 0
    held_keys.rollback()
    assert search(desk).json() == []
    assert stop(desk, search_id).status_code == 204


def test_the_next_search_of_a_desktop_ends_the_one_before(floor: Floor, desk: Desk, held_keys: sa.Connection) -> None:
    with ThreadPoolExecutor() as threads:
        first = threads.submit(search, desk)
        until(lambda: waiting(floor) == 1)
        second = threads.submit(search, desk)

        assert error_code(first.result()) == "search_stopped"
        until(lambda: waiting(floor) == 1)
        held_keys.rollback()
        assert second.result().json() == []


def test_another_persons_search_goes_on(floor: Floor, desk: Desk, held_keys: sa.Connection) -> None:
    other = floor.agent("lee")
    search_id = str(uuid4())
    with ThreadPoolExecutor() as threads:
        theirs = threads.submit(search, other, search_id=search_id)
        until(lambda: waiting(floor) == 1)
        mine = threads.submit(search, desk)
        until(lambda: waiting(floor) == 2)
        stop(desk, search_id)
        held_keys.rollback()

        assert (theirs.result().json(), mine.result().json()) == ([], [])


def test_a_persons_other_desktop_ends_no_search_of_this_one(floor: Floor, desk: Desk, held_keys: sa.Connection) -> None:
    second, search_id = floor.sign_in("may"), str(uuid4())
    with ThreadPoolExecutor() as threads:
        first = threads.submit(search, desk, search_id=search_id)
        until(lambda: waiting(floor) == 1)
        other = threads.submit(search, second)
        until(lambda: waiting(floor) == 2)
        stop(second, search_id)
        held_keys.rollback()

        assert (first.result().json(), other.result().json()) == ([], [])
