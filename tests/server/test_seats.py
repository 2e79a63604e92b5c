"""One active desktop a person, over the real server: who may act, who is told, and what the history says."""

from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from telephony.contract import AgentState, CallState, EndCause, OfferOutcome, StateCause
from telephony.seats.models import SeatRow
from tests.server.floor import Desk, Floor, Stream
from tests.server.support import error_code, until


def _command(desk: Desk, action: str, reason: str | None = None) -> httpx.Response:
    return desk.http.post("/v1/agent/commands", json={"command_id": str(uuid4()), "action": action, "reason": reason})


def _take_seat(desk: Desk) -> httpx.Response:
    return desk.post("/v1/agent/seat")


def _two_desks(floor: Floor) -> tuple[Desk, Desk, Stream]:
    """Return an agent's older desktop, the newer one, and the older one's stream."""
    older = floor.agent()
    stream = floor.listen(older)
    until(lambda: stream.messages)
    older.go_ready()
    return older, floor.sign_in("may"), stream


def test_whoever_signs_in_elsewhere_leaves_the_older_desktop_told_and_without_a_say(floor: Floor) -> None:
    older, newer, stream = _two_desks(floor)

    told = stream.until_kind("seat.changed").change

    assert told is not None
    assert told.seat is not None
    assert told.seat.session_id == newer.session.session_id != older.session.session_id
    refused = _command(older, "go_not_ready", "break")
    assert (refused.status_code, error_code(refused)) == (409, "seat_elsewhere")
    assert "taken_at" in refused.json()["details"]
    assert newer.snapshot().agent.state is AgentState.READY
    assert _command(newer, "go_not_ready", "break").status_code == 200


def test_the_call_goes_on_at_the_new_desktop_and_what_was_typed_at_the_old_one_is_taken(floor: Floor) -> None:
    older = floor.agent()
    older.go_ready()
    floor.ring()
    call = older.take_call()
    newer = floor.sign_in("may")

    interaction = older.http.get(f"/v1/calls/{call.call_id}/interaction").json()
    refused = [
        older.act(call.call_id, "hold"),
        older.put(f"/v1/calls/{call.call_id}/customer", customer_id=None),
        older.post(f"/v1/interactions/{interaction['interaction_id']}/finish", disposition_code="resolved"),
        older.post(f"/v1/customers/{uuid4()}/reveals", identifier="mobile"),
    ]
    saved = older.put(
        f"/v1/interactions/{interaction['interaction_id']}/note",
        seen_version=interaction["note_version"],
        text="typed before",
    )

    assert {error_code(each) for each in refused} == {"seat_elsewhere"}
    assert saved.status_code == 200, saved.text
    assert newer.snapshot().call is not None
    assert newer.act(call.call_id, "hold").status_code == 200
    newer.until_call(CallState.HELD)


def test_the_older_desktop_takes_the_seat_back_by_a_command_of_its_own(floor: Floor) -> None:
    older, newer, _ = _two_desks(floor)

    taken = _take_seat(older)

    assert taken.json()["seat"]["session_id"] == str(older.session.session_id)
    assert _command(older, "go_not_ready", "break").status_code == 200
    assert error_code(_command(newer, "go_ready")) == "seat_elsewhere"


def test_a_desktop_that_only_comes_back_after_a_break_takes_nothing(floor: Floor) -> None:
    older, newer, stream = _two_desks(floor)
    stream.close()

    again = floor.listen(older)

    first = until(lambda: again.messages)[0].desk
    assert first is not None
    assert first.seat is not None
    assert first.seat.session_id == newer.session.session_id


def test_a_desktop_that_is_started_with_a_kept_sign_in_takes_the_seat(floor: Floor) -> None:
    older, _, stream = _two_desks(floor)
    stream.close()

    floor.listen(older, takes_seat=True)

    until(lambda: older.snapshot().seat.session_id == older.session.session_id)  # type: ignore[union-attr]


def test_signing_out_at_the_active_desktop_takes_the_agent_away_and_at_the_other_one_does_not(floor: Floor) -> None:
    older, newer, _ = _two_desks(floor)

    assert older.http.delete("/v1/sessions").status_code == 204
    assert newer.snapshot().agent.state is AgentState.READY
    third = floor.sign_in("may")
    assert third.http.delete("/v1/sessions").status_code == 204

    desk = newer.snapshot()
    assert desk.agent.state is AgentState.OFFLINE
    assert desk.seat is not None
    assert desk.seat.session_id is None


def test_beats_on_the_stream_say_that_the_desktop_is_there(floor: Floor) -> None:
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)

    stream.beat()

    def beaten() -> object:
        with Session(floor.engine) as session:
            return session.scalar(sa.select(SeatRow.beat_at).where(SeatRow.agent_id == desk.agent_id))

    until(beaten)


def test_an_agent_who_flaps_is_told_how_long_to_wait(floor: Floor) -> None:
    desk = floor.agent()

    refused = next(
        answer
        for number in range(20)
        if (
            answer := _command(desk, "go_ready" if number % 2 == 0 else "go_not_ready", "break" if number % 2 else None)
        ).status_code
        != 200
    )

    assert (refused.status_code, error_code(refused)) == (429, "state_changes_too_fast")
    assert refused.headers["Retry-After"] == str(refused.json()["details"]["seconds"])


def test_the_history_is_the_agents_own_to_read(floor: Floor) -> None:
    desk = floor.agent()
    desk.go_ready()

    history = desk.http.get("/v1/agent/history", params={"limit": 2}).json()["stretches"]

    assert [(each["state"], each["cause"]) for each in history] == [
        ("ready", StateCause.CHOSEN.value),
        ("not_ready", StateCause.SIGNED_IN.value),
    ]


