"""Who gets which call."""

from datetime import timedelta
from uuid import UUID

from telephony.queues.policy import (
    Overflow,
    QueueRules,
    ReadyAgent,
    Refusals,
    Routing,
    WaitingCall,
    assign,
)
from tests.telephony.support import NINE

CARDS, LOANS, WEALTH = UUID(int=901), UUID(int=902), UUID(int=903)
PLAIN = Routing()


def call(
    number: int,
    *,
    queue: UUID = CARDS,
    priority: int = 0,
    waits: int = 0,
    urgent: bool = False,
    wants: int | None = None,
    manager_seconds: int = 0,
    team: str = "",
    team_seconds: int = 0,
) -> WaitingCall:
    began = NINE - timedelta(seconds=waits)
    return WaitingCall(
        UUID(int=number),
        queue,
        priority,
        began,
        urgent,
        manager_id=None if wants is None else UUID(int=wants),
        manager_until_at=began + timedelta(seconds=manager_seconds) if manager_seconds else None,
        team=team,
        team_until_at=began + timedelta(seconds=team_seconds) if team_seconds else None,
    )


def agent(
    number: int,
    *,
    idle: int = 0,
    queues: frozenset[UUID] = frozenset({CARDS}),
    skills: dict[str, int] | None = None,
    team: str = "",
) -> ReadyAgent:
    return ReadyAgent(UUID(int=number), NINE - timedelta(seconds=idle), queues, skills or {}, team)


def pairs(
    calls: list[WaitingCall], agents: list[ReadyAgent], refusals: Refusals | None = None, routing: Routing = PLAIN
) -> list[tuple[int, int]]:
    assignments = assign(calls, agents, refusals or Refusals(), routing=routing, at=NINE)
    return [(one.call_id.int, one.agent_id.int) for one in assignments]


def test_the_agent_who_has_been_idle_longest_gets_the_caller_who_has_waited_longest() -> None:
    calls = [call(1, waits=5), call(2, waits=50)]
    agents = [agent(11, idle=10), agent(12, idle=100)]

    assert pairs(calls, agents) == [(2, 12), (1, 11)]


def test_a_point_of_priority_is_worth_a_minute_of_waiting() -> None:
    assert pairs([call(1, waits=59), call(2, priority=1)], [agent(11)]) == [(2, 11)]
    assert pairs([call(1, waits=61), call(2, priority=1)], [agent(11)]) == [(1, 11)]


def test_an_urgent_call_goes_before_all_others_however_long_they_waited() -> None:
    calls = [call(1, waits=3_000, priority=9), call(2, urgent=True)]

    assert pairs(calls, [agent(11)]) == [(2, 11)]


def test_an_agent_gets_only_calls_of_queues_they_serve() -> None:
    agents = [agent(11, idle=99), agent(12, queues=frozenset({LOANS}))]

    assert pairs([call(1, queue=LOANS)], agents) == [(1, 12)]


def test_a_front_caller_whom_nobody_can_take_does_not_hold_up_the_next() -> None:
    calls = [call(1, queue=LOANS, waits=90), call(2)]

    assert pairs(calls, [agent(11)]) == [(2, 11)]


def test_an_agent_who_declined_is_passed_over_during_the_pause_even_if_alone() -> None:
    refusals = Refusals(paused={UUID(int=1): {UUID(int=11)}})

    assert pairs([call(1)], [agent(11, idle=99), agent(12)], refusals) == [(1, 12)]
    assert pairs([call(1)], [agent(11)], refusals) == []


def test_an_agent_who_let_it_ring_is_passed_over_only_while_another_is_there() -> None:
    refusals = Refusals(missed={UUID(int=1): {UUID(int=11)}})

    assert pairs([call(1)], [agent(11, idle=99), agent(12)], refusals) == [(1, 12)]
    assert pairs([call(1)], [agent(11)], refusals) == [(1, 11)]


