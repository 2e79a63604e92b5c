"""The transfer's table, cell by cell."""

from itertools import product

import pytest

from telephony.contract import ColleagueOutcome, TransferOutcome, TransferState
from telephony.transfers.states import ENDS, OPEN, TransferTrigger, after, outcome_of, trigger_of

S, T, Why = TransferState, TransferTrigger, TransferOutcome

ALWAYS = {T.CALLER_GONE: S.ABANDONED, T.REQUEUED: S.FAILED, T.CARRIER_LOST: S.FAILED}
EXPECTED: dict[TransferState, dict[TransferTrigger, TransferState]] = {
    S.STARTING: {
        T.CALLER_HELD: S.RINGING,
        T.JOINED: S.CONSULTING,
        T.HANDED_OVER: S.DONE,
        T.AGENT_LEFT: S.BLIND,
        T.CANCELLED: S.CANCELLED,
        T.NOT_COME: S.FAILED,
        **ALWAYS,
    },
    S.RINGING: {
        T.JOINED: S.CONSULTING,
        T.HANDED_OVER: S.DONE,
        T.AGENT_LEFT: S.BLIND,
        T.CANCELLED: S.CANCELLED,
        T.NOT_COME: S.FAILED,
        **ALWAYS,
    },
    S.CONSULTING: {
        T.CONFERRED: S.CONFERRING,
        T.COMPLETION_ASKED: S.COMPLETING,
        T.HANDED_OVER: S.DONE,
        T.CANCELLED: S.CANCELLED,
        T.NOT_COME: S.FAILED,
        T.SPECIALIST_LEFT: S.CANCELLED,
        T.STAYED: S.CANCELLED,
        **ALWAYS,
    },
    S.CONFERRING: {
        T.PARTED: S.CONSULTING,
        T.COMPLETION_ASKED: S.COMPLETING,
        T.HANDED_OVER: S.DONE,
        T.CANCELLED: S.CANCELLED,
        T.NOT_COME: S.FAILED,
        T.SPECIALIST_LEFT: S.CANCELLED,
        T.STAYED: S.CANCELLED,
        **ALWAYS,
    },
    S.COMPLETING: {
        T.COMPLETION_REFUSED: S.CONSULTING,
        T.HANDED_OVER: S.DONE,
        T.CANCELLED: S.CANCELLED,
        T.NOT_COME: S.FAILED,
        T.SPECIALIST_LEFT: S.CANCELLED,
        T.STAYED: S.CANCELLED,
        **ALWAYS,
    },
    S.BLIND: {T.JOINED: S.DONE, T.HANDED_OVER: S.DONE, **ALWAYS},
    S.DONE: {},
    S.CANCELLED: {},
    S.ABANDONED: {},
    S.FAILED: {},
}


@pytest.mark.parametrize(("state", "trigger"), list(product(S, T)))
def test_every_cell_goes_where_the_table_says_and_what_is_late_changes_nothing(
    state: TransferState, trigger: TransferTrigger
) -> None:
    assert after(state, trigger) is EXPECTED[state].get(trigger, state)


@pytest.mark.parametrize(("state", "trigger", "gone"), list(product(S, T, (False, True))))
def test_whatever_ends_a_transfer_says_why_and_nothing_else_does(
    state: TransferState, trigger: TransferTrigger, gone: bool
) -> None:
    ends = state in OPEN and after(state, trigger) in ENDS

    assert (outcome_of(state, trigger, agent_gone=gone) is not None) is ends


@pytest.mark.parametrize(
    ("state", "trigger", "gone", "outcome"),
    [
        (S.COMPLETING, T.HANDED_OVER, False, Why.COMPLETED),
        (S.COMPLETING, T.HANDED_OVER, True, Why.AGENT_GONE_COMPLETED),
        (S.BLIND, T.JOINED, False, Why.COMPLETED),
        (S.BLIND, T.JOINED, True, Why.AGENT_GONE_BLIND),
        (S.RINGING, T.CALLER_GONE, False, Why.CALLER_GONE),
        (S.CONSULTING, T.SPECIALIST_LEFT, False, Why.SPECIALIST_LEFT),
        (S.CONSULTING, T.CANCELLED, False, Why.CANCELLED),
        (S.BLIND, T.REQUEUED, False, Why.REQUEUED),
        (S.COMPLETING, T.CARRIER_LOST, False, Why.CARRIER_FAILED),
    ],
)
def test_why_it_ended(state: TransferState, trigger: TransferTrigger, gone: bool, outcome: TransferOutcome) -> None:
    assert outcome_of(state, trigger, agent_gone=gone) is outcome


def test_the_end_of_a_colleagues_part_is_a_cancel_their_leaving_or_that_they_never_came() -> None:
    assert {each: trigger_of(each) for each in ColleagueOutcome} == {
        ColleagueOutcome.ENDED: T.CANCELLED,
        ColleagueOutcome.LEFT: T.SPECIALIST_LEFT,
        ColleagueOutcome.NO_ANSWER: T.NOT_COME,
        ColleagueOutcome.DECLINED: T.NOT_COME,
        ColleagueOutcome.AWAY: T.NOT_COME,
    }
