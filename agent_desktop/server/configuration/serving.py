"""``/v1/serving``: which queues each agent serves, and what they can."""

import re
from collections.abc import Collection, Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from agent_desktop.contract.problems import ProblemCode, file_problem
from agent_desktop.contract.routing import (
    Problem,
    SaveServing,
    Serving,
    ServingChange,
    ServingHistory,
    ServingList,
)
from agent_desktop.contract.routing_checks import routing_of
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.audit.repository import AuditRepository
from agent_desktop.records.audit.service import record_change
from agent_desktop.server.auth.rules import ADMINISTRATORS, CALL_ROLES, CONFIGURATION_READERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.configuration.repository import ROUTING, ConfigurationRepository
from agent_desktop.server.configuration.routing import RoutingWrongError, document_in
from agent_desktop.server.configuration.versions import ConfigurationStaleError, newest_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from agent_desktop.settings import Settings
from telephony.acting.moves import overtake_move
from telephony.app import Telephony
from telephony.errors import AgentNotFoundError
from telephony.queues.change_repository import QueueChangeRepository, ServingRepository
from telephony.queues.changes import serve

Reader = Annotated[Person, Depends(CONFIGURATION_READERS)]
Administrator = Annotated[Person, Depends(ADMINISTRATORS)]
SERVING_CHANGED: Final = "serving.changed"
LISTED: Final = 50
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def serving_routes(telephony: Telephony, settings: Settings) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["serving"])

    @router.get("/serving")
    def read(person: Reader, work: Unit) -> ServingList:
        return _listed(work.session, person)

    @router.get("/serving/{agent_id}/history")
    def history(agent_id: UUID, _: Reader, work: Unit) -> ServingHistory:
        return history_of(work.session, agent_id)

    @router.put("/serving/{agent_id}")
    def save(agent_id: UUID, command: SaveServing, person: Administrator, work: Unit) -> ServingList:
        def do() -> ServingList:
            _save(work, telephony, settings, agent_id, command, person)
            return _listed(work.session, person)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"serving {agent_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: _listed(work.session, person),
        )

    return router


def _listed(session: Session, person: Person) -> ServingList:
    return ServingList(people=tuple(list_serving(session)), may_edit=Role.ADMINISTRATOR in person.roles)


def list_serving(session: Session) -> Sequence[Serving]:
    """List everybody who takes calls, by team and name."""
    changes = QueueChangeRepository(session)
    order = {row.code: number for number, row in enumerate(changes.list_queues())}
    members, skills = ServingRepository(session).list_members(), ServingRepository(session).list_skills()
    return [
        Serving(
            user_id=user.user_id,
            name=user.name,
            display_name=user.display_name,
            team=user.team,
            queues=tuple(sorted(members.get(user.user_id, ()), key=lambda code: order[code])),
            skills=dict(sorted(skills.get(user.user_id, {}).items())),
        )
        for user in ConfigurationRepository(session).list_people()
        if CALL_ROLES & set(user.roles)
    ]


def history_of(session: Session, user_id: UUID) -> ServingHistory:
    """Return what was given to an agent and taken from them, by whom and why, the newest first."""
    rows = AuditRepository(session).list_changes(SERVING_CHANGED, user_id, LISTED)
    names = ConfigurationRepository(session).names_of({row.by_user_id for row in rows if row.by_user_id is not None})
    return ServingHistory(
        changes=tuple(
            ServingChange(
                at=row.at,
                by_name="" if row.by_user_id is None else names.get(row.by_user_id, ""),
                reason=row.detail.get("reason", ""),
                queues_before=row.detail["before"]["queues"],
                queues=row.detail["queues"],
                skills_before=row.detail["before"]["skills"],
                skills=row.detail["skills"],
            )
            for row in rows
        )
    )


def _save(
    work: UnitOfWork, telephony: Telephony, settings: Settings, user_id: UUID, command: SaveServing, person: Person
) -> None:
    """Raises:
    AgentNotFoundError: Nobody of this id takes calls.
    ConfigurationStaleError: Somebody changed it since it was read.
    RoutingWrongError: No such queue or skill, queues of several groups, or a level out of range.
    """
    session = work.session
    ConfigurationRepository(session).lock()
    QueueChangeRepository(session).lock_groups()
    now = next((each for each in list_serving(session) if each.user_id == user_id), None)
    if now is None:
        raise AgentNotFoundError(agent_id=str(user_id))
    if set(now.queues) != set(command.seen_queues) or now.skills != command.seen_skills:
        raise ConfigurationStaleError(current_version=0)
    listed = routing_of(document_in(settings, newest_of(session, ROUTING).document)).skills
    problems = _problems(session, user_id, command, {*(each.code for each in listed), *now.skills})
    if problems:
        raise RoutingWrongError(problems)
    overtake_move(session, telephony.deps(work.journal), user_id, by=person.user_id)
    serve(session, telephony.deps(work.journal), user_id, command.queues, command.skills)
    record_change(
        session,
        at=work.now(),
        by=person.user_id,
        what=SERVING_CHANGED,
        record_kind="user",
        record_id=user_id,
        detail={
            "queues": list(command.queues),
            "skills": dict(command.skills),
            "before": {"queues": list(now.queues), "skills": dict(now.skills)},
            "reason": command.reason,
        },
    )


def _problems(session: Session, user_id: UUID, command: SaveServing, skills: Collection[str]) -> list[Problem]:
    """`skills` are those that may be given: what is listed, and what the agent has."""
    changes = QueueChangeRepository(session)
    groups = {row.code: row.queue_group_id for row in changes.list_queues()}
    found: list[Problem] = []
    for number, code in enumerate(command.queues):
        if code not in groups:
            problem = file_problem(ProblemCode.QUEUE_NOT_THERE, queue=code, allowed=", ".join(groups))
            found.append(Problem(place=("queues", number), problem=problem.code, details=problem.details))
    # An agent at work stays in their group: calls are on under its lock.
    held = ServingRepository(session).find_group_at_work(user_id)
    first = held or next((groups[code] for code in command.queues if code in groups), None)
    for number, code in enumerate(command.queues):
        if code in groups and groups[code] != first:
            allowed = ", ".join(each for each, group in groups.items() if group == first)
            problem = file_problem(ProblemCode.QUEUE_APART, queue=code, allowed=allowed)
            found.append(Problem(place=("queues", number), problem=problem.code, details=problem.details))
    for skill, level in command.skills.items():
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", skill):
            problem = file_problem(ProblemCode.VALUE_OF_OTHER_FORM, name=skill, form="a-z, 0-9, _")
            found.append(Problem(place=("skills", skill), problem=problem.code, details=problem.details))
        elif skill not in skills:
            problem = file_problem(ProblemCode.SKILL_NOT_THERE, skill=skill, allowed=", ".join(sorted(skills)))
            found.append(Problem(place=("skills", skill), problem=problem.code, details=problem.details))
        elif not 1 <= level <= 5:
            problem = file_problem(ProblemCode.VALUE_OUT_OF_RANGE, name=skill, allowed="1…5")
            found.append(Problem(place=("skills", skill), problem=problem.code, details=problem.details))
    return found
