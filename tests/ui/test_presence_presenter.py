from datetime import timedelta

import pytest

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.timer_limits import TimerBook, TimerLimits
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.floor_alerts import FloorMeasure, TimerLimit, TimerLimitList
from agent_desktop.contract.rules import AwayReasons
from agent_desktop.ui.presence.presenter import PresencePresenter, PresenceState
from telephony.contract import (
    AgentAction,
    AgentCommand,
    AgentDay,
    AgentState,
    CallState,
    ChosenReason,
    DeskChange,
    DeskSnapshot,
    NextState,
)
from tests.client.support import START, Clock, HeldTasks, agent, call, desk, event, person, snapshot
from tests.client.test_desk import Reader


class Server:
    def __init__(self) -> None:
        self.commands: list[AgentCommand] = []
        self.problem: ClientError | None = None
        self.answer: DeskSnapshot = desk(agent=agent(AgentState.NOT_READY, version=2))

    def agent_command(self, command: AgentCommand) -> DeskSnapshot:
        self.commands.append(command)
        if self.problem:
            raise self.problem
        return self.answer


class Bench:
    def __init__(self) -> None:
        self.reader, self.server, self.tasks, self.clock = Reader(), Server(), HeldTasks(), Clock()
        self.desk = DeskModel(self.reader, ImmediateTasks(), monotonic=self.clock.monotonic)
        self.presenter = PresencePresenter(self.desk, self.server, self.tasks, person())

    def state(self) -> PresenceState:
        return self.presenter.state


def test_the_bar_shows_the_person_before_the_server_has_spoken() -> None:
    bench = Bench()

    assert bench.state().state is None
    assert (bench.state().display_name, bench.state().initials, bench.state().extension) == ("Amy Wong", "AW", "4021")
    assert bench.state().allowed == frozenset()


def test_the_bar_shows_state_queues_and_the_day() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(day=AgentDay(handled=14, average_seconds=312, missed=1))))

    assert bench.state().state is AgentState.READY
    assert [(queue.name["en"], queue.waiting) for queue in bench.state().queues] == [("Cards", 3)]
    assert (bench.state().handled, bench.state().average_seconds, bench.state().missed) == (14, 312, 1)
    assert bench.state().allowed == {AgentAction.GO_NOT_READY}
    assert [reason.code for reason in bench.state().reasons] == ["break", "lunch", "training", "meeting", "back_office"]


def test_a_second_press_is_ignored_while_the_server_decides() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk()))

    bench.presenter.action_chosen(AgentAction.GO_NOT_READY, ChosenReason.LUNCH)
    bench.presenter.action_chosen(AgentAction.GO_NOT_READY, ChosenReason.BREAK)
    assert bench.state().pending is AgentAction.GO_NOT_READY
    assert bench.state().allowed == frozenset()
    assert bench.state().state is AgentState.READY  # never guessed
    bench.tasks.run_all()

    assert [command.reason for command in bench.server.commands] == [ChosenReason.LUNCH]
    assert bench.state().state is AgentState.NOT_READY
    assert bench.state().pending is None


def test_the_event_may_come_before_the_answer() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk()))
    bench.presenter.action_chosen(AgentAction.GO_NOT_READY, ChosenReason.LUNCH)

    bench.desk.receive(event(DeskChange(agent=agent(AgentState.NOT_READY, version=3))))
    assert bench.state().pending is None
    bench.tasks.run_all()  # an answer as of version 2

    assert bench.state().state is AgentState.NOT_READY
    assert bench.desk.view.desk is not None
    assert bench.desk.view.desk.agent.version == 3


def test_a_queue_that_changes_meanwhile_does_not_turn_the_button_on() -> None:
    bench = Bench()
    first = desk()
    bench.desk.receive(snapshot(first))
    bench.presenter.action_chosen(AgentAction.GO_NOT_READY, ChosenReason.LUNCH)

    bench.desk.receive(event(DeskChange(queue=first.queues[0].model_copy(update={"waiting": 7}))))

    assert bench.state().queues[0].waiting == 7
    assert bench.state().pending is AgentAction.GO_NOT_READY
    assert bench.state().allowed == frozenset()


def test_not_ready_needs_a_reason_and_what_is_not_allowed_is_not_asked() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk()))

    bench.presenter.action_chosen(AgentAction.GO_NOT_READY)
    bench.presenter.action_chosen(AgentAction.GO_READY)

    assert bench.state().problem == Problem(ErrorCode.REASON_NEEDED)
    assert bench.tasks.held == []


def test_a_refusal_is_shown_and_the_buttons_come_back() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk()))
    bench.server.problem = ClientError(ErrorCode.AGENT_TRANSITION_REFUSED)
    bench.presenter.action_chosen(AgentAction.GO_NOT_READY, ChosenReason.LUNCH)
    bench.tasks.run_all()

    assert bench.state().problem is not None
    assert bench.state().pending is None
    assert bench.state().allowed == {AgentAction.GO_NOT_READY}


def test_after_a_lost_answer_the_desk_is_read() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk()))
    bench.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    bench.reader.desk_now = desk(agent=agent(AgentState.NOT_READY, version=2))
    bench.presenter.action_chosen(AgentAction.GO_NOT_READY, ChosenReason.LUNCH)
    bench.tasks.run_all()

    assert bench.state().state is AgentState.NOT_READY


