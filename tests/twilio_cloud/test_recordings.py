"""Recordings, text messages, payments, transcription."""

import io
import json
import wave

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from tests.twilio_cloud.conftest import AGENT, CALLER, COLLEAGUE, NUMBER, OUTSIDE, PUBLIC, Played

RECORDED = (
    f'record="record-from-start" recordingStatusCallback="{PUBLIC}/rec"'
    ' recordingStatusCallbackEvent="in-progress completed absent"'
)


def test_a_conference_is_recorded_paused_in_silence_or_left_out_and_fetched_afterwards(played: Played) -> None:
    line = played.ring()
    room = played.connect(line, more=RECORDED)  # which has lasted 2 s by then
    recordings = played.client.conferences(room).recordings
    assert played.desk.events("/rec") == ["in-progress"]
    sid = played.desk.at("/rec")[0].params["RecordingSid"]
    assert played.cloud.do(lambda stage: stage.recorded()) == {sid: [CALLER, AGENT]}

    assert recordings("Twilio.CURRENT").update(status="paused", pause_behavior="skip").status == "paused"
    assert played.cloud.do(lambda stage: stage.recorded()) == {sid: []}
    played.cloud.advance(30)
    assert recordings(sid).update(status="in-progress").status == "in-progress"
    recordings(sid).update(status="paused")
    played.cloud.advance(10)
    recordings(sid).update(status="in-progress")
    played.cloud.advance(5)
    line.hang_up()
    played.cloud.advance()

    done = played.desk.at("/rec")[-1].params
    assert (done["RecordingStatus"], done["RecordingDuration"]) == ("completed", "17")
    with pytest.raises(TwilioRestException) as over:
        recordings(sid).update(status="paused")
    assert over.value.code == 21220

    ours = played.cloud.credentials
    url = done["RecordingUrl"].replace("https://api.twilio.com", played.cloud.url)
    assert requests.get(url, timeout=10).status_code == 401
    auth = (ours.key_sid, ours.key_secret)
    mono, dual = (
        requests.get(f"{url}.wav", params=params, auth=auth, timeout=10).content
        for params in ({}, {"RequestedChannels": "2"})
    )
    with wave.open(io.BytesIO(dual)) as file:
        assert (file.getnchannels(), file.getnframes()) == (2, 17 * 8000)
    assert len(dual) > len(mono)
    assert played.client.recordings(sid).delete()
    assert requests.get(url, auth=auth, timeout=10).status_code == 404


def test_two_recordings_run_at_once_and_one_pause_does_not_pause_the_other(played: Played) -> None:
    """Trap 20; a coach is in neither."""
    line = played.ring()
    room = played.connect(line, more=RECORDED)
    agent = played.client.conferences(room).participants("agent-7").fetch().call_sid
    leg = played.client.calls(line.sid).recordings.create(
        recording_channels="dual",
        recording_status_callback=f"{PUBLIC}/rec",
        recording_status_callback_event=["in-progress", "completed"],
    )
    played.call(room, COLLEAGUE, "coach", coaching=True, call_sid_to_coach=agent)
    played.cloud.advance(4)
    played.client.conferences(room).recordings("Twilio.CURRENT").update(status="paused")

    assert sorted(played.cloud.do(lambda stage: stage.recorded()).values()) == [[], [CALLER, AGENT]]
    played.client.calls(line.sid).recordings(leg.sid).update(status="stopped")
    line.hang_up()
    played.cloud.advance()
    with pytest.raises(TwilioRestException) as over:
        played.client.calls(line.sid).recordings.create()
    assert over.value.code == 21220


def test_a_conference_that_nobody_joins_leaves_no_recording(played: Played) -> None:
    line = played.ring()
    played.client.calls(line.sid).update(twiml=played.conference("caller", starts=False, ends=True, more=RECORDED))
    played.cloud.advance(1)
    line.hang_up()
    played.cloud.advance()

    assert played.desk.events("/rec") == ["absent"]


def test_a_text_message_is_followed_to_its_end(played: Played) -> None:
    played.cloud.do(lambda stage: stage.world.stopped.add("+447700900999"))
    create = played.client.messages.create
    good = create(to=OUTSIDE, from_=NUMBER, body="Your card is on its way.", status_callback=f"{PUBLIC}/sms")
    lost = create(to=CALLER, from_=NUMBER, body="Hello", status_callback=f"{PUBLIC}/sms")
    with pytest.raises(TwilioRestException) as stopped:
        create(to="+447700900999", from_=NUMBER, body="Hello")
    with pytest.raises(TwilioRestException) as empty:
        create(to=OUTSIDE, from_=NUMBER, body="")
    played.cloud.advance(5)

    assert (stopped.value.code, empty.value.code) == (21610, 21602)
    words = [one.params["MessageStatus"] for one in played.desk.at("/sms") if one.params["MessageSid"] == good.sid]
    assert words == ["sending", "sent", "delivered"]
    again = played.client.messages(lost.sid).fetch()
    assert (again.status, again.error_code) == ("undelivered", 30003)


def test_a_payment_is_keyed_in_without_anybody_hearing_it(played: Played) -> None:
    line = played.ring()
    played.connect(line)
    payments = played.client.calls(line.sid).payments
    how = {"status_callback": f"{PUBLIC}/pay"}
    payment = payments.create(idempotency_key="a", charge_amount=12.5, postal_code=False, **how)
    assert payments.create(idempotency_key="a", **how).sid == payment.sid
    for number, (part, keys) in enumerate((("payment-card-number", "41112222"), ("expiration-date", "1230"))):
        payments(payment.sid).update(idempotency_key=f"b{number}", capture=part, **how)
        played.cloud.advance()
        line.press(keys)
        played.cloud.advance()
    with pytest.raises(TwilioRestException):
        payments(payment.sid).update(idempotency_key="c", status="complete", **how)
    payments(payment.sid).update(idempotency_key="d", status="cancel", **how)
    played.cloud.advance()

    told = [one.params for one in played.desk.at("/pay")]
    assert [one["Required"].count("-") for one in told] == [4, 2, 1, 1]
    assert "41112222" not in json.dumps(told)
    assert told[-1]["Result"] == "payment-canceled"


def test_what_is_said_on_a_leg_is_transcribed(played: Played) -> None:
    """telephony.md 6.1."""
    line = played.ring()
    played.connect(line)
    transcriptions = played.client.calls(line.sid).transcriptions
    made = transcriptions.create(status_callback_url=f"{PUBLIC}/words", track="both_tracks", language_code="en-GB")
    line.say("My card is lost.")
    played.cloud.line_to(AGENT).say("I shall block it.")
    transcriptions(made.sid).update(status="stopped")
    line.say("Thank you.")
    played.cloud.advance()

    told = [one.params for one in played.desk.at("/words")]
    assert [one["TranscriptionEvent"].removeprefix("transcription-") for one in told] == [
        "started",
        "content",
        "content",
        "stopped",
    ]
    said = [(one["Track"], json.loads(one["TranscriptionData"])["transcript"]) for one in told[1:3]]
    assert said == [("inbound_track", "My card is lost."), ("outbound_track", "I shall block it.")]
    assert "heard: Thank you." in played.cloud.line_to(AGENT).told
