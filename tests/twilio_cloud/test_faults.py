"""Faults on demand: what the network and Twilio do on a bad day, seeded."""

import time
from functools import partial

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from tests.twilio_cloud.cloud import Cloud
from tests.twilio_cloud.conftest import AGENT, COLLEAGUE, NUMBER, PUBLIC, Played
from tests.twilio_cloud.faults import Faults
from tests.twilio_cloud.loopback import client_of, close
from tests.twilio_cloud.stage import Stage


@pytest.mark.parametrize(("kind", "code"), [("404", 20404), ("429", 20429), ("500", 20500), ("503", 20503)])
def test_the_next_request_is_refused_and_not_done(played: Played, kind: str, code: int) -> None:
    played.cloud.do(lambda stage: stage.fail_rest(kind, "POST", "Participants", times=2, skip=1))
    played.call("room-1", AGENT, "agent-1")
    for _ in range(2):
        with pytest.raises(TwilioRestException) as failed:
            played.call("room-1", AGENT, "agent-7")
        assert (failed.value.status, failed.value.code) == (int(kind), code)
    played.call("room-1", AGENT, "agent-7")

    room = played.client.conferences.list()[0]
    assert [one.label for one in room.participants.list()] == ["agent-1", "agent-7"]


def test_an_order_is_carried_out_and_its_answer_never_comes(played: Played) -> None:
    """Trap 10: the second call must not be made before the first is looked up by its label."""
    impatient = client_of(played.cloud, timeout=0.3)
    impatient_room = impatient.conferences("room-1").participants
    for number, kind in enumerate(("cut", "silence")):
        played.cloud.do(partial(Stage.fail_rest, kind=kind, method="POST", path="Participants"))
        with pytest.raises(requests.exceptions.RequestException):
            impatient_room.create(from_=NUMBER, to=AGENT, label=f"agent-{number}")
    close(impatient)

    room = played.client.conferences.list()[0]
    assert [one.label for one in room.participants.list()] == ["agent-0", "agent-1"]
    assert [one.status for one in room.participants.list()] == ["ringing", "queued"]


def test_events_are_lost_repeated_and_late(played: Played) -> None:
    def order(stage: Stage) -> None:
        stage.fail_delivery("lost", "conference", {"StatusCallbackEvent": "conference-start"})
        stage.fail_delivery("repeated", "conference", {"ParticipantLabel": "agent-7"}, late=3)
        stage.fail_delivery("late", "conference", {"StatusCallbackEvent": "participant-hold"}, late=5)

    played.cloud.do(order)
    room = played.connect(played.ring())
    participants = played.client.conferences(room).participants
    participants("caller").update(hold=True)
    participants("caller").update(hold=False)
    played.cloud.advance(10)

    assert played.desk.events() == [
        "participant-join caller",
        "participant-join agent-7",
        "participant-unhold caller",
        "participant-join agent-7",
        "participant-hold caller",
    ]
    first, again = (one for one in played.desk.at("/conf") if one.params.get("ParticipantLabel") == "agent-7")
    assert first.params == again.params
    assert first.headers["i-twilio-idempotency-token"] == again.headers["i-twilio-idempotency-token"]
    lost = [one.params["StatusCallbackEvent"] for one in played.cloud.deliveries("conference") if one.lost]
    assert lost == ["conference-start"]


def test_a_wrong_event_is_accepted_where_twilio_accepts_it_and_nothing_is_ever_told(played: Played) -> None:
    """Trap 14."""
    wrong = ["joined"]
    with pytest.raises(TwilioRestException):
        played.call("room-1", AGENT, "agent-7", status_callback_event=wrong)
    played.cloud.do(lambda stage: stage.set_faults(wrong_events_accepted=True))
    played.call("room-1", COLLEAGUE, "agent-8", status_callback_event=wrong)
    played.cloud.advance(5)

    assert played.cloud.hears() == {COLLEAGUE: []}
    assert played.desk.at("/leg") == []


def test_a_bad_day_loses_repeats_delays_and_overtakes(played: Played) -> None:
    played.cloud.do(lambda stage: stage.set_faults(late=0.1, repeated=0.1, reordered=0.1, lost=0.1))
    for number in range(20):
        played.call(f"room-{number}", AGENT, "agent-7", status_callback_event=["ringing", "answered"])
        played.cloud.advance(4)
    played.cloud.advance(60)

    counts, came = played.cloud.world.faults.counts, len(played.desk.at("/leg"))
    assert {"late", "repeated", "reordered", "lost"} <= counts.keys()
    assert came == 40 - counts["lost"] + counts["repeated"]


def test_the_same_seed_has_the_same_faults() -> None:
    def day(seed: int) -> list[object]:
        faults = Faults(seed, late=0.1, repeated=0.1, reordered=0.1, lost=0.1, rest={"429": 0.2, "cut": 0.2})
        return [faults.for_delivery("leg", {}) for _ in range(50)] + [faults.for_rest("GET", "/") for _ in range(50)]

    assert day(5) == day(5) != day(6)


def test_the_clock_runs_by_itself_when_it_has_a_speed() -> None:
    with Cloud(speed=500) as cloud:
        cloud.do(lambda stage: (stage.add_number(NUMBER), stage.person(AGENT, answers_after=10)))
        client = client_of(cloud)
        client.conferences("room-1").participants.create(from_=NUMBER, to=AGENT, timeout=20)
        until = time.monotonic() + 10
        while cloud.hears() != {AGENT: []} and time.monotonic() < until:
            time.sleep(0.01)
        close(client)

        assert cloud.hears() == {AGENT: []}
        assert cloud.problems == []


def test_a_try_that_finds_nobody_and_one_that_gets_no_answer_cost_their_time_and_are_made_again(played: Played) -> None:
    again = f"{PUBLIC}/voice#ct=2000&rt=5000&rc=2&rp=ct,rt,5xx"
    played.cloud.do(lambda stage: stage.add_number("+15550002222", VoiceUrl=again))
    played.cloud.do(lambda stage: stage.set_faults(unheard=1))
    line = played.cloud.ring("+15550002222", "+85291234567")
    played.cloud.advance(1)
    played.cloud.do(lambda stage: stage.set_faults(unheard=0, unanswered=1))
    played.cloud.advance(2)
    assert len(played.desk.at("/voice")) == 1, "it was worked on"
    played.cloud.do(lambda stage: stage.set_faults(unanswered=0))
    assert [(each.tries, each.status) for each in played.cloud.deliveries("voice")] == [(2, 0)]

    played.cloud.advance(5)
    assert [(each.tries, each.status) for each in played.cloud.deliveries("voice")] == [(3, 200)], line.status


def test_rates_of_tries_are_seeded() -> None:
    def fates() -> list[str]:
        faults = Faults(seed=3, unheard=0.1, unanswered=0.1)
        return [faults.for_try() for _ in range(1000)]

    assert 70 < fates().count("unheard") < 130
    assert 70 < fates().count("unanswered") < 130
    assert fates() == fates()
