"""The event stream over a real WebSocket: snapshot, events, resume, and every way it ends."""

import json
import time
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from agent_desktop.contract.sessions import Role
from agent_desktop.server.auth.service import ensure_signing_keys
from agent_desktop.server.auth.tokens import AccessTokens
from telephony.contract import AgentState, CallState, EventKind, StreamClose
from telephony.events.journal import FLOOR_TOPIC, Journal, agent_topic, append_events
from telephony.events.models import EventRow
from tests.server.floor import Desk, Floor, Stream, opened_floor
from tests.server.support import HandClock, until
from tests.telephony.support import number_of


def _closed_with(floor: Floor, *messages: object) -> int | None:
    with connect(floor.origin.replace("http", "ws", 1) + "/v1/stream", compression=None, proxy=None) as socket:
        for message in messages:
            socket.send(message if isinstance(message, str) else json.dumps(message))
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
        return socket.protocol.close_code


def _append(floor: Floor, agent_id: UUID, count: int) -> list[int]:
    """Write `count` events of one agent that change nothing; return their numbers."""
    numbers = []
    for _ in range(count):
        with Session(floor.engine) as session:
            journal = Journal()
            journal.add(EventKind.NOTE_SAVED, agent_id, topics=[agent_topic(agent_id)])
            numbers.append(number_of(append_events(session, journal, HandClock().now())))
            session.commit()
    return numbers


def test_a_stream_begins_with_the_desk_as_it_stands(floor: Floor) -> None:
    desk = floor.agent()

    stream = floor.listen(desk)

    first = until(lambda: stream.messages)[0]
    assert first.type == "snapshot"
    assert first.desk == desk.snapshot()


STEPS: dict[str, Callable[[Floor, Desk], object]] = {
    "ring": lambda floor, desk: floor.ring(),
    "ready": lambda floor, desk: desk.http.post("/v1/agent/commands", json=_command("go_ready")),
    "break": lambda floor, desk: desk.http.post("/v1/agent/commands", json=_command("go_not_ready", reason="break")),
    "answer": lambda floor, desk: _act(desk, "answer"),
    "decline": lambda floor, desk: _act(desk, "decline"),
    "hold": lambda floor, desk: _act(desk, "hold"),
    "resume": lambda floor, desk: _act(desk, "resume"),
    "mute": lambda floor, desk: _act(desk, "mute"),
    "hang_up": lambda floor, desk: _act(desk, "hang_up"),
    "caller_goes": lambda floor, desk: _caller_goes(floor),
    "finish": lambda floor, desk: _finish(desk),
}


def _caller_goes(floor: Floor) -> None:
    for sid in _live(floor)[:1]:
        floor.hang_up(sid)


def _command(action: str, reason: str | None = None) -> dict[str, object]:
    return {"command_id": str(uuid4()), "action": action, "reason": reason}


def _act(desk: Desk, action: str) -> None:
    call = desk.snapshot().call
    if call is not None:
        desk.act(call.call_id, action)


def _live(floor: Floor) -> list[str]:
    calls = floor.carrier.get("/calls").json()
    return [call["call_sid"] for call in calls if call["state"] != "ended"]


def _finish(desk: Desk) -> None:
    call = desk.snapshot().call
    if call is not None and call.state is CallState.ENDED:
        found = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()
        desk.post(f"/v1/interactions/{found['interaction_id']}/finish", disposition_code="resolved")


def _settled(floor: Floor) -> bool:
    calls = floor.carrier.get("/calls").json()
    with Session(floor.engine) as session:
        orders = session.scalar(sa.text("SELECT count(*) FROM provider_outbox WHERE done_at IS NULL"))
    return orders == 0 and all(call["undelivered"] == 0 for call in calls)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=5, max_size=25))
def test_snapshot_and_events_make_the_new_snapshot_whatever_happens(floor: Floor, steps: list[str]) -> None:
    name = f"agent{len(floor.desks)}"
    desk = floor.agent(name)
    stream = floor.listen(desk)
    until(lambda: stream.messages)
    for step in ["ready", "ring", *steps]:
        STEPS[step](floor, desk)

    def agrees() -> bool:
        return _settled(floor) and stream.desk() == desk.snapshot()

    until(agrees)
    assert [message.type for message in stream.messages].count("snapshot") == 1
    # Leave the floor as it was for the next example.
    for sid in _live(floor):
        floor.hang_up(sid)
    until(lambda: _settled(floor))
    _finish(desk)
    desk.http.delete("/v1/sessions")


