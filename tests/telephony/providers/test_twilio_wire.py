"""What Twilio's webhooks say, and who calls."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from telephony.contract import NumberCheck
from telephony.errors import ReportNotUnderstoodError
from telephony.providers.base import Arrival, SignedRequest
from telephony.providers.twilio.arrivals import MOST_CARRIED, arrival_of, caller_number, number_check
from telephony.providers.twilio.wire import DELIVERY_HEADER, Webhook, WebhookKind, read_webhook

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CALL, CONFERENCE, RECORDING = (prefix + "5" * 32 for prefix in ("CA", "CF", "RE"))
K = WebhookKind


def read(kind: K, query: str = "", delivery: str = "", **params: str) -> Webhook:
    headers = {DELIVERY_HEADER: delivery} if delivery else {}
    body = urlencode({"CallSid": CALL} | params).encode()
    return read_webhook(kind, SignedRequest("POST", f"/carrier/twilio/{kind}?{query}", headers, body), NOW)


def arrival(**params: str) -> Arrival:
    return arrival_of(read(K.VOICE, **params))


@pytest.mark.parametrize(
    ("first", "again", "another"),
    [
        (read(K.CONFERENCE, ConferenceSid=CONFERENCE, SequenceNumber="3"),) * 2
        + (read(K.CONFERENCE, ConferenceSid=CONFERENCE, SequenceNumber="4"),),
        (read(K.LEG, CallStatus="ringing", SequenceNumber="1"),) * 2
        + (read(K.LEG, CallStatus="completed", SequenceNumber="2"),),
        (read(K.LEG, CallStatus="in-progress"),) * 2 + (read(K.LEG, CallStatus="completed"),),
        (read(K.RECORDING, RecordingSid=RECORDING, RecordingStatus="in-progress"),) * 2
        + (read(K.RECORDING, RecordingSid=RECORDING, RecordingStatus="completed"),),
        (read(K.MENU, "step=1", Digits="2"), read(K.MENU, "step=1", Digits="3"), read(K.MENU, "step=2", Digits="2")),
        (
            read(K.WAIT, delivery="d1", QueueTime="0"),
            read(K.WAIT, delivery="d1", QueueTime="0"),
            read(K.WAIT, delivery="d2", QueueTime="0"),
        ),
        (read(K.WAIT, QueueTime="5"), read(K.WAIT, QueueTime="5"), read(K.WAIT, QueueTime="35")),
        (
            read(K.MESSAGE, MessageSid="SM" + "5" * 32, MessageStatus="sent"),
            read(K.MESSAGE, MessageSid="SM" + "5" * 32, SmsStatus="sent"),
            read(K.MESSAGE, MessageSid="SM" + "5" * 32, MessageStatus="delivered"),
        ),
        (read(K.VOICE), read(K.VOICE, delivery="other"), read(K.VOICE, CallSid="CA" + "6" * 32)),
        (read(K.WAIT).as_queued(), read(K.MENU, "step=4").as_queued(), read(K.WAIT).as_answered(0)),
    ],
)
def test_the_same_event_has_the_same_key_and_another_has_another(
    first: Webhook, again: Webhook, another: Webhook
) -> None:
    assert first.event_key == again.event_key
    assert first.event_key != another.event_key
    assert len(first.event_key) <= 80


def test_what_nobody_knows_is_kept_and_the_address_says_whose_it_is() -> None:
    told = read(K.LEG, "room=out-1&leg=agent-7&x=y", CallStatus="no-such-status", NewInMay="yes\0", Empty="")

    assert (told.room, told.leg, told.query["x"]) == ("out-1", "agent-7", "y")
    assert (told.params["NewInMay"], told.params["Empty"]) == ("yes", "")
    assert read(K.LEG, CallStatus="completed").room == CALL


def test_the_time_is_twilios_and_ours_where_it_says_none() -> None:
    assert read(K.LEG, CallStatus="ringing", Timestamp="Mon, 02 Mar 2026 08:59:58 +0000").at == NOW.replace(
        hour=8, minute=59, second=58
    )
    assert read(K.LEG, CallStatus="ringing", Timestamp="Mon, 02 Mar 2026 16:59:58 +0800").at.hour == 8
    for text in ("", "soon", "Mon, 99 Mar 2026 08:59:58 +0000", "Fri, 31 Dec 9999 23:59:58 -2300"):
        assert read(K.LEG, CallStatus="ringing", Timestamp=text).at == NOW


@pytest.mark.parametrize(
    ("kind", "query", "params", "field"),
    [
        (K.VOICE, "", {"CallSid": "CA1"}, "CallSid"),
        (K.MENU, "", {"CallSid": ""}, "CallSid"),
        (K.CONFERENCE, "", {"ConferenceSid": CONFERENCE, "SequenceNumber": "-1"}, "SequenceNumber"),
        (K.CONFERENCE, "", {"ConferenceSid": CALL, "SequenceNumber": "1"}, "ConferenceSid"),
        (K.LEG, "", {}, "CallStatus"),
        (K.RECORDING, "", {"RecordingSid": RECORDING}, "RecordingStatus"),
        (K.LEG, "room=a%20b", {"CallStatus": "ringing"}, "room"),
        (K.LEG, "leg=%F0%9F%92%A9", {"CallStatus": "ringing"}, "leg"),
    ],
)
def test_a_webhook_that_does_not_say_what_it_is_about_is_refused(
    kind: K, query: str, params: dict[str, str], field: str
) -> None:
    with pytest.raises(ReportNotUnderstoodError) as refusal:
        read(kind, query, **params)
    assert refusal.value.details == {"field": field}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+85291234567", "+85291234567"),
        ("91234567", "91234567"),
        ("sip:+85291234567@branch.example;transport=tls", "+85291234567"),
        ("sip:%2B85291234567@branch.example", "+85291234567"),
        ("sip:front.desk@branch.example", ""),
        ("client:agent_7", ""),
        ("client:+85291234567", ""),
        *((word, "") for word in ("anonymous", "Anonymous", "unknown", "Restricted", "unavailable", "private", "")),
        *((spelt, "") for spelt in ("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "266696687")),
        *(
            (nonsense, "")
            for nonsense in ("+", "+1 555", "++85291234567", "12", "+8529123456712345678", "９１２３４５６７")
        ),
    ],
)
def test_a_withheld_or_malformed_number_is_no_number(text: str, number: str) -> None:
    assert caller_number(text) == number


def test_only_the_highest_word_of_the_network_counts_as_checked() -> None:
    assert number_check("TN-Validation-Passed-A") is NumberCheck.PASSED
    for failed in ("TN-Validation-Failed", "TN-Validation-Failed-A", "TN-Validation-Failed-B-Diverted"):
        assert number_check(failed) is NumberCheck.FAILED
    for none in ("", "No-TN-Validation", "TN-Validation-Passed-B", "TN-Validation-Passed-A-Diverted", "Passed-A"):
        assert number_check(none) is NumberCheck.NONE


def test_headers_of_a_sip_system_come_with_the_call_under_its_own_names() -> None:
    came = arrival(
        **{
            "From": "sip:+85291234567@branch.example",
            "SipHeader_X-Branch": "Central",
            "SipHeader_X-Till": "3\r\n",
            "SipHeader_1": "no name",
            "SipHeader_X-Empty": " ",
            "SipCallId": "of-twilio",
            "Unknown": "of nobody",
        }
    )
    assert came.carried == {"X-Branch": "Central", "X-Till": "3"}
    assert came.from_number == "+85291234567"
    assert came.called_at == NOW


def test_parameters_of_an_app_come_with_its_call_and_not_those_of_twilio() -> None:
    came = arrival(From="client:customer_9", To="+85228880000", Topic="card", CallStatus="ringing", ToCity="HK")
    assert came.carried == {"Topic": "card"}
    assert arrival(From="+85291234567", Topic="card").carried == {}


def test_what_comes_with_a_call_has_its_limits() -> None:
    came = arrival(**{f"SipHeader_X-{number}": "v" * 500 for number in range(MOST_CARRIED + 5)})
    assert len(came.carried) == MOST_CARRIED
    assert {len(value) for value in came.carried.values()} == {120}
