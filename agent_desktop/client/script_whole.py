"""A script with the steps of those that it runs, as an agent walks it, while it is being written. Pure."""

from collections.abc import Mapping

from agent_desktop.service_scripts.errors import ScriptNotFoundError
from agent_desktop.service_scripts.expand import expand
from agent_desktop.service_scripts.schema import Script


def runs_in(script: Script) -> tuple[str, ...]:
    """Return the ids of the scripts that a script runs itself, each once."""
    return tuple(dict.fromkeys(step.run.script for step in script.steps if step.run is not None))


def whole_of(script: Script, subs: Mapping[str, Script]) -> Script:
    """Return a script as it is walked; as it is written where `subs`, by id, lack one that it runs."""
    try:
        return expand(script, subs)
    except ScriptNotFoundError:
        return script


def place_in(whole: Script, script: Script, step_id: str) -> str:
    """Return which step of the `whole` stands for one that is written in `script`: for one that only runs another, the
    first of the other."""
    if any(step.id == step_id for step in whole.steps):
        return step_id
    run = next((step.run for step in script.steps if step.id == step_id), None)
    if run is None:
        return step_id
    return next((step.id for step in whole.steps if step.id.startswith(f"{run.script}.")), step_id)
