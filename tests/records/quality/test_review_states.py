"""Who may make which move of a review, over all states, moves and sides."""

from itertools import product

import pytest

from agent_desktop.contract.quality import ReviewMove, ReviewState
from agent_desktop.records.quality.states import COUNTS, MOVES, SEEN_BY_AGENT, Side, moves_of, needs_words

S, M = ReviewState, ReviewMove
ALLOWED = {
    (S.DRAFT, Side.REVIEWER): {M.PUBLISH: S.PUBLISHED, M.WITHDRAW: S.WITHDRAWN},
    (S.PUBLISHED, Side.REVIEWER): {M.WITHDRAW: S.WITHDRAWN},
    (S.PUBLISHED, Side.AGENT): {M.ACKNOWLEDGE: S.ACKNOWLEDGED, M.DISPUTE: S.DISPUTED},
    (S.DISPUTED, Side.REVIEWER): {M.SETTLE: S.SETTLED, M.WITHDRAW: S.WITHDRAWN},
    (S.SETTLED, Side.AGENT): {M.ACKNOWLEDGE: S.ACKNOWLEDGED},
}


@pytest.mark.parametrize(("state", "side"), list(product(ReviewState, Side)))
def test_each_side_may_do_just_this(state: ReviewState, side: Side) -> None:
    allowed = ALLOWED.get((state, side), {})

    assert {move: MOVES[state, move, side] for move in moves_of(state, side)} == allowed
    assert all((state, move, side) not in MOVES for move in ReviewMove if move not in allowed)


def test_an_agent_sees_no_draft_and_nothing_that_was_withdrawn_and_neither_counts() -> None:
    assert SEEN_BY_AGENT == set(ReviewState) - {S.DRAFT, S.WITHDRAWN} == COUNTS


def test_what_the_other_side_did_not_expect_is_said_in_words() -> None:
    told = {(state, move) for state, move in product(ReviewState, ReviewMove) if needs_words(state, move)}

    assert {(state, move) for state, move, _ in MOVES if (state, move) in told} == {
        (S.PUBLISHED, M.DISPUTE),
        (S.DISPUTED, M.SETTLE),
        (S.PUBLISHED, M.WITHDRAW),
        (S.DISPUTED, M.WITHDRAW),
    }
