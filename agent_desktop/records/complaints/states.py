"""How a complaint goes from state to state: one table of who may do what, and what it needs. Pure.

What the states mean is in the contract. Suggestions and praise have a short way of their own. Whether the bank's file
wants a second person is not in the table: `Need.SECOND_PERSON` counts only where it does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.complaint_work import Move, Need
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState


class Actor(StrEnum):
    """What somebody is to one complaint. They may be several of these."""

    RECORDER = "recorder"
    SETTLER = "settler"  # recorded it, and the customer took the answer in that contact
    ON_LINE = "on_line"  # has the customer on the line, or wraps up that call
    OWNER = "owner"  # or stands in
    HANDLER = "handler"  # deals with complaints
    SUPERVISOR = "supervisor"
    COMPLIANCE = "compliance"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Transition:
    """Where a move leads, who may make it, and what it needs, in the order in which a form asks for it."""

    to: ComplaintState
    who: frozenset[Actor]
    needs: tuple[Need, ...] = ()


class MoveRefusedError(Exception):
    """The table does not list this move from this state."""


_S, _M, _A, _N = ComplaintState, Move, Actor, Need

_FRONT: Final = frozenset({_A.RECORDER, _A.ON_LINE, _A.OWNER, _A.HANDLER, _A.SUPERVISOR, _A.COMPLIANCE})
_DESK: Final = frozenset({_A.OWNER, _A.HANDLER, _A.SUPERVISOR, _A.COMPLIANCE})
_FIRST: Final = frozenset({_A.RECORDER, _A.OWNER, _A.HANDLER, _A.SUPERVISOR})
_UPPER: Final = frozenset({_A.SUPERVISOR, _A.COMPLIANCE})
_APPROVERS: Final = frozenset({_A.HANDLER, _A.SUPERVISOR, _A.COMPLIANCE})

_SETTLED: Final = (_N.ANSWER, _N.ROOT_CAUSE, _N.RESULT)
_ENDED: Final = (_N.ROOT_CAUSE, _N.RESULT, _N.REDRESS_DECIDED, _N.TASKS_DONE)

END_STATES: Final = frozenset({_S.CLOSED, _S.JOINED, _S.UNDONE})


def _anywhere(*states: ComplaintState) -> dict[tuple[ComplaintState, Move], Transition]:
    """What can happen at any time before the answer: escalated, withdrawn, joined."""
    table = {}
    for state in states:
        table[state, _M.ESCALATE_INTERNAL] = Transition(_S.ESCALATED_INTERNAL, _FRONT, (_N.REASON,))
        table[state, _M.ESCALATE_OMBUDSMAN] = Transition(_S.ESCALATED_OMBUDSMAN, _DESK, (_N.REASON,))
        table[state, _M.WITHDRAW] = Transition(_S.CLOSED, _FRONT, (_N.REASON, _N.TOLD_BY))
        table[state, _M.JOIN] = Transition(_S.JOINED, _FIRST, (_N.INTO,))
    return table


_WAITING: Final = (_N.REASON, _N.UNTIL)

TRANSITIONS: Final[Mapping[tuple[ComplaintState, Move], Transition]] = MappingProxyType(
    {
        **_anywhere(
            _S.REGISTERED,
            _S.ACKNOWLEDGED,
            _S.INVESTIGATING,
            _S.WAITING_CUSTOMER,
            _S.WAITING_THIRD_PARTY,
            _S.DISPUTED,
            _S.REOPENED,
        ),
        (_S.REGISTERED, _M.ACKNOWLEDGE): Transition(_S.ACKNOWLEDGED, _FRONT, (_N.TOLD_BY,)),
        (_S.REGISTERED, _M.INVESTIGATE): Transition(_S.INVESTIGATING, _DESK),
        (_S.REGISTERED, _M.SETTLE): Transition(_S.ACCEPTED, _FIRST, (*_SETTLED, _N.SECOND_PERSON)),
        (_S.ACKNOWLEDGED, _M.INVESTIGATE): Transition(_S.INVESTIGATING, _DESK),
        (_S.ACKNOWLEDGED, _M.SETTLE): Transition(_S.ACCEPTED, _FIRST, (*_SETTLED, _N.SECOND_PERSON)),
        (_S.ACKNOWLEDGED, _M.WAIT_FOR_CUSTOMER): Transition(_S.WAITING_CUSTOMER, _DESK, _WAITING),
        (_S.INVESTIGATING, _M.WAIT_FOR_CUSTOMER): Transition(_S.WAITING_CUSTOMER, _DESK, _WAITING),
        (_S.INVESTIGATING, _M.WAIT_FOR_THIRD_PARTY): Transition(_S.WAITING_THIRD_PARTY, _DESK, _WAITING),
        (_S.INVESTIGATING, _M.PROPOSE_ANSWER): Transition(_S.INVESTIGATING, _DESK, _SETTLED),
        (_S.INVESTIGATING, _M.APPROVE_ANSWER): Transition(
            _S.ANSWER_APPROVED, _APPROVERS, (_N.ANSWER, _N.SECOND_PERSON, _N.REDRESS_DECIDED)
        ),
        (_S.INVESTIGATING, _M.SEND_BACK): Transition(_S.INVESTIGATING, _APPROVERS, (_N.ANSWER, _N.REASON)),
        (_S.WAITING_CUSTOMER, _M.GO_ON): Transition(_S.INVESTIGATING, _FRONT),
        (_S.WAITING_THIRD_PARTY, _M.GO_ON): Transition(_S.INVESTIGATING, _FRONT),
        (_S.ANSWER_APPROVED, _M.ANSWER): Transition(_S.ANSWERED, _DESK, (_N.TOLD_BY,)),
        (_S.ANSWER_APPROVED, _M.SEND_BACK): Transition(_S.INVESTIGATING, _APPROVERS, (_N.REASON,)),
        (_S.ANSWERED, _M.ACCEPT): Transition(_S.ACCEPTED, _FRONT, (_N.TOLD_BY,)),
        (_S.ANSWERED, _M.DISPUTE): Transition(_S.DISPUTED, _FRONT, (_N.REASON,)),
        (_S.ANSWERED, _M.ESCALATE_OMBUDSMAN): Transition(_S.ESCALATED_OMBUDSMAN, _DESK, (_N.REASON,)),
        (_S.ANSWERED, _M.CLOSE): Transition(_S.CLOSED, _DESK, (_N.REASON, *_ENDED, _N.LETTER_SENT)),
        (_S.ACCEPTED, _M.CLOSE): Transition(_S.CLOSED, _DESK | {_A.SETTLER}, (*_ENDED, _N.LETTER_SENT)),
        (_S.ACCEPTED, _M.DISPUTE): Transition(_S.DISPUTED, _FRONT, (_N.REASON,)),
        (_S.DISPUTED, _M.INVESTIGATE): Transition(_S.INVESTIGATING, _DESK),
        (_S.ESCALATED_INTERNAL, _M.INVESTIGATE): Transition(_S.INVESTIGATING, _DESK),
        (_S.ESCALATED_INTERNAL, _M.PROPOSE_ANSWER): Transition(_S.ESCALATED_INTERNAL, _DESK, _SETTLED),
        (_S.ESCALATED_INTERNAL, _M.APPROVE_ANSWER): Transition(
            _S.ANSWER_APPROVED, _UPPER, (_N.ANSWER, _N.SECOND_PERSON, _N.REDRESS_DECIDED)
        ),
        (_S.ESCALATED_INTERNAL, _M.SEND_BACK): Transition(_S.ESCALATED_INTERNAL, _UPPER, (_N.ANSWER, _N.REASON)),
        (_S.ESCALATED_INTERNAL, _M.WAIT_FOR_CUSTOMER): Transition(_S.WAITING_CUSTOMER, _DESK, _WAITING),
        (_S.ESCALATED_INTERNAL, _M.WAIT_FOR_THIRD_PARTY): Transition(_S.WAITING_THIRD_PARTY, _DESK, _WAITING),
        (_S.ESCALATED_INTERNAL, _M.ESCALATE_OMBUDSMAN): Transition(_S.ESCALATED_OMBUDSMAN, _DESK, (_N.REASON,)),
        (_S.ESCALATED_INTERNAL, _M.WITHDRAW): Transition(_S.CLOSED, _FRONT, (_N.REASON, _N.TOLD_BY)),
        (_S.ESCALATED_OMBUDSMAN, _M.INVESTIGATE): Transition(_S.INVESTIGATING, _DESK, (_N.REASON,)),
        (_S.ESCALATED_OMBUDSMAN, _M.CLOSE): Transition(_S.CLOSED, _UPPER, (_N.REASON, *_ENDED)),
        (_S.CLOSED, _M.REOPEN): Transition(_S.REOPENED, _DESK, (_N.REASON,)),
        (_S.CLOSED, _M.ESCALATE_OMBUDSMAN): Transition(_S.ESCALATED_OMBUDSMAN, _DESK, (_N.REASON,)),
        (_S.JOINED, _M.REOPEN): Transition(_S.REOPENED, _DESK, (_N.REASON,)),
        (_S.REOPENED, _M.INVESTIGATE): Transition(_S.INVESTIGATING, _DESK),
    }
)
"""Of complaints."""

SHORT_WAY: Final[Mapping[tuple[ComplaintState, Move], Transition]] = MappingProxyType(
    {
        (_S.REGISTERED, _M.ACKNOWLEDGE): Transition(_S.ACKNOWLEDGED, _FRONT, (_N.TOLD_BY,)),
        (_S.REGISTERED, _M.CLOSE): Transition(_S.CLOSED, _FIRST, (_N.REASON,)),
        (_S.ACKNOWLEDGED, _M.CLOSE): Transition(_S.CLOSED, _FIRST, (_N.REASON,)),
        (_S.CLOSED, _M.REOPEN): Transition(_S.REOPENED, _DESK, (_N.REASON,)),
        (_S.REOPENED, _M.CLOSE): Transition(_S.CLOSED, _FIRST, (_N.REASON,)),
    }
)
"""Of suggestions and praise: thanked, and closed with what came of it."""

NEXT: Final[Mapping[ComplaintState, Move]] = MappingProxyType(
    {
        _S.REGISTERED: _M.ACKNOWLEDGE,
        _S.ACKNOWLEDGED: _M.INVESTIGATE,
        _S.INVESTIGATING: _M.PROPOSE_ANSWER,
        _S.WAITING_CUSTOMER: _M.GO_ON,
        _S.WAITING_THIRD_PARTY: _M.GO_ON,
        _S.ANSWER_APPROVED: _M.ANSWER,
        _S.ANSWERED: _M.ACCEPT,
        _S.ACCEPTED: _M.CLOSE,
        _S.DISPUTED: _M.INVESTIGATE,
        _S.ESCALATED_INTERNAL: _M.PROPOSE_ANSWER,
        _S.ESCALATED_OMBUDSMAN: _M.CLOSE,
        _S.REOPENED: _M.INVESTIGATE,
    }
)
"""What usually comes next."""

ASKED: Final = (_N.REASON, _N.ANSWER, _N.ROOT_CAUSE, _N.RESULT, _N.UNTIL, _N.TOLD_BY, _N.INTO)
"""Needs that the move itself brings along; the others must be so already."""

_APPROVING: Final = frozenset({_M.APPROVE_ANSWER, _M.SEND_BACK})


def table_of_kind(kind: ComplaintKind) -> Mapping[tuple[ComplaintState, Move], Transition]:
    """Return the transitions of a kind."""
    return TRANSITIONS if kind is ComplaintKind.COMPLAINT else SHORT_WAY


def transition(kind: ComplaintKind, state: ComplaintState, move: Move) -> Transition:
    """Return where `move` leads.

    Raises:
        MoveRefusedError: It is not listed.
    """
    try:
        return table_of_kind(kind)[state, move]
    except KeyError:
        raise MoveRefusedError(state, move) from None


def moves_for(
    kind: ComplaintKind, state: ComplaintState, actors: Iterable[Actor], *, is_escalated: bool = False
) -> tuple[tuple[Move, Transition], ...]:
    """Return what somebody may do now, in the order of `Move`."""
    table, mine = table_of_kind(kind), frozenset(actors)
    return tuple(
        (move, table[state, move])
        for move in Move
        if (state, move) in table and who_may(move, table[state, move], is_escalated=is_escalated) & mine
    )


def next_move(kind: ComplaintKind, state: ComplaintState, *, has_answer: bool) -> Move | None:
    """Return what usually comes next; None at an end."""
    if kind is not ComplaintKind.COMPLAINT:
        return _M.CLOSE if state not in END_STATES else None
    if has_answer and state in (_S.INVESTIGATING, _S.ESCALATED_INTERNAL):
        return _M.APPROVE_ANSWER
    return NEXT.get(state)


def who_may(move: Move, change: Transition, *, is_escalated: bool) -> frozenset[Actor]:
    """Return who may make a move. What was escalated is approved above the desk, wherever it went since."""
    return change.who & _UPPER if is_escalated and move is _M.APPROVE_ANSWER else change.who


def asks(move: Move, needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return which needs the move itself brings along. Who approves an answer or sends it back brings none."""
    return tuple(need for need in needs if need in ASKED and not (need is Need.ANSWER and move in _APPROVING))


def conditions(move: Move, needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return which needs must be so already."""
    asked = asks(move, needs)
    return tuple(need for need in needs if need not in asked)
