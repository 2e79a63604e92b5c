"""Reviews as a table: who may make which move of a review in which state, and what it is then. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.quality import ReviewMove, ReviewState


class Side(StrEnum):
    """Who makes a move: the reviewer, or the agent whom the review is about."""

    REVIEWER = "reviewer"
    AGENT = "agent"


_S, _M = ReviewState, ReviewMove

MOVES: Final[Mapping[tuple[ReviewState, ReviewMove, Side], ReviewState]] = MappingProxyType(
    {
        (_S.DRAFT, _M.PUBLISH, Side.REVIEWER): _S.PUBLISHED,
        (_S.DRAFT, _M.WITHDRAW, Side.REVIEWER): _S.WITHDRAWN,
        (_S.PUBLISHED, _M.ACKNOWLEDGE, Side.AGENT): _S.ACKNOWLEDGED,
        (_S.PUBLISHED, _M.DISPUTE, Side.AGENT): _S.DISPUTED,
        (_S.PUBLISHED, _M.WITHDRAW, Side.REVIEWER): _S.WITHDRAWN,
        (_S.DISPUTED, _M.SETTLE, Side.REVIEWER): _S.SETTLED,
        (_S.DISPUTED, _M.WITHDRAW, Side.REVIEWER): _S.WITHDRAWN,
        (_S.SETTLED, _M.ACKNOWLEDGE, Side.AGENT): _S.ACKNOWLEDGED,
    }
)
"""Every move that can be made; any other is refused."""

SEEN_BY_AGENT: Final = frozenset({_S.PUBLISHED, _S.DISPUTED, _S.ACKNOWLEDGED, _S.SETTLED})
"""What the agent is shown; a draft is the reviewer's own, and what was withdrawn counts nowhere."""
COUNTS: Final = SEEN_BY_AGENT
"""Reviews whose percent counts in means."""
WAITS_FOR_AGENT: Final = frozenset({_S.PUBLISHED, _S.SETTLED})


def moves_of(state: ReviewState, side: Side) -> tuple[ReviewMove, ...]:
    """Return what may be done to a review by one side, in the order of the moves."""
    return tuple(move for move in ReviewMove if (state, move, side) in MOVES)


def needs_words(state: ReviewState, move: ReviewMove) -> bool:
    """Say whether a move must be reasoned: what the other side reads and was not there before."""
    return move in (_M.DISPUTE, _M.SETTLE) or (move is _M.WITHDRAW and state is not _S.DRAFT)