@pytest.mark.parametrize(
    ("state", "changes", "caution", "problem"),
    [
        (AgentState.READY, {}, None, None),
        (AgentState.ON_CALL, {}, 600, 720),
        (AgentState.WRAP_UP, {}, 60, 90),
        (AgentState.WRAP_UP, {"planned_end_at": START + timedelta(seconds=45)}, 45, 75),
        (AgentState.NOT_READY, {}, None, None),
        (AgentState.NOT_READY, {"planned_end_at": START + timedelta(seconds=900)}, 900, 1020),
    ],
)
def test_the_timer_knows_when_it_turns(
    state: AgentState, changes: dict[str, object], caution: int | None, problem: int | None
) -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(agent=agent(state, **changes))))

    def at(seconds: int | None) -> object:
        return None if seconds is None else START + timedelta(seconds=seconds)

    assert (bench.state().caution_at, bench.state().problem_at) == (at(caution), at(problem))


def test_timers_go_by_what_the_server_says_and_it_is_asked_anew_once_they_are_old() -> None:
    class Asked:
        def __init__(self) -> None:
            self.times = 0

        def away_reasons(self) -> AwayReasons:
            return AwayReasons()

        def timer_limits(self) -> TimerLimitList:
            self.times += 1
            own = TimerLimit(measure=FloorMeasure.CALL_SECONDS, queue_id=talk.queue_id, warn_seconds=30 * self.times)
            return TimerLimitList(limits=(own,))

    talk, asked, limits = call(CallState.TALKING), Asked(), TimerBook()
    model = DeskModel(Reader(), ImmediateTasks(), monotonic=Clock().monotonic)
    presenter = PresencePresenter(model, Server(), ImmediateTasks(), person(), limits, asked)

    def on_a_call(after: int) -> None:
        since = START + timedelta(seconds=after)
        model.receive(snapshot(desk(agent=agent(AgentState.ON_CALL, since_at=since, version=after), call=talk)))

    on_a_call(0)
    assert (presenter.state.caution_at, presenter.state.problem_at) == (START + timedelta(seconds=30), None)
    assert limits.of(FloorMeasure.HOLD_SECONDS, talk.queue_id) == TimerLimits(), "no rule holds any more"
    asked_before = asked.times
    on_a_call(300)
    assert asked.times == asked_before + 1
    assert presenter.state.caution_at == START + timedelta(seconds=300 + 30 * asked.times)


def test_a_hold_has_its_own_timer() -> None:
    bench = Bench()
    held_at = START + timedelta(seconds=200)
    bench.desk.receive(snapshot(desk(agent=agent(AgentState.ON_CALL), call=call(CallState.HELD, since_at=held_at))))

    assert bench.state().on_hold
    assert bench.state().since_at == held_at
    assert bench.state().caution_at == held_at + timedelta(seconds=80)


def test_the_link_is_shown_as_the_stream_says() -> None:
    bench = Bench()
    lost = LinkState(LinkStatus.LOST, START, 2, START + timedelta(seconds=8))

    bench.desk.link_changed(lost)

    assert bench.state().link == lost


def test_a_chinese_name_gives_its_first_characters() -> None:
    desk_model = DeskModel(Reader(), ImmediateTasks())
    presenter = PresencePresenter(desk_model, Server(), HeldTasks(), person(display_name="黃美儀"))

    assert presenter.state.initials == "黃美"


BUSY = {"allowed": frozenset({AgentAction.CANCEL_NEXT}), "allowed_next": frozenset({AgentAction.GO_NOT_READY})}


def test_during_a_call_a_state_is_chosen_for_after_it_and_the_present_one_stays_on_screen() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(agent=agent(AgentState.ON_CALL, **BUSY))))
    chosen = NextState(state=AgentState.NOT_READY, reason=ChosenReason.LUNCH, planned_seconds=3600)
    bench.server.answer = desk(agent=agent(AgentState.ON_CALL, version=2, next=chosen, **BUSY))

    bench.presenter.action_chosen(AgentAction.GO_NOT_READY, ChosenReason.LUNCH, 3600)
    assert (bench.state().state, bench.state().pending_next) == (AgentState.ON_CALL, True)
    bench.tasks.run_all()

    (command,) = bench.server.commands
    assert (command.after_call, command.reason, command.planned_seconds) == (True, ChosenReason.LUNCH, 3600)
    assert bench.state().next == chosen
    assert not bench.state().pending_next


def test_what_was_chosen_for_after_the_call_can_be_taken_back() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk(agent=agent(AgentState.ON_CALL, **BUSY))))

    bench.presenter.action_chosen(AgentAction.CANCEL_NEXT)
    bench.tasks.run_all()

    assert [(command.action, command.after_call) for command in bench.server.commands] == [
        (AgentAction.CANCEL_NEXT, False)
    ]


def test_for_how_long_one_is_not_ready_goes_with_the_command() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk()))

    bench.presenter.action_chosen(AgentAction.GO_NOT_READY, ChosenReason.BREAK, 900)
    bench.tasks.run_all()

    (command,) = bench.server.commands
    assert (command.planned_seconds, command.after_call) == (900, False)
