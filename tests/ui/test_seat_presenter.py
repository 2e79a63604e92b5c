"""Another desktop is the active one: nothing rings and nothing may be done here until the seat is taken back."""

from uuid import UUID

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.seat.presenter import SeatPresenter, SeatState
from telephony.contract import CallState, DeskChange, DeskSnapshot, EventKind, SeatSnapshot, TakeSeat
from tests.client.support import AWAY, START, HeldTasks, agent, call, desk, event, offer, snapshot
from tests.client.test_desk import Reader

HERE, THERE = UUID(int=71), UUID(int=72)


def seat(session_id: UUID | None, version: int = 1) -> SeatSnapshot:
    return SeatSnapshot(session_id=session_id, taken_at=START, version=version)


class Server:
    def __init__(self) -> None:
        self.commands: list[TakeSeat] = []
        self.problem: ClientError | None = None

    def take_seat(self, command: TakeSeat) -> DeskSnapshot:
        self.commands.append(command)
        if self.problem is not None:
            raise self.problem
        return desk(seat=seat(HERE, 3), agent=agent(version=2))


class Bench:
    def __init__(self) -> None:
        self.server, self.tasks = Server(), HeldTasks()
        self.desk = DeskModel(Reader(), ImmediateTasks(), session_id=lambda: HERE)
        self.presenter = SeatPresenter(self.desk, self.server, self.tasks)

    def seat_goes(self, session_id: UUID | None, version: int) -> None:
        change = DeskChange(seat=seat(session_id, version))
        self.desk.receive(event(change, kind=EventKind.SEAT_CHANGED))

    @property
    def state(self) -> SeatState:
        return self.presenter.state


def test_a_desktop_with_the_seat_or_of_an_older_server_says_nothing() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk()))
    assert bench.state == SeatState()
    bench.seat_goes(HERE, 1)
    assert bench.state == SeatState()
    bench.seat_goes(None, 2)
    assert not bench.state.elsewhere


def test_when_the_seat_goes_elsewhere_the_offer_stops_ringing_and_no_action_is_left() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    bench.desk.receive(snapshot(desk(seat=seat(HERE), call=ringing, offer=offer(ringing))))
    assert bench.desk.view.offer is not None

    bench.seat_goes(THERE, 2)

    view = bench.desk.view
    assert (view.offer, view.call, view.seat_elsewhere) == (None, None, True)
    assert view.desk is not None
    assert view.desk.agent.allowed == frozenset()
    assert (bench.state.elsewhere, bench.state.taken_at, bench.state.call_goes_on) == (True, START, False)


def test_the_call_is_said_to_go_on_there_and_can_only_be_looked_at() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(seat=seat(HERE), call=call(CallState.TALKING))))

    bench.seat_goes(THERE, 2)

    assert bench.state.call_goes_on
    assert bench.desk.view.call is not None
    assert bench.desk.view.call.allowed == frozenset()


def test_taking_the_seat_back_is_asked_once_and_everything_is_as_the_server_says_again() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    bench.desk.receive(snapshot(desk(seat=seat(THERE, 2), call=ringing, offer=offer(ringing))))

    bench.presenter.take_back()
    bench.presenter.take_back()
    assert bench.state.taking
    bench.seat_goes(HERE, 3)

    assert bench.state == SeatState()
    assert bench.desk.view.offer is not None
    bench.tasks.run_all()
    assert len(bench.server.commands) == 1
    assert not bench.desk.view.seat_elsewhere


def test_a_refused_seat_says_why_and_may_be_asked_for_again() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(seat=seat(THERE, 2))))
    bench.server.problem = AWAY

    bench.presenter.take_back()
    bench.tasks.run_one()

    assert (bench.state.taking, bench.state.problem) == (False, Problem(ErrorCode.SERVER_AWAY))
    bench.server.problem = None
    bench.presenter.take_back()
    bench.tasks.run_all()
    assert bench.state == SeatState()


def test_a_word_on_the_seat_that_comes_late_changes_nothing() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(seat=seat(HERE, 3))))

    bench.seat_goes(THERE, 2)
    bench.desk.take_answer(desk(seat=seat(THERE, 2)))

    assert not bench.state.elsewhere


def test_what_a_caller_does_at_the_other_desktop_is_no_news_here() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    bench.desk.receive(snapshot(desk(seat=seat(THERE, 2), call=ringing, offer=offer(ringing))))

    ended = offer(ringing).model_copy(update={"outcome": "withdrawn"})
    bench.desk.receive(event(DeskChange(offer=ended, offer_gone=True, call_gone=True)))

    assert bench.desk.view.ended_offer is None
