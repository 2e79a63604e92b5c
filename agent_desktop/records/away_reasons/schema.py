"""The list of why agents may be not ready, as its file holds it."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.problems import ProblemCode
from agent_desktop.contract.rules import PlannedAs

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Minutes = Annotated[int, Field(ge=1, le=720)]


_BY_CODE: Final = {
    "break": PlannedAs.BREAK,
    "lunch": PlannedAs.MEAL,
    "training": PlannedAs.TRAINING,
    "meeting": PlannedAs.MEETING,
}
"""What the codes of the list that comes with the program count as, where a list says nothing of it."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(Part):
    """One reason. `minutes` are proposed for how long; `retired`: it stands in the records, and is offered no more.
    `planned_as` is what of a shift plan it counts as; a list that says nothing of it goes by the code, see
    `counts_as`."""

    code: Code
    name: dict[str, str]
    minutes: tuple[Minutes, ...] = ()
    retired: bool = False
    planned_as: PlannedAs | None = None

    @field_validator("planned_as", mode="before")
    @classmethod
    def _nothing_said(cls, value: object) -> object:
        return None if value == "" else value

    @property
    def counts_as(self) -> PlannedAs:
        """What of a shift plan it counts as."""
        return self.planned_as or _BY_CODE.get(self.code, PlannedAs.NOTHING)


class ReasonList(Part):
    """The file."""

    reasons: tuple[Reason, ...]

    @field_validator("reasons")
    @classmethod
    def _some(cls, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        if not reasons:
            raise PydanticCustomError(ProblemCode.VALUE_EMPTY.value, "{name}", {"name": "reasons"})
        return reasons
