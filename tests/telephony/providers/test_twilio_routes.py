"""What Twilio is answered, and what of it reaches a call."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.providers.twilio.answers import WANTS_DOCUMENT
from telephony.providers.twilio.routes import ANSWER_SECONDS, DOCUMENTS_AT_ONCE, TOLD_AT_ONCE
from telephony.providers.twilio.twiml import TOLD_TRIES, TRIES
from telephony.providers.twilio.wire import ONLY_TOLD, WebhookKind
from telephony.webhooks.own_threads import TELL_SECONDS
from tests.telephony.menu.menus import menu, say
from tests.telephony.providers.memory_rooms import CALL, Desk, MemoryLeg, MemoryRoom
from tests.telephony.support import SETTINGS

K = WebhookKind
OTHER_CALL = "CA" + "2" * 32
WITH_MENU = replace(SETTINGS, menu=menu(full=say("Too many wait.")))


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(WITH_MENU) as desk:
        yield desk


def verbs(document: str) -> list[str]:
    return [element.tag for element in ET.fromstring(document)]


def said(document: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(document).iter("Say")]


def test_a_caller_goes_through_the_menu_into_the_queue(desk: Desk) -> None:
    first = desk.document("voice")
    assert (verbs(first), len(said(first))) == (["Gather"], 2)
    assert said(desk.document("menu", "step=0", Digits="2")) == ["Why do you call?"]
    assert said(desk.document("menu", "step=1", Digits="7")) == ["Not understood.", "Why do you call?"]
    number = desk.document("menu", "step=2", Digits="1")
    assert 'finishOnKey="#"' in number
    assert 'numDigits="8"' in number

    entered = desk.document("menu", "step=3", Digits="10020030")

    assert verbs(entered) == ["Say", "Enqueue"]
    assert desk.rooms.rooms[CALL].inputs == ["2", "7", "1", "10020030"]
    assert desk.rooms.kinds() == [K.VOICE, K.QUEUED]
    assert "10020030" not in entered


def test_a_webhook_that_comes_again_is_answered_the_same_and_changes_nothing(desk: Desk) -> None:
    asked: list[tuple[str, str, dict[str, str]]] = [
        ("voice", "", {}),
        ("menu", "step=0", {"Digits": "2"}),
        ("menu", "step=1", {"Digits": "3"}),
    ]
    for kind, query, params in asked:
        assert desk.document(kind, query, **params) == desk.document(kind, query, **params)
    answered = desk.rooms.rooms[CALL].inputs

    assert verbs(desk.document("menu", "step=0", Digits="1")) == ["Say", "Enqueue"]
    assert answered == ["2", "3"]
    assert desk.post("conference", ConferenceSid="CF" + "1" * 32, SequenceNumber="1").status_code == 204
    assert desk.post("conference", ConferenceSid="CF" + "1" * 32, SequenceNumber="1").status_code == 204
    assert desk.rooms.kinds() == [K.VOICE, K.QUEUED, K.CONFERENCE]


def test_the_end_key_alone_says_that_there_is_no_number_and_silence_asks_again(desk: Desk) -> None:
    desk.document("voice")
    for step, digits in enumerate("21"):
        desk.document("menu", f"step={step}", Digits=digits)

    assert said(desk.document("menu", "step=2", Digits="")) == ["Key your number."]
    assert verbs(desk.document("menu", "step=3", Digits="", FinishedOnKey="#")) == ["Say", "Enqueue"]
    assert desk.rooms.rooms[CALL].inputs == ["2", "1", "", "#"]


def test_nothing_is_read_of_a_request_that_is_not_twilios(desk: Desk) -> None:
    refused = [
        desk.post("voice", token="another"),
        desk.post("voice", AccountSid="AC" + "b" * 32),
        desk.send("/carrier/twilio/voice", b"CallSid=x"),
        desk.post("conference", token="another", ConferenceSid="CF" + "1" * 32, SequenceNumber="1"),
    ]
    assert [answer.status_code for answer in refused] == [403] * 4
    assert desk.units == 0
    assert desk.rooms.taken == {}


def test_a_caller_whom_no_document_of_ours_reached_is_known_by_the_queues_own_questions(desk: Desk) -> None:
    fallback = desk.document("fallback", ErrorCode="11200")
    assert verbs(fallback) == ["Gather", "Enqueue"]
    assert 'actionOnEmptyResult="false"' in fallback

    desk.document("wait", QueueTime="0")
    assert desk.rooms.kinds() == [K.VOICE, K.QUEUED, K.WAIT]


def test_an_agents_own_telephone_that_gets_no_document_is_not_put_into_the_queue(desk: Desk) -> None:
    ours: list[dict[str, str]] = [
        {"To": f"sip:{'7f' * 20}@bank.sip.example", "From": "sip:agent@bank.sip.example"},
        {"To": "", "From": "client:agent_7"},
        {"To": "client:agent_7"},
        {"To": "+85261112222", "ErrorUrl": "https://phone.example/carrier/twilio/screen?room=r&leg=agent-1"},
    ]
    for line in ours:
        assert verbs(desk.document("fallback", **line)) == ["Hangup"]
    assert desk.rooms.taken == {}


def test_a_caller_over_a_trunk_is_put_into_the_queue_whatever_name_they_called() -> None:
    asked: list[tuple[str, str, dict[str, str]]] = [
        ("fallback", "", {}),
        ("fallback", "", {"ErrorUrl": "https://phone.example/carrier/twilio/voice"}),
        ("voice", "", {}),
        ("menu", "step=0", {"Digits": "2"}),
    ]
    with Desk(WITH_MENU) as desk:
        desk.rooms.failing = True
        for to in ("28880000", "sip:28880000@trunk.example", "sip:+85228880000@trunk.example", "sip:hotline@x.example"):
            for kind, query, params in asked:
                assert verbs(desk.document(kind, query, To=to, **params)) == ["Gather", "Enqueue"]


def test_an_agent_who_has_pressed_the_key_is_kept_over_one_failure(desk: Desk) -> None:
    def fails(room: str, label: str) -> None:
        raise ConnectionError

    desk.rooms.rooms[CALL] = MemoryRoom()
    desk.rooms.legs["agent-1"] = MemoryLeg()
    desk.rooms.tickets["once-7f"] = ("agent-1", "")
    at = f"room={CALL}&leg=agent-1"
    find_leg, use_ticket = desk.rooms.find_leg, desk.rooms.use_ticket
    asked: list[tuple[str, str, dict[str, str]]] = [
        ("screen", f"{at}&step=0", {"Digits": "1"}),
        ("agent", at, {}),
        ("agent", "", {"ticket": "once-7f"}),
    ]
    for kind, query, params in asked:
        desk.rooms.find_leg = desk.rooms.use_ticket = fails  # type: ignore[method-assign, assignment]
        again = desk.document(kind, query, CallSid=OTHER_CALL, **params)
        address = urlsplit(ET.fromstring(again).findtext("Redirect"))
        assert (verbs(again), address.path) == (["Pause", "Redirect"], f"/carrier/twilio/{kind}")
        assert verbs(desk.document(kind, str(address.query), CallSid=OTHER_CALL)) == ["Hangup"]

        desk.rooms.find_leg, desk.rooms.use_ticket = find_leg, use_ticket  # type: ignore[method-assign]
        assert verbs(desk.document(kind, str(address.query), CallSid=OTHER_CALL)) == ["Dial"]


def test_what_takes_too_long_keeps_its_thread_and_what_is_told_takes_none_of_a_document(
    caplog: pytest.LogCaptureFixture,
) -> None:
    let_go = threading.Event()

    def stands_still(*_: object) -> None:
        let_go.wait(10)

    with Desk(WITH_MENU, tell_seconds=0.05) as desk:
        desk.rooms.rooms[CALL] = MemoryRoom(inputs=["2", "3"])
        desk.rooms.before_take = stands_still
        told = [desk.post("leg", CallStatus="ringing", SequenceNumber=str(number)) for number in range(6)]
        assert [answer.status_code for answer in told] == [503] * 6
        assert desk.units == TOLD_AT_ONCE
        assert verbs(desk.document("after", DialCallStatus="completed")) == ["Enqueue"]
        assert desk.units == TOLD_AT_ONCE + 1

    with Desk(WITH_MENU, answer_seconds=0.05) as desk:
        desk.rooms.find_room = stands_still  # type: ignore[method-assign, assignment]
        for number in range(DOCUMENTS_AT_ONCE + 2):
            assert verbs(desk.document("menu", f"step={number}", Digits="2")) == ["Gather", "Enqueue"]
        assert desk.units == DOCUMENTS_AT_ONCE
        assert verbs(desk.document("hold", f"room={CALL}")) == ["Play"]
        assert "no document: menu" in caplog.text
        assert "no document: hold" not in caplog.text  # nobody waited for it
    let_go.set()


def test_every_webhook_is_answered_within_a_second_by_a_document_or_by_whether_it_was_kept() -> None:
    of_ours = {K.QUEUED, K.ANSWERED}
    assert len(ONLY_TOLD) + len(WANTS_DOCUMENT) + len(of_ours) == len(K)
    assert ONLY_TOLD | WANTS_DOCUMENT | of_ours == set(K)
    assert max(ANSWER_SECONDS, TELL_SECONDS) < 1
    longest = {tries: dict(parse_qsl(tries.removeprefix("#"))) for tries in (TRIES, TOLD_TRIES)}
    for given in longest.values():  # milliseconds; Twilio takes fifteen seconds at most
        assert int(given["ct"]) * (int(given["rc"]) + 1) < 15_000
    assert "5xx" in longest[TOLD_TRIES]["rp"].split(",")


def test_the_key_of_suspected_fraud_works_while_nobody_answers(desk: Desk) -> None:
    entered = desk.document("menu", "step=alone", Digits="9")
    assert desk.document("menu", "step=alone", Digits="9") == entered
    assert verbs(entered) == ["Enqueue"]
    assert desk.rooms.rooms[CALL].inputs == ["9"]
    assert K.QUEUED in desk.rooms.kinds()


@pytest.mark.parametrize("failing", [True, False])
def test_a_caller_stays_on_the_line_where_the_database_fails_or_is_slow(failing: bool) -> None:
    slow = Desk(WITH_MENU, answer_seconds=0.05 if not failing else 5)
    slow.rooms.rooms[CALL] = MemoryRoom(inputs=["2", "3"])
    let_go = threading.Event()
    if failing:
        slow.rooms.failing = True
        slow.rooms.rooms.clear()
    else:

        def find_slowly(call_sid: str) -> None:
            let_go.wait(5)

        slow.rooms.find_room = find_slowly  # type: ignore[method-assign]

    asked: list[tuple[str, str, dict[str, str]]] = [
        ("voice", "", {}),
        ("menu", "step=0", {"Digits": "2"}),
        ("wait", "", {"QueueTime": "0"}),
        ("after", "", {"DialCallStatus": "completed"}),
        ("hold", "say=1", {}),
        ("agent", "room=r&leg=agent-1", {}),
    ]
    with slow as desk:
        kept = {kind: verbs(desk.document(kind, query, **params)) for kind, query, params in asked}
        let_go.set()

    assert kept["voice"] == kept["menu"] == ["Gather", "Enqueue"]
    assert (kept["wait"], kept["hold"]) == (["Play"], ["Play"])
    assert kept["after"] == (["Hangup"] if failing else ["Enqueue"])
    assert kept["agent"] == ["Hangup"]


@pytest.mark.parametrize(
    ("result", "expected", "told"),
    [
        ("hangup", [], True),
        *((own, [], False) for own in ("redirected", "redirected-from-bridged", "bridged", "bridging-in-process")),
        *((failed, ["Enqueue"], False) for failed in ("queue-full", "system-error", "error", "leave", "new-in-may")),
    ],
)
def test_leaving_the_queue_means_what_twilio_says_of_it(
    desk: Desk, result: str, expected: list[str], told: bool
) -> None:
    desk.rooms.rooms[CALL] = MemoryRoom()
    assert verbs(desk.document("queue-exit", "step=0", QueueResult=result)) == expected
    assert (K.QUEUE_EXIT in desk.rooms.kinds()) is told


def test_a_caller_whom_no_queue_of_twilios_takes_is_told_so_in_the_end(desk: Desk) -> None:
    desk.rooms.rooms[CALL] = MemoryRoom(inputs=["2"])
    again = desk.document("queue-exit", "step=1", QueueResult="queue-full")
    assert "ad-waiting-2" in again
    last = desk.document("queue-exit", "step=2", QueueResult="queue-full")
    assert (verbs(last), said(last)) == (["Say", "Hangup"], ["Too many wait."])
    assert desk.rooms.taken[f"queue-exit:{CALL}:queue-full:"].params["QueueResult"] == "queue-full"


def test_the_end_of_a_conference_brings_a_caller_who_is_still_there_back_to_the_queue(desk: Desk) -> None:
    desk.rooms.rooms[CALL] = MemoryRoom()
    assert verbs(desk.document("after", DialCallStatus="completed")) == ["Enqueue"]
    desk.rooms.rooms[CALL].ended = True
    assert verbs(desk.document("after", DialCallStatus="completed")) == ["Hangup"]
    assert verbs(desk.document("wait")) == ["Hangup"]
    assert desk.rooms.taken == {}  # nobody knows whether its document is done


def test_an_agents_line_joins_by_its_label_or_by_a_ticket_that_lets_in_once(desk: Desk) -> None:
    desk.rooms.rooms[CALL] = MemoryRoom()
    desk.rooms.legs["agent-1"] = MemoryLeg()
    desk.rooms.tickets["once-7f"] = ("agent-1", "")

    assert 'participantLabel="agent-1"' in desk.document("agent", f"room={CALL}&leg=agent-1", CallSid=OTHER_CALL)
    desk.rooms.rooms[CALL].conference_sid = "CF" + "4" * 32
    known = desk.document("agent", f"room={CALL}&leg=agent-1", CallSid=OTHER_CALL)
    assert f">{'CF' + '4' * 32}</Conference>" in known, "by its name one that is over would be made anew"
    by_phone = {"To": "sip:once-7f@bank.sip.example", "CallSid": OTHER_CALL}
    assert verbs(desk.document("agent", **by_phone)) == ["Dial"]
    assert verbs(desk.document("agent", **by_phone)) == ["Dial"]  # the same call, whose answer was lost
    assert verbs(desk.document("agent", **by_phone | {"CallSid": "CA" + "3" * 32})) == ["Hangup"]
    assert verbs(desk.document("agent", ticket="once-7f", CallSid=OTHER_CALL)) == ["Dial"]
    assert verbs(desk.document("agent", ticket="guessed", CallSid=OTHER_CALL)) == ["Hangup"]
    assert verbs(desk.document("agent", f"room={OTHER_CALL}&leg=agent-1", CallSid=OTHER_CALL)) == ["Hangup"]


def test_an_agents_telephone_takes_the_call_by_a_key_and_an_answering_machine_does_not(desk: Desk) -> None:
    desk.rooms.rooms[CALL] = MemoryRoom()
    desk.rooms.legs["agent-1"] = MemoryLeg()
    at = f"room={CALL}&leg=agent-1"

    assert verbs(desk.document("screen", at, CallSid=OTHER_CALL)) == ["Gather", "Gather", "Hangup"]
    assert verbs(desk.document("screen", f"{at}&step=0", CallSid=OTHER_CALL, Digits="5")) == ["Gather", "Hangup"]
    assert verbs(desk.document("screen", f"{at}&step=1", CallSid=OTHER_CALL, Digits="5")) == ["Hangup"]
    assert verbs(desk.document("screen", f"{at}&step=0", CallSid=OTHER_CALL, Digits="1")) == ["Dial"]
    desk.rooms.legs["agent-1"].wanted = False
    assert verbs(desk.document("screen", f"{at}&step=0", CallSid=OTHER_CALL, Digits="1")) == ["Hangup"]
    assert verbs(desk.document("screen", at, CallSid=OTHER_CALL)) == ["Hangup"]


def test_whoever_is_put_on_hold_hears_first_why(desk: Desk) -> None:
    desk.rooms.rooms[CALL] = MemoryRoom(hold_spoken=[{"language": "en", "text": "Please hold."}])
    assert said(desk.document("hold", f"room={CALL}&say=1")) == ["Please hold."]
    units = desk.units
    assert verbs(desk.document("hold", f"room={CALL}")) == ["Play"]
    assert desk.units == units


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def test_a_waiting_caller_hears_their_place_and_is_offered_a_call_back_once(session: Session) -> None:
    place = {"every_seconds": 60, "prompt": say("Number {place}, {minutes} minutes."), "prompt_place": say("{place}.")}
    with Desk(replace(SETTINGS, menu=menu(place=place)), session) as desk:
        desk.rooms.rooms[CALL] = MemoryRoom(inputs=["2"])
        assert verbs(desk.document("wait", QueueTime="2")) == ["Play"]
        offer = desk.document("wait", QueueTime="31")
        thanks = desk.document("wait", "step=0", QueueTime="37", Digits="1")
    assert (verbs(offer), said(offer)) == (["Gather"], ["Press 1 for a call back."])
    assert (verbs(thanks), said(thanks)) == (["Say", "Play"], ["Noted."])
    assert 'loop="0"' in thanks
    assert desk.rooms.rooms[CALL].waiting_inputs == ["1"]
    assert K.ANSWERED in desk.rooms.kinds()


def test_whom_the_host_spares_the_menu_goes_straight_into_the_queue(session: Session) -> None:
    with Desk(WITH_MENU, session) as desk:
        desk.host.spared = {"+85291234567"}
        assert verbs(desk.document("voice", From="+85291234567")) == ["Enqueue"]
        assert verbs(desk.document("voice", CallSid=OTHER_CALL, From="+85291234568")) == ["Gather"]


def test_a_centre_without_a_menu_takes_everybody_into_the_queue() -> None:
    with Desk(SETTINGS) as desk:
        assert verbs(desk.document("voice")) == ["Enqueue"]
        assert verbs(desk.document("wait")) == ["Play"]
        assert verbs(desk.document("fallback")) == ["Enqueue"]
