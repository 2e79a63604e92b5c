"""The settings of source systems: the loads that a server does by itself."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt
from pydantic import model_validator as model_rule

from agent_desktop.settings_types import Code, DayTime, Part, refuse


class LoadSettings(Part):
    """One load. `at` are times of the bank's day, `every_minutes` 0 is never; with neither it is done when asked.
    One that failed is tried again after `retry_minutes`, until its next time; 0 is never.

    An empty `systems` is all of the mapping's, an empty `kind` as the mapping says; an empty `rejects_file` is
    rejects.csv in the folder.
    """

    name: Code
    mapping: Annotated[str, Field(min_length=1)]
    folder: Annotated[str, Field(min_length=1)]
    systems: tuple[Code, ...] = ()
    kind: Literal["", "full", "incremental"] = ""
    at: tuple[DayTime, ...] = ()
    every_minutes: Annotated[StrictInt, Field(ge=0, le=1_440)] = 0
    retry_minutes: Annotated[StrictInt, Field(ge=0, le=1_440)] = 15
    rejects_file: str = ""

    @model_rule(mode="after")
    def _one_way(self) -> Self:
        if self.at and self.every_minutes:
            raise refuse("0", "every_minutes")
        return self


class SourcesSettings(Part):
    """No two loads have one name."""

    loads: tuple[LoadSettings, ...]

    @model_rule(mode="after")
    def _names_differ(self) -> Self:
        names = [load.name for load in self.loads]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise refuse(f"≠ {name}", f"loads[{place + 1}].name")
        return self
