"""Whatever the host, agents, those they call and the carrier do, in any order: a callback is dialled once at a time, it
is never forgotten, and nobody who has it is stuck with it."""

from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.states import ItemState
from telephony.calls.models import CallRow
from telephony.calls.states import WAITING
from telephony.contract import CallAction, CallDirection, CallState
from telephony.errors import CallbackTakenError
from telephony.providers.base import EndedBy, OrderKind
from telephony.timers.models import TimerKind, TimerRow
from tests.telephony.callbacks.desk import CallbackCentre
from tests.telephony.test_any_order import EXAMPLES, Day, clean

KINDS = [
    *("ring", "agent", "call", "hang_up", "deliver", "orders", "time", "away", "outcome"),
    *("place", "place", "withdraw", "take", "take", "accept", "accept", "dial", "dial", "back", "called"),
]
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 11)), min_size=8, max_size=50)
CAME_TO = (None, EndedBy.BUSY, EndedBy.NO_ANSWER)


class CallbackDay(Day):
    """A day on which there are also callbacks to make. `dialled` are the rooms in which somebody was called."""

    centre: CallbackCentre

    def __init__(self, centre: CallbackCentre) -> None:
        super().__init__(centre)
        self.items = [uuid4() for _ in range(4)]
        self.wanted: set[UUID] = set()
        """Those that the host wants made, and of which it has not been told that a try is over."""
        self.dialled: list[str] = []
        self.steps |= {
            "place": self.place,
            "withdraw": self.withdraw,
            "take": lambda number: cast(None, centre.take(self.agents[number % 3], self.items[number % 4])),
            "accept": self.accept,
            "dial": self.dial,
            "back": lambda number: self.centre.give_back(self.agents[number % 3], self.items[number % 4]),
            "called": self.called_comes_to,
        }

    def place(self, number: int) -> None:
        item_id, at = self.items[number % 4], self.centre.clock.at
        due_at = at + timedelta(seconds=(number // 4) * 20)
        owner = self.agents[number % 3] if number % 2 else None
        self.centre.place(
            item_id,
            not_before=due_at,
            enqueued_at=due_at,
            queue_code=["cards", "loans"][number % 2],
            keeps_place=number > 8,
            agent_id=owner,
            agent_until=None if owner is None else due_at + timedelta(seconds=15),
        )
        self.wanted.add(item_id)

    def withdraw(self, number: int) -> None:
        item_id = self.items[number % 4]
        if self.centre.withdraw(item_id):
            self.wanted.discard(item_id)

    def accept(self, number: int) -> None:
        agent_id = self.agents[number % 3]
        call = self.centre.desk(agent_id).call
        if call is not None and call.item_id is not None and call.state is CallState.RINGING:
            self.centre.act(agent_id, call.call_id, CallAction.ANSWER)

    def dial(self, number: int) -> None:
        agent_id = self.agents[number % 3]
        call = self.centre.desk(agent_id).call
        if call is not None and call.item_id is not None:
            dialled = self.centre.dial_callback(agent_id, call.item_id)
            self.dialled.append(self.centre.call(dialled).call_sid)

    def called_comes_to(self, number: int) -> None:
        if not self.dialled:
            return
        sid, came_to = self.dialled[number % len(self.dialled)], CAME_TO[number % 3]
        if self.centre.carrier.carrier.find_room(sid) is None:
            return
        if came_to is None:
            self.centre.carrier.answer(sid)
        else:
            self.centre.carrier.refuse(sid, came_to)

    def play(self, name: str, number: int) -> None:
        super().play(name, number)
        self.check_callbacks()

    def check_callbacks(self) -> None:
        for what, item_id, _ in self.centre.host.callbacks:
            if what.startswith("ended:") and item_id is not None:
                self.wanted.discard(item_id)
        self.centre.host.callbacks.clear()
        with Session(self.centre.engine) as session:
            items = {row.item_id: row for row in session.scalars(sa.select(CallbackItemRow))}
            live = session.scalars(
                sa.select(CallRow).where(CallRow.item_id.is_not(None), CallRow.state != CallState.ENDED)
            ).all()
            kind = TimerRow.kind == TimerKind.CALLBACK_DUE
            timed = set(session.scalars(sa.select(TimerRow.subject_id).where(kind)))
            looked_at = TimerRow.kind == TimerKind.PREVIEW_ENDS
            limited = set(session.scalars(sa.select(TimerRow.subject_id).where(looked_at)))
        assert len({call.item_id for call in live}) == len(live), "one live call of each"
        under_way = {ItemState.QUEUED, ItemState.PREVIEWED, ItemState.DIALLED}
        by_item = {call.item_id: call for call in live}
        for item_id, item in items.items():
            call = by_item.get(item_id)
            assert (item.state in under_way) == (call is not None)
            if call is not None:
                assert item.call_id == call.call_id
                assert (item.state is ItemState.DIALLED) == (not call.undialled)
                assert (item.state is ItemState.PREVIEWED) == (call.state is CallState.PREVIEWING)
                if call.undialled:
                    assert call.enqueued_at <= item.placed_at + timedelta(seconds=60)
                    assert call.state in {*WAITING, CallState.PREVIEWING}
            if item.state is ItemState.PLACED or item.withdrawn or item.moved:
                assert item_id in timed, "nothing is forgotten"
        assert {call.call_id for call in live if call.state is CallState.PREVIEWING} == limited
        for item_id in self.wanted:
            assert items[item_id].state is not ItemState.DONE, "what the host wants made is not over"
        # The carrier was asked to call once for each try, never for one that nobody dialled.
        asked = [order.call_sid for order in self.centre.carrier.orders if order.kind is OrderKind.DIAL]
        assert set(asked) <= set(self.dialled)

    def end(self) -> None:
        self.sids = [sid for sid in self.sids if self.centre.carrier.carrier.find_room(sid) is not None]
        super().end()
        self.check_callbacks()


@settings(
    max_examples=max(3, EXAMPLES // 3),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_any_day_makes_each_callback_once_at_a_time_and_forgets_none(
    engine: sa.Engine, steps: list[tuple[str, int]]
) -> None:
    day = CallbackDay(CallbackCentre(clean(engine)))
    for name, number in steps:
        day.play(name, number)
    day.end()


def test_a_day_of_callbacks_is_played_to_its_end(engine: sa.Engine) -> None:
    """The machine of the property does what it says: of one plain day each step comes to pass."""
    day = CallbackDay(CallbackCentre(clean(engine)))
    for name, number in [("place", 0), ("accept", 1), ("accept", 0), ("dial", 0), ("dial", 1), ("orders", 0)]:
        day.play(name, number)
    assert len(day.dialled) == 1
    for name, number in [("deliver", 0), ("called", 0), ("deliver", 0), ("deliver", 0)]:
        day.play(name, number)
    with Session(day.centre.engine) as session:
        call = session.scalars(sa.select(CallRow).where(CallRow.direction == CallDirection.OUTBOUND)).one()
    assert call.state is CallState.TALKING
    with pytest.raises(CallbackTakenError):
        day.place(0)
    day.end()
