"""The list of why agents may be not ready, as its file holds it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.problems import ProblemCode

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Minutes = Annotated[int, Field(ge=1, le=720)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(Part):
    """One reason. `minutes` are proposed for how long; `retired`: it stands in the records, and is offered no more."""

    code: Code
    name: dict[str, str]
    minutes: tuple[Minutes, ...] = ()
    retired: bool = False


class ReasonList(Part):
    """The file."""

    reasons: tuple[Reason, ...]

    @field_validator("reasons")
    @classmethod
    def _some(cls, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        if not reasons:
            raise PydanticCustomError(ProblemCode.VALUE_EMPTY.value, "{name}", {"name": "reasons"})
        return reasons
