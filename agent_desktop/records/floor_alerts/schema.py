"""Rules of floor alerts as their file holds them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.floor_alerts import FloorMeasure

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Texts = dict[str, str]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hours(Part):
    """The local time of day in which a rule holds; over midnight where it ends before it begins."""

    since: Clock
    until: Clock


class Rule(Part):
    """One rule. It warns past `warn`, and calls for action past `act`; one of them may be left out.

    A level is raised once it was past it for `raise_after_seconds`, and ends once it was better than it by
    `clear_margin` for `clear_after_seconds`. `window_seconds` is how far back a share or a number is counted; what is
    now has none. `least` is how many calls a share must count, or how many callers must wait. `queues` are codes; none
    says all that no other rule of this measure names. `of_target`: of a service level, `warn` and `act` are points
    under the target that the queue's own definition sets.
    """

    code: Code
    name: Texts
    measure: FloorMeasure
    of_target: bool = False
    warn: float | None = None
    act: float | None = None
    clear_margin: Annotated[float, Field(ge=0)] = 0
    window_seconds: Annotated[int, Field(ge=0, le=86_400)] = 0
    raise_after_seconds: Annotated[int, Field(ge=0, le=3600)] = 0
    clear_after_seconds: Annotated[int, Field(ge=0, le=3600)] = 0
    least: Annotated[int, Field(ge=0, le=10_000)] = 0
    queues: tuple[Code, ...] = ()
    hours: Hours | None = None


class FloorBook(Part):
    """The file."""

    rules: tuple[Rule, ...]
