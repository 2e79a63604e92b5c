"""Whatever supervisors do beside agents, callers and the carrier, in any order: nobody is stuck, lost, or shown
something else."""

import os
from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from telephony.acting.moves import end_move, move_agents
from telephony.acting.repository import QueueMoveRepository
from telephony.acting.service import change_state
from telephony.acting.states import CHOICES
from telephony.acting.waiting import give_call, move_to_front
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, ChosenReason, MoveOutcome, StateWhen
from telephony.help.service import answer_help, ask_help, cancel_help
from telephony.help.watch import HelpWatch
from tests.telephony.support import Centre
from tests.telephony.test_any_order import KINDS, Day, clean

EXAMPLES = int(os.environ.get("TELEPHONY_DAYS", "12"))
ACTED = ["state", "front", "give", "move", "help"]
STEPS = st.lists(st.tuples(st.sampled_from([*KINDS, *ACTED, *ACTED]), st.integers(0, 11)), min_size=1, max_size=40)


class ActedOn(Day):
    """A day with supervisors in it, who are first of the agents too: they take calls themselves."""

    def __init__(self, centre: Centre) -> None:
        super().__init__(centre)
        self.steps |= {
            "state": self.change_state,
            "front": self.to_front,
            "give": self.give,
            "move": self.move,
            "help": self.help,
        }

    def change_state(self, number: int) -> None:
        agent, state = self.agents[number % 3], list(CHOICES)[number // 4]
        when = StateWhen.NOW if number % 2 else StateWhen.AFTER_CALL
        reason = ChosenReason.MEETING if state is AgentState.NOT_READY else None
        alive_before = self._alive()
        self.centre.do(
            lambda session, deps: change_state(session, deps, agent, state, when, by=self.agents[0], reason=reason)
        )
        assert self._alive() == alive_before, "no change of an agent's state ends anybody's call"

    def to_front(self, number: int) -> None:
        waiting = self._waiting()
        if waiting:
            call_id = waiting[number % len(waiting)]
            self.centre.do(lambda session, deps: move_to_front(session, deps, call_id))

    def give(self, number: int) -> None:
        waiting, agent, by = self._waiting(), self.agents[number % 3], self.agents[number // 4]
        if waiting:
            call_id = waiting[number % len(waiting)]
            self.centre.do(lambda session, deps: give_call(session, deps, call_id, agent, by=by))

    def move(self, number: int) -> None:
        agent, codes = self.agents[number % 3], [["cards"], ["loans"], ["cards", "loans"]][number // 4]
        with Session(self.centre.engine) as session:
            on = QueueMoveRepository(session).find_open(agent)
        if on is not None and number % 2:
            self.centre.do(lambda session, deps: end_move(session, deps, on.move_id, MoveOutcome.ENDED))
        else:
            self.centre.do(
                lambda session, deps: move_agents(session, deps, [agent], codes, until_at=None, by=self.agents[0])
            )

    def help(self, number: int) -> None:
        agent = self.agents[number % 3]
        if number < 4:
            self.centre.do(lambda session, deps: ask_help(session, deps, agent))
        elif number < 6:
            self.centre.do(lambda session, deps: cancel_help(session, deps, agent))
        elif number < 8:
            HelpWatch(self.centre.open_work, self.centre.deps).look()
        else:
            help_id = self.centre.do(lambda session, deps: ask_help(session, deps, agent).help_id)
            self.centre.do(lambda session, deps: answer_help(session, deps, help_id, self.agents[(number + 1) % 3]))

    def _waiting(self) -> list[UUID]:
        with Session(self.centre.engine) as session:
            query = sa.select(CallRow.call_id).where(CallRow.state == CallState.QUEUED).order_by(CallRow.call_id)
            return list(session.scalars(query))

    def _alive(self) -> set[object]:
        with Session(self.centre.engine) as session:
            return set(session.scalars(sa.select(CallRow.call_id).where(CallRow.state != CallState.ENDED)))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_supervisors_do_every_call_has_an_owner_and_every_desk_is_as_its_events_say(
    engine: sa.Engine, steps: list[tuple[str, int]]
) -> None:
    day = ActedOn(Centre(clean(engine)))
    for name, number in steps:
        day.play(name, number)
    day.end()
