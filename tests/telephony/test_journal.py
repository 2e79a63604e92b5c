"""Numbers in commit order, and what of it is kept."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import DeskChange, EventKind, OfferSnapshot
from telephony.events.journal import Journal, append_events
from telephony.events.repository import CHANNEL, EventRepository
from tests.telephony.support import NINE, Centre, number_of

WAIT_SECONDS = 20


def one_event(subject: UUID, *topics: str) -> Journal:
    journal = Journal()
    journal.add(EventKind.QUEUE_CHANGED, subject, topics=topics or ["queue:1"])
    return journal


def subjects(engine: sa.Engine, after: int = 0) -> list[UUID]:
    with Session(engine) as session:
        return [row.subject_id for row in EventRepository(session).list_after(after)]


def test_two_commits_reversed_keep_their_numbers_in_commit_order(engine: sa.Engine) -> None:
    began_first, committed_first = uuid4(), uuid4()
    with Session(engine) as slow, Session(engine) as quick:
        slow.execute(sa.text("CREATE TEMP TABLE work_of_the_slow_one (n int)"))  # its transaction is open first
        append_events(quick, one_event(committed_first), NINE)
        quick.commit()
        append_events(slow, one_event(began_first), NINE)
        slow.commit()

    assert subjects(engine) == [committed_first, began_first]


def test_a_reader_never_sees_a_number_before_a_smaller_one_is_there(engine: sa.Engine) -> None:
    first, second = uuid4(), uuid4()
    appended = threading.Event()
    with Session(engine) as holder:
        append_events(holder, one_event(first), NINE)

        def append_second() -> None:
            with Session(engine) as later:
                appended.set()
                append_events(later, one_event(second), NINE)  # waits for the holder's commit
                later.commit()

        thread = threading.Thread(target=append_second)
        thread.start()
        assert appended.wait(WAIT_SECONDS)
        assert subjects(engine) == []
        holder.commit()
        thread.join(WAIT_SECONDS)
    assert subjects(engine) == [first, second]


def test_a_bulk_load_that_stays_open_does_not_stall_the_journal(engine: sa.Engine) -> None:
    with Session(engine) as load:
        load.execute(sa.text("CREATE TABLE loaded (n int)"))
        load.execute(sa.text("INSERT INTO loaded SELECT generate_series(1, 1000)"))
        wanted = [uuid4() for _ in range(5)]
        for subject in wanted:  # many transactions come and go while the load is open
            with Session(engine) as session:
                append_events(session, one_event(subject), NINE)
                session.commit()
        assert subjects(engine) == wanted
        load.rollback()


def test_nothing_to_tell_takes_no_lock_and_gives_no_number(engine: sa.Engine) -> None:
    with Session(engine) as session:
        assert append_events(session, Journal(), NINE) is None
        locks = session.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
        assert locks == 0


def test_a_rolled_back_change_leaves_neither_event_nor_gap(engine: sa.Engine) -> None:
    with Session(engine) as session:
        append_events(session, one_event(uuid4()), NINE)
        session.rollback()
        kept = uuid4()
        assert number_of(append_events(session, one_event(kept), NINE)) == 1
        session.commit()

    assert subjects(engine) == [kept]


def test_events_are_read_by_topic_and_after_a_number(engine: sa.Engine) -> None:
    mine, theirs, ours = uuid4(), uuid4(), uuid4()
    with Session(engine) as session:
        append_events(session, one_event(mine, "agent:a"), NINE)
        append_events(session, one_event(theirs, "agent:b"), NINE)
        append_events(session, one_event(ours, "agent:a", "agent:b"), NINE)
        session.commit()
        events = EventRepository(session)

        assert [row.number for row in events.list_after(0, topics={"agent:a"})] == [1, 3]
        assert [row.number for row in events.list_after(1, topics={"agent:a", "agent:b"})] == [2, 3]
        assert [row.number for row in events.list_after(0, limit=2)] == [1, 2]
        assert list(events.list_after(0, topics=())) == []


def test_what_is_too_old_cannot_be_resumed_and_numbers_are_not_given_again(engine: sa.Engine) -> None:
    with Session(engine) as session:
        events = EventRepository(session)
        assert events.can_resume_after(0)
        for day in range(4):
            append_events(session, one_event(uuid4()), NINE + timedelta(days=day))
        assert events.prune(NINE + timedelta(days=2)) == 2

        assert (events.oldest_number(), events.last_number()) == (3, 4)
        assert [events.can_resume_after(number) for number in range(6)] == [False, False, True, True, True, False]
        events.prune(NINE + timedelta(days=9))
        assert (events.oldest_number(), events.last_number()) == (None, 4)
        assert events.can_resume_after(4)
        assert not events.can_resume_after(3)
        assert number_of(append_events(session, one_event(uuid4()), NINE)) == 5


def test_the_doorbell_rings_with_the_commit(centre: Centre) -> None:
    listening = centre.engine.raw_connection()
    try:
        driver = listening.driver_connection
        assert driver is not None
        driver.autocommit = True
        driver.execute(f"LISTEN {CHANNEL}")
        with centre.open_work() as work:
            work.journal.add(EventKind.QUEUE_CHANGED, uuid4(), topics=["queue:1"])
        (ring,) = driver.notifies(timeout=WAIT_SECONDS, stop_after=1)
        assert int(ring.payload) == 1
    finally:
        listening.invalidate()


def test_the_journal_never_holds_an_offers_payload(centre: Centre) -> None:
    offer = OfferSnapshot(
        offer_id=uuid4(),
        call_id=uuid4(),
        agent_id=uuid4(),
        offered_at=NINE,
        expires_at=NINE,
        payload={"name": "Ms Ho"},
    )
    with centre.open_work() as work:
        work.journal.add(EventKind.CALL_OFFERED, uuid4(), topics=["agent:a"], change=DeskChange(offer=offer))

    with Session(centre.engine) as session:
        (row,) = EventRepository(session).list_after(0)
        assert "Ms Ho" not in str(row.change)
        assert DeskChange.model_validate(row.change).offer == offer.model_copy(update={"payload": None})


@pytest.mark.parametrize("number", ["+85291234567", "91234567"])
def test_no_event_of_a_whole_call_holds_the_callers_number(centre: Centre, number: str) -> None:
    agent = centre.agent()
    call_id = centre.ring(number)
    centre.caller_hangs_up(call_id)
    assert centre.desk(agent).offer is None

    with Session(centre.engine) as session:
        rows = EventRepository(session).list_after(0)
    assert rows
    assert "91234567" not in "".join(f"{row.change}{row.topics}" for row in rows)
