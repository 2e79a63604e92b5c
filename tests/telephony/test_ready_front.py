"""A dispatch reads few of thousands who are ready or who wait, and chooses as if it had read all."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, OfferOutcome
from telephony.offers.models import OfferRow
from telephony.queues.dispatch import QueueMoves, _refusals, _routing
from telephony.queues.dispatch_repository import LISTED_AT_LEAST, DispatchRepository
from telephony.queues.models import AgentSkillRow, QueueMemberRow, QueueRow
from telephony.queues.policy import Assignment, ReadyAgent, WaitingCall, assign
from telephony.queues.service import ensure_queues
from telephony.settings import QueueSettings
from tests.telephony.support import NINE, Centre

TEAMS = ("", "", "north", "south")


def _queues() -> list[QueueSettings]:
    name = {"en": "Some", "zh": "某"}
    return [
        QueueSettings(code="plain", group="front", name=name, overflow={"other": 30, "skilled": 60}),
        QueueSettings(code="other", group="front", name=name, manager_seconds=20, team_seconds=40),
        QueueSettings(code="skilled", group="front", name=name, needs={"english": 2}, overflow={"plain": 10}),
    ]


class Crowd:
    """Agents and callers by chance, written into the tables as no order of events would leave them."""

    def __init__(self, session: Session, seed: int, *, agents: int = 60, calls: int = 0) -> None:
        self._chance = Random(seed)
        self._session = session
        self.queues = {row.code: row for row in session.scalars(sa.select(QueueRow)) if row.code != "cards"}
        self.group_id = self.queues["plain"].queue_group_id
        codes = sorted(each.code for each in _queues())
        # Where many wait for few, often all for one queue: then those at the front may be for none of these agents.
        self._wanted = self._chance.sample(codes, self._chance.randrange(1, 4)) if calls else codes
        self.agent_ids = [self._agent() for _ in range(agents)]
        session.flush()
        self.calls = [self._call() for _ in range(calls or self._chance.randrange(1, 8))]
        session.flush()
        for call in self.calls:
            if calls and self._chance.random() < 0.7:
                continue  # where many wait, most of them have been offered to nobody
            for agent_id in self._chance.sample(self.agent_ids, min(agents, self._chance.randrange(4))):
                self._refusal(call, agent_id)
        session.flush()

    def _agent(self) -> UUID:
        chance, agent_id = self._chance, uuid4()
        self._session.add(
            AgentRow(
                agent_id=agent_id,
                queue_group_id=self.group_id,
                endpoint=str(agent_id),
                team=chance.choice(TEAMS),
                state=chance.choice((AgentState.READY, AgentState.READY, AgentState.OFFLINE)),
                since_at=NINE,
                # Whole seconds, few of them: many are idle as long as each other.
                idle_since_at=NINE - timedelta(seconds=chance.randrange(20)),
                desktop_lost_at=NINE if chance.random() < 0.1 else None,
            )
        )
        for code in chance.sample(sorted(_code.code for _code in _queues()), chance.randrange(1, 4)):
            self._session.add(QueueMemberRow(queue_id=self.queues[code].queue_id, agent_id=agent_id))
        if chance.random() < 0.7:
            self._session.add(AgentSkillRow(agent_id=agent_id, skill="english", level=chance.randrange(1, 6)))
        return agent_id

    def _call(self) -> CallRow:
        chance = self._chance
        came_at = NINE - timedelta(seconds=chance.randrange(90))
        call = CallRow(
            provider="simulator",
            call_sid=str(uuid4()),
            state=CallState.QUEUED,
            queue_id=self.queues[chance.choice(self._wanted)].queue_id,
            priority=chance.randrange(3),
            urgent=chance.random() < 0.1,
            preferred_agent_id=chance.choice(self.agent_ids) if chance.random() < 0.3 else None,
            preferred_team=chance.choice(TEAMS),
            arrived_at=came_at,
            enqueued_at=came_at,
            since_at=came_at,
        )
        call.preferred_until_at = came_at + timedelta(seconds=20) if call.preferred_agent_id else None
        call.team_until_at = came_at + timedelta(seconds=60) if call.preferred_team else None
        if chance.random() < 0.15:  # a callback
            call.item_id, call.undialled, call.by_share = uuid4(), True, True
            call.late_at = NINE + timedelta(seconds=chance.randrange(-60, 60))
        self._session.add(call)
        return call

    def _refusal(self, call: CallRow, agent_id: UUID) -> None:
        outcome = self._chance.choice((OfferOutcome.DECLINED, OfferOutcome.NOT_ANSWERED))
        at = NINE - timedelta(seconds=self._chance.randrange(60))
        self._session.add(
            OfferRow(
                call_id=call.call_id, agent_id=agent_id, offered_at=at, expires_at=at, outcome=outcome, ended_at=at
            )
        )

    def all_ready(self) -> list[ReadyAgent]:
        """Read everybody who is free, one by one."""
        rows = self._session.scalars(
            sa.select(AgentRow).where(AgentRow.state == AgentState.READY, AgentRow.desktop_lost_at.is_(None))
        )
        return [
            ReadyAgent(
                row.agent_id,
                row.idle_since_at,
                frozenset(
                    self._session.scalars(
                        sa.select(QueueMemberRow.queue_id).where(QueueMemberRow.agent_id == row.agent_id)
                    )
                ),
                dict(
                    self._session.execute(
                        sa.select(AgentSkillRow.skill, AgentSkillRow.level).where(
                            AgentSkillRow.agent_id == row.agent_id
                        )
                    ).all()
                ),
                row.team,
            )
            for row in rows
        ]

    def all_waiting(self) -> list[WaitingCall]:
        """Read everybody who waits, one by one."""
        refused = set(self._session.scalars(sa.select(OfferRow.call_id)))
        of_queue = {row.queue_id: row.callback_credit for row in self.queues.values()}
        return [
            WaitingCall(
                row.call_id,
                row.queue_id,
                row.priority,
                row.enqueued_at,
                row.urgent,
                row.preferred_agent_id,
                row.preferred_until_at,
                row.preferred_team,
                row.team_until_at,
                row.call_id in refused,
                row.by_share,
                row.late_at,
                of_queue[row.queue_id],
            )
            for row in self._session.scalars(sa.select(CallRow))
        ]


@pytest.mark.parametrize("first_seed", range(0, 64, 16))
def test_of_many_who_wait_those_who_are_read_have_the_agents_that_they_had_if_all_were(
    centre: Centre, session: Session, first_seed: int
) -> None:
    ensure_queues(session, _queues())
    dispatch = DispatchRepository(session)

    def chosen(waiting: Sequence[WaitingCall], free: Sequence[ReadyAgent]) -> list[Assignment]:
        refusals = _refusals(dispatch, waiting, NINE - timedelta(seconds=30))
        return list(assign(waiting, free, refusals, routing=routing, at=NINE))

    given = 0
    for seed in range(first_seed, first_seed + 16):
        with session.begin_nested() as crowded:
            crowd = Crowd(session, seed, agents=1 + seed % 4, calls=8 + seed % 40)
            read, ready = dispatch.ask_waiting_and_ready(crowd.group_id, 60, False, at=NINE).answers([])
            with centre.open_work() as work:
                routing = _routing(session, centre.deps(work.journal), crowd.group_id, QueueMoves())
            found = chosen(read, ready)
            assert found == chosen(crowd.all_waiting(), crowd.all_ready())
            given += len(found)
            crowded.rollback()
    assert given > 16


class OneFree(Crowd):
    """Two callers of a queue, and one free agent, who serves another one only. Whoever was first may not have them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, 1, agents=1, calls=2)
        session.execute(sa.delete(OfferRow))
        session.execute(sa.delete(QueueMemberRow).where(QueueMemberRow.agent_id == self.agent_ids[0]))
        session.execute(sa.update(AgentRow).values(state=AgentState.READY, desktop_lost_at=None))
        session.add(QueueMemberRow(queue_id=self.queues["other"].queue_id, agent_id=self.agent_ids[0]))
        for call, priority in zip(self.calls, (5, 0), strict=True):
            call.queue_id, call.priority, call.enqueued_at = self.queues["plain"].queue_id, priority, NINE
            call.by_share, call.undialled, call.item_id, call.urgent = False, False, None, False
            call.preferred_agent_id = call.preferred_until_at = call.team_until_at = None
            call.preferred_team = ""
        self.first, self.second = self.calls

    def read(self) -> list[UUID]:
        """Return the callers who are read."""
        self._session.flush()
        asked = DispatchRepository(self._session).ask_waiting_and_ready(self.group_id, 60, False, at=NINE)
        return [each.call_id for each in asked.answers([])[0]]


