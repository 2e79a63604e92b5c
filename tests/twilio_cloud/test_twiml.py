"""Documents: read strictly, and played as Twilio plays them."""

import pytest

from tests.twilio_cloud.conftest import AGENT, CALLER, NUMBER, OUTSIDE, PUBLIC, Played
from tests.twilio_cloud.twiml.parse import BadTwimlError, parse

BAD = {
    "<Respons/>": 12200,
    "<Response><Speak>hi</Speak></Response>": 12200,
    "<Response><Say typoAttribute='x'>hi</Say></Response>": 12200,
    "<Response><Say/></Response>": 12200,
    "<Response>hello</Response>": 12200,
    "<Response><Dial><Conference startConferenceOnEnter='yes'>r</Conference></Dial></Response>": 12200,
    "<Response><Dial><Conference statusCallbackEvent='start,end'>r</Conference></Dial></Response>": 12200,
    "<Response><Dial><Conference>r</Conference><Number>+1555</Number></Dial></Response>": 13210,
    "<Response><Dial/></Response>": 13210,
    "<Response><Gather numDigits='many'/></Response>": 12200,
    "<Response><Gather><Dial>+15550001111</Dial></Gather></Response>": 12200,
    "<Response><Play/></Response>": 12200,
    "<Response><Start><Recording recordingStatusCallback='/relative'/></Start></Response>": 12200,
    "<Response><Enqueue>" + "q" * 65 + "</Enqueue></Response>": 13610,
    "<Response><Say>" + "x" * 5000 + "</Say></Response>": 13520,
    "<Response><Say>" + "x" * 70000 + "</Say></Response>": 11750,
    "<Response><Say>": 12100,
    "": 12100,
}


def test_a_document_with_one_thing_wrong_is_no_document() -> None:
    def code(body: str) -> int:
        with pytest.raises(BadTwimlError) as refused:
            parse(body)
        return refused.value.code

    assert {body: code(body) for body in BAD} == BAD
    with pytest.raises(BadTwimlError):
        parse("<Response/>", "application/json")
    with pytest.raises(BadTwimlError):  # no Gather before a conference starts (telephony.md 1.2)
        parse("<Response><Gather/></Response>", allowed=("Play", "Say", "Pause", "Redirect"))


def test_a_bad_document_goes_to_the_fallback_url_which_is_told_why(played: Played) -> None:
    number = played.client.incoming_phone_numbers.list()[0]
    played.desk.documents["/fallback"] = "<Say>Please call later.</Say><Hangup/>"
    without = played.ring("<Speak>Hello</Speak>")
    number.update(voice_fallback_url=f"{PUBLIC}/fallback", voice_fallback_method="POST")
    line = played.ring("<Speak>Hello</Speak>")
    played.cloud.advance(5)

    assert (without.status, line.told, line.status) == ("failed", ["say: Please call later."], "completed")
    told = played.desk.at("/fallback")[0].params
    assert (told["ErrorCode"], told["ErrorUrl"]) == ("12200", f"{PUBLIC}/voice")
    assert [one.code for one in played.cloud.problems] == [12200, 12200]


def test_a_menu_is_answered_by_keys_and_by_words(played: Played) -> None:
    played.desk.documents |= {
        "/menu": lambda got: f"<Say>You chose {got.params.get('Digits')}</Say><Redirect>/account</Redirect>",
        "/account": "<Gather input='dtmf' finishOnKey='#' action='/number' timeout='3'><Say>Number?</Say></Gather>",
        "/number": lambda got: (
            f"<Say>{got.params['Digits']}{got.params['FinishedOnKey']}</Say>"
            "<Gather input='dtmf speech' action='/why'><Say>Why?</Say></Gather>"
        ),
        "/why": lambda got: f"<Say>{got.params['SpeechResult']}</Say><Gather timeout='2'/><Say>Nothing</Say>",
    }
    line = played.ring(
        "<Gather numDigits='1' action='/menu'><Say>Press one.</Say></Gather>", keys=["1", "4711#", "say:a card"]
    )
    played.cloud.advance(30)

    assert line.told == [
        "say: Press one.",
        "say: You chose 1",
        "say: Number?",
        "say: 4711#",
        "say: Why?",
        "say: a card",
        "say: Nothing",
    ]
    assert line.status == "completed"
    assert played.cloud.problems == []


