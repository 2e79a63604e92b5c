"""What a waiting caller is told of their place, and one whom no queue takes of the reason."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from telephony.contract import CallAction, CallState, EndCause
from telephony.menu.schema import Menu
from telephony.menu.walk import Music, Spoken, WaitingPlace, while_waiting
from telephony.ports import RoutingWish
from telephony.queues.hours import OpeningHours
from telephony.queues.place import place_of_caller
from telephony.queues.service import ensure_queues
from telephony.settings import QueueSettings
from tests.telephony.menu.menus import content, say
from tests.telephony.support import SETTINGS, Centre

NEWS: dict[str, Any] = {
    "place": {
        "every_seconds": 20,
        "prompt": say("Number {place}, about {minutes} minutes."),
        "prompt_place": say("Number {place}."),
    },
    "closed": say("We are closed."),
    "full": say("Too many wait."),
}
MENU = Menu.model_validate(content(**NEWS))


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    return Centre(engine, replace(SETTINGS, menu=MENU, handle_seconds=240))


def place(centre: Centre, call_id: UUID) -> WaitingPlace | None:
    with centre.open_work() as work:
        call = centre.call(call_id)
        return place_of_caller(work.session, centre.deps(work.journal), call.provider, call.call_sid)


def heard(step: object) -> list[str]:
    assert isinstance(step, Music)
    return [each.text for each in step.spoken]


def test_the_place_counts_those_who_go_first_and_the_wait_is_by_who_serves_the_queue(centre: Centre) -> None:
    busy = centre.agent()
    centre.answered(busy)
    first = centre.ring()
    centre.clock.advance(1)
    second = centre.ring()
    centre.host.wish = RoutingWish(priority=2)
    ahead = centre.ring()
    centre.ring(queue_code="loans")

    assert place(centre, ahead) == WaitingPlace(1, 240)
    assert place(centre, first) == WaitingPlace(2, 480)
    assert place(centre, second) == WaitingPlace(3, 720)
    centre.agent(ready=False)
    assert place(centre, second) == WaitingPlace(3, 720)  # who is not ready is nobody to wait for


def test_what_calls_took_lately_says_how_long_the_wait_is(centre: Centre) -> None:
    agent_id = centre.agent()
    handled = centre.answered(agent_id)
    centre.clock.advance(30)
    centre.caller_hangs_up(handled)
    centre.clock.advance(10)
    centre.finish(agent_id, handled)
    centre.answered(agent_id)

    assert place(centre, centre.ring()) == WaitingPlace(1, 40)


def test_without_agents_only_the_place_is_told_and_a_call_that_rings_has_none(centre: Centre) -> None:
    waiting = centre.ring()
    assert place(centre, waiting) == WaitingPlace(1, None)

    agent_id = centre.agent()

    assert centre.call(waiting).state is CallState.RINGING
    assert place(centre, waiting) is None
    centre.act(agent_id, waiting, CallAction.DECLINE)
    assert place(centre, waiting) == WaitingPlace(1, 240)


def test_a_caller_hears_their_place_again_and_again_until_the_call_back_is_due() -> None:
    told = while_waiting(MENU, "en", 5, (), WaitingPlace(2, 61))
    assert (heard(told), getattr(told, "again_seconds", None)) == (["Number 2, about 2 minutes."], 20)
    due = while_waiting(MENU, "en", 25, (), WaitingPlace(2, None))
    assert (heard(due), getattr(due, "again_seconds", None)) == (["Number 2."], 5)

    assert not isinstance(while_waiting(MENU, "en", 30, (), WaitingPlace(2, None)), Music)
    silent = while_waiting(MENU, "en", 40, ("",), WaitingPlace(1, 10))
    assert (heard(silent), getattr(silent, "again_seconds", None)) == (["Number 1, about 1 minutes."], 20)
    assert heard(while_waiting(MENU, "en", 40, ("1",), WaitingPlace(1, 10))) == ["Noted."]


@pytest.mark.parametrize(
    ("rules", "cause", "words"),
    [
        ({"hours": OpeningHours(weekly={})}, EndCause.TURNED_AWAY_CLOSED, "We are closed."),
        ({"max_waiting": 1}, EndCause.TURNED_AWAY_FULL, "Too many wait."),
    ],
)
def test_a_caller_whom_no_queue_takes_is_told_why(
    centre: Centre, rules: dict[str, Any], cause: EndCause, words: str
) -> None:
    centre.ring(queue_code="cards")
    with centre.open_work() as work:
        ensure_queues(work.session, [QueueSettings("cards", "retail", {"en": "Cards", "zh": "信用卡"}, **rules)])
    centre.clock.at += timedelta(seconds=1)

    call = centre.call(centre.ring(menu_inputs=("2", "1", "12345678")))

    assert (call.state, call.end_cause) == (CallState.ENDED, cause)
    room = centre.carrier.carrier.find_room(call.call_sid)
    assert room is not None
    assert (room.state(), room.last_words) == ("ended", (Spoken("en", words, ""),))
