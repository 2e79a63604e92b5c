"""Routing through the real server, with the shipped queues: the simulator rings, agents see who is offered to them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.server.composition import Clocks
from telephony.contract import CallState
from telephony.queues.service import ensure_member, ensure_skills
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.support import HandClock, until

SKILLS = {"english": 3, "wealth": 2, "fraud": 2}
STANDARD, PLATINUM = "+85261110001", "+85261110002"


@contextmanager
def bank(database_url: str, clock: HandClock, **telephony: object) -> Iterator[Floor]:
    """The centre on a business clock that the test moves; it is five in the afternoon in Hong Kong, a Monday."""
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, telephony=telephony) as floor:
        floor.add_customer(STANDARD, key="C1")
        floor.add_customer(PLATINUM, name="Ho Siu Fong", key="C2")
        with floor.engine.begin() as connection:
            connection.execute(sa.text("UPDATE customers SET tier = 'standard' WHERE source_key = 'C1'"))
            connection.execute(
                sa.text("UPDATE customers SET tier = 'platinum', manager_name = 'May' WHERE source_key = 'C2'")
            )
        yield floor


def agent(floor: Floor, name: str, *queues: str) -> Desk:
    """An agent who serves these queues; all of them where none is named."""
    person = floor.add_person(name, Role.AGENT)
    with Session(floor.engine) as session, session.begin():
        for code in queues:
            ensure_member(session, person.user_id, code)
        ensure_skills(session, person.user_id, SKILLS if queues else {})
    return floor.sign_in(name)


def waits(floor: Floor, call_sid: str, queue: str) -> None:
    """Wait until the server has the call in this queue."""
    query = sa.text("SELECT q.code FROM calls c JOIN queues q USING (queue_id) WHERE call_sid = :sid")

    def there() -> bool:
        with floor.engine.connect() as connection:
            return connection.execute(query, {"sid": call_sid}).scalar() == queue

    until(there)


def offered_sid(floor: Floor, desk: Desk) -> str:
    call_id = desk.until_offered()
    with floor.engine.connect() as connection:
        query = sa.text("SELECT call_sid FROM calls WHERE call_id = :call")
        return str(connection.execute(query, {"call": call_id}).scalar_one())


def test_fraud_then_the_green_channel_then_the_others_and_one_agent_sees_all_queues(database_url: str) -> None:
    clock = HandClock()
    with bank(database_url, clock) as floor:
        plain = floor.ring(STANDARD)
        waits(floor, plain, "cards")
        clock.move(60)
        green = floor.ring(PLATINUM)
        waits(floor, green, "green")
        clock.move(60)
        fraud = floor.ring(STANDARD, menu_reason="suspected_fraud")
        waits(floor, fraud, "fraud")
        desk = agent(floor, "lee")

        names = {queue.name["en"]: queue.waiting for queue in desk.snapshot().queues}
        assert names == {"Cards": 1, "General banking": 0, "English service": 0, "Green channel": 1, "Fraud": 1}

        desk.go_ready()
        assert offered_sid(floor, desk) == fraud
        floor.hang_up(fraud)
        until(lambda: offered_sid(floor, desk) == green)


def test_the_relationship_manager_is_asked_first_then_the_others_when_their_time_is_over(database_url: str) -> None:
    clock = HandClock()
    with bank(database_url, clock) as floor:
        manager, other = agent(floor, "may", "cards"), agent(floor, "lee", "green", "cards")
        manager.go_ready()
        busy = floor.ring(STANDARD)
        assert offered_sid(floor, manager) == busy
        manager.take_call()
        other.go_ready()

        hers = floor.ring(PLATINUM)
        waits(floor, hers, "green")
        clock.move(19)
        assert other.snapshot().offer is None
        clock.move(1)

        assert offered_sid(floor, other) == hers


def test_a_call_flows_over_to_the_next_queue_after_its_time(database_url: str) -> None:
    clock = HandClock()
    with bank(database_url, clock) as floor:
        general = agent(floor, "lee", "general")
        general.go_ready()
        call_sid = floor.ring(STANDARD)
        waits(floor, call_sid, "cards")
        clock.move(59)
        assert general.snapshot().offer is None
        clock.move(1)

        assert offered_sid(floor, general) == call_sid
        call = general.snapshot().call
        assert call is not None
        assert (call.queue_name["en"], call.state) == ("Cards", CallState.RINGING)


def test_a_closed_queue_and_a_full_one_say_so_and_end_the_call(database_url: str) -> None:
    clock = HandClock()
    queue = {"group": "retail", "ring_seconds": 20, "wrap_up_seconds": 60}
    queues = [
        queue | {"code": "cards", "name": {"en": "Cards", "zh": "信用卡"}, "hours": "office"},
        queue | {"code": "general", "name": {"en": "General", "zh": "综合业务"}, "max_waiting": 1},
    ]
    hours = [{"code": "office", "weekly": {"mon": ["09:00-18:00"]}}]
    with bank(database_url, clock, queues=queues, hours=hours) as floor:
        waits(floor, floor.ring(STANDARD, queue="cards"), "cards")
        waits(floor, floor.ring(STANDARD, queue="general"), "general")

        full = floor.ring(STANDARD, queue="general")
        until(lambda: floor.room(full).state == "ended")
        assert "Too many callers are waiting" in floor.room(full).prompt[-1].text
        clock.move(3_600)
        closed = floor.ring(STANDARD, queue="cards")
        until(lambda: floor.room(closed).state == "ended")

        assert "We are closed now." in floor.room(closed).prompt[-1].text
        with floor.engine.connect() as connection:
            causes = connection.execute(
                sa.text("SELECT end_cause FROM calls WHERE state = 'ended' ORDER BY arrived_at")
            )
            assert causes.scalars().all() == ["turned_away_full", "turned_away_closed"]