def test_an_agent_without_a_needed_skill_or_level_is_not_able() -> None:
    english = Routing({CARDS: QueueRules(needs={"english": 2})})

    assert pairs([call(1)], [agent(11), agent(12, skills={"english": 1})], routing=english) == []
    assert pairs([call(1)], [agent(11, idle=99), agent(12, skills={"english": 2})], routing=english) == [(1, 12)]


def test_the_best_level_goes_before_the_longest_idle_and_idle_decides_among_equals() -> None:
    routing = Routing({CARDS: QueueRules(needs={"english": 2, "cards": 1})})
    agents = [
        agent(11, idle=500, skills={"english": 2, "cards": 2}),
        agent(12, idle=1, skills={"english": 4, "cards": 1}),
        agent(13, idle=50, skills={"english": 2, "cards": 3, "wealth": 5}),
    ]

    assert pairs([call(1, waits=9), call(2)], agents, routing=routing) == [(1, 13), (2, 12)]


def test_the_relationship_manager_alone_gets_the_call_during_their_time() -> None:
    waiting = call(1, wants=12, waits=10, manager_seconds=20)

    assert pairs([waiting], [agent(11, idle=99)]) == []
    assert pairs([waiting], [agent(11, idle=99), agent(12, queues=frozenset({LOANS}))]) == [(1, 12)]


def test_a_manager_who_declines_or_does_not_answer_ends_their_time() -> None:
    waiting = call(1, wants=12, waits=10, manager_seconds=20)

    assert pairs([waiting], [agent(11), agent(12)], Refusals(missed={UUID(int=1): {UUID(int=12)}})) == [(1, 11)]
    assert pairs([waiting], [agent(11), agent(12)], Refusals(paused={UUID(int=1): {UUID(int=12)}})) == [(1, 11)]


def test_after_the_manager_the_service_team_and_then_everybody() -> None:
    def waiting(waits: int) -> WaitingCall:
        return call(1, wants=12, manager_seconds=20, team="Peak", team_seconds=40, waits=waits)

    others, team = agent(11, idle=99), agent(13, team="Peak")

    assert pairs([waiting(19)], [others, team]) == []
    assert pairs([waiting(20)], [others, team]) == [(1, 13)]
    assert pairs([waiting(39)], [others]) == []
    assert pairs([waiting(40)], [others]) == [(1, 11)]
    assert pairs([waiting(40)], [others, team]) == [(1, 13)]
    assert pairs([waiting(40)], [others, team, agent(12)]) == [(1, 12)]


def test_the_team_takes_only_what_they_can_serve() -> None:
    waiting = call(1, team="Peak", team_seconds=40)

    assert pairs([waiting], [agent(13, team="Peak", queues=frozenset({LOANS}))]) == []


def test_a_call_flows_over_after_its_time_and_its_own_queue_still_goes_first() -> None:
    routing = Routing({CARDS: QueueRules(overflow=(Overflow(30, LOANS), Overflow(60, WEALTH)))})
    loans = agent(11, idle=999, queues=frozenset({LOANS}))
    wealth = agent(12, idle=999, queues=frozenset({WEALTH}))

    assert pairs([call(1, waits=29)], [loans, wealth], routing=routing) == []
    assert pairs([call(1, waits=30)], [loans, wealth], routing=routing) == [(1, 11)]
    assert pairs([call(1, waits=60)], [wealth], routing=routing) == [(1, 12)]
    assert pairs([call(1, waits=60)], [wealth, loans, agent(13)], routing=routing) == [(1, 13)]


def test_the_next_change_is_the_next_moment_at_which_more_agents_may_have_the_call() -> None:
    routing = Routing({CARDS: QueueRules(overflow=(Overflow(30, LOANS), Overflow(60, WEALTH)))})
    waiting = call(1, wants=12, manager_seconds=20, team="Peak", team_seconds=45)

    seconds = [
        routing.next_change_at(waiting, waiting.enqueued_at + timedelta(seconds=waited)) for waited in (0, 20, 30, 45)
    ]

    assert seconds == [NINE + timedelta(seconds=after) for after in (20, 30, 45, 60)]
    assert routing.next_change_at(waiting, NINE + timedelta(seconds=60)) is None