@pytest.fixture
def one_free(centre: Centre, session: Session) -> OneFree:
    ensure_queues(session, _queues())
    return OneFree(session)


def test_who_has_flowed_over_to_the_one_free_agent_is_read_behind_one_who_has_not(one_free: OneFree) -> None:
    assert one_free.read() == [one_free.first.call_id]
    one_free.second.enqueued_at = NINE - timedelta(seconds=30)
    assert set(one_free.read()) == {one_free.first.call_id, one_free.second.call_id}


def test_the_caller_whose_manager_is_the_one_free_agent_is_read_behind_another(one_free: OneFree) -> None:
    one_free.second.preferred_agent_id = one_free.agent_ids[0]
    assert set(one_free.read()) == {one_free.first.call_id, one_free.second.call_id}


def test_a_callback_whose_time_is_over_is_read_behind_one_that_has_no_share_yet(one_free: OneFree) -> None:
    for call in one_free.calls:
        call.by_share, call.undialled, call.item_id = True, True, uuid4()
    one_free.second.late_at = NINE
    assert set(one_free.read()) == {one_free.first.call_id, one_free.second.call_id}


def test_nobody_who_waits_is_read_where_nobody_is_free(centre: Centre, session: Session) -> None:
    ensure_queues(session, _queues())
    crowd = Crowd(session, 3, agents=5, calls=40)
    session.execute(sa.update(AgentRow).values(state=AgentState.OFFLINE))

    asked = DispatchRepository(session).ask_waiting_and_ready(crowd.group_id, 60, False, at=NINE)

    assert asked.answers([]) == ([], [])


