"""Whoever takes a call over goes on with its script at the same step, with the answers in place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.records.script_runs.repository import ScriptRunRepository


def hand_on_run(session: Session, *, call_id: UUID, from_agent_id: UUID, to_agent_id: UUID, at: datetime) -> None:
    """Copy the run of one agent's part of a call to another's. Who has a run of this call already, having had it
    before, goes on with the newer answers too: the caller never repeats anything. Without a run nothing is done."""
    parts, runs = InteractionRepository(session), ScriptRunRepository(session)
    given, taken = parts.find(call_id, from_agent_id), parts.find(call_id, to_agent_id, lock=True)
    run = runs.find(given.interaction_id) if given is not None else None
    if run is None or taken is None:
        return
    values = {
        "script_id": run.script_id,
        "script_version": run.script_version,
        "step_id": run.step_id,
        "answers": dict(run.answers),
        "said": dict(run.said),
        "step_times": dict(run.step_times),
        "visits": [[run.step_id, at.isoformat(), None]],
        "values": dict(run.values),
        "values_of": run.values_of,
        "outcome": run.outcome,
        "saved_at": at,
    }
    own = runs.find(taken.interaction_id)
    if own is None:
        runs.add(ScriptRunRow(interaction_id=taken.interaction_id, version=1, **values))
        return
    for name, value in {**values, "version": own.version + 1}.items():
        setattr(own, name, value)
    session.flush()
