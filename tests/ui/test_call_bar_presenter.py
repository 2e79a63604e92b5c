from collections.abc import Callable
from datetime import timedelta

import pytest

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.customers import CallerOutcome
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.call_bar.presenter import CallBarPresenter, CallSlotState, SlotKind
from telephony.contract import (
    AgentState,
    CallAction,
    CallCommand,
    CallSnapshot,
    CallState,
    DeclineReason,
    DeskChange,
    DeskSnapshot,
    EndCause,
    WrapUp,
    WrapUpMode,
)
from tests.client.support import START, Clock, HeldTasks, agent, call, card, desk, event, offer, profile, snapshot
from tests.client.test_desk import Reader


class Server:
    def __init__(self) -> None:
        self.commands: list[tuple[object, CallCommand]] = []
        self.problem: ClientError | None = None
        self.answer: DeskSnapshot = desk()

    def call_command(self, call_id: object, command: CallCommand) -> DeskSnapshot:
        self.commands.append((call_id, command))
        if self.problem:
            raise self.problem
        return self.answer


class Bench:
    def __init__(self, reasons: Callable[[], tuple[DeclineReason, ...]] | None = None) -> None:
        self.reader, self.server, self.tasks, self.clock = Reader(), Server(), HeldTasks(), Clock()
        self.desk = DeskModel(self.reader, ImmediateTasks(), monotonic=self.clock.monotonic)
        self.presenter = CallBarPresenter(self.desk, self.server, self.tasks, self.clock.now, reasons=reasons)
        self.seen: list[CallSlotState] = []
        self.presenter.show_to(self.seen.append)

    def state(self) -> CallSlotState:
        return self.seen[-1]

    def talk(self, talking: CallSnapshot | None = None) -> CallSnapshot:
        talking = talking or call()
        self.reader.cards[talking.call_id] = card(talking.call_id, profile())
        self.desk.receive(snapshot(desk(agent=agent(AgentState.ON_CALL), call=talking)))
        return talking


def ringing_call(**changes: object) -> CallSnapshot:
    return call(CallState.RINGING, allowed={CallAction.ANSWER, CallAction.DECLINE}, waited_seconds=52, **changes)


def test_without_a_call_the_slot_says_what_the_agent_waits_for() -> None:
    bench = Bench()
    bench.desk.receive(snapshot(desk()))

    assert bench.state().kind is SlotKind.NONE
    assert bench.state().agent_state is AgentState.READY
    assert bench.state().queue_names == ({"en": "Cards"},)
    assert bench.state().since_at == START


def test_an_offer_fills_the_slot_with_who_why_and_how_long() -> None:
    bench = Bench()
    ringing = ringing_call()
    bench.desk.receive(snapshot(desk(call=ringing, offer=offer(ringing, card(ringing.call_id, profile())))))

    state = bench.state()
    assert state.kind is SlotKind.RINGING
    assert (state.caller_name, state.name_chinese, state.tier) == ("Ms Grace Ho", "何詩詠", "platinum")
    assert (state.number_masked, state.waited_seconds) == ("+852 6••• 4182", 52)
    assert (state.expires_at, state.ring_seconds) == (START + timedelta(seconds=20), 20.0)
    assert [entry["en"] for entry in state.menu_path] == ["Cards", "I don't know this charge"]
    assert state.enabled == {CallAction.ANSWER, CallAction.DECLINE}


def test_an_unknown_caller_has_no_name_and_a_reason() -> None:
    bench = Bench()
    ringing = ringing_call()
    withheld = card(ringing.call_id, outcome=CallerOutcome.WITHHELD, number_masked="")
    bench.desk.receive(snapshot(desk(call=ringing, offer=offer(ringing, withheld))))

    assert bench.state().caller_name == ""
    assert bench.state().outcome is CallerOutcome.WITHHELD


def test_a_second_press_is_ignored_while_the_server_decides() -> None:
    bench = Bench()
    talking = bench.talk()

    bench.presenter.action_chosen(CallAction.HOLD)
    bench.presenter.action_chosen(CallAction.HOLD)
    bench.presenter.action_chosen(CallAction.HANG_UP)
    assert bench.state().kind is SlotKind.CONNECTED  # never guessed
    assert bench.state().pending is CallAction.HOLD
    assert bench.state().enabled == frozenset()
    bench.server.answer = desk(
        agent=agent(AgentState.ON_CALL),
        call=talking.model_copy(update={"pending": CallAction.HOLD, "allowed": frozenset(), "version": 2}),
    )
    bench.tasks.run_all()

    assert len(bench.server.commands) == 1
    assert bench.state().pending is CallAction.HOLD  # now the carrier decides
    assert bench.state().enabled == frozenset()
    held = talking.model_copy(update={"state": CallState.HELD, "allowed": frozenset({CallAction.RESUME}), "version": 3})
    bench.desk.receive(event(DeskChange(call=held)))
    assert bench.state().kind is SlotKind.HOLD
    assert bench.state().pending is None
    assert bench.state().enabled == {CallAction.RESUME}


def test_each_press_has_its_own_command() -> None:
    bench = Bench()
    bench.talk()
    bench.server.problem = ClientError(ErrorCode.CARRIER_AWAY)
    for _ in range(2):
        bench.presenter.action_chosen(CallAction.HOLD)
        bench.tasks.run_all()

    first, second = (command.command_id for _, command in bench.server.commands)
    assert first != second


