"""The bank's policy of verification, as its file holds it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.customers import Identifier
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.verification import Level

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Count = Annotated[int, Field(ge=1, le=99)]


class Compared(StrEnum):
    """The values on record that the server can compare an answer with."""

    BIRTH_DATE = "birth_date"
    DOCUMENT_END = "document_end"
    ADDRESS = "address"
    EMAIL = "email"
    CUSTOMER_NUMBER = "customer_number"


_NUMBERS: Final = frozenset({"phone", "phone_number", "number", "mobile", "home", "work", "caller_number"})


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LevelRule(Part):
    """A level is reached by `points`, of at least `checks` different checks."""

    points: Count
    checks: Count


class Levels(Part):
    basic: LevelRule
    full: LevelRule


class CheckRule(Part):
    """One check. Without `compares` the bank asks it orally, and the agent says whether the answer was right.

    `characters`: how many of the last ones are asked for (document_end).
    """

    code: Code
    name: dict[str, str]
    question: dict[str, str]
    points: Count
    compares: Compared | None = None
    characters: Annotated[int, Field(ge=3, le=10)] = 4

    @field_validator("compares", mode="before")
    @classmethod
    def _no_number(cls, value: object) -> object:
        if value in _NUMBERS:
            raise PydanticCustomError(ProblemCode.NUMBER_PROVES_NOTHING.value, "", {})
        return value


class ActionRule(Part):
    """An action of the bank's that needs a level. With `roles` only somebody who has one of them does it."""

    code: Code
    name: dict[str, str]
    level: Level
    roles: tuple[Role, ...] = ()


class VerificationPolicy(Part):
    """Everything the bank decides of checks. `attempts`: after so many wrong answers within `lock_out_minutes`, in
    whichever calls, nobody can be checked as this customer for `lock_out_minutes`."""

    levels: Levels
    attempts: Annotated[int, Field(ge=1, le=20)]
    lock_out_minutes: Annotated[int, Field(ge=1, le=10_080)]
    checks: tuple[CheckRule, ...]
    values: Mapping[Identifier, Level]
    actions: tuple[ActionRule, ...] = ()

    @field_validator("checks")
    @classmethod
    def _some(cls, checks: tuple[CheckRule, ...]) -> tuple[CheckRule, ...]:
        if not checks:
            raise PydanticCustomError(ProblemCode.VALUE_EMPTY.value, "{name}", {"name": "checks"})
        return checks

    def level_of_value(self, identifier: Identifier) -> Level:
        """Return what a masked value needs to be shown; what the policy does not name needs everything."""
        return self.values.get(identifier, Level.FULL)

    def rule_of(self, code: str) -> ActionRule | None:
        """Return what the bank asks of an action; None where it says nothing of it."""
        return next((each for each in self.actions if each.code == code), None)
