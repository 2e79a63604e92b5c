"""A week in which callbacks are made beside callers: business time only, one thread, the carrier in the same process.

Whoever reads the figures reads what was kept of the calls: nothing is counted on the way. Nobody looks at a desk: a
snapshot after each deed would take a third of the time, and what is on it is another proof's.
"""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow, AgentStateRow
from telephony.agents.service import change_agent_state, finish_wrap_up, note_outcome
from telephony.calls.models import CallRow, CallStretchRow
from telephony.calls.service import act_on_call
from telephony.contract import AgentAction, AgentState, CallAction, CallDirection, CallState, OfferOutcome
from telephony.errors import TelephonyError
from telephony.offers.models import OfferRow
from telephony.providers.base import EndedBy
from tests.telephony.callbacks.desk import CallbackCentre

OPENS, CLOSES = 9, 18
WINDOW: Final = timedelta(minutes=15)
RETRY: Final = timedelta(minutes=60)
ATTEMPTS: Final = 3
CAME_TO: Final = ((0.64, None), (0.84, EndedBy.NO_ANSWER), (0.95, EndedBy.BUSY), (1.0, EndedBy.UNREACHABLE))
"""What comes of a dial, up to this share of all."""
ACCEPTS_IN, LOOKS_FOR, RINGS_FOR, WRAPS_UP_IN = 3.0, 20.0, 8.0, 25.0
TALKS_FOR: Final = 150.0
"""The mean seconds of a talk."""

_AT_WORK: Final = (
    sa.select(AgentRow.agent_id, AgentRow.state, AgentRow.offer_id, CallRow.call_id, CallRow.state, CallRow.item_id)
    .outerjoin(CallRow, CallRow.call_id == AgentRow.call_id)
    .where(AgentRow.state != AgentState.OFFLINE)
)


@dataclass(frozen=True, slots=True)
class Figures:
    """`kept`: tried within the promised window, percent. `late_seconds` are of all first tries, from the end of the
    window, 0 for within; `load` is work with calls of the time signed in, percent."""

    callbacks: int
    tries: int
    reached: int
    kept: float
    late_median: float
    late_90: float
    load: float
    callers: int
    callers_answered: int
    caller_wait_median: float


