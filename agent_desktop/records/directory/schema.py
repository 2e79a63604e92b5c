"""What the directory knows beside people and queues, as its file holds it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TeamWords(Part):
    """`code` is the team as people have it, whatever its letters."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    name: dict[str, str]


class SiteWords(Part):
    code: Code
    name: dict[str, str]


class OutsideNumber(Part):
    """A branch or a partner. `hours` is a code of the routing's hours, empty for always."""

    code: Code
    name: dict[str, str]
    about: dict[str, str] = Field(default_factory=dict)
    number: str
    site: str = ""
    hours: str = ""
    languages: tuple[Language, ...] = ()


class DirectoryPlan(Part):
    teams: tuple[TeamWords, ...] = ()
    sites: tuple[SiteWords, ...] = ()
    numbers: tuple[OutsideNumber, ...] = ()
