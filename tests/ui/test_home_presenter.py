"""What is before a person without a call: read when the server says it changed; a call that is owed is done once."""

from uuid import UUID

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.home import Home
from agent_desktop.contract.owed_calls import ChangeOwedCall, OwedCall
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.demo import screen_home
from agent_desktop.ui.home.presenter import FRESH_FOR, HomePresenter, HomeState
from telephony.contract import AgentState, AskedNext, DeskChange, EventKind
from tests.client.support import AWAY, START, Clock, HeldTasks, agent, call, desk, event, offer, snapshot
from tests.client.test_desk import Reader

OWED = screen_home.HOME.home.owed[0]  # type: ignore[union-attr]


class Server:
    def __init__(self) -> None:
        self.shown = Home()
        self.asked = 0
        self.changes: list[ChangeOwedCall] = []
        self.problem: ClientError | None = None

    def home(self) -> Home:
        self.asked += 1
        if self.problem is not None:
            raise self.problem
        return self.shown

    def change_owed(self, owed_call_id: UUID, command: ChangeOwedCall) -> OwedCall:
        self.changes.append(command)
        if self.problem is not None:
            raise self.problem
        return OWED


class Bench:
    def __init__(self, *roles: Role) -> None:
        self.server, self.tasks, self.clock = Server(), HeldTasks(), Clock()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        person = Person(user_id=UUID(int=1), name="may", display_name="May", roles=frozenset(roles or {Role.AGENT}))
        self.presenter = HomePresenter(self.desk, self.server, self.tasks, self.clock.now, person)
        self.desk.link_changed(LinkState(LinkStatus.UP))
        self.desk.receive(snapshot(desk()))

    def state(self) -> HomeState:
        return self.presenter.state

    def settle(self) -> int:
        """Let the server answer; return how often it was asked in all."""
        self.tasks.run_all()
        return self.server.asked


def test_an_agent_with_nothing_before_them_has_no_home_and_a_specialist_always() -> None:
    agents, specialists = Bench(), Bench(Role.SPECIALIST)
    for bench in (agents, specialists):
        bench.settle()

    assert (agents.state().is_empty, specialists.state().is_empty) == (True, False)
    agents.server.shown = screen_home.AGENT_HOME.home or Home()
    agents.presenter.read()
    agents.settle()
    assert not agents.state().is_empty


def test_it_is_read_anew_when_somebody_asks_when_a_case_is_settled_and_when_it_grows_old() -> None:
    bench = Bench()
    first = bench.settle()
    waits = AskedNext(call_id=UUID(int=3), agent_id=UUID(int=1), by_agent_id=UUID(int=2), asked_at=START)
    asked = agent(AgentState.READY, version=2).model_copy(update={"asked": (waits,)})
    bench.desk.receive(event(DeskChange(agent=asked)))
    assert bench.settle() == first + 1
    bench.desk.receive(event(DeskChange(), kind=EventKind.HANDOVER_SETTLED))
    bench.desk.receive(event(DeskChange(), kind=EventKind.OWED_CALL_CHANGED))  # while it is being read: once more after
    assert bench.settle() == first + 3
    bench.desk.receive(event(DeskChange(agent=asked)))
    assert bench.settle() == first + 3, "nothing of it has changed"

    bench.clock.pass_seconds(FRESH_FOR.total_seconds() + 1, bench.presenter.tick)
    assert bench.settle() == first + 4


def test_a_ringing_call_is_no_reason_to_read_it_anew_but_for_who_is_asked_by_others() -> None:
    for roles, wanted in ((Role.AGENT,), 0), ((Role.AGENT, Role.SPECIALIST), 1):
        bench = Bench(*roles)
        first = bench.settle()
        bench.desk.receive(event(DeskChange(agent=agent(AgentState.READY, version=2), offer=offer(call()))))
        assert bench.settle() == first + wanted, roles


def test_a_call_that_is_owed_is_said_to_be_done_once_and_a_refusal_is_told() -> None:
    bench = Bench(Role.SPECIALIST)
    bench.settle()
    bench.presenter.set_done(OWED, done=True)
    bench.presenter.set_done(OWED, done=True)
    assert bench.state().busy == OWED.owed_call_id
    bench.settle()
    assert [(each.done, each.seen_version) for each in bench.server.changes] == [(True, OWED.version)]
    assert bench.state().busy is None

    bench.server.problem = AWAY
    bench.presenter.set_done(OWED, done=False)
    bench.settle()
    assert bench.state().problem == Problem(ErrorCode.SERVER_AWAY)
