"""``/v1/acting``: a supervisor changes an agent's state, moves or gives a waiting call, moves agents between queues.

Each deed is done once, under the group's lock, and audited in the same transaction.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, JsonValue

from agent_desktop.contract.acting import (
    AgentOptions,
    CallGiven,
    ChangeState,
    EndMove,
    GiveCall,
    MoveAgents,
    MoveToFront,
    QueueMoves,
    WaitingOptions,
)
from agent_desktop.contract.rules import AwayReason
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_change
from agent_desktop.server.acting.service import (
    agent_options,
    callbacks_due,
    list_moves,
    see_agents,
    see_call,
    waiting_options,
)
from agent_desktop.server.auth.repository import RefreshTokenRepository
from agent_desktop.server.auth.rules import CALL_ROLES, SUPERVISORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.supervision.service import see_agent
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.acting.moves import end_move, move_agents
from telephony.acting.repository import QueueMoveRepository
from telephony.acting.service import change_state
from telephony.acting.waiting import give_call, move_to_front
from telephony.app import Telephony
from telephony.contract import AgentState, ChosenReason, MoveOutcome, StateEffect, StateWhen
from telephony.errors import MoveRefusedError

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]
A = TypeVar("A", bound=BaseModel)


def acting_routes(
    telephony: Telephony, machine_now: Callable[[], datetime], reasons: Callable[[], tuple[AwayReason, ...]]
) -> APIRouter:
    """Build the routes. `machine_now` is the machine's clock: sign-ins end by it. `reasons` are why agents may be not
    ready now."""
    router = APIRouter(tags=["acting"])

    def options_of(work: UnitOfWork, person: Person, agent_id: UUID) -> AgentOptions:
        shown = agent_options(work.session, person, agent_id, work.now())
        return shown.model_copy(update={"reasons": reasons()})

    @router.get("/acting/agents/{agent_id}")
    def agent(agent_id: UUID, person: Supervisor, work: Unit) -> AgentOptions:
        return options_of(work, person, agent_id)

    @router.post("/acting/agents/{agent_id}/state")
    def change(agent_id: UUID, command: ChangeState, person: Supervisor, work: Unit) -> AgentOptions:
        def do() -> AgentOptions:
            see_agent(work.session, person, agent_id)
            _change(work, agent_id, command, person)
            return options_of(work, person, agent_id)

        return _again(
            work,
            person,
            command.command_id,
            f"state {agent_id}",
            command,
            do,
            lambda: options_of(work, person, agent_id),
        )

    @router.get("/acting/calls/{call_id}")
    def call(call_id: UUID, person: Supervisor, work: Unit) -> WaitingOptions:
        return waiting_options(work.session, telephony.deps(work.journal), person, call_id)

    @router.post("/acting/calls/{call_id}/front")
    def front(call_id: UUID, command: MoveToFront, person: Supervisor, work: Unit) -> WaitingOptions:
        deps = telephony.deps(work.journal)

        def do() -> WaitingOptions:
            see_call(work.session, person, call_id)
            shown = waiting_options(work.session, deps, person, call_id)
            points = move_to_front(work.session, deps, call_id)
            _audit(work, person, "call.moved_to_front", call_id, {"points": points, "reason": command.reason})
            return shown.model_copy(update={"place": 1 + shown.behind_urgent, "may_move": False})

        return _kept(work, person, command.command_id, f"front {call_id}", command, do, WaitingOptions)

    @router.post("/acting/calls/{call_id}/taker")
    def give(call_id: UUID, command: GiveCall, person: Supervisor, work: Unit) -> CallGiven:
        agent_id = command.agent_id or person.user_id

        def do() -> CallGiven:
            see_call(work.session, person, call_id)
            if command.agent_id is None and not person.roles & CALL_ROLES:
                raise NotAllowedError
            if agent_id != person.user_id:
                see_agent(work.session, person, agent_id)
            deps = telephony.deps(work.journal)
            given = give_call(work.session, deps, call_id, agent_id, by=person.user_id)
            detail: dict[str, JsonValue] = {"to": str(agent_id), "rings": given.rings, "reason": command.reason}
            _audit(work, person, "call.given", call_id, detail)
            return CallGiven(call_id=call_id, agent_id=agent_id, rings=given.rings, kept_until_at=given.kept_until_at)

        return _kept(work, person, command.command_id, f"give {call_id}", command, do, CallGiven)

    @router.get("/acting/moves")
    def moves(person: Supervisor, work: Unit) -> QueueMoves:
        return list_moves(work.session, person)

    @router.post("/acting/moves")
    def move(command: MoveAgents, person: Supervisor, work: Unit) -> QueueMoves:
        def do() -> QueueMoves:
            see_agents(work.session, person, command.agent_ids)
            deps = telephony.deps(work.journal)
            rows = move_agents(
                work.session,
                deps,
                command.agent_ids,
                command.queues,
                until_at=command.until_at,
                by=person.user_id,
                reason=command.reason,
            )
            for row in rows:
                detail: dict[str, JsonValue] = {
                    "queues": list(row.queues),
                    "before": list(row.before),
                    "until_at": None if row.until_at is None else row.until_at.isoformat(),
                    "reason": row.reason,
                }
                _audit_agent(work, person, "agent.moved", row.agent_id, detail)
            return list_moves(work.session, person)

        return _again(work, person, command.command_id, "move", command, do, lambda: list_moves(work.session, person))

    @router.post("/acting/moves/{move_id}/end")
    def end(move_id: UUID, command: EndMove, person: Supervisor, work: Unit) -> QueueMoves:
        def do() -> QueueMoves:
            row = QueueMoveRepository(work.session).find(move_id)
            if row is None:
                raise MoveRefusedError(problem="over")
            see_agent(work.session, person, row.agent_id)
            end_move(work.session, telephony.deps(work.journal), move_id, MoveOutcome.ENDED, by=person.user_id)
            _audit_agent(work, person, "agent.move_ended", row.agent_id, {"move": str(move_id)})
            return list_moves(work.session, person)

        return _again(
            work,
            person,
            command.command_id,
            f"end move {move_id}",
            command,
            do,
            lambda: list_moves(work.session, person),
        )

    def _change(work: UnitOfWork, agent_id: UUID, command: ChangeState, person: Person) -> None:
        due = callbacks_due(work.session, agent_id, work.now()) > 0
        effects = change_state(
            work.session,
            telephony.deps(work.journal),
            agent_id,
            AgentState(command.state.value),
            StateWhen(command.when.value),
            by=person.user_id,
            reason=None if command.reason is None else ChosenReason(command.reason),
            note=command.note,
            told=None if command.told is None else [StateEffect(each.value) for each in command.told],
            callbacks_due=due,
        )
        signs_out = (
            command.sign_out
            and command.state.value == AgentState.OFFLINE.value
            and command.when.value == StateWhen.NOW.value
        )
        if signs_out:
            RefreshTokenRepository(work.session).end_all_of(agent_id, machine_now())
        detail: dict[str, JsonValue] = {
            "state": command.state.value,
            "when": command.when.value,
            "effects": [each.value for each in effects],
            "signed_out": signs_out,
            "reason": command.note,
        }
        _audit_agent(work, person, "agent.state_changed", agent_id, detail)

    return router


def _again(
    work: UnitOfWork,
    person: Person,
    command_id: UUID,
    route: str,
    command: BaseModel,
    do: Callable[[], A],
    shown: Callable[[], A],
) -> A:
    """Do a command once; a repeat is answered with how it stands now."""
    return once(
        work.session,
        command_id=command_id,
        user_id=person.user_id,
        fingerprint=in_one_line(route, command),
        at=work.now(),
        do=do,
        kept=lambda _: {},
        again=lambda _: shown(),
    )


def _kept(
    work: UnitOfWork,
    person: Person,
    command_id: UUID,
    route: str,
    command: BaseModel,
    do: Callable[[], A],
    kind: type[A],
) -> A:
    """Do a command once; a repeat is answered as the first time: what it was about may be gone by then."""
    return once(
        work.session,
        command_id=command_id,
        user_id=person.user_id,
        fingerprint=in_one_line(route, command),
        at=work.now(),
        do=do,
        kept=lambda answer: answer.model_dump(mode="json"),
        again=kind.model_validate,
    )


def _audit(work: UnitOfWork, person: Person, what: str, call_id: UUID, detail: Mapping[str, JsonValue]) -> None:
    record_change(
        work.session,
        at=work.now(),
        by=person.user_id,
        what=what,
        record_kind="call",
        record_id=call_id,
        call_id=call_id,
        detail=detail,
    )


def _audit_agent(work: UnitOfWork, person: Person, what: str, agent_id: UUID, detail: Mapping[str, JsonValue]) -> None:
    record_change(
        work.session,
        at=work.now(),
        by=person.user_id,
        what=what,
        record_kind="agent",
        record_id=agent_id,
        detail=detail,
    )
