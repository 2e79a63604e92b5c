"""The comparison after two servers were killed sees what was done twice: each is made by hand once, and found."""

from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa
from psycopg.rows import dict_row

from telephony.contract import CallAction
from tests.proofs.pair.checks import Tables, live_of, nothing_twice, went_on
from tests.proofs.pair.rounds import plan_rounds
from tests.telephony.support import NINE, Centre

TWICE = {
    "an end told twice": """
        INSERT INTO events (number, at, kind, subject_id, topics, change)
        SELECT 9999, at, kind, subject_id, topics, change FROM events WHERE kind = 'call.ended' LIMIT 1""",
    "an offer nobody was told of": "DELETE FROM events WHERE kind = 'call.offered'",
    "an offer's end told twice": """
        INSERT INTO events (number, at, kind, subject_id, topics, change)
        SELECT 9999, at, kind, subject_id, topics, change FROM events WHERE kind = 'offer.ended' LIMIT 1""",
    "two offers of one call, and of one agent, at once": """
        INSERT INTO offers (offer_id, call_id, agent_id, offered_at, expires_at, outcome, ended_at)
        SELECT gen_random_uuid(), call_id, agent_id, offered_at, expires_at, 'withdrawn', ended_at
        FROM offers WHERE ended_at > offered_at LIMIT 1""",
    "a gap in an agent's states": "UPDATE agent_states SET ended_at = ended_at - interval '1 millisecond'",
}


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    return Centre(engine)


@pytest.fixture
def tables(centre: Centre, database_url: str) -> Iterator[Tables]:
    """One call that was declined, then answered and ended; and our own way into the tables."""
    agent_id = centre.agent()
    call_id = centre.ring()
    centre.clock.advance(1)
    centre.act(agent_id, call_id, CallAction.DECLINE)
    centre.clock.advance(40)
    centre.run()
    centre.act(agent_id, call_id, CallAction.ANSWER)
    centre.run()
    centre.clock.advance(5)
    centre.caller_hangs_up(call_id)
    url = sa.make_url(database_url)
    with psycopg.connect(
        host=str(url.query["host"]),
        port=str(url.query["port"]),
        user=url.username,
        password=url.password,
        dbname=url.database,
        row_factory=dict_row,
    ) as connection:
        yield connection
        connection.rollback()


def test_a_call_that_went_its_way_is_found_whole(tables: Tables) -> None:
    assert nothing_twice(tables) == []


@pytest.mark.parametrize("what", TWICE)
def test_what_was_done_twice_or_told_otherwise_is_found(tables: Tables, what: str) -> None:
    tables.execute(TWICE[what].encode())

    assert nothing_twice(tables)


def test_a_call_has_gone_on_once_it_ended_waits_or_was_offered_anew(centre: Centre, tables: Tables) -> None:
    sids = [row["call_sid"] for row in tables.execute("SELECT call_sid FROM calls")]

    assert live_of(tables, sids) == set()
    assert went_on(tables, set(sids), NINE) == set(sids)
    tables.execute("UPDATE calls SET state = 'ringing', ended_at = NULL, agent_id = NULL, end_cause = NULL")
    assert live_of(tables, sids) == set(sids)
    assert went_on(tables, set(sids), centre.clock.now()) == set()
    assert went_on(tables, set(sids), NINE) == set(sids)


def test_each_server_is_killed_in_turn_and_now_and_then_both() -> None:
    victims = [round_.victims for round_ in plan_rounds(5, 10)]

    assert victims[:2] == [("first",), ("second",)]
    assert ("first", "second") in victims
    assert [each.delay for each in plan_rounds(5, 10)] == [each.delay for each in plan_rounds(5, 10)]
