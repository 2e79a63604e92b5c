"""What is asked of Twilio, what is asked again, and what never twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests

from telephony.errors import CarrierAwayError, CarrierRefusedError, TelephonyError
from telephony.providers.twilio.errors import (
    CarrierBusyError,
    CredentialsRefusedError,
    OutcomeUnknownError,
    PartyGoneError,
)
from telephony.providers.twilio.limits import RestLimits
from telephony.providers.twilio.rest import TwilioAccount, TwilioRest
from telephony.providers.twilio.rest_calls import CallWish
from telephony.providers.twilio.rest_others import MessageWish
from telephony.providers.twilio.rest_participants import ParticipantWish
from telephony.providers.twilio.rest_recordings import RecordingOf, RecordingWish
from telephony.providers.twilio.retrying import RetryRule
from tests.telephony.providers.twilio.fake_http import (
    ACCOUNT,
    CALL,
    RECORDING,
    ROOM,
    FakeHttp,
    HandMachine,
    refused,
    rest_over,
)

LEG = {"call_sid": CALL, "conference_sid": ROOM, "label": "agent-7", "status": "queued", "queue_time": "1500"}
WISH = ParticipantWish(
    label="agent-7", to="sip:seven@phones.example", from_number="+85228880000", status_url="https://a.example/leg"
)
LOST = requests.exceptions.ReadTimeout()
NO_SUCH = refused(404, 20404)
BUSY = refused(429, 20429)
BEGAN = datetime.fromtimestamp(1_780_000_000, UTC)


def test_a_leg_is_called_with_its_label_and_every_event_of_it() -> None:
    http = FakeHttp((201, LEG))

    made = rest_over(http).participants.create(ROOM, WISH)

    assert (made.value.call_sid, made.value.label, made.found) == (CALL, "agent-7", False)
    assert made.value.queue_seconds == 1.5
    (asked,) = http.asked
    assert (asked.method, asked.path) == ("POST", f"/Conferences/{ROOM}/Participants.json")
    assert asked.values["Label"] == "agent-7"
    assert asked.values["Beep"] == "false"
    assert asked.values["EndConferenceOnExit"] == "false"
    assert asked.values["StatusCallbackEvent"] == ["initiated", "ringing", "answered", "completed"]
    assert asked.auth == ("SK" + "4" * 32, "a secret")
    assert asked.seconds == 5.0


def test_too_many_requests_are_asked_again_later_and_later_then_given_up() -> None:
    hand = HandMachine()
    http = FakeHttp(BUSY)

    with pytest.raises(CarrierBusyError):
        rest_over(http, hand).participants.create(ROOM, WISH)

    assert hand.slept == [0.1, 0.2, 0.4, 0.8]
    assert {path.split()[0] for path in http.paths} == {"POST"}  # never processed: nothing to look for


def test_nothing_is_tried_beyond_its_time() -> None:
    hand = HandMachine()
    http = FakeHttp(BUSY)

    with pytest.raises(CarrierBusyError):
        rest_over(http, hand, rule=RetryRule(total_seconds=0.25)).calls.fetch(CALL)

    assert len(http.asked) == 2
    assert http.asked[1].seconds == pytest.approx(0.15)


@pytest.mark.parametrize("lost", [LOST, refused(500, 20500), (201, "<html>"), (201, "[]"), (307, "")])
def test_a_leg_whose_answer_was_lost_is_looked_for_by_its_label_and_not_called_twice(
    lost: tuple[int, object] | Exception,
) -> None:
    http = FakeHttp(lost, (200, LEG))

    made = rest_over(http).participants.create(ROOM, WISH)

    assert made.found
    assert made.value.call_sid == CALL
    assert http.paths == [
        f"POST /Conferences/{ROOM}/Participants.json",
        f"GET /Conferences/{ROOM}/Participants/agent-7.json",
    ]


def test_a_leg_that_cannot_be_found_is_said_to_be_unknown() -> None:
    http = FakeHttp(LOST, NO_SUCH)

    with pytest.raises(OutcomeUnknownError) as caught:
        rest_over(http).participants.create(ROOM, WISH)

    assert caught.value.details["label"] == "agent-7"
    assert [path.split()[0] for path in http.paths] == ["POST", "GET", "GET"]


def test_a_leg_is_unknown_too_where_nobody_answers_when_it_is_looked_for() -> None:
    http = FakeHttp(LOST)

    with pytest.raises(OutcomeUnknownError):
        rest_over(http, rule=RetryRule(tries=2)).participants.create(ROOM, WISH)

    assert [path.split()[0] for path in http.paths] == ["POST", "GET", "GET"]


def test_a_second_attempt_looks_before_it_calls() -> None:
    found = FakeHttp((200, LEG))
    missing = FakeHttp(NO_SUCH, (201, LEG))

    assert rest_over(found).participants.create(ROOM, WISH, look_first=True).found
    assert not rest_over(missing).participants.create(ROOM, WISH, look_first=True).found

    assert [path.split()[0] for path in found.paths] == ["GET"]
    assert [path.split()[0] for path in missing.paths] == ["GET", "POST"]


def test_in_a_room_known_by_its_name_the_room_is_looked_for_first() -> None:
    room = {"sid": ROOM, "friendly_name": "ad-1", "status": "init"}
    http = FakeHttp(LOST, (200, {"conferences": []}), (200, {"conferences": [room]}), (200, LEG))

    made = rest_over(http).participants.create("ad-1", WISH)

    assert made.found
    assert http.paths[1:] == [
        "GET /Conferences.json",
        "GET /Conferences.json",
        f"GET /Conferences/{ROOM}/Participants/agent-7.json",
    ]
    assert [each.values["Status"] for each in http.asked[1:3]] == ["in-progress", "init"]


def test_where_nothing_was_sent_the_call_is_simply_tried_again() -> None:
    http = FakeHttp(requests.exceptions.ConnectTimeout(), (201, LEG))

    assert not rest_over(http).participants.create(ROOM, WISH).found
    assert len(http.asked) == 2


def test_an_update_is_repeated_after_any_failure() -> None:
    http = FakeHttp(LOST, refused(503, 20503), BUSY, (200, {**LEG, "hold": True}))

    held = rest_over(http).participants.update(ROOM, "caller", hold=True, hold_url="https://a.example/hold")

    assert held.hold
    assert len(http.asked) == 4
    assert http.asked[-1].values == {"Hold": "true", "HoldUrl": "https://a.example/hold", "HoldMethod": "POST"}


@pytest.mark.parametrize("lost", [LOST, refused(500, 20500)])
def test_an_announcement_that_may_have_been_heard_is_not_made_again(lost: tuple[int, object] | Exception) -> None:
    to_one, to_all = FakeHttp(BUSY, lost), FakeHttp(BUSY, lost)

    with pytest.raises(OutcomeUnknownError):
        rest_over(to_one).participants.update(ROOM, "caller", announce_url="https://a.example/say")
    with pytest.raises(OutcomeUnknownError):
        rest_over(to_all).conferences.announce(ROOM, "https://a.example/say")

    assert (len(to_one.asked), len(to_all.asked)) == (2, 2)  # the first was never processed


@pytest.mark.parametrize("change", [{"end_conference_on_exit": True}, {"status": "completed"}, {}])
def test_only_what_may_be_changed_of_a_leg_reaches_twilio(change: dict[str, object]) -> None:
    http = FakeHttp((200, LEG))

    with pytest.raises(ValueError, match=r"change|allowed"):
        rest_over(http).participants.update(ROOM, "caller", **change)

    assert http.asked == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (NO_SUCH, PartyGoneError),
        (refused(400, 21220), PartyGoneError),
        (refused(400, 16028), PartyGoneError),
        ((404, "<html>not here</html>"), PartyGoneError),
        (refused(401, 20003), CredentialsRefusedError),
        (refused(403, 20003), CredentialsRefusedError),
        (refused(400, 21211), CarrierRefusedError),
        (refused(409, 16025), CarrierRefusedError),
        ((400, {"type": "t", "title": "no", "status": 400, "code": 21220}), PartyGoneError),
        ((400, "{"), CarrierRefusedError),
    ],
)
def test_each_refusal_has_its_class_and_is_not_repeated(
    answer: tuple[int, object], error: type[TelephonyError]
) -> None:
    http = FakeHttp(answer)

    with pytest.raises(error) as caught:
        rest_over(http).calls.redirect(CALL, twiml="<Response/>")

    assert type(caught.value) is error
    assert [each.method for each in http.asked].count("POST") == 1


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([refused(400, 20001), (200, {"sid": CALL, "status": "completed"})], PartyGoneError),
        ([refused(400, 20001), NO_SUCH], PartyGoneError),
        ([refused(400, 20001), (200, {"sid": CALL, "status": "ringing"})], CarrierRefusedError),
        ([NO_SUCH], PartyGoneError),
    ],
)
def test_what_cannot_be_ended_has_ended_only_where_twilio_says_so(
    answers: list[tuple[int, object]], error: type[TelephonyError]
) -> None:
    http = FakeHttp(*answers)

    with pytest.raises(error):
        rest_over(http).calls.end(CALL)

    assert len(http.asked) == len(answers)


def test_a_room_whose_only_leg_still_rings_is_not_taken_for_ended() -> None:
    http = FakeHttp(refused(400, 20001), (200, {"sid": ROOM, "status": "init"}))

    with pytest.raises(CarrierRefusedError):
        rest_over(http).conferences.end(ROOM)


def test_all_live_rooms_come_page_by_page_those_that_only_wait_too() -> None:
    def room(number: int, status: str) -> dict[str, str]:
        return {"sid": f"CF{number}", "friendly_name": f"ad-{number}", "status": status}

    more = "/2010-04-01/Accounts/AC/Conferences.json?Status=in-progress&PageSize=2&Page=1&PageToken=PAx"
    http = FakeHttp(
        (200, {"conferences": [room(1, "in-progress"), room(2, "in-progress")], "next_page_uri": more}),
        (200, {"conferences": [room(3, "in-progress")], "next_page_uri": None}),
        (200, {"conferences": [room(4, "init")], "next_page_uri": None}),
    )
    rest, page, seen = rest_over(http), "", []
    while True:
        got = rest.conferences.list_live(page)
        seen += [each.name for each in got.items]
        page = got.next_page
        if not page:
            break

    assert seen == ["ad-1", "ad-2", "ad-3", "ad-4"]
    assert [each.values for each in http.asked] == [
        {"Status": "in-progress", "PageSize": 2},
        {"Status": "in-progress", "PageSize": 2, "Page": "1", "PageToken": "PAx"},
        {"Status": "init", "PageSize": 2},
    ]


def test_a_list_that_fails_says_why() -> None:
    with pytest.raises(CredentialsRefusedError) as caught:
        rest_over(FakeHttp(refused(401, 20003))).conferences.list_live()
    assert caught.value.details == {"status": 401, "carrier_code": 20003}
    with pytest.raises(CarrierAwayError):
        rest_over(FakeHttp((200, {"what": [], "is": []}))).conferences.list_live()


def call_body(status: str = "ringing", *, since: timedelta = timedelta(0), sid: str = CALL) -> dict[str, str]:
    return {
        "sid": sid,
        "status": status,
        "direction": "outbound-api",
        "date_created": format_datetime(BEGAN + since),
    }


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ([call_body()], True),
        ([call_body(), call_body("completed", sid="CA9"), call_body(since=-timedelta(minutes=1), sid="CA8")], True),
        ([call_body(), call_body(sid="CA9")], False),
        ([call_body("completed")], False),
        ([], False),
    ],
)
def test_of_a_call_without_an_answer_only_a_single_live_one_counts(listed: list[dict[str, str]], found: bool) -> None:
    http = FakeHttp(LOST, (200, {"calls": listed}))
    wish = CallWish(label="agent-8", to_number="+85261110000", from_number="+85228880000", url="https://a.example/s")

    if found:
        assert rest_over(http).calls.create(wish).value.sid == CALL
    else:
        with pytest.raises(OutcomeUnknownError):
            rest_over(http).calls.create(wish)
    assert [path.split()[0] for path in http.paths].count("POST") == 1


def test_a_message_and_a_recording_are_looked_for_as_well() -> None:
    sent = {"sid": "SM1", "status": "queued", "body": "Hello", "date_created": format_datetime(BEGAN)}
    texts = FakeHttp(LOST, (200, {"messages": [sent, {**sent, "sid": "SM2", "body": "Other"}]}))
    running = {"sid": RECORDING, "status": "paused", "call_sid": CALL}
    sounds = FakeHttp(LOST, (200, {"recordings": [running, {**running, "sid": "RE9", "status": "completed"}]}))

    message = rest_over(texts).messages.create(MessageWish("text-1", "+85261110000", "+85228880000", "Hello"))
    recording = rest_over(sounds).recordings.start(CALL, RecordingWish("https://a.example/rec"))

    assert (message.found, message.value.sid) == (True, "SM1")
    assert (recording.found, recording.value.sid) == (True, RECORDING)


def test_a_pause_is_of_one_recording_of_a_leg_or_of_a_room() -> None:
    http = FakeHttp((200, {"sid": RECORDING, "status": "paused"}))
    rest = rest_over(http)

    assert rest.recordings.pause(RecordingOf.CALL, CALL, RECORDING).status == "paused"
    rest.recordings.resume(RecordingOf.CONFERENCE, ROOM, RECORDING)

    assert http.paths == [
        f"POST /Calls/{CALL}/Recordings/{RECORDING}.json",
        f"POST /Conferences/{ROOM}/Recordings/{RECORDING}.json",
    ]
    assert http.asked[0].values == {"Status": "paused", "PauseBehavior": "skip"}


def test_what_a_call_is_to_do_next_is_asked_once_unless_it_was_surely_not_taken() -> None:
    lost, busy = FakeHttp(LOST), FakeHttp(BUSY, (200, {"sid": CALL, "status": "in-progress"}))

    with pytest.raises(OutcomeUnknownError):
        rest_over(lost).calls.redirect(CALL, url="https://a.example/next")
    rest_over(busy).calls.redirect(CALL, twiml="<Response/>")

    assert (len(lost.asked), len(busy.asked)) == (1, 2)


def test_a_call_that_may_not_start_yet_is_not_slept_for_and_others_are_not_held_up() -> None:
    hand, http = HandMachine(), FakeHttp((201, LEG))
    rest = rest_over(http, hand, limits=RestLimits(calls_per_second=2))

    rest.participants.create(ROOM, WISH)
    with pytest.raises(CarrierBusyError) as caught:
        rest.participants.create(ROOM, WISH)
    assert caught.value.details["seconds"] == rest.load.call_wait_seconds == 0.5
    rest.participants.update(ROOM, "caller", hold=True)
    assert (len(http.asked), hand.slept) == (2, [])
    hand.sleep(0.5)
    rest.participants.create(ROOM, WISH)
    assert len(http.asked) == 3


def test_only_so_many_requests_are_under_way_at_once() -> None:
    together = threading.Barrier(3)
    most: list[int] = []
    rest: TwilioRest

    def between() -> None:
        most.append(rest.load.in_flight)
        together.wait(20)  # breaks unless just three are here together, twice

    http = FakeHttp((200, {"sid": CALL, "status": "ringing"}), between=between)
    rest = rest_over(http, limits=RestLimits(in_flight=3))
    with ThreadPoolExecutor(6) as threads:
        calls = list(threads.map(lambda _: rest.calls.fetch(CALL), range(6)))

    assert len(calls) == 6
    assert max(most) == 3
    assert rest.load.in_flight == 0


def test_nobody_else_has_a_client_while_a_request_is_under_way() -> None:
    made: list[FakeHttp] = []
    both = threading.Barrier(2)

    def one() -> FakeHttp:
        made.append(FakeHttp((200, {"sid": CALL, "status": "ringing"}), between=lambda: wait_for(both)))
        return made[-1]

    rest = TwilioRest(TwilioAccount(ACCOUNT, "", "a token"), machine=HandMachine().machine(), http_client=one)
    with ThreadPoolExecutor(2) as threads:
        for _ in range(2):
            list(threads.map(lambda _: rest.calls.fetch(CALL), range(2)))

    assert [len(each.asked) for each in made] == [2, 2]


def wait_for(barrier: threading.Barrier) -> None:
    barrier.wait(20)


def test_a_number_or_a_text_shows_in_no_value_of_a_call() -> None:
    wish = CallWish(label="agent-8", to_number="+85261110000", from_number="+85228880000")
    text = MessageWish("text-1", "+85261110000", "+85228880000", "Hello")

    assert "8526111" not in repr((wish, text, WISH))
    assert "Hello" not in repr(text)
