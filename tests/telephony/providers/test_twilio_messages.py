"""Short messages over Twilio: what is asked of it, how its words are read, and that none is sent twice."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import pytest
from fastapi import Depends, FastAPI

from telephony.errors import CarrierAwayError, CarrierRefusedError, ReportNotUnderstoodError
from telephony.messages.port import OutgoingMessage
from telephony.messages.routes import AT_ONCE, message_report_routes
from telephony.messages.states import Message, MessageProblem, MessageState
from telephony.providers.base import SignedRequest
from telephony.providers.twilio.asking import Made
from telephony.providers.twilio.errors import OutcomeUnknownError
from telephony.providers.twilio.message_sender import STATES, TwilioMessages
from telephony.providers.twilio.rest_others import MessageWish
from telephony.providers.twilio.twiml import TOLD_TRIES, Style
from telephony.providers.twilio.values import TwilioMessage

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SID = "SM" + "0" * 32
ID = uuid4()
_S, _P = MessageState, MessageProblem


class Texts:
    def __init__(self, *answers: TwilioMessage | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[MessageWish, datetime | None]] = []

    def create(self, wish: MessageWish, *, tried_since: datetime | None = None) -> Made[TwilioMessage]:
        self.asked.append((wish, tried_since))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Made(answer)


def sender(*answers: TwilioMessage | Exception) -> tuple[TwilioMessages, Texts]:
    texts = Texts(*answers)
    style = Style("https://desk.test/v1/carrier/twilio")
    return TwilioMessages(texts, lambda _: None, style.address, lambda: NOW), texts


def test_a_message_goes_out_with_the_address_that_brings_its_words_back() -> None:
    twilio, texts = sender(TwilioMessage(SID, "accepted"))
    answer = twilio.send_message(OutgoingMessage(ID, "+85261234567", "+85228880000", "Hello"))

    assert (answer.message_sid, answer.state, answer.problem) == (SID, _S.ACCEPTED, _P.NONE)
    wish, tried_since = texts.asked[0]
    assert (wish.to_number, wish.body, tried_since) == ("+85261234567", "Hello", None)
    assert wish.status_url == f"https://desk.test/v1/carrier/twilio/message?message={ID}{TOLD_TRIES}"


def test_one_whose_answer_was_lost_is_looked_for_before_it_is_sent_again() -> None:
    twilio, texts = sender(OutcomeUnknownError(label=str(ID)), TwilioMessage(SID, "sent"))
    message = OutgoingMessage(ID, "+85261234567", "+85228880000", "Hello")
    with pytest.raises(CarrierAwayError):
        twilio.send_message(message)
    assert twilio.send_message(OutgoingMessage(ID, "+85261234567", "", "Hello", NOW)).state is _S.SENT
    assert texts.asked[1][1] == NOW


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (21610, _P.OPTED_OUT),
        (21614, _P.NUMBER_WRONG),
        (21617, _P.TOO_LONG),
        (30034, _P.BLOCKED),
        (99999, _P.REFUSED),
    ],
)
def test_a_message_that_twilio_refuses_has_failed_for_a_reason_of_ours(code: int, problem: MessageProblem) -> None:
    twilio, _ = sender(CarrierRefusedError(status=400, carrier_code=code))
    answer = twilio.send_message(OutgoingMessage(ID, "+85261234567", "", "Hello"))

    assert (answer.state, answer.problem, answer.carrier_code) == (_S.FAILED, problem, str(code))


def report_of(status: str, *, error: str = "", message: str = str(ID)) -> SignedRequest:
    form = {"MessageSid": SID, "AccountSid": "AC" + "0" * 32, "MessageStatus": status, "Added": "later"}
    body = urlencode(form | ({"ErrorCode": error} if error else {})).encode()
    return SignedRequest("POST", f"/v1/carrier/twilio/message?message={message}", {}, body)


@pytest.mark.parametrize("status", list(STATES))
def test_each_word_of_twilios_is_read_and_has_a_key_of_its_own(status: str) -> None:
    twilio, _ = sender()
    report = twilio.read_message_report(report_of(status, error="30003"))

    assert (report.message_id, report.message_sid, report.state) == (ID, SID, STATES[status])
    assert report.event_id == f"message:{SID}:{status}"
    failed = report.state in {_S.UNDELIVERED, _S.FAILED}
    assert report.problem is (_P.UNREACHABLE if failed else _P.NONE)


def test_a_report_without_our_id_is_known_by_twilios_and_one_of_an_incoming_message_is_none() -> None:
    twilio, _ = sender()
    assert twilio.read_message_report(report_of("sent", message="x")).message_id is None
    for status in ("received", "receiving", ""):
        with pytest.raises(ReportNotUnderstoodError):
            twilio.read_message_report(report_of(status))


def test_a_word_that_twilio_has_added_is_taken_and_takes_nothing_back() -> None:
    twilio, _ = sender()
    told = twilio.read_message_report(report_of("partially_delivered"))
    assert (told.state, told.problem, told.event_id) == (_S.ACCEPTED, _P.NONE, f"message:{SID}:partially_delivered")
    assert Message(_S.SENT).after(told.state) == Message(_S.SENT)


def test_a_carrier_has_its_answer_in_time_where_what_it_tells_is_not_kept_by_then() -> None:
    twilio, _ = sender()
    let_go, begun = threading.Event(), list[str]()

    @contextmanager
    def stands_still() -> Iterator[Any]:
        begun.append("a transaction")
        let_go.wait(10)
        yield None

    def deps_for(_: object) -> Any:
        return None

    app = FastAPI()
    rule = Depends(lambda: None)
    app.include_router(message_report_routes(deps_for, twilio, open_work=stands_still, rule=rule, tell_seconds=0.05))

    async def tell() -> list[int]:
        told = report_of("sent")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://desk.test") as client:
            address = told.path_and_query.removeprefix("/v1")
            return [(await client.post(address, content=told.body)).status_code for _ in range(AT_ONCE + 1)]

    try:
        assert asyncio.run(tell()) == [503] * (AT_ONCE + 1)
        assert len(begun) == AT_ONCE
    finally:
        let_go.set()
