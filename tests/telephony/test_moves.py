"""Agents serve other queues for a while, and again what they served before."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from telephony.acting.models import QueueMoveRow
from telephony.acting.moves import end_move, move_agents, overtake_move
from telephony.acting.repository import QueueMoveRepository
from telephony.contract import AgentAction, AgentState, CallState, EventKind, MoveOutcome
from telephony.errors import AgentTransitionRefusedError, MoveRefusedError, QueueElsewhereError, QueueUnknownError
from telephony.events.journal import agent_topic
from telephony.queues.service import ensure_queues
from telephony.settings import QueueSettings
from tests.telephony.support import CARDS, LOANS, Centre

BY = uuid4()


def move(centre: Centre, *agents: UUID, to: str = "loans", minutes: int | None = None) -> list[UUID]:
    until_at = None if minutes is None else centre.clock.now() + timedelta(minutes=minutes)
    rows = centre.do(
        lambda session, deps: [
            row.move_id
            for row in move_agents(session, deps, agents, to.split(","), until_at=until_at, by=BY, reason="busy")
        ]
    )
    return list(rows)


def serves(centre: Centre, agent_id: UUID) -> list[str]:
    return sorted(centre.do(lambda session, _: QueueMoveRepository(session).queues_of(agent_id)))


def found(centre: Centre, move_id: UUID) -> QueueMoveRow:
    row = centre.do(lambda session, _: QueueMoveRepository(session).find(move_id))
    assert isinstance(row, QueueMoveRow)
    return row


def outcome(centre: Centre, move_id: UUID) -> MoveOutcome | None:
    return found(centre, move_id).outcome


def test_moved_agents_get_the_other_queues_callers_at_once_until_the_time_is_up_and_are_told_each_time(
    centre: Centre,
) -> None:
    agent = centre.agent("cards")
    waiting = centre.ring(queue_code="loans")
    assert centre.call(waiting).state is CallState.QUEUED

    (move_id,) = move(centre, agent, minutes=30)

    assert serves(centre, agent) == ["loans"]
    offer = centre.desk(agent).offer
    assert offer is not None
    assert offer.call_id == waiting
    assert [queue.name["en"] for queue in centre.desk(agent).queues] == ["Loans"]
    entries = [entry for appended in centre.appended for entry in appended.entries]
    told = [entry.kind for entry in entries if agent_topic(agent) in entry.topics]
    assert {EventKind.SERVING_CHANGED, EventKind.NOTICE_CHANGED} <= set(told)
    centre.clock.advance(29 * 60)
    centre.run()
    assert serves(centre, agent) == ["loans"]
    centre.clock.advance(61)
    centre.run()
    assert (serves(centre, agent), outcome(centre, move_id)) == (["cards"], MoveOutcome.TIME_UP)
    assert centre.host.told == [(agent, "moved"), (agent, "move_ended")]
    with pytest.raises(MoveRefusedError):
        centre.do(lambda session, deps: end_move(session, deps, move_id, MoveOutcome.ENDED, by=BY))


def test_who_is_moved_twice_serves_again_what_they_served_before_the_first(centre: Centre) -> None:
    agent = centre.agent("cards")
    (first,) = move(centre, agent, to="loans")
    (second,) = move(centre, agent, to="cards,loans", minutes=10)
    assert outcome(centre, first) is MoveOutcome.REPLACED
    assert serves(centre, agent) == ["cards", "loans"]

    centre.do(lambda session, deps: end_move(session, deps, second, MoveOutcome.ENDED, by=BY))

    assert serves(centre, agent) == ["cards"]
    assert found(centre, second).ended_by_id == BY


def test_a_move_without_a_time_is_over_as_the_agent_comes_the_next_day(centre: Centre) -> None:
    agent = centre.agent("cards")
    (move_id,) = move(centre, agent)
    centre.go(agent, AgentAction.GO_OFFLINE)
    centre.clock.advance(3600)

    centre.sign_in(agent)

    assert (serves(centre, agent), outcome(centre, move_id)) == (["cards"], MoveOutcome.WENT_OFF)


def test_an_administrators_word_goes_before_a_move_and_ends_it(centre: Centre) -> None:
    agent = centre.agent("cards")
    (move_id,) = move(centre, agent, minutes=10)
    centre.do(lambda session, deps: overtake_move(session, deps, agent, by=BY))
    centre.clock.advance(700)
    centre.run()
    assert (serves(centre, agent), outcome(centre, move_id)) == (["loans"], MoveOutcome.OVERTAKEN)


def test_nobody_is_moved_to_what_is_not_there_or_apart_or_their_own(centre: Centre) -> None:
    agent = centre.agent("cards")
    apart = QueueSettings(code="trust", group="private", name={"en": "Trust", "zh": "信托"})
    centre.do(lambda session, _: ensure_queues(session, [CARDS, LOANS, apart]))
    with pytest.raises(QueueUnknownError):
        move(centre, agent, to="nowhere")
    with pytest.raises(QueueElsewhereError):
        move(centre, agent, to="trust")
    with pytest.raises(MoveRefusedError):
        move(centre, agent, to="cards")
    with pytest.raises(MoveRefusedError):
        move(centre, agent, minutes=0)
    other = centre.agent("loans")
    (moved,) = move(centre, agent, other)  # one of them serves nothing else already, and stays as they are
    assert found(centre, moved).agent_id == agent
    centre.do(lambda session, deps: end_move(session, deps, moved, MoveOutcome.ENDED, by=BY))
    centre.go(agent, AgentAction.GO_OFFLINE)
    assert centre.desk(agent).agent.state is AgentState.OFFLINE
    with pytest.raises(AgentTransitionRefusedError):
        move(centre, agent)
    assert serves(centre, agent) == ["cards"]