def test_after_a_break_the_stream_gives_exactly_what_was_missed(floor: Floor) -> None:
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)
    seen = _append(floor, desk.agent_id, 3)
    until(lambda: stream.last_number == seen[-1])
    stream.close()

    missed = _append(floor, desk.agent_id, 5)
    again = floor.listen(desk, resume_after=seen[-1])
    until(lambda: len(again.events) == 5)
    later = _append(floor, desk.agent_id, 2)
    until(lambda: len(again.events) == 7)

    assert [message.number for message in again.events] == [*missed, *later]
    assert [message.previous for message in again.events] == [seen[-1], *missed, later[0]]
    assert again.messages[0].type == "event"


def test_a_resumed_stream_still_brings_the_profile_of_the_call_that_rings(floor: Floor) -> None:
    floor.add_customer()
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)
    desk.go_ready()
    until(lambda: stream.events)
    last = stream.last_number
    stream.close()

    floor.ring()
    desk.until_offered()
    again = floor.listen(desk, resume_after=last)

    offered = again.until_kind("call.offered")
    assert offered.change is not None
    assert offered.change.offer is not None
    assert offered.change.offer.payload is not None


def test_what_is_too_old_or_from_another_database_comes_as_a_new_snapshot(floor: Floor) -> None:
    desk = floor.agent()
    numbers = _append(floor, desk.agent_id, 4)
    with Session(floor.engine) as session:
        session.execute(sa.delete(EventRow).where(EventRow.number <= numbers[1]))
        session.commit()

    too_old = floor.listen(desk, resume_after=numbers[0] - 1)
    unknown = floor.listen(desk, resume_after=numbers[-1] + 1000)
    kept = floor.listen(desk, resume_after=numbers[1])

    assert until(lambda: too_old.messages)[0].type == "snapshot"
    assert until(lambda: unknown.messages)[0].type == "snapshot"
    until(lambda: len(kept.events) == 2)
    assert [message.number for message in kept.events] == numbers[2:]


def test_the_loss_of_the_listening_connection_loses_no_event(floor: Floor) -> None:
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)

    def listeners() -> list[int]:
        query = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        with floor.engine.connect() as connection:
            return list(connection.scalars(sa.text(query)))

    [first] = until(listeners)
    with floor.engine.connect() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
    numbers = _append(floor, desk.agent_id, 3)

    until(lambda: [message.number for message in stream.events] == numbers)
    until(lambda: listeners() not in ([], [first]))


def test_a_lost_notification_costs_at_most_a_moment(floor: Floor) -> None:
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)

    with Session(floor.engine) as session:  # written as the journal does, without ringing the doorbell
        last = session.scalar(sa.text("UPDATE event_counter SET last_number = last_number + 1 RETURNING last_number"))
        session.add(
            EventRow(
                number=last,
                at=HandClock().now(),
                kind=EventKind.NOTE_SAVED,
                subject_id=desk.agent_id,
                topics=[agent_topic(desk.agent_id)],
                change={},
            )
        )
        session.commit()

    until(lambda: stream.events and stream.last_number == last)


def test_nobody_hears_another_agents_desk(floor: Floor) -> None:
    mine, other = floor.agent("may"), floor.agent("jun")
    stream = floor.listen(mine)
    until(lambda: stream.messages)

    _append(floor, other.agent_id, 3)
    [own] = _append(floor, mine.agent_id, 1)

    until(lambda: stream.events)
    assert [message.number for message in stream.events] == [own]


def test_the_profile_goes_only_to_the_agent_who_is_asked_to_answer(floor: Floor) -> None:
    floor.add_customer()
    first, second = floor.agent("may"), floor.agent("jun")
    streams = {desk.agent_id: floor.listen(desk) for desk in (first, second)}
    until(lambda: all(stream.messages for stream in streams.values()))
    first.go_ready()
    second.go_ready()

    floor.ring()
    offered_to = until(lambda: next((desk for desk in (first, second) if desk.snapshot().offer), None))
    streams[offered_to.agent_id].until_kind("call.offered")
    other = second if offered_to is first else first
    heard = " ".join(message.model_dump_json() for message in streams[other.agent_id].messages)

    assert "Chan Tai Man" not in heard
    assert "profile" not in heard


def test_a_heartbeat_comes_with_the_last_number(database_url: str) -> None:
    with opened_floor(database_url, heartbeat_seconds=0.1) as floor:
        stream = floor.listen(floor.agent())
        beat = until(lambda: next((each for each in stream.messages if each.type == "heartbeat"), None))

    assert beat.number == beat.previous == stream.messages[0].number


