"""What a call asks for of whoever takes it over: by its hand-over reason, else by the transfer its script wants."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.handovers import HandoverReason
from agent_desktop.records.handovers.repository import HandoverRepository
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.script_runs.repository import ScriptRunRepository
from agent_desktop.records.script_versions.live import find_script
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.errors import ScriptNotFoundError
from agent_desktop.service_scripts.schema import ActionKind


def wanted_skills(
    session: Session, call_id: UUID, agent_id: UUID, reasons: Mapping[str, HandoverReason], scripts: Scripts
) -> frozenset[str]:
    """Return the skills by code; none where neither the note nor the script says any."""
    note = HandoverRepository(session).find(call_id, agent_id)
    reason = reasons.get(note.reason_code) if note is not None else None
    if reason is not None and reason.skills:
        return frozenset(reason.skills)
    part = InteractionRepository(session).find(call_id, agent_id)
    run = ScriptRunRepository(session).find(part.interaction_id) if part is not None else None
    if run is None:
        return frozenset()
    try:
        script = find_script(session, scripts, run.script_id, run.script_version)
    except ScriptNotFoundError:
        return frozenset()
    return frozenset(
        action.parameters["skill"]
        for step in script.steps
        if step.id == run.step_id
        for action in step.actions
        if action.kind is ActionKind.TRANSFER and "{{" not in action.parameters.get("skill", "{{")
    )
