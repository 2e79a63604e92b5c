"""Whatever agents, callers and the carrier do, in any order: nobody is stuck, lost, or shown something else."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from agent_desktop.server.stream.encoding import encode_events
from telephony.agents.models import AgentRow
from telephony.agents.states import BUSY
from telephony.calls.models import CallRow
from telephony.calls.states import HANDLED
from telephony.contract import (
    AgentAction,
    AgentState,
    CallState,
    ChosenReason,
    DeskSnapshot,
    OfferOutcome,
    StreamMessage,
    WrapUpMode,
    apply_change,
)
from telephony.desk import desk_of
from telephony.errors import TelephonyError
from telephony.events.journal import agent_topic, queue_topic
from telephony.events.repository import EventRepository
from telephony.offers.models import OfferRow
from telephony.providers.simulator.rooms import hears
from telephony.queues.service import ensure_queues
from telephony.timers.models import TimerKind, TimerRow
from telephony.wrap_up.states import plan_from_json
from tests.telephony.stretches import gaps
from tests.telephony.support import CARDS, LOANS, Centre

EXAMPLES = int(os.environ.get("TELEPHONY_DAYS", "12"))
"""How many random days are played; a long proof plays many more."""

KINDS = [
    "ring",
    "agent",
    "call",
    "hang_up",
    "deliver",
    "repeat",
    "orders",
    "time",
    "away",
    "after",
    "wrap_up",
    "outcome",
]
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 11)), min_size=1, max_size=40)

AGENT_CHOICES: list[tuple[AgentAction, ChosenReason | None]] = [
    (AgentAction.GO_READY, None),
    (AgentAction.GO_NOT_READY, ChosenReason.BREAK),
    (AgentAction.GO_OFFLINE, None),
    (AgentAction.GO_READY, None),
]


OF_WRAP_UP = [
    AgentAction.EXTEND_WRAP_UP,
    AgentAction.WANT_WRAP_UP,
    AgentAction.CANCEL_WRAP_UP,
    AgentAction.CANCEL_NEXT,
]


@dataclass
class Watched:
    """One agent's desk as a desktop keeps it: a snapshot once, then only the events of its topics."""

    centre: Centre
    agent_id: UUID
    desk: DeskSnapshot = field(init=False)
    number: int = field(init=False)

    def __post_init__(self) -> None:
        with Session(self.centre.engine) as session:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            self.desk = desk_of(session, self.centre.settings, self.agent_id, self.centre.clock.now())
            self.number = EventRepository(session).last_number()

    def follow(self) -> None:
        """Apply what has happened since, as the stream brings it."""
        topics = {agent_topic(self.agent_id)} | {queue_topic(queue.queue_id) for queue in self.desk.queues}
        with Session(self.centre.engine) as session:
            rows = EventRepository(session).list_after(self.number, topics=topics)
            for event in encode_events(rows, server_at=self.centre.clock.now()):
                message = StreamMessage.model_validate_json(event.text_for(frozenset(topics), self.number))
                assert message.previous == self.number
                if message.change is not None:
                    self.desk = apply_change(self.desk, message.change)
                self.number = message.number


