"""Wrap-up by the mode of the queue, with the database: the server's clock, the outcome, and what comes after."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import AgentAction, AgentState, CallAction, CallState, ChosenReason, DeskSnapshot, WrapUpMode
from telephony.errors import AgentTransitionRefusedError, WrapUpNotOverError
from telephony.queues.service import ensure_queues
from telephony.settings import QueueSettings
from telephony.timers.models import TimerKind, TimerRow
from tests.telephony.support import Centre

S, A, M = AgentState, AgentAction, WrapUpMode


def queue(centre: Centre, mode: WrapUpMode, *, outcome_required: bool = True, extensions: int = 0) -> None:
    settings = QueueSettings(
        code="cards",
        group="retail",
        name={"en": "Cards"},
        wrap_up_mode=mode,
        wrap_up_seconds=60,
        wrap_up_extensions=extensions,
        wrap_up_extension_seconds=30,
        outcome_required=outcome_required,
    )
    with centre.open_work() as work:
        ensure_queues(work.session, [settings])


def talked(centre: Centre, agent: UUID) -> UUID:
    """The agent has talked with somebody, who has hung up."""
    call_id = centre.answered(agent)
    centre.clock.advance(30)
    centre.caller_hangs_up(call_id)
    return call_id


def after(centre: Centre, agent: UUID, seconds: float) -> DeskSnapshot:
    centre.clock.advance(seconds)
    centre.run()
    return centre.desk(agent)


def timers(centre: Centre) -> int:
    with Session(centre.engine) as session:
        due = sa.select(sa.func.count()).select_from(TimerRow).where(TimerRow.kind == TimerKind.WRAP_UP_ENDS)
        return session.scalar(due) or 0


def test_where_the_agent_ends_it_no_time_does(centre: Centre) -> None:
    queue(centre, M.AGENT_ENDS)
    agent = centre.agent()
    call_id = talked(centre, agent)

    desk = after(centre, agent, 3600)

    assert desk.agent.state is S.WRAP_UP
    assert desk.agent.wrap_up is not None
    assert (desk.agent.wrap_up.mode, desk.agent.wrap_up.limit_at) == (M.AGENT_ENDS, None)
    assert centre.finish(agent, call_id).agent.state is S.READY


def test_a_timed_one_ends_by_itself_once_an_outcome_is_chosen(centre: Centre) -> None:
    queue(centre, M.TIMED)
    agent = centre.agent()
    call_id = talked(centre, agent)
    assert centre.choose(agent, call_id).agent.state is S.WRAP_UP

    assert after(centre, agent, 59).agent.state is S.WRAP_UP
    desk = after(centre, agent, 1)

    assert (desk.agent.state, desk.call, desk.day.handled) == (S.READY, None, 1)
    assert desk.agent.wrap_up is None
    assert centre.call(call_id).wrap_up_seconds == 60


def test_a_timed_one_may_be_ended_before_its_limit_and_leaves_no_timer(centre: Centre) -> None:
    queue(centre, M.TIMED)
    agent = centre.agent()
    call_id = talked(centre, agent)
    assert timers(centre) == 1

    assert centre.finish(agent, call_id).agent.state is S.READY
    assert timers(centre) == 0


@pytest.mark.parametrize("mode", [M.TIMED, M.FIXED])
def test_a_required_outcome_beats_the_timer_and_choosing_it_then_ends_the_wrap_up(
    centre: Centre, mode: WrapUpMode
) -> None:
    queue(centre, mode)
    agent = centre.agent()
    call_id = talked(centre, agent)

    desk = after(centre, agent, 60)
    assert desk.agent.state is S.WRAP_UP
    assert desk.agent.wrap_up is not None
    assert desk.agent.wrap_up.overdue
    assert after(centre, agent, 600).agent.state is S.WRAP_UP

    assert centre.choose(agent, call_id).agent.state is S.READY


def test_where_no_outcome_is_required_the_timer_frees_the_agent_without_one(centre: Centre) -> None:
    queue(centre, M.TIMED, outcome_required=False)
    agent = centre.agent()
    talked(centre, agent)

    assert after(centre, agent, 60).agent.state is S.READY


def test_a_fixed_one_is_not_to_be_ended_before_its_time(centre: Centre) -> None:
    queue(centre, M.FIXED)
    agent = centre.agent()
    call_id = talked(centre, agent)
    centre.choose(agent, call_id)

    with pytest.raises(WrapUpNotOverError):
        centre.finish(agent, call_id)

    assert after(centre, agent, 60).agent.state is S.READY


def test_an_extension_gives_more_time_once(centre: Centre) -> None:
    queue(centre, M.TIMED, extensions=1, outcome_required=False)
    agent = centre.agent()
    talked(centre, agent)
    centre.clock.advance(50)

    desk = centre.go(agent, A.EXTEND_WRAP_UP)

    assert desk.agent.wrap_up is not None
    assert desk.agent.planned_end_at == desk.agent.wrap_up.limit_at == centre.clock.now() + timedelta(seconds=40)
    with pytest.raises(AgentTransitionRefusedError):
        centre.go(agent, A.EXTEND_WRAP_UP)
    assert after(centre, agent, 39).agent.state is S.WRAP_UP
    assert after(centre, agent, 1).agent.state is S.READY


@pytest.mark.parametrize("mode", [M.OPTIONAL, M.ON_REQUEST])
def test_without_a_wrap_up_the_agent_is_ready_when_the_call_ends_and_it_counts_as_handled(
    centre: Centre, mode: WrapUpMode
) -> None:
    queue(centre, mode, outcome_required=False)
    agent = centre.agent()
    call_id = talked(centre, agent)

    desk = centre.desk(agent)

    assert (desk.agent.state, desk.call, desk.day.handled) == (S.READY, None, 1)
    assert centre.call(call_id).wrap_up_seconds == 0


@pytest.mark.parametrize("mode", [M.OPTIONAL, M.ON_REQUEST])
def test_a_required_outcome_that_was_chosen_during_the_call_holds_nobody(centre: Centre, mode: WrapUpMode) -> None:
    queue(centre, mode)
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.choose(agent, call_id)

    centre.caller_hangs_up(call_id)

    assert centre.desk(agent).agent.state is S.READY


@pytest.mark.parametrize("mode", [M.OPTIONAL, M.ON_REQUEST])
def test_a_required_outcome_that_is_missing_holds_the_agent_until_it_is_chosen(
    centre: Centre, mode: WrapUpMode
) -> None:
    queue(centre, mode)
    agent = centre.agent()
    call_id = talked(centre, agent)

    desk = centre.desk(agent)
    assert desk.agent.state is S.WRAP_UP
    assert desk.agent.wrap_up is not None
    assert desk.agent.wrap_up.overdue

    assert centre.choose(agent, call_id).agent.state is S.READY


def test_where_it_is_on_request_the_agent_asks_for_it_during_the_call(centre: Centre) -> None:
    queue(centre, M.ON_REQUEST, outcome_required=False)
    agent = centre.agent()
    call_id = centre.answered(agent)
    assert centre.desk(agent).agent.allowed == {A.WANT_WRAP_UP}

    assert centre.go(agent, A.WANT_WRAP_UP).agent.allowed == {A.CANCEL_WRAP_UP}
    centre.caller_hangs_up(call_id)

    assert after(centre, agent, 600).agent.state is S.WRAP_UP
    assert centre.finish(agent, call_id).agent.state is S.READY


def test_a_host_that_fails_leaves_the_agent_in_wrap_up_and_the_call_ended(centre: Centre) -> None:
    queue(centre, M.OPTIONAL, outcome_required=False)
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.host.failing = True

    centre.caller_hangs_up(call_id)

    assert centre.call(call_id).state is CallState.ENDED
    assert centre.desk(agent).agent.state is S.WRAP_UP


def test_the_next_caller_comes_when_the_timer_frees_the_agent(centre: Centre) -> None:
    queue(centre, M.TIMED, outcome_required=False)
    agent = centre.agent()
    talked(centre, agent)
    waiting = centre.ring("+85298765432")

    offer = after(centre, agent, 60).offer

    assert offer is not None
    assert offer.call_id == waiting


def test_what_was_chosen_for_after_the_call_is_shown_and_comes_when_the_wrap_up_ends(centre: Centre) -> None:
    queue(centre, M.TIMED, outcome_required=False)
    agent = centre.agent()
    call_id = centre.answered(agent)
    desk = centre.go(agent, A.GO_NOT_READY, ChosenReason.LUNCH, planned_seconds=3600, after_call=True)
    assert desk.agent.next is not None
    assert (desk.agent.state, desk.agent.next.state, desk.agent.next.reason) == (S.ON_CALL, S.NOT_READY, "lunch")
    assert desk.call is not None
    assert desk.call.allowed >= {CallAction.HOLD}

    centre.caller_hangs_up(call_id)
    assert centre.desk(agent).agent.next == desk.agent.next
    centre.ring("+85298765432")
    desk = after(centre, agent, 60)

    assert (desk.agent.state, desk.agent.reason, desk.agent.next) == (S.NOT_READY, ChosenReason.LUNCH, None)
    assert desk.agent.planned_end_at == centre.clock.now() + timedelta(seconds=3600)
    assert desk.offer is None


def test_what_was_chosen_for_after_the_call_can_be_changed_and_cancelled(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.go(agent, A.GO_NOT_READY, ChosenReason.LUNCH, after_call=True)
    desk = centre.go(agent, A.GO_OFFLINE, after_call=True)
    assert desk.agent.next is not None
    assert desk.agent.next.state is S.OFFLINE
    centre.caller_hangs_up(call_id)

    desk = centre.go(agent, A.CANCEL_NEXT)

    assert desk.agent.next is None
    assert centre.finish(agent, call_id).agent.state is S.READY


def test_nothing_can_be_chosen_for_after_a_call_that_there_is_not(centre: Centre) -> None:
    agent = centre.agent()

    with pytest.raises(AgentTransitionRefusedError):
        centre.go(agent, A.GO_READY, after_call=True)
    with pytest.raises(AgentTransitionRefusedError):
        centre.go(agent, A.CANCEL_NEXT)


def test_who_says_for_how_long_they_are_not_ready_has_a_planned_end_until_they_choose_anew(centre: Centre) -> None:
    agent = centre.agent()

    desk = centre.go(agent, A.GO_NOT_READY, ChosenReason.BREAK, planned_seconds=900)
    assert desk.agent.planned_end_at == centre.clock.now() + timedelta(seconds=900)

    assert centre.go(agent, A.GO_NOT_READY, ChosenReason.BREAK).agent.planned_end_at is None
    assert centre.go(agent, A.GO_READY).agent.planned_end_at is None
