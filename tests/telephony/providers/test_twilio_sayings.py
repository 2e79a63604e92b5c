"""Announcements and tones over Twilio: who hears them, once, and nothing of them in an address."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from telephony.contract import CallAction
from telephony.errors import CarrierAwayError
from telephony.menu.walk import Spoken
from telephony.providers.base import Audience, Order, OrderKind, OrderOutcome
from telephony.providers.twilio.sayings import Saying, Sayings
from tests.telephony.providers.twilio_centre import TwilioCentre, opened_centre
from tests.twilio_cloud.clock import START

WORDS = (Spoken("zh-HK", "本通話正在錄音。"),)


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine) as centre:
        yield centre
        assert centre.cloud.problems == []


def order(sid: str, audience: Audience, digits: str = "") -> Order:
    kind = OrderKind.SEND_DIGITS if digits else OrderKind.ANNOUNCE
    return Order(uuid4(), sid, kind, "", spoken=() if digits else WORDS, audience=audience, digits=digits)


def talk(centre: TwilioCentre) -> tuple[UUID, str]:
    agent = centre.agent()
    line = centre.caller()
    centre.act(agent, centre.call_by_sid(line.sid).call_id, CallAction.ANSWER)
    centre.run()
    return agent, line.sid


def test_what_is_said_is_heard_by_whom_it_is_for_and_once(centre: TwilioCentre) -> None:
    agent, sid = talk(centre)
    caller, agents = centre.cloud.line(sid), centre.line_of(agent)
    before = len(caller.told)

    recorded, keyed = order(sid, Audience.EVERYBODY), order(sid, Audience.CUSTOMER, "492918463527#")
    assert [centre.provider.carry_out(each) for each in (recorded, keyed, keyed)] == [OrderOutcome.DONE] * 3
    centre.wait(5)

    assert agents.told[-1] == "say: 本通話正在錄音。"
    assert sorted(caller.told[before:]) == ["digits: 492918463527#", "say: 本通話正在錄音。"]
    assert "492918463527" not in str([each["fields"] for each in centre.cloud.requests])


def test_nobody_is_told_anything_who_is_not_there(centre: TwilioCentre) -> None:
    _, sid = talk(centre)

    assert centre.provider.carry_out(order(sid, Audience.COLLEAGUE, "1")) is OrderOutcome.REFUSED
    assert centre.provider.carry_out(order("CA" + "0" * 32, Audience.CUSTOMER)) is OrderOutcome.CALL_UNKNOWN
    centre.cloud.line(sid).hang_up()
    centre.run()
    assert centre.provider.carry_out(order(sid, Audience.CUSTOMER)) is OrderOutcome.CALL_ENDED


def test_tones_whose_fate_is_unknown_are_not_sent_again(centre: TwilioCentre) -> None:
    _, sid = talk(centre)
    keyed = order(sid, Audience.CUSTOMER, "7")
    centre.cloud.do(lambda stage: stage.fail_rest("cut", "POST", "Participants"))
    with pytest.raises(CarrierAwayError):
        centre.provider.carry_out(keyed)
    assert centre.provider.carry_out(keyed) is OrderOutcome.REFUSED
    centre.wait(3)
    assert [each for each in centre.cloud.line(sid).told if "digits" in each] == ["digits: 7"]


def test_what_is_sealed_is_opened_for_a_minute_and_by_whoever_has_the_secret() -> None:
    saying = Saying(WORDS, "12*")
    sealed = Sayings("ours").seal(saying, START)

    assert Sayings("ours").unseal(sealed, START + timedelta(seconds=60)) == saying
    assert Sayings("ours").unseal(sealed, START + timedelta(seconds=61)) is None
    assert Sayings("theirs").unseal(sealed, START) is None
    assert Sayings("ours").unseal("", START) is None
    assert "12*" not in repr(saying)
