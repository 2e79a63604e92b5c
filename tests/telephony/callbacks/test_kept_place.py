"""A caller who would rather be called back keeps their place in the queue, whatever the carrier."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.port import CallbackItem
from telephony.callbacks.preview import dial_item
from telephony.callbacks.service import place_item
from telephony.callbacks.states import ItemState
from telephony.calls.models import CallRow
from telephony.contract import AgentAction, CallAction, CallState, EndCause
from tests.telephony.callbacks.desk import CallbackCentre
from tests.telephony.menu.menus import menu
from tests.telephony.providers.twilio_centre import TwilioCentre, opened_centre
from tests.telephony.support import SETTINGS, Centre

FIRST, SECOND = "+85261234182", "+85261234199"
WITH_MENU = replace(SETTINGS, menu=menu())
KEYS = ("2", "3")  # English, and none of the reasons


@dataclass
class Floor:
    """What of a centre differs by its carrier."""

    centre: Centre
    provider: str
    ring: Callable[[str], UUID]
    wish: Callable[[UUID], None]
    """They press the key of the call-back offer, which they hear while they wait."""
    hang_up: Callable[[UUID], None]
    pick_up: Callable[[UUID], None]
    wait: Callable[[float], None]


@contextmanager
def simulated(engine: sa.Engine) -> Iterator[Floor]:
    centre = CallbackCentre(engine, WITH_MENU)

    def wish(call_id: UUID) -> None:
        sid, carrier = centre.call(call_id).call_sid, centre.carrier
        report = carrier.carrier.answer_while_waiting(sid, "1", centre.clock.at)
        assert report is not None
        centre.report(report)

    def pick_up(call_id: UUID) -> None:
        centre.carrier.answer(centre.call(call_id).call_sid)
        centre.run()

    def wait(seconds: float) -> None:
        centre.clock.advance(seconds)
        centre.run()

    yield Floor(
        centre,
        "simulator",
        lambda number: centre.ring(number, menu_inputs=KEYS),
        wish,
        centre.caller_hangs_up,
        pick_up,
        wait,
    )


@contextmanager
def over_twilio(engine: sa.Engine) -> Iterator[Floor]:
    with opened_centre(engine, settings=WITH_MENU) as centre:
        yield _twilio_floor(centre)
        assert centre.cloud.problems == []


def _twilio_floor(centre: TwilioCentre) -> Floor:
    lines = {}
    centre.cloud.do(lambda stage: stage.person(FIRST, answers_after=1))

    def ring(number: str) -> UUID:
        line = centre.caller(number, keys=KEYS)
        centre.wait(12)
        call_id = centre.call_by_sid(line.sid).call_id
        lines[call_id] = line
        return call_id

    def wish(call_id: UUID) -> None:
        line = lines[call_id]
        while not any("Press 1 for a call back" in told for told in line.told):
            centre.wait(1)
        line.press("1")
        centre.wait(2)

    def hang_up(call_id: UUID) -> None:
        lines[call_id].hang_up()
        centre.run()

    def pick_up(_: UUID) -> None:
        centre.wait(4)  # they answer after a moment

    return Floor(centre, "twilio", ring, wish, hang_up, pick_up, centre.wait)


@pytest.mark.parametrize("carrier", [simulated, over_twilio])
def test_whoever_asks_to_be_called_back_is_called_when_their_place_comes(
    engine: sa.Engine, carrier: Callable[[sa.Engine], AbstractContextManager[Floor]]
) -> None:
    with carrier(engine) as floor:
        centre, item_id = floor.centre, uuid4()
        centre.host.to_call_back[FIRST] = item_id
        agent_id = centre.agent(ready=False)
        first = floor.ring(FIRST)
        floor.wait(1)
        second = floor.ring(SECOND)
        floor.wish(first)
        came = centre.call(first)
        assert came.callback_wished_at is not None

        floor.hang_up(first)
        floor.wait(1)
        gone = centre.call(first)
        assert (gone.state, gone.end_cause) == (CallState.ENDED, EndCause.ABANDONED_WAITING)
        kept = _try_of(centre, item_id)
        assert (kept.state, kept.enqueued_at, kept.by_share) == (CallState.QUEUED, came.enqueued_at, False)

        centre.go(agent_id, AgentAction.GO_READY)
        offered = centre.desk(agent_id).call
        assert offered is not None
        assert offered.item_id == item_id  # though a caller waits
        assert centre.call(second).state is CallState.QUEUED
        centre.act(agent_id, offered.call_id, CallAction.ANSWER)
        centre.do(
            lambda session, deps: dial_item(session, deps, agent_id, item_id, number=FIRST, provider=floor.provider)
        )
        floor.wait(2)
        floor.pick_up(offered.call_id)
        assert centre.call(offered.call_id).state is CallState.TALKING
        assert [what for what, *_ in centre.host.callbacks] == ["offered", "previewed", "dialled", "reached"]

        centre.act(agent_id, offered.call_id, CallAction.HANG_UP)
        floor.wait(2)
        with Session(centre.engine) as session:
            assert session.get_one(CallbackItemRow, item_id).state is ItemState.DONE


@pytest.mark.parametrize("said", [True, False])
def test_whom_the_host_does_not_want_called_or_who_did_not_ask_is_not_placed(engine: sa.Engine, said: bool) -> None:
    with simulated(engine) as floor:
        if not said:
            floor.centre.host.to_call_back[FIRST] = uuid4()
        call_id = floor.ring(FIRST)
        if said:
            floor.wish(call_id)
        floor.hang_up(call_id)
        with Session(floor.centre.engine) as session:
            assert session.scalars(sa.select(CallbackItemRow)).all() == []


def test_whoever_asked_and_stays_on_the_line_is_answered_and_not_called_back(engine: sa.Engine) -> None:
    with simulated(engine) as floor:
        floor.centre.host.to_call_back[FIRST] = uuid4()
        call_id = floor.ring(FIRST)
        floor.wish(call_id)
        agent_id = floor.centre.agent()
        floor.centre.act(agent_id, call_id, CallAction.ANSWER)
        floor.centre.run()
        floor.hang_up(call_id)

        with Session(floor.centre.engine) as session:
            assert session.scalars(sa.select(CallbackItemRow)).all() == []


def test_who_asked_and_is_gone_before_the_agent_who_answered_is_on_the_line_is_called_back(engine: sa.Engine) -> None:
    with simulated(engine) as floor:
        centre, item_id = floor.centre, uuid4()
        centre.host.to_call_back[FIRST] = item_id
        call_id = floor.ring(FIRST)
        floor.wish(call_id)
        agent_id = centre.agent()
        centre.act(agent_id, call_id, CallAction.ANSWER)
        assert centre.call(call_id).state is CallState.CONNECTING
        floor.hang_up(call_id)

        assert centre.call(call_id).answered_at is None
        assert _try_of(centre, item_id).by_share is False


def test_who_hangs_up_while_it_rings_keeps_points_and_urgency_too(engine: sa.Engine) -> None:
    with simulated(engine) as floor:
        centre, item_id = floor.centre, uuid4()
        centre.host.to_call_back[FIRST] = item_id
        centre.host.wish = replace(centre.host.wish, priority=7)
        call_id = floor.ring(FIRST)
        floor.wish(call_id)
        agent_id = centre.agent()
        rang = centre.call(call_id)
        assert rang.state is CallState.RINGING
        floor.hang_up(call_id)

        call = centre.desk(agent_id).call  # at once, at the same agent
        assert call is not None
        assert call.item_id == item_id
        placed = _try_of(centre, item_id)
        assert (placed.priority, placed.urgent, placed.enqueued_at) == (7, rang.urgent, rang.enqueued_at)

        # The host places it again, as it does of each that changes: nothing of it is lost.
        at = centre.clock.at
        again = CallbackItem(item_id, "cards", not_before=at, enqueued_at=at, keeps_place=True)
        centre.do(lambda session, deps: place_item(session, deps, again))
        with Session(centre.engine) as session:
            item = session.get_one(CallbackItemRow, item_id)
            assert (item.priority, item.urgent, item.enqueued_at) == (7, rang.urgent, rang.enqueued_at)


def test_whose_callback_an_agent_has_before_them_already_leaves_the_queue_like_anybody(engine: sa.Engine) -> None:
    with simulated(engine) as floor:
        centre = floor.centre
        assert isinstance(centre, CallbackCentre)
        agent_id = centre.agent()
        item_id = centre.previewed(agent_id)
        centre.host.to_call_back[FIRST] = item_id
        call_id = floor.ring(FIRST)
        floor.wish(call_id)
        floor.hang_up(call_id)

        assert centre.call(call_id).state is CallState.ENDED  # nobody's ghost waits
        assert [each.state for each in centre.tries(item_id)] == [CallState.PREVIEWING]


def _try_of(centre: Centre, item_id: UUID) -> CallRow:
    with Session(centre.engine) as session:
        return session.scalars(sa.select(CallRow).where(CallRow.item_id == item_id)).one()
