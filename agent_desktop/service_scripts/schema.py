"""What a service script file holds: one YAML file a script in ``scripts/``. Texts are by language.

A script is a list of steps. A step may say something, must-say statements, and questions; then it goes on to
`next`, or by the answer of one question to one of `branch`. A step with `outcome` ends the script.
Texts may hold variables: ``{{customer_name|you}}`` is the fact `customer_name`, or *you* where there is none.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from agent_desktop.contract.base import LocalText


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QuestionKind(StrEnum):
    CHOICE = "choice"  # the step's main question: big answers, Alt+1 to Alt+9
    YES_NO = "yes_no"  # answers "yes" and "no"
    TEXT = "text"
    DATE = "date"  # ISO 8601 date
    MONEY = "money"  # decimal


class Option(_Part):
    id: str
    label: LocalText


class Question(_Part):
    """`limit` is the most characters of a text."""

    id: str
    kind: QuestionKind
    label: LocalText
    required: bool = True
    options: tuple[Option, ...] = ()
    limit: int = 500


class MustSay(_Part):
    """A statement the agent must have said before going on."""

    id: str
    text: LocalText


class Branch(_Part):
    """Where to go by the answer of `question`; every possible answer is listed."""

    question: str
    cases: dict[str, str]


class Step(_Part):
    id: str
    title: LocalText
    say: LocalText = Field(default_factory=dict)
    must_say: tuple[MustSay, ...] = ()
    questions: tuple[Question, ...] = ()
    next: str = ""
    branch: Branch | None = None
    outcome: str = ""


class Script(_Part):
    """One service script, version and all. `reasons` are the menu reasons it opens for; `default` where none fits."""

    id: str
    version: str
    title: LocalText
    reasons: tuple[str, ...] = ()
    default: bool = False
    variables: dict[str, LocalText] = Field(default_factory=dict)
    steps: tuple[Step, ...]
