"""Keeps how far a script was walked. The desktop's word is not taken: the server walks again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import Interaction
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.errors import InteractionFinishedError, ScriptAnswerRefusedError, StaleVersionError
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.interactions.service import get_interaction
from agent_desktop.records.script_runs.models import ScriptRunRow, ScriptSwitchRow
from agent_desktop.records.script_runs.repository import ScriptRunRepository
from agent_desktop.records.script_runs.visits import visits_after
from agent_desktop.records.script_versions.live import find_script
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.walk import Known, WalkResult, problems_with, walk


def save_script_run(
    session: Session,
    *,
    interaction_id: UUID,
    by: UUID,
    seen_version: int,
    scripts: Scripts,
    script_id: str,
    script_version: str,
    step_id: str,
    answers: Mapping[str, str],
    said: Mapping[str, datetime],
    at: datetime,
    events: RecordEvents,
    known_of: Callable[[InteractionRow, ScriptRunRow | None, str], Known] = lambda _, __, ___: Known(),
) -> Interaction:
    """Keep the answers, the statements said and the step the agent is at; the run's version goes up by one.

    `seen_version` is `Interaction.script_version_number` as last read, 0 before the first save. Only what lies on
    the road walked is kept: answers of a branch left behind are dropped. A step keeps the time it was first
    reached; another script, or another version, starts anew, and what was left for it is logged (`ScriptSwitchRow`).
    `known_of` gives what the walk knows beside the answers, by the id of the script; the run keeps its values.

    Raises:
        InteractionNotFoundError: No such interaction, or it is another agent's.
        InteractionFinishedError: The wrap-up is over.
        StaleVersionError: The run was saved since `seen_version` was read; nothing is changed.
        ScriptNotFoundError: No such script is loaded.
        ScriptAnswerRefusedError: The script cannot have an answer or statement, or its answers do not lead to
            `step_id`; `question` names it.
    """
    interaction = InteractionRepository(session).lock_own(interaction_id, by)
    if interaction.finished_at is not None:
        raise InteractionFinishedError(interaction_id=str(interaction_id))
    repository = ScriptRunRepository(session)
    row = repository.find(interaction_id)
    current_version = row.version if row is not None else 0
    if current_version != seen_version:
        raise StaleVersionError(current_version=current_version)
    script = find_script(session, scripts, script_id, script_version)
    known = known_of(interaction, row, script_id)
    walked = _walk_again(script, step_id, answers, said, known)
    left = row if row is not None and (row.script_id, row.script_version) != (script.id, script.version) else None
    if left is not None:
        _switch(session, left, script, interaction, by, at)
    before = row.visits if row is not None and left is None else []
    road = walked.path[: walked.path.index(step_id) + 1]
    values: dict[str, Any] = {
        "version": current_version + 1,
        "script_id": script.id,
        "script_version": script.version,
        "step_id": step_id,
        "answers": dict(walked.answers),
        "said": {said_id: said[said_id].isoformat() for said_id in said if said_id in walked.said},
        "visits": visits_after(before, road, interaction.started_at if row is None else at, at),
        "values": dict(known.values),
        "values_of": interaction.customer_id,
        "step_times": _step_times(row, script, walked, step_id, at),
        "outcome": walked.outcome if walked.step.id == step_id else "",
        "saved_at": at,
    }
    if row is None:
        repository.add(ScriptRunRow(interaction_id=interaction_id, **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()
    events.add("script_run.saved", interaction_id, agent_id=by, customer_id=interaction.customer_id)
    return get_interaction(session, call_id=interaction.call_id, agent_id=by)


def _walk_again(
    script: Script, step_id: str, answers: Mapping[str, str], said: Mapping[str, datetime], known: Known
) -> WalkResult:
    for problem in problems_with(script, answers, said.keys(), known):
        raise ScriptAnswerRefusedError(problem.question_id, problem=problem.problem)
    if not any(step.id == step_id for step in script.steps):
        raise ScriptAnswerRefusedError(step_id, problem="unknown_step")
    walked = walk(script, answers, said.keys(), known)
    if step_id not in walked.path:
        raise ScriptAnswerRefusedError(step_id, problem="step_not_reached")
    return walked


def _switch(
    session: Session, left: ScriptRunRow, script: Script, interaction: InteractionRow, by: UUID, at: datetime
) -> None:
    """Log that a talk goes on with another script: where it left the one before, and how long it was in its steps."""
    visits = [list(each) for each in left.visits]
    if visits and visits[-1][2] is None:
        visits[-1][2] = at.isoformat()
    names = (left.script_id, left.script_version, left.step_id, script.id, script.version)
    ScriptRunRepository(session).add_switch(
        ScriptSwitchRow(
            interaction_id=interaction.interaction_id,
            at=at,
            by_user_id=by,
            from_script_id=left.script_id,
            from_version=left.script_version,
            from_step_id=left.step_id,
            from_outcome=left.outcome,
            visits=visits,
            to_script_id=script.id,
            to_version=script.version,
        )
    )
    record_change(
        session,
        at=at,
        by=by,
        what="script.switched",
        record_kind="interaction",
        record_id=interaction.interaction_id,
        call_id=interaction.call_id,
        detail=dict(zip(("from", "from_version", "from_step", "to", "to_version"), names, strict=True)),
    )


def _step_times(
    row: ScriptRunRow | None, script: Script, walked: WalkResult, step_id: str, at: datetime
) -> dict[str, str]:
    """Return when each step up to the agent's was first reached; a later save does not move a time."""
    same_script = row is not None and (row.script_id, row.script_version) == (script.id, script.version)
    before: Mapping[str, str] = row.step_times if row is not None and same_script else {}
    reached = walked.path[: walked.path.index(step_id) + 1]
    times = {each: before.get(each, at.isoformat()) for each in reached}
    # Steps further on were reached before the agent went back; on a road left behind they were not.
    times.update({each: time for each, time in before.items() if each in walked.path})
    return times