def test_a_queue_tells_positions_asks_again_and_says_how_it_was_left(played: Played) -> None:
    first, second = played.ring(), played.ring()
    played.cloud.advance(3)
    positions = {(one.params["CallSid"], one.params["QueuePosition"]) for one in played.desk.at("/wait")}
    assert positions == {(first.sid, "1"), (second.sid, "2")}
    assert len(played.desk.at("/wait")) > 2
    queue = played.client.queues.list()[0]
    assert (queue.friendly_name, queue.current_size) == ("cc-main", 2)
    assert [one.call_sid for one in queue.members.list()] == [first.sid, second.sid]

    first.hang_up()
    played.cloud.advance()
    played.desk.documents["/wait"] = "<Gather numDigits='1' action='/star' timeout='3'/>"
    played.desk.documents["/star"] = "<Leave/>"
    played.desk.documents["/queue-exit"] = "<Say>Goodbye</Say>"
    played.cloud.advance(4)
    second.press("*")
    played.cloud.advance(5)

    exits = [(one.params["CallSid"], one.params["QueueResult"]) for one in played.desk.at("/queue-exit")]
    assert exits == [(first.sid, "hangup"), (second.sid, "leave")]
    assert (second.told[-1], second.status) == ("say: Goodbye", "completed")
    assert played.cloud.problems == []


def test_a_redirect_asks_the_interrupted_verb_s_handler_and_plays_only_the_new_document(played: Played) -> None:
    """Trap 15."""
    line = played.ring()
    played.connect(line)
    assert played.desk.at("/queue-exit")[0].params["QueueResult"] == "redirected"
    played.desk.documents["/after"] = "<Say>never heard</Say>"

    played.client.calls(line.sid).update(twiml="<Response><Say>Please wait.</Say><Pause length='60'/></Response>")
    played.cloud.advance(2)

    assert [one.params["DialCallStatus"] for one in played.desk.at("/after")] == ["completed"]
    assert line.told[-1] == "say: Please wait."
    assert played.cloud.hears() == {CALLER: []}
    assert played.desk.events()[-1] == "conference-end"


def test_a_failing_wait_url_keeps_the_caller_out_of_the_conference(played: Played) -> None:
    """Trap 23."""
    line = played.ring()
    played.desk.documents |= {"/ringback": 500, "/after": "<Say>One moment</Say><Pause length='9'/>"}
    document = played.conference("caller", starts=False, ends=True).replace(
        'waitUrl=""', f'waitUrl="{PUBLIC}/ringback"'
    )
    played.client.calls(line.sid).update(twiml=document)
    played.cloud.advance(2)

    assert line.told[-1] == "say: One moment"
    assert played.client.conferences.list() == []
    assert [one.code for one in played.cloud.problems] == [11200, 11200]


def test_an_outside_number_is_dialled_and_an_answered_leg_is_talked_to(played: Played) -> None:
    """telephony.md 1.7."""
    line = played.ring()
    played.cloud.do(lambda stage: stage.person(OUTSIDE, next_does=["busy", "answer"], hangs_up_after=20))
    played.desk.documents["/failed"] = (
        f"<Dial answerOnBridge='true' timeout='25' callerId='{NUMBER}' action='/done'><Number>{OUTSIDE}</Number></Dial>"
    )
    played.client.calls(line.sid).update(
        twiml=f"<Response><Dial timeout='25' action='{PUBLIC}/failed'>{OUTSIDE}</Dial></Response>"
    )
    played.cloud.advance(1)
    assert played.desk.at("/failed")[0].params["DialCallStatus"] == "busy"
    assert played.cloud.sounds() == {CALLER: "ringing"}
    played.cloud.advance(2)
    assert played.cloud.hears() == {CALLER: [OUTSIDE], OUTSIDE: [CALLER]}
    played.cloud.advance(30)

    done = played.desk.at("/done")[0].params
    assert (done["DialCallStatus"], done["DialCallDuration"], done["DialBridged"]) == ("completed", "20", "true")
    assert [one.from_ for one in played.cloud.world.calls.values() if one.to == OUTSIDE] == [CALLER, NUMBER]