class Day:
    """Plays one random day and looks after every step."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.agents = [centre.agent("cards", "loans"), centre.agent("cards"), centre.agent("loans", ready=False)]
        self.watched = [Watched(centre, agent) for agent in self.agents]
        self.sids: list[str] = []
        self.lost: set[str] = set()
        """The reports that never came."""
        self.steps: dict[str, Callable[[int], None]] = {
            "ring": self.ring,
            "agent": self.agent_acts,
            "call": self.call_acts,
            "hang_up": self.caller_hangs_up,
            "deliver": self.deliver_any,
            "repeat": self.repeat_any,
            "orders": self.carry_out,
            "time": self.time_passes,
            "away": self.carrier_away,
            "after": self.agent_chooses_next,
            "wrap_up": self.agent_asks_of_wrap_up,
            "outcome": self.agent_chooses_outcome,
        }

    def play(self, name: str, number: int) -> None:
        try:
            self.steps[name](number)
        except TelephonyError:
            pass  # a refusal by name is a good answer to a bad moment
        for watched in self.watched:
            watched.follow()
            assert watched.desk == self.centre.desk(watched.agent_id)
        self.check_nobody_is_lost()

    def ring(self, number: int) -> None:
        self.sids.append(self.centre.carrier.ring("+85291234567", queue_code=["cards", "loans"][number % 2]))

    def agent_acts(self, number: int) -> None:
        action, reason = AGENT_CHOICES[number // 3]
        self.centre.go(self.agents[number % 3], action, reason)

    def agent_chooses_next(self, number: int) -> None:
        action, reason = AGENT_CHOICES[number // 3]
        self.centre.go(self.agents[number % 3], action, reason, planned_seconds=60 if reason else None, after_call=True)

    def agent_asks_of_wrap_up(self, number: int) -> None:
        self.centre.go(self.agents[number % 3], OF_WRAP_UP[number // 3])

    def agent_chooses_outcome(self, number: int) -> None:
        agent = self.agents[number % 3]
        desk = self.centre.desk(agent)
        if desk.agent.state in BUSY and desk.call is not None:
            self.centre.choose(agent, desk.call.call_id)

    def call_acts(self, number: int) -> None:
        agent = self.agents[number % 3]
        desk = self.centre.desk(agent)
        if desk.call is None:
            return
        if desk.agent.state is AgentState.WRAP_UP:
            self.centre.finish(agent, desk.call.call_id)
            return
        allowed = sorted(desk.call.allowed)
        if allowed:
            self.centre.act(agent, desk.call.call_id, allowed[number % len(allowed)])

    def caller_hangs_up(self, number: int) -> None:
        if self.sids:
            self.centre.carrier.hang_up(self.sids[number % len(self.sids)])

    def deliver_any(self, number: int) -> None:
        waiting = self.centre.carrier.reports
        if waiting:
            self.centre.report(waiting.pop(number % len(waiting)))

    def repeat_any(self, number: int) -> None:
        waiting = {report.event_id for report in self.centre.carrier.reports}
        brought = [report for report in self.centre.carrier.sent if report.event_id not in waiting]
        if brought:
            again = brought[number % len(brought)]
            assert self.centre.report(again) is (again.event_id in self.lost)
            self.lost.discard(again.event_id)

    def carry_out(self, number: int) -> None:
        self.centre.outbox.run_due()

    def time_passes(self, number: int) -> None:
        self.centre.clock.advance(number * 3)
        self.centre.timers.run_due()

    def carrier_away(self, number: int) -> None:
        self.centre.carrier.away = number < 4

    def check_nobody_is_lost(self) -> None:
        with Session(self.centre.engine) as session:
            calls = {row.call_id: row for row in session.scalars(sa.select(CallRow))}
            agents = {row.agent_id: row for row in session.scalars(sa.select(AgentRow))}
            limits = set(session.scalars(sa.select(TimerRow.subject_id).where(TimerRow.kind == TimerKind.WRAP_UP_ENDS)))
            offers = session.scalars(sa.select(OfferRow).where(OfferRow.outcome == OfferOutcome.OPEN)).all()
        ringing = {offer.call_id: offer for offer in offers}
        for call in calls.values():
            assert (call.state is CallState.RINGING) == (call.call_id in ringing)
            if call.state in HANDLED:
                assert call.agent_id is not None
                owner = agents[call.agent_id]
                assert (owner.state, owner.call_id) == (AgentState.ON_CALL, call.call_id)
        for agent in agents.values():
            assert {offer.offer_id for offer in offers if offer.agent_id == agent.agent_id} == {agent.offer_id} - {None}
            if agent.state is AgentState.ON_CALL:
                assert agent.call_id is not None
                assert calls[agent.call_id].state in HANDLED
            if agent.state is AgentState.WRAP_UP:
                assert agent.call_id is not None
                assert calls[agent.call_id].state is CallState.ENDED
                plan = plan_from_json(agent.wrap_up)
                assert plan is not None
                assert plan.overdue or (plan.limit_at is None) != (agent.call_id in limits), "no wrap-up without an end"

    def end(self) -> None:
        """Let everything reach its place: reports, orders, timers. Then the rooms and the calls must agree."""
        self.centre.carrier.away = False
        for _ in range(4):
            self.centre.run()
            self.centre.clock.advance(6)
        self.centre.run()
        for sid in self.sids:
            room = self.centre.carrier.carrier.find_room(sid)
            call = self.centre.call_by_sid(sid)
            assert room is not None
            assert (room.state() == "ended") is (call.state is CallState.ENDED)
            assert call.pending is None
            heard = hears(room)
            if call.state is CallState.TALKING:
                assert heard == {"caller": () if call.muted else ("agent",), "agent": ("caller",)}
            elif call.state is not CallState.ENDED:
                assert heard["caller"] == ()
        for watched in self.watched:
            watched.follow()
            assert watched.desk == self.centre.desk(watched.agent_id)
        self.check_nobody_is_lost()
        assert gaps(self.centre) == []


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, modes=st.tuples(st.sampled_from(WrapUpMode), st.sampled_from(WrapUpMode)), required=st.booleans())
def test_any_day_leaves_every_call_with_an_owner_and_every_desk_as_its_snapshot_and_events_say(
    engine: sa.Engine, steps: list[tuple[str, int]], modes: tuple[WrapUpMode, WrapUpMode], required: bool
) -> None:
    centre = Centre(clean(engine))
    with centre.open_work() as work:
        queues = [
            replace(each, wrap_up_mode=mode, wrap_up_seconds=20, wrap_up_extensions=1, outcome_required=required)
            for each, mode in zip((CARDS, LOANS), modes, strict=True)
        ]
        ensure_queues(work.session, queues)
    day = Day(centre)
    for name, number in steps:
        day.play(name, number)
    day.end()


def clean(engine: sa.Engine) -> sa.Engine:
    """Empty telephony's tables: each example begins on a fresh morning, in the same database."""
    with engine.begin() as connection:
        connection.execute(
            sa.text("TRUNCATE queue_groups, events, event_counter, timers, provider_inbox, provider_outbox CASCADE")
        )
    return engine