class Week:
    """Plays it. `days` from Monday on, with `agents` who take everything, so many callbacks and callers in all."""

    def __init__(self, centre: CallbackCentre, *, days: int, agents: int, callbacks: int, callers: int) -> None:
        self._centre = centre
        self._random = random.Random(20260302)
        self._events: list[tuple[datetime, int, Callable[[], Any]]] = []
        self._numbers = itertools.count()
        self._tries: dict[UUID, int] = {}
        self._due: dict[UUID, datetime] = {}
        self._seen: dict[UUID, tuple[AgentState, UUID | None, UUID | None, CallState | None]] = {}
        start = centre.clock.at
        self._agents = [centre.agent("cards", ready=False) for _ in range(agents)]
        for day in range(days + 1):  # what nobody answered on the last evening is tried the next morning
            opens = (start + timedelta(days=day)).replace(hour=OPENS, minute=0)
            for agent_id in self._agents:
                self._at(opens, self._go(agent_id, AgentAction.GO_READY))
                self._at(opens.replace(hour=CLOSES) + timedelta(minutes=40), self._leave(agent_id))
        for number in range(callbacks):
            opens = (start + timedelta(days=number % days)).replace(hour=OPENS, minute=0)
            due = opens + timedelta(seconds=self._random.uniform(900, (CLOSES - OPENS - 1) * 3600))
            item_id = uuid4()
            self._due[item_id], self._tries[item_id] = due, 0
            self._place(item_id, due - WINDOW, due + WINDOW)
        for number in range(callers):
            opens = (start + timedelta(days=number % days)).replace(hour=OPENS, minute=0)
            self._at(opens + timedelta(seconds=self._random.uniform(60, (CLOSES - OPENS) * 3600)), self._ring)

    def play(self) -> Figures:
        """Go on until nothing is left to happen."""
        centre = self._centre
        while self._events:
            timer = centre.timers.next_due_at()
            at = self._events[0][0]
            if timer is not None and timer < at:
                centre.clock.at = max(centre.clock.at, timer)
            else:
                centre.clock.at = max(centre.clock.at, at)
                try:
                    heapq.heappop(self._events)[2]()
                except TelephonyError:
                    pass  # the moment has passed: somebody else was faster
            centre.run()
            self._look()
        return self._figures()

    # what happens

    def _at(self, at: datetime, do: Callable[[], Any]) -> None:
        heapq.heappush(self._events, (at, next(self._numbers), do))

    def _soon(self, seconds: float, do: Callable[[], Any]) -> None:
        self._at(self._centre.clock.at + timedelta(seconds=seconds), do)

    def _place(self, item_id: UUID, not_before: datetime, late_at: datetime) -> None:
        self._centre.place(item_id, not_before=not_before, enqueued_at=not_before, late_at=late_at)

    def _ring(self) -> None:
        self._centre.carrier.ring("+85291234567", queue_code="cards")

    def _go(self, agent_id: UUID, action: AgentAction, *, after_call: bool = False) -> Callable[[], Any]:
        return lambda: self._centre.do(
            lambda session, deps: change_agent_state(session, deps, agent_id, action, after_call=after_call)
        )

    def _leave(self, agent_id: UUID) -> Callable[[], Any]:
        def leave() -> None:
            state = self._seen[agent_id][0]  # as of the last thing that happened
            busy = state in (AgentState.ON_CALL, AgentState.WRAP_UP)
            self._go(agent_id, AgentAction.GO_OFFLINE, after_call=busy)()

        return leave

    def _deed(self, agent_id: UUID, call_id: UUID, action: CallAction) -> None:
        self._centre.do(lambda session, deps: act_on_call(session, deps, call_id, agent_id, action))

    def _finish(self, agent_id: UUID, call_id: UUID) -> None:
        self._centre.host.outcomes.add(call_id)
        self._centre.do(lambda session, deps: note_outcome(session, deps, agent_id, call_id))
        self._centre.do(lambda session, deps: finish_wrap_up(session, deps, agent_id, call_id))

    def _look(self) -> None:
        """See what came to whom, and have each do what people do with it."""
        self._hear()
        with Session(self._centre.engine) as session:
            rows = session.execute(_AT_WORK).all()
        for agent_id, state, offer_id, call_id, call_state, item_id in rows:
            seen = (state, offer_id, call_id, call_state)
            if self._seen.get(agent_id) == seen:
                continue
            self._seen[agent_id] = seen
            self._act(agent_id, state, offer_id, call_id, call_state, item_id)

    def _act(
        self,
        agent_id: UUID,
        state: AgentState,
        offer_id: UUID | None,
        call_id: UUID | None,
        call_state: CallState | None,
        item_id: UUID | None,
    ) -> None:
        centre = self._centre
        if offer_id is not None:
            self._soon(ACCEPTS_IN, lambda: self._answer(agent_id))
        elif call_id is None:
            return
        elif state is AgentState.WRAP_UP:
            self._soon(WRAPS_UP_IN, lambda: self._finish(agent_id, call_id))
        elif call_state is CallState.PREVIEWING and item_id is not None:
            self._soon(LOOKS_FOR, lambda: centre.dial_callback(agent_id, item_id))
        elif call_state is CallState.DIALLING:
            self._soon(RINGS_FOR, lambda: self._comes_to(call_id))
        elif call_state is CallState.TALKING:
            talk = self._random.expovariate(1 / TALKS_FOR)
            self._soon(talk, lambda: self._deed(agent_id, call_id, CallAction.HANG_UP))

    def _answer(self, agent_id: UUID) -> None:
        with Session(self._centre.engine) as session:
            rings = sa.select(OfferRow.call_id).where(
                OfferRow.agent_id == agent_id, OfferRow.outcome == OfferOutcome.OPEN
            )
            call_id = session.scalar(rings)
        if call_id is not None:
            self._deed(agent_id, call_id, CallAction.ANSWER)

    def _comes_to(self, call_id: UUID) -> None:
        sid, drawn = self._centre.call(call_id).call_sid, self._random.random()
        end = next(end for share, end in CAME_TO if drawn <= share)
        if end is None:
            self._centre.carrier.answer(sid)
        else:
            self._centre.carrier.refuse(sid, end)

    def _hear(self) -> None:
        """The host hears that a try is over: one that reached nobody is made again after an hour, thrice in all."""
        heard, self._centre.host.callbacks = list(self._centre.host.callbacks), []
        reached = {item_id for what, item_id, _ in heard if what == "reached"}
        for what, item_id, _ in heard:
            if not what.startswith("ended:") or item_id is None:
                continue
            self._tries[item_id] += 1
            hung_up = what.removeprefix("ended:") in ("agent_hung_up", "caller_hung_up")
            if item_id in reached or hung_up or self._tries[item_id] >= ATTEMPTS:
                continue
            due = self._centre.clock.at + RETRY
            if due.hour >= CLOSES:
                due = (due + timedelta(days=1)).replace(hour=OPENS, minute=5)
            self._place(item_id, due, due + WINDOW)

    # what is read of it

    def _figures(self) -> Figures:
        with Session(self._centre.engine) as session:
            tried = sa.select(CallRow.item_id, sa.func.min(CallStretchRow.began_at)).join(
                CallStretchRow, CallStretchRow.call_id == CallRow.call_id
            )
            first = dict(
                session.execute(tried.where(CallStretchRow.state == CallState.DIALLING).group_by(CallRow.item_id)).all()
            )
            tries = session.scalar(sa.select(sa.func.count()).where(CallRow.item_id.is_not(None), ~CallRow.undialled))
            talked = sa.select(sa.func.count(sa.distinct(CallRow.item_id))).where(CallRow.answered_at.is_not(None))
            reached = session.scalar(talked.where(CallRow.item_id.is_not(None)))
            came = session.execute(
                sa.select(CallRow.answered_at, CallRow.wait_seconds).where(CallRow.direction == CallDirection.INBOUND)
            ).all()
            length = sa.func.sum(sa.extract("epoch", AgentStateRow.ended_at - AgentStateRow.began_at))
            states = (AgentState.READY, AgentState.ON_CALL, AgentState.WRAP_UP)
            spent: dict[AgentState, float] = {
                state: float(seconds)
                for state, seconds in session.execute(
                    sa.select(AgentStateRow.state, length)
                    .where(AgentStateRow.state.in_(states), AgentStateRow.ended_at.is_not(None))
                    .group_by(AgentStateRow.state)
                )
            }
        late = sorted(
            max(0.0, (first[item_id] - due - WINDOW).total_seconds())
            for item_id, due in self._due.items()
            if item_id in first
        )
        waits = sorted(row.wait_seconds for row in came if row.answered_at is not None)
        work = spent.get(AgentState.ON_CALL, 0.0) + spent.get(AgentState.WRAP_UP, 0.0)
        signed_in = sum(spent.values())
        return Figures(
            callbacks=len(self._due),
            tries=tries or 0,
            reached=reached or 0,
            kept=100 * sum(each == 0 for each in late) / len(self._due),
            late_median=_share_of(late, 0.5),
            late_90=_share_of(late, 0.9),
            load=100 * work / signed_in,
            callers=len(came),
            callers_answered=len(waits),
            caller_wait_median=_share_of([float(each) for each in waits], 0.5),
        )


def _share_of(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
