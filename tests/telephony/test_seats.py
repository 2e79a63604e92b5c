"""One active desktop an agent, and what becomes of the agent when it falls silent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.contract import (
    AgentAction,
    AgentState,
    CallAction,
    CallState,
    ChosenReason,
    OfferOutcome,
    StateCause,
    SystemReason,
)
from telephony.offers.models import OfferRow
from telephony.seats.models import SeatRow
from telephony.seats.service import leave_seat, take_seat
from telephony.seats.watch import BeatBook, PresenceWatch
from tests.telephony.support import NINE, Centre


@dataclass
class Machine:
    """The machine's clocks, which the test moves; business time goes with them unless it is said to stand."""

    centre: Centre
    at: datetime = NINE
    ticks: float = 0.0
    book: BeatBook = field(default_factory=BeatBook)
    agents: dict[UUID, UUID] = field(default_factory=dict)
    """Whose sign-in each is."""

    def __post_init__(self) -> None:
        self.watch = self.new_watch()

    def new_watch(
        self, is_signed_in: Callable[[Session, UUID, UUID], bool] = lambda _session, _agent, _sign_in: True
    ) -> PresenceWatch:
        """Another server, or the same one after a restart: it knows nothing but the database."""
        return PresenceWatch(
            self.centre.open_work,
            self.centre.deps,
            self.book,
            lambda: self.at,
            monotonic=lambda: self.ticks,
            is_signed_in=is_signed_in,
        )

    def pass_seconds(self, seconds: int, *beating: UUID) -> None:
        """Let seconds pass one by one; the desktops of these sign-ins beat all the while."""
        for _ in range(seconds):
            self.sleep(1)
            for session_id in beating:
                self.beat(session_id)
            self.watch.look()

    def beat(self, session_id: UUID) -> None:
        """The desktop of this sign-in beats once."""
        self.book.heard(self.agents[session_id], session_id)

    def sleep(self, seconds: float) -> None:
        """Let time pass in which nobody looks."""
        self.at += timedelta(seconds=seconds)
        self.ticks += seconds
        self.centre.clock.advance(seconds)


@pytest.fixture
def machine(centre: Centre) -> Machine:
    """A centre whose server has been listening for long."""
    machine = Machine(centre)
    machine.pass_seconds(90)
    return machine


def seat(machine: Machine, agent_id: UUID, *, only_if_free: bool = False) -> UUID:
    """Have a new desktop take the agent's seat; return its sign-in."""
    session_id = uuid4()
    machine.agents[session_id] = agent_id
    machine.centre.do(
        lambda session, deps: take_seat(session, deps, agent_id, session_id, machine.at, only_if_free=only_if_free)
    )
    return session_id


def seated_agent(machine: Machine) -> tuple[UUID, UUID]:
    """Return a ready agent whose desktop beats, and that desktop's sign-in."""
    agent_id = machine.centre.agent()
    session_id = seat(machine, agent_id)
    machine.pass_seconds(2, session_id)
    return agent_id, session_id


def row(centre: Centre, agent_id: UUID) -> AgentRow:
    with Session(centre.engine) as session:
        return session.get_one(AgentRow, agent_id)


def test_whoever_takes_the_seat_is_told_on_the_agents_own_topic_and_the_call_goes_on(machine: Machine) -> None:
    centre = machine.centre
    agent_id, first = seated_agent(machine)
    call_id = centre.answered(agent_id)

    second = seat(machine, agent_id)

    desk = centre.desk(agent_id)
    assert desk.seat is not None
    assert (desk.seat.session_id, desk.seat.version) == (second, 2)
    assert desk.call is not None
    assert (desk.call.call_id, desk.call.state) == (call_id, CallState.TALKING)
    told = [
        entry for entry in centre.appended[-1].entries if entry.change is not None and entry.change.seat is not None
    ]
    assert [(entry.topics, entry.change.seat.session_id) for entry in told if entry.change and entry.change.seat] == [
        ((f"agent:{agent_id}",), second)
    ]
    assert first != second


def test_a_desktop_that_only_comes_back_takes_the_seat_from_nobody(machine: Machine) -> None:
    agent_id, first = seated_agent(machine)

    seat(machine, agent_id, only_if_free=True)

    found = machine.centre.desk(agent_id).seat
    assert found is not None
    assert found.session_id == first


