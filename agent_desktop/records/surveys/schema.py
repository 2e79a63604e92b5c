"""Surveys as their file holds them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.surveys import SurveyWay

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Texts = dict[str, str]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Part):
    """One question. With `expected`, how they had expected it is asked too."""

    code: Code
    perceived: Texts
    expected: Texts = Field(default_factory=dict)


class Form(Part):
    """One survey. `message` is the template of messages by which it is asked, where it is asked so."""

    code: Code
    about: RecordKind
    name: Texts
    intro: Texts
    low: Texts
    high: Texts
    ways: tuple[SurveyWay, ...] = Field(min_length=1)
    message: str = ""
    answered_within_days: Annotated[int, Field(ge=1, le=90)]
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)


class SurveyBook(Part):
    """The file. Whoever was asked is left alone for `quiet_days`."""

    quiet_days: Annotated[int, Field(ge=0, le=365)]
    forms: tuple[Form, ...]
