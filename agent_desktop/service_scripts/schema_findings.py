"""What the schema says of a script file, with the key or value that was probably meant."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.problems import ProblemCode, file_problem, schema_problem
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.closest import closest_to
from agent_desktop.service_scripts.findings import Finding
from agent_desktop.service_scripts.schema import (
    Action,
    ActionKind,
    Branch,
    MustSay,
    OpensFor,
    Option,
    Question,
    QuestionKind,
    Run,
    Script,
    ScriptGroup,
    Step,
    Verify,
    When,
)

_PARTS: Final[Mapping[str, type[BaseModel]]] = {
    "opens_for": OpensFor,
    "steps": Step,
    "must_say": MustSay,
    "questions": Question,
    "options": Option,
    "verify": Verify,
    "actions": Action,
    "run": Run,
    "branch": Branch,
    "when": When,
}
"""What stands under each key of a script."""

_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "group": tuple(ScriptGroup),
    "direction": tuple(Direction),
    "level": tuple(Level),
}


def schema_findings(error: ValidationError) -> Iterator[Finding]:
    """Yield every problem that the schema has with a file."""
    for found in error.errors(include_url=False):
        yield _finding(found)


def keys_under(place: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the keys that a script can have at `place`, as they are written; empty where it has keys of its own."""
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    part = Script if not name else _PARTS.get(name)
    if part is None:
        return ()
    return tuple(field.alias or key for key, field in part.model_fields.items())


def values_under(place: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the words that can stand at `place`; empty where they are not listed."""
    name = place[-1] if place else ""
    if name == "kind":
        return tuple(ActionKind) if "actions" in place else tuple(QuestionKind)
    return _LISTS.get(str(name), ())


def _finding(found: ErrorDetails) -> Finding:
    place, problem = found["loc"], schema_problem(found)
    if problem.code is ProblemCode.KEY_UNKNOWN:
        key = str(place[-1])
        close = closest_to(key, keys_under(place[:-1]))
        if close:
            close_problem = file_problem(ProblemCode.KEY_CLOSE, name=key, closest=close)
            return Finding(place, close_problem, key, close, in_key=True)
        return Finding(place, problem, key, in_key=True)
    if problem.code is ProblemCode.VALUE_NOT_LISTED:
        value = str(found["input"])
        return Finding(place, problem, value, closest_to(value, values_under(place)))
    return Finding(place, problem)