def test_a_seat_that_was_left_is_taken_by_whoever_comes_next(machine: Machine) -> None:
    agent_id, first = seated_agent(machine)
    with machine.centre.open_work() as work:
        deps = machine.centre.deps(work.journal)
        assert not leave_seat(work.session, deps, agent_id, uuid4())
        assert leave_seat(work.session, deps, agent_id, first)
    left = machine.centre.desk(agent_id).seat

    second = seat(machine, agent_id, only_if_free=True)

    assert left is not None
    assert left.session_id is None
    assert machine.centre.desk(agent_id).seat.session_id == second  # type: ignore[union-attr]


def test_the_offer_of_a_silent_desktop_goes_back_to_its_place_and_is_no_miss(machine: Machine) -> None:
    centre = machine.centre
    agent_id, _ = seated_agent(machine)
    machine.pass_seconds(10)
    call_id = centre.ring()
    assert centre.desk(agent_id).offer is not None
    enqueued_at = centre.call(call_id).enqueued_at

    machine.pass_seconds(6)

    call, agent = centre.call(call_id), row(centre, agent_id)
    assert (call.state, call.enqueued_at) == (CallState.QUEUED, enqueued_at)
    assert (agent.state, agent.misses, agent.offer_id) == (AgentState.READY, 0, None)
    with Session(centre.engine) as session:
        assert session.scalars(sa.select(OfferRow.outcome)).all() == [OfferOutcome.WITHDRAWN]
    assert centre.ring() is not None
    assert centre.desk(agent_id).offer is None  # no new one either


def test_the_next_agent_gets_the_call_that_rang_at_a_silent_desktop(machine: Machine) -> None:
    centre = machine.centre
    silent, _ = seated_agent(machine)
    other = centre.agent()
    call_id = centre.ring()
    assert centre.desk(silent).offer is not None

    machine.pass_seconds(16)

    offer = centre.desk(other).offer
    assert offer is not None
    assert offer.call_id == call_id


def test_whoever_comes_back_within_the_minute_is_as_before_and_gets_who_waits(machine: Machine) -> None:
    centre = machine.centre
    agent_id, session_id = seated_agent(machine)
    machine.pass_seconds(50)
    call_id = centre.ring()
    before = row(centre, agent_id)
    assert centre.desk(agent_id).offer is None

    machine.pass_seconds(2, session_id)

    desk = centre.desk(agent_id)
    assert (desk.agent.state, desk.agent.since_at) == (AgentState.READY, before.since_at)
    assert desk.offer is not None
    assert desk.offer.call_id == call_id


@pytest.mark.parametrize("reason", [None, ChosenReason.LUNCH])
def test_after_a_minute_of_silence_the_agent_is_not_ready_connection(
    machine: Machine, reason: ChosenReason | None
) -> None:
    centre = machine.centre
    agent_id, session_id = seated_agent(machine)
    if reason is not None:
        centre.go(agent_id, AgentAction.GO_NOT_READY, reason)
    chosen = AgentState.READY if reason is None else AgentState.NOT_READY

    machine.pass_seconds(58)
    assert (row(centre, agent_id).state, row(centre, agent_id).reason) == (chosen, reason)
    machine.pass_seconds(5)
    machine.pass_seconds(2, session_id)

    agent = row(centre, agent_id)
    assert (agent.state, agent.given_reason) == (AgentState.NOT_READY, SystemReason.CONNECTION)
    assert agent.desktop_lost_at is None  # heard again: they may go ready themselves
    assert centre.go(agent_id, AgentAction.GO_READY).agent.state is AgentState.READY


def test_a_call_goes_on_without_the_desktop_and_so_does_its_wrap_up(machine: Machine) -> None:
    centre = machine.centre
    agent_id, _ = seated_agent(machine)
    call_id = centre.answered(agent_id)

    machine.pass_seconds(120)
    assert centre.call(call_id).state is CallState.TALKING
    centre.caller_hangs_up(call_id)
    machine.pass_seconds(120)
    assert row(centre, agent_id).state is AgentState.WRAP_UP
    centre.finish(agent_id, call_id)
    machine.pass_seconds(2)

    agent = row(centre, agent_id)
    assert (agent.state, agent.given_reason) == (AgentState.NOT_READY, SystemReason.CONNECTION)


