"""The five modes of wrap-up, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from telephony.contract import AgentAction, AgentState, WrapUpMode
from telephony.errors import WrapUpNotOverError
from telephony.wrap_up.states import ENDS, Ends, Plan, plan_from_json

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
M, A = WrapUpMode, AgentAction


def later(seconds: int) -> datetime:
    return AT + timedelta(seconds=seconds)


def test_every_mode_says_what_ends_it_asked_for_or_not() -> None:
    assert set(ENDS) == {(mode, asked) for mode in M for asked in (False, True)}


@pytest.mark.parametrize(
    ("plan", "limit_at", "ends_by_agent"),
    [
        (Plan(mode=M.AGENT_ENDS), None, True),
        (Plan(mode=M.TIMED, seconds=40), later(40), True),
        (Plan(mode=M.FIXED, seconds=40), later(40), False),
        (Plan(mode=M.ON_REQUEST, requested=True), None, True),
        (Plan(mode=M.ON_REQUEST), None, True),  # begins only because an outcome is missing; likewise the next
        (Plan(mode=M.OPTIONAL), None, True),
    ],
)
def test_a_wrap_up_ends_as_its_mode_says(plan: Plan, limit_at: datetime | None, ends_by_agent: bool) -> None:
    begun = plan.begun(AT)

    assert begun.limit_at == limit_at
    if ends_by_agent:
        begun.check_may_end()
    else:
        with pytest.raises(WrapUpNotOverError):
            begun.check_may_end()


@pytest.mark.parametrize("plan", [Plan(mode=M.OPTIONAL), Plan(mode=M.ON_REQUEST)])
def test_what_needs_no_wrap_up_is_over_at_once_and_says_so_where_an_outcome_is_missing(plan: Plan) -> None:
    assert plan.ends is Ends.AT_ONCE
    assert plan.begun(AT).overdue
    assert plan.planned_end_at(AT) == AT


def test_a_limit_runs_out_once_and_then_only_the_outcome_is_missing() -> None:
    begun = Plan(mode=M.FIXED, seconds=40).begun(AT)

    assert not begun.ran_out(later(39))
    assert begun.ran_out(later(40))
    kept = begun.outcome_missing()
    assert not kept.ran_out(later(41))
    kept.check_may_end()


def test_an_extension_puts_the_limit_off_as_often_as_there_are_some() -> None:
    begun = Plan(mode=M.TIMED, seconds=40, extensions_left=1, extension_seconds=30).begun(AT)
    assert begun.allowed(AgentState.WRAP_UP) == {A.EXTEND_WRAP_UP}

    extended = begun.after(A.EXTEND_WRAP_UP)

    assert extended.limit_at == later(70)
    assert extended.allowed(AgentState.WRAP_UP) == frozenset()
    assert begun.outcome_missing().allowed(AgentState.WRAP_UP) == frozenset()


def test_where_it_is_on_request_an_agent_asks_during_the_call_and_may_think_again() -> None:
    plan = Plan(mode=M.ON_REQUEST)
    assert plan.allowed(AgentState.ON_CALL) == {A.WANT_WRAP_UP}

    asked = plan.after(A.WANT_WRAP_UP)
    assert asked.ends is Ends.AGENT
    assert asked.allowed(AgentState.ON_CALL) == {A.CANCEL_WRAP_UP}

    assert asked.after(A.CANCEL_WRAP_UP) == plan
    assert asked.allowed(AgentState.WRAP_UP) == frozenset()


@pytest.mark.parametrize("mode", list(M))
def test_a_plan_is_kept_and_read_back_as_it_was(mode: WrapUpMode) -> None:
    plan = Plan(mode=mode, outcome_required=False, seconds=5, extensions_left=2).begun(AT)

    assert plan_from_json(plan.as_json()) == plan
    assert plan_from_json(None) is None
