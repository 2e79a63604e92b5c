"""``/v1/interactions``: the agent's part of a call, from the note to the outcome."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.interactions import (
    ChooseOutcome,
    Disposition,
    FinishWrapUp,
    Interaction,
    SaveNote,
    SaveScriptRun,
    UnfinishedWork,
)
from agent_desktop.contract.scripts import OpenedInteraction
from agent_desktop.contract.sessions import Person
from agent_desktop.records.dispositions.at_hand import offered
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.interactions.service import (
    choose_outcome,
    end_part,
    finish_interaction,
    get_interaction,
    save_note,
)
from agent_desktop.records.script_runs.service import save_script_run
from agent_desktop.records.unfinished.service import count_unfinished, list_unfinished
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.commands import DeskOnce, in_one_line, once
from agent_desktop.server.home.telling import tell_of_outcome
from agent_desktop.server.host import BankHost
from agent_desktop.server.scripts.standing import Standings
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from agent_desktop.service_scripts.at_hand import Scripts
from telephony.agents.repository import AgentRepository
from telephony.agents.service import finish_wrap_up, note_outcome
from telephony.app import Telephony
from telephony.calls.repository import CallRepository
from telephony.contract import DeskSnapshot
from telephony.deps import Deps
from telephony.desk import desk_of
from telephony.wrap_up.states import plan_from_json

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def interaction_routes(
    telephony: Telephony,
    scripts: Scripts,
    standings: Standings,
    dispositions: Sequence[Disposition],
    desk_once: DeskOnce,
    host: BankHost,
) -> APIRouter:
    """Build the routes. `dispositions` are those that count now; which of them are promises, `host` knows."""
    router = APIRouter(tags=["interactions"])

    def own_interaction(work: UnitOfWork, interaction_id: UUID, person: Person) -> Interaction:
        row = InteractionRepository(work.session).get_own(interaction_id, person.user_id)
        return get_interaction(work.session, call_id=row.call_id, agent_id=person.user_id)

    @router.get("/calls/{call_id}/interaction")
    def read_interaction(call_id: UUID, person: Agent, work: Unit, *, standing: bool = False) -> OpenedInteraction:
        own = get_interaction(work.session, call_id=call_id, agent_id=person.user_id)
        part = InteractionRepository(work.session).find(call_id, person.user_id) if standing else None
        told = standings.shown(work.session, part, person.roles, work.now()) if part is not None else None
        return OpenedInteraction(**dict(own), standing=told)

    def save_once(
        work: UnitOfWork,
        person: Person,
        route: str,
        interaction_id: UUID,
        command: SaveNote | SaveScriptRun,
        do: Callable[[], Interaction],
    ) -> Interaction:
        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"{route} {interaction_id}", command),
            at=work.now(),
            do=do,
            kept=_nothing,  # what is saved is kept where it belongs, not a second time with every save
            again=lambda _: own_interaction(work, interaction_id, person),
        )

    def change_once(
        work: UnitOfWork, person: Person, route: str, command: FinishWrapUp | ChooseOutcome, do: Callable[[Deps], None]
    ) -> DeskSnapshot:
        deps = telephony.deps(work.journal)

        def change() -> DeskSnapshot:
            do(deps)
            return desk_of(work.session, deps.settings, person.user_id, work.now())

        return desk_once(
            work,
            agent_id=person.user_id,
            command_id=command.command_id,
            fingerprint=in_one_line(route, command),
            do=change,
        )

    @router.put("/interactions/{interaction_id}/note")
    def put_note(interaction_id: UUID, command: SaveNote, person: Agent, work: Unit) -> Interaction:
        def do() -> Interaction:
            return save_note(
                work.session,
                interaction_id=interaction_id,
                by=person.user_id,
                seen_version=command.seen_version,
                text=command.text,
                at=work.now(),
                events=work.records,
            )

        return save_once(work, person, "note", interaction_id, command, do)

    @router.put("/interactions/{interaction_id}/script-run")
    def put_script_run(interaction_id: UUID, command: SaveScriptRun, person: Agent, work: Unit) -> Interaction:
        def do() -> Interaction:
            return save_script_run(
                work.session,
                interaction_id=interaction_id,
                by=person.user_id,
                seen_version=command.seen_version,
                scripts=scripts,
                script_id=command.script_id,
                script_version=command.version,
                step_id=command.step_id,
                answers=command.answers,
                said=command.said,
                at=work.now(),
                events=work.records,
                known_of=lambda part, run, script_id: standings.known_of(
                    work.session, part, run, script_id, work.now()
                ),
            )

        return save_once(work, person, "script-run", interaction_id, command, do)

    @router.post("/interactions/{interaction_id}/finish")
    def finish(interaction_id: UUID, command: FinishWrapUp, person: Seated, work: Unit) -> DeskSnapshot:
        def do(deps: Deps) -> None:
            # The group's lock comes before the record's, as where a timer ends a wrap-up.
            agent = AgentRepository(work.session).lock_agent(person.user_id)
            interaction = own_interaction(work, interaction_id, person)
            if interaction.finished_at is None:
                own = get_own_call(work.session, interaction.call_id, person.user_id)
                subject, seconds = own.subject, own.talk_seconds
                code, wishes = command.disposition_code.strip(), host.wishes
                tell_of_outcome(work, interaction, code, wishes, passed_on=own.was_passed_on)
            else:
                subject, seconds = None, 0  # refused below, by its own name
            plan = plan_from_json(agent.wrap_up)
            if not command.disposition_code.strip() and plan is not None and not plan.outcome_required:
                end_part(
                    work.session,
                    call_id=interaction.call_id,
                    agent_id=person.user_id,
                    outcome_required=False,
                    dispositions=dispositions,
                    at=work.now(),
                    subject=subject,
                    duration_seconds=seconds,
                )
            else:
                finish_interaction(
                    work.session,
                    interaction_id=interaction_id,
                    by=person.user_id,
                    disposition_code=command.disposition_code,
                    dispositions=dispositions,
                    at=work.now(),
                    subject=subject,
                    duration_seconds=seconds,
                )
            finish_wrap_up(work.session, deps, person.user_id, interaction.call_id, locked=agent)

        return change_once(work, person, f"finish {interaction_id}", command, do)

    @router.put("/interactions/{interaction_id}/outcome")
    def put_outcome(interaction_id: UUID, command: ChooseOutcome, person: Agent, work: Unit) -> DeskSnapshot:
        def do(deps: Deps) -> None:
            AgentRepository(work.session).lock_agent(person.user_id)
            late = own_interaction(work, interaction_id, person).finished_at is not None
            interaction = choose_outcome(
                work.session,
                interaction_id=interaction_id,
                by=person.user_id,
                disposition_code=command.disposition_code,
                dispositions=dispositions,
                at=work.now(),
            )
            if late:
                tell_of_outcome(work, interaction, command.disposition_code, host.wishes, passed_on=True)
            note_outcome(work.session, deps, person.user_id, interaction.call_id)

        return change_once(work, person, f"outcome {interaction_id}", command, do)

    @router.get("/interactions/unfinished")
    def read_unfinished(person: Agent, work: Unit, *, count_only: bool = False) -> UnfinishedWork:
        if count_only:
            return count_unfinished(work.session, agent_id=person.user_id)
        found = list_unfinished(work.session, agent_id=person.user_id, at=work.now())
        subjects = CallRepository(work.session).list_subjects([part.call_id for part in found.parts])
        parts = [part.model_copy(update={"subject": subjects.get(part.call_id, {})}) for part in found.parts]
        return found.model_copy(update={"parts": tuple(parts)})

    @router.get("/dispositions")
    def list_dispositions(_: Agent) -> list[Disposition]:
        return offered(dispositions)

    return router


def _nothing(_: Interaction) -> dict[str, Any]:
    return {}
