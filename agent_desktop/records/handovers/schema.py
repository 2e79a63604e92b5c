"""Why callers are handed over and what is said to them, as the file holds it."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.handovers import HandoverReason
from agent_desktop.contract.problems import ProblemCode

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReasonEntry(Part):
    """A reason; or, with `entries`, a group of them that is not itself to be chosen."""

    code: Code
    name: dict[str, str]
    skills: tuple[Code, ...] = ()
    entries: tuple["ReasonEntry", ...] | None = None


class Sayings(Part):
    """What is said to the caller, by language. `named` and `unnamed` have {caller} and {colleague}, `with_team` {name}
    and {team}."""

    named: dict[str, str]
    unnamed: dict[str, str]
    with_team: dict[str, str]
    anybody: dict[str, str]


class HandoverPlan(Part):
    say: Sayings
    reasons: tuple[ReasonEntry, ...]

    @field_validator("reasons")
    @classmethod
    def _some(cls, reasons: tuple[ReasonEntry, ...]) -> tuple[ReasonEntry, ...]:
        if not reasons:
            raise PydanticCustomError(ProblemCode.VALUE_EMPTY.value, "{name}", {"name": "reasons"})
        return reasons


def reasons_of(plan: HandoverPlan) -> tuple[HandoverReason, ...]:
    """Return what can be chosen, in the order of the file, each with the words of the groups it lies in."""
    return tuple(_reasons(plan.reasons, ()))


def _reasons(entries: tuple[ReasonEntry, ...], path: tuple[LocalText, ...]) -> Iterator[HandoverReason]:
    for entry in entries:
        here = (*path, entry.name)
        if entry.entries is None:
            yield HandoverReason(code=entry.code, path=here, skills=entry.skills)
        else:
            yield from _reasons(entry.entries, here)