def test_an_offer_ends_with_the_caller_who_hangs_up_and_says_that_they_gave_up(floor: Floor) -> None:
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)
    desk.go_ready()
    sid = floor.ring()
    desk.until_offered()

    floor.hang_up(sid)

    change = stream.until_kind("offer.ended").change
    assert change is not None
    assert change.offer is not None
    assert change.call is not None
    assert (change.offer.outcome, change.call.end_cause) == (OfferOutcome.WITHDRAWN, EndCause.ABANDONED_RINGING)
    assert (change.offer_gone, change.call_gone) == (True, True)


def test_a_caller_who_gave_up_is_noted_to_be_called_back_once_and_with_the_customer(floor: Floor) -> None:
    customer_id = floor.add_customer()
    desk = floor.agent()
    desk.go_ready()
    sid = floor.ring()
    call_id = desk.until_offered()
    early = desk.post(f"/v1/calls/{call_id}/callback-wish")
    floor.hang_up(sid)
    until(lambda: desk.snapshot().offer is None)

    command = {"command_id": str(uuid4())}
    first = desk.http.post(f"/v1/calls/{call_id}/callback-wish", json=command).json()
    again = desk.http.post(f"/v1/calls/{call_id}/callback-wish", json=command).json()

    assert error_code(early) == "call_transition_refused"
    assert first == again
    assert first["with_contact"] is True
    newest = desk.http.get(f"/v1/customers/{customer_id}").json()["contacts"][0]
    assert newest["outcome"] == {"en": "Hung up while it rang, to be called back", "zh": "响铃时挂断，待回电"}
    other = floor.agent("amy")
    assert error_code(other.post(f"/v1/calls/{call_id}/callback-wish")) == "not_your_call"


def test_a_caller_nobody_knows_is_to_be_called_back_all_the_same(floor: Floor) -> None:
    desk = floor.agent()
    desk.go_ready()
    sid = floor.ring()
    call_id = desk.until_offered()
    floor.hang_up(sid)
    until(lambda: desk.snapshot().offer is None)

    answer = desk.post(f"/v1/calls/{call_id}/callback-wish").json()

    assert (answer["call_id"], answer["with_contact"]) == (str(call_id), False)


@pytest.fixture
def supervisor(floor: Floor) -> Desk:
    floor.add_person("ada", Role.SUPERVISOR)
    return floor.sign_in("ada")


def test_a_supervisor_sees_what_was_set_right_and_sets_right_by_hand(floor: Floor, supervisor: Desk) -> None:
    desk = floor.agent()
    desk.go_ready()
    sid = floor.ring()
    desk.until_offered()

    freed = supervisor.post("/v1/mends", deed="free_agent", agent_id=str(desk.agent_id), reason="frozen")
    with Session(floor.engine) as session:
        call_id = session.execute(sa.text("SELECT call_id FROM calls")).scalar_one()
    ended = supervisor.post("/v1/mends", deed="end_call", call_id=str(call_id), reason="nobody there")

    assert freed.status_code == ended.status_code == 200, (freed.text, ended.text)
    until(lambda: floor.room(sid).state == "ended")
    assert desk.snapshot().agent.state is AgentState.NOT_READY
    looked = supervisor.post("/v1/mends", deed="look", reason="to be sure").json()
    assert [(each["deed"], each["reason"], each["by"]) for each in looked["mends"]] == [
        ("end_room", "nobody there", str(supervisor.agent_id)),
        ("free_agent", "frozen", str(supervisor.agent_id)),
    ]
    assert supervisor.http.get("/v1/mends").json()["counts"] == {"by_hand": 2}
    history = desk.http.get("/v1/agent/history").json()["stretches"]
    assert history[0]["cause"] == StateCause.SUPERVISOR.value


def test_only_a_supervisor_sets_right_by_hand_and_says_whom_and_why(floor: Floor, supervisor: Desk) -> None:
    desk = floor.agent()
    free_me = {"deed": "free_agent", "agent_id": str(desk.agent_id)}

    assert error_code(desk.post("/v1/mends", **free_me, reason="me")) == "not_allowed"
    assert error_code(desk.http.get("/v1/mends")) == "not_allowed"
    assert error_code(supervisor.post("/v1/mends", **free_me, reason="")) == "request_not_understood"
    assert error_code(supervisor.post("/v1/mends", deed="end_call", reason="whom?")) == "request_not_understood"
    unknown = supervisor.post("/v1/mends", deed="end_call", call_id=str(uuid4()), reason="gone")
    assert error_code(unknown) == "call_not_found"


def test_a_lost_report_is_made_good_from_the_carriers_list(floor: Floor, supervisor: Desk) -> None:
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    call = desk.take_call()
    with floor.engine.begin() as connection:  # as if we had never been told of the agent's line
        connection.execute(sa.text("UPDATE calls SET since_at = since_at - interval '1 minute', call_sid = 'LOST'"))

    looked = supervisor.post("/v1/mends", deed="look", reason="a call hangs").json()

    assert [each["finding"] for each in looked["mends"]] == ["room_gone"]
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    ready = floor.carrier.get(f"{floor.origin}/v1/ready").json()
    assert ready["counts"] == {"room_gone": 1}
    assert ready["parts"]["reconciler"] is ready["parts"]["presence"] is True
    assert call.call_id == desk.snapshot().call.call_id  # type: ignore[union-attr]
