"""The rules by which customers get a relationship manager, as somebody writes them in YAML."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CustomerKind, Tier


class LanguageRule(StrEnum):
    """What it counts whether a manager speaks one of the customer's languages."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    IGNORED = "ignored"


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AssignmentRule(_Written):
    """Customers of these tiers (empty: all) and kinds go to managers of `teams`, who have at most `most` customers."""

    name: LocalText
    tiers: tuple[Tier, ...] = ()
    kinds: tuple[CustomerKind, ...]
    teams: Annotated[tuple[str, ...], Field(min_length=1)]
    most: Annotated[int, Field(ge=1, le=100_000)]
    language: LanguageRule = LanguageRule.PREFERRED


class AssignmentRules(_Written):
    """The whole file. `languages` are by the skill that says that somebody speaks one. Those noted count too."""

    languages: Mapping[str, str] = Field(default_factory=dict)
    rules: tuple[AssignmentRule, ...]
