"""How sure it is that the caller is the customer, as the desktop may know it: never an answer, only what came of it.

A number identifies, it never proves: no check is about the number a call comes from.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import Identifier


class Level(StrEnum):
    """How much of who they are a caller has shown, from least to most."""

    NONE = "none"
    BASIC = "basic"
    FULL = "full"


LEVELS = tuple(Level)


def reaches(level: Level, needed: Level) -> bool:
    """Say whether `level` is enough for what needs `needed`."""
    return LEVELS.index(level) >= LEVELS.index(needed)


class CheckMethod(StrEnum):
    """Who decides whether an answer is right: the server, which knows the value, or the agent, who heard it."""

    COMPARED = "compared"
    SAID = "said"


class CheckResult(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"


class AnswerForm(StrEnum):
    """What an answer looks like that the server compares."""

    DATE = "date"
    TEXT = "text"


class CheckShown(Answer):
    """One check that can be asked of this customer. `characters`: how many last ones are asked for; None for all.

    `result` is that of the newest answer in this call, None where it was not asked.
    """

    code: str
    name: LocalText
    question: LocalText
    method: CheckMethod
    points: int
    form: AnswerForm = AnswerForm.TEXT
    characters: int | None = None
    result: CheckResult | None = None
    at: datetime | None = None


class LevelNeed(Answer):
    """What a level takes: so many points by at least so many checks."""

    level: Level
    points: int
    checks: int


class ActionNeed(Answer):
    """An action of the bank's that needs a level. `name` goes after "before you": ``block a card``."""

    code: str
    name: LocalText
    level: Level


class Verification(Answer):
    """How a call stands with one customer. It ends with the call.

    `points` and `passed` are those of the checks that were right. `attempts_left` counts wrong answers still allowed;
    until `locked_until` (aware UTC) nobody can be checked as this customer, in any call. `values` holds what the
    masked values need to be shown. `customer_id` is the leading one of the person's `accounts`, which may have been
    merged since the call came.
    """

    call_id: UUID
    customer_id: UUID
    accounts: tuple[UUID, ...] = ()
    level: Level
    points: int
    passed: int
    attempts_left: int
    locked_until: datetime | None = None
    checks: tuple[CheckShown, ...] = ()
    levels: tuple[LevelNeed, ...] = ()
    values: dict[Identifier, Level] = Field(default_factory=dict)
    actions: tuple[ActionNeed, ...] = ()


class AnswerCheck(Request):
    """`POST /v1/calls/{id}/checks`: the caller answered a check.

    `answer` is what they said, where the server compares; `right` what the agent says of it, where it does not.
    Neither the answer nor a hash of it is ever kept or logged.
    """

    command_id: UUID
    customer_id: UUID
    check: str = Field(max_length=40)
    answer: str = Field(default="", max_length=200, repr=False)
    right: bool | None = None