def test_a_supervisor_who_takes_no_calls_has_a_stream_without_a_desk_and_hears_what_concerns_the_floor(
    floor: Floor,
) -> None:
    floor.add_person("ada", Role.SUPERVISOR)
    stream = floor.listen(floor.sign_in("ada"), takes_seat=True)
    first = until(lambda: stream.messages)[0]
    assert (first.type, first.desk) == ("snapshot", None)
    stream.beat()
    with Session(floor.engine) as session:
        journal = Journal()
        journal.add(EventKind.NOTE_SAVED, UUID(int=1), topics=[FLOOR_TOPIC])
        append_events(session, journal, HandClock().now())
        session.commit()

    assert stream.until_kind("note.saved").subject_id == UUID(int=1)
    with floor.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM seats")) == 0


def test_a_stream_without_a_good_token_is_closed_with_its_reason(floor: Floor) -> None:
    administrator = floor.add_person("sue", Role.ADMINISTRATOR)  # neither takes calls nor looks after who does
    token = floor.sign_in(administrator.name).session.access_token

    assert _closed_with(floor, {"access_token": "made up"}) == StreamClose.TOKEN_MISSING_OR_WRONG
    assert _closed_with(floor, {"access_token": token}) == StreamClose.TOKEN_MISSING_OR_WRONG
    assert _closed_with(floor, {"hello": "?"}) == StreamClose.PROTOCOL
    assert _closed_with(floor, "not JSON") == StreamClose.PROTOCOL
    assert _closed_with(floor, {"access_token": "x", "client_version": "0.0.1"}) == StreamClose.PROTOCOL


def test_a_token_that_runs_out_closes_the_stream_and_a_renewed_one_keeps_it(database_url: str) -> None:
    with opened_floor(database_url, server={"access_token_seconds": 60}) as floor:
        kept, lost = floor.agent("may"), floor.agent("jun")
        fresh = kept.session.access_token
        _cut_short(floor, kept, lost, lifetime=2)
        renewed = floor.listen(kept)
        let_go = floor.listen(lost)
        until(lambda: renewed.messages and let_go.messages)
        renewed.socket.send(json.dumps({"access_token": fresh}))

        assert until(lambda: let_go.close_code) == StreamClose.TOKEN_EXPIRED
        assert renewed.close_code is None
        _append(floor, kept.agent_id, 1)
        until(lambda: renewed.events)


def _cut_short(floor: Floor, *desks: Desk, lifetime: float) -> None:
    """Give each of them another access token, with only `lifetime` seconds left."""
    with Session(floor.engine) as session:
        keys, newest = ensure_signing_keys(session, at=HandClock().now())
    tokens = AccessTokens(keys, newest, seconds=60, wall=time.time)
    early = AccessTokens(keys, newest, seconds=60, wall=lambda: time.time() - 60 + lifetime)

    for desk, claims in [(desk, tokens.read(desk.session.access_token)) for desk in desks]:
        token = early.issue(claims.user_id, claims.family_id)
        desk.session = desk.session.model_copy(update={"access_token": token})


def test_another_persons_token_does_not_renew_a_stream(floor: Floor) -> None:
    mine, other = floor.agent("may"), floor.agent("jun")
    stream = floor.listen(mine)
    until(lambda: stream.messages)

    stream.socket.send(json.dumps({"access_token": other.session.access_token}))

    assert until(lambda: stream.close_code) == StreamClose.TOKEN_MISSING_OR_WRONG


def test_signing_out_ends_the_stream(floor: Floor) -> None:
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)

    assert desk.http.delete("/v1/sessions").status_code == 204

    assert until(lambda: stream.close_code) == StreamClose.TOKEN_MISSING_OR_WRONG
    again = floor.sign_in("may").snapshot()
    assert again.agent.state is AgentState.NOT_READY


def test_a_server_that_stops_says_so(database_url: str) -> None:
    with opened_floor(database_url) as floor:
        stream = Stream(floor.agent())
        until(lambda: stream.messages)

    assert until(lambda: stream.close_code) == StreamClose.SERVER_STOPPING
    stream.close()


def test_a_stream_on_one_server_hears_what_was_done_on_another(database_url: str) -> None:
    with opened_floor(database_url) as here, opened_floor(database_url) as there:
        desk = here.agent()
        elsewhere = Desk(there.origin, desk.session)
        here.desks.append(elsewhere)
        stream = there.listen(elsewhere)
        until(lambda: stream.messages)

        desk.go_ready()

        until(lambda: stream.desk() == desk.snapshot())
        assert elsewhere.snapshot() == desk.snapshot()


def test_a_bulk_load_that_takes_long_holds_up_no_event(floor: Floor) -> None:
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)
    with Session(floor.engine) as load:
        load.execute(sa.text("CREATE TABLE loaded AS SELECT generate_series(1, 1000)"))  # open until the end

        numbers = _append(floor, desk.agent_id, 3)

        until(lambda: [message.number for message in stream.events] == numbers)
        load.rollback()
