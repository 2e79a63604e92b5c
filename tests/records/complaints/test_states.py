"""The table of a complaint's states, whole: what may follow what, by whom, and what it needs."""

import itertools
from collections.abc import Iterator

import pytest

from agent_desktop.contract.complaint_work import Move, Need
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState
from agent_desktop.records.complaints.states import (
    END_STATES,
    Actor,
    MoveRefusedError,
    asks,
    conditions,
    moves_for,
    next_move,
    transition,
)

_LETTERS = {
    "R": Actor.RECORDER, "T": Actor.SETTLER, "L": Actor.ON_LINE, "O": Actor.OWNER, "H": Actor.HANDLER,
    "S": Actor.SUPERVISOR, "C": Actor.COMPLIANCE, "A": Actor.ADMINISTRATOR,
}  # fmt: skip

COMPLAINTS = """
registered: acknowledge acknowledged RLOHSC told_by
registered: investigate investigating OHSC
registered: settle accepted ROHS answer root_cause result second_person
acknowledged: investigate investigating OHSC
acknowledged: settle accepted ROHS answer root_cause result second_person
acknowledged: wait_for_customer waiting_customer OHSC reason until
investigating: wait_for_customer waiting_customer OHSC reason until
investigating: wait_for_third_party waiting_third_party OHSC reason until
investigating: propose_answer investigating OHSC answer root_cause result
investigating: approve_answer answer_approved HSC answer second_person redress_decided
investigating: send_back investigating HSC answer reason
waiting_customer: go_on investigating RLOHSC
waiting_third_party: go_on investigating RLOHSC
answer_approved: answer answered OHSC told_by
answer_approved: send_back investigating HSC reason
answered: accept accepted RLOHSC told_by
answered: dispute disputed RLOHSC reason
answered: escalate_ombudsman escalated_ombudsman OHSC reason
answered: close closed OHSC reason root_cause result redress_decided tasks_done letter_sent
accepted: close closed TOHSC root_cause result redress_decided tasks_done letter_sent
accepted: dispute disputed RLOHSC reason
disputed: investigate investigating OHSC
escalated_internal: investigate investigating OHSC
escalated_internal: propose_answer escalated_internal OHSC answer root_cause result
escalated_internal: approve_answer answer_approved SC answer second_person redress_decided
escalated_internal: send_back escalated_internal SC answer reason
escalated_internal: wait_for_customer waiting_customer OHSC reason until
escalated_internal: wait_for_third_party waiting_third_party OHSC reason until
escalated_internal: escalate_ombudsman escalated_ombudsman OHSC reason
escalated_internal: withdraw closed RLOHSC reason told_by
escalated_ombudsman: investigate investigating OHSC reason
escalated_ombudsman: close closed SC reason root_cause result redress_decided tasks_done
closed: reopen reopened OHSC reason
closed: escalate_ombudsman escalated_ombudsman OHSC reason
joined: reopen reopened OHSC reason
reopened: investigate investigating OHSC
"""
AT_ANY_TIME = """
escalate_internal escalated_internal RLOHSC reason
escalate_ombudsman escalated_ombudsman OHSC reason
withdraw closed RLOHSC reason told_by
join joined ROHS into
"""
BEFORE_THE_ANSWER = (
    "registered", "acknowledged", "investigating", "waiting_customer", "waiting_third_party", "disputed", "reopened",
)  # fmt: skip
SHORT = """
registered: acknowledge acknowledged RLOHSC told_by
registered: close closed ROHS reason
acknowledged: close closed ROHS reason
closed: reopen reopened OHSC reason
reopened: close closed ROHS reason
"""

Line = tuple[str, frozenset[Actor], list[str]]


def _table(text: str, *, at_any_time: bool) -> dict[tuple[str, str], Line]:
    table: dict[tuple[str, str], Line] = {}

    def put(state: str, words: list[str]) -> None:
        move, to, who, *needs = words
        assert (state, move) not in table
        table[state, move] = (to, frozenset(_LETTERS[letter] for letter in who), needs)

    for line in text.split("\n"):
        if line.strip():
            state, _, rest = line.partition(":")
            put(state, rest.split())
    for line in AT_ANY_TIME.split("\n") if at_any_time else ():
        if line.strip():
            for state in BEFORE_THE_ANSWER:
                put(state, line.split())
    return table


TABLES = {
    ComplaintKind.COMPLAINT: _table(COMPLAINTS, at_any_time=True),
    ComplaintKind.SUGGESTION: _table(SHORT, at_any_time=False),
    ComplaintKind.PRAISE: _table(SHORT, at_any_time=False),
}


def _everything() -> Iterator[tuple[ComplaintKind, ComplaintState, Move]]:
    yield from itertools.product(ComplaintKind, ComplaintState, Move)


def test_every_move_from_every_state_leads_where_the_table_says_or_is_refused() -> None:
    for kind, state, move in _everything():
        expected = TABLES[kind].get((state.value, move.value))
        if expected is None:
            with pytest.raises(MoveRefusedError):
                transition(kind, state, move)
            continue
        found = transition(kind, state, move)
        assert (found.to, found.who, [*found.needs]) == expected, (kind, state, move)


@pytest.mark.parametrize("actor", Actor)
def test_each_is_offered_what_they_may_do_and_nothing_else(actor: Actor) -> None:
    for kind, state in itertools.product(ComplaintKind, ComplaintState):
        expected = {move for (known, move), line in TABLES[kind].items() if known == state.value and actor in line[1]}
        assert {move.value for move, _ in moves_for(kind, state, [actor])} == expected, (kind, state)
        assert moves_for(kind, state, []) == ()


def test_every_state_can_be_reached_and_left_but_for_what_was_taken_back() -> None:
    table = TABLES[ComplaintKind.COMPLAINT]
    reached, left = {line[0] for line in table.values()} | {"registered"}, {state for state, _ in table}
    assert reached == {state.value for state in ComplaintState} - {"undone"}
    assert left == reached
    assert {ComplaintState(line[0]) for (_, move), line in table.items() if move in ("close", "join")} < END_STATES


def test_what_a_move_asks_for_and_what_must_be_so_are_told_apart() -> None:
    needs = (Need.REASON, Need.ANSWER, Need.TASKS_DONE)
    assert asks(Move.CLOSE, needs) == (Need.REASON, Need.ANSWER)
    assert conditions(Move.CLOSE, needs) == (Need.TASKS_DONE,)
    assert asks(Move.APPROVE_ANSWER, (Need.ANSWER, Need.SECOND_PERSON)) == ()


def test_what_usually_comes_next_is_something_that_may_be_done() -> None:
    for kind, state, has_answer in itertools.product(ComplaintKind, ComplaintState, (False, True)):
        move = next_move(kind, state, has_answer=has_answer)
        if state in END_STATES:
            assert move is None
        elif (kind is ComplaintKind.COMPLAINT) or state.value in ("registered", "acknowledged", "reopened"):
            assert move is not None, (kind, state)
            assert (state.value, move.value) in TABLES[kind], (kind, state)