def test_an_agent_on_a_telephone_accepts_with_a_key_and_a_voicemail_does_not(played: Played) -> None:
    """Trap 18: screening by the Calls API (telephony.md 1.3)."""
    line = played.ring()
    played.client.calls(line.sid).update(twiml=played.conference("caller", starts=False, ends=True))
    played.desk.documents |= {
        "/screen": "<Gather numDigits='1' action='/accept' timeout='4'><Say>Press 1 to accept.</Say></Gather>",
        "/accept": played.conference("agent-7", starts=True, ends=False).removeprefix("<Response>")[
            : -len("</Response>")
        ],
    }
    played.cloud.do(lambda stage: stage.person(OUTSIDE, keys=["1"], next_does=["voicemail", "answer"]))
    for _ in range(2):
        played.client.calls.create(to=OUTSIDE, from_=NUMBER, url=f"{PUBLIC}/screen")
        played.cloud.advance(15)

    assert played.cloud.hears() == {CALLER: [OUTSIDE], OUTSIDE: [CALLER]}
    statuses = [one.status for one in played.client.calls.list(to=OUTSIDE)]
    assert statuses == ["in-progress", "completed"]
    assert len(played.desk.at("/accept")) == 1


def test_an_agent_s_phone_dials_in_with_a_ticket(played: Played) -> None:
    """telephony.md 0.2, 5.1, 6.8: the SIP phone and the softphone."""
    document = played.conference("agent-7", starts=True, ends=False).removeprefix("<Response>")[: -len("</Response>")]
    played.desk.documents["/agent"] = document
    played.cloud.do(lambda stage: stage.add_domain("bank.sip.twilio.com", VoiceUrl=f"{PUBLIC}/agent"))
    application = played.client.applications.create(voice_url=f"{PUBLIC}/agent")
    line = played.ring()
    played.client.calls(line.sid).update(twiml=played.conference("caller", starts=False, ends=True))
    played.cloud.advance(1)

    desk_phone = played.cloud.dial_in("sip:t1cket@bank.sip.twilio.com", AGENT, headers={"X-Call": "7"})
    played.cloud.advance(1)
    assert played.cloud.hears() == {CALLER: [AGENT], AGENT: [CALLER]}
    desk_phone.hang_up()
    played.cloud.advance()
    played.cloud.dial_in(f"app:{application.sid}", "client:agent_7", params={"ticket": "t2"})
    played.cloud.advance(1)

    assert played.cloud.hears() == {CALLER: ["client:agent_7"], "client:agent_7": [CALLER]}
    by_sip, by_app = (one.params for one in played.desk.at("/agent"))
    assert (by_sip["SipDomain"], by_sip["SipHeader_X-Call"], by_sip["To"]) == (
        "bank.sip.twilio.com",
        "7",
        "sip:t1cket@bank.sip.twilio.com",
    )
    assert (by_app["From"], by_app["ticket"]) == ("client:agent_7", "t2")


def test_a_message_is_recorded_and_a_hang_up_is_told_as_such(played: Played) -> None:
    """telephony.md 1.9."""
    voice = "<Say>Speak after the tone.</Say><Record action='/recorded' maxLength='60' recordingStatusCallback='/rec'/>"
    played.desk.documents["/recorded"] = "<Say>Thank you.</Say><Hangup/>"
    played.ring(voice, speaks_seconds=12)
    played.cloud.advance(30)
    gone = played.ring(voice, speaks_seconds=60)
    played.cloud.advance(10)
    gone.hang_up()
    played.cloud.advance()

    done, hung_up = (one.params for one in played.desk.at("/recorded"))
    assert (done["RecordingDuration"], done["Digits"]) == ("17", "")
    assert hung_up["Digits"] == "hangup"
    assert played.desk.events("/rec") == ["completed", "completed"]


def test_a_call_is_rejected_or_never_answered(played: Played) -> None:
    rejected = played.ring("<Reject reason='busy'/>")
    silent = played.ring("<Pause length='5'/><Hangup/>")
    assert silent.status == "ringing"
    played.cloud.advance(5)

    assert (rejected.status, silent.status) == ("busy", "completed")
    assert played.desk.events("/number") == ["busy", "completed"]


def test_a_call_ends_after_four_hours(played: Played) -> None:
    line = played.ring()
    played.desk.documents["/wait"] = "<Pause length='3600'/>"
    played.cloud.advance(3 * 3600)
    assert line.status == "in-progress"
    played.cloud.advance(3601)

    assert line.status == "completed"