@pytest.mark.parametrize("seed", range(12))
def test_those_who_are_read_are_chosen_as_if_all_had_been(centre: Centre, session: Session, seed: int) -> None:
    ensure_queues(session, _queues())
    crowd = Crowd(session, seed)
    dispatch = DispatchRepository(session)
    waiting, read = dispatch.ask_waiting_and_ready(crowd.group_id, 60, False, at=NINE).answers([])
    with centre.open_work() as work:
        routing = _routing(session, centre.deps(work.journal), crowd.group_id, QueueMoves())
    refusals = _refusals(dispatch, waiting, NINE - timedelta(seconds=30))

    def chosen(ready: list[ReadyAgent]) -> list[Assignment]:
        return list(assign(waiting, ready, refusals, routing=routing, at=NINE))

    assert chosen(list(read)) == chosen(crowd.all_ready())


def test_of_very_many_who_are_ready_few_are_read(centre: Centre, session: Session) -> None:
    ensure_queues(session, _queues())
    crowd = Crowd(session, 1)
    session.execute(sa.delete(OfferRow))
    session.execute(sa.delete(CallRow))
    session.execute(sa.delete(QueueMemberRow).where(QueueMemberRow.queue_id == crowd.queues["skilled"].queue_id))

    _, read = DispatchRepository(session).ask_waiting_and_ready(crowd.group_id, 60, True, at=NINE).answers([])

    assert len(crowd.all_ready()) > 2 * LISTED_AT_LEAST
    assert 1 <= len(read) <= 2 * LISTED_AT_LEAST


def test_a_new_callers_manager_and_team_are_read_too(centre: Centre, session: Session) -> None:
    ensure_queues(session, _queues())
    crowd = Crowd(session, 2)
    free = crowd.all_ready()
    manager = max(free, key=lambda agent: agent.idle_since_at)
    call = crowd.calls[0]
    call.preferred_agent_id, call.preferred_team = manager.agent_id, "north"

    known = [agent for agent in free if agent.team != "north" and agent is not manager][:LISTED_AT_LEAST]
    assert len(known) == LISTED_AT_LEAST

    found = DispatchRepository(session).list_wished(crowd.group_id, call, known)

    wanted = {agent.agent_id for agent in free if agent.team == "north"} | {manager.agent_id}
    assert {agent.agent_id for agent in found} == wanted
    call.preferred_agent_id, call.preferred_team = None, ""
    assert DispatchRepository(session).list_wished(crowd.group_id, call, known) == ()


def test_where_all_who_are_free_are_listed_nobody_is_asked_for(centre: Centre, session: Session) -> None:
    ensure_queues(session, _queues())
    crowd = Crowd(session, 2)
    call = crowd.calls[0]
    call.preferred_team = "north"

    assert DispatchRepository(session).list_wished(crowd.group_id, call, crowd.all_ready()[: LISTED_AT_LEAST - 1]) == ()
