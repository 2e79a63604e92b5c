"""Conferences as the SDK and the webhooks see them, and who hears whom."""

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.twilio_cloud.conftest import AGENT, CALLER, COLLEAGUE, NUMBER, OUTSIDE, PUBLIC, Played


def test_a_caller_waits_is_claimed_is_held_and_hangs_up(played: Played) -> None:
    line = played.ring()
    assert (line.status, played.cloud.sounds()) == ("in-progress", {CALLER: "https://desk.test/music.mp3"})

    room = played.connect(line)
    assert played.cloud.hears() == {CALLER: [AGENT], AGENT: [CALLER]}

    played.client.conferences(room).participants("caller").update(
        hold=True, hold_url=f"{PUBLIC}/hold", hold_method="POST"
    )
    played.cloud.advance()
    assert played.cloud.hears() == {CALLER: [], AGENT: []}
    assert played.cloud.sounds() == {CALLER: f"{PUBLIC}/hold", AGENT: "silence"}

    played.client.conferences(room).participants("caller").update(hold=False)
    played.client.conferences(room).participants("agent-7").update(muted=True)
    assert played.cloud.hears() == {CALLER: [], AGENT: [CALLER]}

    line.hang_up()
    played.cloud.advance()
    assert played.cloud.hears() == {}
    assert played.desk.events() == [
        "participant-join caller",
        "participant-join agent-7",
        "conference-start",
        "participant-hold caller",
        "participant-unhold caller",
        "participant-mute agent-7",
        "participant-leave caller",
        "participant-leave agent-7",
        "conference-end",
    ]
    last = played.desk.at("/conf")[-1].params
    assert last["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert (last["CallSidEndingConference"], last["ParticipantLabelEndingConference"]) == (line.sid, "caller")
    assert [one.params["SequenceNumber"] for one in played.desk.at("/conf")] == [str(n) for n in range(1, 10)]
    assert played.desk.events("/leg") == ["initiated", "ringing", "in-progress", "completed"]
    assert [one.params["SequenceNumber"] for one in played.desk.at("/leg")] == ["0", "1", "2", "3"]
    assert played.cloud.problems == []


def test_a_coach_is_heard_by_whom_they_coach_and_never_by_the_caller(played: Played) -> None:
    room = played.connect(played.ring())
    agent = played.client.conferences(room).participants("agent-7").fetch().call_sid

    played.call(room, COLLEAGUE, "listen-8", muted=True)
    played.cloud.advance(4)
    assert played.cloud.hears() == {CALLER: [AGENT], AGENT: [CALLER], COLLEAGUE: [CALLER, AGENT]}

    supervisor = played.client.conferences(room).participants("listen-8")
    supervisor.update(muted=False, coaching=True, call_sid_to_coach=agent)
    assert played.cloud.hears() == {CALLER: [AGENT], AGENT: [CALLER, COLLEAGUE], COLLEAGUE: [CALLER, AGENT]}

    supervisor.update(coaching=False)
    assert played.cloud.hears()[CALLER] == [AGENT, COLLEAGUE]

    with pytest.raises(TwilioRestException) as refused:
        supervisor.update(coaching=True, call_sid_to_coach="CA" + "0" * 32)
    assert refused.value.code == 16028


def test_a_consultation_and_its_completion_keep_apart_who_must_not_hear(played: Played) -> None:
    room = played.connect(played.ring())
    participants = played.client.conferences(room).participants
    participants("caller").update(hold=True)
    played.call(room, OUTSIDE, "outside-1", timeout=25)
    played.cloud.advance(1)
    assert played.cloud.sounds()[AGENT] == "ringing"
    played.cloud.advance(3)
    assert played.cloud.hears() == {CALLER: [], AGENT: [OUTSIDE], OUTSIDE: [AGENT]}

    participants("caller").update(hold=False)
    participants("agent-7").delete()
    played.cloud.advance()

    assert played.cloud.hears() == {CALLER: [OUTSIDE], OUTSIDE: [CALLER]}
    assert "participant-leave agent-7" in played.desk.events()


def test_the_flag_that_ends_a_conference_cannot_be_changed_while_its_party_is_held(played: Played) -> None:
    """Trap 1: 200, and no effect."""
    room = played.connect(played.ring())
    caller = played.client.conferences(room).participants("caller")
    caller.update(hold=True)

    assert caller.update(end_conference_on_exit=False).end_conference_on_exit is True
    caller.update(hold=False)
    assert caller.update(end_conference_on_exit=False).end_conference_on_exit is False


def test_only_the_first_participant_says_where_events_go(played: Played) -> None:
    """telephony.md 0.5."""
    room = played.connect(played.ring())
    played.call(
        room,
        COLLEAGUE,
        "second",
        conference_status_callback=f"{PUBLIC}/other",
        conference_status_callback_event=["join"],
    )
    played.cloud.advance(4)

    assert "participant-join second" in played.desk.events()
    assert played.desk.at("/other") == []


def test_a_late_leg_by_name_makes_a_ghost_room_and_by_id_is_refused(played: Played) -> None:
    """telephony.md 0.4."""
    line = played.ring()
    room = played.connect(line)
    line.hang_up()
    played.cloud.advance()

    with pytest.raises(TwilioRestException) as refused:
        played.call(room, COLLEAGUE, "late")
    assert (refused.value.status, refused.value.code) == (404, 20404)

    ghost = played.call("room-1", COLLEAGUE, "late").conference_sid
    played.cloud.advance(4)
    assert ghost != room
    assert played.cloud.hears() == {COLLEAGUE: []}
    assert [one.sid for one in played.client.conferences.list(friendly_name="room-1", status="init")] == [ghost]


def test_nobody_at_the_other_end_is_told_as_a_leave_without_a_join(played: Played) -> None:
    room = played.connect(played.ring())
    played.cloud.do(lambda stage: stage.person(OUTSIDE, next_does=["busy", "let ring", "unreachable"]))
    for label in ("busy", "no-answer", "failed"):
        played.call(room, OUTSIDE, label, timeout=10)
        played.cloud.advance(20)

    left = {
        one.params["ParticipantLabel"]: (one.params["ReasonParticipantLeft"], one.params["ParticipantCallStatus"])
        for one in played.desk.at("/conf")
        if one.params["StatusCallbackEvent"] == "participant-leave"
    }
    assert left == {label: ("participant_add_failed", label) for label in ("busy", "no-answer", "failed")}
    ends = [one.params["SipResponseCode"] for one in played.desk.at("/leg") if "SipResponseCode" in one.params]
    assert ends == ["486", "487", "404"]
    with pytest.raises(TwilioRestException, match="not found"):
        played.client.conferences(room).participants("busy").fetch()


def test_a_conference_may_start_while_a_leg_still_rings(played: Played) -> None:
    """Trap 5: `conference-start` does not mean answered."""
    played.cloud.do(lambda stage: stage.person(OUTSIDE, does="let ring"))
    made = played.call("room-2", AGENT, "agent-7", conference_status_callback=f"{PUBLIC}/conf")
    played.call(made.conference_sid, OUTSIDE, "customer")
    played.cloud.advance(4)

    assert played.desk.events() == ["conference-start"]
    assert played.cloud.hears() == {AGENT: []}
    assert {one.label: one.status for one in played.client.conferences(made.conference_sid).participants.list()} == {
        "agent-7": "connected",
        "customer": "ringing",
    }


def test_a_leg_goes_on_ringing_when_its_room_ends_until_somebody_cancels_it(played: Played) -> None:
    """Trap 4; telephony.md 10."""
    line = played.ring()
    room = played.connect(line)
    played.cloud.do(lambda stage: stage.person(OUTSIDE, does="wait"))
    left, cancelled = (played.call(room, OUTSIDE, f"outside-{n}").call_sid for n in (1, 2))
    played.cloud.advance(3)
    line.hang_up()
    played.cloud.advance()
    played.client.calls(cancelled).update(status="canceled")
    played.cloud.line(left).pick_up()
    played.cloud.advance(1)

    assert played.client.calls(cancelled).fetch().status == "canceled"
    assert played.cloud.hears() == {OUTSIDE: []}


def test_labels_are_used_once_and_a_room_that_is_over_cannot_be_ended(played: Played) -> None:
    line = played.ring()
    room = played.connect(line)
    with pytest.raises(TwilioRestException) as twice:
        played.call(room, COLLEAGUE, "agent-7")
    assert twice.value.code == 16025

    other = played.ring()
    played.client.calls(other.sid).update(twiml=played.conference("caller", starts=False, ends=True))
    played.cloud.advance(1)
    assert [one.code for one in played.cloud.problems] == [16025]
    assert other.status == "completed"

    played.client.conferences(room).update(status="completed")
    played.cloud.advance()
    with pytest.raises(TwilioRestException) as over:
        played.client.conferences(room).update(status="completed")
    assert over.value.status == 400
    with pytest.raises(TwilioRestException) as gone:
        played.client.calls(line.sid).update(twiml="<Response/>")
    assert gone.value.code == 21220


def test_an_announcement_is_heard_by_whom_it_is_for(played: Played) -> None:
    line = played.ring()
    room = played.connect(line)
    played.desk.documents |= {
        "/keys": '<Play digits="12#"/>',
        "/note": "<Say>This call is recorded.</Say>",
        "/bad": 500,
    }
    everybody = played.client.conferences(room)
    everybody.participants("agent-7").update(announce_url=f"{PUBLIC}/keys")
    everybody.update(announce_url=f"{PUBLIC}/note")
    everybody.participants("caller").update(announce_url=f"{PUBLIC}/bad")
    played.cloud.advance(10)

    assert played.cloud.line_to(AGENT).told == ["digits: 12#", "say: This call is recorded."]
    assert line.told[-1] == "say: This call is recorded."
    assert sorted(one.partition(" ")[0] for one in played.desk.events()[3:]) == [
        "announcement-end",
        "announcement-end",
        "announcement-fail",
    ]


def test_a_beep_that_was_not_refused_is_heard_by_all(played: Played) -> None:
    """telephony.md 1.3: it is the default."""
    line = played.ring()
    room = played.connect(line)
    played.client.conferences(room).participants.create(from_=NUMBER, to=COLLEAGUE)
    played.cloud.advance(4)

    assert line.told[-1] == "beep"
    assert played.cloud.line_to(AGENT).told == ["beep"]


def test_a_leg_that_waits_hears_its_wait_url_and_can_be_sent_elsewhere(played: Played) -> None:
    played.desk.documents["/patience"] = "<Say>Nobody is here yet.</Say><Pause length='60'/>"
    played.call("room-3", AGENT, "agent-7", wait_url=f"{PUBLIC}/patience")
    played.cloud.advance(4)
    agent = played.cloud.line_to(AGENT)
    assert agent.told == ["say: Nobody is here yet."]

    played.client.calls(agent.sid).update(twiml="<Response><Say>Goodbye.</Say><Pause length='9'/></Response>")
    played.cloud.advance(2)
    assert (agent.told[-1], agent.status) == ("say: Goodbye.", "in-progress")
    played.cloud.advance(10)
    assert agent.status == "completed"


def test_lists_come_in_pages(played: Played) -> None:
    for number in range(5):
        played.call(f"room-{number}", AGENT, "agent-7")
    played.cloud.advance(20)

    assert len(played.client.conferences.list(page_size=2)) == 5
    assert len(played.client.conferences.list(status="init", page_size=2)) == 5
    assert played.client.conferences.list(status="in-progress") == []


def test_calls_by_rest_wait_for_their_turn(played: Played) -> None:
    """telephony.md 0.2: one a second; `queue_time` tells the delay."""
    waits = [played.call("room-1", AGENT, f"agent-{n}").queue_time for n in range(3)]
    played.cloud.advance(0.5)

    assert waits == ["0", "1000", "2000"]
    assert [one["status"] for one in played.cloud.do(lambda stage: stage.calls())] == ["ringing", "queued", "queued"]
