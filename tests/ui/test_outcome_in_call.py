"""An outcome chosen while the call is on: kept at once, and still there when the wrap-up begins."""

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import AgentState, CallState
from tests.client.support import AWAY, agent, desk
from tests.client.support import snapshot as snapshot_of
from tests.ui.test_wrap_up_presenter import Bench


def in_call(state: CallState = CallState.TALKING) -> Bench:
    bench = Bench()
    talking = bench.call.model_copy(update={"state": state, "ended_at": None, "end_cause": None, "version": 0})
    bench.desk.receive(snapshot_of(desk(agent=agent(AgentState.ON_CALL), call=talking)))
    return bench


def test_it_can_be_chosen_while_the_call_is_on_and_nothing_is_finished_by_it() -> None:
    bench = in_call()
    assert (bench.state().in_call, bench.state().visible) == (True, False)

    bench.presenter.disposition_chosen("resolved")
    assert not bench.state().kept
    bench.tasks.run_all()

    assert bench.outcomes.chosen == ["resolved"]
    assert bench.state().kept
    bench.presenter.finish_pressed()
    bench.tasks.run_all()
    assert bench.outcomes.finished == []


def test_the_wrap_up_begins_with_what_was_chosen_in_the_call() -> None:
    bench = in_call(CallState.HELD)
    bench.presenter.disposition_chosen("card_blocked")
    bench.tasks.run_all()

    bench.wrap_up(version=2)

    assert (bench.state().visible, bench.state().in_call, bench.state().chosen) == (True, False, "card_blocked")
    assert bench.state().caller_name == "Ms Grace Ho"
    bench.tasks.run_all()
    assert bench.outcomes.chosen == ["card_blocked"]


def test_what_the_server_did_not_take_is_said_once_and_not_sent_with_each_change_of_the_desk() -> None:
    bench = in_call()
    bench.outcomes.choice_problem = ClientError(ErrorCode.DISPOSITION_UNKNOWN)
    bench.presenter.disposition_chosen("resolved")
    bench.tasks.run_all()
    assert bench.state().problem == Problem(ErrorCode.DISPOSITION_UNKNOWN)

    held = bench.call.model_copy(update={"state": CallState.HELD, "ended_at": None, "end_cause": None})
    bench.desk.receive(snapshot_of(desk(agent=agent(AgentState.ON_CALL, version=2), call=held)))
    bench.tasks.run_all()
    assert bench.outcomes.chosen == ["resolved"]

    bench.outcomes.choice_problem = None
    bench.presenter.disposition_chosen("resolved")
    bench.tasks.run_all()
    assert bench.outcomes.chosen == ["resolved", "resolved"]
    assert bench.state().problem is None


def test_one_that_could_not_be_sent_is_not_said_to_be_kept() -> None:
    bench = in_call()
    bench.outcomes.choice_problem = AWAY

    bench.presenter.disposition_chosen("resolved")
    bench.tasks.run_all()

    assert (bench.state().chosen, bench.state().kept) == ("resolved", False)


def test_the_next_call_begins_with_nothing_of_the_one_before() -> None:
    bench = in_call()
    bench.presenter.disposition_chosen("resolved")
    bench.tasks.run_all()

    bench.desk.receive(snapshot_of(desk(agent=agent(version=3))))

    assert (bench.state().in_call, bench.state().chosen, bench.state().kept) == (False, "", False)