def test_a_refusal_is_shown_until_the_call_moves_on() -> None:
    bench = Bench()
    ringing = ringing_call()
    bench.desk.receive(snapshot(desk(call=ringing, offer=offer(ringing, card(ringing.call_id)))))
    bench.server.problem = ClientError(ErrorCode.OFFER_GONE)
    bench.presenter.action_chosen(CallAction.ANSWER)
    bench.tasks.run_all()
    assert bench.state().problem == bench.server.problem.problem

    bench.desk.receive(event(DeskChange(offer_gone=True, call_gone=True)))

    assert bench.state().kind is SlotKind.NONE
    assert bench.state().problem is None


def test_an_answer_that_got_lost_is_looked_up() -> None:
    bench = Bench()
    talking = bench.talk()
    held = talking.model_copy(update={"state": CallState.HELD, "version": 2})
    bench.reader.desk_now = desk(agent=agent(AgentState.ON_CALL), call=held)
    bench.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    bench.presenter.action_chosen(CallAction.HOLD)

    bench.tasks.run_all()

    assert bench.state().kind is SlotKind.HOLD
    assert bench.state().pending is None


def test_the_keys_toggle_hold_and_mute_as_the_server_allows() -> None:
    bench = Bench()
    bench.talk(call(allowed={CallAction.HOLD, CallAction.UNMUTE}, muted=True))
    assert bench.state().muted

    bench.presenter.mute_pressed()
    bench.server.problem = ClientError(ErrorCode.CARRIER_AWAY)
    bench.tasks.run_all()
    bench.presenter.hold_pressed()
    bench.tasks.run_all()

    assert [command.action for _, command in bench.server.commands] == [CallAction.UNMUTE, CallAction.HOLD]


def test_a_line_that_the_carrier_does_not_join_is_called_lost() -> None:
    bench = Bench()
    bench.talk(call(CallState.CONNECTING))
    assert bench.state().kind is SlotKind.CONNECTING

    bench.clock.pass_seconds(6, bench.presenter.tick)

    assert bench.state().kind is SlotKind.LINE_LOST
    assert bench.state().since_at == START


def test_the_talks_timer_goes_on_through_a_hold_and_the_holds_has_limits() -> None:
    bench = Bench()
    later = START + timedelta(seconds=100)
    held = bench.talk(call(CallState.HELD, since_at=later))
    assert (bench.state().since_at, bench.state().caution_at) == (later, later + timedelta(seconds=80))

    talking = held.model_copy(update={"state": CallState.TALKING, "version": 2})
    bench.desk.receive(event(DeskChange(call=talking)))

    assert bench.state().since_at == START
    assert bench.state().caution_at is None


def test_wrap_up_stays_in_the_slot_with_its_planned_end() -> None:
    bench = Bench()
    planned = START + timedelta(seconds=60)
    ended = call(CallState.ENDED, ended_at=START, end_cause=EndCause.CALLER_HUNG_UP)
    bench.reader.cards[ended.call_id] = card(ended.call_id, profile())
    bench.desk.receive(snapshot(desk(agent=agent(AgentState.WRAP_UP, planned_end_at=planned), call=ended)))

    assert bench.state().kind is SlotKind.WRAP_UP
    assert (bench.state().caller_name, bench.state().end_cause) == ("Ms Grace Ho", EndCause.CALLER_HUNG_UP)
    assert (bench.state().caution_at, bench.state().problem_at) == (planned, planned + timedelta(seconds=30))


def test_a_lost_link_leaves_the_call_and_its_buttons_alone() -> None:
    bench = Bench()
    bench.talk()

    bench.desk.link_changed(LinkState(LinkStatus.LOST, START, 1))

    assert bench.state().kind is SlotKind.CONNECTED
    assert bench.state().link_lost
    assert CallAction.HANG_UP in bench.state().enabled


@pytest.mark.parametrize("action", [CallAction.RESUME, CallAction.ANSWER])
def test_what_the_server_does_not_allow_is_not_asked(action: CallAction) -> None:
    bench = Bench()
    bench.talk()

    bench.presenter.action_chosen(action)

    assert bench.tasks.held == []


def test_why_a_call_is_declined_goes_with_the_command() -> None:
    bench = Bench()
    ringing = ringing_call()
    bench.desk.receive(snapshot(desk(call=ringing, offer=offer(ringing, card(ringing.call_id, profile())))))

    bench.presenter.declined("conflict")
    bench.tasks.run_all()

    ((_, command),) = bench.server.commands
    assert (command.action, command.reason) == (CallAction.DECLINE, "conflict")


def test_the_reasons_for_declining_are_read_at_the_start_and_again_once_the_link_is_back() -> None:
    answers: list[tuple[DeclineReason, ...]] = []

    def reasons() -> tuple[DeclineReason, ...]:
        if not answers:
            raise ClientError(ErrorCode.SERVER_AWAY)
        return answers[0]

    bench = Bench(reasons)
    bench.tasks.run_all()
    assert bench.state().decline_reasons == ()

    answers.append((DeclineReason(code="conflict", name={"en": "I know the caller"}),))
    bench.desk.link_changed(LinkState(LinkStatus.UP))
    bench.tasks.run_all()

    assert [each.code for each in bench.state().decline_reasons] == ["conflict"]


def test_a_wrap_up_that_the_server_ends_counts_down_to_it() -> None:
    bench = Bench()
    rules = WrapUp(mode=WrapUpMode.TIMED, limit_at=START + timedelta(seconds=60))
    ended = call(CallState.ENDED, ended_at=START, end_cause=EndCause.CALLER_HUNG_UP)

    bench.desk.receive(snapshot(desk(agent=agent(AgentState.WRAP_UP, wrap_up=rules), call=ended)))
    assert bench.state().limit_at == rules.limit_at

    late = rules.model_copy(update={"overdue": True})
    bench.desk.receive(snapshot(desk(agent=agent(AgentState.WRAP_UP, wrap_up=late, version=3), call=ended)))
    assert bench.state().limit_at is None
