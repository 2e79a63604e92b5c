"""The route on which a carrier asks what a caller is to hear next."""

import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
import sqlalchemy as sa

from telephony.providers.simulator.signing import SIGNATURE_HEADER, sign
from telephony.providers.simulator.wire import QuestionMessage, StepMessage
from tests.telephony.http import serving
from tests.telephony.menu.menus import menu
from tests.telephony.support import SETTINGS, Centre
from tests.telephony.test_routes import KEY, Host


@pytest.fixture
def host(engine: sa.Engine) -> Iterator[Host]:
    host = Host(Centre(engine, replace(SETTINGS, menu=menu())))
    with serving(host.app) as origin, host.client:
        host.client.base_url = httpx.URL(origin)
        yield host


def post(host: Host, body: bytes, key: str = KEY) -> httpx.Response:
    headers = {SIGNATURE_HEADER: sign(key, body, time.time())}
    return host.client.post("/carrier/simulator/menu", content=body, headers=headers)


def ask(host: Host, *inputs: str, **more: object) -> StepMessage:
    question = QuestionMessage.model_validate({"call_sid": "s", "from_number": "91234567", "inputs": inputs} | more)
    answer = post(host, question.model_dump_json().encode())
    assert answer.status_code == 200, answer.text
    return StepMessage.model_validate_json(answer.content)


def test_each_step_follows_from_the_answers_so_far(host: Host) -> None:
    first = ask(host)
    assert (first.kind, first.keys, len(first.spoken)) == ("ask", "1209", 2)
    number = ask(host, "2", "1")
    assert (number.kind, number.longest, number.end_key) == ("ask", 8, "#")
    assert [each.text for each in number.spoken] == ["Key your number."]
    assert ask(host, "2", "1", "10020030").kind == "enter"


def test_the_same_question_is_answered_the_same_and_writes_nothing(host: Host) -> None:
    assert ask(host, "2", "") == ask(host, "2", "")
    with host.centre.open_work() as work:
        assert work.session.scalar(sa.text("SELECT count(*) FROM calls")) == 0


def test_whom_the_host_spares_the_menu_goes_straight_to_a_person(host: Host) -> None:
    host.centre.host.spared = {"+85291234567"}

    assert ask(host) == StepMessage(kind="enter")
    assert ask(host, from_number="").kind == "ask"


def test_a_host_that_fails_spares_nobody(host: Host) -> None:
    host.centre.host.failing = True
    assert ask(host).kind == "ask"


def test_a_waiting_caller_is_offered_a_call_back_in_their_language(host: Host) -> None:
    waiting = {"waiting": True, "waited_seconds": 10}
    assert ask(host, "2", "1", "#", **waiting) == StepMessage(kind="music", again_seconds=20)
    offer = ask(host, "2", "1", "#", **waiting | {"waited_seconds": 31})
    assert (offer.kind, offer.keys, [each.language for each in offer.spoken]) == ("ask", "1", ["en"])
    thanks = ask(host, "2", "1", "#", **waiting | {"waiting_inputs": ["1"]})
    assert [each.text for each in thanks.spoken] == ["Noted."]


def test_a_centre_without_a_menu_leaves_everything_to_the_carrier(engine: sa.Engine) -> None:
    host = Host(Centre(engine))
    with serving(host.app) as origin, host.client:
        host.client.base_url = httpx.URL(origin)
        assert ask(host) == StepMessage(kind="enter")
        assert ask(host, waiting=True) == StepMessage(kind="music")


def test_an_unsigned_question_or_one_of_another_form_is_refused(host: Host) -> None:
    units = host.units
    body = QuestionMessage(call_sid="s").model_dump_json().encode()
    assert post(host, body, key="another").json()["code"] == "signature_wrong"
    assert post(host, b'{"call_sid": "s", "inputs": ["a"]}').json()["code"] == "request_not_understood"
    assert host.units == units
