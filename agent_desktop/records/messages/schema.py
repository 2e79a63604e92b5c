"""The templates of short messages, as their file holds them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.messages import MessagePurpose
from agent_desktop.contract.problems import ProblemCode

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Template(Part):
    """One template. `text` is by language: ``en`` and ``zh``, and more where the bank writes in more. It may name
    {bank}, {name} and {agent}."""

    code: Code
    name: dict[str, str]
    purpose: MessagePurpose
    text: dict[str, str]


class MessageTemplates(Part):
    """The file: what may be sent to customers, in the order in which agents see it."""

    templates: tuple[Template, ...]

    @field_validator("templates")
    @classmethod
    def _some(cls, templates: tuple[Template, ...]) -> tuple[Template, ...]:
        if not templates:
            raise PydanticCustomError(ProblemCode.VALUE_EMPTY.value, "{name}", {"name": "templates"})
        return templates