def test_what_a_server_could_not_hear_is_nobodys_silence(machine: Machine) -> None:
    centre = machine.centre
    agent_id, session_id = seated_agent(machine)
    machine.sleep(600)  # every server was away
    machine.watch = machine.new_watch()

    machine.pass_seconds(20)  # the desktops try again, each after its own wait
    machine.pass_seconds(60, session_id)

    assert (row(centre, agent_id).state, row(centre, agent_id).desktop_lost_at) == (AgentState.READY, None)


def test_a_desktop_that_does_not_come_back_after_a_restart_is_found_all_the_same(machine: Machine) -> None:
    centre = machine.centre
    agent_id, _ = seated_agent(machine)
    machine.sleep(5)
    machine.watch = machine.new_watch()

    machine.pass_seconds(29)
    assert row(centre, agent_id).desktop_lost_at is None
    machine.pass_seconds(50)

    assert row(centre, agent_id).system_reason is SystemReason.CONNECTION


def test_a_machine_that_slept_or_a_clock_that_was_set_throws_nobody_out(machine: Machine) -> None:
    centre = machine.centre
    agent_id, session_id = seated_agent(machine)
    machine.sleep(300)
    machine.pass_seconds(10)
    machine.pass_seconds(5, session_id)
    machine.at += timedelta(hours=1)  # set by hand
    machine.pass_seconds(5)
    machine.pass_seconds(40, session_id)

    assert (row(centre, agent_id).state, row(centre, agent_id).desktop_lost_at) == (AgentState.READY, None)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_database_that_was_away_throws_nobody_out(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, restarted: bool
) -> None:
    centre = machine.centre
    agent_id, session_id = seated_agent(machine)
    if restarted:
        machine.watch = machine.new_watch()

    def away() -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(machine.watch, "_open_work", away)
        for _ in range(120):
            machine.sleep(1)
            machine.beat(session_id)
            with pytest.raises(ConnectionError):
                machine.watch.look()
    machine.pass_seconds(4)  # the next beat is still to come
    machine.pass_seconds(40, session_id)

    assert (row(centre, agent_id).state, row(centre, agent_id).desktop_lost_at) == (AgentState.READY, None)


def test_two_servers_that_watch_do_each_thing_once(machine: Machine) -> None:
    centre = machine.centre
    agent_id, _ = seated_agent(machine)
    other = machine.new_watch()
    for _ in range(90):
        machine.pass_seconds(1)
        other.look()

    with Session(centre.engine) as session:
        causes = session.execute(
            sa.text("SELECT cause FROM agent_states WHERE agent_id = :a ORDER BY began_at"), {"a": agent_id}
        ).scalars()
        assert list(causes).count(StateCause.DESKTOP_LOST.value) == 1


def test_only_the_desktop_in_the_seat_is_listened_to_and_one_that_never_beat_is_not_watched(machine: Machine) -> None:
    centre = machine.centre
    agent_id, first = seated_agent(machine)
    second = seat(machine, agent_id)
    machine.pass_seconds(20, first)
    assert row(centre, agent_id).desktop_lost_at is not None
    machine.pass_seconds(2, second)
    assert row(centre, agent_id).desktop_lost_at is None

    quiet = centre.agent()
    seat(machine, quiet)
    machine.pass_seconds(120)

    assert row(centre, quiet).state is AgentState.READY


def test_beats_run_by_the_machines_clock_however_fast_business_time_runs(machine: Machine) -> None:
    centre = machine.centre
    agent_id, session_id = seated_agent(machine)
    centre.clock.advance(3600)
    machine.pass_seconds(5, session_id)

    with Session(centre.engine) as session:
        found = session.get_one(SeatRow, agent_id)
    assert found.beat_at == machine.at
    assert row(centre, agent_id).state is AgentState.READY


def test_an_answer_from_the_new_desktop_takes_the_offer_that_rang_at_the_old_one(machine: Machine) -> None:
    centre = machine.centre
    agent_id, _ = seated_agent(machine)
    call_id = centre.ring()

    seat(machine, agent_id)
    centre.act(agent_id, call_id, CallAction.ANSWER)
    centre.run()

    assert centre.call(call_id).state is CallState.TALKING
